"""The day an article counts from: its publication in its outlet's own zone, else its dateline's day, else none."""

from __future__ import annotations

from functools import cache
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pipeline.code.dates.context import Anchor
from pipeline.code.dates.lexicon import lines
from pipeline.errors import LexiconError
from pipeline.records import CleanArticle


@cache
def _zones() -> dict[str, ZoneInfo]:
    """Zones by outlet name or domain."""
    zones = {}
    for number, (outlet, zone) in lines("outlets.tsv", 2):
        try:
            zones[outlet.lower()] = ZoneInfo(zone)
        except (ZoneInfoNotFoundError, ValueError) as error:
            raise LexiconError(f"lexicon/dates/outlets.tsv:{number}: no time zone {zone} here: {error}") from error
    return zones


def zone_of(article: CleanArticle) -> ZoneInfo | None:
    """The zone of the outlet, by its name or by its domain or a part of it; None when it is not known."""
    names = [(article.source or "").lower().strip()]
    for address in (article.url or "", names[0]):
        try:
            host = urlsplit(address if "//" in address else f"//{address}").hostname or ""
        except ValueError:  # an address that is none
            continue
        parts = host.split(".")
        names += [".".join(parts[index:]) for index in range(len(parts) - 1)]
    return next((_zones()[name] for name in names if name in _zones()), None)


def anchor_of(article: CleanArticle) -> Anchor:
    """Publication first, then the dateline's day; the time of reading is no evidence."""
    published = article.published_at
    if published is not None:
        bare = published.hour == published.minute == published.second == 0  # a day, no time: it is nobody's midnight
        zone = None if bare else zone_of(article)
        try:
            local = published.astimezone(zone) if zone else published
        except OverflowError:
            local = published
        return Anchor(local.date(), None if bare else local.replace(tzinfo=None), "published_at")
    filed = article.dateline.date if article.dateline else None
    if filed is not None and filed.granularity == "day" and filed.first_day:
        return Anchor(filed.first_day, None, "dateline")
    return Anchor()
