"""``dateline statements``: who said what."""

from __future__ import annotations

from typing import Any

import rich_click as click

from pipeline.cli.listing import list_records, listing_options

COLUMNS = ("published", "source", "cue", "kind", "stance", "content", "outlet")


@click.command("statements")
@listing_options
def command(**options: Any) -> None:
    """Show statements: as they are, or as they come with --follow.

    Example: dateline statements --where source.country=RUS --where stance=denial
    """
    from pipeline.stream.topics import STATEMENTS

    list_records(STATEMENTS.name, COLUMNS, _flat, **options)


def _flat(statement: dict[str, Any]) -> dict[str, Any]:
    return {
        "published": (statement.get("published_at") or "")[:16] or None,
        "source": (statement.get("source") or {}).get("name"),
        "cue": (statement.get("cue") or {}).get("text"),
        "kind": statement["kind"],
        "stance": statement["stance"],
        "content": " … ".join(span["text"] for span in statement["content"]),
        "outlet": statement.get("outlet"),
    }
