"""A wire of short articles for the fault tests, and its recount: what the counts must be, from the input topic alone.

The recount shares nothing with the pipeline but the rules of the light engine, written here a second time: a trigger word is
an event, the sentence's first country acts on its second.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

import orjson

COUNTRIES = {"France": "FRA", "Kenya": "KEN", "Peru": "PER", "Japan": "JPN", "Norway": "NOR"}
VERBS = {"attacked": "ASSAULT", "met": "CONSULT", "agreed with": "AGREE", "sent aid to": "AID"}
OUTLETS = ("Wire", "Post", "Daily")
SENTENCE = re.compile(r"(\w+) (attacked|met|agreed with|sent aid to) (\w+) on Monday(, officials said)?\.")


def articles(count: int, seed: int) -> Iterator[dict[str, Any]]:
    """Short articles; of a hundred about three come twice and two are corrected later."""
    chance = random.Random(seed)
    recent: list[dict[str, Any]] = []
    for number in range(count):
        roll = chance.random()
        if recent and roll < 0.03:
            yield chance.choice(recent)
        elif recent and roll < 0.05:
            yield chance.choice(recent) | {"text": _text(chance)}
        else:
            article = {
                "id": f"{seed}-{number}",
                "source": chance.choice(OUTLETS),
                "text": _text(chance),
                "language": "en",
                "published_at": f"2025-12-{chance.randint(1, 28):02d}T{chance.randint(0, 23):02d}:00:00Z",
            }
            recent = [*recent[-199:], article]
            yield article


def _text(chance: random.Random) -> str:
    sentences = []
    for _ in range(chance.randint(1, 3)):
        one, other = chance.sample(list(COUNTRIES), 2)
        said = ", officials said" if chance.random() < 0.5 else ""
        sentences.append(f"{one} {chance.choice(list(VERBS))} {other} on Monday{said}.")
    return " ".join(sentences)


class Expected:
    """What must come out for the raw records, in the order in which they lie in each partition."""

    def __init__(self, raw: Iterable[tuple[int, bytes]]) -> None:
        self.messages = 0
        self.versions = 0
        last: dict[str, dict[str, Any]] = {}
        for _partition, value in raw:
            self.messages += 1
            article = orjson.loads(value)
            if last.get(article["id"]) != article:
                self.versions += 1
            last[article["id"]] = article
        self.articles = last
        self.events: set[tuple[str, int, str]] = set()
        self.counts: Counter[tuple[str, str, str]] = Counter()
        for name, article in last.items():
            self._add(name, article)

    def _add(self, name: str, article: dict[str, Any]) -> None:
        day, hour, outlet = article["published_at"][:10], article["published_at"][:13], article["source"]
        found = [
            (match.start(2), COUNTRIES[match[1]], VERBS[match[2]], COUNTRIES[match[3]])
            for match in SENTENCE.finditer(article["text"])
        ]
        for bucket in ("total", day, hour):
            self.counts["articles", outlet, bucket] += 1
            self.counts["language", "en", bucket] += 1
        for position, actor, kind, recipient in found:
            self.events.add((name, position, kind))
            quad = {
                "ASSAULT": "material-conflict",
                "AID": "material-cooperation",
            }.get(kind, "verbal-cooperation")
            values = (
                ("action", kind),
                ("quad-class", quad),
                ("actor", actor),
                ("recipient", recipient),
                ("dyad", f"{actor}-{recipient}"),
                ("dyad-quad", f"{actor}-{recipient} {quad}"),
                ("source", outlet),
                ("certainty", "certain"),
            )
            for bucket in ("total", day, hour):
                for dimension, value in values:
                    self.counts[dimension, value, bucket] += 1
