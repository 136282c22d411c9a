"""A text's sketch: enough of it to see, in half a kilobyte, that another text is made of it.

Broder, "On the resemblance and containment of documents" (1997): a text is the set of its word shingles, and of the sets a
sample is kept whose choice depends on the shingle alone (hashes that are 0 modulo a power of two), so that two samples can be
compared. Containment, not resemblance, decides: a version cut to half is contained wholly, yet resembles by a half only.

What stands in quotation marks is noted: two reporters at one press conference write down the same words, so the rest has to be
shared too. Where the marks of a text are mispaired, what one of the two texts takes for a quotation is just left out.
"""

from __future__ import annotations

import base64
import math
import re
import zlib
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from pipeline.merge.words import tokens

_SHINGLE = 3  # words: with one word in seven replaced three fifths of the shingles stay
_SAMPLE = 192  # of a longer text every second, fourth, ... shingle is kept
_FEWEST = 8  # below this a text is a caption or a label: nothing to go by
_CONTAINED = (
    0.4  # of the smaller text, one and a half standard errors off; reports with the same background share 5 to 30 %
)
_OWN, _OWN_FEWEST = 0.25, 16  # of what is in no quotation, where there is enough of that to say
_QUOTED = re.compile(r'“[^”\n]{20,1000}”|"[^"\n]{20,1000}"|«[^»\n]{20,1000}»')

_PRIMES = (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F)
_MIX = (0xBF58476D1CE4E5B9, 0x94D049BB133111EB)


Hashes = NDArray[np.uint32]


class Sketch(NamedTuple):
    """Hashes of the shingles whose last ``level`` bits are 0, apart those that stand in quotations."""

    level: int
    own: frozenset[int]
    quoted: frozenset[int]

    @property
    def hashes(self) -> frozenset[int]:
        return self.own | self.quoted

    def at(self, level: int) -> Sketch:
        """What the sketch of a longer text would have kept of this one."""
        if level <= self.level:
            return self
        mask = (1 << level) - 1
        own, quoted = (frozenset(value for value in kept if not value & mask) for kept in (self.own, self.quoted))
        return Sketch(level, own, quoted)

    def to_text(self) -> str:
        """The level, the own and the quoted hashes, four bytes each in base 64."""
        packed = (np.array(sorted(kept), dtype="<u4").tobytes() for kept in (self.own, self.quoted))
        return ":".join([str(self.level), *(base64.b64encode(part).decode("ascii") for part in packed)])

    @staticmethod
    def from_text(text: str) -> Sketch:
        """The opposite of ``to_text``."""
        level, *packed = text.split(":")
        own, quoted = (frozenset(np.frombuffer(base64.b64decode(part), dtype="<u4").tolist()) for part in packed)
        return Sketch(int(level), own, quoted)


def sketch_of(text: str) -> Sketch:
    """The sketch of a clean body; an empty one has no hashes."""
    own = _shingles(_QUOTED.sub(" ", text))
    every = _shingles(text)
    level = 0
    while np.count_nonzero(every & np.uint32((1 << level) - 1) == 0) > _SAMPLE:
        level += 1
    kept = frozenset(every[every & np.uint32((1 << level) - 1) == 0].tolist())
    kept_own = kept.intersection(own.tolist())
    return Sketch(level, kept_own, kept - kept_own)


def contained(one: Sketch, other: Sketch) -> float | None:
    """How much of the smaller text the other holds; None where that makes no copy."""
    level = max(one.level, other.level)
    one, other = one.at(level), other.at(level)
    every, every_other = one.hashes, other.hashes
    smaller = min(len(every), len(every_other))
    if smaller < _FEWEST:
        return None
    portion = len(every & every_other) / smaller
    if portion - 1.5 * math.sqrt(portion * (1 - portion) / smaller) < _CONTAINED:
        return None
    quoted = one.quoted | other.quoted
    own, own_other = every - quoted, every_other - quoted
    smaller = min(len(own), len(own_other))
    if smaller >= _OWN_FEWEST and len(own & own_other) < _OWN * smaller:
        return None
    return portion


def _shingles(text: str) -> Hashes:
    """The distinct shingles of a text, hashed alike on every machine and in every process, unlike hash()."""
    # crc32 is the fastest such hash at hand; the mixing makes it as even as the sampling needs it
    words = np.array([zlib.crc32(word.encode("utf-8", "replace")) for word in tokens(text)], dtype=np.uint64)
    ends = len(words) - _SHINGLE + 1
    if ends < 1:
        return np.empty(0, dtype=np.uint32)
    mixed = words[:ends].copy()
    for step in range(1, _SHINGLE):
        mixed = mixed * np.uint64(_PRIMES[step % 2]) + words[step : step + ends]
    for shift, factor in zip((30, 27), _MIX, strict=True):  # the finish of splitmix64
        mixed = (mixed ^ (mixed >> np.uint64(shift))) * np.uint64(factor)
    return np.unique(((mixed ^ (mixed >> np.uint64(31))) >> np.uint64(32)).astype(np.uint32))
