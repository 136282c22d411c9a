# ruff: noqa: RUF001 (news is written with typographic dashes and quotes)
"""Paragraphs from plain text: a paragraph a line, or lines wrapped at a width that have to be joined again."""

from __future__ import annotations

import re
from itertools import pairwise

# Text wrapped by an editor or a wire's terminal has lines of at most this width, and its full lines at least the other.
WIDEST = 110
NARROWEST = 40
# This share of line ends in the middle of a sentence tells wrapped text from one paragraph a line.
MID_SENTENCE = 0.3
_WORDS = re.compile(r"[^\W\d_]+")
_ENDS = (".", "!", "?", ":", "”", '"', "’", "'", ")", "…")


def paragraphs(text: str) -> list[str]:
    """The paragraphs of repaired text, none of them empty."""
    lines = text.split("\n")
    if not _wrapped(lines):
        return [line for line in lines if line]
    width = max(len(line) for line in lines)
    known = {word.lower() for word in _WORDS.findall(text)}
    joined: list[list[str]] = []
    last = ""
    for line in lines:
        if line and last and not _ends_paragraph(last, line, width):
            joined[-1].append(line)
        elif line:
            joined.append([line])
        last = line
    return [_join(parts, known) for parts in joined]


def _wrapped(lines: list[str]) -> bool:
    """Whether lines are cut at a width: none is long, and many end where the next goes on in lower case."""
    pairs = 0
    cut = 0
    for line, following in pairwise(lines):
        if len(line) > WIDEST:
            return False
        if line and following:
            pairs += 1
            cut += len(line) >= NARROWEST and following[0].islower() and not line.endswith(_ENDS)
    return cut >= 2 and cut >= MID_SENTENCE * pairs and len(lines[-1]) <= WIDEST


def _ends_paragraph(line: str, following: str, width: int) -> bool:
    """A short line that ends a sentence ends the paragraph too; so does a short heading before a capital."""
    if following[0].islower():
        return False
    room = width - len(line)
    return room > len(following.split(" ", 1)[0]) + 1 and (line.endswith(_ENDS) or room > width // 2)


def _join(parts: list[str], known: set[str]) -> str:
    """One paragraph; a hyphen at a line's end goes only where the whole word stands elsewhere in the text."""
    text = [parts[0]]
    for line, following in pairwise(parts):
        if line.endswith("-") and len(line) > 1 and line[-2].isalpha() and following[0].isalpha():
            before, after = _WORDS.findall(line)[-1], _WORDS.match(following)
            if after is not None and following[0].islower() and (before + after[0]).lower() in known:
                text[-1] = text[-1][:-1]
            text.append(following)
        else:
            text.append(" " + following)
    return "".join(text)
