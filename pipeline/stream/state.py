"""The tables of a worker: what is remembered of each article, the running counts, what outlets repeat. One of each a partition."""

from __future__ import annotations

import orjson

from pipeline import headers as ce
from pipeline.clean.repeats import Repeats
from pipeline.count import CountKey, Kept, Running, Version, Versions
from pipeline.count.kept import DAYS_FROM, HOURS_FROM
from pipeline.ops.logs import log
from pipeline.settings import settings
from pipeline.stream.learning import Learning
from pipeline.stream.outbox import Headers
from pipeline.stream.store import StateFolder, store_of
from pipeline.stream.table import Codec, Part, Read, Recovered, close_parts, read_anew
from pipeline.stream.topics import COUNTS, MEMORY, REPEATS

_DECIDED = b"decided"
_COUNTED = CountKey("messages", "all", "total")
_COUNT_HEADERS = [header for header in ce.headers(ce.COUNT, "-") if header[0] not in ("ce_id", "ce_time")]


class State:
    """One partition's tables. What ``counts`` holds lags behind what ``memory`` holds by a batch at most."""

    work = "articles"

    def __init__(self, partition: int, folder: StateFolder | None) -> None:
        self.partition = partition
        self.memory: Part[Versions] = Part(
            "memory", MEMORY.name, partition, _VERSIONS, store_of(folder, "memory", partition)
        )
        self.counts: Part[Running] = Part(
            "counts", COUNTS.name, partition, _counts_codec(partition), store_of(folder, "counts", partition)
        )
        self.repeats: Part[Repeats] = Part(
            "repeats", REPEATS.name, partition, _REPEATS, store_of(folder, "repeats", partition)
        )
        self.learning = Learning(self.repeats)

    @property
    def parts(self) -> list[Part[object]]:
        """All tables."""
        return [self.memory, self.counts, self.repeats]  # type: ignore[list-item]

    @property
    def decided(self) -> int:
        """The last raw offset whose outcome is remembered, and whose records are sent."""
        versions = self.memory.get(_DECIDED)
        return -1 if versions is None else versions.items[-1].offset

    @property
    def counted(self) -> int:
        """The last raw offset that is in every count."""
        running = self.counts.get(count_key(_COUNTED))
        return -1 if running is None else running.offset

    @property
    def kept(self) -> Kept:
        """Which hours and days are kept."""
        found = (self.counts.get(count_key(key)) for key in (HOURS_FROM, DAYS_FROM))
        return Kept(*(0 if running is None else running.total for running in found))

    def expired(self, kept: Kept) -> list[bytes]:
        """The keys of the counts that are not kept."""
        return [key for key in self.counts.keys() if not kept.holds(orjson.loads(key)[2])]  # noqa: SIM118 - no mapping

    def versions(self, article_id: str) -> Versions:
        """What is remembered of an article."""
        return self.memory.get(article_key(article_id)) or Versions()

    async def recover(self, read: Read, committed: int) -> Recovered:
        """Bring the tables up to date, and check that they know all that was committed."""
        await read(self.parts)
        if min(self.decided, self.counted) + 1 < committed:
            log.error(
                "tables are behind the commit: rebuilding",
                partition=self.partition,
                committed=committed,
                decided=self.decided,
                counted=self.counted,
            )
            await read_anew(read, self.parts)
        elif settings().repeat_sources and self.learning.upto + 1 < committed:
            await read_anew(read, [self.repeats])  # type: ignore[list-item]
        self.learning.forget()
        if settings().repeat_sources and self.learning.upto + 1 < committed:
            log.warning(
                "what outlets repeat is not known up to the commit: it is learned on from there, or by `dateline replay`",
                partition=self.partition,
                committed=committed,
                known=self.learning.upto + 1,
            )
        # what is remembered expires with its topic's retention, counts don't: only they tell of a loss
        return Recovered(min(self.decided, self.counted) + 1, quietly=self.counted + 1 >= committed)

    async def refresh(self) -> None:
        """The tables were read on."""
        self.learning.refresh()

    def release(self) -> None:
        """The partition is another worker's now."""
        self.learning.forget()

    def close(self) -> None:
        """Give the stores back."""
        close_parts(self.parts)


def decided_upto(offset: int, generation: int) -> dict[bytes, Versions]:
    """The record that says how far the outcomes are remembered; written with them."""
    return {_DECIDED: Versions((Version(offset, generation, "", None, (), ()),))}


def counted_one() -> CountKey:
    """The count of raw messages: each adds one, so it tells how far the counts are."""
    return _COUNTED


def article_key(article_id: str) -> bytes:
    """The key of what is remembered of an article."""
    return b"=" + article_id.encode("utf-8", "replace")


def count_key(key: CountKey) -> bytes:
    """A count's key in its topic."""
    return orjson.dumps(list(key))


def _counts_codec(partition: int) -> Codec[Running]:
    def load(data: bytes) -> Running:
        value = orjson.loads(data)
        return Running(value["count"], value["offset"], value.get("generation", 0))

    def dump(key: bytes, running: Running) -> bytes:
        dimension, value, bucket = orjson.loads(key)
        return orjson.dumps(
            {
                "schema_version": "1.0",
                "dimension": dimension,
                "value": value,
                "bucket": bucket,
                "partition": partition,
                "count": running.total,
                "offset": running.offset,
                "generation": running.generation,
            }
        )

    def headers(key: bytes) -> Headers:
        return [("ce_id", key), *_COUNT_HEADERS]

    return Codec(load=load, dump=dump, newer=Running.newer_than, headers=headers)


_VERSIONS = Codec(
    load=Versions.from_json,
    dump=lambda _key, versions: versions.to_json(),
    newer=Versions.newer_than,
    headers=lambda _key: (),
)


_REPEATS = Codec(
    load=lambda data: Repeats.load(orjson.loads(data)),
    dump=lambda _key, repeats: orjson.dumps(repeats.dump()),
    newer=lambda one, other: one.offset > other.offset,
    headers=lambda _key: (),
)
