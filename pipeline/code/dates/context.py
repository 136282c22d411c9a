"""What a relative expression is relative to: the anchor, the tense around it, and the times named before it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from pipeline.code.dates.calendar import covered
from pipeline.records import DateAnchor, DateMention, Granularity, Span

Tense = Literal["past", "present", "future", "done"]
"""``done`` is a past that is the expression's own: "was freed in December"; that of a verb above may be of a plan."""
TenseAt = Callable[[int, int], Tense | None]


@dataclass(frozen=True, slots=True)
class Anchor:
    """The time an article counts from, in its outlet's zone; ``day`` is None when nothing tells it."""

    day: date | None = None
    clock: datetime | None = None
    name: DateAnchor | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """A value for an expression. ``end`` cuts the span short; ``anchor`` is None where the value needs none."""

    value: str
    first: date | None
    last: date | None
    granularity: Granularity
    anchor: DateAnchor | None
    end: int | None = None

    def at(self, here: Span) -> DateMention:
        """The record of the expression that is read so here."""
        return DateMention(
            **here.model_dump(),
            timex=self.value,
            first_day=self.first,
            last_day=self.last,
            granularity=self.granularity,
            anchor=self.anchor,
        )


@dataclass(slots=True)
class Named:
    """An expression read before, with where it ended."""

    start: int
    end: int
    reading: Reading


@dataclass(slots=True)
class Context:
    """All that reading one article's expressions in order needs."""

    anchor: Anchor
    tense_at: TenseAt | None = None
    named: list[Named] = field(default_factory=list)
    quarter: str | None = None

    def raw_tense(self, start: int, end: int) -> Tense | None:
        """The tense of the clause, with its own past told from that of a verb above."""
        return self.tense_at(start, end) if self.tense_at else None

    def tense(self, start: int, end: int) -> Tense | None:
        """The tense of the clause."""
        found = self.raw_tense(start, end)
        return "past" if found == "done" else found

    def latest(self, granularities: frozenset[str], before: int, within: int | None = None) -> Named | None:
        """The nearest earlier expression of such a granularity with known days."""
        for named in reversed(self.named):
            if within is not None and before - named.end > within:
                return None
            if named.reading.granularity in granularities and named.reading.first and _is_calendar(named.reading):
                return named
        return None

    def reading(self, value: str, anchor: DateAnchor | None = None, end: int | None = None) -> Reading:
        """A reading of a calendar value; ``anchor`` says what was used to find it."""
        first, last, granularity = covered(value)
        return Reading(value, first, last, granularity, anchor, end)

    def anchored(self, value: str | None, unknown: str) -> Reading:
        """A reading that needed the anchor: ``unknown`` when there is none or it leaves the calendar."""
        if value is None or self.anchor.day is None:
            return self.reading(unknown)
        return self.reading(value, self.anchor.name)


def _is_calendar(reading: Reading) -> bool:
    return reading.granularity not in {"duration", "set", "vague"}
