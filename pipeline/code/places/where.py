"""Where each event happened: what the trigger governs, then its clause, its sentence, and the report's own place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.code.places.dateline import dateline_place, headline_place
from pipeline.code.places.focus import Focus
from pipeline.code.places.references import HERE, RANK, STRICT_AT, References, StandsFor, is_person
from pipeline.code.places.words import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Token

    from pipeline.code.model import CodedAction
    from pipeline.parse.document import Document
    from pipeline.records import ActorMention, PlaceMention

# How well a place is said to be the event's, best first.
_ARGUMENT, _GOVERNED, _OBJECT, _INSIDE, _CLAUSE, _SENTENCE = 6.0, 5.0, 4.5, 3.5, 2.5, 1.0
# How sure that is.
_SURE = ((4.0, 1.0), (3.0, 0.9), (2.0, 0.8), (-9.0, 0.65))

_CLAUSE_LINKS = frozenset({"conj", "xcomp", "ccomp", "advcl", "relcl", "acl", "pcomp", "prep", "pobj", "dobj", "dep", "nsubj", "nsubjpass", "attr", "appos"})  # fmt: skip
_AT = frozenset({"onto", "to", "toward", "towards", "between", "beside", "beyond", "above", "against", "for", "amid", "among", "through", "via"})  # fmt: skip
_FROM = frozenset({"from", "of", "out"})
_NOT_AT = frozenset({"ahead", "before", "prior", "with", "by", "than", "as", "about", "like", "despite", "since", "until", "under", "without", "because", "except"})  # fmt: skip
# Types whose object, when it is a place, is where they happened.
_ON_PLACES = frozenset({"ASSAULT", "MOVE", "DISASTER", "ACCIDENT", "COERCE", "MOBILIZE", "RETREAT", "PROTEST", "CRIME", "AID"})  # fmt: skip
# Types that happen somewhere even when their sentence does not say where; words are said anywhere.
_HAPPENING = _ON_PLACES | {"DEATH", "CONSULT", "ELECT", "COURT", "SPORT", "CULTURE", "HEALTH", "COOPERATE"}
# What people do in other countries, so that the one a report is about may be where.
_ABROAD = frozenset({"ASSAULT", "MOBILIZE"})
# A phrase that names no place leaves it open where that is ("a hospital"), but these are surely not where the report is.
_ELSEWHERE = frozenset(
    {"country", "nation", "state", "continent", "sea", "ocean", "world", "border", "abroad", "space"}
)
_PARTY, _TAG = re.compile(r"\b[RDI]-$"), 3  # "Rep. Ann Roe (D-Minn.)" was not there
_LEAD = 3  # sentences: what is told there happens where the report plays

_COMPASS = frozenset(
    {
        "north",
        "south",
        "east",
        "west",
        "northeast",
        "northwest",
        "southeast",
        "southwest",
        "outside",
        "inland",
        "upstream",
    }
)
_EARLIER = frozenset({"after", "following", "since", "before"})


class EventPlaces:
    """Where each event happened."""

    def __init__(self, document: Document, places: list[PlaceMention], stands_for: StandsFor | None = None) -> None:
        self._document = document
        text = document.article.text
        places = [place for place in places if not _PARTY.search(text[max(0, place.start - _TAG) : place.start])]
        self._filed = dateline_place(document.article, places)
        self._headline = headline_place(document.article)
        self._references = References(document, places, stands_for, self._filed or self._headline)
        self._focus = Focus(document, self._references)

    def of_action(
        self,
        action: CodedAction,
        *,
        own_report: bool,
        actors: Sequence[ActorMention] = (),
        recipients: Sequence[ActorMention] = (),
    ) -> PlaceMention | None:
        """Where it happened; the dateline's place only for the outlet's own report of those who are at home there."""
        best: tuple[float, PlaceMention] | None = None
        for score, place in self._candidates(action):
            if best is None or score + RANK[place.kind] > best[0]:
                best = (score + RANK[place.kind], place)
        if best is not None:
            return _less_sure(best[1], next(share for least, share in _SURE if best[0] >= least))
        if any(self._is_elsewhere(head) for head in action.places):
            return None  # it was somewhere, and nobody knows that place
        happening = action.type in _HAPPENING
        concerned = [*actors, *recipients] if happening else actors
        votes = action.type == "ELECT"  # a country votes at home
        before = self._focus.before(action.head) if happening else None
        if before is not None and not (votes and not _at_home(concerned, before)):
            return _less_sure(before, 0.5)
        news = happening and "background" not in action.evidence
        if news and (named := self._named_by_headline(action)) is not None:
            return _less_sure(named, 0.5)
        if self._filed is not None and (
            (own_report and _at_home(concerned, self._filed)) or (not happening and self._decided_here(action, actors))
        ):
            return _less_sure(self._filed, 0.6 if own_report else 0.4)
        if news and (after := self._focus.after(action.head)) is not None and _at_home(concerned, after):
            return _less_sure(after, 0.4)
        topic = self._focus.place
        away = action.type in _ABROAD or action.mode == "visit"
        if topic is None or ((votes or (topic.kind == "country" and not away)) and not _at_home(concerned, topic)):
            return None
        if not (happening or (own_report and self._told_of_topic(action, actors, topic))):
            return None
        return _less_sure(topic, 0.4 if happening else 0.3)

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

    def _candidates(self, action: CodedAction) -> list[tuple[float, PlaceMention]]:
        document, references = self._document, self._references
        trigger = document[action.head]
        actors = set(action.actors)
        if action.type not in _HAPPENING:  # whom words are said to is not where, but in the refuge that is sought
            actors |= {head for head in action.recipients if references.preposition(head) not in {"in", "at"}}
        indexes = [(_ARGUMENT, head) for head in action.places if head not in actors]
        for token in dict.fromkeys([trigger, *(document[index] for index in range(action.first, action.last))]):
            indexes += [
                (score, at)
                for score, at in self._governed(token, action)
                if at not in actors or self._names_noun(document[at])  # "the Kirovo crash" was there, whoever did it
            ]
        found = self._places(indexes, action)
        if not found:
            below = [
                (_INSIDE - 0.5, head)
                for head, _ in references.heads
                if head not in actors
                and references.preposition(head) in STRICT_AT
                and self._below(document[head], trigger, happening=action.type in _HAPPENING)
            ]
            found = self._places(below, action)
        if not found:
            found = self._places([pair for pair in self._around(trigger, action) if pair[1] not in actors], action)
        return found

    def _names_noun(self, word: Token) -> bool:
        """A town before a common noun that it tells from others: "the Kirovo crash"."""
        place = self._references.named(word.i)
        return word.dep_ == "compound" and word.head.pos_ == "NOUN" and place is not None and place.kind == "city"

    @staticmethod
    def _below(word: Token, trigger: Token, *, happening: bool) -> bool:
        """Whether the word hangs under the trigger with no other verb or cause between."""
        for ancestor in word.ancestors:
            if ancestor.i == trigger.i:
                return True
            if ancestor.pos_ == "VERB" or (ancestor.i != word.head.i and _is_cause(ancestor, happening=happening)):
                return False
        return False

    def _places(self, indexes: list[tuple[float, int]], action: CodedAction) -> list[tuple[float, PlaceMention]]:
        """The places at these words; the nearer to the trigger, the better."""
        found = []
        for score, index in indexes:
            place = self._references.at(index)
            if place is not None:
                found.append((score - min(0.3, abs(index - action.head) / 200), place))
        return found

    def _governed(self, token: Token, action: CodedAction) -> list[tuple[float, int]]:
        """What stands in the trigger's own prepositional phrases, adverbs, objects and modifiers."""
        found: list[tuple[float, int]] = []
        verb = token.pos_ in ("VERB", "AUX")
        on_place = action.type in _ON_PLACES or action.mode in ("visit", "seize", "territory")
        for child in token.children:
            if child.dep_ == "prep":
                found += self._prepositional(child, _GOVERNED, verb=verb, happening=action.type in _HAPPENING)
            elif child.dep_ == "advmod" and child.lower_ in HERE:
                found.append((_GOVERNED, child.i))
            elif child.dep_ == "advmod" and child.lower_ in _COMPASS:  # "crashed 20 km south of Baku"
                found += [
                    (score - 0.5, at)
                    for part in child.children
                    for score, at in self._prepositional(part, _GOVERNED, verb=verb)
                ]
            elif child.dep_ in ("dobj", "nsubjpass") and on_place:
                found.append((_OBJECT, child.i))
            elif child.dep_ in ("dobj", "nsubjpass", "attr"):
                found += self._within(child)
            elif child.dep_ in ("poss", "compound", "nmod", "amod") and not verb:
                place = self._references.at(child.i)
                if place is not None and place.kind != "country":
                    found.append((_INSIDE, child.i))
            elif child.dep_ in ("npadvmod", "oprd"):
                found.append((_INSIDE, child.i))
        return found

    def _within(self, noun: Token) -> list[tuple[float, int]]:
        """Where an object is: "the driver in X", "the X tram crash"."""
        found: list[tuple[float, int]] = []
        for child in noun.children:
            if child.dep_ == "prep" and child.lower_ == "of" and noun.ent_type_ == "PERSON":
                continue  # "beat Ann Roe of Italy"
            if child.dep_ == "prep" and child.lower_ in STRICT_AT | {"of"}:
                found += self._prepositional(child, _INSIDE, verb=False)
            elif child.dep_ == "advmod" and child.lower_ in _COMPASS:
                found += [
                    (score, at)
                    for part in child.children
                    for score, at in self._prepositional(part, _INSIDE, verb=False)
                ]
            elif (
                child.dep_ == "compound" and noun.pos_ == "NOUN" and not is_person(noun)
            ):  # "an Ohio man" is from there
                place = self._references.named(child.i)
                if place is not None and place.kind != "country":
                    found.append((_INSIDE - 0.5, child.i))
        return found

    def _prepositional(
        self, preposition: Token, score: float, *, verb: bool, happening: bool = True
    ) -> list[tuple[float, int]]:
        lower = preposition.lower_
        if lower in _NOT_AT:
            return []
        caused = lower in words().causes or (not happening and lower in words().causes_of_words)
        if lower in _FROM:
            weight = score - (1.2 if verb else 0.6)
        else:
            weight = score - (0.0 if lower in STRICT_AT else 0.5 if lower in _AT else 1.0)
        found = []
        for child in preposition.children:
            if child.dep_ == "pobj" and not (caused and self._references.named(child.i) is None):
                found.append((weight, child.i))
            elif child.dep_ in ("pcomp", "prep"):
                found += [(weight - 0.2, inner.i) for inner in child.children if inner.dep_ == "pobj"]
            elif child.lower_ in HERE:
                found.append((weight, child.i))
        return found

    def _around(self, trigger: Token, action: CodedAction) -> list[tuple[float, int]]:
        """Phrases of the clauses that hold the trigger, then whatever else the sentence puts somewhere."""
        found: list[tuple[float, int]] = []
        token, steps = trigger, 0
        while token.dep_ in _CLAUSE_LINKS and steps < 4:
            token, steps = token.head, steps + 1
            for child in token.children:
                if child.dep_ == "prep" and child.i != trigger.i and child.lower_ in STRICT_AT | {"to", "from"}:
                    found += [(score - steps * 0.3, at) for score, at in self._prepositional(child, _CLAUSE, verb=True)]
                elif child.dep_ == "advmod" and child.lower_ in HERE:
                    found.append((_CLAUSE - steps * 0.3, child.i))
        sentence = self._document.sentence(trigger.i)
        # What is told may have been there, the telling was not.
        apart = [it for it in trigger.children if it.dep_ == "ccomp" or (action.type not in _HAPPENING and _before(it))]
        inside = [range(it.left_edge.i, it.right_edge.i + 1) for it in apart]
        for head, _place in self._references.heads:
            if action.type not in _HAPPENING and self._of_another(self._document[head], trigger):
                continue
            if sentence.start <= head < sentence.end and not any(head in told for told in inside):
                if self._references.preposition(head) in STRICT_AT:
                    found.append((_SENTENCE, head))
                elif self._references.local_body(head):
                    found.append((_SENTENCE - 0.5, head))
        return found

    @staticmethod
    def _of_another(word: Token, trigger: Token) -> bool:
        """Whether the word's clause is not the trigger's own, nor one above it: of what is told beside words and decisions."""
        for ancestor in word.ancestors:
            if ancestor.i == trigger.i or ancestor.is_ancestor(trigger):
                return False
            if ancestor.i != word.head.i and _is_cause(ancestor, happening=False):
                return True
            if ancestor.lemma_ in words().settled:
                return True  # "a trader living in Austria"
            if ancestor.pos_ != "VERB" or ancestor.tag_ == "VBG":
                continue  # "ministers, meeting in Oslo, agreed"
            if ancestor.dep_ == "acl" and ancestor.tag_ in {"VB", "VBN"} and not is_person(ancestor.head):
                continue  # "a decision to shrink two bars sold in Peru upset fans"
            return ancestor.tag_ != "VB" or trigger.i not in {ancestor.head.i, ancestor.head.head.i}
        return False


def _is_cause(preposition: Token, *, happening: bool) -> bool:
    """Whether what stands behind it was elsewhere: "sued over a fire in Dhaka"."""
    word = preposition.lower_
    return preposition.dep_ == "prep" and (
        word in words().causes or (not happening and word in words().causes_of_words)
    )


def _before(part: Token) -> bool:
    """Whether a part of the sentence tells what went before: "expelled two envoys after a clerk was killed in Lyon"."""
    marks = {part.lower_} if part.dep_ == "prep" else {one.lower_ for one in part.children if one.dep_ == "mark"}
    return part.dep_ in ("prep", "advcl") and not marks.isdisjoint(_EARLIER)


def _at_home(actors: Sequence[ActorMention], place: PlaceMention) -> bool:
    """Whether one of them belongs to the place's country, or nobody is known to belong to any."""
    homes = {actor.country for actor in actors if actor.country}
    return not homes or place.country in homes


def _less_sure(place: PlaceMention, share: float) -> PlaceMention:
    """The place with the confidence that the event was there."""
    return place.model_copy(update={"confidence": round(place.confidence * share, 3)})
