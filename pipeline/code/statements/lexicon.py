"""The cues of saying, from the lexicon's files: which verbs, in which frames, with what stance."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, cast, get_args

from pipeline.lexicon.table import rows
from pipeline.records import Stance

if TYPE_CHECKING:
    from collections.abc import Container

    from pipeline.lexicon.table import Row

FRAMES = frozenset({"q", "c", "t", "i", "oi", "o", "ov", "s", "as", "for", "of", "to", "with"})
"""How content follows: quote, clause, clause with "that", infinitive, object + infinitive, object, object of words, small clause, object + preposition, ``p:``."""

CITING = frozenset({"according", "per"})
"""The words that put a paper behind what somebody else said."""


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb of saying, thinking or showing."""

    lemma: str
    frames: frozenset[str]
    prepositions: frozenset[str]
    stance: Stance
    family: str


_STANCES: tuple[str, ...] = get_args(Stance)


@cache
def families() -> dict[str, str]:
    """Every family of cues and why it is one."""
    columns = ("family", "reason", "example", "source")
    return {row.text("family"): row.text("reason") for row in rows("statements/families.tsv", columns)}


@cache
def verbs() -> dict[str, Verb]:
    """Every cue verb by lemma."""
    found: dict[str, Verb] = {}
    for row in rows("statements/verbs.tsv", ("verb", "frames", "stance", "family")):
        names = row.text("frames").split(",")
        plain = {name for name in names if not name.startswith("p:")}
        if plain - FRAMES:
            raise row.error(f"no such frame: {', '.join(sorted(plain - FRAMES))}")
        lemma, stance = _cue(row, "verb", found)
        prepositions = frozenset(name[2:] for name in names if name.startswith("p:"))
        found[lemma] = Verb(lemma, frozenset(plain), prepositions, stance, row.text("family"))
    return found


def _cue(row: Row, column: str, found: Container[str]) -> tuple[str, Stance]:
    """The cue that a line is about, which must be the first of its kind, and its stance."""
    lemma = row.text(column)
    if lemma in found:
        raise row.error(f"{lemma} stands here twice")
    row.choice("family", families())
    return lemma, cast("Stance", row.choice("stance", _STANCES))


def _words(name: str, column: str) -> dict[str, Stance]:
    found: dict[str, Stance] = {}
    for row in rows(f"statements/{name}", (column, "stance", "family")):
        lemma, stance = _cue(row, column, found)
        found[lemma] = stance
    return found


@cache
def nouns() -> dict[str, Stance]:
    """Every cue noun by lemma."""
    return _words("nouns.tsv", "noun")


@cache
def adjectives() -> dict[str, Stance]:
    """Every cue adjective by lemma."""
    return _words("adjectives.tsv", "adjective")


@cache
def media() -> dict[str, str]:
    """What a noun that carries a saying stands for, by form or lemma."""
    columns = ("noun", "medium", "reason", "source")
    return {row.text("noun"): row.text("medium") for row in rows("statements/media.tsv", columns)}


@cache
def matters() -> frozenset[str]:
    """What can only be attacked or hit with words."""
    return frozenset(row.text("noun") for row in rows("statements/matters.tsv", ("noun", "reason", "source")))


@cache
def speechless() -> frozenset[str]:
    """Nouns for what happens, which says nothing though it "shows" or "underscores" something."""
    rows_ = rows("statements/speechless.tsv", ("kind", "nouns", "reason"))
    return frozenset(noun for row in rows_ for noun in row.list("nouns"))


_JUDGING = frozenset({"praise", "criticise"})
_CONCERNS = _JUDGING | frozenset({"complain", "support", "argueagainst", "link", "ask", "deny", "refuse", "minimise"})
"""Families of cues that speak of a thing as known: they do not tell that it happened."""


def _is_of(lemma: str, families: frozenset[str]) -> bool:
    entry = verbs().get(lemma)
    return entry is not None and entry.family in families


def judges(lemma: str) -> bool:
    """Whether a cue praises or criticises what has happened: "welcomed the pledge"."""
    return _is_of(lemma, _JUDGING)


def concerns(lemma: str) -> bool:
    """Whether a cue is about its thing and does not tell it: "denied involvement in the attack", "blamed his defeat on her"."""
    return _is_of(lemma, _CONCERNS) or nouns().get(lemma) in {"opinion", "denial"}


def refuses(lemma: str) -> bool:
    """Whether a cue takes its own object back: "denied the killing"."""
    return _is_of(lemma, frozenset({"deny", "refuse"}))


def declines(lemma: str) -> bool:
    """Whether a cue says no to doing something: "declined to comment"."""
    return _is_of(lemma, frozenset({"refuse"}))
