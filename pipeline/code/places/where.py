"""Where each event happened: what its sentence says (``phrases``), else what stands near, the headline, the report's own place."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from pipeline.code.places.apart import is_happening
from pipeline.code.places.countries import country_of_demonym, country_of_name
from pipeline.code.places.dateline import dateline_place, headline_place
from pipeline.code.places.focus import Focus
from pipeline.code.places.phrases import SENTENCE, Phrases
from pipeline.code.places.references import RANK, References, StandsFor
from pipeline.code.places.words import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.code.model import CodedAction
    from pipeline.parse.document import Document
    from pipeline.records import ActorMention, PlaceMention

# How sure the event was there, from which score of a phrase on.
_SURE = ((4.0, 1.0), (3.0, 0.9), (2.0, 0.8), (-9.0, 0.65))
# What people do in other countries, so that the one a report is about may be where.
_ABROAD = frozenset({"ASSAULT", "MOBILIZE"})
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
_UNSURE = 0.35  # a name that may be no place at all, or another one, is where no event around it was
# What is told on the side ("..., which had struck Oslo before") need not be where the sentences around it are.
_BESIDE = frozenset({"background", "deeper", "purpose"})
_THROUGH = frozenset({"across", "around", "throughout", "over"})
_LEAD = 3  # sentences: what is told there happens where the report plays


class EventPlaces:
    """Where each event happened."""

    def __init__(self, document: Document, places: list[PlaceMention], stands_for: StandsFor | None = None) -> None:
        self._document = document
        places = [place for place in places if not _is_excluded(document.article.text, place)]
        self._filed = dateline_place(document.article, places)
        self._headline = headline_place(document.article)
        self._references = References(document, places, stands_for, self._filed or self._headline)
        self._phrases = Phrases(document, self._references)
        self._focus = Focus(document, self._references)

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
        """Where it happened; what its sentence does not say it has from the report.

        If it is ``current``, of the report's time, from all of it; what is only ``supposed`` has nothing of its own there.
        """
        best: tuple[float, PlaceMention] | None = None
        for score, place in self._phrases.candidates(action):
            if score <= SENTENCE and place.kind == "country" and not self._acts_in(action, place, actors):
                continue  # "sued a contractor over guards in Iraq"
            if best is None or score + RANK[place.kind] > best[0]:
                best = (score + RANK[place.kind], place)
        if best is not None:
            return _less_sure(best[1], next(share for least, share in _SURE if best[0] >= least))
        if any(self._is_elsewhere(head) for head in action.places):
            return None  # it was somewhere, and nobody knows that place
        return self._inherited(
            action, own_report=own_report, current=current, supposed=supposed, actors=actors, recipients=recipients
        )

    def _inherited(
        self,
        action: CodedAction,
        *,
        own_report: bool,
        current: bool,
        supposed: bool,
        actors: Sequence[ActorMention],
        recipients: Sequence[ActorMention],
    ) -> PlaceMention | None:
        """The place of the sentences around, of the headline, of the dateline (for the outlet's own report), of the article."""
        happening = is_happening(action, self._document[action.head])
        concerned = [*actors, *recipients] if happening else actors
        news = happening and "background" not in action.evidence
        plain = _BESIDE.isdisjoint(action.evidence)

        all_over, apart = self._all_over(action), self._apart_here(action)
        housed = any(self._document[head].lemma_.lower() in words().buildings for head in action.places)

        def keeps_to(place: PlaceMention) -> bool:
            """Whether nothing leads away from there: another country, strangers, a whole country; or it is hardly one."""
            unsure = place.confidence < _UNSURE and place.kind != "facility"
            if (
                (housed and place.kind == "facility")
                or unsure
                or place.name in apart
                or (all_over and place.kind != "country")
            ):
                return False
            return not self._tells_of_others(action, place) and self._acts_in(action, place, concerned)

        before = self._focus.before(action.head) if happening and plain and not supposed else None
        if before is not None and keeps_to(before):
            return _less_sure(before, 0.5)
        named = self._named_by_headline(action) if news else None
        if named is not None and keeps_to(named):
            return _less_sure(named, 0.5)
        national = action.type == "MARKET" and any(_is_national(actor) for actor in actors)
        if (
            self._filed is not None
            and not all_over
            and not national
            and not (happening and self._tells_of_others(action, self._filed))
        ):
            if own_report and _at_home(concerned, self._filed):
                return _less_sure(self._filed, 0.6)
            if not happening and self._decided_here(action, actors):
                return _less_sure(self._filed, 0.6 if own_report else 0.4)
        after = self._focus.after(action.head) if news and plain else None
        if after is not None and keeps_to(after):
            return _less_sure(after, 0.4)
        topic = self._focus.place
        aside = "deeper" in action.evidence or (own_report and "earlier" in action.evidence)
        if topic is None or topic.kind == "natural" or not current or supposed or aside or not keeps_to(topic):
            return None
        if not (happening or (own_report and self._told_of_topic(action, actors, topic))):
            return None
        return _less_sure(topic, 0.4 if happening else 0.3)

    def _apart_here(self, action: CodedAction) -> set[str]:
        """The places that its sentence is the first to name, and not for it."""
        start = self._document.sentence(action.head).start
        return {name for name in self._phrases.apart(action) if self._first[name] >= start}

    @cached_property
    def _first(self) -> dict[str | None, int]:
        """The first word that names each place."""
        found: dict[str | None, int] = {}
        for head, place in self._references.heads:
            found[place.name] = min(head, found.get(place.name, head))
        return found

    def _all_over(self, action: CodedAction) -> bool:
        """Whether its sentence says that it was so everywhere: "nationwide", "across the country"."""
        return self._document.sentence_number(action.head) in self._everywhere

    @cached_property
    def _everywhere(self) -> set[int]:
        """The sentences that have such a word."""
        return {
            self._document.sentence_number(token.i)
            for token in self._document.tokens
            if token.lower_ in words().all_over
            and (token.pos_ != "NOUN" or (token.dep_ == "pobj" and token.head.lower_ in _THROUGH))
        }

    @staticmethod
    def _acts_in(action: CodedAction, place: PlaceMention, concerned: Sequence[ActorMention]) -> bool:
        """Whether it is where these are at home, or what people do abroad."""
        away = action.type in _ABROAD or action.mode == "visit" or place.country is None
        return away or _at_home(concerned, place)

    def _tells_of_others(self, action: CodedAction, place: PlaceMention) -> bool:
        """Whether its sentence names a place in another country."""
        countries: set[str] = self._countries.get(self._document.sentence_number(action.head), set())
        return place.country is not None and not countries <= {place.country}

    @cached_property
    def _countries(self) -> dict[int, set[str]]:
        """The countries of the places that each sentence names."""
        found: dict[int, set[str]] = {}
        for head, place in self._references.heads:
            if place.country is not None:
                found.setdefault(self._document.sentence_number(head), set()).add(place.country)
        return found

    def _named_by_headline(self, action: CodedAction) -> PlaceMention | None:
        """What the lead tells without a place was where the headline puts it: "Ferry sinks off Harwick"."""
        if self._document.sentence_number(action.head) >= _LEAD:
            return None
        place = self._focus.headline or self._headline
        return place if place is not None and place.kind != "country" else None

    def _decided_here(self, action: CodedAction, actors: Sequence[ActorMention]) -> bool:
        """Whether the lead tells, by whoever says so, what those of the dateline's country decided or said."""
        if self._filed is None or self._document.sentence_number(action.head) >= _LEAD:
            return False
        return bool(actors) and all(actor.country == self._filed.country for actor in actors)

    def _is_elsewhere(self, head: int) -> bool:
        """A name that nobody can resolve, or a common noun for a place that is not around here."""
        token = self._document[head]
        return token.pos_ == "PROPN" or bool(token.ent_type_) or token.lemma_.lower() in _ELSEWHERE

    def _told_of_topic(self, action: CodedAction, actors: Sequence[ActorMention], topic: PlaceMention) -> bool:
        """Whether words or an office, in the lead, are of the place that the report is about: "Police named the victims"."""
        if "weak" in action.evidence or self._document.sentence_number(action.head) >= _LEAD:
            return False
        named = bool(topic.text) and topic.text in (self._document.article.title or "")
        return named and topic.kind != "country" and _at_home(actors, topic)


def _is_national(actor: ActorMention) -> bool:
    """Whether it is a country's that has its name in it: "Mexico's economy"."""
    return any(country_of_name(word) or country_of_demonym(word) for word in actor.text.split())


def _is_excluded(text: str, place: PlaceMention) -> bool:
    before = text[max(0, place.start - _BEFORE) : place.start]
    return bool(_NOT_THERE.search(before) or (place.kind == "country" and _OUTSIDE.search(before)))


def _at_home(actors: Sequence[ActorMention], place: PlaceMention) -> bool:
    """Whether one of them belongs to the place's country, or nobody is known to belong to any."""
    homes = {actor.country for actor in actors if actor.country}
    return not homes or place.country in homes


def _less_sure(place: PlaceMention, share: float) -> PlaceMention:
    """The place with the confidence that the event was there."""
    return place.model_copy(update={"confidence": round(place.confidence * share, 3)})
