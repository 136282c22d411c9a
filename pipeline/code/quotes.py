"""Pairs quotation marks on the text, before any parse is asked: what stands between them, and what runs on.

A mark opens or closes by its shape where it has one, else by the white space around it. A quote that reaches the
end of its paragraph unclosed runs on when the next paragraph opens again.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.code.marks import APOSTROPHE, CLOSING, LOW, MARK, OPENING, SINGLE

if TYPE_CHECKING:
    import re

    from pipeline.parse.document import Document

_LONGEST = 6000
"""A quote within one paragraph longer than this many characters is a mark that was never closed."""


@dataclass(slots=True)
class Quote:
    """Tokens ``first`` to ``last`` (exclusive), marks included; ``runs_on``: its paragraph ended before it closed."""

    first: int
    last: int
    paragraph: int
    runs_on: bool
    single: bool

    def holds(self, index: int) -> bool:
        return self.first <= index < self.last


@dataclass(slots=True)
class _Open:
    start: int
    family: str


def find_quotes(document: Document) -> list[Quote]:
    """Every outermost quote of the article in reading order."""
    quotes: list[Quote] = []
    text = document.article.text
    paragraphs = list(document.paragraphs())
    for number, (start, end) in enumerate(paragraphs):
        after = paragraphs[number + 1][0] if number + 1 < len(paragraphs) else len(text)
        held = bool(quotes) and quotes[-1].runs_on and quotes[-1].paragraph == number - 1 and not quotes[-1].single
        for first, last, closed, single in _pairs(text, start, end, held=held, again=_opens_single(text, after)):
            tokens = document.tokens_in(first, last)
            if len(tokens) > 1:
                quotes.append(Quote(tokens.start, tokens.stop, number, not closed, single))
    return quotes


def _family(mark: str) -> str:
    if len(mark) == 2 and set(mark) <= SINGLE:
        return "double"  # '' and `` are how old wires write double marks
    return "single" if mark[0] in SINGLE else "double"


def _opens_single(text: str, start: int) -> bool:
    """Whether a paragraph opens with a single mark before a word: "'We urged ..."."""
    return start + 1 < len(text) and text[start] in SINGLE and text[start + 1].isalnum()


def _pairs(text: str, start: int, end: int, *, held: bool, again: bool) -> list[tuple[int, int, bool, bool]]:
    """Outermost quotes of one paragraph as (start, end, closed, single).

    ``held``: the paragraph before left a quote open, which the first mark here may close; ``again``: the next one opens
    with a single mark, so that one that opens here need not close here.
    """
    found: list[tuple[int, int, bool, bool]] = []
    opened = _Open(start, "double") if held and _closes_first(text, start, end) else None
    for match in MARK.finditer(text, start, end):
        for at, mark in _marks(match):
            before, after = _sides(text, at, mark, start, end)
            family = _family(mark)
            if family == "single" and before.isalnum() and after.isalnum():
                continue  # an apostrophe
            opens = _opens(mark, before, after)
            if opened is None:
                runs_on = again and _leads(text, start, at)
                if opens and (family != "single" or runs_on or _closes_later(text, at + 1, end)):
                    opened = _Open(at, family)
            elif family == opened.family and (_closes(mark, before, after) or _closes_low(text[opened.start], mark)):
                found.append((opened.start, at + len(mark), True, family == "single"))
                opened = None
            elif opened.family == "single" and family == "double" and opens:
                opened = _Open(at, family)  # the single mark was an apostrophe
    if opened is not None and end - opened.start < _LONGEST:
        if opened.family == "double":
            found.append((opened.start, end, False, False))
        elif again and _leads(text, start, opened.start):
            found.append((opened.start, end, False, True))
    return found


def _leads(text: str, start: int, at: int) -> bool:
    """Whether a mark opens its paragraph, or what a colon announces in it."""
    return at == start or text[max(start, at - 2) : at] == ": "


def _closes_first(text: str, start: int, end: int) -> bool:
    """Whether the first double mark of a paragraph closes one: ``The law gives us the right," it said``."""
    for match in MARK.finditer(text, start, end):
        for at, mark in _marks(match):
            if _family(mark) == "double":
                before, after = _sides(text, at, mark, start, end)
                return not before.isspace() and not _opens(mark, before, after)
    return False


def _sides(text: str, at: int, mark: str, start: int, end: int) -> tuple[str, str]:
    """The characters before and behind a mark of a paragraph, a space at its ends."""
    behind = at + len(mark)
    return text[at - 1] if at > start else " ", text[behind] if behind < end else " "


def _marks(match: re.Match[str]) -> list[tuple[int, str]]:
    """The marks of a run: two single marks are one double mark, other neighbours are two marks."""
    run = match.group()
    if len(run) == 1 or (set(run) <= SINGLE and run[0] == run[1]):
        return [(match.start(), run)]
    return [(match.start(), run[0]), (match.start() + 1, run[1])]


def _opens(mark: str, before: str, after: str) -> bool:
    if mark[0] in OPENING:
        return not after.isspace()
    if mark[0] in CLOSING:
        return mark[0] == "”" and before.isspace() and not after.isspace()  # a common slip of typesetting
    return not after.isspace() and not before.isalnum() and before not in ".,!?;:…"


def _closes(mark: str, before: str, after: str) -> bool:
    if mark[0] in OPENING:
        return False
    if mark[0] in CLOSING:
        return True
    if _family(mark) == "single":
        return not after.isalnum() and not before.isspace()
    return not before.isspace() or after.isspace() or not after.isalnum()


def _closes_low(opening: str, mark: str) -> bool:
    """Whether a mark closes what a low one opened: the German way."""
    return opening in LOW and mark[0] in LOW[opening]


def _closes_later(text: str, start: int, end: int) -> bool:
    """Whether a single mark that opened can be closed by one after a word: ``rock 'n' roll`` and ``'90s`` aside."""
    for match in APOSTROPHE.finditer(text, start, min(end, start + 600)):
        at = match.start()
        after = text[at + 1] if at + 1 < end else " "
        if not after.isalnum() and at > start and not (text[at - 1] == "s" and after == " " and text[start].islower()):
            return True
    return False
