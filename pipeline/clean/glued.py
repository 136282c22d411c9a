"""Furniture that an extractor glued to the news in one line: share buttons, forms, labels of pictures. It ends no sentence of its own."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from pipeline.lexicon.table import rows
from pipeline.records import Category, Removed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.clean.blocks import Block

_FILE, _COLUMNS = "clean/glued.tsv", ("id", "category", "where", "anchor", "pattern", "example")
# Labels at the very head come one after another, and there are never many.
_LABELS = 6
_SURE = 0.9


@dataclass(frozen=True, slots=True)
class Glue:
    """One wording that is cut out of a line."""

    id: str
    category: Category
    head: bool
    anchor: str
    pattern: re.Pattern[str]
    example: str


@cache
def wordings() -> tuple[Glue, ...]:
    """All wordings of the table."""
    found = []
    for row in rows(_FILE, _COLUMNS):
        head = row.choice("where", ("head", "anywhere")) == "head"
        category = Category(row.choice("category", [each.value for each in Category]))
        try:
            pattern = re.compile(row.text("pattern"))
        except re.error as error:
            raise row.error(str(error)) from error
        found.append(Glue(row.text("id"), category, head, row.text("anchor"), pattern, row.text("example")))
    return tuple(found)


def cut_glued(blocks: list[Block]) -> None:
    """Cut such wordings out of the blocks that stay; labels only off the head of the body."""
    first = True
    for block in blocks:
        if block.verdict is not None:
            continue
        lower = block.text.lower()
        here = [glue for glue in wordings() if glue.anchor in lower]
        if here:
            taken = [(start, end) for start, end, _ in block.cut]
            found = [*_anywhere(block.text, here), *(_head(block.text, here, taken) if first else ())]
            for start, end, glue in sorted(found, key=lambda each: each[:2]):
                if any(begun <= start < ended for begun, ended in taken):
                    continue
                until = min(
                    (begun for begun, _ in taken if start < begun < end), default=end
                )  # the rest is off already
                text = block.text[start:until].strip()
                removed = Removed(text=text, category=glue.category, rule=f"glued-{glue.id}", confidence=_SURE)
                block.cut.append((start, until, removed))
                taken.append((start, until))
            block.cut.sort(key=lambda cut: cut[0])
        first = False


def _anywhere(text: str, here: list[Glue]) -> Iterator[tuple[int, int, Glue]]:
    for glue in here:
        if not glue.head:
            for match in glue.pattern.finditer(text):
                yield match.start(), match.end(), glue


def _head(text: str, here: list[Glue], taken: list[tuple[int, int]]) -> Iterator[tuple[int, int, Glue]]:
    """Labels at the start of what is left, one after another."""
    at = 0
    for _ in range(_LABELS):
        for glue in here:
            match = glue.pattern.match(text, at) if glue.head else None
            if match:
                yield match.start(), match.end(), glue
                at = match.end()
                break
        else:
            before = next((ended for begun, ended in taken if at <= begun and not text[at:begun].strip()), None)
            if before is None:
                return
            at = before + len(text[before:]) - len(text[before:].lstrip())
