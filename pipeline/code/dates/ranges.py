"""Two expressions that bound one stretch of time: ``between 9 June and 5 August``, ``from Monday to Friday``."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.parse.document import Document
    from pipeline.records import DateMention

_BOUNDS = {"between": frozenset({"and"}), "from": frozenset({"to", "until", "till", "through"})}


def ranges(document: Document, dates: list[DateMention]) -> dict[int, DateMention]:
    """The whole stretch by the start of either expression; its value is an interval, "2026-06-09/2026-08-05" (ISO 8601)."""
    text = document.article.text
    found: dict[int, DateMention] = {}
    for first, last in pairwise(dates):
        if first.first_day is None or last.last_day is None or first.first_day > last.last_day:
            continue
        opening = text[max(0, first.start - 9) : first.start].lower().split()
        joint = text[first.end : last.start].strip(" ,").lower()
        if not opening or joint not in _BOUNDS.get(opening[-1], ()):
            continue
        found[first.start] = found[last.start] = first.model_copy(
            update={
                "end": last.end,
                "text": text[first.start : last.end],
                "timex": f"{first.timex}/{last.timex}",
                "last_day": last.last_day,
            }
        )
    return found
