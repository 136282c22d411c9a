"""Which expression dates which event or saying: syntax first, then the clause, then the same event told before."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from pipeline.code.dates.lexicon import lines
from pipeline.code.dates.tense import verb_tense
from pipeline.errors import LexiconError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from spacy.tokens import Token

    from pipeline.code.model import CodedAction, StatementDraft
    from pipeline.parse.document import Document
    from pipeline.records import DateMention

_MODIFIERS = frozenset({"compound", "nmod", "poss", "amod", "nummod"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "ADJ", "NUM"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
_OBJECTS = frozenset({"dobj", "obj"})
_SAME_CLAUSE = frozenset({"xcomp", "advcl", "conj", "dep", "prep", "pcomp"})
# "since Monday" and "by Friday" bound an event, "than in 2019" compares it: others are better, or none is.
_BOUNDS = frozenset({"since", "until", "till", "by", "before", "after", "through"})
_COMPARES = frozenset({"than", "compared", "versus", "unlike"})
_LEADS = 3  # a mention among the first tokens of a sentence or saying sets the scene for its main clause


@dataclass(frozen=True, slots=True)
class _Placed:
    """A mention in the parse: the words above it, up to the first verb, and the preposition it hangs on."""

    mention: DateMention
    tokens: range
    above: tuple[int, ...]
    verb: int | None
    preposition: str
    modifies: bool


@cache
def occurrence_verbs() -> dict[str, str]:
    """Verbs whose subject (S) or object (O) is what happens at the verb's time."""
    verbs: dict[str, str] = {}
    for number, (verb, sides) in lines("occurrence.tsv", 2):
        if not set(sides) <= {"S", "O"}:
            raise LexiconError(f"lexicon/dates/occurrence.tsv:{number}: {sides!r} is not S, O or SO")
        verbs[verb] = "".join(sorted({*verbs.get(verb, ""), *sides}))
    return verbs


class EventDates:
    """Which expression dates which event or saying. ``actions`` are all of the article's, so that none takes another's date."""

    def __init__(self, document: Document, dates: list[DateMention], actions: Sequence[CodedAction] = ()) -> None:
        self._document = document
        self._heads = {action.head for action in actions}
        self._by_sentence: dict[int, list[_Placed]] = {}
        published = document.article.published_at
        self._today: date | None = published.date() if published else None
        self._told: list[tuple[CodedAction, DateMention]] = []
        self._said: dict[str, DateMention] = {}
        for mention in dates:
            tokens = document.tokens_in(mention.start, mention.end)
            if mention.granularity == "set" or not len(tokens):
                continue
            placed = self._place(mention, tokens)
            self._by_sentence.setdefault(document.sentence_number(tokens[0]), []).append(placed)

    def of_action(self, action: CodedAction, statements: list[StatementDraft]) -> DateMention | None:
        """When it happened (never when it was said)."""
        inner = statements[0] if statements else None
        best: tuple[float, _Placed] | None = None
        for placed in self._by_sentence.get(self._document.sentence_number(action.head), ()):
            if not self._may_date(placed, action, inner):
                continue
            score = self._score(placed, action, inner)
            if score > 0 and (best is None or score > best[0]):
                best = (score, placed)
        found = best[1].mention if best else self._retold(action)
        if found is not None and found.first_day is not None:
            self._told.append((action, found))
        return found

    def of_saying(self, statement: StatementDraft) -> DateMention | None:
        """When it was said."""
        at = statement.cue_head if statement.cue_head is not None else statement.source_head
        if at is None:
            return None
        cue = set(range(*statement.cue)) if statement.cue else {at}
        best: tuple[float, DateMention] | None = None
        for placed in self._by_sentence.get(self._document.sentence_number(at), ()):
            if placed.mention.granularity == "duration" or _inside(placed.tokens, statement.content):
                continue
            gap = placed.tokens[0] - max(cue)
            near = 0 < gap <= 2 or placed.verb in cue or bool(cue & set(placed.above))
            leads = placed.tokens[0] - self._document.sentence(at).start < _LEADS and self._verb_above(at) in {placed.verb, at}
            score = (2.0 if near else 1.0 if leads else 0.0) - (0.6 if placed.preposition in _BOUNDS else 0.0)
            if score > 0.5 and (best is None or score > best[0]):
                best = (score, placed.mention)
        who = self._document[statement.source_head].lower_ if statement.source_head is not None else ""
        if best is not None:
            if best[1].first_day is not None:
                self._said[who] = best[1]
            return best[1]
        return None

    def _place(self, mention: DateMention, tokens: range) -> _Placed:
        document, inside = self._document, set(tokens)
        token: Token = document[tokens[-1]]
        for _ in range(len(tokens)):
            if token.head.i not in inside or token.head.i == token.i:
                break
            token = token.head
        modifies = token.dep_ in _MODIFIERS and token.head.pos_ in {"NOUN", "PROPN"}
        above: list[int] = []
        verb: int | None = None
        preposition = ""
        for _ in range(12):  # what stands higher is another clause
            head = token.head
            if head.i == token.i:
                break
            if head.pos_ in {"ADP", "SCONJ", "PART"} and not above:
                preposition = preposition or head.lower_
            elif head.pos_ in {"VERB", "AUX"}:
                above.append(head.i)
                verb = head.i
                break
            elif head.pos_ in _NOMINAL and head.i not in inside:
                above.append(head.i)
                if modifies and head.dep_ not in _SUBJECTS:
                    break
            token = head
        return _Placed(mention, tokens, tuple(above), verb, preposition, modifies)

    def _may_date(self, placed: _Placed, action: CodedAction, inner: StatementDraft | None) -> bool:
        """Not the date of the saying, not one of another time than the verb's, not a bare duration."""
        mention = placed.mention
        if placed.preposition in _COMPARES or (mention.granularity == "duration" and mention.first_day is None):
            return False
        if mention.timex == "PRESENT_REF":
            return False
        if inner is not None:
            if not _inside(placed.tokens, inner.content):
                return False
            if inner.cue and 0 < placed.tokens[0] - (inner.cue[1] - 1) <= 2 and action.head > placed.tokens[-1]:
                return False  # "said on Monday troops had left": the saying's, wherever the content was cut
        if self._today and mention.first_day and mention.last_day:
            head = self._document[action.head]
            tense = verb_tense(head) if head.pos_ in {"VERB", "AUX"} else None
            if tense == "past" and mention.first_day > self._today and mention.granularity == "day":
                return False
            if tense == "future" and mention.last_day < self._today and mention.granularity == "day":
                return False
        return True

    def _score(self, placed: _Placed, action: CodedAction, inner: StatementDraft | None) -> float:
        """How firmly the parse ties the two; 0 is not at all."""
        own = {*range(action.first, action.last), action.head}
        bound = 1.5 if placed.preposition in _BOUNDS else 0.0
        if placed.above and placed.above[0] in own:
            return 5.0 - bound
        others = self._heads - own
        if any(index in others for index in placed.above[:-1]):
            return 0.0  # "convicted of the attack on Monday": the attack's
        if own & set(placed.above):
            return 4.0 - bound
        if placed.verb is None:
            return 0.0
        verb, head = self._document[placed.verb], self._document[action.head]
        if self._happens(verb, head):
            return 4.5 - bound
        if placed.verb in others and not self._one_clause(head, placed.verb):
            return 0.0
        if self._one_clause(head, placed.verb):
            return 3.0 - bound
        start = min((first for first, _ in inner.content), default=0) if inner else self._document.sentence(action.head).start
        if placed.tokens[0] - start < _LEADS and self._verb_above(action.head) == placed.verb and not placed.modifies:
            return 1.0 - bound
        return 0.0

    def _happens(self, verb: Token, head: Token) -> bool:
        """ "The talks began on Monday", "held talks on Monday"."""
        if head.head.i != verb.i:
            return False
        sides = occurrence_verbs().get(verb.lemma_, "")
        passive = head.dep_ == "nsubjpass"
        if head.dep_ in _OBJECTS or passive:
            return "O" in sides
        return head.dep_ in _SUBJECTS and "S" in sides

    def _one_clause(self, head: Token, verb: int) -> bool:
        """The action's verb shares the dated verb's clause: "captured and burned", "arrived to discuss", "..., killing"."""
        for start, goal in ((head, verb), (self._document[verb], head.i)):
            token = start
            for _ in range(4):
                if token.dep_ not in _SAME_CLAUSE or (token.dep_ == "advcl" and not _participle(token)):
                    break
                token = token.head
                if token.i == goal:
                    return True
        return False

    def _verb_above(self, index: int) -> int | None:
        token = self._document[index]
        for _ in range(12):
            if token.pos_ in {"VERB", "AUX"}:
                return int(token.i)
            if token.head.i == token.i:
                return None
            token = token.head
        return None

    def _retold(self, action: CodedAction) -> DateMention | None:
        """The date of the same event told before: "the attack" after "attacked ... on Monday"."""
        head = self._document[action.head]
        if head.pos_ not in {"NOUN", "PROPN"} or not any(
            child.dep_ in {"det", "poss"} and child.lower_ not in {"a", "an", "any", "no", "another"} for child in head.children
        ):
            return None
        for earlier, mention in reversed(self._told):
            if earlier.type == action.type and earlier.head < action.head:
                return mention
        return None


def _inside(tokens: range, ranges: list[tuple[int, int]]) -> bool:
    return any(first <= tokens[0] < last for first, last in ranges)


def _participle(token: Token) -> bool:
    return token.tag_ in {"VBG", "VBN", "VB"} and not any(child.dep_ in {"mark", *_SUBJECTS} for child in token.children)
