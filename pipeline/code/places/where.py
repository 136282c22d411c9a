"""Where each event happened: what its sentence says (``phrases``), else what the report around tells (``inherit``)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.code.places.dateline import dateline_place, headline_place
from pipeline.code.places.focus import Focus
from pipeline.code.places.inherit import Inherited, Told, acts_in
from pipeline.code.places.mention import less_sure
from pipeline.code.places.phrases import SENTENCE, Phrases
from pipeline.code.places.references import RANK, References, StandsFor

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.code.model import CodedAction
    from pipeline.parse.document import Document
    from pipeline.records import ActorMention, PlaceMention

# How sure the event was there, from which score of a phrase on.
_SURE = ((4.0, 1.0), (3.0, 0.9), (2.0, 0.8), (-9.0, 0.65))
# A phrase that names no place leaves it open where that is ("a hospital"), but these are surely not where the report is.
_ELSEWHERE = frozenset(
    {"country", "nation", "state", "continent", "sea", "ocean", "world", "border", "abroad", "space"}
)
# "Rep. Ann Roe (D-Minn.)" was not there, "all provinces, excluding X" means no X, and "countries outside X" are others.
_NOT_THERE, _BEFORE = (
    re.compile(r"\b(?:[RDI]-|(?:excluding|except|except for|barring|apart from|other than) (?:the )?)$"),
    20,
)
_OUTSIDE = re.compile(r"\boutside (?:of )?(?:the )?$")


class EventPlaces:
    """Where each event happened."""

    def __init__(self, document: Document, places: list[PlaceMention], stands_for: StandsFor | None = None) -> None:
        self._document = document
        places = [place for place in places if not _is_excluded(document.article.text, place)]
        filed, headline = dateline_place(document.article, places), headline_place(document.article)
        references = References(document, places, stands_for, filed or headline)
        self._phrases = Phrases(document, references)
        focus = Focus(document, references)
        self._inherited = Inherited(document, references, self._phrases, focus, filed=filed, headline=headline)

    def of_action(
        self,
        action: CodedAction,
        *,
        own_report: bool,
        current: bool = True,
        supposed: bool = False,
        actors: Sequence[ActorMention] = (),
        recipients: Sequence[ActorMention] = (),
    ) -> PlaceMention | None:
        """Where it happened; what its sentence does not say it has from the report, as ``inherit.Told`` describes."""
        best: tuple[float, PlaceMention] | None = None
        for score, place in self._phrases.candidates(action):
            if score <= SENTENCE and place.kind == "country" and not acts_in(action, place, actors):
                continue  # "sued a contractor over guards in Iraq"
            if best is None or score + RANK[place.kind] > best[0]:
                best = (score + RANK[place.kind], place)
        if best is not None:
            return less_sure(best[1], next(share for least, share in _SURE if best[0] >= least))
        if any(self._is_elsewhere(head) for head in action.places):
            return None  # it was somewhere, and nobody knows that place
        return self._inherited.of(Told(action, actors, recipients, own_report, current, supposed))

    def _is_elsewhere(self, head: int) -> bool:
        """A name that nobody can resolve, or a common noun for a place that is not around here."""
        token = self._document[head]
        return token.pos_ == "PROPN" or bool(token.ent_type_) or token.lemma_.lower() in _ELSEWHERE


def _is_excluded(text: str, place: PlaceMention) -> bool:
    before = text[max(0, place.start - _BEFORE) : place.start]
    return bool(_NOT_THERE.search(before) or (place.kind == "country" and _OUTSIDE.search(before)))
