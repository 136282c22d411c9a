"""All evidence on the blocks of one article together: wording, runs, and the layout of a whole page."""

from __future__ import annotations

import re

from pipeline.clean.blocks import Block
from pipeline.clean.fragments import take_fragments
from pipeline.clean.glued import cut_glued
from pipeline.clean.judge import judge
from pipeline.clean.layout import is_page, strip_layout
from pipeline.clean.rules import RuleSet
from pipeline.clean.runs import take_runs


def strip(blocks: list[Block], rules: RuleSet, outlet: re.Pattern[str] | None) -> None:
    """Give every block its verdict."""
    headings = judge(blocks, rules, outlet)
    take_runs(blocks, headings, outlet)
    take_fragments(blocks, page=is_page(blocks))
    strip_layout(blocks)
    cut_glued(blocks)
