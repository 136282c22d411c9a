"""HTML: the article's text and what the page says about itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from pipeline.errors import NoText


@dataclass(frozen=True, slots=True)
class Page:
    """What was found in a page."""

    text: str = ""
    title: str | None = None
    author: str | None = None
    source: str | None = None
    url: str | None = None
    language: str | None = None
    published_at: datetime | None = None


def read_page(html: str, url: str | None) -> Page:
    """The article in a page. Raises NoText when none is found."""
    import trafilatura

    text = trafilatura.extract(html, url=url, include_comments=False)
    if not text:
        raise NoText("no article was found in the page")
    return Page(text=text)
