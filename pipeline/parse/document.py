"""A parsed article: what every layer of ``code`` reads.

Token indexes count spaCy tokens of the whole article; character offsets are those of the clean text.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING

from pipeline.records import CleanArticle, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as SpacySpan


_FIRST_LINES = 4


def _letters(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())


class Document:
    """A clean article and its parse over exactly ``article.text``."""

    def __init__(self, article: CleanArticle, doc: Doc) -> None:
        self.article = article
        self.doc = doc

    def __getitem__(self, index: int) -> Token:
        return self.tokens[index]

    def __len__(self) -> int:
        return len(self.doc)

    @cached_property
    def tokens(self) -> list[Token]:
        """Every token: spaCy makes a new object each time one is asked for, which costs more than what is read from it."""
        return list(self.doc)

    @cached_property
    def texts(self) -> list[str]:
        """Every token's text."""
        return [token.text for token in self.tokens]

    @cached_property
    def sentences(self) -> list[SpacySpan]:
        """The sentences; none crosses a paragraph."""
        return list(self.doc.sents)

    @cached_property
    def _sentence_of(self) -> list[int]:
        return [number for number, sentence in enumerate(self.sentences) for _ in range(sentence.start, sentence.end)]

    def sentence_number(self, index: int) -> int:
        """Which sentence the token stands in, from 0."""
        return self._sentence_of[index]

    def sentence(self, index: int) -> SpacySpan:
        """The sentence that the token stands in."""
        return self.sentences[self._sentence_of[index]]

    @cached_property
    def starts(self) -> list[int]:
        """Where every token begins, in characters."""
        return [token.idx for token in self.tokens]

    def token_at(self, offset: int) -> int:
        """The token that holds this character, or the last one before it."""
        return max(0, bisect_right(self.starts, offset) - 1)

    def tokens_in(self, start: int, end: int) -> range:
        """The tokens that begin inside the characters ``start:end``."""
        return range(bisect_left(self.starts, start), bisect_left(self.starts, end))

    def text(self, first: int, last: int) -> str:
        """The text of the tokens ``first`` (inclusive) to ``last`` (exclusive), as the article has it."""
        return self.article.text[self.starts[first] : self.starts[last - 1] + len(self.texts[last - 1])]

    def chars(self, start: int, end: int) -> Span:
        """A record Span over the characters ``start:end``, without white space at its ends."""
        text = self.article.text[start:end]
        start += len(text) - len(text.lstrip())
        text = text.strip()
        return Span(start=start, end=start + len(text), text=text)

    def span(self, first: int, last: int) -> Span:
        """A record Span over the tokens ``first`` (inclusive) to ``last`` (exclusive)."""
        return self.chars(self.starts[first], self.starts[last - 1] + len(self.texts[last - 1]))

    @cached_property
    def title_line(self) -> range:
        """The tokens of the title where it stands among the first lines of the text; empty where it doesn't, or is all there is."""
        named = _letters(self.article.title or "")
        for start, end in islice(self.paragraphs(), _FIRST_LINES):
            if named and _letters(self.article.text[start:end]) == named and end < len(self.article.text):
                return self.tokens_in(start, end)
        return range(0)

    def paragraphs(self) -> Iterator[tuple[int, int]]:
        """The paragraphs as character ranges, without their newline."""
        start = 0
        for line in self.article.text.split("\n"):
            yield start, start + len(line)
            start += len(line) + 1
