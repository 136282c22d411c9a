"""One worker's life: check the topics, warm the pool, run the app until a signal or a failure, leave in order."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import threading
import time
from contextlib import AsyncExitStack
from pathlib import Path
from typing import NoReturn

from aiokafka.errors import KafkaError
from prometheus_client import start_http_server

from pipeline.errors import LexiconError, Unreachable
from pipeline.ops.logs import log
from pipeline.settings import settings
from pipeline.stream.app import connect, make_app
from pipeline.stream.articles import Articles
from pipeline.stream.coder import Coder
from pipeline.stream.outbox import Outbox
from pipeline.stream.store import StateFolder
from pipeline.stream.topics import TopicMisshapen, TopicMissing, check_topics

STOP_SECONDS = 9.0
# What is left after the group was told: closing files, clients and processes.
LEAVE_SECONDS = 20.0


async def run_worker(bootstrap: str, *, folder: Path, metrics_port: int | None = None) -> int:
    """Run until SIGTERM or SIGINT (0) or a failure (1, after saying why). Raises DatelineError before it starts."""
    options = settings()
    partitions = await _check_topics(bootstrap, options.start_seconds)
    async with AsyncExitStack() as stack:
        state_folder = StateFolder(folder)
        stack.callback(state_folder.close)
        coder = Coder(options.processes, options.extract_seconds, options.attempts, options.process_memory_mb)
        stack.callback(coder.close)
        try:
            extractor = await coder.warm()
        except LexiconError as error:
            raise Unreachable(f"the engine {options.engine} can't start: {error}") from error
        outbox = await Outbox.start(bootstrap)
        stack.push_async_callback(outbox.stop)
        if metrics_port is not None:
            server, _thread = start_http_server(metrics_port, addr=options.metrics_host)
            stack.callback(server.shutdown)
        app = make_app(bootstrap)
        connect(
            app,
            bootstrap,
            Articles(coder, outbox, extractor),
            outbox,
            state_folder if options.store == "rocksdb" else None,
        )
        stopped = asyncio.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(number, stopped.set)
        log.info(
            "worker starts", group=options.group, partitions=partitions, store=options.store, engine=options.engine
        )
        await app.start()
        crashed = asyncio.create_task(app.failure())
        waiting = asyncio.create_task(stopped.wait())
        await asyncio.wait({crashed, waiting}, return_when=asyncio.FIRST_COMPLETED)
        failure = crashed.result() if crashed.done() else None
        for task in (crashed, waiting):
            task.cancel()
        if failure is not None:
            log.error("the worker stops", reason=str(failure) or repr(failure))
        else:
            log.info("worker is asked to stop")
        status = 0 if failure is None else 1
        _leave_in_time(status)
        try:
            await asyncio.wait_for(app.stop(), STOP_SECONDS)
        except TimeoutError:  # nobody answers; what isn't committed is worked on again
            log.warning("the broker does not answer: leaving without its goodbye")
            _leave_now(coder, status)
        except Exception as error:
            log.exception("the worker could not stop in order: leaving as it is", reason=repr(error))
            _leave_now(coder, 1)
        log.info("worker has stopped")
        return status


def _leave_now(coder: Coder, status: int) -> NoReturn:
    """End the process: clients' threads and half-stopped tasks would wait on."""
    coder.close()
    sys.stderr.flush()
    os._exit(status)


def _leave_in_time(status: int) -> None:
    """End the process even if a library's thread never does: RocksDB on a full disk, a pool whose pipes are gone."""

    def leave() -> None:
        log.warning("something does not end by itself: leaving without it")
        sys.stderr.flush()
        os._exit(status)

    timer = threading.Timer(LEAVE_SECONDS, leave)
    timer.daemon = True
    timer.start()


async def _check_topics(bootstrap: str, seconds: float) -> int:
    """As ``check_topics``, waiting for a broker that is just starting, or away for a moment."""
    deadline = time.monotonic() + seconds
    while True:
        try:
            return await check_topics(bootstrap)
        except TopicMisshapen:
            raise
        except (Unreachable, TopicMissing, KafkaError) as error:
            patience = (
                5 if isinstance(error, TopicMissing) else seconds
            )  # a broker that just started may not know all yet
            if time.monotonic() > deadline - seconds + patience:
                raise
            log.warning("waiting for Kafka", reason=str(error))
            await asyncio.sleep(1)
