"""Reads the tables ``<type>.tsv`` into entries by their trigger, and refuses a wrong line by file and number."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from pipeline.errors import LexiconError
from pipeline.lexicon.plover import CONTEXTS, GENERAL, MODES, PLOVER, cameo, goldstein
from pipeline.lexicon.table import rows

FOLDER = Path(__file__).parent
COLUMNS = ["pattern", "mode", "cameo", "contexts", "conditions", "example"]
IDIOM = "NONE"  # none.tsv: expressions that are no action whatever their words mean elsewhere
Kind = Literal["verb", "noun", "adjective"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One line. A slot that is None is not asked for; an empty set of words means any word."""

    source: str
    kind: Kind
    triggers: frozenset[str]
    type: str
    mode: str | None
    cameo: str
    intensity: float | None
    contexts: tuple[str, ...]
    example: str
    particle: frozenset[str] | None = None
    object: frozenset[str] | None = None
    phrase: tuple[frozenset[str], frozenset[str]] | None = None
    complement: tuple[str, frozenset[str]] | None = None
    modifier: frozenset[str] | None = None
    asks: tuple[tuple[str, bool | None, frozenset[str]], ...] = ()
    flags: frozenset[str] = frozenset()
    recipient: tuple[str, ...] = ()
    actor: tuple[str, ...] = ()
    weight: int = 0  # how much it asks for: the most demanding entry is tried first
    only: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All entries by kind and trigger, the most demanding first, and the named classes of nouns."""

    entries: list[Entry]
    by_trigger: dict[tuple[str, str], list[Entry]]
    classes: dict[str, frozenset[str]]


_Ask = tuple[str, bool | None, frozenset[str]]
_ASKS = {"subj", "obj", "mod", "head", "governor", "poss", "own"}
_ASKS |= {"by", "to", "of", "on", "with", "from", "for", "against", "in", "at", "over", "into", "under", "between"}
_FLAGS = {
    "neg",
    "noobj",
    "needobj",
    "needrec",
    "weak",
    "strong",
    "both",
    "needarg",
    "passive",
    "active",
    "place",
    "bare",
    "broad",
    "lead",
}
_FLAGS |= {
    "must",
    "willed",
    "own",
    "several",
    "that",
    "place=subj",
    "keep",
    "nopassive",
    "absorb",
    "plural",
    "new",
    "needsubj",
    "sporting",
}
_WANTED = {"!!": False, "??": None, "::": True}  # as below, but the line stands where it stood among the others
_WANTED |= {"!": False, "?": None, ":": True}  # must not be, may be missing, must be
_COMPLEMENTS = {"to", "ing", "that"}


def _classes(folder: Path) -> dict[str, frozenset[str]]:
    """``classes.tsv``: a name, and its words; ``@other`` among them takes in that class, ``%person`` the nouns of that kind
    in ``actors/nouns.tsv``, ``-word`` takes one out again.
    """
    found: dict[str, frozenset[str]] = {}
    for number, fields in _rows(folder / "classes.tsv", ["class", "words"]):
        name, words = fields
        members: set[str] = set()
        for word in words.split():
            if word.startswith("@"):
                if word[1:] not in found:
                    raise LexiconError(f"classes.tsv:{number}: {word} is not defined above this line")
                members |= found[word[1:]]
            elif word.startswith("%") and word != "%":
                roles = _roles(word[1:])
                if not roles:
                    raise LexiconError(f"classes.tsv:{number}: {word} is no kind of actors/nouns.tsv")
                members |= {noun.lower() for noun in roles if " " not in noun}
            elif word.startswith("-") and word != "-":
                if word[1:] not in members:
                    raise LexiconError(f"classes.tsv:{number}: {word} takes out what is not there")
                members.remove(word[1:])
            else:
                members.add(word.replace("_", " "))
        found[name] = found.get(name, frozenset()) | members
    return found


def _roles(kind: str) -> list[str]:
    """The role nouns of a kind (person, group, thing)."""
    table = rows("actors/nouns.tsv", ("noun", "sector", "kind", "strength"))
    return [row.text("noun") for row in table if row.text("kind") == kind]


def _rows(path: Path, columns: list[str]) -> list[tuple[int, list[str]]]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise LexiconError(f"{path.name}: cannot be read: {error}") from error
    if not lines or lines[0].split("\t") != columns:
        raise LexiconError(f"{path.name}:1: the header must be {' '.join(columns)}, separated by tabs")
    found = []
    for number, line in enumerate(lines[1:], start=2):
        if not line.strip() or line.startswith("#"):
            continue
        fields = [field.strip() for field in line.split("\t")]
        if len(fields) != len(columns):
            raise LexiconError(f"{path.name}:{number}: {len(fields)} columns instead of {len(columns)}")
        found.append((number, fields))
    return found


class _Line:
    """One row on its way to an Entry; its errors name file and line."""

    def __init__(
        self, where: str, classes: dict[str, frozenset[str]], known: dict[str, frozenset[str]] | None = None
    ) -> None:
        self.where, self.classes = where, classes
        self.known = {} if known is None else known  # "@anybody" is read once, not in each line

    def wrong(self, what: str) -> LexiconError:
        return LexiconError(f"{self.where}: {what}")

    def words(self, text: str) -> frozenset[str]:
        """``a/b/@class`` as a set of words; ``*`` as the empty set, which stands for any."""
        if text == "*":
            return frozenset()
        if text in self.known:
            return self.known[text]
        members: set[str] = set()
        for word in text.split("/"):
            if word.startswith("@"):
                if word[1:] not in self.classes:
                    raise self.wrong(f"the class {word} is not in classes.tsv")
                members |= self.classes[word[1:]]
            elif word:
                members.add(word.replace("_", " "))
            else:
                raise self.wrong(f"an empty word in {text!r}")
        self.known[text] = frozenset(members)
        return self.known[text]

    def entry(self, type_: str, fields: list[str]) -> Entry:
        pattern, mode, cameo_class, contexts, conditions, example = fields
        first, *slots = pattern.split() or [""]
        kind: Kind = "noun" if first.startswith("n:") else "adjective" if first.startswith("a:") else "verb"
        triggers = self.words(first if kind == "verb" else first[2:])
        if not triggers:
            raise self.wrong("no trigger word")
        particle = object_ = modifier = None
        phrase: tuple[frozenset[str], frozenset[str]] | None = None
        complement: tuple[str, frozenset[str]] | None = None
        for slot in slots:
            if slot[0] == "+":
                particle = self.words(slot[1:])
            elif slot[0] == "=":
                object_ = self.words(slot[1:])
            elif slot[0] == "<":
                modifier = self.words(slot[1:])
            elif slot[0] == "~":
                name, _, rest = slot[1:].partition(":")
                if name not in _COMPLEMENTS:
                    raise self.wrong(f"{slot!r}: a complement is ~to:, ~ing: or ~that:")
                complement = (name, self.words(rest or "*"))
            elif ":" in slot:
                preposition, _, rest = slot.partition(":")
                phrase = (self.words(preposition), self.words(rest or "*"))
            else:
                raise self.wrong(
                    f"{slot!r} is no slot: write +particle, =object, <modifier, preposition:noun or ~to:verb"
                )
        if mode and mode not in MODES.get(type_, ()):
            raise self.wrong(f"{mode!r} is no mode of {type_}")
        if cameo_class and goldstein(cameo_class) is None:
            raise self.wrong(f"{cameo_class!r} is no class of CAMEO")
        unknown = set(contexts.split()) - CONTEXTS
        if unknown:
            raise self.wrong(f"unknown context {min(unknown)!r}")
        if not example:
            raise self.wrong("no example sentence")
        asks, weighed, flags, recipient, actor, only = self._conditions(conditions)
        class_ = cameo_class or cameo(type_, mode or None)
        return Entry(
            source=self.where,
            kind=kind,
            triggers=triggers,
            type=type_,
            mode=mode or None,
            cameo=class_,
            intensity=goldstein(class_),
            contexts=tuple(contexts.split()),
            example=example,
            particle=particle,
            object=object_,
            phrase=phrase,
            complement=complement,
            modifier=modifier,
            asks=tuple(asks),
            flags=frozenset(flags),
            recipient=recipient,
            actor=actor,
            weight=_weight([object_, modifier, phrase and phrase[1], complement and complement[1]], weighed, flags)
            + (5 if particle else 0),
            only=only,
        )

    def _conditions(
        self, text: str
    ) -> tuple[list[_Ask], list[_Ask], set[str], tuple[str, ...], tuple[str, ...], frozenset[str] | None]:
        asks: list[_Ask] = []
        weighed: list[_Ask] = []
        flags: set[str] = set()
        recipient: tuple[str, ...] = ()
        actor: tuple[str, ...] = ()
        only: frozenset[str] | None = None
        for condition in text.split():
            if condition in _FLAGS:
                flags.add(condition)
            elif condition.startswith("rec="):
                recipient = tuple(condition[4:].split(","))
            elif condition.startswith("actor="):
                actor = tuple(condition[6:].split(","))
            elif condition.startswith("form="):
                only = self.words(condition[5:])
            else:
                mark = next((each for each in _WANTED if each in condition), ":")
                where, _, rest = condition.partition(mark)
                if where not in _ASKS or not rest:
                    raise self.wrong(f"unknown condition {condition!r}")
                asks.append((where, _WANTED[mark], self.words(rest)))
                if len(mark) == 1:
                    weighed.append(asks[-1])
        return asks, weighed, flags, recipient, actor, only


def read(folder: Path) -> Lexicon:
    """The lexicon of a folder. Raises LexiconError naming the file and line that is wrong."""
    classes = _classes(folder)
    entries: list[Entry] = []
    known_words: dict[str, frozenset[str]] = {}
    known = {name.lower(): name for name in (*PLOVER, *GENERAL, IDIOM)}
    for path in sorted(folder.glob("*.tsv")):
        if path.stem == "classes":
            continue
        if path.stem not in known:
            raise LexiconError(f"{path.name}: no action type of that name")
        seen: dict[tuple[str, str], int] = {}
        for number, fields in _rows(path, COLUMNS):
            line = _Line(f"{path.name}:{number}", classes, known_words)
            key = (fields[0], fields[4])
            if key in seen:
                raise line.wrong(f"the same pattern and conditions as in line {seen[key]}")
            seen[key] = number
            entries.append(line.entry(known[path.stem], fields))
    by_trigger: dict[tuple[str, str], list[Entry]] = {}
    for entry in entries:
        for trigger in entry.triggers:
            by_trigger.setdefault((entry.kind, trigger), []).append(entry)
    for candidates in by_trigger.values():
        candidates.sort(
            key=lambda entry: ("lead" in entry.flags, "broad" in entry.flags, -entry.weight, _breadth(entry))
        )
    return Lexicon(entries, by_trigger, classes)


def _weight(
    slots: list[frozenset[str] | None], asks: list[tuple[str, bool | None, frozenset[str]]], flags: set[str]
) -> int:
    """How demanding an entry is: a slot with named words counts most, then a slot, then a condition."""
    weight = sum(6 if words else 4 for words in slots if words is not None)
    weight += sum(3 if where == "obj" else 1 if where == "subj" else 2 for where, _, _ in asks)
    return weight + 6 * len(flags & {"neg", "must", "willed", "own"}) + len(flags & {"passive", "noobj", "needobj"})


def _breadth(entry: Entry) -> int:
    """How many words its slots let in: of two entries with as many demands the narrower one is tried first."""
    slots = [entry.particle, entry.object, entry.modifier, entry.only, *(words for _, _, words in entry.asks)]
    slots += [entry.phrase[1] if entry.phrase else None, entry.complement[1] if entry.complement else None]
    return sum(len(words) or 1000 for words in slots if words is not None)


@cache
def lexicon() -> Lexicon:
    """The lexicon that ships with Dateline, read once a process."""
    return read(FOLDER)
