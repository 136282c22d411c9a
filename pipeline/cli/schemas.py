"""``dateline schemas``: the contract as files."""

from __future__ import annotations

import sys
from pathlib import Path

import rich_click as click

from pipeline.contract import differences, documents


@click.command("schemas")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), default=Path("schemas"))
@click.option("--check", is_flag=True, help="Write nothing; exit 1 when a file differs from the models.")
def command(folder: Path, check: bool) -> None:  # noqa: FBT001  click passes flags by position
    """Write the JSON Schema of every record and the AsyncAPI document, or check them.

    Example: dateline schemas --check
    """
    if check:
        stale = differences(folder)
        for name in stale:
            click.echo(f"{folder / name} differs from the models: run `dateline schemas`", err=True)
        sys.exit(1 if stale else 0)
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in documents().items():
        (folder / name).write_bytes(content)
        click.echo(folder / name, err=True)
