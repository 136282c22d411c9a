"""Who, whom, where and when, on sentences of Wikinews for which people asked and answered such questions of every verb.

    python benchmarks/roles.py --gold .../wikinews.test.gold.csv --sentences .../wikinews.test.full.csv

QA-SRL Gold Standard (Roit et al. 2020). Of the roles that are filled, how many stand in the answer to the question that asks for them:
"who did something?", "who was something done to?", "where?", "when?"; of the questions, how many are met. Recipients are people and
what is hit, not every object, so few of theirs are. The corpus is no part of the project.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
from collections import Counter, defaultdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from pipeline.records import Extraction
from pipeline.run import extract_batch

if TYPE_CHECKING:
    from pipeline.records import Event

_CLOSE = frozenset([",", ".", ";", ":", "!", "?", ")", "]", "n't", "%", "...", "''"])
_OPEN = frozenset(["(", "[", "$", "``"])
_QUOTES = {"``": '"', "''": '"', "-LRB-": "(", "-RRB-": ")"}
_ROLES = {"who": "actors", "whom": "recipients", "where": "location", "when": "date"}

Range = tuple[int, int]


def text_of(tokens: list[str]) -> tuple[str, list[Range]]:
    """The sentence as it would be written, and where each token stands in it."""
    text, at, quoted, glued = "", list[Range](), False, True
    for word in tokens:
        opens = word == "``" or (word == '"' and not quoted)
        quoted = opens if word in {"``", "''", '"'} else quoted
        closes = (word == '"' and not opens) or word in _CLOSE or (word[0] == "'" and 1 < len(word) <= 3)
        text += "" if glued or closes else " "
        written = _QUOTES.get(word, word)
        at.append((len(text), len(text) + len(written)))
        text += written
        glued = opens or word in _OPEN
    return text, at


def asked(row: dict[str, str]) -> str | None:
    """Which role a question asks for, by its template; None for others."""
    wh, passive = row["wh"].lower(), row["is_passive"] == "True"
    if wh in {"when", "where"}:
        return wh
    if wh not in {"who", "what"}:
        return None
    if not row["subj"]:
        return "whom" if passive else "who"
    if passive:
        return "who" if row["prep"].strip().endswith("by") and not row["obj2"] else None
    return "whom" if not row["prep"] and not row["obj"] else None


def filled(event: Event, role: str) -> list[Range]:
    """Where the mentions stand that fill a role; not what a report only implies."""
    if role in {"who", "whom"}:
        return [(each.start, each.end) for each in (event.actors if role == "who" else event.recipients)]
    found = event.location if role == "where" else event.date
    return [] if found is None or getattr(found, "implied", False) else [(found.start, found.end)]


def _meet(one: Range, other: Range) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def main() -> None:
    """Score one half of the corpus."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, required=True, help="the .csv file of questions and answers")
    parser.add_argument("--sentences", type=Path, required=True, help="the .csv file of sentences")
    given = parser.parse_args()
    with given.sentences.open(encoding="utf-8", newline="") as file:
        sentences = {row["qasrl_id"]: text_of(row["tokens"].split(" ")) for row in csv.DictReader(file)}
    answers: dict[tuple[str, int], dict[str, list[Range]]] = defaultdict(lambda: defaultdict(list))
    with given.gold.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            role, (_, at) = asked(row), sentences[row["qasrl_id"]]
            for span in filter(None, map(str.strip, row["answer_range"].split("~!~"))):
                first, last = map(int, span.split(":"))
                if role and last <= len(at):
                    answers[row["qasrl_id"], int(row["verb_idx"])][role].append((at[first][0], at[last - 1][1]))
    names = sorted({name for name, _ in answers})
    day = "2015-06-17T12:00:00Z"
    raws = [json.dumps({"id": name, "text": sentences[name][0], "published_at": day}).encode() for name in names]
    coded = dict(zip(names, extract_batch(raws, [datetime.now(UTC)] * len(raws)), strict=True))
    counts: Counter[tuple[str, str]] = Counter()
    verbs = 0
    for (name, verb), roles in answers.items():
        found, at = coded[name], sentences[name][1]
        if not isinstance(found, Extraction):
            continue
        event = next((one for one in found.events if _meet((one.action.start, one.action.end), at[verb])), None)
        if event is None:
            continue
        verbs += 1
        for role in _ROLES:
            hits = [any(_meet(span, answer) for answer in roles.get(role, ())) for span in filled(event, role)]
            counts[role, "given"] += len(hits)
            counts[role, "right"] += sum(hits)
            counts[role, "asked"] += role in roles
            counts[role, "met"] += any(hits)
    print(f"{len(names)} sentences, {verbs} of {len(answers)} verbs coded")
    for role, field in _ROLES.items():
        right, met = counts[role, "right"] / counts[role, "given"], counts[role, "met"] / counts[role, "asked"]
        print(f"  {field:10} {counts[role, 'given']:4} given, {right:.3f} right; {met:.3f} of the questions met")


if __name__ == "__main__":
    main()
