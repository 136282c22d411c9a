# ruff: noqa: T201 (it prints its figures when it is run by hand)
"""Leftovers and look-alike news in the manner of many outlets, all of our own writing: what goes and what stays.

The texts were written before the rules were tried on them. `python tests/quality/test_clean_own_set.py` prints the figures.
"""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import pytest

from pipeline.clean import clean
from pipeline.errors import NoText
from pipeline.records import RawArticle

HERE = Path(__file__).parent
NOW = datetime(2025, 12, 2, tzinfo=UTC)
BEFORE = [
    "Customs officers seized two tonnes of copper wire on a freight train near the border on Wednesday, the interior ministry said.",
    "The driver told investigators that he had been paid to leave the wagons open at a siding outside the town.",
    "Thefts from the railway have doubled in a year, according to figures that the operator gave to parliament in May.",
]
AFTER = "Three men from the village beside the siding were released on bail after a hearing that lasted ten minutes."
PLACES = ("alone", "between", "tail")


class Own(NamedTuple):
    """One text of the set."""

    kind: str
    outlet: str
    text: str


def read(name: str) -> list[Own]:
    """The texts of one file."""
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    cells = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return [Own(kind, outlet, text) for kind, _, outlet, text in cells]


# Three lots: each was written when the rules had been mended on those before it.
LOTS = ("", "_again", "_third")
LEFTOVERS = [own for lot in LOTS for own in read(f"clean_own_leftovers{lot}.tsv")]
NEWS = [own for lot in LOTS for own in read(f"clean_own_news{lot}.tsv")]


def stays(own: Own, place: str) -> bool:
    """Whether at least half of the text is still there after cleaning, in that place of an article."""
    around = {"alone": ([], []), "between": (BEFORE, [AFTER]), "tail": ([*BEFORE, AFTER], [])}[place]
    raw = RawArticle(id="a", source=own.outlet, text="\n".join([*around[0], own.text, *around[1]]), language="en")
    try:
        text = clean(raw, NOW).text
    except NoText:
        return False
    assert all(line in text for line in [*around[0], *around[1]]), f"news lost beside {own.text!r}"
    left = "".join(line for line in text.split("\n") if line in own.text)
    return len(left) >= 0.5 * len(own.text)


def left_in(place: str) -> list[Own]:
    """The leftovers that cleaning leaves in."""
    return [own for own in LEFTOVERS if stays(own, place)]


def lost(place: str) -> list[Own]:
    """The news that cleaning takes."""
    return [own for own in NEWS if not stays(own, place)]


def test_the_set_is_large_enough_to_say_something() -> None:
    assert len(LEFTOVERS) >= 200
    assert len(NEWS) >= 160


@pytest.mark.parametrize("place", PLACES)
def test_leftovers_of_many_outlets_go(place: str) -> None:
    assert len(left_in(place)) <= 0.1 * len(LEFTOVERS)


@pytest.mark.parametrize("place", PLACES)
def test_news_that_looks_like_boilerplate_stays(place: str) -> None:
    assert lost(place) == []


def main() -> None:
    """Print what goes by category and place, and every text that is judged wrongly."""
    of_kind = Counter(own.kind for own in LEFTOVERS)
    missed = {place: left_in(place) for place in PLACES}
    taken = {place: lost(place) for place in PLACES}
    for kind, count in sorted(of_kind.items()):
        gone = [count - sum(own.kind == kind for own in missed[place]) for place in PLACES]
        print(f"{kind}\t{count}\t" + "\t".join(map(str, gone)))
    for place in PLACES:
        print(
            f"{place}: recall {1 - len(missed[place]) / len(LEFTOVERS):.3f}, news lost {len(taken[place])} of {len(NEWS)}"
        )
    for name, by_place in (("left", missed), ("LOST", taken)):
        for own in dict.fromkeys(own for place in PLACES for own in by_place[place]):
            where = ",".join(place[0] for place in PLACES if own in by_place[place])
            print(f"{name} [{where}] {own.kind}: {own.text}")


if __name__ == "__main__":
    main()
