"""An engine turns clean articles into extractions; the one here parses English with spaCy and codes by lexicon."""

from __future__ import annotations

from datetime import UTC, datetime
from importlib.metadata import version
from typing import Protocol

from pipeline import __version__
from pipeline.code.assemble import code
from pipeline.parse.model import load, parse_many
from pipeline.records import CleanArticle, Extraction


class Engine(Protocol):
    """Whatever codes articles. ``name`` says what and which version, and goes into every event's ``extractor``."""

    name: str
    languages: frozenset[str]

    def extract_many(self, articles: list[CleanArticle]) -> list[Extraction]:
        """One extraction an article, in order; an article in another language gets none of its fields filled."""


PROBE = CleanArticle(
    article_id="probe",
    received_at=datetime(2000, 1, 1, tzinfo=UTC),
    language="en",
    text='"Norway opened talks with Chile on Monday," a minister said.',
)
"""Coded once at start: every lexicon is read and checked then, before a process forks or an article comes."""


class SpacyEngine:
    """The default: a dependency parse and lexicons that people can read."""

    languages = frozenset({"en"})

    def __init__(self, package: str) -> None:
        self._package = package
        load(package)
        self.name = f"dateline/{__version__} spacy/{version('spacy')} {package}"
        self.extract_many([PROBE])

    def extract_many(self, articles: list[CleanArticle]) -> list[Extraction]:
        mine = [article for article in articles if article.language in self.languages and article.text]
        coded = {id(document.article): code(document, self.name) for document in parse_many(mine, self._package)}
        return [coded.get(id(article)) or Extraction(article=article) for article in articles]
