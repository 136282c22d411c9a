"""Names that a list settles: among Maine, Vermont and Ohio "New York" is the state, and so it is behind "upstate"."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from pipeline.code.places.mention import word_before
from pipeline.code.places.words import words

if TYPE_CHECKING:
    from pipeline.code.places.mention import Mention

_JOINT = re.compile(r",? (?:and|or) |, ")
_OTHERS = 2  # states beside it that make it one


def agree_in_lists(text: str, mentions: list[Mention]) -> None:
    """Change what was chosen for a name to the state or province of that name, where its list or the word before says so."""
    for listed in _lists(text, mentions):
        states = Counter(
            mention.chosen.country for mention in listed if mention.chosen is not None and mention.chosen.level == 1
        )
        if not states:
            continue
        country, count = states.most_common(1)[0]
        if count >= _OTHERS:
            for mention in listed:
                _as_state(mention, country)
    for mention in mentions:
        if mention.chosen is not None and word_before(text, mention.start) in words().in_state:
            _as_state(mention, mention.chosen.country)


def _lists(text: str, mentions: list[Mention]) -> list[list[Mention]]:
    """Runs of mentions with nothing but commas and links between."""
    runs: list[list[Mention]] = []
    for mention in mentions:
        if runs and _JOINT.fullmatch(text[runs[-1][-1].end : mention.start]):
            runs[-1].append(mention)
        else:
            runs.append([mention])
    return runs


def _as_state(mention: Mention, country: str | None) -> None:
    chosen = mention.chosen
    if chosen is None or chosen.level == 1 or chosen.country != country:
        return
    state = next((place for place in mention.candidates if place.level == 1 and place.country == country), None)
    if state is not None:
        mention.chosen = state
