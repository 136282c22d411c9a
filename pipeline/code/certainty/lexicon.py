"""What words do to certainty, from the lexicon's files."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, cast, get_args

from pipeline.errors import LexiconError
from pipeline.records import TimeRelation

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True)
class Effect:
    """How sure an event is (-1 to 1) when what governs it holds, when that is open, and when it is denied."""

    name: str
    holds: float
    open: float
    denied: float
    time: TimeRelation | None = None

    def of(self, governor: float) -> float:
        """The event's value under a governor that is itself worth this much: straight lines between the three."""
        if governor >= 0:
            return self.open + (self.holds - self.open) * governor
        return self.open - (self.denied - self.open) * governor


def _rows(name: str, columns: int) -> Iterator[tuple[str, list[str]]]:
    path = files("pipeline.lexicon").joinpath("certainty", name)
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        fields = line.split("\t")
        where = f"lexicon/certainty/{name}:{number}"
        if len(fields) != columns:
            raise LexiconError(f"{where}: {len(fields)} columns where {columns} are wanted")
        yield where, fields


def _value(where: str, text: str) -> float:
    try:
        value = float(text)
    except ValueError as error:
        raise LexiconError(f"{where}: {text} is no number") from error
    if not -1 <= value <= 1:
        raise LexiconError(f"{where}: {text} is not between -1 and 1")
    return value


def _time(where: str, text: str) -> TimeRelation | None:
    if not text:
        return None
    if text not in get_args(TimeRelation):
        raise LexiconError(f"{where}: no such time: {text}")
    return cast("TimeRelation", text)


def _effects(name: str) -> dict[str, Effect]:
    found = {}
    for where, (key, holds, between, denied, _, _) in _rows(name, 6):
        found[key] = Effect(key, _value(where, holds), _value(where, between), _value(where, denied))
    return found


@cache
def signatures() -> dict[str, Effect]:
    """What a class of predicates says of its complement."""
    return _effects("signatures.tsv")


@cache
def relations() -> dict[str, Effect]:
    """What a syntactic relation says, where the predicate has no signature."""
    return _effects("relations.tsv")


@cache
def predicates() -> dict[tuple[str, str], Effect]:
    """The signature of a (lemma, "verb" | "noun" | "adj")."""
    found: dict[tuple[str, str], Effect] = {}
    for where, (lemma, part, name) in _rows("predicates.tsv", 3):
        if name not in signatures():
            raise LexiconError(f"{where}: no such class: {name}")
        if (lemma, part) in found:
            raise LexiconError(f"{where}: {lemma} stands here twice")
        found[lemma, part] = signatures()[name]
    return found


@cache
def modals() -> dict[str, Effect]:
    """Auxiliaries by form."""
    found = {}
    for where, (form, holds, denied, time, _, _) in _rows("modals.tsv", 6):
        found[form] = Effect(form, _value(where, holds), 0.0, _value(where, denied), _time(where, time))
    return found


@cache
def adverbs() -> dict[str, float]:
    """Hedges and negations by form, each a factor."""
    return {word: _value(where, effect) for where, (word, effect, _, _) in _rows("adverbs.tsv", 4)}


@cache
def links() -> dict[str, Effect]:
    """Words that join a clause."""
    found = {}
    for where, (word, effect, time, _, _) in _rows("links.tsv", 5):
        value = _value(where, effect)
        found[word] = Effect(word, value, value / 2, value, _time(where, time))
    return found


@cache
def forms() -> dict[str, float]:
    """What the form of a sentence makes of its main event, each a factor."""
    return {form: _value(where, effect) for where, (form, effect, _, _) in _rows("forms.tsv", 4)}
