"""Reads sentences that are marked for source, cue and content, and the sayings that they should give."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache

from pipeline.parse.document import Document
from pipeline.parse.model import parse_many
from pipeline.records import CleanArticle
from pipeline.settings import settings

_MARK = re.compile(r"\[([SCT])(\d?) ([^\]]*)\]")


@dataclass
class Saying:
    source: str | None = None
    cue: str = ""
    content: list[str] = field(default_factory=list)


def read(marked: str) -> tuple[str, list[Saying]]:
    """The plain text of a marked one, and its sayings. A cue without content only marks where there is none."""
    found: dict[str, Saying] = {}
    for kind, number, words in _MARK.findall(marked):
        saying = found.setdefault(number or "1", Saying())
        if kind == "S":
            saying.source = words
        elif kind == "C":
            saying.cue = words
        else:
            saying.content.append(words)
    for number, saying in found.items():
        if saying.source is None and number != "1" and "1" in found:
            saying.source = found["1"].source
    text = _MARK.sub(lambda match: match.group(3), marked)
    text = text.replace(" | ", "\n").replace(" 's ", "'s ").replace(" :", ":")
    return text, [saying for saying in found.values() if saying.content]


@cache
def parsed(text: str) -> Document:
    """The text as a parsed article."""
    article = CleanArticle(
        article_id="own",
        received_at=datetime(2025, 12, 2, tzinfo=UTC),
        language="en",
        language_confidence=1.0,
        text=text,
    )
    return parse_many([article], settings().spacy_model)[0]


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())
