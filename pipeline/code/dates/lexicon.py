"""Reads the date lexicon: classes of words, fixed phrases, holidays and the grammar."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from pipeline.errors import LexiconError

if TYPE_CHECKING:
    from collections.abc import Iterator

# What scan.py makes of numbers and signs, beside the classes of words.tsv.
SCANNED = (
    "WORD CAPWORD COMMA HY DASH SLASH POSS MONEY PERCENT SIGN BREAK DAYNUM YEARNUM NUMBER NTH DAYORD DECADENUM SHORTYEAR CLOCK "
    "FRACTION ISODATE NUMDATE MILLION HOLIDAY VAGUE NEVER"
).split()


# Classes that no rule takes in, and those that alone make no time expression.
_NEVER_INSIDE = "WORD CAPWORD BREAK SIGN MONEY PERCENT MILLION NEVER".split()
_WEAK = (
    "THE AN OF IN ON AT TO OR AND THROUGH BETWEEN BY SINCE DURING FOR OVER UNDER ABOUT JUST MORE LEAST THAN NO UP AS LITTLE "
    "COMMA HY DASH SLASH POSS POSSPRON THAT THOSE THIS FROM BEFORE AFTER OTHER SAME TIME LOCAL GOOD INTO NUMWORD DAYNUM NUMBER FRACTION "
    "ORD DAYORD NTH FINAL FEW VAGUENUM LAST NEXT EVERY EACH EARLY LATE START END TURN HALF ONCE TIMES PER OLD AGE "
    "TRADING LITTLE COUPLE DOZEN SECOND ALTERNATE COMING FOLLOWING PREVIOUS LATEST AMPMWORD OCLOCK ZONE MID"
).split()


# Weak ones that no rule begins with.
_NEVER_FIRST = (
    "OF IN ON TO OR AND THROUGH BETWEEN BY SINCE DURING FOR COMMA HY DASH SLASH POSS FROM BEFORE AFTER OTHER TIME LOCAL GOOD INTO "
    "THAN LEAST OLD AGE PER TRADING OCLOCK ZONE AMPM AMPMWORD"
).split()


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of the grammar; the example is a test."""

    kind: str
    pattern: re.Pattern[str]
    example: str


@dataclass(frozen=True, slots=True)
class Grammar:
    """``codes`` gives each class its one character; ``words`` each word its code and value; ``phrases`` by first word."""

    codes: dict[str, str]
    words: dict[str, tuple[str, str]]
    phrases: dict[str, list[tuple[tuple[str, ...], str, str]]]
    rules: list[Rule]
    any_rule: re.Pattern[str]
    runs: re.Pattern[str]
    cores: frozenset[str]


def lines(name: str, columns: int) -> Iterator[tuple[int, list[str]]]:
    """The lines of a data file with their numbers. Raises LexiconError for a wrong number of columns."""
    text = (files("pipeline.lexicon") / "dates" / name).read_text(encoding="utf-8")
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        parts = line.split("\t")
        if len(parts) != columns and not (name == "rules.tsv" and line.startswith("=") and len(parts) == 2):
            raise LexiconError(f"lexicon/dates/{name}:{number}: {len(parts)} columns, not {columns}")
        yield number, [part.strip() for part in parts]


def split_words(phrase: str) -> tuple[str, ...]:
    """The words of a phrase as the scanner cuts them."""
    return tuple(re.findall(r"'s\b|[a-z]+\.?|\d+|[-']", phrase.lower()))


@cache
def grammar() -> Grammar:
    """The whole date lexicon, read and checked once a process."""
    words: dict[str, tuple[str, str]] = {}
    codes = {name: chr(0x100 + index) for index, name in enumerate(SCANNED)}
    for number, (name, value, listed) in lines("words.tsv", 3):
        code = codes.setdefault(name, chr(0x100 + len(codes)))
        for word in listed.split():
            if word in words:
                raise LexiconError(f"lexicon/dates/words.tsv:{number}: {word} has a class already")
            words[word] = (code, value)
    phrases: dict[str, list[tuple[tuple[str, ...], str, str]]] = {}
    for name, file in (("HOLIDAY", "holidays.tsv"), ("VAGUE", "vague.tsv")):
        for number, (phrase, value) in lines(file, 2):
            parts = split_words(phrase)
            if not parts:
                raise LexiconError(f"lexicon/dates/{file}:{number}: no words in {phrase!r}")
            code = codes["NEVER" if value == "NONE" else name]
            phrases.setdefault(parts[0], []).append((parts, code, value))
    for listed_phrases in phrases.values():
        listed_phrases.sort(key=lambda entry: -len(entry[0]))
    rules = _rules(codes)
    return Grammar(codes, words, phrases, rules, _any(rules, codes), _runs(codes), _cores(words, phrases, codes))


def _rules(codes: dict[str, str]) -> list[Rule]:
    """The patterns of rules.tsv as regular expressions over class characters."""
    macros: dict[str, str] = {}
    rules = []
    for number, parts in lines("rules.tsv", 3):
        where = f"lexicon/dates/rules.tsv:{number}"
        if parts[0].startswith("="):
            macros[parts[0][1:]] = _compile(parts[1], codes, macros, where)
            continue
        try:
            pattern = re.compile(_compile(parts[1], codes, macros, where))
        except re.error as error:
            raise LexiconError(f"{where}: {error}") from error
        if pattern.match(""):
            raise LexiconError(f"{where}: the pattern matches nothing at all")
        rules.append(Rule(parts[0], pattern, parts[2]))
    return rules


def _compile(pattern: str, codes: dict[str, str], macros: dict[str, str], where: str) -> str:
    def named(match: re.Match[str]) -> str:
        name = match[0]
        if name in macros:
            return f"(?:{macros[name]})"
        if name not in codes:
            raise LexiconError(f"{where}: there is no class {name}")
        return codes[name]

    plain = re.sub(r"\((?!\?)", "(?:", pattern)
    return re.sub(r"\s+", "", re.sub(r"[A-Z][A-Z0-9]+", named, plain))


def _any(rules: list[Rule], codes: dict[str, str]) -> re.Pattern[str]:
    """All rules in one alternation: which group matched tells which rule."""
    unnamed = [re.sub(r"\(\?P<\w+>", "(?:", rule.pattern.pattern) for rule in rules]
    never = "".join(codes[name] for name in _NEVER_FIRST + _NEVER_INSIDE)
    return re.compile(f"(?=[^{never}])(?:{'|'.join(f'({pattern})' for pattern in unnamed)})")


def _runs(codes: dict[str, str]) -> re.Pattern[str]:
    """Runs of words that rules take in, with at least one that can be the core of an expression."""
    never = "".join(codes[name] for name in _NEVER_INSIDE)
    weak = "".join(codes[name] for name in _WEAK)
    return re.compile(f"[{weak}]*+[^{never}{weak}][^{never}]*+")


def _cores(
    words: dict[str, tuple[str, str]],
    phrases: dict[str, list[tuple[tuple[str, ...], str, str]]],
    codes: dict[str, str],
) -> frozenset[str]:
    """The words without which there is no expression, as they may be written."""
    weak = {codes[name] for name in (*_WEAK, *_NEVER_INSIDE)}
    cores = {word.rstrip(".") for word, (code, _) in words.items() if code not in weak and word.rstrip(".").isalpha()}
    cores |= {parts[-1] for listed in phrases.values() for parts, _, _ in listed}
    return frozenset(form for word in cores for form in (word, word.capitalize(), word.upper()))
