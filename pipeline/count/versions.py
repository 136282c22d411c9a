"""What was decided about an article id at which raw offset.

The history of an id makes every later decision repeatable. When a crash lets an article be delivered again, what was
decided the first time stands (coding it again might end otherwise: a time limit, a newer lexicon), and what a correction
takes back is always what the version before it had added.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import orjson

from pipeline.count.facts import ArticleFacts
from pipeline.count.keys import CountKey, contributions, difference


class Version(NamedTuple):
    """An article as it was coded from the raw message at ``offset``, and the ids that were sent out for it.

    ``facts`` is None when the article was withdrawn.
    """

    offset: int
    generation: int
    digest: str
    facts: ArticleFacts | None
    events: tuple[str, ...]
    statements: tuple[str, ...]


class Versions(NamedTuple):
    """The versions of one article id that still matter, by offset."""

    items: tuple[Version, ...] = ()

    def at(self, offset: int) -> Version | None:
        """The version that the message at ``offset`` became, if it became one."""
        return next((version for version in self.items if version.offset == offset), None)

    def before(self, offset: int) -> Version | None:
        """The version that the message at ``offset`` found: the last one before it."""
        return next((version for version in reversed(self.items) if version.offset < offset), None)

    def with_version(self, version: Version, committed: int) -> Versions:
        """This history with one version more.

        Offsets below ``committed`` never come again: of those versions only the last is still needed, as the one that
        a later version replaces.
        """
        kept = [item for item in self.items if item.offset != version.offset]
        kept.append(version)
        kept.sort(key=lambda item: item.offset)
        old = sum(item.offset < committed for item in kept)
        return Versions(tuple(kept[max(old - 1, 0) :]))

    def newer_than(self, other: Versions | None) -> bool:
        """Whether this history replaces ``other``: the one that goes further does."""
        if other is None or not other.items:
            return True
        if not self.items:
            return False
        return self.rank() > other.rank()

    def rank(self) -> list[tuple[int, int]]:
        """What orders two histories: offsets and generations, the latest first."""
        return [(item.offset, item.generation) for item in reversed(self.items)]

    def to_json(self) -> bytes:
        """Compact JSON: these lists are most of a worker's state."""
        return orjson.dumps([[*item[:3], item.facts and item.facts.to_json(), *item[4:]] for item in self.items])

    @staticmethod
    def from_json(data: bytes) -> Versions:
        """The opposite of ``to_json``."""
        return Versions(tuple(_version(item) for item in orjson.loads(data)))


def _version(value: list[Any]) -> Version:
    offset, generation, digest, facts, events, statements = value
    known = None if facts is None else ArticleFacts.from_json(facts)
    return Version(offset, generation, digest, known, tuple(events), tuple(statements))


def amounts(now: Version | None, before: Version | None) -> dict[CountKey, int]:
    """What the counts change by when ``before`` is replaced by ``now``."""
    return difference(contributions(now.facts if now else None), contributions(before.facts if before else None))
