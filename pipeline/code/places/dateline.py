"""Where a report was filed, and where its outlet is at home."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.code.places.gazetteer import ALTERNATE, Place
from pipeline.code.places.known import candidates
from pipeline.code.places.mention import as_mention
from pipeline.code.places.names import key
from pipeline.records import Span

if TYPE_CHECKING:
    from pipeline.records import CleanArticle, PlaceMention


def filed_at(article: CleanArticle) -> list[Place]:
    """What the dateline's place may mean: the part before a comma, those inside the part after it first."""
    if article.dateline is None or not article.dateline.place:
        return []
    town, _, region = article.dateline.place.partition(",")
    found = list(candidates(key(town)))
    if region.strip():
        outer = {place.country for place in candidates(key(region))}
        outer_regions = {place.name for place in candidates(key(region))}
        inside = [place for place in found if place.admin1 in outer_regions or place.country in outer]
        found = inside or found
    return sorted(found, key=lambda place: (place.how == ALTERNATE, -place.priority, -place.population))


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
