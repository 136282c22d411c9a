"""``dateline lexicon``: check the action lexicon, or explain which of its lines fire in a sentence."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

import rich_click as click


@click.group("lexicon")
def command() -> None:
    """Check the action lexicon and explain what it does.

    Example: dateline lexicon explain "Rebels captured the town of Marib on Tuesday."
    """


@command.command("check")
@click.option(
    "--folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=None,
    help="Another folder of tables (default: the one that ships with Dateline).",
)
@click.option(
    "--examples/--no-examples", default=True, help="Also code each line's example and see that the line fires."
)
def check(folder: Path | None, examples: bool) -> None:  # noqa: FBT001 - click passes options by name
    """Read every table and code every line's example.

    Exit status 1 where a line's example isn't coded by that line; a line that cannot be read is one error.
    """
    from pipeline.code.actions.check import failing
    from pipeline.lexicon.actions.reader import FOLDER, read

    words = read(folder or FOLDER)
    lines = len(words.entries)
    triggers = len(words.by_trigger)
    click.echo(f"{lines} lines, {triggers} triggers, {len({entry.type for entry in words.entries})} types", err=True)
    if not examples:
        return
    wrong = failing(words)
    for entry, fired in wrong:
        click.echo(f"{entry.source}\t{entry.example}\tfired: {', '.join(fired) or 'nothing'}")
    click.echo(f"{lines - len(wrong)} of {lines} examples are coded by their own line", err=True)
    if wrong:
        sys.exit(1)


@command.command("explain")
@click.argument("sentence")
def explain_sentence(sentence: str) -> None:
    """Show which line fires at which word of SENTENCE, and what fills its roles.

    Example: dateline lexicon explain "The minister was fired after talks with the union."
    """
    from pipeline.code.actions import explain
    from pipeline.code.actors import Actors
    from pipeline.code.places import find_places
    from pipeline.lexicon.actions.reader import lexicon
    from pipeline.parse.model import parse_many
    from pipeline.records import CleanArticle
    from pipeline.settings import settings

    article = CleanArticle(article_id="sentence", received_at=datetime.now(UTC), text=sentence, language="en")
    document = parse_many([article], settings().spacy_model)[0]
    by_source = {entry.source: entry for entry in lexicon().entries}
    places = find_places(document)
    found = explain(document, places=places, persons=Actors(document, places).persons())
    for match, actions in found:
        entry = by_source[match.entry.source]
        for action in actions:
            mode = f"/{action.mode}" if action.mode else ""
            span = document.span(action.first, action.last).text
            click.echo(f"{span}: {action.type}{mode}  confidence {action.confidence:.2f}")
            click.echo(f"  line        {entry.source}: {' '.join(sorted(entry.triggers)[:6])} — {entry.example}")
            for name, heads in (
                ("actors", action.actors),
                ("recipients", action.recipients),
                ("places", action.places),
            ):
                click.echo(f"  {name:<11} {', '.join(document[head].text for head in heads) or '-'}")
            if action.cameo:
                click.echo(f"  CAMEO       {action.cameo}, intensity {action.intensity:g}")
    if not found:
        click.echo("no line fires")
        for token in document.doc:
            if any((kind, token.lemma_.lower()) in lexicon().by_trigger for kind in ("verb", "noun", "adjective")):
                click.echo(f"  {token.text}: its lines ask for something that isn't here")
