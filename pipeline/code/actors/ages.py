"""Whom an age stands for: "the 43-year-old" after "Jan Roe, 43," or "a 43-year-old"."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from pipeline.code.actors.candidates import Candidate, Reading
    from pipeline.parse.document import Document

_NEAR = 2  # sentences in which whoever is of an age that nobody told is named
_BEFORE, _BEHIND = 8, 3  # tokens around a name in which its age stands


class Ages:
    """The ages that one article tells."""

    def __init__(self, document: Document, reading: Reading) -> None:
        self._document, self._reading = document, reading
        self._ages: dict[int, frozenset[str]] = {}

    def named(self, token: Token, candidate: Candidate) -> Candidate | None:
        """The last person said to be of that age, else the one person named right before; None for nobody or several."""
        age = self._age(token)
        before = [each for each in self._persons(candidate.first) if not each.plural]
        told = next((each for each in before if age is not None and age in self._told(each)), None)
        if told is not None or age is None:
            return told
        near = [each for each in before if each.proper and candidate.sentence - each.sentence <= _NEAR]
        others = {each.key for each in near}
        return near[0] if len(others) == 1 and not self._told(near[0]) else None

    def _persons(self, end: int) -> Iterator[Candidate]:
        """The persons named or described before, the nearest first."""
        return (each for each in reversed(self._reading.candidates) if each.kind == "person" and each.last <= end)

    def _told(self, person: Candidate) -> frozenset[str]:
        if person.head not in self._ages:
            self._ages[person.head] = self._beside(person)
        return self._ages[person.head]

    def _beside(self, person: Candidate) -> frozenset[str]:
        """The ages that stand in or beside somebody's name, or in the phrase for him."""
        head = self._document[person.head]
        own = self._age(head)
        if not person.proper:
            return frozenset() if own is None else frozenset({own})
        tokens = self._document.doc[max(0, person.first - _BEFORE) : person.last + _BEHIND]
        found = {
            self._age(each)
            for each in tokens
            if each.lower_ == "old" and each.is_ancestor(head) | head.is_ancestor(each)
        }
        behind = [each for each in tokens if each.i >= person.last]
        if len(behind) > 1 and behind[0].text in (",", "(") and behind[1].like_num:
            found.add(behind[1].lower_)
        return frozenset(age for age in found if age is not None)

    @staticmethod
    def _age(old: Token) -> str | None:
        """The number of "43-year-old"."""
        for unit in old.lefts:
            if unit.lower_ in ("year", "years"):
                return next((child.lower_ for child in unit.lefts if child.like_num), None)
        return None
