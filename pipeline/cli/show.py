"""How records are shown: a table on a terminal, JSON lines into a pipe, CSV or Parquet where asked for."""

from __future__ import annotations

import csv
import sys
from typing import IO, TYPE_CHECKING, Any

import rich_click as click

from pipeline.errors import UsageError
from pipeline.records import dump_json

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

FORMATS = ("table", "jsonl", "csv", "parquet")


def format_option(*formats: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """The option --format; None means a table on a terminal and JSON lines elsewhere."""
    return click.option(
        "--format",
        "form",
        type=click.Choice(formats),
        default=None,
        help="Default: table on a terminal, jsonl in a pipe.",
    )


def show(
    rows: Iterable[dict[str, Any]],
    columns: Sequence[str],
    form: str | None,
    out: IO[str] = sys.stdout,
    flatten: Callable[[dict[str, Any]], dict[str, Any]] = lambda row: row,
    *,
    widths: Mapping[str, int] | None = None,
) -> None:
    """Write the rows. ``flatten`` makes the cells of ``columns`` from a row, for all formats but jsonl.

    ``widths`` are the columns of a table and the most each may take, where it is to show others than a file.
    """
    form = form or ("table" if out.isatty() else "jsonl")
    if form == "jsonl":
        for row in rows:
            out.write(dump_json(row).decode() + "\n")
            out.flush()
    elif form == "csv":
        writer = csv.DictWriter(out, columns, extrasaction="ignore")
        writer.writeheader()
        for row in rows:
            writer.writerow(flatten(row))
            out.flush()
    elif form == "parquet":
        _parquet(rows, columns, flatten)
    else:
        _table(rows, widths or dict.fromkeys(columns), flatten)


def _table(
    rows: Iterable[dict[str, Any]], columns: Mapping[str, int | None], flatten: Callable[..., dict[str, Any]]
) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, header_style="bold")
    for column, width in columns.items():
        table.add_column(column, overflow="fold", max_width=width)
    for row in rows:
        cells = flatten(row)
        # Text, since news may hold what rich would read as markup
        table.add_row(*(Text("" if cells.get(column) is None else str(cells[column])) for column in columns))
    Console().print(table)


def _parquet(rows: Iterable[dict[str, Any]], columns: Sequence[str], flatten: Callable[..., dict[str, Any]]) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    if sys.stdout.isatty():
        raise UsageError(
            "--format parquet: send it to a file, as in `dateline events --format parquet > events.parquet`"
        )
    cells = [flatten(row) for row in rows]
    table = pa.Table.from_pydict({column: [row.get(column) for row in cells] for column in columns})
    sink = pa.BufferOutputStream()
    pq.write_table(table, sink)
    sys.stdout.buffer.write(sink.getvalue().to_pybytes())
