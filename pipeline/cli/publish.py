"""``dateline publish``: articles from files to the raw topic."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import rich_click as click

from pipeline.cli.kafka import bootstrap_option, quiet_clients
from pipeline.errors import DatelineError, RecordError, UsageError
from pipeline.publish import FORMATS, Found, files, read_file
from pipeline.records import RawArticle, read

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID


@click.command("publish")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...|-")
@bootstrap_option
@click.option(
    "--format", "named_format", type=click.Choice(list(FORMATS)), help="What the files are (else by their names)."
)
@click.option("--source", help="The outlet of articles that name none.")
@click.option(
    "--published-at", metavar="TIME", help="The time of articles that have none, such as 2025-12-02T12:00:00Z."
)
def command(
    paths: tuple[str, ...],
    bootstrap: str | None,
    named_format: str | None,
    source: str | None,
    published_at: str | None,
) -> None:
    """Publish articles: files, folders, or standard input.

    Reads RawArticle JSONL (.jsonl), texts (.txt), pages (.html), RSS and Atom (.xml, .rss, .atom), ninjs and
    schema.org JSON (.json) and WARC (.warc, .warc.gz). Each article is checked first; a bad one is named on standard
    error and not sent, and the exit status is then 1.

    Example: dateline publish samples

    Example: dateline publish article.txt --source "The Courier" --published-at 2026-03-01

    Example: zcat wire.jsonl.gz | dateline publish -
    """
    from pipeline.broker.state import bootstrap as known_bootstrap
    from pipeline.publish.send import publish

    quiet_clients()
    defaults = _defaults(source, published_at)
    names = files(list(paths))
    address = known_bootstrap(bootstrap)
    with progress(shown=sys.stderr.isatty()) as (bar, task):

        def report(found: Found, error: RecordError | None) -> None:
            if error is None:
                bar.advance(task)
            else:
                bar.console.print(
                    f"{found.where}: {error.reason}: {error}", markup=False, highlight=False, soft_wrap=True
                )

        outcome = asyncio.run(publish(address, _articles(names, named_format, defaults), report))
    articles = "article" if outcome.sent == 1 else "articles"
    click.echo(
        f"published {outcome.sent} {articles}" + (f", refused {outcome.refused}" if outcome.refused else ""), err=True
    )
    if outcome.refused:
        sys.exit(DatelineError.exit_status)


@contextmanager
def progress(*, shown: bool) -> Iterator[tuple[Progress, TaskID]]:
    """A bar on standard error that counts articles, where that is a terminal."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("publishing"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), disable=not shown) as bar:
        yield bar, bar.add_task("publishing", total=None)


def _defaults(source: str | None, published_at: str | None) -> dict[str, Any]:
    """The fields for articles that lack them. Raises UsageError for a time that is none."""
    try:
        checked = read(RawArticle, {"source": source, "published_at": published_at})
    except RecordError as error:
        raise UsageError(f"--published-at: {published_at!r} is no time such as 2025-12-02T12:00:00Z") from error
    return {name: value for name, value in checked if value is not None}


def _articles(names: list[str], named_format: str | None, defaults: dict[str, Any]) -> Iterator[Found]:
    for name in names:
        if name == "-":
            yield from _filled(read_file(sys.stdin.buffer, "standard input", named_format or "jsonl"), defaults)
            continue
        try:
            stream = Path(name).open("rb")  # noqa: SIM115 - closed below; only its opening is the user's mistake
        except OSError as error:
            raise UsageError(f"{name}: {error.strerror}") from error
        with stream:
            yield from _filled(read_file(stream, name, named_format), defaults)


def _filled(items: Iterator[Found], defaults: dict[str, Any]) -> Iterator[Found]:
    for found in items:
        if isinstance(found.article, RawArticle):
            lacking = {name: value for name, value in defaults.items() if getattr(found.article, name) is None}
            yield Found(found.where, found.article.model_copy(update=lacking)) if lacking else found
        else:
            yield found
