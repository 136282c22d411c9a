"""Finds time expressions in a text and reads them: a pure function of text, anchor and tense."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.code.dates.context import Anchor, Context, Named, Reading, TenseAt
from pipeline.code.dates.lexicon import Grammar, grammar
from pipeline.code.dates.match import Match
from pipeline.code.dates.resolve import READERS
from pipeline.code.dates.scan import Scanned, scan

_NO_ANCHOR = Anchor()


def find_timex(text: str, anchor: Anchor = _NO_ANCHOR, tense_at: TenseAt | None = None) -> list[Named]:
    """Every time expression of the text with its reading, in reading order."""
    context = Context(anchor, tense_at)
    lexicon, scanned = grammar(), scan(text)
    for match in _fits(lexicon, scanned):
        reading = READERS[match.kind](match, context)
        if reading is not None:
            _add(context, match, reading, text)
    return context.named


def _fits(lexicon: Grammar, scanned: Scanned) -> Iterator[Match]:
    """The rules' fits, looked for only where a run of listed words holds one that can make a time expression."""
    classes = scanned.classes
    for run in lexicon.runs.finditer(classes):
        # Two more words for the rules that look at what follows; no rule takes them in.
        for found in lexicon.any_rule.finditer(classes, run.start(), run.end() + 2):
            if found.start() >= run.end():
                break
            rule = lexicon.rules[(found.lastindex or 1) - 1]
            again = rule.pattern.match(classes, found.start())
            if again is not None:
                yield Match(rule.kind, again, scanned)


def _add(context: Context, match: Match, reading: Reading, text: str) -> None:
    """Keeps a reading; "5 p.m. Friday" becomes one."""
    end = reading.end if reading.end is not None else match.end
    last = context.named[-1] if context.named else None
    if last and last.reading.granularity == "minute" and reading.granularity == "day" and reading.first:
        between = text[last.end : match.start]
        if between.strip(" ,") in {"", "on"} and len(between) <= 4:
            clock = last.reading.value.partition("T")[2]
            moved = context.reading(f"{reading.first.isoformat()}T{clock}", reading.anchor)
            if "on" in between:
                last.reading = moved
            else:
                context.named[-1] = Named(last.start, end, moved)
                return
    if last and reading.first and _says_which(last.reading, reading, text[last.end : match.start]):
        part = last.reading.value.partition("T")
        last.reading = context.reading(reading.first.isoformat() + "".join(part[1:]), reading.anchor)
    context.named.append(Named(match.start, end, reading))


def _says_which(before: Reading, reading: Reading, between: str) -> bool:
    """Whether a date says which weekday the one right before is: "Saturday night, March 31, 2018", "on Monday (March 5)"."""
    if before.first is None or reading.first is None or reading.granularity != "day":
        return False
    week = before.granularity in {"day", "hour", "minute"} and (reading.first - before.first).days % 7 == 0
    return week and 0 < len(between) <= 2 and not between.strip(" ,(")
