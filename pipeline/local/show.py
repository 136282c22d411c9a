"""What people see on the terminal: an event in two lines, top counts, what was stripped."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from rich.text import Text

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterable

    from pipeline.records import ActorMention, DateMention, Event, Story

MAX_SENTENCE = 240
COLOURS = {
    "verbal-cooperation": "cyan",
    "material-cooperation": "green",
    "verbal-conflict": "yellow",
    "material-conflict": "red",
}


def printable(text: str) -> str:
    """News text is anybody's: nothing in it may steer the terminal."""
    return "".join(" " if unicodedata.category(c) in {"Cc", "Cf", "Cs", "Zl", "Zp"} else c for c in text)


def event_lines(event: Event) -> Text:
    """Who did what to whom, where, when, who says so and how surely; below it the sentence."""
    kind = event.action.type + (f"/{event.action.mode}" if event.action.mode else "")
    line = Text()
    line.append(f"{kind:<22} ", style=f"bold {COLOURS.get(event.action.quad_class or '', 'magenta')}")
    line.append(_people(event.actors) or "?")
    line.append(f" {'[not] ' if event.polarity == 'negative' else ''}{printable(event.action.text)} ", style="bold")
    line.append(_people(event.recipients) or "-")
    if event.location is not None:
        country = f" ({event.location.country})" if event.location.country else ""
        line.append(f"  at {printable(event.location.name or event.location.text)}{country}", style="blue")
    if event.date is not None:
        line.append(f"  on {_day(event.date)}", style="blue")
    line.append(f"  {event.certainty}", style="bold" if event.certainty == "certain" else "")
    if event.time_relation in {"future", "hypothetical"}:
        line.append(f", {event.time_relation}")
    if event.attribution is not None:
        source = event.attribution.source
        line.append(f"  says {printable(source.name) if source else 'somebody unnamed'}", style="italic")
    elif event.source:
        line.append(f"  {printable(event.source)} itself", style="italic")
    sentence = " ".join(printable(event.sentence.text).split())
    shown = sentence if len(sentence) <= MAX_SENTENCE else sentence[: MAX_SENTENCE - 1] + "…"
    line.append(f"\n    {shown}", style="dim")
    return line


def story_lines(story: Story) -> Text:
    """What happened, by how many outlets and how many who wrote for themselves; below it the best sentence."""
    line = Text()
    kind = story.action.type + (f"/{story.action.mode}" if story.action.mode else "")
    line.append(f"{kind:<22} ", style="bold")
    line.append(f"{_people(story.actors) or '?'} -> {_people(story.recipients) or '-'}")
    line.append(f"  {len(story.sources)} outlets, {story.independent_sources} independent", style="bold")
    if story.attributed_to:
        line.append(f"  says {', '.join(map(printable, story.attributed_to))}", style="italic")
    line.append(f"\n    {' '.join(printable(story.headline or '').split())[:MAX_SENTENCE]}", style="dim")
    return line


def _people(mentions: Iterable[ActorMention]) -> str:
    return ", ".join(
        printable(mention.name) + (f" ({mention.country} {mention.sector})" if mention.country else "")
        for mention in mentions
    )


def _day(date: DateMention) -> str:
    if date.first_day is not None and date.first_day == date.last_day:
        return date.first_day.isoformat()
    return printable(date.timex)


def top(title: str, counts: Counter[str], rows: int = 8) -> Text:
    """The most frequent values with their numbers."""
    text = Text(title, style="bold")
    width = len(str(max(counts.values(), default=0)))
    for value, number in counts.most_common(rows):
        text.append(f"\n  {number:>{width}}  {printable(value)}", style="not bold")
    return text
