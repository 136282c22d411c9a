"""What the commands that talk to Kafka share."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import rich_click as click

from pipeline.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any


def _address(_ctx: click.Context, _option: click.Parameter, value: str | None) -> str | None:
    """HOST:PORT, or several with commas. Raises UsageError for anything else."""
    for part in (value or "").split(","):
        host, _, port = part.rpartition(":")
        if value and not (host and port.isdigit() and 0 < int(port) < 65536):
            raise UsageError(f"--bootstrap: {part!r} is not HOST:PORT")
    return value


def bootstrap_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """The option --bootstrap; its value goes through ``pipeline.broker.bootstrap``."""
    return click.option(
        "--bootstrap",
        metavar="HOST:PORT",
        callback=_address,
        default=None,
        help="The Kafka to talk to (else DATELINE_BOOTSTRAP, else the embedded one that `dateline up` started here).",
    )(command)


def quiet_clients() -> None:
    """For commands that end: what a client library logs on the way is said once, as the command's own error."""
    logging.getLogger("aiokafka").setLevel(logging.CRITICAL)
