"""Plain text with a whole web page pasted in: menus and teasers around the article go by density, not by wording."""

from __future__ import annotations

from collections import Counter

from pipeline.clean.blocks import Block, titled
from pipeline.records import Category

# A pasted page has at least this many lines, this share of them short, and this many that are boilerplate by wording.
LINES = 20
SHORT_SHARE = 0.45
BY_WORDING = 3
# What a line is worth for belonging to the article; found by measuring on pages.
PROSE_FROM = 10
MOST = 70
SHORT = -2.0
MIDDLE = 1.0
MIDDLING = 4
REMOVED = -1.0
BREAKS = -12.0
# A paragraph of so many words belongs to the article if not more than so many lines lie between.
PARAGRAPH = 15
SENTENCE = 10
NEAR = 60
EDGE = 5
# An earlier stretch is the article if it has this share of the greatest sum.
FIRST = 0.6
AFTER_ARTICLE = frozenset({Category.COPYRIGHT, Category.COOKIE, Category.COMMENT_PROMPT, Category.NAVIGATION})
_PAGE_SIGNS = frozenset(
    {
        Category.BUTTON,
        Category.SOCIAL,
        Category.COPYRIGHT,
        Category.COOKIE,
        Category.COMMENT_PROMPT,
        Category.NAVIGATION,
        Category.PAYWALL,
        Category.NEWSLETTER,
        Category.RELATED,
    }
)


def strip_layout(blocks: list[Block]) -> None:
    """Remove what lies outside the densest stretch of prose, if the text is a whole page."""
    if not is_page(blocks):
        return
    times = Counter(block.text for block in blocks)
    start, end = _reach(blocks, *_densest([_worth(block, times[block.text]) for block in blocks]))
    for index, block in enumerate(blocks):
        if block.verdict is None and not start <= index < end:
            block.remove(Category.NAVIGATION, "layout+outside-article", 0.8)


def is_prose(block: Block) -> bool:
    """A line long enough to be a paragraph that ends as a sentence does."""
    words = block.text.count(" ") + 1
    return words >= PROSE_FROM and block.ends_sentence


def is_page(blocks: list[Block]) -> bool:
    """Whether a text is a whole page: many lines, most of them short, and some that only pages have."""
    if len(blocks) < LINES:
        return False
    short = sum(not is_prose(block) for block in blocks)
    signs = sum(block.verdict is not None and block.verdict.category in _PAGE_SIGNS for block in blocks)
    return short >= SHORT_SHARE * len(blocks) and signs >= BY_WORDING


def _worth(block: Block, times: int) -> float:
    """Above zero for lines of an article, below for lines of a page's frame."""
    if block.verdict is not None:
        return BREAKS if block.verdict.category in AFTER_ARTICLE or block.heading else REMOVED
    if times > 2:
        return REMOVED
    words = block.text.count(" ") + 1
    if block.ends_sentence or words > 40:
        return float(min(words, MOST) - PROSE_FROM)
    return SHORT if words < MIDDLING or titled(block.text) else MIDDLE


def _reach(blocks: list[Block], start: int, end: int) -> tuple[int, int]:
    """The stretch with the paragraphs near it that only a few lines (an advertisement, a list of links) cut off."""
    index = start - 1
    while index >= 0 and index >= start - NEAR and not _is_frame(blocks[index]):
        if _is_paragraph(blocks[index]):
            start = index
        index -= 1
    index = end
    while index < len(blocks) and index < end + NEAR and not _is_frame(blocks[index]):
        if _is_paragraph(blocks[index]):
            end = index + 1
        index += 1
    while (before := _next_sentence(blocks, start - 1, -1)) is not None:
        start = before
    while (after := _next_sentence(blocks, end, 1)) is not None:
        end = after + 1
    return start, end


def _next_sentence(blocks: list[Block], index: int, step: int) -> int | None:
    """A short paragraph at the article's edge, at most a few lines of boilerplate away."""
    for _ in range(EDGE):
        if not 0 <= index < len(blocks) or _is_frame(blocks[index]):
            return None
        block = blocks[index]
        if block.verdict is None:
            return index if block.text[-1:] in '.!?”":' and block.text.count(" ") >= 3 else None
        index += step
    return None


def _is_frame(block: Block) -> bool:
    return block.verdict is not None and block.verdict.category in (Category.COPYRIGHT, Category.COOKIE)


def _is_paragraph(block: Block) -> bool:
    words = block.text.count(" ") + 1
    if block.verdict is not None or words < SENTENCE:
        return False
    return block.ends_sentence if words < PARAGRAPH else block.ends_sentence or not titled(block.text)


def _densest(worth: list[float]) -> tuple[int, int]:
    """The first stretch whose sum is not far below the greatest: what lies under an article can be long, too."""
    stretches: list[tuple[float, int, int]] = []
    best = (0.0, 0, len(worth))
    total = 0.0
    start = 0
    for index, value in enumerate(worth):
        if total <= 0:
            if best[0] > 0:
                stretches.append(best)
                best = (0.0, index, index)
            total, start = 0.0, index
        total += value
        if total > best[0]:
            best = (total, start, index + 1)
    if best[0] > 0 or not stretches:
        stretches.append(best)
    most = max(total for total, _, _ in stretches)
    return next((start, end) for total, start, end in stretches if total >= FIRST * most)
