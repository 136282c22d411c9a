"""Titles and role nouns in a phrase: "Defense Minister", "a former army chief", and where the name begins."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from pipeline.code.actors.beside import role_of
from pipeline.code.actors.lexicon import Noun, given_names, noun
from pipeline.code.actors.phrases import core
from pipeline.code.actors.wordlists import words
from pipeline.records import Sector

if TYPE_CHECKING:
    from spacy.tokens import Token

    from pipeline.code.actors.candidates import Reading
    from pipeline.parse.document import Document

_COMPLEMENTS = ("of", "for", "from", "in", "at", "with", "within", "inside", "to")
_NAME_MARKS = ("-", "\u2019", "'")


def complement(token: Token) -> Token | None:
    """What a noun is of or for: "a spokesman for the army"."""
    found = _complements(token)
    further = [inner for each in found for inner in _complements(each)]
    bodies = [each for each in (*found, *further) if each.ent_type_ == "ORG"]  # "president for Europe at Equifax"
    return next(iter(bodies or found), None)


def _complements(token: Token) -> list[Token]:
    return [
        inner
        for child in token.rights
        if child.dep_ == "prep" and child.lower_ in _COMPLEMENTS
        for inner in child.children
        if inner.dep_ == "pobj"
    ]


class Titles:
    """The role nouns of one article's phrases."""

    def __init__(self, document: Document, reading: Reading) -> None:
        self._document, self._reading = document, reading

    def former(self, first: int, end: int) -> bool:
        """Whether these tokens say that an office is over."""
        return any(self._document[index].lower_ in words("former") for index in range(first, end))

    def after_office(self, at: int) -> Sector:
        """What somebody is who was once what this noun says: of the elite after an office, a civilian after mere service."""
        return Sector.CVL if self._document[at].lemma_.lower() in words("service") else Sector.ELI

    def name_tokens(self, head: int) -> tuple[int, int]:
        """The proper name without its titles: "President Vladimir Putin" -> "Vladimir Putin"."""
        first = core(self._document, head)[0]
        known = self._reading.known_at.get(head)
        if known and known[2][0].person and known[0] >= first:
            return known[0], known[1]
        start = head
        entity = self._document[head]
        if entity.ent_type_ == "PERSON" and entity.ent_iob_ == "I":
            while self._document[start].ent_iob_ == "I":  # "Secretary for Child Welfare Ann Roe": she is Ann Roe
                start -= 1
            first = max(first, start)
            start = head
        while start > first:
            before = self._document[start - 1]
            if before.pos_ not in ("PROPN", "ADJ", "X", "PART", "ADP", "DET") and before.text not in _NAME_MARKS:
                break
            body = self._reading.known_at.get(before.i)
            if before.i in self._reading.nation_at or self._titular(first, start) or (body and not body[2][0].person):
                break
            if before.pos_ == "ADJ" and before.text.islower():
                break
            if before.lower_ in ("the", "a", "an", "'s", "\u2019s") or before.ent_type_ in ("DATE", "TIME"):
                break
            start -= 1
        while entity.ent_type_ != "PERSON" and start < head - 1 and self._document[start].text not in given_names():
            if self._document[start + 1].text not in given_names():
                break
            start += 1  # "Child Welfare Ann Roe"
        return start, head + 1

    def _titular(self, first: int, end: int) -> bool:
        """Whether a title ends right before ``end``."""
        for start in range(max(first, end - 4), end):
            if noun(self._document.text(start, end)) and not self._given(start, end):
                return True
        return self._document[end - 1].lower_.rstrip(".") in words("honorifics")

    def last_noun(self, first: int, end: int) -> Noun | None:
        """The role noun in these tokens: the longest that ends last; a weak one takes the sector of one before it."""
        weak: Noun | None = None
        if self._document[end - 1].lower_ in words("courtesy") and self.noun_ending(first, end - 1)[1]:
            end -= 1  # "President Sheikh Roe"
        while end > first:
            size, found = self.noun_ending(first, end)
            if found is None or (weak is not None and not self._owns(found, weak, end - size, end)):
                end -= 1
                continue
            if size == 1 and self._document[end - 1].lower_ in words("deputies") and self._owned(first, end - 1):
                end -= 1
                continue  # "his deputy Jan Roe" is in no house
            if not found.weak:
                return replace(found, kind=weak.kind) if weak else found
            if weak is None and self._document.doc[end - size : end].text.lower() in words("presiding"):
                over = self.noun_ending(first, end - size)[1]
                owner = self._document[end - size - 1].lower_ if end - size > first else ""
                if over is not None and over.kind == "group" and owner not in (*words("states"), "'s", "\u2019s"):
                    return replace(found, sector=over.sector, weak=False)  # "Women's League president"
            weak = weak or found
            end -= size
        return weak

    def _owned(self, first: int, end: int) -> bool:
        """Whether a possessor stands among these tokens."""
        return any(self._document[index].tag_ in {"PRP$", "POS"} for index in range(first, end))

    def _owns(self, found: Noun, weak: Noun, start: int, end: int) -> bool:
        """Whether a noun before a weak one tells whose it is: "rebel group"; not "public officials", "artists agency"."""
        if end - start == 1 and self._document[start].lower_ in words("no-owner"):
            return False
        if found.sector is Sector.REL and self._document[end].lower_ in words("presiding"):
            return False  # "an Islamist president"
        named = weak.kind == "group" and self._document[end].pos_ == "PROPN" if end < len(self._document) else False
        return not (named and found.kind == "person")

    def noun_ending(self, first: int, end: int) -> tuple[int, Noun | None]:
        """The longest role noun that ends before ``end``, and how many tokens it has; its own complement is part of it."""
        for ahead in (2, 3):
            if end + ahead <= len(self._document) and end > first:
                found = noun(self._document.text(end - 1, end + ahead))  # "chief of staff"
                if found is not None:
                    return 1, found
        for size in range(min(4, end - first), 0, -1):
            body = self._reading.known_at.get(end - size)
            if body is not None and not body[2][0].person and body[0] < end - size:
                if end > body[1]:
                    continue
                return body[1] - body[0], Noun(body[2][0].sector, "group", weak=False)  # "European Union leaders"
            text = self._document.text(end - size, end)
            found = noun(text.replace(" - ", "-"))
            if found is not None and text not in words("capitalised") and not self._given(end - size, end):
                return size, found
        return 0, None

    def _given(self, start: int, end: int) -> bool:
        """Whether it is a given name and no title: Dean Boland, in a report without a dean; not Sultan Haitham, Dean Ann Roe."""
        word = self._document[start]
        if end - start > 1 or end >= len(self._document) or word.text not in given_names():
            return False
        after = self._document[end]
        named = after.pos_ == "PROPN" and (after.text[0].isupper() or after.text == "al")
        named = named and after.text not in given_names()
        return named and word.lower_ not in self._lower

    @cached_property
    def _lower(self) -> frozenset[str]:
        """The words that the article has in lower case."""
        return frozenset(token.text for token in self._document.tokens if token.text.islower())

    def heading(self, token: Token, first: int) -> int | None:
        """The title before a name that has its own complement: the secretary of "Secretary for Health Ann Roe"."""
        for child in token.lefts:
            named = child.i >= first and child.dep_ in ("nmod", "compound") and complement(child) is not None
            if named and self.noun_ending(first, child.i + 1)[1]:
                return child.i
        return None

    def named_after(self, token: Token) -> Token | None:
        """The person a title is given to: "the Palestinian president, Mahmoud Abbas", "Chief of Staff Ann Roe"."""
        if not self.noun_ending(core(self._document, token.i)[0], token.i + 1)[1]:
            return None
        place = complement(token)
        behind = list(place.rights) if place is not None and place.ent_type_ in ("GPE", "LOC", "PERSON") else []
        for child in (*token.rights, *behind):
            if child.dep_ == "appos" and child.pos_ == "PROPN":
                candidate = self._reading.candidate(child.i)
                if (
                    candidate is not None
                    and candidate.kind == "person"
                    and candidate.proper
                    and not role_of(self._document, child.i)
                ):
                    return child
        # "Chief of the General Staff Ann Roe": the parse may make two subjects of the two.
        after = token.right_edge.i + 1
        for candidate in self._reading.candidates:
            if candidate.first == after and candidate.kind == "person" and candidate.proper and place is not None:
                return (
                    self._document[candidate.head]
                    if candidate.sentence == self._document.sentence_number(token.i)
                    else None
                )
        return None
