"""Where an outlet is at home, by its name, its domain, or the country at the domain's end."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from pipeline.code.places.gazetteer import ALTERNATE, Place
from pipeline.code.places.known import candidates
from pipeline.code.places.names import key
from pipeline.lexicon.table import rows

if TYPE_CHECKING:
    from pipeline.records import CleanArticle


@dataclass(frozen=True, slots=True)
class Home:
    """An outlet's country; its town where it writes of one."""

    country: str | None
    town: Place | None = None
    local: bool = False


_UNKNOWN = Home(None)


@cache
def _outlets() -> dict[str, tuple[str, str | None, str, bool]]:
    table = {}
    for row in rows("places/outlets.tsv", ("names", "city", "region", "country", "reach")):
        reach = row.text("reach")
        if reach not in ("local", "national"):
            raise row.error(f"reach must be local or national, not {reach}")
        for name in row.list("names"):
            table[name.lower()] = (row.text("city"), row.optional("region"), row.text("country"), reach == "local")
    return table


@cache
def _domains() -> dict[str, str]:
    return {row.text("domain"): row.text("iso3") for row in rows("places/domains.tsv", ("domain", "iso3"))}


def hosts(article: CleanArticle) -> list[str]:
    """The outlet's name and domains as the article gives them, with the domains above them."""
    found = []
    if article.source:
        found.append(article.source.strip().lower())
    if article.url:
        with suppress(ValueError):  # a broken address says nothing about the outlet
            found.append(urlsplit(article.url).hostname or "")
    longer = []
    for name in found:
        parts = name.removeprefix("www.").split(".")
        longer += [".".join(parts[at:]) for at in range(min(len(parts), 5))]
    return longer


@cache
def _home(city: str, region: str | None, country: str, local: bool) -> Home:  # noqa: FBT001
    found = [
        place
        for place in candidates(key(city))
        if place.country == country and place.level == 0 and place.kind == "city"
    ]
    inside = [place for place in found if region and place.admin1 and key(place.admin1) == key(region)]
    best = max(inside or found, key=lambda place: (place.how != ALTERNATE, place.population), default=None)
    return Home(country, best, local)


def home(article: CleanArticle) -> Home:
    """The outlet's home, as far as its name tells."""
    for name in (names := hosts(article)):
        if (known := _outlets().get(name)) is not None:
            return _home(*known)
    for name in names:
        if "." in name and (country := _domains().get(name.rsplit(".", 1)[-1])) is not None:
            return Home(country)
    return _UNKNOWN
