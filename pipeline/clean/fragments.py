# ruff: noqa: RUF001 (news is written with typographic dashes and quotes)
"""Lines that are no sentences between paragraphs that are: captions without a credit, links in capitals, lists of headlines."""

from __future__ import annotations

import re
from collections import Counter

from pipeline.clean.blocks import Block, titled
from pipeline.records import Category

# Only in an article of prose is a fragment out of place: in a list or a table every line is one.
PROSE_SHARE = 0.5
PARAGRAPH_WORDS = 12
# So often the same line in one text is no coincidence.
ECHOES = 4
_BULLET = ("- ", "• ", "* ", "· ", "▪ ", "► ", "» ")
_GERUND = re.compile(
    r"(?!(?:During|Nothing|Something|Anything|Everything|Morning|Evening|Spring|Beijing|Boeing|Wyoming|Following|Including|According|Concerning|"
    r"Regarding|Pending|Excluding|Building|Meeting|Sterling|Reading|Breaking|Starting|Being|Having) )"
    r"[A-Z][a-z]{1,12}ing (?:on|in|at|with|the|a|an|by|from|of|for|[A-Z0-9])"
)
_NOUN_PHRASE = re.compile(r"(?:The|An?|One of the|Two|Three|Some of the|Inside|Outside) [^.,:;?!]+$")
_POSSESSIVE = re.compile(r"[A-Z]\w+[’']s [^.,:;?!’']+$")
_FINITE = re.compile(
    r"\b(?:is|are|was|were|be|been|has|have|had|do|does|did|will|would|can|could|should|may|might|must|not|to|how|why|what|who|when|next|more)\b",
    re.IGNORECASE,
)


def take_fragments(blocks: list[Block], *, page: bool) -> None:
    """Give their verdict to the fragments of an article of prose; on a whole page the layout tells more than repetition."""
    if len(blocks) < 3:
        _take_lone_text(blocks)
        return
    if not page:
        _take_echoes(blocks)
    prose = [is_paragraph(block) for block in blocks]
    mostly = sum(prose) >= PROSE_SHARE * len(blocks)
    for index, block in enumerate(blocks):
        if block.verdict is not None or block.cut or prose[index] or block.ends_sentence:
            continue
        between = (
            0 < index < len(blocks) - 1 and _neighbour(blocks, prose, index, -1) and _neighbour(blocks, prose, index, 1)
        )
        if between and not _take_capitals(block) and mostly:
            _judge_lone(block)
    if mostly:
        _take_trailing_bullets(blocks)


def _take_lone_text(blocks: list[Block]) -> None:
    """A text that is nothing but a bulleted headline or what a picture shows is no article."""
    if len(blocks) == 1 and blocks[0].verdict is None and not blocks[0].cut:
        block = blocks[0]
        if _is_bulleted_headline(block):
            block.remove(Category.RELATED, "shape+bulleted-headlines", 0.65)
        elif not block.ends_sentence and _is_gerund(block.text):
            block.remove(Category.PHOTO_CAPTION, "shape+lone-gerund", 0.6)


def _take_echoes(blocks: list[Block]) -> None:
    """A line that stands in the text again and again is its template's: "View the deal: Example Shop"."""
    short = [block for block in blocks if block.verdict is None and _may_echo(block)]
    times = Counter(block.text for block in short)
    for block in short:
        if times[block.text] >= ECHOES:
            block.remove(Category.BUTTON, "shape+again-and-again", 0.7)


def _may_echo(block: Block) -> bool:
    """Some words without an end: a speaker's name (one or two words, a colon) comes back in news as well."""
    return not block.ends_sentence and block.text[-1:] not in ",;|" and 2 <= block.core.count(" ") <= 11


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


def _take_capitals(block: Block) -> bool:
    """A headline in capitals between paragraphs is a link to another story."""
    if not 6 <= block.text.count(" ") + 1 <= 25 or block.text.upper() != block.text or block.text.startswith(_BULLET):
        return False
    if not any(letter.isalpha() for letter in block.text) or "|" in block.text:
        return False
    block.remove(Category.RELATED, "shape+link-in-capitals", 0.7)
    return True


def _judge_lone(block: Block) -> None:
    words = block.text.split()
    if not 4 <= len(words) <= 25 or block.text.startswith(_BULLET):
        return
    named = any(word[:1].isupper() for word in words[1:])
    if _is_gerund(block.text):
        block.remove(Category.PHOTO_CAPTION, "shape+lone-gerund", 0.62)
    elif named and not _FINITE.search(block.text) and _is_noun_phrase(block.text, len(words)):
        block.remove(Category.PHOTO_CAPTION, "shape+lone-noun-phrase", 0.6)


def _is_gerund(text: str) -> bool:
    """What somebody is doing in a picture, without saying who: "Waiting for the ferry at Port Harbour"."""
    words = text.split()
    return 4 <= len(words) <= 16 and any(word[:1].isupper() for word in words[1:]) and _GERUND.match(text) is not None


def _is_bulleted_headline(block: Block) -> bool:
    return (
        block.text.startswith(_BULLET) and not block.ends_sentence and titled(block.core) and block.core.count(" ") >= 4
    )


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
        if _is_bulleted_headline(block):
            run.append(block)
            continue
        break
    if run:
        for block in run:
            block.remove(Category.RELATED, "shape+bulleted-headlines", 0.75)
