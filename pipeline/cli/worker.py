"""``dateline worker``: one worker process."""

from __future__ import annotations

import asyncio
import sys

import rich_click as click

from pipeline.broker import bootstrap as find_bootstrap
from pipeline.cli.kafka import bootstrap_option
from pipeline.ops.logs import set_up_logs
from pipeline.settings import settings


@click.command("worker")
@bootstrap_option
@click.option("--name", default="worker-1", show_default=True, help="This worker's name on this machine.")
@click.option("--metrics-port", type=click.IntRange(0, 65535), default=None, help="Serve Prometheus metrics here.")
@click.option("--log-level", default="info", type=click.Choice(["debug", "info", "warning", "error"]))
def command(bootstrap: str | None, name: str, metrics_port: int | None, log_level: str) -> None:
    """Run one worker: raw articles in; clean articles, statements, events, stories, counts and dead letters out.

    Any number of workers share the partitions of the topics. SIGTERM finishes what is in hand and leaves.

    Example: dateline worker --bootstrap kafka:9092 --name worker-2 --metrics-port 9102
    """
    from pipeline.stream.worker import run_worker

    set_up_logs(log_level, worker=name)
    options = settings()
    port = options.metrics_port if metrics_port is None else metrics_port
    folder = options.data_dir / "workers" / name
    address = find_bootstrap(bootstrap)
    sys.exit(asyncio.run(run_worker(address, folder=folder, metrics_port=port)))
