"""Sending raw articles again: dead letters, and ranges of the raw topic for today's extractor."""

from __future__ import annotations

import base64
from collections.abc import AsyncIterator, Callable
from datetime import datetime

import orjson

from pipeline import headers as ce
from pipeline.errors import RecordError
from pipeline.records import DeadLetter, RawArticle, read
from pipeline.stream.articles import REPLAY_HEADER
from pipeline.stream.outbox import Message, Outbox
from pipeline.stream.reader import Read, read_range, read_topic
from pipeline.stream.topics import DEAD_LETTERS, RAW

IN_ONE_SEND = 200


async def dead_letters(bootstrap: str) -> AsyncIterator[tuple[str, DeadLetter]]:
    """Each dead letter with its id, PARTITION-OFFSET of the dead letters' topic."""
    async for record in read_topic(bootstrap, DEAD_LETTERS.name):
        if record.value is not None:
            yield f"{record.partition}-{record.offset}", read(DeadLetter, record.value)


async def resend_dead_letters(bootstrap: str, wanted: Callable[[str, DeadLetter], bool]) -> int:
    """Send the originals again, to the partitions they came from; how many.

    One that succeeds now is counted once: if its article came through in another way meanwhile, it is a duplicate.
    """
    return await _resend(bootstrap, [letter async for name, letter in dead_letters(bootstrap) if wanted(name, letter)])


async def resend_dead_letter(bootstrap: str, partition: int, offset: int) -> int:
    """As ``resend_dead_letters`` for a single one, without reading the others; 0 where there is none."""
    found = [record async for record in read_range(bootstrap, DEAD_LETTERS.name, partition, offset, offset)]
    return await _resend(bootstrap, [read(DeadLetter, record.value) for record in found if record.value is not None])


async def _resend(bootstrap: str, letters: list[DeadLetter]) -> int:
    if not letters:
        return 0
    outbox = await Outbox.start(bootstrap)
    try:
        for letter in letters:
            value = base64.b64decode(letter.value_base64)
            key = letter.key.encode() if letter.key is not None else None
            name = f"{letter.topic}/{letter.partition}/{letter.offset}"
            message = Message(
                letter.topic, key, value, ce.headers(ce.RAW_ARTICLE, name, source="dateline/dead-letters")
            )
            await outbox.send(letter.partition, [message])
    finally:
        await outbox.stop()
    return len(letters)


async def replay(
    bootstrap: str,
    *,
    since: datetime | None = None,
    until: datetime | None = None,
    partition: int | None = None,
    first: int = 0,
    last: int | None = None,
    article_ids: frozenset[str] = frozenset(),
) -> int:
    """Send the chosen raw articles again, to be coded anew though they are known; how many.

    Of each article only the last version is sent, even where the range ends before it: a replay never brings back what a
    correction has replaced.
    """

    def chosen(record: Read) -> bool:
        return (
            (until is None or record.timestamp < until.timestamp() * 1000)
            and (since is None or record.timestamp >= since.timestamp() * 1000)
            and (partition is None or record.partition == partition)
            and record.offset >= first
            and (last is None or record.offset <= last)
        )

    latest: dict[tuple[int, str], int] = {}
    wanted: set[tuple[int, str]] = set()
    async for record in read_topic(bootstrap, RAW.name, since=since):
        name = _article_id(record)
        if name is None or (article_ids and name not in article_ids):
            continue
        latest[record.partition, name] = record.offset
        if chosen(record):
            wanted.add((record.partition, name))
    offsets = {(part, latest[part, name]) for part, name in wanted}

    outbox = await Outbox.start(bootstrap)
    try:
        batches: dict[int, list[Message]] = {}
        async for record in read_topic(bootstrap, RAW.name, since=since):
            if (record.partition, record.offset) not in offsets:
                continue
            batch = batches.setdefault(record.partition, [])
            batch.append(_again(record))
            if len(batch) >= IN_ONE_SEND:
                await outbox.send(record.partition, batch)
                batches[record.partition] = []
        for part, batch in batches.items():
            if batch:
                await outbox.send(part, batch)
    finally:
        await outbox.stop()
    return len(offsets)


def _again(record: Read) -> Message:
    kept = [header for header in record.headers if header[0] != REPLAY_HEADER]
    return Message(RAW.name, record.key, record.value, [*kept, (REPLAY_HEADER, b"%d" % record.offset)])


def _article_id(record: Read) -> str | None:
    """The article's id, or None for what is no article."""
    try:
        return read(RawArticle, orjson.loads(record.value or b"")).article_id
    except (RecordError, orjson.JSONDecodeError):
        return None
