"""What words do to certainty, from the lexicon's files."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, cast, get_args

from pipeline.lexicon.table import rows
from pipeline.records import TimeRelation

if TYPE_CHECKING:
    from pipeline.lexicon.table import Row


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


_WHOLE = (-1.0, 1.0)


def _time(row: Row) -> TimeRelation | None:
    return cast("TimeRelation", row.choice("time", get_args(TimeRelation))) if row.optional("time") else None


def _effects(name: str, key: str, *more: str) -> dict[str, Effect]:
    found = {}
    for row in rows(f"certainty/{name}", (key, "holds", "open", "denied", *more, "reason", "source")):
        holds, between, denied = (row.number(column, _WHOLE) for column in ("holds", "open", "denied"))
        found[row.text(key)] = Effect(row.text(key), holds, between, denied, _time(row) if more else None)
    return found


def _factors(name: str, key: str) -> dict[str, float]:
    columns = (key, "effect", "reason", "source")
    return {row.text(key): row.number("effect", _WHOLE) for row in rows(f"certainty/{name}", columns)}


@cache
def signatures() -> dict[str, Effect]:
    """What a class of predicates says of its complement."""
    return _effects("signatures.tsv", "class", "time")


@cache
def relations() -> dict[str, Effect]:
    """What a syntactic relation says, where the predicate has no signature."""
    return _effects("relations.tsv", "relation")


@cache
def predicates() -> dict[tuple[str, str], Effect]:
    """The signature of a (lemma, "verb" | "noun" | "adj")."""
    found: dict[tuple[str, str], Effect] = {}
    for row in rows("certainty/predicates.tsv", ("lemma", "part", "class")):
        lemma, part, name = row.text("lemma"), row.text("part"), row.choice("class", signatures())
        if (lemma, part) in found:
            raise row.error(f"{lemma} stands here twice")
        found[lemma, part] = signatures()[name]
    return found


@cache
def modals() -> dict[str, Effect]:
    """Auxiliaries by form."""
    found = {}
    for row in rows("certainty/modals.tsv", ("modal", "holds", "denied", "time", "reason", "source")):
        form = row.text("modal")
        found[form] = Effect(form, row.number("holds", _WHOLE), 0.0, row.number("denied", _WHOLE), _time(row))
    return found


@cache
def adverbs() -> dict[str, float]:
    """Hedges and negations by form, each a factor."""
    return _factors("adverbs.tsv", "word")


@cache
def links() -> dict[str, Effect]:
    """Words that join a clause."""
    found = {}
    for row in rows("certainty/links.tsv", ("word", "effect", "time", "reason", "source")):
        word, value = row.text("word"), row.number("effect", _WHOLE)
        found[word] = Effect(word, value, value / 2, value, _time(row))
    return found


@cache
def forms() -> dict[str, float]:
    """What the form of a sentence makes of its main event, each a factor."""
    return _factors("forms.tsv", "form")


@cache
def forthcoming() -> frozenset[str]:
    """Adjectives that put what they stand before ahead: "a planned attack"."""
    return frozenset(row.text("word") for row in rows("certainty/forthcoming.tsv", ("word", "reason")))


@cache
def held() -> frozenset[str]:
    """What took place though it "failed": talks, unlike a coup."""
    return frozenset(row.text("noun") for row in rows("certainty/held.tsv", ("noun", "reason")))


@cache
def charges() -> dict[str, Effect]:
    """What brings people to court for something that went before, and what it says of that."""
    found = {}
    for row in rows("certainty/charges.tsv", ("word", "relation", "reason")):
        found[row.text("word")] = replace(relations()[row.choice("relation", relations())], time="past")
    return found
