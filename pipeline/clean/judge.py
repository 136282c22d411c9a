# ruff: noqa: RUF001 (news is written with typographic dashes and quotes)
"""Which blocks and sentences are boilerplate by what they say, each looked at by itself."""

from __future__ import annotations

import re
from collections.abc import Iterable
from operator import itemgetter
from typing import NamedTuple

from pipeline.clean.blocks import Block, sentences, unquoted
from pipeline.clean.evidence import REPORTED, THRESHOLD, WE, YOU, Evidence, person, weigh
from pipeline.clean.rules import LONGEST_LINE, MAX_CHARS, Anchors, Rule, RuleSet
from pipeline.errors import TooLarge
from pipeline.records import Category, Removed

# Longer paragraphs are news or a page without line ends: their sentences are weighed one by one, never taken together.
LONG_BLOCK = 700
# A block that keeps less than this share of its letters after cutting goes whole.
REST = 0.25
TAIL = 4
TAIL_BONUS = 0.2
# The weak sign that asks somebody to do something.
IMPERATIVE = "voice-imperative"
# What befalls people in the news, not in a line about who writes it.
_BEFELL = re.compile(
    r"\b(?:said|told|arrested|killed|accused|detained|charged|died|jailed|shot|sentenced|suspended|convicted|kidnapped|abducted|raided|"
    r"released from|missing|hostages?|victims?|suspects?|witness(?:es)?|wounded|injured|dead|who (?:was|were|had|has been))\b",
    re.IGNORECASE,
)
# The most that patterns may have to read in one article, and what each look costs beside: the heaviest article read so far needs a third of it.
MOST_WORK = 1_000_000
LOOK = 100
# What is asked of every sentence beside its rules: who speaks to whom, and whether it reports.
SENTENCE_LOOKS = 2

# A quotation of some length, and what stands after it.
_QUOTED_CAPTION = re.compile(r"(?:“[^”]{40,600}”|‘.{40,600}’|\"[^\"]{40,600}\")[.,]?\s+(?=\S.{0,80}$)")


class Work:
    """Counts what patterns have read, and ends it when no article could need so much."""

    __slots__ = ("done",)

    def __init__(self) -> None:
        self.done = 0

    def read(self, chars: int, patterns: int) -> None:
        """Note that patterns are about to read so many characters. Raises TooLarge when it has been enough."""
        self.done += (chars + LOOK) * patterns
        if self.done > MOST_WORK:
            raise TooLarge("more wording of boilerplate than any article has")


def judge(blocks: list[Block], rules: RuleSet, outlet: re.Pattern[str] | None) -> list[int]:
    """Give every block its own verdict; returns which of those removed are headings that speak for what follows."""
    headings: list[int] = []
    work = Work()
    for index, signs in enumerate(_find_anchors([block.text for block in blocks], rules)):
        if signs.of_block or signs.of_sentences:
            rule = _judge(blocks[index], signs, TAIL_BONUS if 3 < len(blocks) <= index + TAIL else 0.0, outlet, work)
            if rule is not None and (rule.scope == "open" or rule.category is Category.RELATED):
                blocks[index].heading = rule.scope == "open"
                headings.append(index)
    return headings


class Signs(NamedTuple):
    """Which rules could apply to a block, and where in it which about sentences."""

    of_block: dict[Rule, None]
    of_sentences: list[tuple[int, dict[Rule, None]]]


def _find_anchors(texts: list[str], rules: RuleSet) -> list[Signs]:
    """One pass over all blocks, others over the short ones."""
    found = [Signs({}, []) for _ in texts]
    for longest, anchors in rules.passes:
        if longest is None:
            _note_hits(texts, found, anchors)
        elif some := [index for index, text in enumerate(texts) if len(text) <= longest]:
            _note_hits([texts[index] for index in some], [found[index] for index in some], anchors)
    return found


def _note_hits(texts: list[str], signs: list[Signs], anchors: Anchors) -> None:
    text = "\n".join(texts)
    lowered = text.lower()
    if len(lowered) != len(text):  # a letter whose lower case is two letters
        lowered = "".join(letter.lower() if len(letter.lower()) == 1 else letter for letter in text)
    rules, words = anchors.rules, anchors.words
    index = 0
    offset = 0
    end = len(texts[0])
    of_block, of_sentences = signs[0]
    noted: set[int] = set()
    for number, start, _ in anchors.hits(lowered):
        if start >= end:
            while start >= end:
                offset = end + 1
                index += 1
                end = offset + len(texts[index])
            of_block, of_sentences = signs[index]
            noted.clear()
        if words[number] and start and lowered[start - 1].isalnum():
            continue  # in the middle of a word
        if number not in noted:
            noted.add(number)
            of_block.update(rules[number].of_blocks)
        if rules[number].of_sentences:
            of_sentences.append((start - offset, rules[number].of_sentences))


def _judge(block: Block, signs: Signs, place: float, outlet: re.Pattern[str] | None, work: Work) -> Rule | None:
    """Weigh one block by itself; returns the rule that took it whole."""
    core = block.core
    if signs.of_block and len(core) <= LONGEST_LINE:
        best: tuple[float, Rule] | None = None
        work.read(len(core), len(signs.of_block))
        for rule in [rule for rule in signs.of_block if rule.found(core)]:
            weight = rule.weight + _shape(rule, core, place, outlet)
            if weight >= THRESHOLD and (best is None or weight > best[0]):
                best = (weight, rule)
        if best is not None:
            weight, rule = best
            if rule.scope == "caption" and (credit := _QUOTED_CAPTION.match(block.text)) is not None:
                _cut_credit(block, rule, credit.end())
                return None
            block.remove(rule.category, rule.id, Evidence(weight, rule.category, rule.id).confidence)
            return rule
    if signs.of_sentences:
        _judge_sentences(block, signs.of_sentences, place, outlet, work)
    return None


def _cut_credit(block: Block, rule: Rule, start: int) -> None:
    """Of a picture with somebody's words under it only the credit goes."""
    credit = Removed(text=block.text[start:], category=rule.category, rule=f"{rule.id}+quoted", confidence=0.6)
    block.cut.append((start, len(block.text), credit))


def _shape(rule: Rule, core: str, place: float, outlet: re.Pattern[str] | None) -> float:
    """What length, place and speech add to or take from a rule about a whole block."""
    if rule.scope == "bio":
        return (
            (place * 2 if place else -0.3)
            + (0.4 if outlet is not None and outlet.search(core) else 0.0)
            - (0.5 if _BEFELL.search(core) else 0.0)
        )
    if rule.scope in ("caption", "caption-start"):
        words = core.count(" ") + 1
        own = 0.2 if outlet is not None and outlet.search(core) else 0.0
        return -1.0 if words > 90 else (-0.4 if words > 25 and re.search(r"\b(?:said|told)\b", unquoted(core)) else own)
    if rule.category is Category.APPEAL:
        return 0.2 if outlet is not None and outlet.search(core) else 0.0
    if rule.category is Category.RELATED and core.endswith(".") and REPORTED.search(core):
        return -0.5
    if rule.scope == "line" and len(core) > 200:
        return -0.5 if REPORTED.search(unquoted(core)) else 0.0
    return 0.0


def _judge_sentences(
    block: Block,
    hits: list[tuple[int, dict[Rule, None]]],
    place: float,
    outlet: re.Pattern[str] | None,
    work: Work,
) -> None:
    """Weigh the sentences that have an anchor of a rule in them; cut those that are boilerplate."""
    hits.sort(key=itemgetter(0))  # those of a voice were looked for apart
    plain = unquoted(block.text)
    known: dict[str, Removed | None] = {}  # what a paragraph says twice is weighed once
    left = 0
    position = 0
    for start, end in sentences(block.text):
        first = position
        while position < len(hits) and hits[position][0] < end:
            position += 1
        verdict: Removed | None = None
        if first < position and end - start <= MAX_CHARS["sentence"]:
            text = block.text[start:end]
            if text in known:
                verdict = known[text]
            else:
                here = {rule: None for _, rules in hits[first:position] for rule in rules}
                work.read(len(text), len(here) + SENTENCE_LOOKS)
                verdict = known[text] = _verdict(here, text, plain[start:end], place, outlet)
        if verdict is None:
            left += end - start
        else:
            block.cut.append((start, end, verdict))
    if not block.cut:
        return
    strongest = max((removed for _, _, removed in block.cut), key=lambda removed: removed.confidence)
    rest = left / len(block.text)
    if left == 0 or (rest <= REST and len(block.text) < LONG_BLOCK) or (rest < 0.7 and _same_voice(block, plain)):
        block.remove(strongest.category, strongest.rule, strongest.confidence)


def _verdict(
    rules: Iterable[Rule], text: str, plain: str, place: float, outlet: re.Pattern[str] | None
) -> Removed | None:
    """What speaks against a sentence, if it is enough; ``plain`` is the sentence without what it quotes."""
    matching = [rule for rule in rules if rule.found(plain)]
    if not (any(rule.id == IMPERATIVE for rule in matching) or person(plain)):
        matching = [rule for rule in matching if rule.scope != "voice"]  # nobody is spoken to
    found = [(rule.id, rule.category, rule.weight) for rule in matching]
    if not found:
        return None
    evidence = weigh(found, plain, place, outlet)
    if evidence.score < THRESHOLD:
        return None
    return Removed(text=text, category=evidence.category, rule=evidence.rule, confidence=round(evidence.confidence, 2))


def _same_voice(block: Block, plain: str) -> bool:
    """Whether what is left of a short block speaks to readers too, and reports nothing."""
    if len(block.text) >= LONG_BLOCK:
        return False
    rest = plain
    for start, end, _ in block.cut:
        rest = rest[:start] + " " * (end - start) + rest[end:]
    return (YOU.search(rest) is not None or WE.search(rest) is not None) and REPORTED.search(rest) is None
