"""What the words of an article stand for a place: its names, "there", "the city", "the village near X"."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from pipeline.code.actors.lexicon import noun as role_noun
from pipeline.code.places.words import words

if TYPE_CHECKING:
    from spacy.tokens import Token

    from pipeline.parse.document import Document
    from pipeline.records import PlaceMention

HERE = frozenset({"there", "here"})
STRICT_AT = frozenset({"in", "at", "near", "outside", "inside", "within", "across", "throughout", "around", "along", "off", "into", "on", "over"})  # fmt: skip
_INSIDE = STRICT_AT | {"of", "between"}
_HOME = _INSIDE - {"of"}
# The more a place says, the better it answers "where".
RANK = {"facility": 0.4, "city": 0.4, "natural": 0.25, "region": 0.2, "country": 0.0, "other": 0.1}
_KIND_OF = {
    "city": "city", "town": "city", "village": "city", "capital": "city", "suburb": "city", "settlement": "city",
    "municipality": "city", "port": "city", "metropolis": "city", "township": "city", "stronghold": "city",
    "region": "region", "province": "region", "state": "region", "territory": "region", "district": "region",
    "oblast": "region", "county": "region", "governorate": "region", "peninsula": "region", "enclave": "region",
    "country": "country", "nation": "country", "kingdom": "country", "island": "any", "area": "any", "strip": "region",
    "airport": "facility", "camp": "facility", "hospital": "facility", "prison": "facility",
}  # fmt: skip
_NAMING = frozenset({"poss", "compound", "nmod", "pobj", "appos", "attr", "conj", "amod"})
_CLIMB = frozenset({"compound", "nmod", "appos", "conj", "amod", "poss"})
_LEAD = 2  # sentences
_BACK = 4  # sentences that "the city" may look back


# The tokens of the name that a word stands for.
StandsFor = Callable[[int], "tuple[int, int] | None"]


class References:
    """Tokens to the places that they name or stand for."""

    def __init__(
        self,
        document: Document,
        places: list[PlaceMention],
        stands_for: StandsFor | None = None,
        filed: PlaceMention | None = None,
    ) -> None:
        self._document, self._stands_for, self._filed = document, stands_for, filed
        self._named: dict[int, PlaceMention] = {}
        self.heads: list[tuple[int, PlaceMention]] = []
        for place in places:
            first = document.token_at(place.start)
            tokens = document.tokens_in(place.start, place.end) or range(first, first + 1)
            for index in tokens:
                self._named[index] = place
            outside = [index for index in tokens if document[index].head.i not in tokens]
            self.heads.append((outside[-1] if outside else tokens[-1], place))
        self._history = [pair for pair in self.heads if not is_home(document[pair[0]])]
        self._standing: dict[int, PlaceMention | None] = {}
        self._prepositions: dict[int, str | None] = {}
        self._find_standing()

    def of_sentence(self, index: int) -> list[tuple[int, PlaceMention]]:
        """The places that the word's sentence names, with their heads."""
        return self._by_sentence.get(self._document.sentence_number(index), [])

    @cached_property
    def _by_sentence(self) -> dict[int, list[tuple[int, PlaceMention]]]:
        found: dict[int, list[tuple[int, PlaceMention]]] = {}
        for head, place in self.heads:
            found.setdefault(self._document.sentence_number(head), []).append((head, place))
        return found

    def _find_standing(self) -> None:
        """For example "the city", "there", in reading order, each one seeing those before it."""
        for token in self._document.tokens:
            if token.lower_ in ("its", "it"):
                self._standing[token.i] = self._subject_before(token.i)
                continue
            kind = "any" if token.lower_ in HERE else _KIND_OF.get(token.lower_)
            if kind is None or token.i in self._named:
                continue
            if kind != "any" or token.lower_ not in HERE:
                if not any(child.dep_ == "det" and child.lower_ in ("the", "this", "that") for child in token.children):
                    continue
                if self.inside(token) is not None:  # "the city of Pokrovsk" needs no other
                    continue
            elif token.dep_ == "expl":
                continue
            if token.lower_ == "here":
                place = self._here(token)
            else:
                place = self._meant(token.i, kind) or self._last_before(token.i, kind)
            self._standing[token.i] = place
            if place is not None:
                self._history.append((token.i, place))

    def _subject_before(self, index: int) -> PlaceMention | None:
        """The town that this sentence, or the one before it, is about: "Vovchansk has been destroyed. Its capture ..."."""
        number = self._document.sentence_number(index)
        for earlier in (number, number - 1):
            if earlier < 0:
                continue
            for at, place in self.heads:
                if at >= index:
                    break
                if self._document.sentence_number(at) == earlier and self._document[at].dep_ in ("nsubj", "nsubjpass"):
                    return place if place.kind != "country" else None
        return None

    def _here(self, token: Token) -> PlaceMention | None:
        """Where the report is written: its dateline, the place of its headline, or the town that its lead puts things in."""
        title = self._document.article.title or ""
        lead = self._document.sentences[min(_LEAD, len(self._document.sentences)) - 1].end
        towns = [(at, place) for at, place in self.heads if place.kind == "city" and at < max(lead, token.i)]
        named = [place for _, place in towns if place.text and place.text in title]
        put = [place for at, place in towns if at < lead and self.preposition(at) in STRICT_AT]
        return self._filed or next(iter(named or put), None)

    def _meant(self, index: int, kind: str) -> PlaceMention | None:
        """The town that coreference says "the city" is: of one that was captured, "the city's capture"."""
        found = self._stands_for(index) if self._stands_for is not None else None
        for at in range(*found) if found is not None else ():
            place = self._named.get(at)
            if place is not None and kind in (place.kind, "any"):
                return place
        return None

    def _last_before(self, index: int, kind: str) -> PlaceMention | None:
        sentence = self._document.sentence_number(index)
        fallback = None
        for at, place in sorted(self._history, key=lambda pair: -pair[0]):
            if at >= index:
                continue
            if sentence - self._document.sentence_number(at) > _BACK:
                break
            if kind == "any":
                if place.kind != "country":
                    return place
                fallback = fallback or place
            elif kind == "facility":
                called = self._document[index].lower_ in place.text.lower()  # "the hospital" is not the last street
                if place.kind == "city" or (place.kind == kind and called):
                    return place
            elif place.kind == kind:
                return place
        return fallback

    def named(self, index: int) -> PlaceMention | None:
        """The place whose name holds this word."""
        return self._named.get(index)

    def at(self, index: int) -> PlaceMention | None:
        """The place that a phrase with this head names, holds ("a square in X", "X's airport") or stands for."""
        named = self._named.get(index)
        if named is not None:
            return None if _is_bordered(self._document[index]) else named
        if index in self._standing:
            return self._standing[index]
        return self.inside(self._document[index])

    def inside(self, token: Token) -> PlaceMention | None:
        """The most telling place among a noun's modifiers and prepositional phrases, a few steps down."""
        best: PlaceMention | None = None
        level, steps = [token], 0
        while level and steps < 6:
            steps += 1
            below: list[Token] = []
            for parent in level:
                if parent.lower_ in words().wills:
                    continue  # "at the request of Peru"
                for child in list(parent.children)[:12]:
                    place = self._named.get(child.i) or self._standing.get(child.i)
                    if place is not None and child.dep_ in _NAMING and not _claims(place, child):
                        if best is None or RANK[place.kind] > RANK[best.kind]:
                            best = place
                    elif (
                        (child.dep_ == "prep" and child.lower_ in (_HOME if is_person(parent) else _INSIDE))
                        or (child.dep_ in ("pobj", "appos") and child.pos_ in ("NOUN", "PROPN"))
                        or (child.dep_ in ("compound", "poss") and steps < 3)
                    ):
                        below.append(child)
            if best is not None and best.kind in ("city", "facility"):
                return best
            level = below[:12]
        return best

    def preposition(self, index: int) -> str | None:
        """The preposition that puts this place somewhere: of "the streets of X's north" that of the streets."""
        if index not in self._prepositions:
            self._prepositions[index] = self._find_preposition(index)
        return self._prepositions[index]

    def _find_preposition(self, index: int) -> str | None:
        token, steps = self._document[index], 0
        place = self._named.get(index)
        while steps < 8:
            steps += 1
            if token.dep_ == "pobj":
                if token.head.lower_ != "of":
                    return str(token.head.lower_)
                token = token.head.head
            elif token.dep_ in _CLIMB and token.head.i != token.i:
                if (token.dep_ == "poss" or token.head.lower_ in words().media) and _claims(place, token):
                    return None  # "in Russia's interest", "on Baghdad radio"
                token = token.head
            else:
                return None
        return None

    def local_body(self, index: int) -> bool:
        """Whether a town names its own people: "Seattle police", "Lviv residents"."""
        place, head = self._named.get(index), self._document[index].head
        if is_person(head) and not _is_local(head):
            return False  # "a Leeds man" may be anywhere
        return place is not None and place.kind == "city" and head.lower_ in words().town_after


def _is_bordered(name: Token) -> bool:
    """Whether somewhere beside it is meant: "the northwest bordering Peru"."""
    beside = [child for child in name.lefts if child.dep_ == "amod"] + [name.head]
    return any(word.tag_ == "VBG" and word.lemma_ in words().beside for word in beside)


def is_person(noun: Token) -> bool:
    """Whether a common noun is somebody's: "a tourist from London" is anywhere but there."""
    role = role_noun(noun.text)
    return role is not None and role.kind == "person"


def is_home(word: Token) -> bool:
    """Whether only somebody is from there: "a Leeds man", "Roe, 32, of Leeds"; residents and police are there."""
    if word.dep_ == "compound":
        who = word.head
        return who.pos_ == "NOUN" and is_person(who) and not _is_local(who)
    if word.dep_ == "pobj" and word.head.lower_ == "in" and word.head.head.dep_ == "pobj":
        word = word.head.head  # "Roe, from Mill Road in Leeds"
    if word.dep_ != "pobj" or word.head.lower_ not in ("from", "of"):
        return False
    who = word.head.head
    return (is_person(who) and not _is_local(who)) or who.ent_type_ == "PERSON"


def _is_local(who: Token) -> bool:
    return who.lemma_.lower() in words().locals | words().officers


def _claims(place: PlaceMention | None, child: Token) -> bool:
    """A country that owns or qualifies something puts it nowhere: "Russia's flag", "at Washington's request"; so does a medium's town."""
    if child.dep_ == "poss" and child.head.lower_ in words().wills:
        return True
    if child.dep_ == "compound" and child.head.lower_ in words().media:
        return True
    return (
        place is not None
        and place.kind == "country"
        and child.dep_ in ("poss", "compound", "nmod", "amod")
        and child.head.lower_ not in _KIND_OF
    )
