"""What kind of thing a name names: the recogniser's label by majority over the article, and who has a person's name."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from pipeline.code.actors.lexicon import given_names, noun
from pipeline.code.actors.wordlists import words

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

    from pipeline.code.actors.known_names import KnownAt
    from pipeline.code.actors.nations import NationMention
    from pipeline.parse.document import Document
    from pipeline.records import PlaceMention

# What a label for a place or people says of a name that no table knows.
_UNKNOWN_PLACE = 0.4
# Labels that a name the recogniser never met gets, whatever it names.
UNSURE = frozenset({"ORG", "PRODUCT", "FAC", "WORK_OF_ART", ""})
# Those of a place or people, where the map has none.
_MAPPED = frozenset({"GPE", "LOC", "NORP"})
_VOTED = frozenset({"PERSON", "ORG", "NORP", "GPE", "LOC", "FAC"})


class Labels:
    """The labels of one article's names; ``surnames`` are the last words of its persons' full names."""

    def __init__(
        self,
        document: Document,
        places: dict[int, PlaceMention],
        nation_at: dict[int, NationMention],
        known_at: KnownAt,
    ) -> None:
        self.document, self._places, self.nation_at, self.known_at = document, places, nation_at, known_at
        self._votes = self._label_votes()
        self.surnames = {
            entity[-1].text for entity in document.doc.ents if entity.label_ == "PERSON" and len(entity) > 1
        }
        self.surnames |= self._christened()
        self.surnames |= self._surnames_of_strangers()

    def _label_votes(self) -> dict[str, str]:
        """A name's label is the one it mostly gets: the tagger takes unknown towns for persons now and then."""
        votes: dict[str, dict[str, float]] = {}
        for entity in self.document.doc.ents:
            if entity.label_ in _VOTED:
                counted = votes.setdefault(entity.text, {})
                counted[entity.label_] = counted.get(entity.label_, 0.0) + self._vote(entity)
        for token in self.document.tokens:
            # "the city of Pokrovsk", "in Pokrovsk": what stands there is a place.
            if token.pos_ == "PROPN" and token.dep_ == "pobj" and token.text in votes:
                prep = token.head
                if prep.lower_ in ("in", "near", "outside") or (
                    prep.lower_ == "of" and prep.head.lemma_ in words("places")
                ):
                    votes[token.text]["GPE"] = votes[token.text].get("GPE", 0.0) + 2
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

    def _vote(self, entity: Span) -> float:
        """A name is hardly a place or a people that no table knows."""
        placed = entity.label_ in ("GPE", "LOC", "FAC", "NORP")
        return _UNKNOWN_PLACE if placed and not any(self.placed(token.i) for token in entity) else 1.0

    def placed(self, index: int) -> bool:
        """Whether the word names a place that is on the map."""
        place = self._places.get(index)
        return index in self.nation_at or (place is not None and (place.country is not None or place.lat is not None))

    def surname(self, token: Token) -> bool:
        """Whether it names somebody of the article, even by a name that is on the map: "Dharan said" after "Moham Dharan"."""
        if token.text not in self.surnames:
            return False
        if not self.placed(token.i):
            return True
        nation = self.nation_at.get(token.i)
        capital = nation is None or nation.kind == "capital"  # "Ann Paris", but Georgia and Jordan are countries first
        return capital and token.text in self._full and token.text not in self._entered

    @cached_property
    def _full(self) -> frozenset[str]:
        """The last words of names whose first word is a given name."""
        persons = (entity for entity in self.document.doc.ents if entity.label_ == "PERSON" and len(entity) > 1)
        return frozenset(entity[-1].text for entity in persons if entity[0].text in given_names())

    @cached_property
    def _entered(self) -> frozenset[str]:
        """Names that somebody is in, at, near, from or on the way to."""
        return frozenset(
            token.text
            for token in self.document.tokens
            if token.dep_ == "pobj" and token.head.lower_ in words("entered") and token.left_edge.i == token.i
        )

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
        return {token.text for token in self.document.tokens if self.christened(token)}

    def christened(self, token: Token) -> bool:
        """Whether it stands behind a first name, where the recogniser knows nothing better."""
        return (
            token.tag_ == "NNP"
            and (token.ent_type_ in UNSURE or (token.ent_type_ in _MAPPED and not self.placed(token.i)))
            and token.i not in self.known_at
            and noun(token.text) is None
            and self._called(token)
        )

    def _surnames_of_strangers(self) -> set[str]:
        """The last words of names that the recogniser never saw, where it takes them for a person's when they stand alone."""
        alone = {entity.text for entity in self.document.doc.ents if entity.label_ == "PERSON" and len(entity) == 1}
        return {
            token.text
            for token in self.document.tokens
            if token.text in alone
            and token.i > 0
            and self.document[token.i - 1].tag_ == "NNP"
            and self.document[token.i - 1].head.i == token.i
            and not self.placed(token.i)
            and noun(self.document[token.i - 1].text) is None
        }

    def is_name(self, first: int, token: Token) -> bool:
        """Whether the words before a surname are first names, as far as their capitals tell."""
        before = self.document.doc[first : token.i]
        return self._called(token) or all(word.tag_ == "NNP" and noun(word.text) is None for word in before)
