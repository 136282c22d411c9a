"""The words of a text as the merger compares them: lower case, without inflection, each with how common it is in news.

The suffixes go by a few rules (Harman's S-stemmer, 1991, and -ed, -ing): "removed", "removes" and "removing" must meet, and a
wrong stem does no harm as long as it is always the same.
"""

from __future__ import annotations

import math
import re
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING

from pipeline.lexicon.table import rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_WORD = re.compile(r"[^\W_]+")
_LETTERS = 24  # a longer word is no word; cut, so that no text can fill the memory with one
_LEAD_WORDS, _BODY_WORDS = 50, 400  # news tells what it is about at the top; what follows is background
_TERMS = 64


def tokens(text: str) -> Iterator[str]:
    """Every word and number in lower case, whatever the quotes and dashes around it."""
    for match in _WORD.finditer(text):
        yield match[0][:_LETTERS].lower()


def stems(text: str) -> Iterator[str]:
    """The words that can tell one happening from another: no single letters, inflection taken off."""
    for token in tokens(text):
        if len(token) > 2 or (token.isdecimal() and len(token) > 1):
            yield _stem(token)


def share(stem: str) -> float:
    """About how many news articles hold this word, as far as the lexicon knows; 0 for the rest."""
    return _common().get(stem, 0.0)


def terms(title: str | None, text: str) -> dict[str, float]:
    """What an article is about: its most telling words, those of the headline and the lead counted more."""
    counts: dict[str, float] = {}
    for stem in islice(stems(title or ""), _LEAD_WORDS):
        counts[stem] = counts.get(stem, 0.0) + 3
    for place, stem in enumerate(islice(stems(text), _BODY_WORDS)):
        counts[stem] = counts.get(stem, 0.0) + (2 if place < _LEAD_WORDS else 1)
    weights = {stem: 1 + math.log(count) for stem, count in counts.items() if share(stem) < 0.9}
    telling = sorted(weights, key=lambda stem: (-weights[stem] * (1 - share(stem)), stem))
    return {stem: round(weights[stem], 2) for stem in telling[:_TERMS]}


def telling(texts: Iterable[str], most: int) -> list[str]:
    """The distinct words of some short texts, in their order, the most common of the language left out."""
    found = dict.fromkeys(stem for text in texts for stem in stems(text) if share(stem) < 0.9)
    return list(found)[:most]


def _stem(word: str) -> str:
    if word.isdecimal():
        return word
    if len(word) > 4 and word.endswith("ies"):
        word = word[:-3] + "y"
    elif len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    for suffix in ("ing", "ed"):
        if len(word) > len(suffix) + 3 and word.endswith(suffix):
            word = word[: -len(suffix)]
            break
    return word[:-1] if len(word) > 4 and word.endswith("e") else word


@cache
def _common() -> dict[str, float]:
    found: dict[str, float] = {}
    for row in rows("merge/common.tsv", ("share", "words")):
        number = row.number("share", (0.0, 1.0))
        for word in row.list("words"):
            found.setdefault(_stem(word), number)
    return found
