"""One place where a rule of the grammar fits, before it is given a value."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from pipeline.code.dates.lexicon import grammar
from pipeline.code.dates.scan import Scanned


@cache
def class_names() -> dict[str, str]:
    """The name of each class character."""
    return {code: name for name, code in grammar().codes.items()}


@dataclass(frozen=True, slots=True)
class Match:
    """A rule's fit: named groups of words with their classes and values."""

    kind: str
    found: re.Match[str]
    scanned: Scanned

    @property
    def start(self) -> int:
        return self.scanned.words[self.found.start()].start

    @property
    def end(self) -> int:
        return self.scanned.words[self.found.end() - 1].end

    def has(self, group: str) -> bool:
        return group in self.found.re.groupindex and self.found[group] is not None

    def parts(self, group: str) -> list[tuple[str, str]]:
        """Class names and values of a group's words."""
        if not self.has(group):
            return []
        names, (first, last) = class_names(), self.found.span(group)
        return [(names[self.scanned.classes[index]], self.scanned.words[index].value) for index in range(first, last)]

    def all_parts(self) -> list[tuple[str, str]]:
        """Class names and values of all words."""
        names, (first, last) = class_names(), self.found.span()
        return [(names[self.scanned.classes[index]], self.scanned.words[index].value) for index in range(first, last)]

    def value(self, group: str) -> str:
        """The value of the group's last word, "" without the group."""
        return self.scanned.words[self.found.end(group) - 1].value if self.has(group) else ""

    def name(self, group: str) -> str:
        """The class of the group's last word, "" without the group."""
        return class_names()[self.scanned.classes[self.found.end(group) - 1]] if self.has(group) else ""

    def end_of(self, group: str) -> int:
        """Where the group's last word ends in the text."""
        return self.scanned.words[self.found.end(group) - 1].end

    def neighbour(self, distance: int) -> tuple[str, str]:
        """Class and value of the word so far after the match (-1: the one before it)."""
        index = self.found.end() + distance - 1 if distance > 0 else self.found.start() + distance
        if not 0 <= index < len(self.scanned.words):
            return "", ""
        return class_names()[self.scanned.classes[index]], self.scanned.words[index].value

    def next_word(self) -> str:
        """The word after the match as it is written, "" when something else follows."""
        found = _NEXT_WORD.match(self.scanned.text, self.end)
        return found[1] if found else ""


_NEXT_WORD = re.compile(r"[ -]([^\W\d_]++)")
