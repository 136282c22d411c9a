"""A pool of processes with a time limit a batch: a text that hangs or crashes the parser takes no neighbour with it."""

from __future__ import annotations

import multiprocessing
import os
from collections import deque
from concurrent.futures import TimeoutError as FutureTimeout
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from pebble import ProcessExpired, ProcessPool

from pipeline.errors import ExtractCrash, ExtractTimeout, RecordError
from pipeline.run import engine, extract_batch_json

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from pebble import ProcessFuture


class Pool:
    """Coding processes, forked after the model is loaded so that they share its memory."""

    def __init__(self, processes: int, seconds: float) -> None:
        self._seconds = seconds
        self.size = processes or os.cpu_count() or 1
        engine()
        self._pool = ProcessPool(max_workers=self.size, context=multiprocessing.get_context("fork"))

    def submit(self, batch: list[bytes], received_at: list[datetime]) -> ProcessFuture[Any]:
        """Code a batch; its future gives a list of JSON or RecordError."""
        return self._pool.schedule(extract_batch_json, args=(batch, received_at), timeout=self._seconds)

    def result(
        self, future: ProcessFuture[Any], batch: list[bytes], received_at: list[datetime]
    ) -> list[bytes | RecordError]:
        """The future's results; after a timeout or a death each article is tried alone, so that only the culprit fails."""
        try:
            results: list[bytes | RecordError] = future.result()
            return results
        except FutureTimeout:
            failure: RecordError = ExtractTimeout(f"coding took longer than {self._seconds:g} s")
        except ProcessExpired as error:
            failure = ExtractCrash(f"the coding process died (exit code {error.exitcode})")
        if len(batch) == 1:
            return [failure]
        retried = []
        for data, received in zip(batch, received_at, strict=True):
            retried += self.result(self.submit([data], [received]), [data], [received])
        return retried

    def map(self, items: Iterable[tuple[bytes, datetime]], batch_size: int = 8) -> Iterator[bytes | RecordError]:
        """Results in the order of the items, with a bounded number in flight."""
        waiting: deque[tuple[ProcessFuture[Any], list[bytes], list[datetime]]] = deque()
        for batch in _batches(items, batch_size):
            data, received = [item[0] for item in batch], [item[1] for item in batch]
            waiting.append((self.submit(data, received), data, received))
            if len(waiting) >= 2 * self.size + 1:
                yield from self.result(*waiting.popleft())
        while waiting:
            yield from self.result(*waiting.popleft())

    def close(self) -> None:
        """Stop at once; unfinished batches are given up."""
        self._pool.stop()  # type: ignore[no-untyped-call]
        self._pool.join()


def _batches(items: Iterable[tuple[bytes, datetime]], size: int) -> Iterator[list[tuple[bytes, datetime]]]:
    batch: list[tuple[bytes, datetime]] = []
    for item in items:
        batch.append(item)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch


@contextmanager
def pool(processes: int, seconds: float) -> Iterator[Pool]:
    """A pool that is stopped at the end of the block."""
    running = Pool(processes, seconds)
    try:
        yield running
    finally:
        running.close()
