"""``dateline up``: everything on one machine."""

from __future__ import annotations

import asyncio
import signal
import socket
import sys
from contextlib import ExitStack, suppress
from typing import TYPE_CHECKING

import rich_click as click

from pipeline.cli import COMMANDS
from pipeline.cli.kafka import bootstrap_option, quiet_clients
from pipeline.errors import Unreachable, UsageError
from pipeline.settings import settings

if TYPE_CHECKING:
    from collections.abc import Coroutine
    from typing import Any

    from pipeline.broker import EmbeddedKafka
    from pipeline.local.children import Children

PAGE_PORT = 8321
DEFAULT_WORKERS = 1  # a worker uses all cores through its coding processes


@click.command("up")
@bootstrap_option
@click.option(
    "--workers", type=click.IntRange(0, 64), default=DEFAULT_WORKERS, show_default=True, help="Workers; 0 starts none."
)
@click.option("--no-dashboard", is_flag=True, help="Start no web page.")
@click.option("--kafka-port", type=click.IntRange(1, 65535), help="The embedded Kafka's port (else a free one).")
@click.option("--demo", is_flag=True, help="Publish the samples and show what comes of them.")
@click.option("--once", is_flag=True, help="With --demo: exit when all samples went through.")
def command(
    *,
    bootstrap: str | None,
    workers: int,
    no_dashboard: bool,
    kafka_port: int | None,
    demo: bool,
    once: bool,
) -> None:
    """Run everything on this machine until Ctrl-C.

    Starts an embedded Kafka (unless --bootstrap names a cluster), makes the topics, and starts workers and the web
    page. Other commands of this folder find the embedded Kafka by themselves.

    Example: dateline up

    Example: dateline up --demo --once

    Example: dateline up --bootstrap kafka-1:9092 --workers 2
    """
    if once and not demo:
        raise UsageError("--once goes with --demo")
    if once and workers == 0 and bootstrap is None:
        raise UsageError("--once needs a worker")
    from pipeline.broker import EmbeddedKafka

    quiet_clients()
    signal.signal(
        signal.SIGTERM, _interrupt
    )  # until the loop takes over, SIGTERM is as Ctrl-C: started things are stopped
    try:
        with ExitStack() as stack:
            address, kafka = bootstrap or settings().bootstrap, None
            if address is None:
                _say("starting Kafka")
                kafka = stack.enter_context(EmbeddedKafka(settings().data_dir, kafka_port))
                address = kafka.bootstrap
            asyncio.run(_up(address, kafka, workers, page=not no_dashboard, demo=demo, once=once))
    except KeyboardInterrupt:
        sys.exit(130)  # stopped before everything was up


def _interrupt(_number: int, _frame: object) -> None:
    raise KeyboardInterrupt


async def _up(address: str, kafka: EmbeddedKafka | None, workers: int, *, page: bool, demo: bool, once: bool) -> None:
    from pipeline.local.children import Children
    from pipeline.stream.topics import check_topics, create_topics

    stop = _stop_signal()
    await create_topics(address)
    await check_topics(address)
    children = Children(_say)
    try:
        page_address = _start(children, address, workers, page=page)
        places = _places(address, page_address, workers)
        jobs = [stop.wait(), children.failed()]
        jobs.append(_demo(address, places, once=once) if demo else _idle(places))
        if kafka is not None:
            jobs.append(_keep(kafka))
        await _first(*jobs)
    finally:
        _say("stopping")
        await children.stop()


async def _idle(places: list[str]) -> None:
    for line in places:
        _say(line)
    _say("publish articles with `dateline publish PATH`; Ctrl-C stops everything")
    await asyncio.Event().wait()


async def _keep(kafka: EmbeddedKafka) -> None:
    """Start the embedded Kafka again when it dies; the workers wait for it."""
    while True:
        await asyncio.sleep(1)
        if kafka.pid is None:
            _say(f"Kafka ended unexpectedly: starting it again (log: {kafka.log})")
            await asyncio.to_thread(kafka.start)


def _start(children: Children, bootstrap: str, workers: int, *, page: bool) -> str | None:
    """Start the children; the page's address where there is one."""
    from pipeline.local.children import Child

    logs = settings().data_dir / "logs"
    program = [sys.executable, "-m", "pipeline"]
    metrics: list[str] = []
    for number in range(1, workers + 1):
        name = f"worker-{number}"
        first = settings().metrics_port
        port = first + number - 1 if first else _free_port(None)
        metrics.append(f"127.0.0.1:{port}")
        env = {"DATELINE_METRICS_PORT": str(port)}
        command = [*program, "worker", "--bootstrap", bootstrap, "--name", name]
        children.start(Child(name, command, logs / f"{name}.log", env))
    if page and "dashboard" in COMMANDS:
        port = _free_port(PAGE_PORT)
        command = [*program, "dashboard", "--bootstrap", bootstrap, "--port", str(port)]
        for endpoint in metrics:
            command += ["--worker-metrics", endpoint]
        children.start(Child("dashboard", command, logs / "dashboard.log"))
        return f"http://127.0.0.1:{port}"
    return None


def _free_port(preferred: int | None) -> int:
    """That port of this machine, or any free one where it is taken."""
    for port in (preferred or 0, 0):
        with socket.socket() as probe, suppress(OSError):
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(("127.0.0.1", port))
            found: int = probe.getsockname()[1]
            return found
    raise Unreachable("this machine has no free port left")


def _places(address: str, page: str | None, workers: int) -> list[str]:
    """Where everything is."""
    from pipeline.stream.topics import TOPICS

    lines = [
        f"Kafka {address}, {workers} worker{'' if workers == 1 else 's'}, logs in {settings().data_dir / 'logs'}",
        f"topics {', '.join(topic.name for topic in TOPICS)}",
    ]
    return [*lines, f"page {page}"] if page else lines


async def _demo(address: str, places: list[str], *, once: bool) -> None:
    from rich.console import Console

    from pipeline.local.demo import Demo

    demo = Demo(address, Console(highlight=False))
    await demo.run()
    for line in places:
        _say(line)
    if not once:
        _say("publish your own with `dateline publish PATH`; Ctrl-C stops everything")
        await demo.follow()


async def _first(*jobs: Coroutine[Any, Any, Any]) -> None:
    """Run until one of them ends; its error is raised."""
    tasks = [asyncio.create_task(job) for job in jobs]
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            task.result()
    finally:
        for task in tasks:
            task.cancel()
        for task in tasks:
            with suppress(asyncio.CancelledError):
                await task


def _stop_signal() -> asyncio.Event:
    """Set by Ctrl-C or SIGTERM."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    return stop


def _say(text: str) -> None:
    click.echo(f"dateline: {text}", err=True)
