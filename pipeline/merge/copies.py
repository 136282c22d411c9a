"""Which article's text another one copies: an inverted index of sketches."""

from __future__ import annotations

from bisect import insort
from collections import Counter
from itertools import islice
from typing import NamedTuple

from pipeline.merge.sketch import Sketch, contained

_HOLDERS = 64  # of a shingle that more texts hold, a formula, the first
_TRACE, _SHORT = 0.1, 40  # texts that share less than a tenth of a short one's hashes are not worth comparing


class _Text(NamedTuple):
    sketch: Sketch
    root: str | None  # None: this is a root itself
    order: int  # the number of the report that it came with first


class Copies:
    """The texts seen so far, with the root of each copy. A copy of a copy points to the root.

    What is found depends on the texts, their roots and orders alone, not on how they came about: so a stream that puts them
    again after a crash goes on as if nothing had happened.
    """

    def __init__(self) -> None:
        self._texts: dict[str, _Text] = {}
        self._holders: dict[int, list[str]] = {}

    def root(self, article_id: str) -> str | None:
        """The article that this one copies; None for an original and for one that isn't known."""
        text = self._texts.get(article_id)
        return text.root if text else None

    def order(self, article_id: str) -> int:
        """The number of the report that a text came with first."""
        return self._texts[article_id].order

    def add(self, article_id: str, sketch: Sketch, number: int) -> list[str]:
        """Remember the text of the ``number``-th report; other articles whose root that changes are returned.

        A corrected text stays what it was as long as most of it does: else an original would become its copy's copy.
        """
        old = self._texts.get(article_id)
        if old is not None and contained(sketch, old.sketch) is not None:
            self.forget(article_id)
            self._put(article_id, old._replace(sketch=sketch))
            return []
        orphans = self.remove(article_id)
        self.put(article_id, sketch, self._source(sketch), number)
        return orphans

    def put(self, article_id: str, sketch: Sketch, root: str | None, order: int) -> None:
        """Remember a text whose root is known."""
        self._put(article_id, _Text(sketch, root, order))

    def remove(self, article_id: str) -> list[str]:
        """Withdraw a text. Its copies get the earliest of them as their root; those are returned."""
        self.forget(article_id)
        orphans = sorted(
            (other for other, text in self._texts.items() if text.root == article_id),
            key=lambda other: self._texts[other].order,
        )
        for other in orphans:
            self._texts[other] = self._texts[other]._replace(root=None if other == orphans[0] else orphans[0])
        return orphans

    def forget(self, article_id: str) -> None:
        """Let a text go that is too old to be copied; its copies keep it as their root."""
        gone = self._texts.pop(article_id, None)
        for value in gone.sketch.hashes if gone else ():
            holders = self._holders[value]
            holders.remove(article_id)
            if not holders:
                del self._holders[value]

    def _put(self, article_id: str, text: _Text) -> None:
        self._texts[article_id] = text
        for value in text.sketch.hashes:
            insort(self._holders.setdefault(value, []), article_id, key=self.order)

    def _source(self, sketch: Sketch) -> str | None:
        """The root of the text that shares most with this one; of equals of the first."""
        shared: Counter[str] = Counter()
        for value in sketch.hashes:
            shared.update(islice(self._holders.get(value, ()), _HOLDERS))
        fewest = _TRACE * min(len(sketch.hashes), _SHORT)
        found = []
        for other, hashes in shared.items():
            text = self._texts[other]
            portion = contained(sketch, text.sketch) if hashes >= fewest else None
            if portion is not None:
                found.append((-portion, text.order, text.root or other))
        return min(found)[2] if found else None
