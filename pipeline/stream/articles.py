"""What happens to a batch of one partition's raw articles.

Four steps, each awaited, in an order that makes a crash between any two writes harmless:

1. *intent*: what each article was coded as, and the ids of all that will be sent for it, is remembered.
2. *outputs*: clean articles, statements, events, reports (for the stories), tombstones and dead letters are sent, and what
   their outlets taught about their repeats. After a crash so far the article is coded again, by what is known of its outlet's other articles then. That may end otherwise (a time limit, a newer lexicon): the intent tells which ids to withdraw then.
3. *decision*: from here on what is remembered stands, and a message that is delivered again is not coded again.
4. *counts*: what the decisions add, worked out from memory alone; each count holds the offset up to which it counted.

Only then are the messages acked.
"""

from __future__ import annotations

import hashlib
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import orjson

from pipeline import headers as ce
from pipeline.clean.repeats import Lesson, outlet_of
from pipeline.count import CountKey, Version, Versions
from pipeline.count.kept import DAYS_FROM, HOURS_FROM
from pipeline.count.running import Running, advance
from pipeline.count.versions import amounts
from pipeline.errors import RecordError, TooLarge
from pipeline.ops import metrics
from pipeline.ops.stages import stage
from pipeline.records import RawArticle, load_json, read
from pipeline.settings import settings
from pipeline.stream.coder import Coder, Item
from pipeline.stream.dead_letters import dead_letter, report_dead_letter
from pipeline.stream.outbox import Message, Outbox
from pipeline.stream.outputs import Coded
from pipeline.stream.state import State, article_key, count_key, counted_one, decided_upto
from pipeline.stream.topics import CLEAN, EVENTS, REPORTS, STATEMENTS, Topic

Fence = Callable[[], Awaitable[None]]

#: a raw message with this header (the offset it was replayed from) is coded though its article is known and unchanged
REPLAY_HEADER = "dateline-replay"


async def no_fence() -> None:
    """For one worker alone."""


@dataclass
class Work:
    """One raw message on its way through a batch."""

    message: Any
    article_id: str | None
    digest: str
    replayed_from: int | None  # the offset of the message that this one repeats, to be coded anew
    outlet: str | None  # whose repeats are looked for
    coded: Coded | None = None
    failure: RecordError | None = None
    attempts: int = 1


class Articles:
    """The work of a worker, partition by partition."""

    def __init__(self, coder: Coder, outbox: Outbox, extractor: str) -> None:
        self._coder, self._outbox, self._extractor = coder, outbox, extractor

    async def process(
        self, state: State, messages: Sequence[Any], *, committed: int, generation: int, fence: Fence = no_fence
    ) -> None:
        """Work on a batch of one partition, oldest first. Raises when the broker did not take all of it.

        ``fence`` is awaited before each write: it raises when the partition may be another worker's.
        """
        metrics.BATCH_ARTICLES.observe(len(messages))
        # when lost tables are counted again from the source, messages below the commit come again
        committed = min(committed, messages[0].offset)
        for run in _without_repeats([_work(message) for message in messages]):
            await self._process_run(state, run, committed, generation, fence)

    async def _process_run(self, state: State, run: list[Work], committed: int, generation: int, fence: Fence) -> None:
        decided = state.decided
        new = [work for work in run if work.message.offset > decided]
        metrics.ARTICLES.labels("redelivered").inc(len(run) - len(new))
        to_code = [work for work in new if not self._is_duplicate(state, work)]
        metrics.ARTICLES.labels("duplicate").inc(len(new) - len(to_code))
        await self._code(state, to_code)
        # once it was coded, and perhaps sent, before a crash: then it is worth more tries before it is withdrawn
        for _ in range(settings().attempts):
            await self._code(state, [work for work in to_code if work.failure is not None and _was_coded(state, work)])

        messages: list[Message] = []
        intents: dict[bytes, Versions] = {}
        for work in to_code:
            versions = state.versions(work.article_id) if work.article_id is not None else Versions()
            earlier = [versions.before(work.message.offset), versions.at(work.message.offset)]
            ours = _outputs(work, earlier)
            if (big := _oversize(ours)) is not None:
                work.coded, work.failure = None, TooLarge(f"what comes of it is over the record limit of {big.name}")
                ours = _outputs(work, earlier)
            if work.failure is not None:
                ours.append(dead_letter(work.message, work.failure, work.attempts, self._extractor))
            if work.article_id is not None and (work.coded is not None or earlier[1] is not None):
                version = _version(work, generation)
                intents[article_key(work.article_id)] = versions.with_version(version, committed)
            messages += ours
        last = run[-1].message.offset
        if intents:
            await fence()
            with stage("intent"):
                await state.memory.write(intents, self._outbox)
        if new:
            await fence()
            with stage("outputs"):
                lessons = state.repeats.encode(state.learning.learn(_lessons(to_code), last))
                await self._outbox.send(state.partition, [*messages, *state.repeats.messages(lessons)])
                state.repeats.hold(lessons)
            await fence()
            with stage("decision"):
                await state.memory.write(decided_upto(last, generation), self._outbox)
        await fence()
        with stage("counts"):
            await self._count(state, run, last, generation)
        for work in to_code:
            _report(work)

    def _is_duplicate(self, state: State, work: Work) -> bool:
        if work.article_id is None:
            return False
        before = state.versions(work.article_id).before(work.message.offset)
        if before is None:
            return False
        if work.replayed_from is not None:  # a correction that came while the replay was on its way stands
            return before.digest != work.digest and before.offset > work.replayed_from
        return before.digest == work.digest

    async def _code(self, state: State, works: list[Work]) -> None:
        if not works:
            return  # and no time of it, which would make the others' look short
        with stage("code"):
            limit = settings().max_article_bytes
            items: list[Item] = []
            for work in works:
                work.failure = None
                value = work.message.value or b""
                if len(value) > limit:  # not worth sending to a process
                    work.failure = TooLarge(f"{len(value)} bytes, over the limit of {limit}")
                else:
                    received_at = datetime.fromtimestamp(work.message.timestamp, UTC)
                    items.append(Item(value, received_at, state.learning.known(work.outlet, work.article_id)))
            asked = [work for work in works if work.failure is None]
            for work, (result, attempts) in zip(asked, await self._coder.code(items), strict=True):
                work.attempts = attempts
                if isinstance(result, RecordError):
                    work.failure = result
                else:
                    work.coded = result

    async def _count(self, state: State, run: list[Work], last: int, generation: int) -> None:
        before = state.kept
        options = settings()
        kept = before.at(
            max(work.message.timestamp for work in run),
            hour_days=options.hour_counts_days,
            day_days=options.day_counts_days,
        )
        steps: dict[CountKey, list[tuple[int, int]]] = {}
        for work in run:
            offset = work.message.offset
            steps.setdefault(counted_one(), []).append((offset, 1))
            if work.article_id is None:
                continue
            versions = state.versions(work.article_id)
            version = versions.at(offset)
            if version is not None:
                for key, amount in amounts(version, versions.before(offset)).items():
                    if kept.holds(key.bucket):
                        steps.setdefault(key, []).append((offset, amount))
        values: dict[bytes, Running | None] = {}
        if kept != before:  # said before it is done: from here on nobody looks at what is deleted
            for key, day in zip((HOURS_FROM, DAYS_FROM), kept, strict=True):
                held = state.counts.get(count_key(key))
                values[count_key(key)] = Running(day, max(last, -1 if held is None else held.offset), generation)
            values |= dict.fromkeys(state.expired(kept))
        for key, of_key in steps.items():
            name = count_key(key)
            value = advance(state.counts.get(name), of_key, upto=last, generation=generation)
            if value is not None:
                values[name] = value
        # the count of messages goes last: once it is in the log, so are the others
        counted = count_key(counted_one())
        if counted in values:
            values[counted] = values.pop(counted)
        await state.counts.write(values, self._outbox)
        metrics.COUNT_WRITES.inc(len(values))


def _work(message: Any) -> Work:
    given = next((header for name, header in message.headers or () if name == REPLAY_HEADER), None)
    replay = int(given) if given is not None and given.isdigit() else None
    value = message.value or b""
    try:
        if len(value) > settings().max_article_bytes:
            raise TooLarge("not worth reading")
        article = load_json(value)
        raw = read(RawArticle, article)
        digest = hashlib.blake2b(orjson.dumps(article, option=orjson.OPT_SORT_KEYS), digest_size=12).hexdigest()
    except (RecordError, TypeError):  # the coding says what is wrong with it
        return Work(message, None, "", replay, None)
    return Work(message, raw.article_id, digest, replay, outlet_of(raw.source, raw.url))


def _lessons(works: list[Work]) -> Iterator[tuple[str, int, Lesson]]:
    for work in works:
        if work.outlet is not None and work.coded is not None and work.coded.lesson is not None:
            yield work.outlet, work.message.offset, work.coded.lesson


def _without_repeats(works: list[Work]) -> Iterator[list[Work]]:
    """The batch in pieces in which no article comes twice: what the first one ends as decides about the second."""
    seen: set[str] = set()
    piece: list[Work] = []
    for work in works:
        if work.article_id is not None and work.article_id in seen:
            yield piece
            piece, seen = [], set()
        piece.append(work)
        if work.article_id is not None:
            seen.add(work.article_id)
    if piece:
        yield piece


def _was_coded(state: State, work: Work) -> bool:
    return work.article_id is not None and state.versions(work.article_id).at(work.message.offset) is not None


def _outputs(work: Work, earlier: Sequence[Version | None]) -> list[Message]:
    """What is sent for an article, given the version before it and what it was coded as before a crash.

    One that can't be coded leaves the version before it as it is; but when it could be coded before a crash, that version
    may have been withdrawn already, so all of it is.
    """
    coded, found = work.coded, []
    if coded is not None:
        found.append(_message(CLEAN, coded.clean))
        found += [_message(STATEMENTS, sent) for sent in coded.statements]
        found += [_message(EVENTS, sent) for sent in coded.events]
        found.append(_report_message(coded.clean[0], coded.report))
    elif earlier[1] is None:
        return []
    elif work.article_id is not None:
        found += _tombstones(CLEAN, ce.CLEAN_ARTICLE, [work.article_id], set())
        found.append(_report_message(work.article_id, None))
    events = [identifier for version in earlier if version for identifier in version.events]
    statements = [identifier for version in earlier if version for identifier in version.statements]
    found += _tombstones(EVENTS, ce.EVENT, events, {sent[0] for sent in coded.events} if coded else set())
    found += _tombstones(
        STATEMENTS, ce.STATEMENT, statements, {sent[0] for sent in coded.statements} if coded else set()
    )
    return found


def _message(topic: Topic, sent: tuple[str, bytes, list[tuple[str, bytes]]]) -> Message:
    identifier, value, headers = sent
    return Message(topic.name, identifier.encode("utf-8", "replace"), value, headers)


def _report_message(article_id: str, report: bytes | None) -> Message:
    """An article's report; none where it tells nothing (any more)."""
    return Message(REPORTS.name, article_id.encode("utf-8", "replace"), report, partition=0)


def _tombstones(topic: Topic, kind: str, before: Sequence[str], now: set[str]) -> list[Message]:
    gone = [identifier for identifier in dict.fromkeys(before) if identifier not in now]
    metrics.WITHDRAWN.inc(len(gone))
    return [
        Message(topic.name, identifier.encode("utf-8", "replace"), None, ce.headers(kind, identifier))
        for identifier in gone
    ]


def _oversize(messages: list[Message]) -> Topic | None:
    limits = {topic.name: topic for topic in (CLEAN, EVENTS, STATEMENTS, REPORTS)}
    return next((limits[message.topic] for message in messages if message.size > limits[message.topic].max_bytes), None)


def _version(work: Work, generation: int) -> Version:
    if work.coded is None:
        return Version(work.message.offset, generation, "", None, (), ())
    return Version(
        offset=work.message.offset,
        generation=generation,
        digest=work.digest,
        facts=work.coded.facts,
        events=tuple(sent[0] for sent in work.coded.events),
        statements=tuple(sent[0] for sent in work.coded.statements),
    )


def _report(work: Work) -> None:
    if work.failure is not None:
        metrics.ARTICLES.labels("dead").inc()
        report_dead_letter(work.message, work.article_id, work.failure, work.attempts)
    elif work.coded is not None:
        outcome = "replayed" if work.replayed_from is not None else "coded" if work.coded.language_coded else "uncoded"
        metrics.ARTICLES.labels(outcome).inc()
        metrics.WORDS.inc(work.coded.words)
        metrics.REPEATED.inc(work.coded.repeated)
        metrics.STATEMENTS.inc(len(work.coded.statements))
        for event in work.coded.facts.events:
            metrics.EVENTS.labels(event.action).inc()
