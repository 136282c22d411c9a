"""``dateline dashboard``: the web page alone."""

from __future__ import annotations

import re
import secrets
from pathlib import Path

import rich_click as click

from pipeline.broker import bootstrap as find_bootstrap
from pipeline.cli.kafka import bootstrap_option
from pipeline.errors import Unreachable, UsageError

LOOPBACK = ("127.0.0.1", "localhost", "::1")


@click.command("dashboard")
@bootstrap_option
@click.option(
    "--host", default="127.0.0.1", show_default=True, help="Where to listen; other than loopback needs a token."
)
@click.option("--port", type=click.IntRange(1, 65535), default=8321, show_default=True)
@click.option(
    "--token-file",
    type=click.Path(dir_okay=False, path_type=Path),
    help="A file with the token for what writes (made here when it is missing).",
)
@click.option(
    "--canary-seconds",
    type=click.FloatRange(0, 3600),
    default=30.0,
    show_default=True,
    help="How often a canary article is sent through the workers; 0: never.",
)
@click.option(
    "--worker-metrics",
    multiple=True,
    metavar="HOST:PORT",
    help="A worker's Prometheus port, for stage times and words a second; once a worker.",
)
def command(
    *,
    bootstrap: str | None,
    host: str,
    port: int,
    token_file: Path | None,
    canary_seconds: float,
    worker_metrics: tuple[str, ...],
) -> None:
    """Serve the page, its API and the lag metrics.

    Example: dateline dashboard --port 8321
    """
    from aiohttp import web

    from pipeline.ops.logs import set_up_logs
    from pipeline.web.server import application

    for address in worker_metrics:
        if not re.fullmatch(r"[A-Za-z0-9_.:\[\]-]+:\d{1,5}", address):
            raise UsageError(f"--worker-metrics {address}: HOST:PORT is needed")
    token = None
    if host not in LOOPBACK:
        if token_file is None:
            raise UsageError(f"--host {host} is not loopback: name a --token-file for what writes")
        token = _token(token_file)
    set_up_logs()
    app = application(find_bootstrap(bootstrap), token=token, canary_seconds=canary_seconds, workers=worker_metrics)
    click.echo(f"the page is at http://{host}:{port}/", err=True)
    try:
        web.run_app(app, host=host, port=port, print=None, access_log=None, shutdown_timeout=2)
    except OSError as error:
        raise Unreachable(f"can't listen on {host}:{port}: {error.strerror or error}") from error


def _token(path: Path) -> str:
    """The file's token; a missing file is made, readable for its owner alone."""
    try:
        if not path.exists():
            path.touch(mode=0o600)
            path.write_text(secrets.token_urlsafe(32) + "\n", encoding="utf-8")
        token = path.read_text(encoding="utf-8").strip()
    except OSError as error:
        raise UsageError(f"--token-file {path}: {error.strerror or error}") from error
    if not token:
        raise UsageError(f"--token-file {path} is empty")
    return token
