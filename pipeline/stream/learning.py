"""What the outlets of one partition repeat: read by the coding, taught by what is coded, kept in a table.

Articles are cleaned many at a time in other processes: what an outlet is known to repeat goes with them, their lessons come
back and are learned in the order of the offsets. So an article is cleaned by what was known before its batch.

A table's record is the whole of what an outlet taught (some kB), and most articles teach nothing that decides anything. So
it is written when something is known better, for an outlet's first articles, and after ``LESSONS_A_WRITE`` others; a crash
forgets what was learned since. The record ``upto`` says how far the raw articles are in the table but for that.
"""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING

from pipeline.clean.repeats import FORGET_DAYS, Repeats, number_of
from pipeline.settings import settings

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline.clean.repeats import Known, Lesson
    from pipeline.stream.table import Part

LESSONS_A_WRITE = 8
MOST_AT_HAND = 64  # outlets whose repeats are at hand; those of others are read from the store again

_UPTO = b"upto"


class Learning:
    """One partition's outlets."""

    def __init__(self, part: Part[Repeats]) -> None:
        self._part = part
        self._at_hand: OrderedDict[str, Repeats] = OrderedDict()  # by last use
        self._unwritten: dict[str, int] = {}  # lessons since the last write
        self._days: OrderedDict[str, int] | None = None  # every outlet's last day, by last lesson

    @property
    def upto(self) -> int:
        """The last raw offset that is in the table."""
        found = self._part.get(_UPTO)
        return -1 if found is None else found.offset

    def known(self, outlet: str | None, article_id: str | None) -> Known | None:
        """What cleaning has to know of an article's outlet; null where nothing is learned."""
        if outlet is None or article_id is None or not settings().repeat_sources:
            return None
        return self._repeats(outlet).known(number_of(article_id))

    def learn(self, lessons: Iterable[tuple[str, int, Lesson]], upto: int) -> dict[bytes, Repeats | None]:
        """Take in a batch's lessons, (outlet, offset, lesson) in the order of the offsets; what has to be written."""
        if not settings().repeat_sources:
            return {}
        days, today = self._all_days(), 0
        due: dict[str, Repeats | None] = {}
        for outlet, offset, lesson in lessons:
            repeats = self._repeats(outlet)
            if offset <= repeats.offset:
                continue
            better = repeats.learn(lesson, offset)
            self._unwritten[outlet] = self._unwritten.get(outlet, 0) + 1
            days[outlet] = today = repeats.day
            days.move_to_end(outlet)
            if better or repeats.lessons <= LESSONS_A_WRITE or self._unwritten[outlet] >= LESSONS_A_WRITE:
                due[outlet] = repeats
        while len(self._at_hand) > MOST_AT_HAND:
            outlet, repeats = self._at_hand.popitem(last=False)
            if outlet in self._unwritten:
                due[outlet] = repeats
        for outlet in _outdated(days, today):
            due[outlet] = None
            del days[outlet]
            self._at_hand.pop(outlet, None)
        for outlet in due:
            self._unwritten.pop(outlet, None)
        return {_key(outlet): repeats for outlet, repeats in due.items()} | {_UPTO: Repeats(offset=upto)}

    def forget(self) -> None:
        """The table was read again: what is at hand may be older than what it holds, or was not written."""
        self._at_hand.clear()
        self._unwritten.clear()
        self._days = None

    def refresh(self) -> None:
        """The table was read on: leave what is at hand where another owner's is newer."""
        for outlet, repeats in list(self._at_hand.items()):
            held = self._part.get(_key(outlet))
            if held is not None and held.offset > repeats.offset:
                del self._at_hand[outlet]
                self._unwritten.pop(outlet, None)

    def _repeats(self, outlet: str) -> Repeats:
        found = self._at_hand.get(outlet)
        if found is None:
            found = self._at_hand[outlet] = self._part.get(_key(outlet)) or Repeats()
        self._at_hand.move_to_end(outlet)
        return found

    def _all_days(self) -> OrderedDict[str, int]:
        if self._days is None:
            held = ((key, repeats) for key, repeats in self._part.items() if key != _UPTO)
            found = sorted((repeats.offset, key[1:].decode(), repeats.day) for key, repeats in held)
            self._days = OrderedDict((outlet, day) for _, outlet, day in found)
        return self._days


def _outdated(days: OrderedDict[str, int], today: int) -> list[str]:
    """The outlets of which nothing came for the longest time, as far as there are too many, or the time is too long."""
    surplus = len(days) - settings().repeat_sources
    found = []
    for number, (outlet, day) in enumerate(days.items()):
        if number >= surplus and today - day <= FORGET_DAYS:
            break
        found.append(outlet)
    return found


def _key(outlet: str) -> bytes:
    return b"=" + outlet.encode("utf-8", "replace")
