"""``dateline stories``: real-world events, however many articles tell of each."""

from __future__ import annotations

from textwrap import shorten
from typing import Any

import rich_click as click

from pipeline.cli.listing import list_records, listing_options

COLUMNS = ("day", "type", "mode", "who", "whom", "where", "sources", "independent", "said_by", "headline")
WIDTHS = {"day": 10, "action": 9, "who to whom": 20, "where": 11, "from": 6, "says so": 12, "in short": 200}
_NAMES, _SHORT = 3, 100


@click.command("stories")
@listing_options
def command(**options: Any) -> None:
    """Show stories: as they are, or each as it changes with --follow.

    From "5 (2)" is from five outlets of which two wrote for themselves: copies of one agency's text count once.

    Examples:
      dateline stories --where action.type=ASSAULT --where location.country=UKR

      dateline stories --follow | jq '{headline, independent_sources}'

    """
    from pipeline.stream.topics import STORIES

    list_records(STORIES.name, COLUMNS, flat, widths=WIDTHS, **options)


def flat(story: dict[str, Any]) -> dict[str, Any]:
    """The cells of a story, for files and for the table."""
    action, place, headline = story["action"], story.get("location") or {}, story.get("headline")
    who, whom = ([actor["name"] for actor in story[side]] for side in ("actors", "recipients"))
    sources, independent = len(story["sources"]), story["independent_sources"]
    return {
        "day": story.get("first_day") or story["first_seen"][:10],
        "type": action["type"],
        "mode": action["mode"],
        "who": ", ".join(who) or None,
        "whom": ", ".join(whom) or None,
        "where": place.get("name") or place.get("text"),
        "sources": sources,
        "independent": independent,
        "said_by": ", ".join(story["attributed_to"]) or None,
        "headline": headline,
        "action": f"{action['type']} {action['mode'] or ''}".strip(),
        "who to whom": " -> ".join(filter(None, (_few(who) or "-", _few(whom)))),
        "from": f"{max(sources, 1)} ({independent})",  # an outlet nobody names is one
        "says so": _few(story["attributed_to"]),
        "in short": shorten(headline or "", _SHORT, placeholder=" ..."),
    }


def _few(names: list[str]) -> str:
    more = len(names) - _NAMES
    return ", ".join(names[:_NAMES]) + (f" and {more} more" if more > 0 else "")
