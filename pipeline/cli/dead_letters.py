"""``dateline dead-letters``: look at rejects and send them again."""

from __future__ import annotations

import asyncio
import base64
import sys
from typing import TYPE_CHECKING, Any

import rich_click as click

from pipeline.broker import bootstrap as find_bootstrap
from pipeline.cli.kafka import bootstrap_option
from pipeline.cli.show import format_option, show
from pipeline.errors import UsageError

if TYPE_CHECKING:
    from pipeline.records import DeadLetter

COLUMNS = ("id", "failed_at", "reason", "detail", "topic", "partition", "offset", "key", "attempts", "extractor")


@click.group("dead-letters")
def command() -> None:
    """Records that could not be used: each whole, with the reason."""


@command.command("list")
@bootstrap_option
@click.option("--reason", default=None, help="Only these (bad-json, too-large, extract-timeout, ...).")
@format_option("table", "jsonl", "csv")
def list_(bootstrap: str | None, reason: str | None, form: str | None) -> None:
    """List them, without their values.

    Example: dateline dead-letters list --reason extract-timeout
    """
    rows = []
    for name, letter in _read(bootstrap):
        if reason in (None, letter.reason):
            rows.append({"id": name} | letter.model_dump(mode="json", exclude={"value_base64"}))
    show(rows, COLUMNS, form)


@command.command("show")
@bootstrap_option
@click.argument("identifier")
@click.option("--value", "only_value", is_flag=True, help="Write only the original record, byte for byte.")
def show_(bootstrap: str | None, identifier: str, only_value: bool) -> None:  # noqa: FBT001 - click's way
    """Show one (its id is in the list), or write the original record with --value.

    Example: dateline dead-letters show 2-17 --value > article.json
    """
    for name, letter in _read(bootstrap):
        if name == identifier:
            value = base64.b64decode(letter.value_base64)
            if only_value:
                sys.stdout.buffer.write(value)
            else:
                row: dict[str, Any] = {"id": name} | letter.model_dump(mode="json")
                show([row | {"value": value.decode("utf-8", "replace")}], (*COLUMNS, "value"), "jsonl")
            return
    raise UsageError(f"there is no dead letter {identifier}: `dateline dead-letters list` shows them")


@command.command("replay")
@bootstrap_option
@click.argument("identifiers", nargs=-1)
@click.option("--reason", default=None, help="All with this reason.")
@click.option("--all", "everything", is_flag=True, help="All of them.")
def replay(bootstrap: str | None, identifiers: tuple[str, ...], reason: str | None, everything: bool) -> None:  # noqa: FBT001 - click's way
    """Send originals again, to be worked on like any other article.

    Example: dateline dead-letters replay --reason extract-timeout
    """
    from pipeline.stream.resend import resend_dead_letters

    if not (identifiers or reason or everything):
        raise UsageError("which? Give ids, --reason, or --all")

    def wanted(name: str, letter: DeadLetter) -> bool:
        return everything or name in identifiers or letter.reason == reason

    count = asyncio.run(resend_dead_letters(find_bootstrap(bootstrap), wanted))
    if identifiers and count < len(set(identifiers)):
        raise UsageError(
            f"only {count} of {len(set(identifiers))} were found; `dateline dead-letters list` shows the ids"
        )
    click.echo(f"{count} articles sent again", err=True)


def _read(bootstrap: str | None) -> list[tuple[str, DeadLetter]]:
    from pipeline.stream.resend import dead_letters

    async def read() -> list[tuple[str, DeadLetter]]:
        return [found async for found in dead_letters(find_bootstrap(bootstrap))]

    return asyncio.run(read())
