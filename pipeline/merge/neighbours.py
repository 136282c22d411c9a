"""Which of the reports in the window are about the same thing, and how rare a word is there.

TF-IDF and cosine, as topic detection and tracking does it (Yang, Pierce and Carbonell 1998; Allan, Papka and Lavrenko 1998);
document frequencies are those of the window, with a lexicon's shares as what is known before any report came.
"""

from __future__ import annotations

import heapq
import math
from functools import cache
from itertools import islice
from sys import intern
from typing import TYPE_CHECKING

from pipeline.merge.words import share

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_KNOWN = 200  # the lexicon's shares count as much as this many reports
_LOOKED_UP, _HOLDERS = 24, 400  # terms of a report that are looked up, and the latest reports that are taken from each
_COMPARED, _NEAREST = 60, 40


class Neighbours:
    """The terms of the reports in the window and who holds them."""

    def __init__(self) -> None:
        self._terms: dict[str, Mapping[str, float]] = {}
        self._numbers: dict[str, int] = {}
        self._holders: dict[str, dict[str, None]] = {}

    def add(self, article_id: str, terms: Mapping[str, float], number: int) -> None:
        """Remember the ``number``-th report; the holders of a term are in the order of their numbers."""
        self._numbers[article_id] = number
        self._terms[article_id] = {intern(term): weight for term, weight in terms.items()}
        for term in terms:
            holders = self._holders.setdefault(term, {})
            late = bool(holders) and self._numbers[next(reversed(holders))] > number
            holders[article_id] = None
            if late:
                self._holders[term] = dict.fromkeys(sorted(holders, key=self._numbers.__getitem__))

    def remove(self, article_id: str) -> None:
        for term in self._terms.pop(article_id, {}):
            holders = self._holders[term]
            del holders[article_id]
            if not holders:
                del self._holders[term]
        self._numbers.pop(article_id, None)

    def rarity(self, term: str) -> float:
        """The inverse document frequency, as a logarithm: 0 for a word of every report, 6 for one never seen before."""
        held = len(self._holders.get(term, ())) + _KNOWN * share(term)
        return math.log((_KNOWN + len(self._terms) + 1) / (held + 0.5))

    def near(self, terms: Mapping[str, float], floor: float) -> dict[str, float]:
        """The reports whose cosine with these terms is at least ``floor``, the nearest first."""
        rarity = cache(self.rarity)
        weights = {term: weight * rarity(term) for term, weight in terms.items()}
        rarest = heapq.nsmallest(_LOOKED_UP, weights, key=lambda term: (-weights[term], term))
        votes: dict[str, float] = {}
        for term in rarest:
            for article_id in islice(reversed(self._holders.get(term, {})), _HOLDERS):
                votes[article_id] = votes.get(article_id, 0.0) + weights[term] ** 2
        length = _length(weights.values())
        found = []
        for article_id in heapq.nsmallest(_COMPARED, votes, key=lambda name: (-votes[name], name)):
            others = {term: weight * rarity(term) for term, weight in self._terms[article_id].items()}
            product = sum(weights[term] * others[term] for term in sorted(weights.keys() & others.keys()))
            cosine = product / ((length * _length(others.values())) or 1.0)
            if cosine >= floor:
                found.append((-round(cosine, 6), article_id))
        return {article_id: -cosine for cosine, article_id in sorted(found)[:_NEAREST]}


def _length(weights: Iterable[float]) -> float:
    return math.sqrt(sum(weight * weight for weight in weights))
