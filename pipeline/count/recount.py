"""The counts worked out a second time, from the records on the topics. Shares no code with what keeps the running counts.

Should the two differ, one of them is wrong: that is what ``dateline verify`` and the fault tests are for.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

Name = tuple[str, str, str]  # dimension, value, bucket


def recount(articles: Iterable[dict[str, Any]], events: Iterable[dict[str, Any]]) -> Counter[Name]:
    """Every count from clean articles and events as JSON objects, withdrawn ones left out."""
    sums: Counter[Name] = Counter()
    for article in articles:
        day, hour = _publication(article)
        for bucket in ("total", day, hour):
            sums["articles", _cut(article["source"]) or "unknown", bucket] += 1
            sums["language", _cut(article["language"]) or "unknown", bucket] += 1
    for event in events:
        for bucket in _times(event):
            for dimension, value in _pairs(event):
                sums[dimension, value, bucket] += 1
    return sums


def is_kept(bucket: str, hours_from: int, days_from: int) -> bool:
    """Whether a bucket's count is to be there, given the first days (like 20251201) of which hours and days are kept."""
    if not bucket[:1].isdigit():
        return True  # total, or an unknown time
    first = f"{hours_from if len(bucket) > 10 else days_from:08d}"
    return bucket[:10] >= f"{first[:4]}-{first[4:6]}-{first[6:]}"


def _times(event: dict[str, Any]) -> list[str]:
    day, hour = _publication(event)
    date = event["date"]
    if date is not None:
        if date["first_day"] is not None and date["first_day"] == date["last_day"]:
            day = date["first_day"]
        timex = date["timex"]
        digits = timex[:4] + timex[5:7] + timex[8:10] + timex[11:13]
        if timex[4:5] == timex[7:8] == "-" and timex[10:11] == "T" and len(digits) == 10 and digits.isdecimal():
            hour = timex[:13]
    return ["total", day, hour]


def _publication(record: dict[str, Any]) -> tuple[str, str]:
    published = record["published_at"]
    return (published[:10], published[:13]) if published else ("day-unknown", "hour-unknown")


def _pairs(event: dict[str, Any]) -> set[tuple[str, str]]:
    quad = event["action"]["quad_class"]
    doers = {actor["country"] for actor in event["actors"]} - {None, ""}
    others = {actor["country"] for actor in event["recipients"]} - {None, ""}
    said_by = (event["attribution"] or {}).get("source") or {}
    where = event["location"] or {}
    pairs = {
        ("action", event["action"]["type"]),
        ("certainty", event["certainty"]),
        ("source", _cut(event["source"]) or "unknown"),
        ("quad-class", quad),
        ("country", where.get("country")),
        ("location", _cut(where.get("name"))),
        ("attributed", _cut(said_by.get("name"))),
    }
    pairs |= {("actor", country) for country in doers} | {("recipient", country) for country in others}
    for one in doers:
        for other in others:
            pairs.add(("dyad", f"{one}-{other}"))
            if quad:
                pairs.add(("dyad-quad", f"{one}-{other} {quad}"))
    return {(dimension, value) for dimension, value in pairs if value}


def _cut(value: str | None) -> str | None:
    return value[:120] if value else None
