"""What an abbreviation stands for: "the Islamic Salvation Front (FIS) ... FIS"."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from pipeline.code.actors.candidates import Candidate, Reading

if TYPE_CHECKING:
    from spacy.tokens import Token

    from pipeline.parse.document import Document


def _short_form(token: Token) -> bool:
    return token.text.isupper() and 2 <= len(token.text) <= 8


class Abbreviations:
    """The names of one article that letters in brackets follow."""

    def __init__(self, document: Document, reading: Reading) -> None:
        self._document, self._reading = document, reading

    def name(self, token: Token) -> Candidate | None:
        """The name before, where the word is its abbreviation."""
        found = self._names.get(token.text) if token.pos_ == "PROPN" and _short_form(token) else None
        return found if found is not None and found.last <= token.i else None

    def _name_before(self, index: int) -> Candidate | None:
        """The name that ends right before the bracket, with its own prepositional phrases."""
        for candidate in self._reading.candidates:
            if not candidate.proper or candidate.last > index:
                continue
            if candidate.last == index or self._document[candidate.head].right_edge.i + 1 >= index > candidate.head:
                found = self._document[candidate.head]
                between = self._document.doc[candidate.last : index]
                if (
                    len(between) <= 8
                    and not any(token.is_punct for token in between)
                    and found.sent == self._document[index].sent
                ):
                    return Candidate(
                        candidate.head,
                        candidate.first,
                        index,
                        candidate.sentence,
                        candidate.kind,
                        proper=True,
                        key=candidate.key,
                    )
        return None

    @cached_property
    def _names(self) -> dict[str, Candidate]:
        """ "FIS" -> the name that was followed by "(FIS)"."""
        found: dict[str, Candidate] = {}
        texts = self._document.texts
        for index in range(1, len(texts) - 1):
            if texts[index - 1] != "(" or texts[index + 1] != ")":
                continue
            token = self._document[index]
            if _short_form(token):
                name = self._name_before(index - 1)
                if name is not None:
                    found.setdefault(token.text, name)
        return found
