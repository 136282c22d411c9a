"""All that a name may mean: countries, the features of our own tables, and GeoNames' towns and regions."""

from __future__ import annotations

from dataclasses import replace
from functools import cache, lru_cache
from typing import TYPE_CHECKING, cast

from pipeline.code.places.countries import countries, country_of_name
from pipeline.code.places.gazetteer import ALTERNATE, EXACT, Place, gazetteer
from pipeline.code.places.names import key
from pipeline.lexicon.table import rows

if TYPE_CHECKING:
    from pipeline.records import PlaceKind

# What a place of our own tables weighs beside a town of so many people.
_COUNTRY, _FEATURE, _ALIAS = 4.0, 2.0, 1.5
_PEOPLE = 300_000
_INITIALS = 3  # letters of a country that is written in capitals only


@cache
def _overlay() -> dict[str, list[Place]]:
    """Countries and features by key."""
    table: dict[str, list[Place]] = {}

    def add(name: str, place: Place) -> None:
        held = table.setdefault(key(name), [])
        if all((other.name, other.country) != (place.name, place.country) for other in held):
            held.append(place)

    for country in countries().values():
        place = Place(
            name=country.name,
            kind="country",
            country=country.iso3,
            lat=country.lat,
            lon=country.lon,
            geonames_id=country.geonames_id,
            population=country.population,
            level=0,
            admin1=None,
            admin1_id=None,
            admin2_id=None,
            priority=_COUNTRY,
        )
        for name in (country.name, *country.aliases):
            add(name, place)
    for row in rows("places/features.tsv", ("name", "kind", "country", "lat", "lon", "aliases")):
        kind = row.text("kind")
        if kind not in ("region", "city", "facility", "natural"):
            raise row.error(f"kind must be region, city, facility or natural, not {kind}")
        place = Place(
            name=row.text("name"),
            kind=cast("PlaceKind", kind),
            country=row.optional("country"),
            lat=row.number("lat"),
            lon=row.number("lon"),
            geonames_id=None,
            population=_PEOPLE,
            level=0,
            admin1=None,
            admin1_id=None,
            admin2_id=None,
            priority=_FEATURE,
        )
        for name in (place.name, *row.list("aliases")):
            add(name, place)
    return table


@cache
def _aliases() -> dict[str, list[Place]]:
    """Historical and everyday names, to the record that they stand for."""
    table: dict[str, list[Place]] = {}
    for row in rows("places/aliases.tsv", ("alias", "name", "country", "level")):
        name, country, wanted = row.text("name"), row.text("country"), row.text("level")
        found = [
            place
            for place in gazetteer().find(key(name))
            if place.country == country and (place.level == 0) == (wanted == "city")
        ]
        if not found:
            raise row.error(f"no {wanted} {name} in {country} in the gazetteer")
        best = min(found, key=lambda place: (place.how == ALTERNATE, -place.population))
        for alias in row.list("alias"):
            table.setdefault(key(alias), []).append(replace(best, how=EXACT, priority=_ALIAS))
    return table


@lru_cache(maxsize=32768)
def candidates(name_key: str) -> tuple[Place, ...]:
    """What a name's key may mean, in no order; empty when nobody knows it."""
    own = _overlay().get(name_key, []) + _aliases().get(name_key, [])
    if not own:
        return gazetteer().find(name_key)
    ids = {place.geonames_id for place in own if place.geonames_id}
    towns = tuple(place for place in gazetteer().find(name_key) if place.geonames_id not in ids)
    # A feature of ours that GeoNames has too (Crimea, Catalonia) is one place: ours has the English name.
    return (*own, *(place for place in towns if not any(_same(place, other) for other in own)))


def meanings_of(surface: str) -> tuple[Place, ...]:
    """What a name in a text may mean; "Car" is not the country that "CAR" is."""
    found = candidates(key(surface))
    if len(surface) > _INITIALS or country_of_name(surface):
        return found
    return tuple(place for place in found if place.kind != "country")


def _same(one: Place, other: Place) -> bool:
    return (
        one.level == 1
        and one.country == other.country
        and other.lat is not None
        and other.lon is not None
        and one.lat is not None
        and one.lon is not None
        and abs(one.lat - other.lat) < 3
        and abs(one.lon - other.lon) < 4
        and other.kind in ("region", "country")
    )


@cache
def abbreviations() -> dict[str, tuple[str, str, bool]]:
    """For example "Ill." -> (Illinois, USA, whether it may stand alone)."""
    return {
        short: (row.text("region"), row.text("country"), row.text("alone") == "yes")
        for row in rows("places/abbreviations.tsv", ("short", "region", "country", "alone"))
        for short in row.list("short")
    }
