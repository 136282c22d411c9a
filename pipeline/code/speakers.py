"""Who "I" and "we" are: inside a quotation the one who is quoted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.records import ActorMention, Span, Statement

if TYPE_CHECKING:
    from collections.abc import Iterable

_FIRST_PERSON = frozenset({"i", "me", "my", "myself", "we", "us", "our", "ourselves"})


def speaker(statements: Iterable[Statement]) -> ActorMention | None:
    """The source of the innermost quotation among the statements that hold an event."""
    for statement in statements:
        if statement.kind != "indirect":
            return statement.source
    return None


def as_speaker(mention: ActorMention, who: ActorMention | None) -> ActorMention:
    """The mention, known as the speaker is where it says "I" or "we"; a group goes by the one who speaks for it."""
    if who is None or mention.coref is not None or mention.text.lower() not in _FIRST_PERSON:
        return mention
    span = who.coref or Span(start=who.start, end=who.end, text=who.text)
    known = {"name": who.name, "entity": who.entity, "country": who.country, "sector": who.sector, "coref": span}
    return mention.model_copy(update=known)
