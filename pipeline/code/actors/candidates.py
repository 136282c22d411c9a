"""What a pronoun or "the city" may stand for: the article's noun phrases with kind, gender and number."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from pipeline.code.actors.beside import described_body, described_person, role_of, titled
from pipeline.code.actors.lexicon import Gender, KnownActor, gazetteer, gendered_nouns, given_names, noun, surnames
from pipeline.code.actors.nations import NationMention, find_nations, nation
from pipeline.code.actors.phrases import core
from pipeline.code.actors.wordlists import words
from pipeline.records import Sector

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
_UNSURE = frozenset({"ORG", "PRODUCT", "FAC", "WORK_OF_ART", ""})
# A shorter first word of a name stands for many things.
_SHORT = 3
_ROLES: dict[str, Kind] = {"person": "person", "group": "org", "thing": "thing"}


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


class Reading:
    """One pass over an article: known names, nations and candidates, shared by coreference and resolution."""

    def __init__(self, document: Document, places: Sequence[PlaceMention] = ()) -> None:
        self.document = document
        self._places = self._place_heads(places)
        self.nations = find_nations(document)
        self.nation_at: dict[int, NationMention] = {
            index: hit for hit in self.nations for index in range(hit.first, hit.last)
        }
        self._others: set[str] = set()
        self.known_at: dict[int, tuple[int, int, list[KnownActor]]] = {}
        for start, end, known in gazetteer().find(document.article.text):
            inside = document.tokens_in(start, end)
            if document.article.text[start:end] in gazetteer().guarded and not self._seen(inside):
                continue
            if inside and document[inside[-1]].idx + len(document[inside[-1]].text) <= end + 1:
                meant = self._meant(inside, known)
                for index in inside if meant else ():
                    self.known_at[index] = (inside.start, inside.stop, meant)
        self._votes = self._label_votes()
        self._surnames = {
            entity[-1].text for entity in document.doc.ents if entity.label_ == "PERSON" and len(entity) > 1
        } | self._christened()
        self._take_up_bodies()
        self.candidates = [found for token in document.tokens if (found := self._candidate(token)) is not None]
        self._take_up_surnames()
        self._by_head = {candidate.head: candidate for candidate in self.candidates}
        self._share_titles()

    def candidate(self, head: int) -> Candidate | None:
        return self._by_head.get(head)

    def _seen(self, inside: range) -> bool:
        """Whether the recogniser takes just these tokens for an organisation: "Apple" is a fruit otherwise."""
        if not inside or self.document[inside[0]].ent_type_ not in ("ORG", "PRODUCT"):
            return False
        first, last = inside[0], inside[-1]
        after = self.document[last + 1] if last + 1 < len(self.document) else None
        return (self.document[first].ent_iob_ == "B" or self.document[first - 1].lower_ == "the") and (
            after is None or after.ent_iob_ != "I" or after.tag_ == "POS"
        )

    def _meant(self, inside: range, known: list[KnownActor]) -> list[KnownActor]:
        """Who of one name can be meant at all by the words before it."""
        if not known[0].person:
            longer = self._longer_name(inside[0])
            return [actor for actor in known if not (longer and actor.sector is Sector.PTY)]
        return [actor for actor in known if len(inside) > 1 or not self._of_another(inside[0], actor)]

    def _of_another(self, index: int, known: KnownActor) -> bool:
        """Whether a surname stands behind a first name that isn't the office-holder's: "Steve Ashdown" is not Paddy."""
        token = self.document[index]
        if not known.person:
            return False
        if token.text in self._others:
            return True
        first = index
        while first > 0 and self._given(self.document[first - 1]):
            first -= 1
        before = [self.document[each].text for each in range(first, index)]
        if not before or set(before) & set(known.name.split()):
            return False
        if known.name in self.document.article.text:
            return True
        self._others.add(token.text)  # nor are later mentions of the bare surname
        return True

    def _longer_name(self, index: int) -> bool:
        """Whether another word of the name stands before: "New Democratic Party" is no Democratic Party."""
        before = self.document[index - 1] if index else None
        return (
            before is not None
            and before.pos_ in ("PROPN", "ADJ")
            and before.text[:1].isupper()
            and not before.is_sent_start
            and before.i not in self.nation_at
            and before.ent_type_ not in ("GPE", "LOC", "NORP", "DATE")
            and noun(before.text) is None
            and before.head.i in (index, self.document[index].head.i)
        )

    def _given(self, token: Token) -> bool:
        """Whether a word before a surname belongs to the name: no title, no people, no bracket."""
        return (
            token.pos_ == "PROPN"
            and token.text[:1].isupper()
            and token.i not in self.nation_at
            and (token.ent_type_ == "PERSON" or token.text in given_names())
            and token.nbor().dep_ not in ("appos", "conj")
            and noun(token.text) is None
            and token.lower_.rstrip(".") not in words("honorifics")
        )

    def _take_up_bodies(self) -> None:
        """ "Goldman" after "Goldman Sachs", in the text or the headline, is the bank."""
        article = self.document.article
        bodies: dict[str, list[list[KnownActor]]] = {}
        for text in (article.title or "", article.text):
            for start, end, known in gazetteer().find(text):
                first, _, rest = text[start:end].partition(" ")
                long = rest and len(first) > _SHORT and first not in words("no-short-form") and noun(first) is None
                if long and not known[0].person and nation(first) is None and first not in given_names():
                    bodies.setdefault(first, []).append(known)
        for token in self.document.tokens if bodies else ():
            found = bodies.get(token.text)
            if found is None or token.i in self.known_at or token.tag_ != "NNP":
                continue
            after = self.document[token.i + 1] if token.i + 1 < len(self.document) else None
            before = self.document[token.i - 1] if token.i else None
            inside = (after is not None and after.tag_ == "NNP") or (before is not None and before.tag_ == "NNP")
            one = len({known[0].entity for known in found}) == 1
            if (
                one
                and not inside
                and token.text not in self._surnames
                and self.label(token) not in ("GPE", "LOC", "NORP", "DATE")
            ):
                self.known_at[token.i] = (token.i, token.i + 1, found[0])

    def _called(self, token: Token) -> bool:
        """Whether a first name stands before: "Jan Hruska", whatever the recogniser calls him."""
        before = self.document[token.i - 1] if token.i else None
        return (
            before is not None
            and before.text in given_names()
            and before.head.i == token.i
            and before.i not in self.nation_at
            and not self.document[token.i].text.isupper()
        )

    def _christened(self) -> set[str]:
        """The surnames behind first names that the recogniser has for no person and no place."""
        return {
            token.text
            for token in self.document.tokens
            if token.tag_ == "NNP"
            and token.ent_type_ in _UNSURE
            and token.i not in self.known_at
            and noun(token.text) is None
            and self._called(token)
        }

    def _take_up_surnames(self) -> None:
        """A bare surname is a person where the article names somebody of it in full, whatever the recogniser calls it."""
        surnames = {
            self.document[candidate.head].text
            for candidate in self.candidates
            if candidate.kind == "person" and candidate.proper and self.document[candidate.head - 1].pos_ == "PROPN"
        }
        for candidate in self.candidates:
            token = self.document[candidate.head]
            bare = candidate.first == candidate.head and candidate.proper and token.i not in self.known_at
            if bare and candidate.kind in ("org", "thing") and token.text in surnames and self.label(token) in _UNSURE:
                candidate.kind = "person"

    def _label_votes(self) -> dict[str, str]:
        """A name's label is the one it mostly gets: the tagger takes unknown towns for persons now and then."""
        votes: dict[str, Counter[str]] = {}
        for entity in self.document.doc.ents:
            if entity.label_ in _LABELS:
                votes.setdefault(entity.text, Counter())[entity.label_] += 1
        for token in self.document.tokens:
            # "the city of Pokrovsk", "in Pokrovsk": what stands there is a place.
            if token.pos_ == "PROPN" and token.dep_ == "pobj" and token.text in votes:
                prep = token.head
                if prep.lower_ in ("in", "near", "outside") or (
                    prep.lower_ == "of" and prep.head.lemma_ in words("places")
                ):
                    votes[token.text]["GPE"] += 2
        return {
            text: max(sorted(counted), key=lambda label: (counted[label], label == "GPE"))
            for text, counted in votes.items()
        }

    def label(self, token: Token) -> str:
        """The entity label of the name that the token stands in, by majority over the article."""
        if not token.ent_type_:
            return ""
        first = token.i
        while first > 0 and self.document[first].ent_iob_ == "I":
            first -= 1
        last = token.i + 1
        while last < len(self.document) and self.document[last].ent_iob_ == "I":
            last += 1
        return self._votes.get(self.document.text(first, last), str(token.ent_type_))

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
        place = self._places.get(token.i)
        if place is not None and token.i not in self.known_at and token.i not in self.nation_at:
            return self._named_place(token, place)
        if token.pos_ not in ("NOUN", "PROPN") or token.dep_ in _INSIDE:
            return self._adjective(token)
        if token.ent_type_ in _TIMES and not (token.pos_ == "NOUN" and noun(token.text)):
            return None
        first, last = core(self.document, token.i)
        known = self.known_at.get(token.i)
        label = self.label(token)
        role = role_of(self.document, token.i)
        proper = token.pos_ == "PROPN"
        plural = token.tag_ in ("NNS", "NNPS") or any(c.dep_ == "conj" for c in token.rights)
        kind: Kind = "thing"
        if known:
            kind = "person" if known[2][0].person else "org"
        elif (hit := self.nation_at.get(token.i)) and hit.last == token.i + 1:
            kind = "country" if hit.kind == "name" else "people" if hit.kind == "demonym" else "place"
        elif proper and (
            (token.text in self._surnames and (first == token.i or (label in _UNSURE and self._called(token))))
            or (label in _UNSURE and (titled(self.document, first, token.i, label) or described_person(token)))
        ):
            kind = "person"
        elif proper and label in _LABELS:
            kind = _LABELS[label]
        elif token.lemma_.lower() in words("places"):
            kind = "place"
        elif role:
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
        for child in token.rights:
            if child.dep_ == "appos" and child.pos_ == "NOUN":
                titles |= {word.lower_ for word in self.document.doc[child.left_edge.i : child.i + 1]}
        gender = self._gender(first, token.i, titles, known) if kind == "person" else ""
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
        )

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
        for word in (*titles, self.document[head].lower_):
            if word in told:
                return told[word]
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
