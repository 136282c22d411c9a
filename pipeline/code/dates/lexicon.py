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


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of the grammar; the example is a test."""

    kind: str
    pattern: re.Pattern[str]
    example: str


@dataclass(frozen=True, slots=True)
class Grammar:
    """``codes`` gives each class its one character; ``words`` each word its code and value; ``phrases`` by first word.

    ``any_rule`` is all rules in one alternation: which group matched tells which rule. ``runs`` are the stretches of words that
    rules take in, with at least one that can be the core of an expression; ``cores`` are these words, as they may be written.
    """

    codes: dict[str, str]
    words: dict[str, tuple[str, str]]
    phrases: dict[tuple[str, str], list[tuple[tuple[str, ...], str, str]]]
    phrase_starts: frozenset[str]
    rules: list[Rule]
    any_rule: re.Pattern[str]
    runs: re.Pattern[str]
    cores: frozenset[str]
    phrase_words: frozenset[str]


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
    codes: dict[str, str] = {}
    roles: dict[str, str] = {"apart": "", "weak": "", "late": ""}
    for number, (name, listed_roles, _) in lines("classes.tsv", 3):
        codes[name] = chr(0x100 + len(codes))
        for role in listed_roles.replace("-", "").split():
            if role not in roles:
                raise LexiconError(f"lexicon/dates/classes.tsv:{number}: there is no role {role}")
            roles[role] += codes[name]
    words: dict[str, tuple[str, str]] = {}
    for number, (name, value, listed) in lines("words.tsv", 3):
        if name not in codes:
            raise LexiconError(f"lexicon/dates/words.tsv:{number}: there is no class {name}")
        for word in listed.split():
            if word in words:
                raise LexiconError(f"lexicon/dates/words.tsv:{number}: {word} has a class already")
            words[word] = (codes[name], value)
    phrases = _phrases(codes)
    rules = _rules(codes)
    unnamed = [re.sub(r"\(\?P<\w+>", "(?:", rule.pattern.pattern) for rule in rules]
    quiet = roles["weak"] + roles["apart"]
    cores = {word.rstrip(".") for word, (code, _) in words.items() if code not in quiet}
    cores |= {parts[-1] for listed_phrases in phrases.values() for parts, _, _ in listed_phrases}
    return Grammar(
        codes,
        words,
        phrases,
        frozenset(first for first, _ in phrases),
        rules,
        any_rule=re.compile(
            f"(?=[^{roles['late']}{roles['apart']}])(?:{'|'.join(f'({pattern})' for pattern in unnamed)})"
        ),
        runs=re.compile(f"(?<![^{roles['apart']}])[{roles['weak']}]*+[^{quiet}][^{roles['apart']}]*+"),
        cores=frozenset(form for word in cores if word.isalpha() for form in (word, word.capitalize(), word.upper())),
        phrase_words=frozenset(word for listed in phrases.values() for parts, _, _ in listed for word in parts),
    )


def _phrases(codes: dict[str, str]) -> dict[tuple[str, str], list[tuple[tuple[str, ...], str, str]]]:
    """The fixed phrases by their first two words (the second is "" where there is one), the longest first."""
    phrases: dict[tuple[str, str], list[tuple[tuple[str, ...], str, str]]] = {}
    for name, file in (("HOLIDAY", "holidays.tsv"), ("VAGUE", "vague.tsv")):
        for number, (phrase, value) in lines(file, 2):
            parts = split_words(phrase)
            if not parts:
                raise LexiconError(f"lexicon/dates/{file}:{number}: no words in {phrase!r}")
            code = codes["NEVER" if value == "NONE" else name]
            phrases.setdefault((parts[0], parts[1] if len(parts) > 1 else ""), []).append((parts, code, value))
    for listed in phrases.values():
        listed.sort(key=lambda entry: -len(entry[0]))
    return phrases


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
