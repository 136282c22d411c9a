"""The title once more as a line of the body: said already, it would be an event of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.records import Category, Removed

if TYPE_CHECKING:
    from pipeline.clean.blocks import Block

# The title stands among the first lines.
_HEAD = 4


def strip_title(blocks: list[Block], title: str | None) -> None:
    """Take off the copy of the title; a block that is all there is stays."""
    kept = [block for block in blocks if block.verdict is None]
    named = _letters(title or "")
    if len(kept) < 2 or not named:
        return
    for block in kept[:_HEAD]:
        if _letters(block.text) == named:
            block.verdict = Removed(text=block.text, category=Category.OTHER, rule="title-copy", confidence=0.95)
            return


def _letters(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())
