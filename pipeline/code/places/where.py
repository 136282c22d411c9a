"""Where each event happened: what the trigger governs first, then its clause, its sentence and, for own reports, the dateline."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.code.places.dateline import dateline_place
from pipeline.code.places.words import words
from pipeline.records import PlaceMention

if TYPE_CHECKING:
    from spacy.tokens import Token

    from pipeline.code.model import CodedAction
    from pipeline.parse.document import Document

# How good a place is found, best first.
_ARGUMENT, _GOVERNED, _OBJECT, _INSIDE, _CLAUSE, _SENTENCE = 6.0, 5.0, 4.5, 3.5, 2.5, 1.0

_NOUN_MODIFIERS = frozenset({"poss", "compound", "nmod", "amod"})
_CLAUSE_LINKS = frozenset({"conj", "xcomp", "ccomp", "advcl", "relcl", "acl", "pcomp", "prep", "pobj", "dobj", "dep", "nsubj", "nsubjpass", "attr", "appos"})  # fmt: skip
# Prepositions that put an event somewhere; "of" does after nouns ("the capture of"), "from" says where it began.
_AT = frozenset({"in", "at", "near", "on", "outside", "inside", "within", "across", "throughout", "around", "along", "over", "off", "through", "via", "into", "onto", "to", "toward", "towards", "between", "beside", "beyond", "above", "against", "for", "amid", "among"})  # fmt: skip
_STRICT_AT = frozenset({"in", "at", "near", "outside", "inside", "within", "across", "throughout", "around", "along", "off", "into"})  # fmt: skip
_FROM = frozenset({"from", "of", "out"})
# Types whose object, when it is a place, is where they happened.
_ON_PLACES = frozenset(
    {"ASSAULT", "MOVE", "DISASTER", "ACCIDENT", "COERCE", "MOBILIZE", "RETREAT", "PROTEST", "CRIME", "AID"}
)
_RANK = {"facility": 0.4, "city": 0.4, "natural": 0.25, "region": 0.2, "country": 0.0, "other": 0.1}
_HERE = frozenset({"there", "here"})
_KIND_OF = {
    "city": "city", "town": "city", "village": "city", "capital": "city", "suburb": "city", "settlement": "city",
    "municipality": "city", "port": "city", "metropolis": "city", "township": "city", "enclave": "region",
    "region": "region", "province": "region", "state": "region", "territory": "region", "district": "region",
    "oblast": "region", "county": "region", "governorate": "region", "peninsula": "region", "country": "country",
    "nation": "country", "kingdom": "country", "republic": "country", "island": "any", "area": "any", "site": "facility",
    "airport": "facility", "camp": "facility", "hospital": "facility", "prison": "facility", "plant": "facility",
}  # fmt: skip


class EventPlaces:
    """Where each event happened."""

    def __init__(self, document: Document, places: list[PlaceMention]) -> None:
        self._document, self._places = document, places
        self._at: dict[int, PlaceMention] = {}
        self._head: list[tuple[int, PlaceMention]] = []
        for place in places:
            tokens = document.tokens_in(place.start, place.end) or range(
                document.token_at(place.start), document.token_at(place.start) + 1
            )
            for index in tokens:
                self._at[index] = place
            # The head of a name is its last word whose own head lies outside.
            inside = [i for i in tokens if document[i].head.i not in tokens] or [tokens[-1]]
            self._head.append((inside[-1], place))
        self._filed: PlaceMention | None = None
        self._filed_known = False

    def of_action(self, action: CodedAction, *, own_report: bool) -> PlaceMention | None:
        """Where it happened; the dateline's place only for the outlet's own report."""
        best: tuple[float, PlaceMention] | None = None
        for score, place in self._candidates(action):
            total = score + _RANK.get(place.kind, 0.0)
            if best is None or total > best[0]:
                best = (total, place)
        if best is not None:
            return best[1]
        return self._dateline() if own_report else None

    def _dateline(self) -> PlaceMention | None:
        if not self._filed_known:
            self._filed, self._filed_known = dateline_place(self._document.article, self._places), True
        return self._filed

    def _candidates(self, action: CodedAction) -> list[tuple[float, PlaceMention]]:
        document = self._document
        found: list[tuple[float, PlaceMention]] = []

        def add(score: float, place: PlaceMention | None, index: int) -> None:
            if place is not None:
                found.append((score - min(0.3, abs(index - action.head) / 200), place))

        for head in action.places:
            add(_ARGUMENT, self.at(head), head)
        trigger = document[action.head]
        heads = [document[index] for index in range(action.first, action.last)] or [trigger]
        taken = {*action.actors}
        for token in dict.fromkeys([trigger, *heads]):
            for score, index in self._governed(token, action):
                if index not in taken:
                    add(score, self.at(index), index)
        if not found:
            for score, index in self._around(trigger, action):
                if index not in taken:
                    add(score, self.at(index), index)
        return found

    def at(self, index: int) -> PlaceMention | None:
        """The place that a phrase with this head names, holds ("the square in X", "X's airport") or stands for."""
        if index in self._at:
            return self._at[index]
        token = self._document[index]
        lower = token.lower_
        if lower in _HERE:
            return self._last_before(index, "any")
        # "the city of Pokrovsk", "a village near Lviv", "Pokrovsk's central square"
        stack, steps = list(token.children), 0
        while stack and steps < 40:
            steps += 1
            child = stack.pop(0)
            if child.i in self._at and child.dep_ in ("poss", "compound", "nmod", "pobj", "appos", "attr", "conj"):
                return self._at[child.i]
            if child.dep_ in ("prep", "appos") or (child.dep_ == "pobj" and child.pos_ in ("NOUN", "PROPN")):
                stack.extend(child.children)
        kind = _KIND_OF.get(token.lemma_.lower())
        if kind and any(child.lower_ in ("the", "this", "that") for child in token.children if child.dep_ == "det"):
            return self._last_before(index, kind)
        return None

    def _last_before(self, index: int, kind: str) -> PlaceMention | None:
        """The last place of a kind before a word; of any kind, the last one that is no country, within a few sentences."""
        sentence = self._document.sentence_number(index)
        country = None
        for at, place in reversed(self._head):
            if at >= index:
                continue
            if sentence - self._document.sentence_number(at) > 4:
                break
            if kind == "any":
                if place.kind != "country":
                    return place
                country = country or place
            elif place.kind == kind or (kind == "facility" and place.kind == "city"):
                return place
        return country

    def _governed(self, token: Token, action: CodedAction) -> list[tuple[float, int]]:
        """What stands in the trigger's own prepositional phrases, adverbs, objects and modifiers."""
        found: list[tuple[float, int]] = []
        verb = token.pos_ in ("VERB", "AUX")
        on_place = action.type in _ON_PLACES or action.mode in ("visit", "seize", "territory")
        for child in token.children:
            if child.dep_ in ("prep", "agent") and child.dep_ != "agent":
                found += self._prepositional(child, _GOVERNED, verb=verb)
            elif child.dep_ == "advmod" and child.lower_ in _HERE:
                found.append((_GOVERNED, child.i))
            elif child.dep_ in ("dobj", "nsubjpass") and on_place:
                found += [(_OBJECT, index) for index in self._conjuncts(child)]
            elif child.dep_ in ("dobj", "nsubjpass", "attr"):
                for grandchild in child.children:
                    if grandchild.dep_ == "prep" and grandchild.lower_ in _STRICT_AT:
                        found += self._prepositional(grandchild, _INSIDE, verb=False)
            elif (
                child.dep_ in _NOUN_MODIFIERS and not verb and (child.i in self._at or child.lemma_.lower() in _KIND_OF)
            ):
                place = self.at(child.i)
                if place is not None and (place.kind != "country" or on_place):
                    found.append((_INSIDE, child.i))
            elif child.dep_ in ("npadvmod", "oprd") and child.i in self._at:
                found.append((_INSIDE, child.i))
        return found

    def _prepositional(self, preposition: Token, score: float, *, verb: bool) -> list[tuple[float, int]]:
        lower = preposition.lower_
        weight = score if lower in _STRICT_AT else score - 0.5
        if lower in ("with", "by", "than", "as", "about", "like", "despite", "since", "until", "under"):
            return []
        if lower in _FROM:
            weight = score - (1.2 if verb else 0.6)
        elif lower not in _AT:
            weight = score - 1.0
        found = []
        for child in preposition.children:
            if child.dep_ == "pobj":
                found += [(weight, index) for index in self._conjuncts(child)]
                # "in a village near X", "at a checkpoint in Y": the inner phrase says where.
                for inner in child.children:
                    if inner.dep_ == "prep" and inner.lower_ in _STRICT_AT | {"of"}:
                        found += [(weight - 0.1, deep.i) for deep in inner.children if deep.dep_ == "pobj"]
            elif child.dep_ in ("pcomp", "prep"):
                found += [(weight - 0.2, inner.i) for inner in child.children if inner.dep_ == "pobj"]
            elif child.lower_ in _HERE:
                found.append((weight, child.i))
        return found

    @staticmethod
    def _conjuncts(token: Token) -> list[int]:
        return [token.i]

    def _around(self, trigger: Token, action: CodedAction) -> list[tuple[float, int]]:
        """Phrases of the clauses that hold the trigger, then whatever else the sentence puts somewhere."""
        found: list[tuple[float, int]] = []
        token, steps = trigger, 0
        while token.dep_ in _CLAUSE_LINKS and steps < 4:
            token, steps = token.head, steps + 1
            if token.pos_ in ("VERB", "AUX", "NOUN", "PROPN"):
                for child in token.children:
                    if (
                        child.dep_ == "prep"
                        and child.i not in (trigger.i,)
                        and child.lower_ in _STRICT_AT | {"on", "to", "from"}
                    ):
                        found += [
                            (score - steps * 0.3, index)
                            for score, index in self._prepositional(child, _CLAUSE, verb=True)
                        ]
                    elif child.dep_ == "advmod" and child.lower_ in _HERE:
                        found.append((_CLAUSE - steps * 0.3, child.i))
        sentence = self._document.sentence(trigger.i)
        known = words()
        for head, _place in self._head:
            if not sentence.start <= head < sentence.end or head in action.recipients:
                continue
            word = self._document[head]
            governor = word.head
            if word.dep_ == "pobj" and governor.lower_ in _STRICT_AT:
                found.append((_SENTENCE, head))
            elif word.dep_ in ("appos", "conj", "npadvmod") and word.i > 0 and governor.i in self._at:
                found.append((_SENTENCE - 0.3, head))
            elif head > sentence.start and self._document[head - 1].lower_ in known.locative:
                found.append((_SENTENCE - 0.2, head))
        return found
