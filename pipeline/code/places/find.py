"""The places of an article as records."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.code.places.lists import agree_in_lists
from pipeline.code.places.mention import Mention, as_mention
from pipeline.code.places.mentions import find_mentions
from pipeline.code.places.resolve import resolve
from pipeline.records import PlaceMention, Span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline.parse.document import Document


def find_places(document: Document, bodies: Iterable[str] = ()) -> list[PlaceMention]:
    """Every place of the article, in reading order; ``bodies`` are the countries whose offices and firms it names."""
    if not len(document):
        return []
    mentions = find_mentions(document)
    resolve(document, mentions, bodies)
    agree_in_lists(document.article.text, mentions)
    _lend(mentions)
    return [_record(document, mention) for mention in mentions]


def _lend(mentions: list[Mention]) -> None:
    """A street or hospital lies, most likely, in the town named nearest to it; an unknown town lies nowhere known."""
    for index, mention in enumerate(mentions):
        if mention.kind != "facility" or mention.candidates or (mention.inside and mention.inside.chosen):
            continue
        near = [other for other in mentions[index + 1 : index + 2] if other.first - mention.last < 3]
        near += [other for other in reversed(mentions[:index]) if other.chosen is not None]
        mention.inside = next(
            (other for other in near if other.chosen is not None and other.chosen.kind == "city"), None
        )


def _record(document: Document, mention: Mention) -> PlaceMention:
    text = document.article.text[mention.start : mention.end]
    place = mention.chosen
    recognised = min(1.0, max(0.3, 0.5 + mention.score / 8))
    if place is None:
        town = mention.inside.chosen if mention.inside else None
        region = town or (mention.container.chosen if mention.container else None)
        return PlaceMention(
            start=mention.start,
            end=mention.end,
            text=text,
            name=text if mention.kind in ("facility", "natural") else None,
            kind=mention.kind or "other",
            country=region.country if region else None,
            admin1=region.admin1 if region else None,
            lat=town.lat if town else None,
            lon=town.lon if town else None,
            confidence=round(0.4 * recognised, 3),
        )
    here = Span(start=mention.start, end=mention.end, text=text)
    return as_mention(place, here, round(recognised * mention.certainty, 3))
