"""The date of an event from its other tellings: "killed ..." in the lead, "the explosion late on Thursday" further down."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from pipeline.code.dates.families import of_noun, of_type
from pipeline.code.dates.placing import COMPARES, OBJECTS, SUBJECTS, occurrence_verbs, put_off, tells_past
from pipeline.code.dates.tense import inquires, verb_tense
from pipeline.code.turns import turns

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from spacy.tokens import Token

    from pipeline.code.dates.placing import Placed
    from pipeline.code.model import CodedAction
    from pipeline.parse.document import Document
    from pipeline.records import DateMention

DAYS = frozenset({"day", "hour", "minute"})
_INDEFINITE = frozenset({"a", "an", "any", "no", "another", "more", "new"})
_POINTING = frozenset({"the", "this", "that", "these", "those", "his", "her", "its", "their"})
_LEAD = 4  # sentences: what the article is about, often told before its day is
_LONGER = frozenset({"week", "month"})
_NEXT = frozenset({1, 2})  # sentences that go on with the first one's news
_CAUSES = frozenset({"after"})  # "nine died after a tram derailed": the derailment is dated as the deaths are
_BOUNDS = frozenset({"since", "until", "till", "by", "before", "after", "through", "for"})
# Words are said at the day of the report even where what they speak of has a day of its own.
WORDS = frozenset({"ANNOUNCE", "ACCUSE", "REJECT", "REQUEST", "THREATEN", "SUPPORT"})
_ANOTHER = frozenset(
    {"another", "other", "separate", "previous", "earlier", "past", "recent", "similar", "any", "no", "every", "each"}
)
_HAPPENS = frozenset({"happen", "occur", "unfold", "begin", "start"})
_DIES = frozenset({"die", "succumb"})
_FRESH = 7  # days: a lead tells news; an older day belongs to the background


@dataclass(frozen=True, slots=True)
class Telling:
    """A dated mention of an event: by an action, or by a noun that no action was coded for."""

    at: int
    families: frozenset[str]
    mention: DateMention
    action: CodedAction | None


class Tellings:
    """All dated tellings of an article."""

    def __init__(
        self,
        document: Document,
        dated: Iterable[tuple[CodedAction, DateMention]],
        placed: Iterable[Placed],
        today: date | None,
        sayings: frozenset[int] = frozenset(),
    ) -> None:
        self._document, self._today = document, today
        placed, dated = list(placed), list(dated)
        self._types = {action.head: action.type for action, _ in dated}
        self._longer = {
            document.sentence_number(each.tokens[0])
            for each in placed
            if each.mention.granularity in _LONGER and each.preposition not in _BOUNDS | COMPARES
        }
        self._next = [each for each in placed if self._tells_next(each, sayings)]
        self._dated: dict[int, set[date | None]] = {}
        for each in placed:
            if each.mention.timex != "PRESENT_REF":
                self._dated.setdefault(document.sentence_number(each.tokens[0]), set()).add(each.mention.first_day)
        self._days = [each for each in placed if self._is_of_story(each, sayings)]
        self._told = [
            Telling(action.head, of_type(action.type), mention, action)
            for action, mention in dated
            if mention.granularity in DAYS and mention.first_day is not None
        ]
        coded = {telling.at for telling in self._told}
        for place in placed:
            noun = self._noun(place)
            if (
                noun is None
                or noun in coded
                or place.mention.granularity not in DAYS
                or place.mention.first_day is None
            ):
                continue
            token = document[noun]
            families = of_noun(token.lemma_.lower()) or of_noun(token.lower_)
            if families and token.pos_ == "NOUN" and _definite(document, noun):
                self._told.append(Telling(noun, families, place.mention, None))

    def _is_of_story(self, place: Placed, sayings: frozenset[int]) -> bool:
        """Whether it is a day, up to the report's, of something that it tells, and not of a saying or a bound."""
        day = place.mention.first_day
        if place.mention.granularity not in DAYS or self._today is None or day is None or day > self._today:
            return False
        return place.verb not in sayings and place.preposition not in _BOUNDS | COMPARES

    def _tells_next(self, place: Placed, sayings: frozenset[int]) -> bool:
        """Whether a day is that of a deed in the second or third sentence; ``sayings`` are the verbs of saying."""
        if place.verb is None or place.modifies or place.preposition in _BOUNDS | COMPARES:
            return False
        if place.mention.granularity not in DAYS or place.verb in sayings:
            return False
        if self._document.sentence_number(place.tokens[0]) not in _NEXT:
            return False
        return verb_tense(self._document[place.verb]) == "past"

    def _noun(self, place: Placed) -> int | None:
        """The noun that a day belongs to: "the bombing on Monday", "the blast late on Monday tore ...", "the blast happened on ..."."""
        if not place.above:
            return None
        if place.above[0] != place.verb:
            return place.above[0]
        verb = self._document[place.verb]
        subject = verb.head if verb.dep_ == "relcl" else _subject(verb)
        if subject is None:
            return None
        between = subject.i < place.tokens[0] < verb.i
        return int(subject.i) if between or "S" in occurrence_verbs().get(verb.lemma_, "") else None

    def date_of(self, action: CodedAction, *, onward: bool = True) -> DateMention | None:
        """The nearest telling that is surely of the same event; for the lead, the one fresh day of all its tellings.

        ``onward``: the sentences after a lead may date it.
        """
        head = self._document[action.head]
        verbal = head.pos_ in {"VERB", "AUX"}
        if verbal and verb_tense(head) != "past":
            return None
        definite = not verbal and _definite(self._document, action.head)
        anaphoric = _anaphoric(self._document, action.head)
        same = [
            (abs(telling.at - action.head), telling.mention)
            for telling in self._told
            if telling.action is not None
            and not self._is_to_come(telling.mention)
            and (telling.action.type, telling.action.mode) == (action.type, action.mode)
            and ((anaphoric and telling.at < action.head) or self._same_parts(action, telling.action))
        ]
        if same:
            return min(same, key=lambda found: found[0])[1]
        if turns(self._document, action.head):
            return None
        if not verbal and not definite:
            return self._taken_up(action) or self._of_story(action)
        if (definite or (verbal and tells_past(head, _CAUSES))) and not self._otherwise(action):
            told = self._of_lead(action) or self._of_story(action)
            return told or (self._told_next(action) if onward and verbal and tells_past(head) else None)
        return self._of_story(action) if verbal else None

    def _of_story(self, action: CodedAction) -> DateMention | None:
        """The one day of a report of harm, for what it tells of it further down."""
        told = self._story
        if told is None or "harm" not in of_type(action.type) or not self._done(action):
            return None
        others = self._dated.get(self._document.sentence_number(action.head), set()) - {told.mention.first_day}
        later = told.verb is not None and self._died_later(told.verb, action)
        return None if others or later else told.mention

    @cached_property
    def _story(self) -> Placed | None:
        """The first place of the one fresh day that is told of, where it is a harm's."""
        days = {place.mention.first_day for place in self._days}
        if len(days) != 1 or not self._is_fresh(self._days[0].mention) or not any(map(self._told_harm, self._days)):
            return None
        return min(self._days, key=lambda place: place.mention.start)

    def _done(self, action: CodedAction) -> bool:
        """Whether it is told as done, and not of another such event: "another crash", "to avoid an accident", "attacks on us"."""
        head = self._document[action.head]
        words = [head, *(child for child in head.children if child.dep_ in SUBJECTS | OBJECTS)]
        if any(child.lower_ in _ANOTHER for word in words for child in word.children):
            return False
        if head.pos_ not in {"VERB", "AUX"}:
            wished = any(child.tag_ == "TO" for child in head.head.children)
            return not wished and (_definite(self._document, action.head) or _looked_into(head))
        told_of = head.head if head.dep_ == "relcl" else head
        if told_of.dep_ in SUBJECTS and "harm" in of_noun(told_of.lemma_):
            return False  # "A blast that killed nine is forgotten": not the one of Tuesday
        if put_off(head):
            return False
        auxiliaries = (child for child in head.children if child.dep_ in {"aux", "auxpass"})
        return head.tag_ in {"VBD", "VBN"} or any(child.tag_ == "VBD" for child in auxiliaries)

    def _told_harm(self, place: Placed) -> bool:
        """Whether a day is that of an attack or accident, or of something that "happened"."""
        if any(telling.mention is place.mention and "harm" in telling.families for telling in self._told):
            return True
        verb = self._document[place.verb] if place.verb is not None else None
        return verb is not None and verb.lemma_ in _HAPPENS

    def _taken_up(self, action: CodedAction) -> DateMention | None:
        """The one day of a new noun's later mentions: "a truck bombing ... the bombing late on Thursday"."""
        document = self._document
        if document.sentence_number(action.head) >= _LEAD:
            return None
        told = [
            telling.mention
            for telling in self._told
            if telling.at > action.head
            and document[telling.at].lemma_ == document[action.head].lemma_
            and _definite(document, telling.at)
        ]
        return told[0] if len({mention.first_day for mention in told}) == 1 else None

    def _otherwise(self, action: CodedAction) -> bool:
        """Whether the action's own sentence names a longer time, as "last week": the day of others is not its own."""
        return self._document.sentence_number(action.head) in self._longer

    def _in_lead(self, index: int) -> bool:
        return self._document.sentence_number(index) < _LEAD

    def _told_next(self, action: CodedAction) -> DateMention | None:
        """The one fresh day of the next sentences' own deeds: "The Bears beat the Wolves. The match ended late on Monday"."""
        if self._today is None or action.type in WORDS or self._document.sentence_number(action.head) > 0:
            return None
        days = [
            placed.mention for placed in self._next if self._is_fresh(placed.mention) and self._goes_on(action, placed)
        ]
        return days[0] if days and len({mention.first_day for mention in days}) == 1 else None

    def _goes_on(self, action: CodedAction, placed: Placed) -> bool:
        """Whether a later sentence goes on with what it tells of ("The match", "It") and not with what came of it, as an arrest."""
        told = self._types.get(placed.verb if placed.verb is not None else -1)
        if told is not None and of_type(told).isdisjoint(of_type(action.type)):
            return False
        if placed.verb is None or self._died_later(placed.verb, action):
            return False
        verb = self._document[placed.verb]
        who = _subject(verb)
        if who is None:
            return "S" in occurrence_verbs().get(verb.lemma_, "")  # "the game was delayed and ended on Monday"
        return _is_known(self._document, who)

    def died_of_it(self, action: CodedAction) -> bool:
        """Whether the article dates a death of somebody it was done to: then it was no later than that."""
        return "harm" in of_type(action.type) and any(self._died_later(telling.at, action) for telling in self._told)

    def _died_later(self, at: int, action: CodedAction) -> bool:
        """Whether one of those it was done to died of it, a sentence or more behind: "Gunmen shot two. The guard died on Sunday"."""
        verb = self._document[at]
        if (
            verb.lemma_ not in _DIES
            or action.lemma in _DIES
            or self._document.sentence_number(at) <= self._document.sentence_number(action.head)
        ):
            return False
        who = _subject(verb)
        return who is None or _is_known(self._document, who)

    def _is_to_come(self, mention: DateMention) -> bool:
        return self._today is not None and mention.first_day is not None and mention.first_day > self._today

    def _is_fresh(self, mention: DateMention) -> bool:
        day = mention.first_day
        return self._today is not None and day is not None and 0 <= (self._today - day).days <= _FRESH

    def _of_lead(self, action: CodedAction) -> DateMention | None:
        if self._today is None or self._document.sentence_number(action.head) >= _LEAD:
            return None
        families = of_type(action.type)
        told = [
            telling
            for telling in self._told
            if telling.families & families
            and telling.mention.first_day is not None
            and not self._died_later(telling.at, action)
            and 0 <= (self._today - telling.mention.first_day).days <= _FRESH
        ]
        told = [telling for telling in told if self._in_lead(telling.at)] or told
        if len({telling.mention.first_day for telling in told}) != 1:
            return None
        return min(told, key=lambda telling: abs(telling.at - action.head)).mention

    def _same_parts(self, action: CodedAction, other: CodedAction) -> bool:
        """The same thing done to the same one, or by the same one at the same place."""
        recipient = self._names(action.recipients) & self._names(other.recipients)
        actor = self._names(action.actors) & self._names(other.actors)
        place = self._names(action.places) & self._names(other.places)
        return bool((recipient and (actor or action.lemma == other.lemma)) or (place and (actor or recipient)))

    def _names(self, heads: list[int]) -> set[str]:
        tokens = [self._document[index] for index in heads]
        return {token.lemma_.lower() for token in tokens if token.pos_ in {"NOUN", "PROPN"}}


def _definite(document: Document, index: int) -> bool:
    """As in "the attack", "his visit", "Monday's attack"; "the 2015 attack" and "their first visit" may be others."""
    return any(child.dep_ in {"det", "poss"} and child.lower_ not in _INDEFINITE for child in document[index].children)


def _subject(verb: Token) -> Token | None:
    return next((child for child in verb.children if child.dep_ in SUBJECTS), None)


def _is_known(document: Document, noun: Token) -> bool:
    """Whether it goes on with somebody or something told of before: "He", "The match"."""
    return noun.pos_ == "PRON" or _definite(document, noun.i)


def _looked_into(noun: Token) -> bool:
    """As in "are investigating a shooting", "responded to a crash"."""
    above = noun.head.head if noun.dep_ == "pobj" else noun.head
    return inquires(above)


def _anaphoric(document: Document, index: int) -> bool:
    """A definite noun that nothing tells from the one spoken of before."""
    children = list(document[index].children)
    return (
        document[index].pos_ in {"NOUN", "PROPN"}
        and any(child.dep_ in {"det", "poss"} and child.lower_ in _POINTING for child in children)
        and not any(child.dep_ in {"amod", "compound", "nmod", "nummod"} for child in children)
    )
