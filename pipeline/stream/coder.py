"""Coding in the process pool, awaited: a text that hangs, crashes or eats memory takes no neighbour with it."""

from __future__ import annotations

import asyncio
import contextlib
import ctypes
import multiprocessing
import os
import resource
import signal
import sys
from collections.abc import Sequence
from concurrent.futures import TimeoutError as FutureTimeout
from concurrent.futures.process import BrokenProcessPool
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from pebble import ProcessExpired, ProcessPool

from pipeline.clean.repeats import Known
from pipeline.errors import DatelineError, ExtractCrash, ExtractTimeout, RecordError
from pipeline.ops import metrics
from pipeline.ops.logs import log
from pipeline.stream.outputs import Coded, code_batch, engine_name

if TYPE_CHECKING:
    from pebble import ProcessFuture

MOST_REBUILDS = 5
CHUNK = 4  # articles a task: few enough that a slow one holds up little, enough that the task's cost is small

_PR_SET_PDEATHSIG = 1


class Item(NamedTuple):
    """A raw article, when it came, and what its source is known to repeat (null: nothing is learned of it)."""

    data: bytes
    received_at: datetime
    known: Known | None


Result = Coded | RecordError


class PoolDead(DatelineError):
    """Coding processes can't be kept alive: memory is short, or the model can't be loaded."""


class Coder:
    """The pool of one worker."""

    def __init__(self, processes: int, seconds: float, attempts: int, memory_mb: int) -> None:
        self._size = processes or os.cpu_count() or 1
        self._seconds, self._attempts, self._memory_mb = seconds, attempts, memory_mb
        self._context = multiprocessing.get_context("forkserver")
        self._context.set_forkserver_preload(["pipeline.stream.preload"])
        self._pool = self._new_pool()
        self._rebuilt = 0  # since a task went through

    def _new_pool(self) -> ProcessPool:
        return ProcessPool(
            max_workers=self._size, context=self._context, initializer=_prepare, initargs=(self._memory_mb,)
        )

    async def code(self, items: Sequence[Item]) -> list[tuple[Result, int]]:
        """The result of each article, in order, and how often it was tried."""
        chunks = [items[start : start + CHUNK] for start in range(0, len(items), CHUNK)]
        metrics.POOL_ARTICLES.inc(len(items))
        try:
            coded = await asyncio.gather(*(self._code_chunk(chunk) for chunk in chunks))
        finally:
            metrics.POOL_ARTICLES.dec(len(items))
        return [result for chunk in coded for result in chunk]

    async def _code_chunk(self, items: Sequence[Item], attempt: int = 1) -> list[tuple[Result, int]]:
        pool = self._pool
        arguments = (
            [item.data for item in items],
            [item.received_at for item in items],
            [item.known for item in items],
        )
        try:
            future: ProcessFuture[list[Result]] = pool.schedule(code_batch, args=arguments, timeout=self._seconds)
        except RuntimeError as error:  # the pool died meanwhile
            await self._rebuild(pool, error)
            return await self._code_chunk(items, attempt)
        try:
            results = await asyncio.wrap_future(future)
            self._rebuilt = 0
            return [(result, attempt) for result in results]
        except BrokenProcessPool as error:  # an idle process died and took the queue with it: no article's fault
            await self._rebuild(pool, error)
            return await self._code_chunk(items, attempt)
        except (FutureTimeout, TimeoutError):
            metrics.POOL_KILLS.labels("timeout").inc()
            failure: RecordError = ExtractTimeout(f"coding took longer than {self._seconds:g} s")
        except ProcessExpired as error:
            metrics.POOL_KILLS.labels("crash").inc()
            failure = ExtractCrash(f"the coding process died (exit code {error.exitcode})")
        except Exception as error:  # results that can't be sent between processes, a process ended by the memory limit
            failure = ExtractCrash(f"{type(error).__name__}: {error}")
        if (
            len(items) > 1
        ):  # which of them it was is not known: each is tried alone, none of the tries counts against it
            alone = [await self._code_chunk([item], attempt) for item in items]
            return [result for results in alone for result in results]
        if attempt < self._attempts:
            return await self._code_chunk(items, attempt + 1)
        return [(failure, attempt)]

    async def _rebuild(self, broken: ProcessPool, error: Exception) -> None:
        """A new pool for ``broken``, unless another article brought it about already."""
        if self._pool is not broken:
            return
        self._rebuilt += 1
        if self._rebuilt > MOST_REBUILDS:
            raise PoolDead(f"the coding processes die at once, {self._rebuilt} times in a row: {error}")
        metrics.POOL_REBUILDS.inc()
        log.error("the process pool died and is made anew", error=repr(error))
        self._pool = self._new_pool()
        await asyncio.to_thread(_end, broken)

    async def warm(self) -> str:
        """Start the processes and load the model, so that the first article finds them ready; the engine's name."""
        name: str = await asyncio.wrap_future(self._pool.schedule(engine_name))
        return name

    def close(self) -> None:
        """Stop at once."""
        _end(self._pool)


def _end(pool: ProcessPool) -> None:
    pool.stop()  # type: ignore[no-untyped-call]
    with contextlib.suppress(FutureTimeout, RuntimeError):  # what doesn't end now ends with the fork server
        pool.join(timeout=5)


def _prepare(memory_mb: int) -> None:
    """In a new coding process: an upper limit of memory, and an end together with the fork server."""
    used = int(open("/proc/self/statm").read().split()[0]) * resource.getpagesize() if sys.platform == "linux" else 0  # noqa: SIM115, PTH123 - two lines of a file of the kernel's
    limit = used + memory_mb * (1 << 20)
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
