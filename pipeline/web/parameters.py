"""Query parameters, each with its limits; a wrong one is a 400 that says what is allowed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiohttp import web

from pipeline.records import dump_json

if TYPE_CHECKING:
    from collections.abc import Sequence


def _refuse(sentence: str) -> web.HTTPBadRequest:
    return web.HTTPBadRequest(text=dump_json({"error": sentence}).decode(), content_type="application/json")


def text(request: web.Request, name: str, longest: int) -> str | None:
    """A text of at most ``longest`` characters, or None when it is missing or empty."""
    value = request.query.get(name)
    if value is not None and len(value) > longest:
        raise _refuse(f"{name}: at most {longest} characters")
    return value or None


def number(request: web.Request, name: str, default: int, most: int) -> int:
    """A whole number from 1 to ``most``."""
    value = request.query.get(name)
    if value is None:
        return default
    if not (value.isascii() and value.isdigit() and len(value) < 10 and 1 <= int(value) <= most):
        raise _refuse(f"{name}: a whole number from 1 to {most}")
    return int(value)


def choice(request: web.Request, name: str, allowed: Sequence[str], default: str) -> str:
    """One of the allowed values."""
    value = request.query.get(name, default)
    if value not in allowed:
        raise _refuse(f"{name}: one of {', '.join(allowed)}")
    return value
