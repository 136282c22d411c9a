"""Names, demonyms and capitals of countries, to ISO 3166-1 alpha-3 (XKX for Kosovo). Pure look-ups over one data file."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from pipeline.lexicon.table import rows


@dataclass(frozen=True, slots=True)
class Country:
    """A country or territory; ``capitals`` are the cities that may stand for its government."""

    iso3: str
    iso2: str
    name: str
    aliases: tuple[str, ...]
    demonyms: tuple[str, ...]
    capitals: tuple[str, ...]
    lat: float
    lon: float
    geonames_id: int
    population: int


_COLUMNS = ("iso3", "iso2", "name", "aliases", "demonyms", "capitals", "lat", "lon", "geonames_id", "population")


@cache
def countries() -> dict[str, Country]:
    """Every country by its ISO3 code. Raises LexiconError naming the file and line that is wrong."""
    found = {}
    for row in rows("places/countries.tsv", _COLUMNS):
        country = Country(
            iso3=row.text("iso3"),
            iso2=row.text("iso2"),
            name=row.text("name"),
            aliases=row.list("aliases"),
            demonyms=row.list("demonyms"),
            capitals=row.list("capitals"),
            lat=row.number("lat"),
            lon=row.number("lon"),
            geonames_id=int(row.number("geonames_id")),
            population=int(row.number("population")),
        )
        if country.iso3 in found:
            raise row.error(f"{country.iso3} is there twice")
        found[country.iso3] = country
    return found


def country_of_name(text: str) -> str | None:
    """The country of a name or alias: "U.S.", "Burma", "the Netherlands" -> ISO3; None for anything else.

    Case counts where it must ("US", not "us"); "the West Bank" and "Gaza" are Palestine.
    """
    return _look_up(_names(), text)


def country_of_demonym(text: str) -> str | None:
    """The country of an adjective or of its people: "Dutch", "Serbs", "north korean" -> ISO3."""
    return _look_up(_demonyms(), text)


def capital_country(text: str) -> str | None:
    """The country whose government a capital may stand for: "Moscow" -> RUS, "The Hague" -> NLD."""
    return _look_up(_capitals(), text)


def _bare(text: str) -> str:
    words = text.replace("\u2019", "'").split()
    if len(words) > 1 and words[0].lower() == "the":
        words = words[1:]
    return " ".join(words).removesuffix("'s")


def _look_up(table: dict[str, str], text: str) -> str | None:
    name = _bare(text)
    found = table.get(name)
    # Lower case is tried only for longer names: "us" is no country, "ukraine" is.
    if found is None and len(name) > 3:
        found = table.get(name.lower())
    return found


def _table(pairs: list[tuple[str, str]]) -> dict[str, str]:
    """First come, first served: "Korea" is South Korea's, "Dominican" the Dominican Republic's."""
    table: dict[str, str] = {}
    for name, iso3 in pairs:
        bare = _bare(name)
        table.setdefault(bare, iso3)
        if len(bare) > 3:
            table.setdefault(bare.lower(), iso3)
    return table


def _ranked() -> list[Country]:
    return sorted(countries().values(), key=lambda country: -country.population)


@cache
def _names() -> dict[str, str]:
    pairs = [(country.name, country.iso3) for country in _ranked()]
    pairs += [(alias, country.iso3) for country in _ranked() for alias in country.aliases]
    pairs += [
        (name, row.text("iso3"))
        for row in rows("places/territories.tsv", ("name", "iso3"))
        for name in row.list("name")
    ]
    return _table(pairs)


@cache
def _demonyms() -> dict[str, str]:
    return _table([(demonym, country.iso3) for country in _ranked() for demonym in country.demonyms])


@cache
def _capitals() -> dict[str, str]:
    return _table([(capital, country.iso3) for country in _ranked() for capital in country.capitals])
