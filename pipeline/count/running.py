"""One running count that knows how far it has counted.

A value ``(count, offset)`` holds every contribution of its partition up to and including the raw offset ``offset``. So a
message that comes again finds an offset at or above its own and adds nothing, and a batch may write each count once, with
the offset of its last message: whichever of the batch's writes a crash lets through, each is right by itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable


class Running(NamedTuple):
    """``generation`` is the consumer group's when the value was written: it orders two values of one offset."""

    total: int
    offset: int
    generation: int

    def newer_than(self, other: Running | None) -> bool:
        """Whether this value replaces ``other``: the higher source offset wins, wherever it stands in the log."""
        return other is None or (self.offset, self.generation) > (other.offset, other.generation)


def advance(current: Running | None, steps: Iterable[tuple[int, int]], *, upto: int, generation: int) -> Running | None:
    """The value after a batch that ends at offset ``upto``, or None when nothing of it is new to this count.

    ``steps`` are (offset, amount) of the batch; those at or below the current offset were counted before.
    """
    counted = -1 if current is None else current.offset
    new = [amount for offset, amount in steps if offset > counted]
    if not new:
        return None
    return Running((0 if current is None else current.total) + sum(new), upto, generation)
