# ruff: noqa: RUF001 (news is written with typographic dashes and quotes)
"""Lines that are no sentences between paragraphs that are: captions without a credit, links in capitals, lists of headlines."""

from __future__ import annotations

import re

from pipeline.clean.blocks import Block, titled
from pipeline.records import Category

# Only in an article of prose is a fragment out of place: in a list or a table every line is one.
PROSE_SHARE = 0.5
PARAGRAPH_WORDS = 12
_BULLET = ("- ", "• ", "* ", "· ", "▪ ", "► ", "» ")
_GERUND = re.compile(r"[A-Z][a-z]{2,12}ing (?:on|in|at|with|the|a|an|by|from|of|for|[A-Z0-9])")
_NOUN_PHRASE = re.compile(r"(?:The|An?|One of the|Two|Three|Some of the|Inside|Outside) [^.,:;?!]+$")
_POSSESSIVE = re.compile(r"[A-Z]\w+[’']s [^.,:;?!’']+$")
_FINITE = re.compile(
    r"\b(?:is|are|was|were|be|been|has|have|had|do|does|did|will|would|can|could|should|may|might|must|not|to|how|why|what|who|when|next|more)\b",
    re.IGNORECASE,
)


def take_fragments(blocks: list[Block]) -> None:
    """Give their verdict to the fragments of an article of prose."""
    prose = [is_paragraph(block) for block in blocks]
    if len(blocks) < 3 or sum(prose) < PROSE_SHARE * len(blocks):
        return
    for index, block in enumerate(blocks):
        if block.verdict is not None or block.cut or prose[index] or block.ends_sentence:
            continue
        between = (
            0 < index < len(blocks) - 1 and _neighbour(blocks, prose, index, -1) and _neighbour(blocks, prose, index, 1)
        )
        if between:
            _judge_lone(block)
    _take_trailing_bullets(blocks)


def is_paragraph(block: Block) -> bool:
    """Long enough for a paragraph and ends as one."""
    return block.ends_sentence and block.text.count(" ") + 1 >= PARAGRAPH_WORDS


def _neighbour(blocks: list[Block], prose: list[bool], index: int, step: int) -> bool:
    """Whether the next line that stays, up or down, is a paragraph."""
    index += step
    while 0 <= index < len(blocks):
        if blocks[index].verdict is None:
            return prose[index]
        index += step
    return False


def _judge_lone(block: Block) -> None:
    words = block.text.split()
    if not 4 <= len(words) <= 25 or block.text.startswith(_BULLET):
        return
    if len(words) >= 6 and block.text.upper() == block.text:
        block.remove(Category.RELATED, "shape+link-in-capitals", 0.7)
        return
    named = any(word[:1].isupper() for word in words[1:])
    if named and len(words) <= 16 and _GERUND.match(block.text):
        block.remove(Category.PHOTO_CAPTION, "shape+lone-gerund", 0.62)
    elif named and not _FINITE.search(block.text) and _is_noun_phrase(block.text, len(words)):
        block.remove(Category.PHOTO_CAPTION, "shape+lone-noun-phrase", 0.6)


def _is_noun_phrase(text: str, words: int) -> bool:
    if _POSSESSIVE.match(text):
        return words <= 10
    return words >= 5 and _NOUN_PHRASE.match(text) is not None and not titled(text)


def _take_trailing_bullets(blocks: list[Block]) -> None:
    """Bulleted headlines in title case after the last paragraph are links."""
    run: list[Block] = []
    for block in reversed(blocks):
        if block.verdict is not None:
            continue
        if (
            block.text.startswith(_BULLET)
            and not block.ends_sentence
            and titled(block.core)
            and block.core.count(" ") >= 4
        ):
            run.append(block)
            continue
        break
    if len(run) >= 2:
        for block in run:
            block.remove(Category.RELATED, "shape+bulleted-headlines", 0.75)
