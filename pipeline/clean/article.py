"""One article through all of cleaning."""

from __future__ import annotations

import re
from datetime import datetime
from typing import NamedTuple

from pipeline.clean.blocks import Block
from pipeline.clean.credits import credit_of
from pipeline.clean.dateline import Filed, dated, dateline_inside, dateline_of
from pipeline.clean.language import language_of
from pipeline.clean.lines import paragraphs
from pipeline.clean.outlet import outlet_pattern
from pipeline.clean.page import Page, read_page
from pipeline.clean.repair import repair
from pipeline.clean.repeats import Known, Lesson, without_repeats
from pipeline.clean.rules import rules_for
from pipeline.clean.strip import strip
from pipeline.errors import NoText, TooLarge
from pipeline.records import Category, CleanArticle, Credit, RawArticle, Removed
from pipeline.settings import settings

# Plain text may be so many times longer than the clean text of it is allowed to be.
WITH_FRAME = 2
MOST_PARAGRAPHS = 5_000
# A dateline stands at the head of one of so many parts that cuts leave of the first paragraph.
_PARTS = 3
# Before it there may be so many headings: a title and a standfirst.
_HEADINGS = 3
_SENTENCE_END = re.compile(r"[.!?:;,]\W*$")
# What news has at least: one letter or digit.
_SOMETHING = re.compile(r"\w")


class Cleaned(NamedTuple):
    """A clean article, and what it teaches about its source's repeats where that was asked for."""

    article: CleanArticle
    lesson: Lesson | None


class _Body(NamedTuple):
    """What is left of the blocks, and what came off them in reading order.

    ``places`` is how many of those removed come before each paragraph of the text; ``headline`` is one that ran into its dateline.
    """

    text: str
    dateline: Filed | None
    credits: list[Credit]
    removed: list[Removed]
    places: list[int]
    headline: str | None


def clean(raw: RawArticle, received_at: datetime) -> CleanArticle:
    """The clean article. Raises NoText when there is nothing to read, TooLarge when there is too much."""
    return clean_knowing(raw, received_at, None).article


def clean_knowing(raw: RawArticle, received_at: datetime, known: Known | None) -> Cleaned:
    """As ``clean``; what is ``known`` to come back in articles of the source goes too. With null nothing is learned."""
    size = len(raw.text or "") + len(raw.html or "")
    if size > settings().max_article_bytes:
        raise TooLarge(f"{size} characters, over the limit of {settings().max_article_bytes}")
    if len(raw.text or "") > WITH_FRAME * settings().max_text_chars:
        raise TooLarge(f"{len(raw.text or '')} characters of text: no clean text of it would be within the limit")
    page = Page()
    if raw.text and _SOMETHING.search(raw.text):
        lines = paragraphs(repair(raw.text))
    elif raw.html and raw.html.strip():
        page = read_page(raw.html, raw.url)
        lines = paragraphs(repair(page.text))
    else:
        raise NoText("the article has neither text nor html")
    if not any(_SOMETHING.search(line) for line in lines):
        raise NoText("there is no letter in the text")
    if len(lines) > MOST_PARAGRAPHS:
        raise TooLarge(f"{len(lines)} paragraphs, over the limit of {MOST_PARAGRAPHS}")
    # What a page says of its language is often its template's: only a publisher who names one is believed.
    language, confidence = language_of(raw.language, " ".join(lines[:40]))
    blocks = [Block(line) for line in lines]
    strip(blocks, rules_for(language), outlet_pattern(raw.source or page.source, raw.url or page.url))
    body = _assemble(blocks)
    if not body.text:
        first = body.removed[0]
        raise NoText(f"all {len(blocks)} paragraphs are boilerplate ({first.category}: {first.rule})")
    article = CleanArticle(
        article_id=raw.article_id,
        url=raw.url or page.url,
        source=raw.source or page.source,
        title=raw.title or page.title or body.headline,
        author=raw.author or page.author,
        published_at=raw.published_at or page.published_at,
        received_at=received_at,
        language=language,
        language_confidence=confidence,
        text=body.text,
        credits=body.credits,
        removed=body.removed,
        meta=raw.meta,
    )
    article = dated(article, body.dateline)
    return Cleaned(article, None) if known is None else Cleaned(*without_repeats(article, known, body.places))


def _assemble(blocks: list[Block]) -> _Body:
    """The body, the dateline off its head, the credits, and all that was removed."""
    headline: str | None = None
    body: list[str] = []
    places: list[int] = []
    removed: list[Removed] = []
    dateline: Filed | None = None
    for block in blocks:
        if block.verdict is not None:
            removed.append(block.verdict)
            continue
        kept = block.text
        if block.cut:
            kept = _without(block)
            removed.extend(item for _, _, item in block.cut)
        if dateline is None and len(body) < _HEADINGS and not any(_SENTENCE_END.search(line) for line in body):
            dateline, before, start = _dateline(kept)
            byline = ""
            if dateline is not None:
                kept = (kept[:before] + kept[start:].lstrip()).strip()
            elif not body:
                dateline, before, start, byline = dateline_inside(kept.split("\n", 1)[0])
                if dateline is not None:
                    headline = kept[:before]
                    kept = f"{headline}\n{kept[start:].lstrip()}"
            if dateline is not None:
                if byline:
                    removed.append(
                        Removed(text=byline, category=Category.CREDIT, rule="byline-before-dateline", confidence=0.9)
                    )
                removed.append(
                    Removed(text=dateline.text, category=Category.DATELINE, rule="dateline", confidence=0.95)
                )
        if kept:
            body.append(kept)
            places += [len(removed)] * (kept.count("\n") + 1)
    credited = [credit_of(item.text) for item in removed if item.category is Category.CREDIT]
    return _Body("\n".join(body), dateline, credited, removed, places, headline)


def _dateline(kept: str) -> tuple[Filed | None, int, int]:
    """The dateline with where it stands: at the head of the first paragraph, or of what a cut made of it."""
    before = 0
    for line in kept.split("\n")[:_PARTS]:
        dateline, start = dateline_of(line)
        if dateline is not None:
            return dateline, before, before + start
        before += len(line) + 1
    return None, 0, 0


def _without(block: Block) -> str:
    """The block without the sentences that were cut; what stood on both sides of a cut becomes two paragraphs."""
    parts: list[str] = []
    position = 0
    for start, end, _ in block.cut:
        parts.append(block.text[position:start].strip())
        position = end
    parts.append(block.text[position:].strip())
    return "\n".join(part for part in parts if part)
