"""How fast plain text is cleaned: articles a second a core, linear in length, and hostile megabytes.

Run: python benchmarks/clean_speed.py
Counts CPU seconds, so that a busy machine changes little.
"""

from __future__ import annotations

import random
import time
from datetime import UTC, datetime

from pipeline.clean import clean
from pipeline.errors import RecordError
from pipeline.records import RawArticle

NOW = datetime(2025, 12, 2, tzinfo=UTC)
WHO = [
    "The council",
    "Engineers",
    "The port authority",
    "Residents of the northern bank",
    "The ferry company",
    "Mayor Ana Lima",
]
DID = [
    "said on Tuesday",
    "told reporters",
    "denied",
    "announced late on Monday",
    "wrote in a statement",
    "asked the court",
]
WHAT = [
    "that the old bridge will close in March after cracks were found in two of its piers",
    "that repairs would cost $40 million and last until the autumn of next year",
    "that no lorry heavier than twelve tonnes had crossed the river since the inspection",
    "that the vote on the money for the approach roads would be held at the end of the month",
]
TAIL = [
    "AFP contributed reporting.",
    "Dear readers,",
    "To go on, we need your help.",
    "If you can, please support us from just $2.",
    "Share this story",
]


def article(number: int, paragraphs: int = 14) -> RawArticle:
    """About 400 words in the manner of a wire, with an appeal under every second one."""
    chance = random.Random(number)  # noqa: S311 (the same articles each time)
    lines = [
        " ".join(f"{chance.choice(WHO)} {chance.choice(DID)} {chance.choice(WHAT)}." for _ in range(2))
        for _ in range(paragraphs)
    ]
    return RawArticle(
        id=str(number), source="The Harbour Gazette", text="\n".join(lines + (TAIL if number % 2 else []))
    )


def seconds(articles: list[RawArticle]) -> float:
    began = time.process_time()
    for raw in articles:
        try:
            clean(raw, NOW)
        except RecordError:
            continue
    return time.process_time() - began


def main() -> None:
    articles = [article(number) for number in range(2_000)]
    words = sum(len((raw.text or "").split()) for raw in articles) / len(articles)
    seconds(articles[:50])
    took = seconds(articles)
    print(f"{len(articles) / took:.0f} articles a CPU second, {words:.0f} words each")
    for paragraphs in (10, 100, 1_000):
        took = seconds([article(1, paragraphs)])
        print(f"{paragraphs} paragraphs: {took * 1e6 / paragraphs:.0f} microseconds a paragraph")
    for name, piece in (
        ("letters", "a"),
        ("appeals", "Please support us. "),
        ("lines", "Donate now\n"),
        ("links", "| "),
    ):
        for size in (400_000, 10_000_000):  # the longest text that is read, and one that is refused
            took = seconds([RawArticle(id="x", text=piece * (size // len(piece)))])
            print(f"{size / 1e6:.1f} MB of {name}: {took:.2f} s")


if __name__ == "__main__":
    main()
