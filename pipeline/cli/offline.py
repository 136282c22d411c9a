"""What the offline commands share: lines in, one line out for each, errors as records."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, BinaryIO

import rich_click as click

from pipeline.records import dump_json

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import Any

    from pipeline.errors import RecordError


def input_output(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options --input and --output of a command (standard input and output when left out)."""
    command = click.option(
        "--output",
        "target",
        type=click.File("wb", lazy=False),
        default="-",
        help="Where to write (default: standard output).",
    )(command)
    return click.option(
        "--input", "source", type=click.File("rb"), default="-", help="What to read (default: standard input)."
    )(command)


def lines(source: BinaryIO) -> Iterator[tuple[bytes, datetime]]:
    """Each line with the time it was read."""
    for line in source:
        yield line.rstrip(b"\r\n"), datetime.now(UTC)


def write(target: BinaryIO, results: Iterable[bytes | RecordError]) -> None:
    """One line a result, in order; an error becomes ``{"error": {reason, detail, line}}`` with the line's number from 1."""
    for number, result in enumerate(results, start=1):
        if isinstance(result, bytes):
            line = result
        else:
            line = dump_json({"error": {"reason": result.reason, "detail": str(result), "line": number}})
        target.write(line + b"\n")
        target.flush()
