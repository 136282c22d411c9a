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
    "WORD CAPWORD COMMA HY DASH POSS MONEY PERCENT SIGN BREAK DAYNUM YEARNUM NUMBER NTH DAYORD DECADENUM SHORTYEAR CLOCK "
    "FRACTION ISODATE NUMDATE MILLION HOLIDAY VAGUE NEVER"
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
    return Grammar(codes, words, phrases, rules, _any(rules))


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


def _any(rules: list[Rule]) -> re.Pattern[str]:
    """All rules in one alternation: which group matched tells which rule."""
    unnamed = [re.sub(r"\(\?P<\w+>", "(?:", rule.pattern.pattern) for rule in rules]
    return re.compile("|".join(f"({pattern})" for pattern in unnamed))
