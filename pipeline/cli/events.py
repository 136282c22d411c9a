"""``dateline events``: the coded events."""

from __future__ import annotations

from typing import Any

import rich_click as click

from pipeline.cli.listing import list_records, listing_options

COLUMNS = ("date", "type", "mode", "actors", "recipients", "location", "attributed", "certainty", "text", "outlet")


@click.command("events")
@listing_options
def command(**options: Any) -> None:
    """Show events: as they are, or as they come with --follow.

    Examples:
      dateline events --where action.type=ASSAULT --where location.country=UKR

      dateline events --follow --where certainty=certain --where 'confidence>=0.8' | jq .event_id

      dateline events --since 2025-12-01 --format parquet > events.parquet

    """
    from pipeline.stream.topics import EVENTS

    list_records(EVENTS.name, COLUMNS, flat, **options)


def flat(event: dict[str, Any]) -> dict[str, Any]:
    """The cells of an event."""
    date, attribution = event.get("date") or {}, event.get("attribution")
    source = (attribution or {}).get("source") or {}
    return {
        "date": date.get("first_day") or date.get("timex") or (event.get("published_at") or "")[:10] or None,
        "type": event["action"]["type"],
        "mode": event["action"]["mode"],
        "actors": _names(event["actors"]),
        "recipients": _names(event["recipients"]),
        "location": (event.get("location") or {}).get("name") or (event.get("location") or {}).get("text"),
        "attributed": source.get("name") or ("unnamed" if attribution else None),
        "certainty": event["certainty"],
        "text": event["action"]["text"],
        "outlet": event.get("source"),
    }


def _names(actors: list[dict[str, Any]]) -> str | None:
    return (
        ", ".join(f"{actor['name']} ({actor['country']})" if actor["country"] else actor["name"] for actor in actors)
        or None
    )
