"""Cuts a text into the few kinds of words that time expressions are made of."""

from __future__ import annotations

import re
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
    """The words, and a string with one class character for each of them."""

    words: list[Word]
    classes: str


_TOKEN = re.compile(
    r"(?P<break>\n)"
    r"|(?P<iso>\b[12][0-9]{3}-[01][0-9]-[0-3][0-9](?:T[0-2][0-9]:[0-5][0-9](?::[0-5][0-9](?:\.[0-9]{1,9})?)?(?:Z|[+-][0-9][0-9]:?[0-9][0-9])?)?\b)"
    r"|(?P<numdate>\b[0-9]{1,2}(?P<sep>[/.-])[0-9]{1,2}(?P=sep)(?:[12][0-9]{3}|[0-9][0-9])\b(?![/.-][0-9]))"
    r"|(?P<clock>\b[0-2]?[0-9]:[0-5][0-9](?::[0-5][0-9])?\b(?![:.][0-9]))"
    r"|(?P<fraction>\b[0-9]/[0-9][0-9]?\b)"
    r"|(?P<decade>['’]?\b(?:1[5-9]|20)?[0-9]0s\b)"
    r"|(?P<nth>\b[0-9]{1,3}(?:st|nd|rd|th)\b)"
    r"|(?P<short>['’][0-9][0-9]\b(?!s))"
    r"|(?P<number>[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?)"
    r"|(?P<poss>['’]s\b|(?<=s)['’](?=\s))"
    r"|(?P<oclock>o['’]clock\b)"
    r"|(?P<ampm>[ap]\.m\.?|[AP]\.M\.?)"
    r"|(?P<abbreviation>\b(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Mon|Tues?|Wed|Thurs?|Thur|Fri|Sat|Sun|JAN|FEB|MAR|APR|JUN|JUL|AUG|SEPT?|OCT|NOV|DEC)\.)"
    r"|(?P<word>[^\W\d_]+)"
    r"|(?P<hyphen>(?<=\w)[-‐‑](?=\w))"
    r"|(?P<dash>[-–—]+)"
    r"|(?P<comma>,)"
    r"|(?P<money>[$€£¥₽₴])"
    r"|(?P<percent>%)"
    r"|(?P<sign>[^\w\s])"
)
_MILLION = frozenset("million billion trillion thousand mln bn percent cents cent".split())
# Words that may be a month, a weekday or a holiday only with a capital letter.
_CAPITAL_CLASSES = ("MAY", "MARCH", "MABBR", "MONTH", "WEEKDAY", "WEEKDAYS")


def scan(text: str) -> Scanned:
    """The words of the text and their classes."""
    lexicon = grammar()
    codes, listed = lexicon.codes, lexicon.words
    need_capital = {codes[name] for name in _CAPITAL_CLASSES}
    word_code, cap_code, million = codes["WORD"], codes["CAPWORD"], codes["MILLION"]
    words: list[Word] = []
    classes: list[str] = []
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup
        if kind == "sep":
            kind = "numdate"
        token = match[0]
        if kind == "word":
            lower = token.lower()
            code, value = listed.get(lower, ("", ""))
            if not code or (code in need_capital and not token[0].isupper()):
                code = million if lower in _MILLION else cap_code if token[0].isupper() else word_code
        else:
            code, value = _other(kind or "", token, codes, listed)
        words.append(Word(match.start(), match.end(), value))
        classes.append(code)
    return _with_phrases(text, words, classes, lexicon)


def _other(kind: str, token: str, codes: dict[str, str], listed: dict[str, tuple[str, str]]) -> tuple[str, str]:
    """The class and value of a number or sign."""
    match kind:
        case "abbreviation" | "ampm":
            return listed[token.lower()]
        case "oclock":
            return codes["OCLOCK"], ""
        case "number":
            return codes[_number_class(token)], token.replace(",", "")
        case "nth":
            return codes["DAYORD" if 1 <= int(token[:-2]) <= 31 else "NTH"], token[:-2]
        case "decade":
            return codes["DECADENUM"], token.strip("'’s")
        case "short":
            return codes["SHORTYEAR"], token[1:]
    return codes[_SIGNS[kind]], token


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
    "sign": "SIGN",
}


def _number_class(token: str) -> str:
    if not token.isascii() or not token.isdigit():
        return "NUMBER"
    if len(token) == 4 and token[0] in "12":
        return "YEARNUM"
    return "DAYNUM" if len(token) <= 2 and 1 <= int(token) <= 31 else "NUMBER"


def _with_phrases(text: str, words: list[Word], classes: list[str], lexicon: Grammar) -> Scanned:
    """Fixed phrases (holidays, "these days") become one word each."""
    phrases = lexicon.phrases
    lowered = [text[word.start : word.end].lower().replace("’", "'") for word in words]
    out_words: list[Word] = []
    out_classes: list[str] = []
    index = 0
    while index < len(words):
        for parts, code, value in phrases.get(lowered[index], ()):
            end = index + len(parts)
            if tuple(lowered[index:end]) != parts:
                continue
            if code == lexicon.codes["HOLIDAY"] and not text[words[end - 1].start].isupper() and parts[-1][0].isalpha():
                continue
            out_words.append(Word(words[index].start, words[end - 1].end, value))
            out_classes.append(code)
            index = end
            break
        else:
            out_words.append(words[index])
            out_classes.append(classes[index])
            index += 1
    return Scanned(out_words, "".join(out_classes))
