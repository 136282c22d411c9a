"""HTML: the article's text and what the page says about itself."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import trafilatura
from lxml import etree

from pipeline.clean.flat import flat_text
from pipeline.clean.jsonld import Described, described, time_of
from pipeline.errors import NoText

# libxml2 gives up at 256; what recurses over the tree must not see much less than Python's own limit.
DEEPEST = 200
# More tags than this are no article; the flat reading of it stays linear.
MOST_TAGS = 60_000
# An extraction shorter than this is taken for a failure where the page describes a longer body.
SHORT = 250
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9-]*)")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
# An empty element in a line of text: the extractor drops the text after it.
_EMPTY = re.compile(r"<(span|a|b|i|em|strong|font|u|small)\b[^<>]{0,300}>\s{0,20}</\1>", re.IGNORECASE)
# Elements that have no end tag, or whose end tag pages leave out.
_UNNESTED = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
        "p",
        "li",
        "td",
        "th",
        "tr",
        "dt",
        "dd",
        "option",
        "thead",
        "tbody",
        "tfoot",
    ]
)
# Where the hour of publication stands, and how far into a page it is looked for.
_PUBLISHED = re.compile(
    r"<(?:meta|time)\b[^<>]{0,300}?(?:article:published_time|datePublished|og:published_time|pubdate|dc\.date)[^<>]{0,300}>",
    re.IGNORECASE,
)
_CONTENT = re.compile(r"(?:content|datetime)\s*=\s*[\"']([^\"'<>]{10,40})[\"']", re.IGNORECASE)
HEAD = 200_000
MOST_METAS = 10
_DATES = {"original_date": True, "extensive_search": True}


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
    html = _EMPTY.sub("", _DECLARATION.sub("", _CONTROL.sub("", html)))
    said = described(html)
    page = Page(
        title=said.title,
        author=said.author,
        source=said.source,
        url=said.url,
        language=said.language,
        published_at=said.published_at,
    )
    text = ""
    if not _too_deep(html):
        text, page = _extracted(html, url, page)
    text = _best(text, said, html)
    if not text.strip():
        raise NoText("no article was found in the page")
    return replace(page, text=text)


def _too_deep(html: str) -> bool:
    """Whether a parser that recurses could fail on the page: found by one pass over its tags."""
    depth = 0
    for number, (end, name) in enumerate(_TAG.findall(html)):
        if number > MOST_TAGS:
            return True
        if name.lower() in _UNNESTED:
            continue
        depth = max(0, depth - 1) if end else depth + 1
        if depth > DEEPEST:
            return True
    return False


def _extracted(html: str, url: str | None, page: Page) -> tuple[str, Page]:
    """The text that trafilatura finds, and the page with the gaps in what it says of itself filled."""
    try:
        found: Any = trafilatura.bare_extraction(
            html,
            url=url,
            include_comments=False,
            favor_precision=True,
            with_metadata=True,
            date_extraction_params=_DATES,
        )
    except (etree.LxmlError, ValueError, RecursionError, AttributeError, TypeError):
        return "", page  # a page that breaks the parser is read flat
    if found is None:
        return "", page
    return found.text or "", Page(
        title=page.title or found.title,
        author=page.author or found.author,
        source=page.source or found.sitename or found.hostname,
        url=page.url or found.url,
        language=page.language or found.language,
        published_at=page.published_at or _moment(html, _day(found.date)),
    )


def _moment(html: str, day: datetime | None) -> datetime | None:
    """The hour of that day which the page's head names beside the date, if it does."""
    if day is None:
        return None
    for number, match in enumerate(_PUBLISHED.finditer(html, 0, HEAD)):
        said = _CONTENT.search(match[0])
        moment = time_of(said[1]) if said is not None and "T" in said[1] else None
        if moment is not None and abs(moment - day) < timedelta(days=2):
            return moment
        if number > MOST_METAS:
            break
    return day


def _day(value: str | None) -> datetime | None:
    if not value:
        return None
    try:
        return datetime.fromisoformat(value).replace(tzinfo=UTC)
    except ValueError:  # a day that is none, such as 2021-02-31
        return None


def _best(text: str, said: Described, html: str) -> str:
    """The extraction, unless it failed: then the body the page describes, then all its text, flat."""
    if len(text) >= SHORT:
        return text
    if said.body and len(said.body) > 2 * len(text):
        return said.body
    return text or flat_text(html)
