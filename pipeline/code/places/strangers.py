"""Namesakes abroad: a village or a "Western Province" of a country that nothing else in the article speaks of is not meant.

The gazetteer knows a Palo Seco in Peru and none in Trinidad: in a story of Trinidad's police it is unknown, and not Peru.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.code.places.countries import capital_country
from pipeline.code.places.words import directed

if TYPE_CHECKING:
    from collections import Counter

    from pipeline.code.places.gazetteer import Place

_KNOWN = 60_000
"""People of a town that an article may name without its country."""
_LEAST, _SHARE = 2, 0.5
"""How often, and in which share of what it says of countries, an article must speak of one for it to be its own."""


def own_country(countries: Counter[str], outlet: str | None) -> str | None:
    """The country that an article is about: most of what it names lies there; else that of its outlet."""
    total = sum(countries.values())
    most = countries.most_common(1)
    if most and most[0][1] >= _LEAST and most[0][1] > _SHARE * total:
        return most[0][0]
    return outlet


def is_stranger(place: Place, name: str, own: str | None, countries: Counter[str]) -> bool:
    """Whether a place is so small or so commonly named, and its country so foreign to the article, that another must be meant.

    ``countries``: how often the rest of the article speaks of each.
    """
    if own is None or place.country in (None, own) or place.kind == "country" or countries[place.country or ""]:
        return False
    if place.level:
        return directed(name)
    return place.population < _KNOWN and not place.priority and capital_country(name) != place.country
