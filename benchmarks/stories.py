"""Stories, on what others annotated: events of many articles that are one (ECB+), shootings that are not (Gun Violence Archive).

    python benchmarks/stories.py ecb --corpus .../ECB+ --sentences .../ECBplus_coreference_sentences.csv --topics 23-45
    python benchmarks/stories.py apart --texts .../X_test.json --answers .../y_test.json

ECB+ (Cybulska and Vossen 2014, by tommasoc80/EventStoryLine): of the annotated actions how many are events here; of pairs of
events of two articles of a topic how many that share a story are one, and the other way round. Apart: how many pairs of
reports of different days or addresses share a story about harm. The texts are no part of the project.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter, defaultdict
from datetime import UTC, datetime
from itertools import combinations
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree as ET

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from pipeline.merge import Merger, report_of
from pipeline.records import Extraction, RawArticle
from pipeline.run import extract_batch

_HARM = frozenset({"ASSAULT", "DEATH", "CRIME"})
_ASIDE = 30  # characters of an action's surroundings by which it is found in the clean text
_CLOSE = re.compile(r"[.,;:?!%)\]]|'s|'re|'ve|'ll|'d|'m|n't|'|-|/")
_OPEN = frozenset("([$-#/")


class Action(NamedTuple):
    """An annotated action: its place in the text and the chain of those that are one with it."""

    start: int
    end: int
    chain: str | None


def stories(extractions: list[Extraction]) -> dict[str, str]:
    """The story of each event, by their ids."""
    merger = Merger()
    found = {}
    for extraction in extractions:
        for story in merger.add(report_of(extraction)).stories:
            found.update({mention.event_id: story.story_id for mention in story.mentions})
    return found


def extract(articles: list[RawArticle]) -> list[Extraction]:
    """The extractions of all that could be coded."""
    found = extract_batch([article.to_json() for article in articles], [datetime.now(UTC)] * len(articles))
    return [each for each in found if isinstance(each, Extraction)]


def read_ecb(file: Path, chosen: set[int]) -> tuple[str, list[Action]]:
    """A document's text, a sentence a paragraph, and the actions of the chosen sentences."""
    root = ET.parse(file).getroot()  # noqa: S314 - a corpus that was fetched on purpose
    text, at, quoted, last = "", {}, False, None
    for token in root.iter("token"):
        sentence, word = int(token.get("sentence", 0)), token.text or ""
        word = '"' if word in ("``", "''") else word
        if sentence == 0 and "ecbplus" in file.name:
            continue  # the address
        closing = bool(_CLOSE.fullmatch(word)) or (word == '"' and quoted)
        if sentence != last:
            text, quoted, last = text + "\n" * bool(text), False, sentence
        elif text and not closing and text[-1] not in _OPEN and not (text[-1] == '"' and quoted):
            text += " "
        quoted ^= word == '"'
        at[token.get("t_id")] = (len(text), len(text) + len(word), sentence)
        text += word
    marks = [mark for part in root.iter("Markables") for mark in part]
    names = {mark.get("m_id"): mark.get("instance_id") for mark in marks if mark.get("instance_id")}
    chains = {}
    for relation in root.iter("CROSS_DOC_COREF"):
        target = relation.find("target")
        for source in relation.iter("source"):
            chains[source.get("m_id")] = names.get(target.get("m_id")) if target is not None else None
    actions = []
    for mark in marks:
        tokens = [at[each.get("t_id")] for each in mark.iter("token_anchor") if each.get("t_id") in at]
        if tokens and "ACTION" in mark.tag and tokens[0][2] in chosen:
            start, end = min(each[0] for each in tokens), max(each[1] for each in tokens)
            actions.append(Action(start, end, chains.get(mark.get("m_id"))))
    return text, actions


def ecb(corpus: Path, sentences: Path, first: int, last: int) -> None:
    """Coverage of actions, and pairs of events that are one."""
    chosen: dict[str, set[int]] = defaultdict(set)
    for line in sentences.read_text().splitlines()[1:]:
        if line.count(",") != 2:
            continue
        topic, name, sentence = line.split(",")
        chosen[f"{topic}_{name}.xml"].add(int(sentence))
    files = [file for file in sorted(corpus.glob("*/*.xml")) if first <= int(file.parent.name) <= last]
    gold = {file.stem: read_ecb(file, chosen[file.name]) for file in files}
    extractions = extract([RawArticle(id=name, source=name, text=text) for name, (text, _) in gold.items()])
    story = stories(extractions)
    counts: Counter[str] = Counter()
    linked: dict[str, dict[str, tuple[str, str]]] = defaultdict(dict)
    for extraction in extractions:
        article, clean = extraction.article.article_id, extraction.article.text
        text, actions = gold[article]
        for action in actions:
            aside = min(_ASIDE, action.start)
            found = clean.find(text[action.start - aside : action.end + 10])
            if found < 0:
                continue
            start, end = found + aside, found + aside + action.end - action.start
            hits = [each for each in extraction.events if each.action.start < end and start < each.action.end]
            counts.update(actions=1, coded=bool(hits))
            if action.chain:
                for event in hits:
                    linked[article.split("_")[0]].setdefault(event.event_id, (article, action.chain))
    for events in linked.values():
        for (one, here), (other, there) in combinations(events.items(), 2):
            if here[0] != there[0]:
                same, together = here[1] == there[1], story.get(one) is not None and story.get(one) == story.get(other)
                counts.update(gold=same, told=together, right=same and together)
    print(f"{counts['actions']} actions, {counts['coded'] / counts['actions']:.3f} coded; pairs of events: P {counts['right'] / counts['told']:.3f}, R {counts['right'] / counts['gold']:.3f}")  # fmt: skip


def apart(texts: Path, answers: Path) -> None:
    """Pairs of reports of different shootings that share a story about harm."""
    known = [
        (text, (answer["shooting_date"], answer["address"]))
        for text, answer in zip(json.loads(texts.read_text()), json.loads(answers.read_text()), strict=True)
        if text.get("publish_date")
    ]
    articles = [
        RawArticle(id=str(number), source=str(number), text=text["text"], published_at=f"{text['publish_date']}T18:00Z")
        for number, (text, _) in enumerate(known)
    ]
    extractions = extract(sorted(articles, key=lambda article: str(article.published_at)))
    story = stories(extractions)
    told: dict[str, set[str]] = defaultdict(set)
    for extraction in extractions:
        for event in extraction.events:
            if event.action.type in _HARM:
                told[story[event.event_id]].add(extraction.article.article_id)
    pairs = {pair for reports in told.values() for pair in combinations(sorted(reports, key=int), 2)}
    wrong = sum(known[int(one)][1] != known[int(other)][1] for one, other in pairs)
    print(f"{len(extractions)} reports; {wrong} pairs of different shootings share a story about harm")


def main() -> None:
    """Score one corpus."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    which = parser.add_subparsers(dest="which", required=True)
    one = which.add_parser("ecb")
    one.add_argument("--corpus", type=Path, required=True, help="the folder of ECB+ with a folder a topic")
    one.add_argument("--sentences", type=Path, required=True, help="the .csv of the annotated sentences")
    one.add_argument("--topics", default="1-45", help="which topics, as first-last")
    other = which.add_parser("apart")
    other.add_argument("--texts", type=Path, required=True, help="the .json file of texts")
    other.add_argument("--answers", type=Path, required=True, help="the .json file of days and addresses")
    given = parser.parse_args()
    if given.which == "ecb":
        first, last = map(int, given.topics.split("-"))
        ecb(given.corpus, given.sentences, first, last)
    else:
        apart(given.texts, given.answers)


if __name__ == "__main__":
    main()
