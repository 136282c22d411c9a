"""What a heading or an appeal says about the blocks around it: boilerplate comes in runs."""

from __future__ import annotations

import re
from itertools import pairwise

from pipeline.clean.blocks import Block, titled, unquoted
from pipeline.clean.evidence import REPORTED, WE, YOU
from pipeline.records import Category, Removed

LEADS_TO_APPEAL = frozenset({Category.APPEAL, Category.NEWSLETTER, Category.PAYWALL})
# What appeals speak of around the asking itself.
_TOPIC = re.compile(
    r"\b(?:independent (?:media|press|journalis\w+|news\w*)|press freedom|free press|newsroom|readers|donors?|donations?|supporters|"
    r"survival|without fear|paywalls?|advertis\w+|nonprofit|non-profit|under attack)\b",
    re.IGNORECASE,
)
_BULLET = ("-", "•", "*", "·", "▪", "►")


def take_runs(blocks: list[Block], headings: list[int], outlet: re.Pattern[str] | None) -> None:
    """Extend verdicts to the neighbours they speak for."""
    done = -1
    for index in headings:
        heading = blocks[index].verdict
        if heading is None or index <= done:
            continue
        if heading.category is Category.RELATED:
            _take_headlines(blocks, index)
        else:
            done = _take_appeal(blocks, index, heading)
    _take_captions(blocks)
    _take_neighbours(blocks, outlet)


def looks_like_headline(block: Block) -> bool:
    """A line that ends no sentence and is not as long as a paragraph."""
    return len(block.text) <= 180 and not block.text.endswith((".", ":", ";", "”", '"', ","))


def _take_headlines(blocks: list[Block], index: int) -> None:
    """Under "You may also like" and after "Related: ..." the headlines that follow go: lines that end no sentence."""
    heading = blocks[index].verdict
    if heading is None:
        return
    for taken, block in enumerate(blocks[index + 1 : index + 13]):
        if block.verdict is not None:
            continue
        if not looks_like_headline(block) or not (
            blocks[index].heading or block.text.startswith(_BULLET) or titled(block.text)
        ):
            break
        block.remove(Category.RELATED, f"{heading.rule}+under-heading", 0.85 - 0.02 * taken)


def _take_appeal(blocks: list[Block], index: int, heading: Removed) -> int:
    """After "A message from ..." the blocks up to the last that talks to readers go, news-like ones between them too.

    Returns the last that belongs to the appeal.
    """
    last = index
    gap = 0
    for number in range(index + 1, len(blocks)):
        strength = _in_appeal(blocks[number])
        if strength > gap:
            last = number
            gap = 0
        elif strength == 0:
            gap += 1
            if gap > 1:
                break
    outside = (block for number, block in enumerate(blocks) if not index <= number <= last)
    if not any(block.verdict is None and block.text.count(" ") > 10 for block in outside):
        return last  # a letter to readers, not a story with an appeal: only what asks for something goes
    for block in blocks[index + 1 : last + 1]:
        if block.verdict is None:
            block.remove(heading.category, f"{heading.rule}+run", 0.8)
    return last


def _in_appeal(block: Block) -> int:
    """Whether a block goes on with an appeal: 2 if by itself it is one, which speaks for a line before it too; 1 for its voice."""
    if block.verdict is not None:
        return 2 if block.verdict.category in LEADS_TO_APPEAL else 1
    if block.cut:
        return 2
    plain = unquoted(block.text)
    return int(len(block.text) < 1_500 and (WE.search(plain) is not None or YOU.search(plain) is not None))


def _take_captions(blocks: list[Block]) -> None:
    """A line without a full stop right before a photo credit that stands alone is the photo's caption."""
    for block, following in pairwise(blocks):
        verdict = following.verdict
        if (
            verdict is not None
            and verdict.category is Category.PHOTO_CAPTION
            and len(following.text) <= 80
            and block.verdict is None
            and not block.ends_sentence
            and 4 <= block.text.count(" ") <= 40
        ):
            block.remove(Category.PHOTO_CAPTION, f"{verdict.rule}+before-credit", 0.75)


def _take_neighbours(blocks: list[Block], outlet: re.Pattern[str] | None) -> None:
    """Between and after appeals at the tail, blocks in the same voice go with them."""
    count = len(blocks)
    # Headings have had their say in take_runs; what goes as a neighbour takes no further one along.
    leading = {
        index: verdict
        for index in range(max(0, count - 13), count)
        if (verdict := blocks[index].verdict) is not None
        and verdict.category in LEADS_TO_APPEAL
        and not blocks[index].heading
    }
    for index in range(max(0, count - 12), count) if leading else ():
        block = blocks[index]
        if block.verdict is None:
            sides = [leading[side] for side in (index - 1, index + 1) if side in leading]
            if not sides:
                continue
            plain = unquoted(block.text)
            talks = (1 if WE.search(plain) else 0) + (1 if YOU.search(plain) else 0) + (1 if block.cut else 0)
            named = outlet is not None and outlet.search(plain) is not None
            topic = _TOPIC.search(plain) is not None
            own = named and topic  # it speaks of the outlet's own lot
            talks += named + topic
            if (
                talks
                and len(block.text) < 900
                and (REPORTED.search(plain) is None or own)
                and (len(sides) == 2 or index == count - 1 or talks > 1)
            ):
                block.remove(sides[0].category, f"{sides[0].rule.split('+')[0]}+neighbour", 0.7)
