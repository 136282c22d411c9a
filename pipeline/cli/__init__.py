"""The ``dateline`` command: one module a subcommand, imported only when it is called."""

from __future__ import annotations

import importlib
import os
import sys

import rich_click as click

from pipeline import __version__
from pipeline.errors import DatelineError

COMMANDS = {
    "up": "Run everything on this machine.",
    "publish": "Publish articles from files or standard input.",
    "events": "Show events, as they come or as they are.",
    "stories": "Show real-world events, each with all the articles that tell it.",
    "statements": "Show who said what.",
    "counts": "Show running counts, summed over all workers.",
    "dead-letters": "Look at rejected records and send them again.",
    "replay": "Code a range of raw articles again with today's extractor.",
    "verify": "Recompute the counts from the topics and compare them.",
    "worker": "Run one worker.",
    "topics": "Make and check the topics.",
    "dashboard": "Serve the page, its API and the lag metrics.",
    "lag": "Show how far each group is behind, with a status.",
    "extract": "Code articles offline: RawArticle JSONL in, Extraction JSONL out.",
    "merge": "Merge the events of many articles into stories offline: Extraction JSONL in, Story JSONL out.",
    "lexicon": "Check the action lexicon, or explain which of its lines fire.",
    "schemas": "Write or check the JSON Schemas and the AsyncAPI document.",
    "clean": "Strip boilerplate offline: RawArticle JSONL in, CleanArticle JSONL out.",
}


class _Commands(click.RichGroup):
    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  click's interface
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"pipeline.cli.{cmd_name.replace('-', '_')}")
        command: click.Command = module.command
        return command


@click.group(cls=_Commands)
@click.version_option(__version__, prog_name="dateline")
def dateline() -> None:
    """News wires in, event records you can trust out."""


def main() -> None:
    """Run the command line. A known error is one line on standard error and its exit status."""
    try:
        dateline.main(standalone_mode=True)
    except DatelineError as error:
        click.echo(f"dateline: {error}", err=True)
        sys.exit(error.exit_status)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except KeyboardInterrupt:
        sys.exit(130)
