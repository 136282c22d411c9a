"""Whom "he", "she" or "they" means: the evidence for each candidate, with the fitted weights of ``meant.tsv``.

The weights are those of a conditional logit over the candidates of each pronoun (as in Denis and Baldridge 2008, "Specialized models and
ranking for coreference resolution"), fitted on GUM (Zeldes 2017), GAP (Webster et al. 2018) and marked news: docs/quality/actors.md.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

from pipeline.code.actors.clausal import GENDERED
from pipeline.code.actors.phrases import SUBJECTS
from pipeline.code.actors.salience import befell_alike, done_for, held, judges, of_some, taken
from pipeline.code.actors.wordlists import words
from pipeline.lexicon import table

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from spacy.tokens import Token

    from pipeline.code.actors.candidates import Candidate, Reading
    from pipeline.code.actors.lexicon import Gender
    from pipeline.parse.document import Document

_NEAR = ("same-sentence", "one-before", "two-before", "three-before", "four-before")
_OFTEN, _MOST = 4, 12  # mentions: up to these each counts, and then each of the rest
_CALLED = 3
_SURE = 2  # pronouns that were taken for a name until it is a person's
FEATURES = frozenset({
    *_NEAR, "farther", "mentions", "more-mentions", "proper", "subject", "root-subject", "both-subjects", "owner-subject",
    "speaker", "last-speaker", "gender", "called-so", "called-other", "pronoun", "paragraph", "conjunct", "appositive", "prepositional", "perhaps",
    "words-between", "held-alike", "taken-alike", "befell-alike", "done-for", "judges",
    "own-subject", "several", "people", "one-person", "thing", "one-body", "modifier", "of-counted", "one-teller", "one-proper",
})  # fmt: skip


@cache
def _weights(column: str) -> dict[str, float]:
    """The weight of each feature for "he" and "she", or for "they"."""
    return table.weights("actors/meant.tsv", ("feature", "he", "they", "why"), column, FEATURES)


class Meant:
    """The candidates of one article, asked how well each suits a pronoun."""

    def __init__(self, document: Document, reading: Reading, quoted: Callable[[int], bool]) -> None:
        self._document, self._reading = document, reading
        self._doers = {each.key for each in reading.candidates if each.perhaps and each.subject}
        self._breaks = [at for at, character in enumerate(document.article.text) if character == "\n"]
        self._called: dict[str, Counter[Gender]] = {}
        self._speakers = [
            each.head
            for each in reading.candidates
            if each.subject and (each.kind == "person" or each.perhaps)
            if (_says(document[each.head]) or document[each.head].head.dep_ == "ROOT") and not quoted(each.head)
        ]

    def acts(self, candidate: Candidate) -> bool:
        """Whether a name that may be a person's ever does anything in the article."""
        return candidate.key in self._doers

    def take(self, pronoun: Token, meant: Candidate) -> None:
        """Remember that the pronoun stands for this one: whoever is called "he" again and again is a person."""
        called = self._called.setdefault(meant.key, Counter())
        called[GENDERED[pronoun.lower_]] += 1
        if meant.perhaps and called.total() == _SURE:
            for each in self._reading.candidates:
                if each.key == meant.key and each.perhaps:
                    each.kind = "person"

    def score(self, pronoun: Token, meant: Candidate, mention: Candidate, distance: int) -> float:
        """How likely the pronoun means the one ``mention`` names, ``distance`` sentences before it, in log-odds."""
        weights = _weights("he" if pronoun.lower_ in GENDERED else "they")
        return sum(weights[name] * value for name, value in self._features(pronoun, meant, mention, distance).items())

    def _features(self, pronoun: Token, meant: Candidate, mention: Candidate, distance: int) -> Mapping[str, float]:
        head = self._document[mention.head]
        often = self._reading.frequency[mention.key]
        called = self._called.get(meant.key, Counter())
        so = called[GENDERED[pronoun.lower_]] if pronoun.lower_ in GENDERED else 0
        says = _says(pronoun)
        return {
            _NEAR[distance] if distance < len(_NEAR) else "farther": 1,
            "mentions": min(often, _OFTEN),
            "more-mentions": max(0, min(often, _MOST) - _OFTEN),
            "proper": mention.proper,
            "subject": mention.subject,
            "root-subject": mention.subject and head.head.dep_ == "ROOT",
            "both-subjects": mention.subject and pronoun.dep_ in ("nsubj", "nsubjpass"),
            "owner-subject": mention.subject and pronoun.tag_ == "PRP$",
            "speaker": says and mention.subject and _says(head),
            "last-speaker": says and mention.head == self._last_speaker(pronoun.i),
            "gender": bool(meant.gender),
            "called-so": min(_CALLED, so),
            "called-other": min(_CALLED, called.total() - so),
            "pronoun": mention is not meant,
            "paragraph": bisect_left(self._breaks, head.idx) < bisect_left(self._breaks, pronoun.idx),
            "conjunct": head.dep_ == "conj",
            "appositive": head.dep_ == "appos",
            "prepositional": head.dep_ == "pobj",
            "perhaps": meant.perhaps,
            "held-alike": held(pronoun, head),
            "taken-alike": taken(pronoun, head),
            "befell-alike": befell_alike(pronoun, head),
            "done-for": done_for(pronoun, head),
            "judges": judges(pronoun, mention, head),
            "own-subject": distance == 0
            and pronoun.tag_ == "PRP$"
            and mention.subject
            and head.head in pronoun.ancestors,
            "several": mention.plural,
            "people": mention.kind == "people",
            "one-person": mention.kind == "person",
            "thing": mention.kind == "thing",
            "one-body": mention.kind == "org" and not mention.plural,
            "modifier": head.dep_ in ("compound", "nmod", "amod"),
            "one-proper": mention.proper and not mention.plural,
            "one-teller": not mention.plural and _tells(head, pronoun),
            "of-counted": of_some(pronoun) and any(child.dep_ == "nummod" for child in head.lefts),
            "words-between": (pronoun.i - mention.head) / 10 if distance == 0 else 0,
        }

    def _last_speaker(self, index: int) -> int | None:
        """Who is the last before the word who says something, or is told of in a main clause, outside all quotes."""
        at = bisect_left(self._speakers, index)
        return self._speakers[at - 1] if at else None


def _says(token: Token) -> bool:
    """Whether it is the subject of a verb of saying."""
    return token.dep_ in SUBJECTS and token.head.lemma_ in words("saying")


def _tells(teller: Token, pronoun: Token) -> bool:
    """Whether the pronoun stands in what somebody tells: "the agency said they had fled"."""
    return any(above.dep_ == "ccomp" and above.head.i == teller.head.i for above in pronoun.ancestors)
