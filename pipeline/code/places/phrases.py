"""Where a sentence says that its event was: the places of the phrases that a trigger governs, of its clause, of its sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.code.places.apart import (
    EARLIER,
    HAPPENING,
    ON_PLACES,
    is_aim,
    is_apart,
    is_beside,
    is_charge,
    is_content,
    is_suffered,
    tells_before,
    tells_cause,
)
from pipeline.code.places.references import HERE, STRICT_AT, is_person
from pipeline.code.places.words import words

if TYPE_CHECKING:
    from spacy.tokens import Token

    from pipeline.code.model import CodedAction
    from pipeline.code.places.references import References
    from pipeline.parse.document import Document
    from pipeline.records import PlaceMention

# How well a place is said to be the event's, best first.
_ARGUMENT, _GOVERNED, _OBJECT, _INSIDE, _CLAUSE, SENTENCE = 6.0, 5.0, 4.5, 3.5, 2.5, 1.0
_CLAUSE_LINKS = frozenset({"conj", "xcomp", "ccomp", "advcl", "relcl", "acl", "pcomp", "prep", "pobj", "dobj", "dep", "nsubj", "nsubjpass", "attr", "appos"})  # fmt: skip
_AT = frozenset({"onto", "to", "toward", "towards", "between", "beside", "beyond", "above", "against", "for", "amid", "among", "through", "via"})  # fmt: skip
_FROM = frozenset({"from", "of", "out"})
_NOT_AT = frozenset({"ahead", "before", "prior", "with", "by", "than", "as", "about", "like", "despite", "since", "until", "under", "without", "because", "except"})  # fmt: skip
_BETWEEN = frozenset({"SPORT", "COOPERATE"})
_GIVEN = frozenset({"AID", "BUSINESS", "SUPPORT", "MARKET", "REQUEST", "AGREE"})
_FAR = 100  # tokens between an event and a place of its sentence that nothing else ties to it
_COMPASS = frozenset({"back", "close", "north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest", "outside", "inland", "upstream"})  # fmt: skip
_LEADING = frozenset({"to", "at", "from"})
_ON_WAY = STRICT_AT | {"to", "from"}


class Phrases:
    """The phrases of one article, asked where an action of it was."""

    def __init__(self, document: Document, references: References) -> None:
        self._document = document
        self._references = references

    def candidates(self, action: CodedAction) -> list[tuple[float, PlaceMention]]:
        """Every place that the sentence gives the event, with how well it says so, in no order."""
        document, references = self._document, self._references
        trigger, here = document[action.head], references.of_sentence(action.head)
        actors = set(action.actors)
        if action.type not in HAPPENING or action.type in _BETWEEN:
            # whom words are said to, or a match is lost to, is not where; but in the refuge that is sought
            actors |= {head for head in action.recipients if references.preposition(head) not in {"in", "at"}}
        givers = self._givers(trigger, action)
        actors |= givers
        indexes = [
            (_ARGUMENT, head)
            for head in action.places
            if head not in actors and references.preposition(head) != "with"  # "traded fire with Israel"
        ]
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
                for head, _ in here
                if head not in actors
                and references.preposition(head) in STRICT_AT
                and self._below(document[head], trigger, action)
            ]
            found = self._places(below, action)
        if not found:
            found = self._places([pair for pair in self._around(trigger, action) if pair[1] not in actors], action)
        apart = givers | {head for head, _ in here if is_beside(document[head], trigger, action)}
        giving = [place for head, place in here if head in apart]
        return [(score, place) for score, place in found if not any(place is each for each in giving)]

    def _givers(self, trigger: Token, action: CodedAction) -> set[int]:
        """The countries that something comes from, or that are made to do something: they are no place of it."""
        made = action.type == "COERCE" and any(child.dep_ in ("xcomp", "ccomp") for child in trigger.children)
        forced = {child.i for child in trigger.children if child.dep_ in ("dobj", "nsubjpass")} if made else set()
        if action.type not in _GIVEN:
            return forced
        given = (head for head, place in self._references.of_sentence(trigger.i) if place.kind == "country")
        return forced | {head for head in given if self._references.preposition(head) == "from"}

    def _names_noun(self, word: Token) -> bool:
        """A town before a common noun that it tells from others: "the Kirovo crash"."""
        place = self._references.named(word.i)
        return word.dep_ == "compound" and word.head.pos_ == "NOUN" and place is not None and place.kind == "city"

    @staticmethod
    def _below(word: Token, trigger: Token, action: CodedAction) -> bool:
        """Whether the word hangs under the trigger with no other verb or cause between."""
        for ancestor in word.ancestors:
            if ancestor.i == trigger.i:
                return True
            if ancestor.pos_ == "VERB":
                return False
            if ancestor.i == word.head.i or ancestor.dep_ != "prep":
                continue
            cause = tells_cause(ancestor, happening=action.type in HAPPENING)
            earlier = ancestor.lower_ in EARLIER and not is_suffered(action)
            if cause or earlier or ancestor.lower_ in _LEADING:
                return False  # "quit over the response to blockades in Puno"
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
        on_place = action.type in ON_PLACES or action.mode in ("visit", "seize", "territory")
        for child in token.children:
            if child.dep_ == "prep" and child.lower_ in EARLIER and not is_suffered(action):
                continue  # "protested after a man's death in Leeds"
            if child.dep_ == "prep":
                found += self._prepositional(child, _GOVERNED, verb=verb, happening=action.type in HAPPENING)
            elif child.dep_ == "advmod" and child.lower_ in HERE:
                found.append((_GOVERNED, child.i))
            elif child.dep_ == "advmod" and child.lower_ in _COMPASS:
                found += self._off(child, _GOVERNED - 0.5, verb=verb)
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
                found += self._off(child, _INSIDE, verb=False)
            elif (
                child.dep_ == "compound"
                and noun.pos_ == "NOUN"
                and not is_person(noun)  # "an Ohio man" is from there
                and noun.lemma_ not in words().rules  # "struck down a Texas law" in Washington
            ):
                place = self._references.named(child.i)
                if place is not None and place.kind != "country":
                    found.append((_INSIDE - 0.5, child.i))
        return found

    def _off(self, adverb: Token, score: float, *, verb: bool) -> list[tuple[float, int]]:
        """What a place is off: "crashed 20 km south of Baku"."""
        return [pair for part in adverb.children for pair in self._prepositional(part, score, verb=verb)]

    def _prepositional(
        self, preposition: Token, score: float, *, verb: bool, happening: bool = True
    ) -> list[tuple[float, int]]:
        lower = preposition.lower_
        if lower in _NOT_AT:
            return []
        caused = tells_cause(preposition, happening=happening)
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
        token, steps, told_of = trigger, 0, False
        while token.dep_ in _CLAUSE_LINKS and steps < 4:
            # "extradited to Peru a man accused of theft", but "fled to Peru, where they were caught"
            told_of = told_of or (
                token.dep_ in ("acl", "relcl") and not any(it.lower_ == "where" for it in token.lefts)
            )
            if (token.dep_ == "prep" and (is_aim(token) or is_charge(token))) or is_content(token):
                break  # "protested in Oslo at a trade deal"
            if told_of and action.type not in HAPPENING:
                break
            token, steps = token.head, steps + 1
            for child in token.children:
                if (
                    child.dep_ == "prep"
                    and child.i != trigger.i
                    and child.lower_ in (STRICT_AT if told_of else _ON_WAY)
                ):
                    found += [(score - steps * 0.3, at) for score, at in self._prepositional(child, _CLAUSE, verb=True)]
                elif child.dep_ == "advmod" and child.lower_ in HERE:
                    found.append((_CLAUSE - steps * 0.3, child.i))
        sentence = self._document.sentence(trigger.i)
        start, end = max(sentence.start, trigger.i - _FAR), min(sentence.end, trigger.i + _FAR)
        # What is told may have been there, the telling was not.
        apart = [
            it for it in trigger.children if it.dep_ == "ccomp" or (action.type not in HAPPENING and tells_before(it))
        ]
        inside = [range(it.left_edge.i, it.right_edge.i + 1) for it in apart]
        for head, _place in self._references.of_sentence(trigger.i):
            if not start <= head < end or any(head in told for told in inside):
                continue
            word = self._document[head]
            if not is_apart(word, trigger, action):
                if self._references.preposition(head) in STRICT_AT:
                    found.append((SENTENCE, head))
                elif self._references.local_body(head):
                    found.append((SENTENCE - 0.5, head))
        return found

    def apart(self, action: CodedAction) -> set[str]:
        """The names of places in the sentence where, as it tells, something else happened."""
        trigger = self._document[action.head]
        inside = self._references.of_sentence(trigger.i)
        return {
            place.name
            for head, place in inside
            if place.name is not None and is_apart(self._document[head], trigger, action)
        }
