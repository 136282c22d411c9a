"""Learned repeats: what comes back in several different articles of one outlet is boilerplate, whatever it says.

One small ``Repeats`` a source, plain enough for a table. It is bounded, forgets what has not come back for a month, takes
each offset once, and knows which articles it learned from: an article that comes again (redelivered, corrected, replayed)
neither counts as a different one nor is held against itself.

Cleaning and learning are apart, since articles are cleaned in other processes than the one that keeps the tables: cleaning
is told what is ``known`` and answers with a ``Lesson``; the lessons are learned afterwards, in the order of the offsets.

Not every repeat is boilerplate. A quote in a developing story and the background paragraph of a long war come back in articles
on the same people and places: two articles count as different only when the names in them differ, and a paragraph whose
own names stand elsewhere in its article belongs to it. Agency copy is the same article again. Short sentences
("Police declined to comment.") come back by chance, and so do the stock sentences of reporting: what somebody said or did, and
who could not be reached, is news however often it is written, unless the outlet speaks of itself or to its readers.
"""
# ruff: noqa: RUF001 (news is written with typographic dashes and quotes)

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from pipeline.clean.evidence import LINK, REPORTED, WE, YOU
from pipeline.clean.outlet import outlet_pattern
from pipeline.records import Category, CleanArticle, Removed

VERSION = 2
# How many paragraphs a source may hold; when it has more: how many of those seen once, and of those seen in several articles, stay.
MOST = 600
MOST_FRESH = 350
MOST_KNOWN = 200
FORGET_DAYS = 30
# How many different articles must have had a paragraph before it is taken off the next one.
ENOUGH = 2
ENOUGH_SHORT = 4
# How many of the articles that had a paragraph are remembered; further ones decide nothing.
MOST_ARTICLES = 5
# Paragraphs of fewer words come back by chance; longer ones than that are no prompt.
SHORT_WORDS = 8
LONGEST_WORDS = 120
# From this many words each half of a paragraph counts too: "$2 a month until Friday" and "until Sunday".
HALVES_FROM = 14
# Boilerplate stands at the head or the tail.
HEAD = 2
TAIL = 12
# Names that tell what an article is about, how many may be shared by articles on different things, and how far they are read.
TOPIC = 6
SHARED = 1
TOPIC_CHARS = 6_000
_SIZE = 6  # bytes of a fingerprint
_NUMBER = re.compile(r"[$£€₹¥]?\d[\d.,:]*(?:st|nd|rd|th|%|am|pm)?")
_CALENDAR = re.compile(
    r"\b(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|today|tomorrow|tonight)\b"
)
_UNREACHED = re.compile(
    r"\b(?:respond(?:ed)?|repl(?:y|ied)|answer(?:ed)?|comment(?:ed)?|reached|contacted)\b", re.IGNORECASE
)
_WORD = re.compile(r"[^\W_]+")
_NAME = re.compile(
    r"(?<![.!?“\"]\s)(?<!^)(?<![“\"‘'])\b(?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|"
    r"August|September|October|November|December)[A-Z][^\W\d_]{2,}",
    re.MULTILINE,
)

#: what cleaning is told of a source: of each paragraph that came back the fingerprint, and a byte for how many articles had it
Known = bytes


class Lesson(NamedTuple):
    """What one article teaches: its number, what it is about, when it came, and the fingerprints of its paragraphs."""

    article: int
    topic: tuple[int, ...]
    day: int
    keys: tuple[str, ...]


@dataclass(slots=True)
class Repeats:
    """What one source's paragraphs were: fingerprint to the day of the last sight and the articles that had it."""

    offset: int = -1
    day: int = 0
    lessons: int = 0
    articles: dict[int, tuple[int, ...]] = field(default_factory=dict)
    seen: dict[str, list[int]] = field(default_factory=dict)
    _known: Known | None = field(default=None, compare=False)  # made anew when it changes

    @classmethod
    def load(cls, value: dict[str, Any]) -> Repeats:
        """From what ``dump`` gave; of another version's only the offset."""
        if value["version"] != VERSION:
            return cls(offset=value["offset"])
        return cls(
            offset=value["offset"],
            day=value["day"],
            lessons=value["lessons"],
            articles={number: tuple(topic) for number, *topic in value["articles"]},
            seen=value["seen"],
        )

    def dump(self) -> dict[str, Any]:
        """As plain JSON."""
        needed = {number for entry in self.seen.values() for number in entry[1:]}
        self.articles = {number: topic for number, topic in self.articles.items() if number in needed}
        return {
            "version": VERSION,
            "offset": self.offset,
            "day": self.day,
            "lessons": self.lessons,
            "articles": [[number, *topic] for number, topic in self.articles.items()],
            "seen": self.seen,
        }

    def known(self, article: int) -> Known:
        """What cleaning of that article has to know; it does not count itself."""
        if article in self.articles:
            return _packed((key, len(entry) - 1 - (article in entry[1:])) for key, entry in self.seen.items())
        if self._known is None:
            self._known = _packed((key, len(entry) - 1) for key, entry in self.seen.items())
        return self._known

    def learn(self, lesson: Lesson, offset: int) -> bool:
        """Take in an article's lesson, once an offset; whether anything is known better than before."""
        if offset <= self.offset:
            return False
        new_day = lesson.day > self.day
        self.offset, self.day = offset, max(self.day, lesson.day)
        self.lessons += 1
        if new_day or len(self.seen) > MOST - len(lesson.keys):
            self._forget()
        better = False
        for key in lesson.keys:
            entry = self.seen.pop(key, None)
            if entry is None:
                entry = [self.day, lesson.article]
            else:
                entry[0] = self.day
                if len(entry) <= MOST_ARTICLES and self._is_other(lesson, entry[1:]):
                    entry.append(lesson.article)
                    self._known = None
                    better = better or len(entry) - 1 in {ENOUGH, ENOUGH_SHORT}
            self.seen[key] = entry  # at the end: the order is that of the last sight
        self.articles[lesson.article] = lesson.topic
        return better

    def _is_other(self, lesson: Lesson, before: list[int]) -> bool:
        """Whether an article is about something else than each of those before."""
        now = set(lesson.topic)
        if lesson.article in before:
            return False
        shared = [len(now.intersection(self.articles.get(number, ()))) for number in before]
        return all(number <= SHARED and number < len(now) for number in shared)

    def _forget(self) -> None:
        self._known = None
        fresh = known = 0
        kept: list[str] = []
        for key in reversed(self.seen):
            entry = self.seen[key]
            if self.day - entry[0] > FORGET_DAYS:
                continue
            if len(entry) > ENOUGH:
                known += 1
                if known <= MOST_KNOWN:
                    kept.append(key)
            else:
                fresh += 1
                if fresh <= MOST_FRESH:
                    kept.append(key)
        self.seen = {key: self.seen[key] for key in reversed(kept)}


def _packed(counts: Iterable[tuple[str, int]]) -> Known:
    return b"".join(bytes.fromhex(key) + bytes((number,)) for key, number in counts if number >= ENOUGH)


@lru_cache(maxsize=256)
def _unpacked(known: Known) -> dict[str, int]:
    return {known[at : at + _SIZE].hex(): known[at + _SIZE] for at in range(0, len(known), _SIZE + 1)}


def outlet_of(source: str | None, url: str | None) -> str | None:
    """Whose repeats an article's are: its source's, else those of its url's host; null for neither, then nothing is learned."""
    if source and source.strip():
        return " ".join(source.split()).casefold()[:200]
    try:
        host = urlsplit(url or "").hostname
    except ValueError:  # "http://[": no address, so no host
        return None
    return host.removeprefix("www.")[:200] if host else None


def number_of(article_id: str) -> int:
    """An article as a small number."""
    return int.from_bytes(hashlib.blake2b(article_id.encode("utf-8", "replace"), digest_size=4).digest(), "big")


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
    return [hashlib.blake2b(" ".join(part).encode("utf-8", "replace"), digest_size=_SIZE).hexdigest() for part in parts]


def without_repeats(article: CleanArticle, known: Known, places: Sequence[int]) -> tuple[CleanArticle, Lesson]:
    """The article without the paragraphs its source repeats, and what it teaches.

    ``places`` says of each paragraph how many of the article's removed pieces come before it.
    """
    paragraphs = article.text.split("\n")
    outlet = outlet_pattern(article.source, article.url)
    names = [set(_NAME.findall(_without_outlet(paragraph, outlet))) for paragraph in paragraphs]
    belonging = _belonging(names)
    edge = [*range(min(HEAD, len(names))), *range(max(HEAD, len(names) - TAIL), len(names))]
    apart = dict.fromkeys(index for index in edge if index not in belonging)
    times, taken, keys = _unpacked(known), {}, []
    for index in apart:
        found = fingerprints(paragraphs[index])
        keys += found
        others = max((times.get(key, 0) for key in found), default=0)
        if _is_repeat(paragraphs[index], others) and not _reports(paragraphs[index], outlet):
            taken[index] = others
    story = [article.title or ""]
    story += [paragraph for index, paragraph in enumerate(paragraphs) if index not in apart]
    topic = _topic(story, outlet)
    if len(topic) < 2:  # too short to tell the story from what lies under it
        topic = _topic([article.title or "", *paragraphs], outlet)
    lesson = Lesson(number_of(article.article_id), topic, article.received_at.toordinal(), tuple(dict.fromkeys(keys)))
    if not taken or len(taken) == len(paragraphs):  # all of it: the article itself, sent again
        return article, lesson
    removed: list[Removed] = []
    position = 0
    for index, others in taken.items():
        removed += article.removed[position : places[index]]
        position = places[index]
        removed.append(
            Removed(
                text=paragraphs[index],
                category=Category.REPEATED,
                rule="repeated-in-source",
                confidence=min(0.98, 0.6 + 0.08 * others),
            )
        )
    removed += article.removed[position:]
    text = "\n".join(paragraph for index, paragraph in enumerate(paragraphs) if index not in taken)
    return article.model_copy(update={"text": text, "removed": removed}), lesson


def _is_repeat(paragraph: str, others: int) -> bool:
    if paragraph.count(" ") + 1 >= SHORT_WORDS:
        return others >= ENOUGH
    return others >= ENOUGH_SHORT and paragraph[-1] not in '.!?”"’'


def _reports(paragraph: str, outlet: re.Pattern[str] | None) -> bool:
    """Whether a paragraph tells news and not of the outlet."""
    if REPORTED.search(paragraph) is None and _UNREACHED.search(paragraph) is None:
        return False
    own = [YOU, WE, LINK] if outlet is None else [YOU, WE, LINK, outlet]
    return not any(pattern.search(paragraph) for pattern in own)


def _belonging(names: list[set[str]]) -> set[int]:
    """Which paragraphs name something that stands farther off in the article too: they are part of the story."""
    first: dict[str, int] = {}
    last: dict[str, int] = {}
    for index, here in enumerate(names):
        for name in here:
            first.setdefault(name, index)
            last[name] = index
    return {
        index
        for index, here in enumerate(names)
        if any(first[name] < index - 1 or last[name] > index + 1 for name in here)
    }


def _topic(story: list[str], outlet: re.Pattern[str] | None) -> tuple[int, ...]:
    """The names that come most often in what is the story for sure, as small numbers."""
    text = _without_outlet(". ".join(story)[:TOPIC_CHARS], outlet)
    names = Counter(_NAME.findall(text)).most_common(TOPIC)
    return tuple(int.from_bytes(hashlib.blake2b(name.encode(), digest_size=2).digest(), "big") for name, _ in names)


def _without_outlet(text: str, outlet: re.Pattern[str] | None) -> str:
    return text if outlet is None else outlet.sub(" ", text)
