"""Which expression dates which event or saying: syntax first, then the same event told elsewhere in the article."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.code.dates.implied import ReportDay
from pipeline.code.dates.placing import (
    COMPARES,
    OBJECTS,
    SUBJECTS,
    Placed,
    occurrence_verbs,
    one_clause,
    place,
    verb_above,
)
from pipeline.code.dates.ranges import ranges
from pipeline.code.dates.reckoned import reckoned
from pipeline.code.dates.retelling import DAYS, Tellings
from pipeline.code.dates.tense import moved, told_earlier, verb_tense

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from spacy.tokens import Token

    from pipeline.code.model import Assessment, CodedAction, StatementDraft
    from pipeline.parse.document import Document
    from pipeline.records import DateMention

# "since Monday" and "by Friday" bound an event: others are better.
_BOUNDS = frozenset({"since", "until", "till", "by", "before", "after", "through"})
_GOALS = frozenset({"to", "until", "till", "for"})
_RECKONED = frozenset({"later", "earlier", "before", "after", "afterwards", "ago"})
# ", on the night of" stands between "a week later" and the day itself.
_LINK, _LINKING = 5, frozenset({"PUNCT", "ADP", "DET", "NOUN"})
_LEADS = 3  # a mention among the first tokens of a sentence or saying sets the scene for its main clause
_CONTESTS = frozenset({"ELECT", "SPORT", "CULTURE"})  # "won the 2027 election" then
_SET = frozenset({"ELECT", "COURT"})
_RAISED = 2  # "is likely to be completed", "is expected to begin"
_VAGUE = 3.0  # times less firmly a mention without a day dates anything: "recently", "in the past"


class EventDates:
    """Which expression dates which event or saying.

    ``actions`` and ``statements`` are all of the article's: then no event takes another's date, and one that is told twice
    is dated by either telling.
    """

    def __init__(
        self,
        document: Document,
        dates: list[DateMention],
        actions: Sequence[CodedAction] = (),
        statements: Sequence[StatementDraft] = (),
    ) -> None:
        self._document = document
        self._heads = {action.head for action in actions}
        self._by_sentence: dict[int, list[Placed]] = {}
        published = document.article.published_at
        self._today: date | None = published.date() if published else None
        for mention in dates:
            tokens = document.tokens_in(mention.start, mention.end)
            if mention.granularity == "set" or not len(tokens):
                continue
            number = document.sentence_number(tokens[0])
            self._by_sentence.setdefault(number, []).append(place(document, mention, tokens))
        self._ranges = ranges(document, dates)
        self._report = ReportDay(document, self._by_sentence)
        dated = [(action, self._by_syntax(action, _innermost(action, statements))) for action in actions]
        self._reckoned = reckoned(document, dates, self._days(dated))
        self._tellings = Tellings(
            document,
            [(action, mention) for action, mention in dated if mention is not None],
            [placed for sentence in self._by_sentence.values() for placed in sentence],
            self._today,
            frozenset(draft.cue_head for draft in statements if draft.cue_head is not None),
        )

    def of_action(self, action: CodedAction, statements: list[StatementDraft]) -> DateMention | None:
        """When it happened (never when it was said); ``statements`` hold it, the innermost first."""
        own = self._by_syntax(action, statements[0] if statements else None) or self._reckoned.get(action.head)
        if own is not None:
            return own
        # "The Kremlin said on Tuesday that ...": what others did in the next sentence has a day of its own
        said = bool(statements) and self.of_saying(statements[0]) is not None
        return self._tellings.date_of(action, onward=not said)

    def _days(self, dated: list[tuple[CodedAction, DateMention | None]]) -> dict[int, DateMention]:
        """The dates of verbs and nouns, coded or not: "Saturday's march came ..." too."""
        days: dict[int, DateMention] = {}
        for placed in (placed for sentence in self._by_sentence.values() for placed in sentence):
            if placed.mention.first_day is None or placed.preposition in _BOUNDS | COMPARES:
                continue
            if placed.verb is not None and (not placed.modifies or self._occurs(placed)):
                days.setdefault(placed.verb, placed.mention)
            if placed.above and placed.above[0] != placed.verb:
                days.setdefault(placed.above[0], placed.mention)
        return days | {action.head: mention for action, mention in dated if mention is not None}

    def _occurs(self, placed: Placed) -> bool:
        """Whether the dated noun is what happens: "Saturday's march came two days after ..."."""
        verb = self._document[placed.verb] if placed.verb is not None else None
        return verb is not None and self._happens(verb, self._document[placed.above[0]])

    def is_ahead(self, date: DateMention | None) -> bool:
        """Whether the whole of it lies behind the day of the report."""
        return bool(date and date.first_day and self._today and date.first_day > self._today)

    def is_long_ago(self, date: DateMention | None) -> bool:
        """Whether it was in another time than the report's: dated by a month, a year, or "the past"."""
        if date is None:
            return False
        return date.granularity not in DAYS | {"week", "duration"}

    def implied(self, action: CodedAction, assessment: Assessment) -> DateMention | None:
        """The report's own day, for what the outlet itself tells as its news without a date; see ``ReportDay``."""
        return None if self._tellings.died_of_it(action) else self._report.of_action(action, assessment)

    def of_saying(self, statement: StatementDraft) -> DateMention | None:
        """When it was said."""
        at = statement.cue_head if statement.cue_head is not None else statement.source_head
        if at is None:
            return None
        cue = set(range(*statement.cue)) if statement.cue else {at}
        best: tuple[float, DateMention] | None = None
        for placed in self._by_sentence.get(self._document.sentence_number(at), ()):
            if placed.mention.granularity == "duration" or placed.mention.timex == "PRESENT_REF":
                continue
            if _inside(placed.tokens, statement.content) and not self._beside_cue(placed, statement):
                continue
            gap = placed.tokens[0] - max(cue)
            near = 0 < gap <= 2 or bool(cue & set(placed.above))
            leads = placed.tokens[0] - self._document.sentence(at).start < _LEADS
            leads = leads and verb_above(self._document, at) in {placed.verb, at}
            score = (2.0 if near else 1.0 if leads else 0.0) - (0.6 if placed.preposition in _BOUNDS else 0.0)
            if score > 0.5 and (best is None or score > best[0]):
                best = (score, placed.mention)
        return best[1] if best else None

    def _beside_cue(self, placed: Placed, statement: StatementDraft) -> bool:
        """As in "said on Monday troops had left": Monday is the saying's, wherever the content was cut."""
        return statement.cue is not None and 0 < placed.tokens[0] - (statement.cue[1] - 1) <= 2

    def _by_syntax(self, action: CodedAction, inner: StatementDraft | None) -> DateMention | None:
        best: tuple[float, Placed] | None = None
        for placed in self._by_sentence.get(self._document.sentence_number(action.head), ()):
            if self._may_date(placed, action, inner):
                score = self._score(placed, action, inner)
                if score > 0 and placed.mention.first_day is None:
                    score /= _VAGUE  # "recently, on Tuesday" was on Tuesday
                if score > 0 and (best is None or score > best[0] or self._restated(best[1], placed)):
                    best = (score, placed)
        mention = best[1].mention if best else None
        return self._ranges.get(mention.start, mention) if mention else None

    def _restated(self, before: Placed, placed: Placed) -> bool:
        """Whether one reckons and the next, right behind it, names the time: "130 years later, in 2005", "two days later, on Friday"."""
        between = self._document.doc[before.tokens[-1] + 1 : placed.tokens[0]]
        if self._document[before.tokens[-1]].lower_ not in _RECKONED or placed.mention.first_day is None:
            return False
        return 0 < len(between) <= _LINK and all(token.pos_ in _LINKING for token in between)

    def _may_date(self, placed: Placed, action: CodedAction, inner: StatementDraft | None) -> bool:
        """Not the date of the saying, not one of another time than the verb's, not a bare duration."""
        mention = placed.mention
        if placed.preposition in COMPARES or (mention.granularity == "duration" and mention.first_day is None):
            return False
        if mention.timex == "PRESENT_REF":
            return False
        if inner is not None:
            if not _inside(placed.tokens, inner.content):
                return False
            if self._beside_cue(placed, inner) and action.head > placed.tokens[-1]:
                return False
        head = self._document[action.head]
        if placed.preposition == "since" and head.tag_ == "VBD":
            return False  # "rose to the highest since May" rose now
        if placed.preposition in _GOALS and moved(head):
            # "a vote is set for Tuesday" is on Tuesday; "the vote was moved to Tuesday" was not moved then
            return action.type in _SET and head.tag_ == "VBN" and verb_tense(head) in {"present", "future"}
        if placed.preposition == "from" and action.type == "MARKET":
            return False  # "fell 3 percent from a year earlier"
        if self._today is None or head.pos_ not in {"VERB", "AUX"}:
            return True
        tense = verb_tense(head)
        if tense == "future" and mention.last_day is not None and mention.last_day < self._today:
            return False  # "the grandest since the 1950s, it will highlight peace"
        to_come = mention.first_day is not None and mention.first_day > self._today
        if tense in {"past", "present"} and to_come and placed.preposition == "for" and mention.granularity not in DAYS:
            return False  # "cut its outlook for 2027"
        if tense == "present" and to_come and placed.preposition in _BOUNDS:
            return False  # "produces a million barrels and intends to double that by next year"
        if tense == "future" and to_come and placed.preposition in _GOALS - {"to", "for"}:
            return False  # "will stay closed until Monday"
        aim = any(child.tag_ == "TO" for child in head.children) and mention.granularity not in DAYS
        return aim or not (tense == "past" and to_come)  # "invited him to visit in 2027"

    def _score(self, placed: Placed, action: CodedAction, inner: StatementDraft | None) -> float:
        """How firmly the parse ties the two; 0 is not at all."""
        own = {*range(action.first, action.last), action.head}
        if action.type not in _CONTESTS and self._is_of_object(placed, action.head):
            return 0.0  # "tabled the 2027 budget"
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
        document = self._document
        head = document[action.head]
        if self._happens(document[placed.verb], head):
            return 4.5 - bound
        if placed.verb in others and placed.verb < placed.tokens[0] and _is_charged(document[placed.verb]):
            return 0.0  # "charged with killing a man on Monday"
        if one_clause(document, action.head, placed.verb):
            return 0.0 if told_earlier(head) else 3.0 - bound
        if placed.verb in others or placed.modifies:
            return 0.0
        start = min((first for first, _ in inner.content), default=0) if inner else document.sentence(action.head).start
        if placed.tokens[0] - start < _LEADS and verb_above(document, action.head) == placed.verb:
            return 1.0 - bound if head.pos_ in {"VERB", "AUX"} else 0.0
        return 0.0

    def _is_of_object(self, placed: Placed, head: int) -> bool:
        """Whether a year or a quarter only tells which thing a verb does something to."""
        if not placed.modifies or placed.mention.granularity in DAYS or not placed.above:
            return False
        noun = self._document[placed.above[0]]
        return noun.dep_ in OBJECTS and noun.head.i == head and noun.head.pos_ == "VERB"

    def _happens(self, verb: Token, head: Token) -> bool:
        """As in "The talks began on Monday", "held talks on Monday"."""
        sides = occurrence_verbs().get(verb.lemma_, "")
        if head.head.i != verb.i:
            return head.dep_ in SUBJECTS and bool(sides) and _raised(verb, head.head)
        if head.dep_ in OBJECTS or head.dep_ == "nsubjpass":
            return "O" in sides
        return head.dep_ in SUBJECTS and "S" in sides


def _raised(verb: Token, above: Token) -> bool:
    """Whether the verb tells of the subject of another: "the sale is likely to be completed in May"."""
    for _ in range(_RAISED):
        if verb.dep_ != "xcomp":
            return False
        verb = verb.head
        if verb.i == above.i or (verb.dep_ == "acomp" and verb.head.i == above.i):
            return True
    return False


def _is_charged(verb: Token) -> bool:
    """Whether it is the deed that somebody is charged with, which is dated and not the charge."""
    return verb.dep_ == "pcomp" and verb.head.lower_ in {"of", "with", "for"}


def _innermost(action: CodedAction, statements: Sequence[StatementDraft]) -> StatementDraft | None:
    holding = [
        (last - first, number)
        for number, draft in enumerate(statements)
        for first, last in draft.content
        if first <= action.head < last
    ]
    return statements[min(holding)[1]] if holding else None


def _inside(tokens: range, ranges: list[tuple[int, int]]) -> bool:
    return any(first <= tokens[0] < last for first, last in ranges)
