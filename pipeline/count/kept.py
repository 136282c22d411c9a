"""How long the count of an hour or a day is kept, by the time of Kafka: the highest timestamp a partition has seen.

A bucket whose day lies before ``hours_from`` or ``days_from`` has expired. It is deleted, and what comes for it later is not
counted in it, so that it is either right or not there. Both only ever rise, and stand as counts beside the others: whoever
reads the counts knows which of them to leave alone, whatever the settings were.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from pipeline.count.keys import CountKey, bucket_kind

HOURS_FROM = CountKey("kept-from", "hour", "total")
DAYS_FROM = CountKey("kept-from", "day", "total")


class Kept(NamedTuple):
    """The first day of which hours are kept, and the first that is kept itself, as numbers like 20251201; 0 keeps all."""

    hours_from: int = 0
    days_from: int = 0

    def at(self, seconds: float, *, hour_days: int, day_days: int) -> Kept:
        """As of a Kafka timestamp, for retentions in days (0: for ever)."""
        today = datetime.fromtimestamp(seconds, UTC).date()

        def first(days: int) -> int:
            return int((today - timedelta(days)).strftime("%Y%m%d")) if days else 0

        return Kept(max(self.hours_from, first(hour_days)), max(self.days_from, first(day_days)))

    def holds(self, bucket: str) -> bool:
        """Whether the bucket has not expired; totals and unknown times never do."""
        if not any(self):  # the common case, asked for each count of each article
            return True
        day = bucket[:10].replace("-", "")
        if not day.isdecimal():
            return True
        return int(day) >= (self.hours_from if bucket_kind(bucket) == "hour" else self.days_from)
