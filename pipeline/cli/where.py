"""Choosing records on the command line: ``--where action.type=ASSAULT``, ``--where confidence>=0.8``, ``--since 2025-12-01``."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

import rich_click as click

from pipeline.errors import UsageError

Condition = tuple[str, str, str]
_CONDITION = re.compile(r"([^<>=]+)(=|>=|<=)(.*)", re.DOTALL)


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


def conditions(given: tuple[str, ...]) -> list[Condition]:
    """(path, operator, value) of each ``path=value``, ``path>=number`` or ``path<=number``. Raises UsageError."""
    found = []
    for condition in given:
        parts = _CONDITION.fullmatch(condition)
        if parts is None:
            raise UsageError(f"--where: {condition!r} is not FIELD=VALUE, as in action.type=ASSAULT or confidence>=0.8")
        path, operator, value = parts.groups()
        if operator != "=" and _number(value) is None:
            raise UsageError(f"--where: {condition!r} compares with {value!r}, which is no number")
        found.append((path, operator, value))
    return found


def matches(record: dict[str, Any], wanted: list[Condition]) -> bool:
    """Whether all conditions hold; the value "null" means that there is none."""
    return all(any(_holds(value, *condition) for value in field(record, path) or [None]) for path, *condition in wanted)


def _holds(value: Any, operator: str, text: str) -> bool:
    if operator == "=":
        return _text(value) == text
    number, limit = _number(value), _number(text)
    if number is None or limit is None:
        return False
    return number >= limit if operator == ">=" else number <= limit


def _number(value: Any) -> float | None:
    """A number, None where it is none; true and false are none."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        return float(value)
    except ValueError:
        return None


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
