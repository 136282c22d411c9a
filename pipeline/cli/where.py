"""Choosing records on the command line: ``--where action.type=ASSAULT``, ``--since 2025-12-01``."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import rich_click as click

from pipeline.errors import UsageError


def field(record: Any, path: str) -> list[Any]:
    """The values at a dotted path; a list on the way stands for each of its items ("actors.country")."""
    values = [record]
    for name in path.split("."):
        found: list[Any] = []
        for value in values:
            items = value if isinstance(value, list) else [value]
            found += [item.get(name) for item in items if isinstance(item, dict)]
        values = found
    return [item for value in values for item in (value if isinstance(value, list) else [value])]


def conditions(given: tuple[str, ...]) -> list[tuple[str, str]]:
    """(path, value) of each ``path=value``. Raises UsageError."""
    found = []
    for condition in given:
        path, equals, value = condition.partition("=")
        if not (path and equals):
            raise UsageError(f"--where: {condition!r} is not FIELD=VALUE, as in action.type=ASSAULT")
        found.append((path, value))
    return found


def matches(record: dict[str, Any], wanted: list[tuple[str, str]]) -> bool:
    """Whether all conditions hold; the value "null" means that there is none."""
    return all(any(_text(value) == text for value in field(record, path) or [None]) for path, text in wanted)


def _text(value: Any) -> str:
    if value is None:
        return "null"
    return str(value).lower() if isinstance(value, bool) else str(value)


def time_of(_ctx: click.Context, option: click.Parameter, value: str | None) -> datetime | None:
    """A day or time of the command line, in UTC. Raises UsageError."""
    if value is None:
        return None
    try:
        found = datetime.fromisoformat(value)
    except ValueError as error:
        raise UsageError(f"--{option.name}: {value!r} is no day or time, as 2025-12-01 or 2025-12-01T12:00Z") from error
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found
