"""Reports of made-up happenings by several outlets: copies, rewrites, corrections and withdrawals, and their offline merge."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import orjson

from pipeline.merge import Merger, Report, report_of
from pipeline.records import Extraction, read
from pipeline.run import clean_batch, extract_cleaned

COUNTRIES = ("France", "Kenya", "Peru", "Japan", "Norway")
VERBS = ("attacked", "met", "agreed with", "sent aid to")
OUTLETS = ("Wire", "Post", "Daily", "Courier", "Radio")
SYLLABLES = ["ba", "ke", "lo", "mi", "nu", "ra", "so", "ti", "vu", "za", "de", "fo", "gi", "hu", "ja"]
#: what two reporters wrote of one thing, and one of another
POST = """France attacked Kenya on Monday near the port of Mombasa, where three freighters lay at anchor.
Witnesses in the harbour counted eleven rockets before noon and a fire in the oil depot that burned until dusk.
The governor of the coast province asked for blood donors and closed the schools for a week."""
DAILY = """Mombasa was shaken on Monday when France attacked Kenya with rockets, the harbour master told reporters.
An oil depot in Mombasa was still burning in the evening, and the schools on the coast stay closed.
Hospitals asked for blood donors after the rockets fell on the harbour."""
LIMA = """Peru met Japan on Tuesday over fishing quotas in the southern ocean.
Delegates in Lima spoke of squid, tuna and a treaty from 1994."""
DAY = datetime(2025, 12, 1, tzinfo=UTC)


@dataclass
class Message:
    offset: int
    key: bytes
    value: bytes | None
    timestamp: float = 1_764_600_000.0
    topic: str = "news.reports"
    partition: int = 0
    headers: tuple[tuple[str, bytes], ...] = ()


def text(chance: random.Random, happening: int) -> str:
    """What one reporter writes of a happening: its fact, and some of the many things that may be said of it."""
    own = random.Random(happening)
    one, other = own.sample(COUNTRIES, 2)
    lines = [" ".join(_word(own) for _ in range(9)) + "." for _ in range(8)]
    told = chance.sample(lines, chance.randint(3, 6))
    return "\n".join([f"{one} {own.choice(VERBS)} {other} {_word(own)} {_word(own)} {_word(own)}.", *told])


def _word(chance: random.Random) -> str:
    return "".join(chance.choice(SYLLABLES) for _ in range(4))


def article(name: str, source: str, body: str, hours: int) -> dict[str, Any]:
    published = (DAY + timedelta(hours=hours)).isoformat()
    return {"id": name, "source": source, "text": body, "language": "en", "published_at": published}


def report(raw: dict[str, Any]) -> bytes:
    cleaned = clean_batch([orjson.dumps(raw)], [DAY], [None])
    (extraction,) = extract_cleaned(cleaned)
    assert isinstance(extraction, Extraction)
    return report_of(extraction).to_json()


def reports(chance: random.Random, count: int, happenings: int) -> list[Message]:
    """Of a hundred some twenty are copies, ten are corrected, five withdrawn, five sent again, one is broken."""
    found: list[Message] = []
    told: dict[str, dict[str, Any]] = {}
    for offset in range(count):
        roll = chance.random()
        name, source = f"a{offset}", chance.choice(OUTLETS)
        raw = article(name, source, text(chance, chance.randrange(happenings)), hours=offset // 4)
        if told and roll < 0.2:
            raw["text"] = chance.choice(list(told.values()))["text"]
        elif told and roll < 0.3:
            raw["id"] = chance.choice(list(told))
        elif told and roll < 0.35:
            name = chance.choice(list(told))
            del told[name]
            found.append(Message(offset, name.encode(), None))
            continue
        elif told and roll < 0.4:
            raw = chance.choice(list(told.values()))
        elif roll < 0.41:
            found.append(Message(offset, name.encode(), b'{"article_id": 5}'))
            continue
        told[raw["id"]] = raw
        found.append(Message(offset, raw["id"].encode(), report(raw)))
    return found


def follow(merger: Merger, message: Message, stories: dict[str, Any]) -> None:
    """Merge one message and bring `stories`, as a reader of `news.stories` keeps them, up to date."""
    if message.value is None:
        changes = merger.remove(message.key.decode(), number=message.offset)
    else:
        changes = merger.add(read(Report, message.value), number=message.offset)
    for name in changes.gone:
        stories.pop(name, None)
    stories.update((story.story_id, orjson.loads(story.to_json())) for story in changes.stories)


def merged(messages: Iterable[Message], window: int, *, leave_out: frozenset[int] = frozenset()) -> dict[str, Any]:
    """The stories as one merger makes them that never stops."""
    merger, stories = Merger(window), {}
    for message in messages:
        if message.value == b'{"article_id": 5}' or message.offset in leave_out:
            continue
        follow(merger, message, stories)
    return stories
