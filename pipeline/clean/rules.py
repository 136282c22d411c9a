"""The wording of boilerplate: rules read from ``lexicon/clean/<language>.tsv``, found by one automaton over their anchors."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Literal, cast, get_args

from ahocorasick_rs import AhoCorasick

from pipeline.errors import LexiconError
from pipeline.records import Category

Scope = Literal["whole", "line", "open", "sentence", "voice", "caption", "caption-start", "bio"]

# Longer blocks are not looked at by a rule of that scope: it speaks of lines, not of paragraphs.
MAX_CHARS: dict[Scope, int] = {
    "whole": 160,
    "line": 900,
    "open": 140,
    "sentence": 1_200,
    "voice": 260,
    "caption": 700,
    "caption-start": 700,
    "bio": 700,
}
# Rules of these scopes look at short blocks only, so that longer ones need not be searched for their anchors.
PASSES: tuple[tuple[frozenset[Scope], int | None], ...] = (
    (frozenset({"line", "sentence", "caption", "caption-start", "bio"}), None),
    (frozenset({"voice"}), MAX_CHARS["voice"]),
    (frozenset({"whole", "open"}), MAX_CHARS["whole"]),
)
# Nothing but rules about sentences looks at a block longer than this.
LONGEST_LINE = max(size for scope, size in MAX_CHARS.items() if scope != "sentence")
# Rules about sentences; those of a voice are weak signs, and only in a short paragraph.
OF_SENTENCES = frozenset({"sentence", "voice"})
# A photo credit stands in the last so many characters of its block.
CREDIT_CHARS = 160
_ENDINGS = " .!…:›»>"  # noqa: RUF001
COLUMNS = 7
# Stands for "|" in an anchor, where "|" parts them.
BAR = "¦"
_CAPITALS = re.compile(r"\[A-Z[^\]]*\]")
LANGUAGES = ("en", "ru", "uk", "de", "fr", "es")


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """One wording, what it is a sign of, and how strong a sign: 1.0 is enough by itself."""

    id: str
    category: Category
    weight: float
    scope: Scope
    pattern: re.Pattern[str]
    example: str
    longest: int = field(init=False)
    look: Callable[[str], object] = field(init=False)

    def __post_init__(self) -> None:
        looks: dict[Scope, Callable[[str], object]] = {
            "whole": self._whole,
            "open": self._whole,
            "sentence": self.pattern.search,
            "voice": self.pattern.search,
            "caption": self._at_end,
        }
        object.__setattr__(self, "longest", MAX_CHARS[self.scope])
        object.__setattr__(self, "look", looks.get(self.scope, self.pattern.match))

    def found(self, text: str) -> bool:
        """Whether a block (or, for scope ``sentence``, a sentence) has this wording."""
        return len(text) <= self.longest and self.look(text) is not None

    def _whole(self, text: str) -> object:
        bare = text.rstrip(_ENDINGS)
        found = self.pattern.fullmatch(bare)
        return self.pattern.fullmatch(text) if found is None and bare != text else found

    def _at_end(self, text: str) -> object:
        return self.pattern.search(text, max(0, len(text) - CREDIT_CHARS))


@dataclass(frozen=True, slots=True)
class Anchored:
    """The rules that an anchor can be a sign of: those about blocks and those about sentences."""

    of_blocks: dict[Rule, None] = field(default_factory=dict)
    of_sentences: dict[Rule, None] = field(default_factory=dict)


class RuleSet:
    """Rules of some languages, and for each kind of block an automaton that tells which of them can apply where."""

    def __init__(self, rules: list[tuple[Rule, tuple[str, ...]]]) -> None:
        self.rules = [rule for rule, _ in rules]
        self.passes: list[tuple[int | None, Anchors]] = []
        for scopes, longest in PASSES:
            by_anchor: dict[str, Anchored] = {}
            for rule, anchors in rules:
                if rule.scope in scopes:
                    for anchor in anchors:
                        anchored = by_anchor.setdefault(anchor, Anchored())
                        (anchored.of_sentences if rule.scope in OF_SENTENCES else anchored.of_blocks)[rule] = None
            if by_anchor:
                self.passes.append((longest, Anchors(by_anchor)))


class Anchors:
    """An automaton over anchors, which finds all of them in one pass over a text."""

    def __init__(self, by_anchor: dict[str, Anchored]) -> None:
        self.rules = list(by_anchor.values())
        #: whether each anchor begins as a word does
        self.words = [anchor[0].isalnum() for anchor in by_anchor]
        self._automaton = AhoCorasick(list(by_anchor))

    def hits(self, lowered: str) -> list[tuple[int, int, int]]:
        """(number in ``rules``, start, end) of every anchor in the lower-cased text."""
        return self._automaton.find_matches_as_indexes(lowered, overlapping=True)


@cache
def rules_for(language: str | None) -> RuleSet:
    """The rules for a text in this language. English is always among them: its buttons are on pages of every language."""
    names = ["en", language] if language and language in LANGUAGES and language != "en" else ["en"]
    return RuleSet([rule for name in names for rule in read_rules(name)])


@cache
def read_rules(language: str) -> list[tuple[Rule, tuple[str, ...]]]:
    """The rules of one language with their anchors. Raises LexiconError naming the line that is wrong."""
    name = f"clean/{language}.tsv"
    pieces: dict[str, str] = {}
    rules: list[tuple[Rule, tuple[str, ...]]] = []
    seen: set[str] = set()
    text = files("pipeline.lexicon").joinpath(name).read_text(encoding="utf-8")
    for number, line in enumerate(text.splitlines(), start=1):
        if not line or line.startswith("#"):
            continue
        cells = line.split("\t")
        where = f"{name}, line {number}"
        if line.startswith("@"):
            if len(cells) != 2:
                raise LexiconError(f"{where}: a piece has a name and a pattern, with one tab between")
            pieces[cells[0][1:]] = f"(?:{_filled(cells[1], pieces)})"
            continue
        rule, anchors = _rule(cells, pieces, where)
        if rule.id in seen:
            raise LexiconError(f"{where}: there is a rule {rule.id} already")
        seen.add(rule.id)
        rules.append((rule, anchors))
    return rules


def _filled(pattern: str, pieces: dict[str, str]) -> str:
    """The pattern with its pieces; a class of capitals means capitals, though all else ignores case."""
    pattern = _CAPITALS.sub(lambda match: f"(?-i:{match[0]})", pattern)
    return re.sub(r"\{([a-z]+)\}", lambda match: pieces.get(match[1], match[0]), pattern)


def _rule(cells: list[str], pieces: dict[str, str], where: str) -> tuple[Rule, tuple[str, ...]]:
    if len(cells) != COLUMNS:
        raise LexiconError(f"{where}: {len(cells)} columns, not {COLUMNS}")
    name, category, weight, scope, anchor, pattern, example = cells
    if category not in list(Category):
        raise LexiconError(f"{where}: {category} is no category")
    if scope not in get_args(Scope):
        raise LexiconError(f"{where}: {scope} is no scope")
    anchors = tuple(part.replace(BAR, "|") for part in anchor.split("|") if part)
    if not anchors or any(part != part.lower() for part in anchors):
        raise LexiconError(f"{where}: a rule needs anchors, in lower case")
    try:
        rule = Rule(
            name,
            Category(category),
            float(weight),
            cast("Scope", scope),
            re.compile(_filled(pattern, pieces), re.IGNORECASE),
            example,
        )
    except (re.error, ValueError) as error:
        raise LexiconError(f"{where}: {error}") from error
    return rule, anchors
