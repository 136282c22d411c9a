"""The day that a report implies for its own news: "Rebels seized the port", told today without a day, was today.

Only the outlet's own assertion in its lead is dated so, and the mention says that nobody named the day: its span is the
tensed verb's and ``implied`` is true.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.code.dates.anchor import anchor_of
from pipeline.code.dates.context import Anchor
from pipeline.code.dates.placing import OBJECTS, SUBJECTS, clause_above, occurrence_verbs, same_time
from pipeline.code.dates.retelling import DAYS, WORDS
from pipeline.code.dates.tense import told_earlier, verb_tense
from pipeline.records import DateMention

if TYPE_CHECKING:
    from spacy.tokens import Token

    from pipeline.code.dates.placing import Placed
    from pipeline.code.model import Assessment, CodedAction
    from pipeline.parse.document import Document
    from pipeline.records import CleanArticle

_LEAD = 3  # sentences that tell the news; of the deeds after the first, in the past, half are background
_FILED = range(-1, 8)  # days before publication: a dateline's other day is no day of this report
_STEPS = 6
_GROUP = 5  # tokens from the auxiliary to its verb
_FINITE = frozenset({"VBD", "VBZ", "VBP"})


class ReportDay:
    """The report's day for what its lead tells as news."""

    def __init__(self, document: Document, placed: dict[int, list[Placed]]) -> None:
        self._document, self._placed = document, placed
        self._anchor = report_day(document.article)

    def of_action(self, action: CodedAction, assessment: Assessment) -> DateMention | None:
        """The day, where the outlet itself asserts the action as news; for an action inside no statement and with no date."""
        day, document = self._anchor.day, self._document
        number = document.sentence_number(action.head)
        if day is None or number >= _LEAD or assessment.factuality <= 0 or assessment.certainty != "certain":
            return None
        if assessment.time_relation not in {"past", "ongoing"} or document.sentence(action.head).text.endswith("?"):
            return None
        clause = _clause(document, action)
        if clause is None or not _is_news(clause, words=action.type in WORDS):
            return None
        if number and not (action.type in WORDS or _recent(clause[-1]) or self._is_todays(number)):
            return None
        if self._dated_otherwise(clause, number) or (action.type not in WORDS and self._goes_on(number)):
            return None
        span = document.span(*_group(clause[-1]))
        return DateMention(
            **span.model_dump(),
            timex=day.isoformat(),
            first_day=day,
            last_day=day,
            granularity="day",
            anchor=self._anchor.name,
            implied=True,
        )

    def _dated_otherwise(self, clause: list[Token], number: int) -> bool:
        """Whether a time expression stands with these verbs, even one that dates nothing: "since 2014", "before Monday"."""
        verbs = {verb.i for verb in clause}
        for placed in self._placed.get(number, ()):
            if placed.modifies or placed.mention.timex == "PRESENT_REF":
                continue
            verb = self._document[placed.verb] if placed.verb is not None else None
            for _ in range(_STEPS):
                if verb is None or verb.i in verbs:
                    return True
                if verb.dep_ not in {"advcl", "conj", "xcomp", "pcomp", "prep"}:
                    break
                verb = verb.head
        return False

    def _is_todays(self, number: int) -> bool:
        """Whether a sentence before says that its story is of the report's day."""
        return any(
            not placed.modifies and placed.mention.granularity in DAYS and placed.mention.first_day == self._anchor.day
            for earlier in range(number)
            for placed in self._placed.get(earlier, ())
        )

    def _goes_on(self, number: int) -> bool:
        """Whether a sentence before tells of another day, which this one may go on with."""
        return any(
            not placed.modifies and placed.mention.granularity in DAYS and placed.mention.first_day != self._anchor.day
            for earlier in range(number)
            for placed in self._placed.get(earlier, ())
        )


def report_day(article: CleanArticle) -> Anchor:
    """The dateline's day, where it names one of the last week, else that of publication."""
    published = anchor_of(article)
    filed = article.dateline.date if article.dateline else None
    if published.day is None or filed is None or filed.granularity != "day" or filed.first_day is None:
        return published
    return Anchor(filed.first_day, None, "dateline") if (published.day - filed.first_day).days in _FILED else published


def _clause(document: Document, action: CodedAction) -> list[Token] | None:
    """The verbs from the action's own to the finite one that gives it its tense; None where no clause tells it as news."""
    token = document[action.head]
    if token.pos_ not in {"VERB", "AUX"}:
        verb = token.head
        side = "O" if token.dep_ in OBJECTS or token.dep_ == "nsubjpass" else "S" if token.dep_ in SUBJECTS else "-"
        predicate = token.dep_ == "acomp" and verb.lemma_ == "be"
        if not predicate and side not in occurrence_verbs().get(verb.lemma_, ""):
            return None
        token = verb
    clause = [token]
    for _ in range(_STEPS):
        auxiliaries = [child for child in token.children if child.dep_ in {"aux", "auxpass"}]
        if any(child.tag_ in {"TO", "MD"} for child in auxiliaries):
            return None
        if token.tag_ in _FINITE or any(child.tag_ in _FINITE for child in auxiliaries):
            break
        above = clause_above(token)
        if above is None:
            break
        token = above
        clause.append(token)
    else:
        return None
    if _finite(token) is None:
        return None
    top = token
    for _ in range(_STEPS):
        if top.dep_ == "ROOT":
            return clause
        if not (top.dep_ in {"conj", "parataxis"} or (top.dep_ == "advcl" and same_time(top))):
            return None
        top = top.head
        if top.pos_ not in {"VERB", "AUX"}:
            return None
    return None


def _finite(verb: Token) -> Token | None:
    """The word that carries the tense."""
    auxiliaries = [child for child in verb.children if child.dep_ in {"aux", "auxpass"}]
    return next((word for word in (*auxiliaries, verb) if word.tag_ in _FINITE), None)


def _is_news(clause: list[Token], *, words: bool) -> bool:
    """Past, present perfect or something going on; no pluperfect, no plan, no habit, nothing that came "previously"."""
    verb = clause[-1]
    finite = _finite(verb)
    if finite is None or (finite.i != verb.i and finite.lower_ in {"had", "'d", "\u2019d"}):
        return False
    if any(told_earlier(each) for each in clause):
        return False
    if finite.tag_ == "VBD" or finite.lemma_ == "have":
        return True
    return verb_tense(verb) == "present" and (words or (verb.tag_ == "VBG" and finite.i != verb.i))


def _recent(verb: Token) -> bool:
    """The tenses of what has just happened or still goes on: "have arrested", "are storming"."""
    finite = _finite(verb)
    return finite is not None and finite.i != verb.i and (finite.lemma_ == "have" or verb.tag_ == "VBG")


def _group(verb: Token) -> tuple[int, int]:
    """The finite word with its verb, where they stand near each other: "has been arrested"."""
    finite = _finite(verb) or verb
    first, last = sorted((finite.i, verb.i))
    return (first, last + 1) if last - first <= _GROUP else (finite.i, finite.i + 1)
