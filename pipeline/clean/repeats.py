"""Learned repeats: what comes back in several different articles of one outlet is boilerplate, whatever it says.

One small ``Repeats`` a source, plain enough for a table: ``dump`` it after each article, ``load`` it before the next. It is
bounded, forgets what has not come back for a month, and takes each offset once, so that a redelivered article teaches nothing.

Not every repeat is boilerplate. A quote in a developing story and the background paragraph of a long war come back in articles
on the same people and places: two articles count as different only when the names in them differ, and a paragraph whose
own names stand elsewhere in its article belongs to it. Agency copy is the same article again. Short sentences
("Police declined to comment.") come back by chance.
"""
# ruff: noqa: RUF001 (news is written with typographic dashes and quotes)

from __future__ import annotations

import hashlib
import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from pipeline.clean.outlet import outlet_pattern
from pipeline.records import Category, CleanArticle, Removed

VERSION = 1
# Seen once, and seen in several articles: how many of each a source may hold.
MOST_FRESH = 400
MOST_KNOWN = 200
FORGET_DAYS = 30
# How many different articles must have had a paragraph before it is taken off the next one.
ENOUGH = 2
ENOUGH_SHORT = 4
# Paragraphs of fewer words come back by chance; longer ones than that are no prompt.
SHORT_WORDS = 8
LONGEST_WORDS = 120
# From this many words each half of a paragraph counts too: "$2 a month until Friday" and "until Sunday".
HALVES_FROM = 14
# Boilerplate stands at the head or the tail.
HEAD = 2
TAIL = 12
# Names that tell what an article is about, and how many may be shared by articles on different things.
TOPIC = 6
SHARED = 1
_NUMBER = re.compile(r"[$£€₹¥]?\d[\d.,:]*(?:st|nd|rd|th|%|am|pm)?")
_CALENDAR = re.compile(
    r"\b(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|today|tomorrow|tonight)\b"
)
_WORD = re.compile(r"[^\W_]+")
_NAME = re.compile(
    r"(?<![.!?“\"]\s)(?<!^)(?<![“\"‘'])\b(?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|"
    r"August|September|October|November|December)[A-Z][^\W\d_]{2,}",
    re.MULTILINE,
)


@dataclass(slots=True)
class Repeats:
    """What one source's paragraphs were: fingerprint to day, number of articles and what these were about."""

    offset: int = -1
    seen: dict[str, list[int]] = field(default_factory=dict)

    @classmethod
    def load(cls, value: dict[str, Any] | None) -> Repeats:
        """From what ``dump`` gave; empty for null or for another version's."""
        if not value or value.get("version") != VERSION:
            return cls()
        return cls(offset=int(value["offset"]), seen={str(key): list(entry) for key, entry in value["seen"].items()})

    def dump(self) -> dict[str, Any]:
        """As plain JSON."""
        return {"version": VERSION, "offset": self.offset, "seen": self.seen}

    def articles(self, paragraph: str) -> int:
        """In how many different articles the paragraph, or one much like it, was seen."""
        return max((self.seen[key][1] for key in fingerprints(paragraph) if key in self.seen), default=0)

    def learn(self, paragraphs: list[str], topic: list[int], day: int) -> None:
        """Count the paragraphs of one article."""
        for paragraph in paragraphs:
            for key in fingerprints(paragraph):
                entry = self.seen.pop(key, None)
                if entry is None or day - entry[0] > FORGET_DAYS:
                    entry = [day, 1, *topic]
                else:
                    entry[0] = max(day, entry[0])
                    if _is_other(topic, entry[2:]):
                        entry[1] += 1
                        entry.extend(topic)
                        del entry[2 + 5 * TOPIC :]
                self.seen[key] = entry  # at the end: the order is that of the last sight
        self._forget(day)

    def _forget(self, day: int) -> None:
        if len(self.seen) <= MOST_FRESH:
            return
        fresh = known = 0
        kept: list[str] = []
        for key in reversed(self.seen):
            entry = self.seen[key]
            if day - entry[0] > FORGET_DAYS:
                continue
            if entry[1] > 1:
                known += 1
                if known <= MOST_KNOWN:
                    kept.append(key)
            else:
                fresh += 1
                if fresh <= MOST_FRESH:
                    kept.append(key)
        self.seen = {key: self.seen[key] for key in reversed(kept)}


def fingerprints(paragraph: str) -> list[str]:
    """Of the paragraph with numbers and days blanked, and of its halves if it is long: near-duplicates share one."""
    text = _CALENDAR.sub("0", _NUMBER.sub("0", paragraph.lower()))
    words = _WORD.findall(text)
    if not words or len(words) > LONGEST_WORDS:
        return []
    parts = [words]
    if len(words) >= HALVES_FROM:
        middle = len(words) // 2
        parts += [["<", *words[:middle]], [">", *words[middle:]]]
    return [hashlib.blake2b(" ".join(part).encode("utf-8", "replace"), digest_size=6).hexdigest() for part in parts]


def without_repeats(article: CleanArticle, repeats: Repeats, offset: int | None = None) -> CleanArticle:
    """The article without the paragraphs its source repeats; ``repeats`` learns from it, once for each offset."""
    paragraphs = article.text.split("\n")
    outlet = outlet_pattern(article.source, article.url)
    topic = _topic(article, outlet)
    edge = [index for index in range(len(paragraphs)) if index < HEAD or index >= len(paragraphs) - TAIL]
    apart = [index for index in edge if not _belongs(paragraphs, index, outlet)]
    taken = {index for index in apart if _is_repeat(paragraphs[index], repeats)}
    if len(taken) == len(paragraphs):
        taken = set()  # the article itself, sent again
    if offset is None or offset > repeats.offset:
        day = (article.published_at or article.received_at).date()
        repeats.learn([paragraphs[index] for index in apart], topic, _ordinal(day))
        repeats.offset = repeats.offset if offset is None else offset
    if not taken:
        return article
    removed = [
        Removed(
            text=paragraphs[index],
            category=Category.REPEATED,
            rule="repeated-in-source",
            confidence=min(0.98, 0.6 + 0.08 * repeats.articles(paragraphs[index])),
        )
        for index in sorted(taken)
    ]
    kept = [paragraph for index, paragraph in enumerate(paragraphs) if index not in taken]
    return article.model_copy(update={"text": "\n".join(kept), "removed": [*article.removed, *removed]})


def _is_repeat(paragraph: str, repeats: Repeats) -> bool:
    count = repeats.articles(paragraph)
    if paragraph.count(" ") + 1 >= SHORT_WORDS:
        return count >= ENOUGH
    return count >= ENOUGH_SHORT and paragraph[-1] not in '.!?”"’'


def _belongs(paragraphs: list[str], index: int, outlet: re.Pattern[str] | None) -> bool:
    """Whether a name in the paragraph stands elsewhere in the article too: then it is part of the story."""
    names = set(_NAME.findall(_without_outlet(paragraphs[index], outlet)))
    return bool(names) and any(
        names & set(_NAME.findall(_without_outlet(other, outlet)))
        for number, other in enumerate(paragraphs)
        if number != index and abs(number - index) > 1
    )


def _topic(article: CleanArticle, outlet: re.Pattern[str] | None) -> list[int]:
    """The names that come most often in an article, as small numbers."""
    text = _without_outlet(f"{article.title or ''}. {article.text}", outlet)
    names = Counter(_NAME.findall(text[:6_000])).most_common(TOPIC)
    small = [int.from_bytes(hashlib.blake2b(name.encode(), digest_size=2).digest(), "big") for name, _ in names]
    return (small + [0] * TOPIC)[:TOPIC]


def _without_outlet(text: str, outlet: re.Pattern[str] | None) -> str:
    return text if outlet is None else outlet.sub(" ", text)


def _is_other(topic: list[int], before: list[int]) -> bool:
    """Whether an article is about something else than each of those before."""
    now = set(topic) - {0}
    if not now:
        return False
    return all(len(now & set(before[start : start + TOPIC])) <= SHARED for start in range(0, len(before), TOPIC))


def _ordinal(day: date) -> int:
    return day.toordinal()
