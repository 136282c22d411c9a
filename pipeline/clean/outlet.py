# ruff: noqa: RUF001 (news is written with typographic dashes and quotes)
"""The outlet's own name, as it would stand in its appeals: from the source field and the host of the url."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import urlsplit

_TOP = re.compile(r"\.(?:com?|org|net|gov|edu|info|news|ac|[a-z]{2})(?:\.[a-z]{2})?$")
_COMMON = frozenset(
    [
        "news",
        "the",
        "www",
        "blog",
        "world",
        "today",
        "live",
        "online",
        "daily",
        "edition",
        "english",
        "eng",
        "mobile",
        "amp",
    ]
)


@lru_cache(maxsize=4_096)
def outlet_pattern(source: str | None, url: str | None) -> re.Pattern[str] | None:
    """A pattern of the names that an article's outlet is called by, or null where none is known."""
    names: list[str] = []
    for given in (source, _host(url)):
        if not given:
            continue
        name = _TOP.sub("", re.sub(r"^(?:www|m|amp|edition|en|eng|news)\.", "", given.strip().lower()))
        if 2 < len(name) <= 60 and name not in _COMMON:
            names.append(_spaced(name))
    return re.compile(r"(?i)\b(?:" + "|".join(dict.fromkeys(names)) + r")\b") if names else None


def _host(url: str | None) -> str | None:
    if not url:
        return None
    try:
        return urlsplit(url).hostname
    except ValueError:  # "http://[": no address, so no host
        return None


def _spaced(name: str) -> str:
    """Letters with optional spaces between: "themoscowtimes" is "The Moscow Times" too."""
    name = name.rsplit(".", 1)[-1]
    letters = [re.escape(letter) for letter in name if not letter.isspace() and letter not in "-_'’"]
    return r"[\s’'-]?".join(letters)
