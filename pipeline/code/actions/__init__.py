"""What was done: triggers by lexicon, and their arguments from the parse."""

from __future__ import annotations

from pipeline.code.model import CodedAction
from pipeline.parse.document import Document


def find_actions(document: Document) -> list[CodedAction]:
    """Every action of the article in reading order, one a real happening."""
    return []
