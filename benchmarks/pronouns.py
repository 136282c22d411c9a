"""Who "he", "she", "it" and "they" mean, on text that others annotated: GUM (Zeldes 2017) and GAP (Webster et al. 2018).

    python benchmarks/pronouns.py --gum .../gum/dep --gap .../gap-coreference/gap-test.tsv

GUM: of the pronouns whose antecedent has been named before, how many are given a mention of the same entity. GAP: F1 over its two names.
Neither corpus is part of the project; both are to be had from their authors' repositories.
"""

from __future__ import annotations

import argparse
import csv
import re
import sys
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from pipeline.code.actors.coreference import Coreference
from pipeline.code.places import find_places
from pipeline.parse.model import parse_many
from pipeline.records import CleanArticle
from pipeline.settings import settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.parse.document import Document

_GENRES = ("news", "interview", "court", "bio", "textbook", "speech", "voyage")
_WORDS = {
    "he": "he him his himself",
    "she": "she her hers herself",
    "it": "it its itself",
    "they": "they them their theirs themselves",
}
_PRONOUNS = {word: name for name, words in _WORDS.items() for word in words.split()}
_ENTITY = re.compile(r"\((\d+)-[^()]*|(\d+)\)|\)")
_BATCH = 50
_SLACK = 5  # characters: an article or a quotation mark


class Mention(NamedTuple):
    """A mention of an entity, in characters."""

    start: int
    end: int
    entity: str


def gum(path: Path) -> tuple[str, list[Mention]]:
    """The text of a document of GUM and its mentions, in the order in which they end."""
    text, mentions, opened, joined = "", [], list[tuple[str, int]](), (0, 0, False)
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("# newpar") and not line.startswith("# newpar_block"):
            text = text.rstrip() + ("\n" if text else "")
        columns = line.split("\t")
        if len(columns) < 10:
            joined = (0, 0, False) if not line else joined
            continue
        if "-" in columns[0]:  # "1-2": two words written as one
            first, last = columns[0].split("-")
            joined = (int(first), int(last), "SpaceAfter=No" in columns[9])
        if not columns[0].isdigit():
            continue
        number, start = int(columns[0]), len(text)
        text += columns[1]
        misc = dict(part.partition("=")[::2] for part in columns[9].split("|"))
        for found in _ENTITY.finditer(misc.get("Entity", "")):
            if found[1]:
                opened.append((found[1], start))
                continue
            at = next((i for i in reversed(range(len(opened))) if found[2] in (None, opened[i][0])), None)
            if at is not None:
                entity, begun = opened.pop(at)
                mentions.append(Mention(begun, len(text), entity))
        inside = joined[0] <= number <= joined[1]
        if (number == joined[1] and not joined[2]) if inside else misc.get("SpaceAfter") != "No":
            text += " "
    return text, mentions


def parsed(texts: list[str]) -> Iterator[tuple[Document, Coreference]]:
    """Each text with its antecedents."""
    now = datetime.now(UTC)
    for first in range(0, len(texts), _BATCH):
        articles = [
            CleanArticle(article_id=str(number), text=text, received_at=now, language="en")
            for number, text in enumerate(texts[first : first + _BATCH])
        ]
        for document in parse_many(articles, settings().spacy_model):
            yield document, Coreference(document, find_places(document))


def score_gum(folder: Path) -> None:
    """Print, for each pronoun, how many have an antecedent of the right entity."""
    documents = [gum(path) for genre in _GENRES for path in sorted(folder.glob(f"GUM_{genre}_*.conllu"))]
    counts: dict[str, Counter[str]] = {name: Counter() for name in _WORDS}
    for (text, mentions), (document, coreference) in zip(
        documents, parsed([text for text, _ in documents]), strict=True
    ):
        named = [mention for mention in mentions if text[mention.start : mention.end].lower() not in _PRONOUNS]
        for mention in mentions:
            name = _PRONOUNS.get(text[mention.start : mention.end].lower())
            tokens = document.tokens_in(mention.start, mention.end)
            before = any(each.entity == mention.entity and each.start < mention.start for each in named)
            if name is None or len(tokens) != 1 or not before:
                continue
            found = coreference.resolve(tokens[0])
            if found is None:
                counts[name]["open"] += 1
                continue
            head, last = document[found.head], document[found.last - 1]
            whole = (document[found.first].idx, last.idx + len(last))
            around = [each for each in named if each.start <= head.idx and head.idx + len(head) <= each.end]
            least = min((each.end - each.start for each in around), default=0)
            right = any(
                each.entity == mention.entity
                and (
                    each.end - each.start == least
                    or text[each.start : each.end].endswith(head.text)
                    or (abs(each.start - whole[0]) <= _SLACK and abs(each.end - whole[1]) <= _SLACK)  # "Ann and Ivan"
                )
                for each in around
            )
            counts[name]["right" if right else "wrong"] += 1
    print(f"GUM, {len(documents)} documents")
    for name, count in counts.items():
        stated = count["right"] + count["wrong"]
        print(f"  {name:5}{count.total():5}  right {count['right'] / count.total():.3f}, of those given {count['right'] / stated:.3f}")  # fmt: skip


def score_gap(path: Path) -> None:
    """Print GAP's F1: of its two names, is it the one that the pronoun means?"""
    with path.open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    right = given = asked = 0
    for line, (document, coreference) in zip(lines, parsed([line["Text"] for line in lines]), strict=True):
        start = int(line["Pronoun-offset"])
        tokens = document.tokens_in(start, start + len(line["Pronoun"]))
        found = coreference.resolve(tokens[0]) if len(tokens) == 1 else None
        for name in "AB":
            begin = int(line[f"{name}-offset"])
            inside = document.tokens_in(begin, begin + len(line[name]))
            keys = {each.key for each in coreference.reading.candidates if each.head in inside}
            chosen = found is not None and (found.head in inside or found.key in keys)
            meant = line[f"{name}-coref"].upper() == "TRUE"
            right, given, asked = right + (chosen and meant), given + chosen, asked + meant
    print(f"GAP, {len(lines)} pronouns: precision {right / given:.3f}, recall {right / asked:.3f}, F1 {2 * right / (given + asked):.3f}")  # fmt: skip


def main() -> None:
    """Score whatever is given."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gum", type=Path, help="the folder of GUM's .conllu files")
    parser.add_argument("--gap", type=Path, help="a .tsv file of GAP")
    given = parser.parse_args()
    if given.gum:
        score_gum(given.gum)
    if given.gap:
        score_gap(given.gap)


if __name__ == "__main__":
    main()
