"""Who says what: direct, indirect and mixed statements."""

from __future__ import annotations

from pipeline.code.model import StatementDraft
from pipeline.parse.document import Document


def find_statements(document: Document) -> list[StatementDraft]:
    """Every saying of the article in reading order."""
    return []
