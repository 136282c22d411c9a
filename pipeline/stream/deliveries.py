"""Which messages of a partition were handed to the agent, and which of them are done. Pure bookkeeping, no Kafka.

Faust infers from offsets alone what was skipped, and so commits past messages that were fetched but never worked on. Here
every delivery is written down: the commit is the offset below which all that was delivered is done, and a message that is
out of its turn shows at once that another was lost on its way through the buffers.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from enum import Enum
from typing import Any


class Turn(Enum):
    """Whether a message that reached the agent may be worked on."""

    NOW = "it is the oldest of those handed over and not taken yet"
    TOO_EARLY = "an older one was handed over and never arrived"
    STALE = "it was not handed over in this assignment"


class Deliveries:
    """One partition's deliveries since its assignment. Messages need only have an ``offset``."""

    def __init__(self, start: int, committed: int | None = None) -> None:
        #: the offset to be handed over next
        self.expected = start
        #: what the broker was told last
        self.committed = start if committed is None else committed
        self._told_at = float("-inf")
        self._any_done = False
        self._waiting: deque[Any] = deque()  # handed over, not taken
        self._open: deque[Any] = deque()  # handed over, not done: a superset, in the same order
        self._done: set[int] = set()
        self.suspected: tuple[int, int] | None = None

    @property
    def open_count(self) -> int:
        """How many are handed over and not done."""
        return len(self._open)

    def hand(self, message: Any) -> None:
        """The message is in the stream's buffer."""
        self.expected = message.offset + 1
        self._waiting.append(message)
        self._open.append(message)

    def turn(self, message: Any) -> Turn:
        """Whether to work on ``message`` now; one that is taken is taken off the waiting ones."""
        if self._waiting and self._waiting[0] is message:
            self._waiting.popleft()
            return Turn.NOW
        return Turn.TOO_EARLY if any(other is message for other in self._waiting) else Turn.STALE

    def knows(self, message: Any) -> bool:
        """Whether the message is handed over and not done."""
        return any(other is message for other in self._open)

    def next_are(self, messages: Sequence[Any]) -> bool:
        """Whether these are the oldest that are not done, in order: nothing before or between them is missing."""
        return len(messages) <= len(self._open) and all(
            message is other for message, other in zip(messages, self._open, strict=False)
        )

    def done(self, message: Any) -> bool:
        """The message is worked on for good; False when it belongs to no delivery of this assignment."""
        if not self.knows(message):
            return False
        self._any_done = True
        self._done.add(message.offset)
        while self._open and self._open[0].offset in self._done:
            self._done.discard(self._open.popleft().offset)
        return True

    def committable(self) -> int:
        """The offset below which everything delivered is done; what is committed already while nothing is."""
        return self._first_open() if self._any_done else self.committed

    def due(self, now: float, standing_seconds: float) -> bool:
        """Whether the broker is to be told: of a move at once, of an offset that stands still while messages are open now
        and then, as a sign of life (a worker that is stuck is not one that is gone).
        """
        offset = self.committable()
        return offset > self.committed or (
            offset == self.committed > 0 and bool(self._open) and now - self._told_at >= standing_seconds
        )

    def told(self, offset: int, now: float) -> None:
        """The broker took the commit."""
        self.committed, self._told_at = max(self.committed, offset), now

    def _first_open(self) -> int:
        return int(self._open[0].offset) if self._open else self.expected

    def rewind(self) -> int:
        """Forget what isn't done, so that it is handed over again; the offset to seek to."""
        self.expected = self._first_open()
        self._waiting.clear()
        self._open.clear()
        self._done.clear()
        return self.expected
