"""What a worker keeps for the stories: a row for each report of the window, and how far the reports are merged.

The rows are in a compacted topic, as all tables are; the merger is built from them. Each value holds the offset of the
report that brought it about, so that the higher one wins wherever it stands in the log. A withdrawn article keeps a value
that says so until it is out of the window: with a tombstone, a late write of its row would bring it back.

What a batch changes is written in one Kafka batch, which the broker takes whole or not at all, together with the offset up to
which reports are merged and the ids of the stories it changed: should a crash come before these are told, the next owner
tells them.
"""

from __future__ import annotations

import asyncio
import zlib
from typing import Any, NamedTuple

import orjson
from pydantic import ValidationError

from pipeline.merge import Merger, Row, merger_version
from pipeline.ops import metrics
from pipeline.ops.logs import log
from pipeline.records import dump_json
from pipeline.settings import settings
from pipeline.stream.store import StateFolder, store_of
from pipeline.stream.table import Codec, Part, Read, Recovered, close_parts, read_anew
from pipeline.stream.topics import STORY_MEMORY

_UPTO = b"upto"


class Noted(NamedTuple):
    """A value of the table: a row as JSON, null for a withdrawn article; or ``Progress``, under its own key."""

    at: int
    generation: int
    value: Any

    def newer_than(self, other: Noted) -> bool:
        """Whether this replaces ``other``."""
        return (self.at, self.generation) > (other.at, other.generation)


class Progress(NamedTuple):
    """Up to which report all are merged, and the stories that the last batch told or withdrew.

    ``since`` is the first report that was merged if all were by the same ``merger`` in the same ``window`` of offsets, so that
    it can be done again; else null.
    """

    upto: int = -1
    newest: int = 0
    merger: str = ""
    window: int = 0
    since: int | None = None
    told: list[str] = []  # noqa: RUF012 - never changed
    gone: list[str] = []  # noqa: RUF012 - never changed


class StoryState:
    """The table of the reports' only partition, and the merger that is built from it."""

    work = "stories"

    def __init__(self, partition: int, folder: StateFolder | None, *, window: int | None = None) -> None:
        self.partition, self.window = partition, window or settings().story_window
        store = store_of(folder, "stories", partition)
        self.memory: Part[Noted] = Part("stories", STORY_MEMORY.name, partition, _NOTED, store)
        self.merger = Merger(self.window)
        self.progress = Progress()
        #: withdrawn articles that are still in the window, with the offset of their withdrawal
        self.withdrawn: dict[str, int] = {}
        #: articles whose values are to be deleted with the next batch
        self.outdated: list[str] = []
        #: reports on which the merger fails, never to be tried again
        self.unmergeable: set[int] = set()
        #: whether the last batch's stories may not have been told
        self.untold = False
        self._built_from: Noted | None = None
        self._ahead = False

    @property
    def parts(self) -> list[Part[object]]:
        """The table."""
        return [self.memory]  # type: ignore[list-item]

    async def recover(self, read: Read, committed: int) -> Recovered:
        """Bring the table up to date, check that it knows all that was committed, and build the merger."""
        await read(self.parts)
        stored = self.memory.get(_UPTO)
        upto = -1 if stored is None else stored.at
        if upto + 1 < committed:
            log.error("stories are behind the commit: rebuilding", committed=committed, merged=upto)
            await read_anew(read, self.parts)
        await self.refresh()
        return Recovered(self.progress.upto + 1)

    async def refresh(self) -> None:
        """Build the merger anew if it isn't what the table says: another worker wrote, or a batch was not written."""
        if self._ahead or self.memory.get(_UPTO) != self._built_from:
            await self.rebuild()

    async def rebuild(self, *, as_written: bool = False) -> None:
        """Build the merger from the table, in the window ``as_written`` or in ours; it takes seconds, so in a thread."""
        await asyncio.to_thread(self._build, as_written=as_written)

    def _build(self, *, as_written: bool) -> None:
        stored = self.memory.get(_UPTO)
        progress = Progress() if stored is None else Progress(**stored.value)
        if as_written:
            self.window = progress.window or self.window
        rows, withdrawn, outdated = [], {}, []
        for key, noted in self.memory.items():
            if key == _UPTO:
                continue
            article_id = key[1:].decode()
            number = noted.at if noted.value is None else noted.value["number"]
            if number <= progress.newest - self.window:
                outdated.append(article_id)
            elif noted.value is None:
                withdrawn[article_id] = noted.at
            else:
                try:
                    rows.append(Row.model_validate(noted.value))
                except ValidationError as error:  # of another version, which knew other fields
                    log.warning(
                        "a report in memory can't be read and is forgotten", article=article_id, reason=str(error)
                    )
                    outdated.append(article_id)
        self.merger = Merger.from_rows(rows, newest=progress.newest, window=self.window)
        self.withdrawn = dict(sorted(withdrawn.items(), key=lambda item: item[1]))
        self.progress, self.outdated, self._built_from = progress, outdated, stored
        self.untold, self._ahead = bool(progress.told or progress.gone), False
        self.measure()

    def begin(self) -> Merger:
        """The merger, to be changed: until ``hold`` it is ahead of the table."""
        self._ahead = True
        return self.merger

    def values(self, changed: dict[str, int], progress: Progress, generation: int) -> dict[bytes, bytes | None]:
        """What is to be written after a batch that changed these articles' rows, each with its report's offset."""
        found: dict[bytes, Noted | None] = {}
        for article_id, at in changed.items():
            row = self.merger.row(article_id)
            if row is not None:
                found[_key(article_id)] = Noted(at, generation, row.model_dump(mode="json"))
            elif article_id in self.withdrawn:
                found[_key(article_id)] = Noted(at, generation, None)
            else:
                found[_key(article_id)] = None
        found[_UPTO] = Noted(progress.upto, generation, progress._asdict())
        return self.memory.encode(found)

    def hold(self, data: dict[bytes, bytes | None], progress: Progress) -> None:
        """The broker has what ``values`` gave."""
        self.memory.hold(data)
        self.progress, self.outdated, self._built_from = progress, [], self.memory.get(_UPTO)
        self.untold, self._ahead = True, False
        self.measure()

    def next_progress(self, upto: int, first: int, told: list[str], gone: list[str]) -> Progress:
        """The progress after a batch from the report ``first`` to ``upto``."""
        ours, before = merger_version(), self.progress
        same = (before.merger, before.window) == (ours, self.window)
        since = first if before.upto < 0 else before.since if same else None
        return Progress(upto, self.merger.newest, ours, self.window, since, told, gone)

    def measure(self) -> None:
        """Tell Prometheus how much there is."""
        reports, stories = self.merger.size
        metrics.STORY_REPORTS.set(reports)
        metrics.STORIES_OPEN.set(stories)

    def release(self) -> None:
        """The partition is another worker's now: the merger takes most of the memory, and can be built again."""
        self.merger, self._ahead = Merger(self.window), True
        self.measure()

    def close(self) -> None:
        """Give the store back."""
        close_parts(self.parts)


def _key(article_id: str) -> bytes:
    return b"=" + article_id.encode("utf-8", "replace")


_NOTED = Codec(
    load=lambda data: Noted(*orjson.loads(zlib.decompress(data))),
    dump=lambda _key, noted: zlib.compress(dump_json(list(noted)), 1),  # a third or a quarter of it is left
    newer=Noted.newer_than,
    headers=lambda _key: (),
)
