"""Where a report was filed, and where its outlet is at home."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.code.places.gazetteer import ALTERNATE, Place
from pipeline.code.places.known import abbreviations, candidates
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
    town, *outer = (part.strip() for part in article.dateline.place.split(","))
    found = list(candidates(key(town)))
    for part in outer:
        around = _regions(part)  # "SAN FRANCISCO, Agusan del Sur, Philippines"
        names, countries = {place.name for place in around}, {place.country for place in around}
        inside = [place for place in found if place.admin1 in names]
        inside = inside or [place for place in found if place.country in countries]
        found = inside or around or found  # no namesake abroad: "OFER PRISON, West Bank"
    # a report is filed in a town rather than in the region of that name
    return sorted(
        found, key=lambda place: (place.how == ALTERNATE, -place.priority, place.kind == "region", -place.population)
    )


def _regions(text: str) -> list[Place]:
    """The countries and regions of a name or short form, else the towns: "Texas", "Ill.", "Jamaica"."""
    short = abbreviations().get(text)
    found = list(candidates(key(short[0] if short else text)))
    wide = [place for place in found if place.kind in ("country", "region") and place.how != ALTERNATE]
    if short is not None:
        wide = [place for place in wide if place.country == short[1]]
    return wide or found


def headline_place(article: CleanArticle) -> PlaceMention | None:
    """The large town or country that the headline puts its news in: "Forum opens in Singapore". Its span is empty."""
    for named in _IN.finditer(article.title or ""):
        parts = named[1].split()
        for size in range(len(parts), 0, -1):
            name = " ".join(parts[:size])
            if name in article.text:
                continue  # the text says better which one it is
            found = [place for place in candidates(key(name)) if place.how != ALTERNATE]
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
    return as_mention(_near(meanings, places), Span(start=0, end=0, text=""), 0.5)


def _near(meanings: list[Place], places: list[PlaceMention]) -> Place:
    """The best known of the namesakes; of small towns the one in a region that the article names."""
    best = meanings[0]
    if best.population >= _LARGE or best.kind == "country":
        return best
    regions = {(place.admin1, place.country) for place in places if place.admin1 and place.kind in ("region", "city")}
    return next((place for place in meanings if (place.admin1, place.country) in regions), best)
