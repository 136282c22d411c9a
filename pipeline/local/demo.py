"""The samples through everything, told as it happens: `make run`."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import AsyncIterator
from pathlib import Path
from typing import TYPE_CHECKING

from aiokafka import TopicPartition
from aiokafka.errors import GroupCoordinatorNotAvailableError

from pipeline.cli.counts import add_up
from pipeline.errors import DatelineError, RecordError
from pipeline.local.show import event_lines, printable, story_lines, top
from pipeline.local.tail import tail
from pipeline.publish import Found, files, read_file
from pipeline.publish.send import Outcome, publish
from pipeline.records import CleanArticle, DeadLetter, Event, RawArticle, Story, read
from pipeline.settings import settings
from pipeline.stream.reader import partitions_of, read_topic, reader
from pipeline.stream.topics import CLEAN, COUNTS, DEAD_LETTERS, EVENTS, RAW, REPORTS, STORIES, admin

if TYPE_CHECKING:
    from aiokafka import ConsumerRecord
    from rich.console import Console

SAMPLES = Path(__file__).parents[2] / "samples"
STUCK_SECONDS = 180.0  # the first article waits for the model to load; later ones take far less than a second each
SHOWN_STORIES = 5
SHOWN_COUNTS = {
    "action": "Events by action",
    "country": "by country",
    "attributed": "by who says so",
    "certainty": "by certainty",
}


class Stuck(DatelineError):
    """The workers don't get on."""


class Demo:
    """Publishes the samples and shows what comes of them."""

    def __init__(self, bootstrap: str, console: Console) -> None:
        self._bootstrap = bootstrap
        self._console = console
        self._ids: set[str] = set()
        # by id: a worker that was stopped in between sends some records twice
        self._events: set[str] = set()
        self._removed: dict[str, list[str]] = {}
        self._rejected: dict[str, DeadLetter] = {}

    async def run(self) -> None:
        """Publish, then show until all went through; ends with the summary. Raises Stuck when nothing moves."""
        outcome = await self._publish()
        async with tail(self._bootstrap, CLEAN.name, EVENTS.name, DEAD_LETTERS.name) as reader:
            done = asyncio.create_task(self._wait(outcome))
            try:
                while not done.done():
                    for record in await reader.some():
                        self._show(record)
                await done
                async for record in reader.to_the_end():
                    self._show(record)
            finally:
                done.cancel()
        await self._summary(outcome)

    async def follow(self) -> None:
        """Go on showing what others publish, for ever."""
        self._ids.clear()
        async with tail(self._bootstrap, EVENTS.name) as reader:
            async for _ in reader.to_the_end():
                pass
            while True:
                for record in await reader.some(1000):
                    self._show(record)

    async def _publish(self) -> Outcome:
        from rich.progress import Progress

        found = list(_samples())
        self._ids = {one.article.article_id for one in found if isinstance(one.article, RawArticle)}
        with Progress(console=self._console, transient=True, disable=not self._console.is_terminal) as bar:
            task = bar.add_task("publishing samples", total=len(found))

            def report(one: Found, error: RecordError | None) -> None:
                bar.advance(task)
                if error is not None:
                    self._console.print(f"refused {one.where}: {error.reason}: {error}", markup=False)

            outcome = await publish(self._bootstrap, found, report)
        self._console.print(f"published {outcome.sent} sample articles; their events:\n", style="bold")
        return outcome

    async def _wait(self, outcome: Outcome) -> None:
        """Until the group has committed past each published article, and past what these brought for the stories."""
        await self._committed({TopicPartition(RAW.name, partition): end for partition, end in outcome.ends.items()})
        async with reader(self._bootstrap) as consumer:
            reports = await consumer.end_offsets(await partitions_of(consumer, REPORTS.name))
        await self._committed(reports)

    async def _committed(self, ends: dict[TopicPartition, int]) -> None:
        behind, since = -1, time.monotonic()
        async for left in _left(self._bootstrap, ends):
            if left == 0:
                return
            if left != behind:
                behind, since = left, time.monotonic()
            elif time.monotonic() - since > STUCK_SECONDS:
                raise Stuck(
                    f"{left} articles wait and none was finished for {STUCK_SECONDS:.0f} s: see {settings().data_dir / 'logs'}"
                )

    def _show(self, record: ConsumerRecord) -> None:
        if record.value is None:
            return  # a deletion
        if record.topic == EVENTS.name:
            event = read(Event, record.value)
            if event.event_id not in self._events and (not self._ids or event.article_id in self._ids):
                self._events.add(event.event_id)
                self._console.print(event_lines(event), soft_wrap=True, highlight=False)
        elif record.topic == CLEAN.name:
            article = read(CleanArticle, record.value)
            if article.article_id in self._ids:
                self._removed[article.article_id] = [one.category.value for one in article.removed]
        elif record.topic == DEAD_LETTERS.name:
            letter = read(DeadLetter, record.value)
            if letter.key is not None and letter.key in self._ids:
                self._rejected[letter.key] = letter

    async def _summary(self, outcome: Outcome) -> None:
        say = self._console.print
        say(f"\n{len(self._events)} events of {len(self._removed)} articles ({outcome.sent} published)\n", style="bold")
        counts = await _counts(self._bootstrap)
        for dimension, title in SHOWN_COUNTS.items():
            say(top(title, counts[dimension]))
            say()
        removed = Counter(category for categories in self._removed.values() for category in categories)
        say(top("Stripped, by category", removed, rows=20))
        say()
        shared = [story for story in await _stories(self._bootstrap, self._ids) if len(story.sources) > 1]
        if shared:
            say("Told by more than one outlet (dateline stories shows all)", style="bold")
            for story in shared[:SHOWN_STORIES]:
                say(story_lines(story), soft_wrap=True, highlight=False)
            say()
        for letter in self._rejected.values():
            say(
                f"dead letter: {printable(letter.key or '')}: {letter.reason}: {printable(letter.detail)}", markup=False
            )


def _samples() -> list[Found]:
    found: list[Found] = []
    for name in files([str(SAMPLES)]):
        with Path(name).open("rb") as stream:
            found += read_file(stream, name)
    return found


async def _left(bootstrap: str, ends: dict[TopicPartition, int]) -> AsyncIterator[int]:
    """Again and again, how many of the records before these ends are not yet committed."""
    async with admin(bootstrap) as client:
        while True:
            try:
                committed = await client.list_consumer_group_offsets(settings().group)
            except GroupCoordinatorNotAvailableError:
                committed = {}  # the broker makes its own topic for groups when the first one comes
            at = {one: max(0, value.offset) for one, value in committed.items()}
            yield sum(max(0, end - at.get(one, 0)) for one, end in ends.items())
            await asyncio.sleep(0.5)


async def _stories(bootstrap: str, article_ids: set[str]) -> list[Story]:
    """The stories that these articles are in, those of the most outlets first."""
    last = {one.key: one.value async for one in read_topic(bootstrap, STORIES.name)}
    stories = [read(Story, value) for value in last.values() if value is not None]
    ours = [story for story in stories if any(mention.article_id in article_ids for mention in story.mentions)]
    return sorted(ours, key=lambda story: (-len(story.sources), story.first_seen, story.story_id))


async def _counts(bootstrap: str) -> dict[str, Counter[str]]:
    """The totals by dimension, over all partitions."""
    values = [(one.key, one.partition, one.value) async for one in read_topic(bootstrap, COUNTS.name)]
    totals: dict[str, Counter[str]] = {}
    for dimension in SHOWN_COUNTS:
        sums = add_up(values, dimension, "total")
        totals[dimension] = Counter({value: count for (value, _), count in sums.items() if count})
    return totals
