"""``dateline merge``: stories offline."""

from __future__ import annotations

from typing import BinaryIO

import rich_click as click

from pipeline.cli.offline import input_output, lines
from pipeline.errors import RecordError
from pipeline.merge import Merger, report_of
from pipeline.records import Extraction, Story, load_json, read


@click.command("merge")
@input_output
@click.pass_context
def command(ctx: click.Context, source: BinaryIO, target: BinaryIO) -> None:
    """Merge the events of many articles into stories offline, without Kafka.

    Reads Extraction JSONL, as extract writes it, and writes one Story a line, in the order they were first seen. Lines of
    articles that could not be coded are left out and counted on standard error.

    Example: dateline merge --input extractions.jsonl --output stories.jsonl
    """
    merger, stories = Merger(), dict[str, Story]()
    uncoded = broken = 0
    for number, (data, _) in enumerate(lines(source), start=1):
        try:
            value = load_json(data)
            if "error" in value:
                uncoded += 1
                continue
            changes = merger.add(report_of(read(Extraction, value)))
        except RecordError as error:
            click.echo(f"dateline: line {number} is no Extraction ({error.reason}): {error}", err=True)
            broken += 1
            continue
        for gone in changes.gone:
            stories.pop(gone, None)
        stories.update((story.story_id, story) for story in changes.stories)
    ordered = sorted(stories.values(), key=lambda story: (story.first_seen, story.story_id))
    target.writelines(story.to_json() + b"\n" for story in ordered)
    if uncoded:
        click.echo(f"dateline: {uncoded} articles were not coded and are in no story", err=True)
    if broken:
        ctx.exit(1)
