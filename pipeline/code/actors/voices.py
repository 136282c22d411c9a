"""Who speaks the words between quotation marks: nobody calls himself "he"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.code.actors.wordlists import words
from pipeline.code.quotes import Quote, find_quotes

if TYPE_CHECKING:
    from spacy.tokens import Token

    from pipeline.parse.document import Document

_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
# A shorter quote is a word that somebody chose, not something that somebody said.
_SHORTEST = 5


class Voices:
    """The quotes of one article and their speakers, worked out when first asked."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._quotes: list[tuple[Quote, Token | None]] | None = None

    def speaker(self, index: int) -> Token | None:
        """The subject of the verb that hands on the words in which this token stands."""
        return next((token for quote, token in self._said() if quote.holds(index)), None)

    def quoted(self, index: int) -> bool:
        """Whether the token stands between quotation marks."""
        return any(quote.holds(index) for quote, _ in self._said())

    def _said(self) -> list[tuple[Quote, Token | None]]:
        if self._quotes is None:
            self._quotes = []
            quotes = [quote for quote in find_quotes(self._document) if quote.last - quote.first >= _SHORTEST]
            before: tuple[Quote, Token | None] | None = None
            for quote in quotes:
                found = self._cued(quote, quotes)
                if found is None and before is not None and quote.paragraph - before[0].paragraph <= 1:
                    found = before[1]  # whoever spoke goes on
                before = (quote, found)
                self._quotes.append(before)
        return self._quotes

    def _cued(self, quote: Quote, quotes: list[Quote]) -> Token | None:
        """The subject of a verb of saying in the sentences of the quote, outside all quotes and nearest to it."""
        start = self._document.sentence(quote.first).start
        end = self._document.sentence(quote.last - 1).end
        nearest: Token | None = None
        least = len(self._document)
        for index in range(start, end):
            token = self._document[index]
            if token.dep_ not in _SUBJECTS or token.head.lemma_ not in words("saying"):
                continue
            away = quote.first - index if index < quote.first else index - quote.last
            if away < least and not any(each.holds(index) for each in quotes):
                nearest, least = token, away
        return nearest
