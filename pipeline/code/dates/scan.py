"""Cuts a text into the few kinds of words that time expressions are made of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from pipeline.code.dates.lexicon import Grammar, grammar


class Word(NamedTuple):
    """A word or sign of the text with its class's value ("3" for March)."""

    start: int
    end: int
    value: str


@dataclass(frozen=True, slots=True)
class Scanned:
    """The words, a string with one class character for each of them, and the whole text."""

    words: list[Word]
    classes: str
    text: str


# Words first: they are most of a text. Spaces after a piece go with it; quantifiers are possessive: nothing backtracks.
_PIECE = re.compile(
    r"(?:(?P<qcode>\b(?:Q[1-4]|H[12])\b)"
    r"|(?P<word>[^\W\d_]++(?![.'\u2019]))"
    r"|(?P<break>\n)"
    r"|(?P<comma>,)"
    r"|(?P<iso>\b[12][0-9]{3}-[01][0-9]-[0-3][0-9](?:T[0-2][0-9]:[0-5][0-9](?::[0-5][0-9](?:\.[0-9]{1,9})?)?(?:Z|[+-][0-9]{2}:?[0-9]{2})?)?\b)"
    r"|(?P<numdate>\b[0-9]{1,2}(?P<sep>[/.-])[0-9]{1,2}(?P=sep)(?:[12][0-9]{3}|[0-9]{2})\b(?![/.-][0-9]))"
    r"|(?P<clock>\b[0-2]?[0-9]:[0-5][0-9](?::[0-5][0-9])?(?:\b|(?=[ap]m\b))(?![:.][0-9]))"
    r"|(?P<fraction>\b[0-9]/[0-9]{1,2}\b)"
    r"|(?P<decade>(?:['\u2019]|\b)(?:1[5-9]|20)?[0-9]0s\b)"
    r"|(?P<nth>\b[0-9]{1,3}(?:st|nd|rd|th)\b)"
    r"|(?P<short>['\u2019][0-9]{2}\b(?!s))"
    r"|(?P<number>[0-9]++(?:,[0-9]{3})*(?:\.[0-9]++)?)"
    r"|(?P<poss>['\u2019]s\b|(?<=s)['\u2019](?=\s))"
    r"|(?P<ampm>(?<![^\W_])(?:[ap]\.m\b\.?|[AP]\.M\b\.?))"
    r"|(?P<oclock>\bo['\u2019]clock\b)"
    r"|(?P<abbreviation>\b(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Mon|Tues?|Wed|Thurs?|Thur|Fri|Sat|Sun|JAN|FEB|MAR|APR|JUN|JUL|AUG|SEPT?|OCT|NOV|DEC)\.)"
    r"|(?P<plain>[^\W\d_]++)"
    r"|(?P<hyphen>(?<=\w)[-\u2010\u2011](?=\w))"
    r"|(?P<dash>[-\u2013\u2014]++)"
    r"|(?P<money>[$€£¥₽₴])"
    r"|(?P<percent>%)"
    r"|(?P<slash>/)"
    r"|(?P<sign>[^\w\s]))[ ]*+"
)
# Words that may be a month, a weekday or a holiday only with a capital letter.
_CAPITAL_CLASSES = ("MAY", "MARCH", "MABBR", "MONTH", "WEEKDAY", "WEEKDAYS")


# This much text around a word that can be the core of an expression is cut into words: more than any rule takes in.
_REACH = 60
_CANDIDATE = re.compile(
    r"[aApP]\.[mM]\b|o['\u2019]clock|[QH][1-4]\b|[^\W\d_]++|[0-9]{4}|[0-9](?=[:/]|[.-][0-9]| ?[ap]m\b)|[0-9]0s|['\u2019][0-9]{2}"
)


def windows(text: str, cores: frozenset[str]) -> Iterator[tuple[int, int]]:
    """The stretches of text, cut at spaces, that hold time expressions if there are any."""
    start, end = 0, -1
    for candidate in _CANDIDATE.finditer(text):
        word = candidate[0]
        if word.isalpha() and word not in cores:
            continue
        at, stop = candidate.start(), candidate.end() + _REACH
        if at - _REACH > end:
            if end >= 0:
                yield start, end
            start = max(end + 1, text.rfind(" ", end + 1, max(at - _REACH, end + 1)) + 1)
        if stop > end:
            space = text.find(" ", stop)
            end = len(text) if space < 0 else space
    if end >= 0:
        yield start, end


def scan(text: str) -> Scanned:
    """The words of the text that can belong to time expressions, and their classes."""
    lexicon = grammar()
    codes, listed, firsts = lexicon.codes, lexicon.words, lexicon.phrase_starts
    need_capital = {codes[name] for name in _CAPITAL_CLASSES}
    word_code, cap_code = codes["WORD"], codes["CAPWORD"]
    half_day, hours = codes["AMPMWORD"], {codes[name] for name in ("DAYNUM", "NUMBER", "CLOCK")}
    words: list[Word] = []
    classes: list[str] = []
    phrase_starts: list[int] = []
    gap = codes["BREAK"]
    for start, end in windows(text, lexicon.cores):
        words.append(Word(start, start, ""))
        classes.append(gap)
        for match in _PIECE.finditer(text, start, end):
            kind = match.lastgroup or ""
            piece = match[kind]
            if kind in {"word", "plain"}:
                lower = piece.lower()
                code, value = listed.get(lower, _NO_CLASS)
                if not code or (code in need_capital and not piece[0].isupper()):
                    code = cap_code if piece[0].isupper() else word_code
                elif (piece == "Today" and classes[-1] == cap_code) or (
                    piece == "TODAY" and text.endswith("USA ", 0, match.start(kind))
                ):
                    code = cap_code  # a newspaper, a programme
                elif code == half_day and classes[-1] in hours and match.start(kind) - words[-1].end <= 1:
                    code = codes["AMPM"]  # "6pm", and not "I am"
                if lower in firsts:
                    phrase_starts.append(len(words))
                elif code == word_code == classes[-1] and lower not in lexicon.phrase_words:
                    continue  # of a run of words that mean nothing here, one is enough
            else:
                if kind == "sep":
                    kind, piece = "numdate", match["numdate"]
                code, value = _other(kind, piece, codes, listed)
            words.append(Word(*match.span(kind), value))
            classes.append(code)
    _join_phrases(text, words, classes, phrase_starts, lexicon)
    return Scanned(words, "".join(classes), text)


_NO_CLASS = ("", "")


def _other(kind: str, piece: str, codes: dict[str, str], listed: dict[str, tuple[str, str]]) -> tuple[str, str]:
    """The class and value of a number or sign."""
    match kind:
        case "abbreviation" | "ampm":
            return listed[piece.lower()]
        case "oclock":
            return codes["OCLOCK"], ""
        case "number":
            return codes[_number_class(piece)], piece.replace(",", "")
        case "nth":
            return codes["DAYORD" if 1 <= int(piece[:-2]) <= 31 else "NTH"], piece[:-2]
        case "decade":
            return codes["DECADENUM"], piece.rstrip("s").replace("\u2019", "'")
        case "short":
            return codes["SHORTYEAR"], piece[1:]
    return codes[_SIGNS[kind]], piece


_SIGNS = {
    "break": "BREAK",
    "iso": "ISODATE",
    "numdate": "NUMDATE",
    "clock": "CLOCK",
    "fraction": "FRACTION",
    "poss": "POSS",
    "hyphen": "HY",
    "dash": "DASH",
    "comma": "COMMA",
    "money": "MONEY",
    "percent": "PERCENT",
    "slash": "SLASH",
    "qcode": "QCODE",
    "sign": "SIGN",
}


def _number_class(piece: str) -> str:
    if not piece.isascii() or not piece.isdigit():
        return "NUMBER"
    if len(piece) == 4 and piece[0] in "12":
        return "YEARNUM"
    return "DAYNUM" if len(piece) <= 2 and 1 <= int(piece) <= 31 else "NUMBER"


def _join_phrases(text: str, words: list[Word], classes: list[str], starts: list[int], lexicon: Grammar) -> None:
    """Fixed phrases (holidays, "these days") become one word each; from the end, so that indexes stay true."""

    def lowered(index: int) -> str:
        return text[words[index].start : words[index].end].lower().replace("\u2019", "'") if index < len(words) else ""

    for index in reversed(starts):
        first = lowered(index)
        listed = lexicon.phrases.get((first, lowered(index + 1)), []) + lexicon.phrases.get((first, ""), [])
        for parts, code, value in listed:
            end = index + len(parts)
            if any(lowered(at) != part for at, part in zip(range(index + 1, end), parts[1:], strict=True)):
                continue
            if code == lexicon.codes["HOLIDAY"] and not text[words[end - 1].start].isupper() and parts[-1][0].isalpha():
                continue
            words[index:end] = [Word(words[index].start, words[end - 1].end, value)]
            classes[index:end] = [code]
            break
