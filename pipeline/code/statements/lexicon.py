"""The cues of saying, from the lexicon's files: which verbs, in which frames, with what stance."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, cast, get_args

from pipeline.errors import LexiconError
from pipeline.records import Stance

if TYPE_CHECKING:
    from collections.abc import Iterator

FRAMES = frozenset({"q", "c", "i", "oi", "o", "ov", "s", "as", "for", "of", "to", "with"})
"""How content follows: quote, clause, infinitive, object + infinitive, object, object of words, small clause, object + preposition, ``p:``."""


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb of saying, thinking or showing."""

    lemma: str
    frames: frozenset[str]
    prepositions: frozenset[str]
    stance: Stance
    family: str


def rows(name: str, columns: int) -> Iterator[tuple[str, list[str]]]:
    """The lines of a lexicon file as (where, fields). Raises LexiconError at a line of another width."""
    path = files("pipeline.lexicon").joinpath("statements", name)
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        fields = line.split("\t")
        where = f"lexicon/statements/{name}:{number}"
        if len(fields) != columns:
            raise LexiconError(f"{where}: {len(fields)} columns where {columns} are wanted")
        yield where, fields


@cache
def families() -> dict[str, str]:
    """Every family of cues and why it is one."""
    return {family: reason for _, (family, reason, _, _) in rows("families.tsv", 4)}


def _known(where: str, family: str) -> None:
    if family not in families():
        raise LexiconError(f"{where}: no such family: {family}")


@cache
def verbs() -> dict[str, Verb]:
    """Every cue verb by lemma."""
    found: dict[str, Verb] = {}
    for where, (lemma, frames, stance, family) in rows("verbs.tsv", 4):
        names = frames.split(",")
        plain = {name for name in names if not name.startswith("p:")}
        if plain - FRAMES:
            raise LexiconError(f"{where}: no such frame: {', '.join(sorted(plain - FRAMES))}")
        if stance not in get_args(Stance):
            raise LexiconError(f"{where}: no such stance: {stance}")
        if lemma in found:
            raise LexiconError(f"{where}: {lemma} stands here twice")
        _known(where, family)
        prepositions = frozenset(name[2:] for name in names if name.startswith("p:"))
        found[lemma] = Verb(lemma, frozenset(plain), prepositions, cast("Stance", stance), family)
    return found


def _words(name: str) -> dict[str, Stance]:
    found: dict[str, Stance] = {}
    for where, (lemma, stance, family) in rows(name, 3):
        if stance not in get_args(Stance):
            raise LexiconError(f"{where}: no such stance: {stance}")
        if lemma in found:
            raise LexiconError(f"{where}: {lemma} stands here twice")
        _known(where, family)
        found[lemma] = cast("Stance", stance)
    return found


@cache
def nouns() -> dict[str, Stance]:
    """Every cue noun by lemma."""
    return _words("nouns.tsv")


@cache
def adjectives() -> dict[str, Stance]:
    """Every cue adjective by lemma."""
    return _words("adjectives.tsv")


@cache
def media() -> dict[str, str]:
    """What a noun that carries a saying stands for, by form or lemma."""
    return {noun: medium for _, (noun, medium, _, _) in rows("media.tsv", 4)}


@cache
def matters() -> frozenset[str]:
    """What can only be attacked or hit with words."""
    return frozenset(noun for _, (noun, _, _) in rows("matters.tsv", 3))
