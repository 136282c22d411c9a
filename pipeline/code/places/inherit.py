"""Where an event happened of which its own sentence names no place: where the sentences around, the headline, the dateline or the report put it.

Read in 65 reports, every second such place was wrong: that of another stage of the story (the street for the hospital, the crime's
for the court), of background, or the dateline of what the article goes on to tell from elsewhere. So each way has its conditions,
and nowhere is a good answer.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from pipeline.code.places.apart import IN_COURT, is_happening
from pipeline.code.places.countries import country_of_demonym, country_of_name
from pipeline.code.places.mention import less_sure
from pipeline.code.places.references import is_home
from pipeline.code.places.words import words
from pipeline.code.turns import turns

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Token

    from pipeline.code.model import CodedAction
    from pipeline.code.places.focus import Focus
    from pipeline.code.places.phrases import Phrases
    from pipeline.code.places.references import References
    from pipeline.parse.document import Document
    from pipeline.records import ActorMention, PlaceMention

# What people do in other countries, so that the one a report is about may be where.
_ABROAD = frozenset({"ASSAULT", "MOBILIZE"})
_UNSURE = 0.35  # a name that may be no place at all, or another one, is where no event around it was
# What is told on the side ("..., which had struck Oslo before") need not be where the sentences around it are.
_BESIDE = frozenset({"background", "deeper", "purpose"})
_THROUGH = frozenset({"across", "around", "throughout", "over"})
_WITHIN, _LAST = frozenset({"in", "over", "during", "within"}), frozenset({"past", "last", "recent"})
_LEAD = 3  # sentences: what is told there happens where the report plays


@dataclass(frozen=True, slots=True)
class Told:
    """An event as its article tells it. ``current``: of the report's time; what is only ``supposed`` has nothing of its own there."""

    action: CodedAction
    actors: Sequence[ActorMention]
    recipients: Sequence[ActorMention]
    own_report: bool
    current: bool
    supposed: bool


class Inherited:
    """The places of one article, asked where something was of which its sentence doesn't say where."""

    def __init__(
        self,
        document: Document,
        references: References,
        phrases: Phrases,
        focus: Focus,
        *,
        filed: PlaceMention | None,
        headline: PlaceMention | None,
    ) -> None:
        self._document, self._references, self._phrases, self._focus = document, references, phrases, focus
        self._filed, self._headline = filed, headline

    def of(self, told: Told) -> PlaceMention | None:
        """The first of the ways that tells; with a confidence that says how far it is to be trusted."""
        action = told.action
        happening = is_happening(action, self._document[action.head])
        if self._in_care(action) or turns(self._document, action.head):
            return None
        if happening and (self._is_strange(action) or self._number(action) in self._counting):
            return None
        found = ((place, share) for place, share in self._ways(told, happening=happening) if place is not None)
        place, share = next(found, (None, 0.0))
        return less_sure(place, share) if place is not None else None

    def _ways(self, told: Told, *, happening: bool) -> Iterator[tuple[PlaceMention | None, float]]:
        """Each way's place and how far it is to be trusted, the best first and none before it is asked for."""
        if happening:
            yield self._before(told), 0.5
            yield self._by_headline(told), 0.5
        yield self._by_dateline(told, happening=happening)
        if happening:
            yield self._after(told), 0.4
        yield self._topic(told, happening=happening), 0.4 if happening else 0.3

    # --- the ways

    def _before(self, told: Told) -> PlaceMention | None:
        """The place of the few sentences before."""
        if told.supposed or not _BESIDE.isdisjoint(told.action.evidence):
            return None
        place = self._focus.before(told.action.head)
        if place is None or (self._in_court(told.action) and not self._focus.has_court(place)):
            return None
        return place if self._keeps_to(told, place, happening=True) else None

    def _by_headline(self, told: Told) -> PlaceMention | None:
        """Where the headline puts what the lead tells without a place: "Ferry sinks off Harwick"."""
        if "background" in told.action.evidence or self._number(told.action) >= _LEAD:
            return None
        place = self._focus.headline or self._headline
        return (
            place
            if place is not None and place.kind != "country" and self._keeps_to(told, place, happening=True)
            else None
        )

    def _by_dateline(self, told: Told, *, happening: bool) -> tuple[PlaceMention | None, float]:
        """Where the report was filed, for the outlet's own news there and for what those of its country say."""
        filed, action = self._filed, told.action
        if filed is None or not told.current or self._all_over(action):
            return None, 0.0
        if action.type == "MARKET" and any(_is_national(actor) for actor in told.actors):
            return None, 0.0
        late = self._number(action) >= _LEAD
        if late and (not {"background", "deeper"}.isdisjoint(action.evidence) or (happening and self._leaves(filed))):
            return None, 0.0
        if happening and self._tells_of_others(action, filed):
            return None, 0.0
        if told.own_report and _at_home(self._concerned(told, happening=happening), filed):
            return filed, 0.6
        decided = not late and bool(told.actors) and all(actor.country == filed.country for actor in told.actors)
        return (filed if not happening and decided else None), 0.6 if told.own_report else 0.4

    def _after(self, told: Told) -> PlaceMention | None:
        """What the second sentence says of where the first one's news was."""
        if not _BESIDE.isdisjoint(told.action.evidence) or self._in_court(told.action):
            return None
        place = self._focus.after(told.action.head)
        return place if place is not None and self._keeps_to(told, place, happening=True) else None

    def _topic(self, told: Told, *, happening: bool) -> PlaceMention | None:
        """The place that the report is about, if it is about one."""
        place, action = self._focus.place, told.action
        aside = "deeper" in action.evidence or (told.own_report and "earlier" in action.evidence)
        if place is None or place.kind in ("natural", "facility") or not told.current or told.supposed or aside:
            return None
        if place.kind == "country" and len(self._named_countries) > 1:
            return None
        if self._in_court(action) or ("noun" in action.evidence and self._number(action) >= _LEAD):
            return None
        if not happening and not (told.own_report and self._told_of(told, place)):
            return None
        return place if self._keeps_to(told, place, happening=happening) else None

    # --- what speaks against a place

    def _keeps_to(self, told: Told, place: PlaceMention, *, happening: bool) -> bool:
        """Whether nothing leads away from there: another country, strangers, a whole country; or it is hardly one."""
        action = told.action
        if place.confidence < _UNSURE and place.kind != "facility":
            return False
        if place.kind == "facility" and any(
            self._document[head].lemma_.lower() in words().buildings for head in action.places
        ):
            return False
        if place.name in self._apart_here(action) or (place.kind != "country" and self._all_over(action)):
            return False
        return acts_in(action, place, self._concerned(told, happening=happening)) and not self._tells_of_others(
            action, place
        )

    @staticmethod
    def _concerned(told: Told, *, happening: bool) -> list[ActorMention]:
        return [*told.actors, *told.recipients] if happening else list(told.actors)

    def _number(self, action: CodedAction) -> int:
        return self._document.sentence_number(action.head)

    def _in_care(self, action: CodedAction) -> bool:
        """Whether it was in some hospital: "was treated for his injuries", "died in hospital", not "was taken to hospital"."""
        said = {token.lemma_.lower() for token in self._document.doc[action.first : action.last]}
        put = (head for head in action.places if self._references.preposition(head) in ("in", "at"))
        housed = {self._document[head].lemma_.lower() for head in put}
        return (action.type == "HEALTH" and not said.isdisjoint(words().care)) or not housed.isdisjoint(words().wards)

    def _in_court(self, action: CodedAction) -> bool:
        """Whether it was in court, which is not where the crime was."""
        jailed = action.type == "COERCE" and self._document[action.head].lemma_ in words().sentencing
        return action.type == "COURT" or (action.type, action.mode) in IN_COURT or jailed

    def _is_strange(self, action: CodedAction) -> bool:
        """Whether its sentence puts something in a town that nobody knows: "struck the village of Zobwa, killing two"."""
        return any(
            place.name is None and place.kind == "city" and not is_home(self._document[head])
            for head, place in self._references.of_sentence(action.head)
        )

    def _leaves(self, filed: PlaceMention) -> bool:
        """Whether the article puts something elsewhere than where it was filed."""
        return any(name != filed.name for name in self._focus.scenes)

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
        return self._number(action) in self._everywhere

    @cached_property
    def _everywhere(self) -> set[int]:
        """The sentences that have such a word."""
        return {
            self._document.sentence_number(token.i)
            for token in self._document.tokens
            if token.lower_ in words().all_over
            and (token.pos_ != "NOUN" or (token.dep_ == "pobj" and token.head.lower_ in _THROUGH))
        }

    @cached_property
    def _counting(self) -> set[int]:
        """The sentences that count over weeks or years."""
        return {self._document.sentence_number(token.i) for token in self._document.tokens if _counts_over(token)}

    def _tells_of_others(self, action: CodedAction, place: PlaceMention) -> bool:
        """Whether its sentence names a place in another country."""
        countries: set[str] = self._countries.get(self._number(action), set())
        return place.country is not None and not countries <= {place.country}

    @cached_property
    def _countries(self) -> dict[int, set[str]]:
        """The countries of the places that each sentence names."""
        found: dict[int, set[str]] = {}
        for head, place in self._references.heads:
            if place.country is not None:
                found.setdefault(self._document.sentence_number(head), set()).add(place.country)
        return found

    @cached_property
    def _named_countries(self) -> set[str]:
        return set().union(*self._countries.values())

    def _told_of(self, told: Told, place: PlaceMention) -> bool:
        """Whether words or an office, in the lead, are of the place that the report is about: "Police named the victims"."""
        if "weak" in told.action.evidence or self._number(told.action) >= _LEAD:
            return False
        named = bool(place.text) and place.text in (self._document.article.title or "")
        return named and place.kind != "country" and _at_home(told.actors, place)


def _counts_over(token: Token) -> bool:
    """Whether it is a time over which is counted: "in seven weeks", "over the past year"."""
    if token.lemma_ not in words().spans or token.dep_ != "pobj" or token.head.lower_ not in _WITHIN:
        return False
    return any(child.dep_ == "nummod" or child.lower_ in _LAST for child in token.children)


def acts_in(action: CodedAction, place: PlaceMention, concerned: Sequence[ActorMention]) -> bool:
    """Whether it is where these are at home, or what people do abroad."""
    away = action.type in _ABROAD or action.mode == "visit" or place.country is None
    return away or _at_home(concerned, place)


def _is_national(actor: ActorMention) -> bool:
    """Whether it is a country's that has its name in it: "Mexico's economy"."""
    return any(country_of_name(word) or country_of_demonym(word) for word in actor.text.split())


def _at_home(actors: Sequence[ActorMention], place: PlaceMention) -> bool:
    """Whether one of them belongs to the place's country, or nobody is known to belong to any."""
    homes = {actor.country for actor in actors if actor.country}
    return not homes or place.country in homes
