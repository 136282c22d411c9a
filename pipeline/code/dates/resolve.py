"""Gives each fit of the grammar its TIMEX3 value."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.code.dates import absolute, quarters, relative, spans
from pipeline.code.dates.context import Context, Reading
from pipeline.code.dates.match import Match

if TYPE_CHECKING:
    from collections.abc import Callable


def _never(_match: Match, _context: Context) -> Reading | None:
    """What only looks like a time: ages, "a Sunday"."""
    return None


# One reader for each kind of rules.tsv; a reader returns None where the words are no time after all.
READERS: dict[str, Callable[[Match, Context], Reading | None]] = {
    "age": _never,
    "never": _never,
    "told": relative.told,
    "quartercentury": spans.quarter_century,
    "iso": absolute.iso,
    "mdrange": absolute.day_range,
    "dmrange": absolute.day_range,
    "yrange": absolute.year_range,
    "date": absolute.day,
    "nthday": absolute.nth_weekday,
    "monthyear": absolute.month_year,
    "monthrel": absolute.month_relative,
    "month": absolute.month,
    "decade": absolute.decade,
    "century": absolute.century,
    "season": absolute.season,
    "seasonrel": absolute.season_relative,
    "holiday": absolute.holiday,
    "year": absolute.year,
    "fiscal": absolute.year,
    "quarter": quarters.quarter,
    "half": quarters.half,
    "nextto": relative.next_to,
    "weekday": relative.weekday,
    "today": relative.today,
    "tonight": relative.tonight,
    "daypart": relative.daypart,
    "clock": relative.clock,
    "weekend": relative.weekend,
    "rel": relative.unit,
    "theunit": relative.the_unit,
    "yearend": relative.year_end,
    "ago": relative.ago,
    "yearago": relative.year_ago,
    "set": spans.repeated,
    "span": spans.span,
    "pastunit": spans.past_unit,
    "vaguespan": spans.vague_span,
    "range": spans.plain,
    "duration": spans.plain,
    "vague": spans.vague,
    "vagueword": spans.vague_word,
    "oneday": spans.one_day,
    "then": relative.then,
}
