"""What happens to a batch of reports: merged in the order of their offsets, remembered, told.

Merging is a function of the reports' log alone. A report that is delivered again after it was remembered is not merged
again, and the stories that a crash kept from being told are told first. A report that nobody can read, or on which the
merger fails, is left out and said: the stories of all others go on.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from pipeline import headers as ce
from pipeline.errors import RecordError
from pipeline.merge import Changes, Report
from pipeline.ops import metrics
from pipeline.ops.logs import log
from pipeline.ops.stages import stage
from pipeline.records import Story, read
from pipeline.stream.articles import Fence, no_fence
from pipeline.stream.outbox import BATCH_BYTES, Message, Outbox
from pipeline.stream.story_state import StoryState
from pipeline.stream.topics import STORIES

_ROW_BYTES = 1000  # what a row holds beside its report, at most but for live tickers


class Unmergeable(Exception):
    """The merger failed on a report; it may be changed in part."""

    def __init__(self, offset: int) -> None:
        super().__init__(offset)
        self.offset = offset


@dataclass
class Batch:
    """What the reports of one write change."""

    first: int
    last: int
    oldest: int  # the offset with which the oldest of the told stories was opened
    size: int = 0
    changed: dict[str, int] = field(default_factory=dict)
    told: dict[str, Story] = field(default_factory=dict)
    gone: set[str] = field(default_factory=set)


class Stories:
    """The work of the worker that has the reports' partition."""

    def __init__(self, outbox: Outbox) -> None:
        self._outbox = outbox

    async def process(
        self,
        state: StoryState,
        messages: Sequence[Any],
        *,
        committed: int,  # noqa: ARG002 - as that of articles
        generation: int,
        fence: Fence = no_fence,
    ) -> None:
        """Work on a batch of reports, oldest first. Raises when the broker did not take all of it."""
        new = [message for message in messages if message.offset > state.progress.upto]
        metrics.REPORTS.labels("redelivered").inc(len(messages) - len(new))
        if state.untold:
            await self._tell(state, {name: state.merger.story(name) for name in state.progress.told}, fence)
        while new:
            try:
                batch = await self._merge(state, new)
            except Unmergeable as error:
                log.exception("a report can't be merged and is left out", offset=error.offset)
                state.unmergeable.add(error.offset)
                await state.rebuild()
                continue
            progress = state.next_progress(batch.last, batch.first, sorted(batch.told), sorted(batch.gone))
            data = state.values(batch.changed, progress, generation)
            await fence()
            with stage("remember"):
                await self._outbox.send(state.partition, state.memory.messages(data), whole=True)
            state.hold(data, progress)
            await self._tell(state, dict(batch.told), fence)
            new = [message for message in new if message.offset > batch.last]

    async def _merge(self, state: StoryState, messages: Sequence[Any]) -> Batch:
        """Merge as many as go into one write."""
        merger, window = state.begin(), state.window
        batch = Batch(messages[0].offset, messages[0].offset - 1, oldest=messages[-1].offset)
        batch.changed.update(dict.fromkeys(state.outdated, messages[0].offset))
        for message in messages:
            # a story is told as it was while it was open
            if batch.size > BATCH_BYTES or batch.oldest <= message.offset - window:
                break
            with stage("merge"):
                self._merge_one(state, message, batch)
            batch.last = message.offset
            await asyncio.sleep(0)  # the lanes of the articles go on
        for article_id in [name for name, at in state.withdrawn.items() if at <= merger.newest - window]:
            del state.withdrawn[article_id]
            batch.changed[article_id] = batch.last
        return batch

    def _merge_one(self, state: StoryState, message: Any, batch: Batch) -> None:
        article_id, offset = (message.key or b"").decode("utf-8", "replace"), message.offset
        known = article_id in state.merger
        try:
            changes = _changes(state, message, article_id)
        except RecordError as error:
            log.error("a report can't be read and is left out", offset=offset, article=article_id, reason=str(error))
            changes = None
        if changes is None:
            metrics.REPORTS.labels("broken").inc()
            return
        if message.value is not None:
            state.withdrawn.pop(article_id, None)
            metrics.REPORTS.labels("merged" if changes.rows else "unchanged").inc()
        elif known:
            state.withdrawn[article_id] = offset
            metrics.REPORTS.labels("withdrawn").inc()
        names = {*changes.dropped, *changes.rows} | ({article_id} if message.value is None and known else set())
        batch.changed.update(dict.fromkeys(sorted(names), offset))
        batch.size += len(message.value or b"") + _ROW_BYTES * len(names)
        for story in changes.stories:
            batch.told[story.story_id] = story
            batch.gone.discard(story.story_id)
            batch.oldest = min(batch.oldest, state.merger.opened(story.story_id))
        for name in changes.gone:
            batch.told.pop(name, None)
            batch.gone.add(name)

    async def _tell(self, state: StoryState, told: dict[str, Story | None], fence: Fence) -> None:
        stories = [story for story in told.values() if story is not None]
        messages = [*_messages(stories), *_tombstones(state.progress.gone)]
        if messages:
            await fence()
            with stage("tell"):
                await self._outbox.spread(STORIES.name, messages)
            metrics.STORIES.labels("told").inc(len(stories))
            metrics.STORIES.labels("withdrawn").inc(len(state.progress.gone))
        state.untold = False


def _changes(state: StoryState, message: Any, article_id: str) -> Changes | None:
    """What a report changes; None for one that is left out. Raises RecordError, Unmergeable."""
    if message.offset in state.unmergeable:
        return None
    report = None if message.value is None else read(Report, message.value)
    try:
        if report is None:
            return state.merger.remove(article_id, number=message.offset)
        return state.merger.add(report, number=message.offset)
    except Exception as error:
        raise Unmergeable(message.offset) from error


def _messages(stories: Sequence[Story]) -> Iterator[Message]:
    for story in stories:
        headers = ce.headers(ce.STORY, story.story_id, at=story.last_seen)
        yield Message(STORIES.name, story.story_id.encode(), story.to_json(), headers)


def _tombstones(gone: Sequence[str]) -> Iterator[Message]:
    for story_id in gone:
        yield Message(STORIES.name, story_id.encode(), None, ce.headers(ce.STORY, story_id))
