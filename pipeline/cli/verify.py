"""``dateline verify``: the proof that nothing was lost, nothing counted twice, and that the stories are what the articles say."""

from __future__ import annotations

import asyncio
import sys

import rich_click as click

from pipeline.broker import bootstrap as find_bootstrap
from pipeline.cli.kafka import bootstrap_option
from pipeline.cli.show import format_option, show


@click.command("verify")
@bootstrap_option
@click.option("--wait", default=60.0, show_default=True, help="Seconds to wait for the workers to be through.")
@format_option("table", "jsonl", "csv")
def command(bootstrap: str | None, wait: float, form: str | None) -> None:
    """Recompute every count from the clean articles and events, by other code, and compare key by key; merge the reports
    of the articles again, and compare story by story.

    Exit status 0 when all are equal; 1 with the differences on standard output, or when workers are still behind.

    Example: dateline verify --wait 300
    """
    address = find_bootstrap(bootstrap)
    different = _counts(address, wait, form)
    different |= _stories(address, wait, form)
    sys.exit(different)


def _counts(address: str, wait: float, form: str | None) -> bool:
    from pipeline.stream.audit import Difference, audit

    found = asyncio.run(audit(address, wait_seconds=wait))
    said = (
        f"{found.messages} messages, {found.articles} articles, {found.events} events; {found.counts} counts compared"
    )
    if not found.retained:
        said += " (retention has deleted records: counts may be higher than what is left, not lower)"
    return _say(said, [row._asdict() for row in found.differences], Difference._fields, form)


def _stories(address: str, wait: float, form: str | None) -> bool:
    from pipeline.stream.story_audit import StoryDifference, audit_stories

    found = asyncio.run(audit_stories(address, wait_seconds=wait))
    said = f"{found.stories} stories, {found.open} open ones compared with the workers' memory"
    if found.merged_again is None:
        said += " (not merged again: too many reports, retention has deleted some, or other code or another window merged some)"
    else:
        said += f", {found.merged_again} merged again from the reports"
    return _say(said, [row._asdict() for row in found.differences], StoryDifference._fields, form)


def _say(said: str, differences: list[dict[str, object]], columns: tuple[str, ...], form: str | None) -> bool:
    click.echo(f"{said}: {f'{len(differences)} differ' if differences else 'equal'}", err=True)
    if differences:
        show(differences, columns, form)
    return bool(differences)
