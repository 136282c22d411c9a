"""What a pronoun or "the city" may stand for: the article's noun phrases with kind, gender and number."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from pipeline.code.actors.beside import described_body, described_person, role_of, titled
from pipeline.code.actors.known_names import KnownNames
from pipeline.code.actors.labels import UNSURE, Labels
from pipeline.code.actors.lexicon import Gender, KnownActor, gendered_nouns, given_names, noun, surnames
from pipeline.code.actors.nations import NationMention, find_nations
from pipeline.code.actors.phrases import core
from pipeline.code.actors.told_of import told_of
from pipeline.code.actors.wordlists import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Token

    from pipeline.parse.document import Document
    from pipeline.records import PlaceMention

Kind = Literal["person", "people", "org", "country", "place", "thing"]

_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "agent"})
_INSIDE = frozenset({"compound", "amod", "nummod", "advmod", "npadvmod", "det", "quantmod", "punct", "case"})
_TIMES = frozenset({"DATE", "TIME", "PERCENT", "MONEY", "QUANTITY", "ORDINAL", "CARDINAL"})
_LABELS: dict[str, Kind] = {
    "PERSON": "person",
    "ORG": "org",
    "NORP": "people",
    "GPE": "place",
    "LOC": "place",
    "FAC": "place",
}
_ROLES: dict[str, Kind] = {"person": "person", "group": "org", "thing": "thing"}


_NAME = 3  # words
# "McCain", "O'Neill", "Holtz-Eakin", no "BoG" and no "NATO".
_PERSONAL = re.compile(r"(?:Mc|Mac|Van|De|Di|La|Le|O['\u2019]|D['\u2019]|Al-)?[^\W\d_a-z][^\W\d_A-Z]+(?:-[^\W\d_]+)?$")


@dataclass(slots=True)
class Candidate:
    """A noun phrase that later words may take up. ``key`` is the same for all mentions of one name."""

    head: int
    first: int
    last: int
    sentence: int
    kind: Kind
    gender: Gender = ""
    plural: bool = False
    proper: bool = False
    subject: bool = False
    key: str = ""
    titles: frozenset[str] = field(default_factory=frozenset)
    perhaps: bool = False
    """Whether it may be a person's name that the recogniser took for something else: "he" behind it will tell."""


class Reading:
    """One pass over an article: known names, nations and candidates, shared by coreference and resolution."""

    def __init__(self, document: Document, places: Sequence[PlaceMention] = ()) -> None:
        self.document = document
        self._places = self._place_heads(places)
        self.nations = [hit for hit in find_nations(document) if not self._of_place(hit, places)]
        self.nation_at: dict[int, NationMention] = {
            index: hit for hit in self.nations for index in range(hit.first, hit.last)
        }
        known = KnownNames(document, self.nation_at)
        self.known_at, self.day = known.at, known.day
        self._labels = Labels(document, self._places, self.nation_at, self.known_at)
        self.label = self._labels.label
        known.take_up_bodies(self._labels)
        self.candidates = [found for token in document.tokens if (found := self._candidate(token)) is not None]
        self._take_up_surnames()
        self._by_head = {candidate.head: candidate for candidate in self.candidates}
        self._share_titles()

    @cached_property
    def frequency(self) -> Counter[str]:
        """How often each is named or described, by key."""
        return Counter(candidate.key for candidate in self.candidates)

    def candidate(self, head: int) -> Candidate | None:
        return self._by_head.get(head)

    def _take_up_surnames(self) -> None:
        """A bare name is a person where the article names somebody of it in full, whatever the recogniser calls it."""
        names = {name for candidate in self.candidates for name in self._names(candidate)}
        for candidate in self.candidates:
            token = self.document[candidate.head]
            bare = candidate.first == candidate.head and candidate.proper and token.i not in self.known_at
            if bare and not self._labels.placed(token.i) and candidate.kind != "person" and token.text in names:
                candidate.kind = "person"

    def _names(self, candidate: Candidate) -> list[str]:
        """The words of a person's full name: in many lands the first or the middle one is used alone."""
        before = self.document[candidate.head - 1]
        if candidate.kind != "person" or not candidate.proper or before.pos_ != "PROPN":
            return []
        inside = self.document.doc[candidate.first : candidate.head]
        first = [word.text for word in inside if word.ent_type_ == "PERSON" and noun(word.text) is None]
        return [*first, self.document[candidate.head].text]

    def _of_place(self, hit: NationMention, places: Sequence[PlaceMention]) -> bool:
        """Whether it is another country's place of that name, or part of one: "New Jersey", "Georgia" beside Atlanta."""
        start = self.document[hit.first].idx
        return hit.kind != "demonym" and any(
            place.start <= start < place.end and place.kind != "country" and place.country not in (None, hit.country)
            for place in places
        )

    def _place_heads(self, places: Sequence[PlaceMention]) -> dict[int, PlaceMention]:
        """The head of every named place: taggers take a town they don't know for an adverb or a person."""
        found = {}
        for place in places:
            tokens = self.document.tokens_in(place.start, place.end)
            if tokens and place.text[:1].isupper():
                head = next((i for i in tokens if self.document[i].head.i not in tokens), tokens[-1])
                found[head] = place
        return found

    def _candidate(self, token: Token) -> Candidate | None:
        if token.text.startswith("@"):
            return None  # a handle
        if token.lower_ in ("am", "pm") and token.i and token.nbor(-1).like_num:
            return None  # "at 4pm" was no prime minister
        place = self._places.get(token.i)
        surname = self._labels.surname(token)
        if place is not None and not surname and token.i not in self.known_at and token.i not in self.nation_at:
            return self._named_place(token, place)
        if token.pos_ not in ("NOUN", "PROPN") or token.dep_ in _INSIDE:
            return self._adjective(token)
        if token.ent_type_ in _TIMES and not (token.pos_ == "NOUN" and noun(token.text)):
            return None
        first, last = core(self.document, token.i)
        known = self.known_at.get(token.i)
        label = self.label(token)
        role = role_of(self.document, token.i)
        proper = token.pos_ == "PROPN" or (token.text in self._labels.surnames and noun(token.text) is None)
        plural = token.tag_ in ("NNS", "NNPS") or any(c.dep_ == "conj" for c in token.rights)
        kind: Kind = "thing"
        if known:
            kind = "person" if known[2][0].person else "org"
        elif (hit := self.nation_at.get(token.i)) and hit.last == token.i + 1:
            kind = "country" if hit.kind == "name" else "people" if hit.kind == "demonym" else "place"
        elif proper and (
            (
                token.text in self._labels.surnames
                and (
                    first == token.i
                    or self._labels.christened(token)
                    or (label in UNSURE and self._labels.is_name(first, token))
                )
            )
            or (label in UNSURE and (titled(self.document, first, token.i, label) or described_person(token)))
        ):
            kind = "person"
        elif proper and any(self.document[i].lower_.rstrip(".") in words("honorifics") for i in range(first, token.i)):
            kind = "person"  # "Mr Aukrust" is no group, whatever the recogniser says
        elif proper and label == "PERSON" and token.i == first + 1 and self.document[first].lower_ == "the":
            kind = "org"  # "The Gazette"
        elif proper and label in _LABELS:
            kind = _LABELS[label]
        elif token.lemma_.lower() in words("places"):
            kind = "place"
        elif role and not (token.lower_ in words("body-parts") and self._bodily(token)):
            kind = _ROLES[role.kind]
        elif token.lemma_.lower() in gendered_nouns():
            kind = "person"
        if kind == "place" and role and proper and role.kind == "group":
            kind = "org"
        if (
            proper
            and not known
            and kind in ("person", "thing", "place")
            and described_body(self.document, first, token.i)
        ):
            kind = "org"
        titles = frozenset(
            self.document[index].lower_ for index in range(first, last) if index != token.i or not proper
        )
        if proper:
            for part in told_of(token):
                if part.pos_ == "NOUN":
                    titles |= {word.lower_ for word in self.document.doc[part.left_edge.i : part.i + 1]}
        perhaps = kind in ("org", "thing", "place") and proper and not plural and self._may_be_person(first, token)
        gender = self._gender(first, token.i, titles, known) if kind == "person" or perhaps else ""
        if kind == "person" and (plural and not proper):
            kind = "people"
        name_first = known[0] if known and known[0] >= first else first
        return Candidate(
            token.i,
            first if not proper else min(first, name_first),
            last,
            self.document.sentence_number(token.i),
            kind,
            gender,
            plural,
            proper,
            token.dep_ in _SUBJECTS or (token.dep_ == "pobj" and token.head.dep_ == "agent"),
            self._key(token, kind, known),
            titles,
            perhaps,
        )

    def _may_be_person(self, first: int, token: Token) -> bool:
        """Whether a bare name, or one behind a first name, stands for nothing that a table or the map knows."""
        name = self.document.doc[first : token.i + 1]
        called = name[0].text in given_names()
        return (
            (len(name) == 1 or (called and len(name) <= _NAME))
            and (called or token.text in self._inside)
            and all(word.tag_ == "NNP" and noun(word.text) is None and _PERSONAL.match(word.text) for word in name)
            and not any(self._labels.placed(word.i) or word.i in self.known_at for word in name)
            and not described_body(self.document, first, token.i)
        )

    @cached_property
    def _inside(self) -> frozenset[str]:
        """The capitalised words that stand inside a sentence somewhere: a first word may be any."""
        return frozenset(
            token.text for token in self.document.tokens if token.tag_ == "NNP" and not token.is_sent_start
        )

    def _bodily(self, token: Token) -> bool:
        """Whether a head is on somebody's shoulders, not at the top of something: "a model of the head"."""
        return not any(child.dep_ in ("prep", "appos", "compound", "nmod") for child in token.children)

    def _named_place(self, token: Token, place: PlaceMention) -> Candidate:
        tokens = self.document.tokens_in(place.start, place.end)
        subject = token.dep_ in _SUBJECTS
        number = self.document.sentence_number(token.i)
        kind: Kind = "country" if place.kind == "country" else "place"
        return Candidate(
            token.i,
            tokens[0],
            tokens[-1] + 1,
            number,
            kind,
            proper=True,
            subject=subject,
            key=(place.name or place.text).lower(),
        )

    def _adjective(self, token: Token) -> Candidate | None:
        """ "Iraqi" brings up Iraq for "the country", "Taliban fighters" the Taliban for "the group"."""
        known = self.known_at.get(token.i)
        if known is not None and known[1] == token.i + 1 and token.dep_ in ("compound", "nmod", "amod"):
            if token.head.lemma_.lower() in words("pages"):
                return None
            kind: Kind = "person" if known[2][0].person else "org"
            number = self.document.sentence_number(token.i)
            key = known[2][0].entity
            return Candidate(token.i, known[0], known[1], number, kind, proper=True, key=key)
        hit = self.nation_at.get(token.i)
        if hit is None or hit.last != token.i + 1 or hit.kind == "capital":
            return None
        number = self.document.sentence_number(token.i)
        return Candidate(token.i, hit.first, hit.last, number, "country", key=hit.country, proper=False)

    def _key(self, token: Token, kind: Kind, known: tuple[int, int, list[KnownActor]] | None) -> str:
        if known:
            return known[2][0].entity
        if kind == "country" and (hit := self.nation_at.get(token.i)):
            return hit.country
        return token.lower_

    def _gender(
        self, first: int, head: int, titles: frozenset[str], known: tuple[int, int, list[KnownActor]] | None
    ) -> Gender:
        told = gendered_nouns()
        by_title = {told[word] for word in titles if word in told}
        if len(by_title) == 1:  # "Mr. Gray's sister": both tell nothing
            return by_title.pop()
        if self.document[head].lower_ in told:
            return told[self.document[head].lower_]
        for index in range(first, head + 1):
            gender = given_names().get(self.document[index].text)
            if gender:
                return gender
        holders = known[2] if known else surnames().get(self.document[head].text, [])
        genders = {given_names().get(holder.name.split()[0], "") for holder in holders if holder.person}
        return genders.pop() if len(genders) == 1 else ""

    def _share_titles(self) -> None:
        """A surname later in the text keeps the title and gender that came with the full name."""
        titles: dict[str, frozenset[str]] = {}
        genders: dict[str, Gender] = {}
        for candidate in self.candidates:
            if candidate.kind != "person" or not candidate.proper:
                continue
            known = titles.get(candidate.key, frozenset()) | candidate.titles
            titles[candidate.key] = candidate.titles = known
            candidate.gender = genders.get(candidate.key, "") or candidate.gender
            if candidate.gender:
                genders.setdefault(candidate.key, candidate.gender)
