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


# "#" stands for a number, so that no two pieces are alike. Many lines are refused when they are too many.
SHAPES = {
    "one letter": "a",
    "words": "word ",
    "appeals in one line": "Please support us. ",
    "different appeals in one line": "Please support us #. ",
    "lines of appeals": "You can help us tell these stories #.\n",
    "quotes": '"',
    "open quotes": "“a ",
    "addresses": "http://",
    "handles": "@a ",
    "line ends": "\n",
    "short lines": "a\n",
    "brackets": "([",
    "bylines": "By Ana Lima#\n",
    "bylines in one line": "By Ana Lima ",
    "captions": "A crane lifts #. (AP Photo/Ana Lima)\n",
    "captions by place": ", left, y " * 8 + "#\n",
    "half captions": "In this " + "x " * 40 + "photo #\n",
    "wrapped lines": "the cat # sat on the mat and then it went\n",
    "mojibake": "â€™",
    "entities": "&amp;",
    "combining marks": "a\u0301",
    "zero-width letters": "\u200b",
    "capitals": "ABC DEF ",
    "full stops": ". ",
    "pronouns": "our ",
    "news in one line": "Troops left town # on Friday, he said. ",
}
PAGES = {
    "divs one in another": "<div>",
    "tables one in another": "<table><tr><td>",
    "tags": "<i>x</i>",
    "open tags": "<span ",
    "comments": "<!--",
    "links": "<a href=/x>Read</a> ",
    "a long attribute": "x",
}


def repeated(piece: str, size: int) -> str:
    """The piece again and again, with numbers in it, about so many characters."""
    count = size // len(piece)
    return piece * count if "#" not in piece else "".join(piece.replace("#", str(number)) for number in range(count))


def hostile(piece: str, size: int) -> RawArticle:
    """A text of one piece, cut at the size."""
    return RawArticle(id="x", text=repeated(piece, size)[:size])


def page_of(name: str, piece: str, size: int) -> str:
    """A page of one piece; of an attribute it is the value."""
    body = repeated(piece, size)
    return f"<html><body><p title='{body}'>x</p>" if "attribute" in name else f"<html><body>{body}"


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
    print(
        "shape, seconds for 400,000 characters (the longest text that is read), and how many times that of 200,000; at 10 MB"
    )
    for name, piece in SHAPES.items():
        half, whole, refused = (seconds([hostile(piece, size)]) for size in (200_000, 400_000, 10_000_000))
        print(f"{name}: {whole:.2f} s, {whole / max(half, 0.001):.1f} times; {refused:.2f} s")
    for name, piece in PAGES.items():
        half, whole = (seconds([RawArticle(id="x", html=page_of(name, piece, n))]) for n in (200_000, 400_000))
        print(f"page of {name}: {whole:.2f} s, {whole / max(half, 0.001):.1f} times")


if __name__ == "__main__":
    main()
