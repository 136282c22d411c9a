"""Where a report was filed, and where its outlet is at home."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.code.places.gazetteer import ALTERNATE, Place
from pipeline.code.places.known import candidates
from pipeline.code.places.mention import as_mention
from pipeline.code.places.names import key
from pipeline.records import Span

if TYPE_CHECKING:
    from pipeline.records import CleanArticle, PlaceMention

_IN = re.compile(r"\b(?:in|near|off|outside) ((?:[A-Z][\w.'\u2019-]* ?){1,3})")
# A headline of a world wire names towns that need no region.
_LARGE = 100_000


def filed_at(article: CleanArticle) -> list[Place]:
    """What the dateline's place may mean: the part before a comma, those inside the part after it first."""
    if article.dateline is None or not article.dateline.place:
        return []
    town, _, region = article.dateline.place.partition(",")
    found = list(candidates(key(town))) or list(candidates(key(region)))  # "OFER PRISON, West Bank"
    if region.strip():
        outer = {place.country for place in candidates(key(region))}
        outer_regions = {place.name for place in candidates(key(region))}
        inside = [place for place in found if place.admin1 in outer_regions or place.country in outer]
        found = inside or found
    return sorted(found, key=lambda place: (place.how == ALTERNATE, -place.priority, -place.population))


def headline_place(article: CleanArticle) -> PlaceMention | None:
    """The large town or country that the headline puts its news in: "Forum opens in Singapore". Its span is empty."""
    for named in _IN.finditer(article.title or ""):
        parts = named[1].split()
        for size in range(len(parts), 0, -1):
            found = [place for place in candidates(key(" ".join(parts[:size]))) if place.how != ALTERNATE]
            large = [place for place in found if place.kind == "country" or place.population >= _LARGE]
            if large:
                best = max(large, key=lambda place: (place.kind == "country", place.priority, place.population))
                return as_mention(best, Span(start=0, end=0, text=""), 0.5)
    return None


def dateline_place(article: CleanArticle, places: list[PlaceMention]) -> PlaceMention | None:
    """The dateline as a place: as the text resolves that name, else the best known. Its span is empty: it was cut off."""
    meanings = filed_at(article)
    if not meanings:
        return None
    town = key(((article.dateline and article.dateline.place) or "").partition(",")[0])
    same = next((place for place in places if key(place.text) == town and place.lat is not None), None)
    if same is not None:
        return same
    return as_mention(meanings[0], Span(start=0, end=0, text=""), 0.5)
