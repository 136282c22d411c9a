"""How likely a candidate is what "it" or a description takes up: subjects, names, what is near and in a like place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.code.actors.candidates import Candidate, Reading
from pipeline.code.actors.counted import part_of
from pipeline.code.actors.phrases import SUBJECTS
from pipeline.code.actors.wordlists import words

if TYPE_CHECKING:
    from spacy.tokens import Token

    from pipeline.parse.document import Document

_ROOT = 5
_FOR = frozenset(["after", "as", "when", "because", "while"])
NEUTER = frozenset(["it", "its", "itself"])
PLURAL = frozenset(["they", "them", "their", "theirs", "themselves"])


def befell(token: Token) -> str:
    """The root of the word for what happens to it: of "captured the town", "the town's capture", "liberation of the town"."""
    if token.dep_ == "pobj" and token.head.lower_ == "of" and token.head.head.lemma_.lower() in words("places"):
        token = token.head.head  # "captured the city of Kupiansk"
    above = token.head
    if token.dep_ == "pobj" and above.lower_ == "of":
        above = above.head
    elif token.dep_ not in ("poss", "dobj", "nsubjpass"):
        return ""
    return str(above.lemma_[:_ROOT].lower()) if above.pos_ in ("VERB", "NOUN") and len(above.lemma_) >= _ROOT else ""


def befell_alike(token: Token, head: Token) -> bool:
    """Whether the same befell both: "the city's capture" is of the one that was captured."""
    what = befell(token)
    return bool(what) and what == befell(head)


def held(token: Token, head: Token) -> bool:
    """Whether a participle's pronoun is the object of the verb above: "has held the girl since arresting her"."""
    verb = token.head
    if token.dep_ != "dobj" or verb.tag_ != "VBG" or head.dep_ != "dobj":
        return False
    return head.head.i in [above.i for above in list(verb.ancestors)[:2]]


def taken(token: Token, head: Token) -> bool:
    """Whether it happens to those who were taken before: "Police detained nine students. They were released"."""
    if token.dep_ != "nsubjpass" or token.head.lemma_ not in words("captives-are"):
        return False
    return head.dep_ in ("dobj", "nsubjpass") and head.head.lemma_ in words("taking")


def done_for(token: Token, head: Token) -> bool:
    """Whether it did what something was done to the other for: "Police arrested three men after they robbed a bank"."""
    deed = token.head
    if token.dep_ != "nsubj" or deed.dep_ != "advcl" or deed.lemma_ in words("responding"):
        return False
    marks = {child.lower_ for child in deed.lefts if child.dep_ in ("mark", "advmod")}
    punished = head.head.i == deed.head.i and head.dep_ in ("dobj", "nsubjpass")
    return punished and deed.head.lemma_ in words("punishing") and not marks.isdisjoint(_FOR)


def tried(token: Token) -> bool:
    """Whether it happens to whoever is held or tried: "They were arrested", "after she was found guilty", "he admitted theft"."""
    verb = token.head
    if token.dep_ == "nsubjpass":
        guilty = any(child.lower_ in ("guilty", "innocent", "liable") for child in verb.children)
        return verb.lemma_ in words("captives-are") | words("tried") or guilty
    return token.dep_ == "nsubj" and verb.lemma_ in words("pleads")


def _in_title(document: Document, first: int) -> bool:
    """Whether a body stands in somebody's title: "Secretary of Defense Ann Roe"."""
    return first > 1 and document[first - 1].lower_ == "of" and document[first - 2].lemma_.lower() in words("titles-of")


def judges(token: Token, candidate: Candidate, head: Token) -> bool:
    """Whether those who arrest and judge would be arrested and judged."""
    return tried(token) and not words("holders").isdisjoint(candidate.titles | {head.lower_, head.lemma_})


def of_some(token: Token) -> bool:
    """Whether a pronoun stands for all those that some are of: "many of them"."""
    whole = part_of(token.head.head) if token.dep_ == "pobj" else None
    return whole is not None and whole.i == token.i


class Salience:
    """The salience of one article's candidates."""

    def __init__(self, document: Document, reading: Reading) -> None:
        self._document, self._reading = document, reading

    def of(self, token: Token, candidate: Candidate, distance: int) -> float:
        """How well the candidate, ``distance`` sentences before, suits the token: the higher the likelier, may be negative."""
        score = -3.0 * distance + min(self._reading.frequency[candidate.key], 4) * 0.4
        score += 3.0 * candidate.subject + 2.0 * candidate.proper
        head = self._document[candidate.head]
        if candidate.subject and head.head.dep_ == "ROOT":
            score += 1.0
        if head.dep_ == "pobj" and head.head.head.pos_ in ("NOUN", "PROPN"):
            score -= 1.0
        if head.dep_ in ("poss", "appos", "conj"):
            score -= 0.5
        if candidate.kind == "org" and _in_title(self._document, candidate.first):
            score -= 4.0  # the "Defense" of its secretary
        if token.lower_ in NEUTER:
            score -= 4.0 * (candidate.kind == "thing")
            if candidate.kind == "country" and not candidate.proper:
                score -= 4.0
            if candidate.subject and self._says_of_itself(token, head):
                score += 3.0  # "the company says it works with Roe"
            if candidate.kind in ("country", "place") and head.dep_ in ("poss", "compound", "nmod"):
                score -= 3.0  # "Japan's Tomen Corp. ... it" is the company
            if candidate.kind == "place" and token.dep_ in ("nsubj", "nsubjpass") and not self._governs(candidate):
                score -= 2.0
        if (
            token.head.lemma_ in words("saying")
            and head.head.lemma_ in words("saying")
            and token.dep_ == "nsubj"
            and candidate.subject
        ):
            score += 2.5
        if candidate.subject and head.head.i == self._matrix(token):
            score += 1.5  # "Peru says Lima will close as it grows": the one whose clause it is in
        if held(token, head):
            score += 4.0
        if befell_alike(token, head):
            score += 5.0
        if taken(token, head):
            score += 5.0
        if judges(token, candidate, head):
            score -= 6.0
        if distance == 0:
            if token.tag_ == "PRP$" and candidate.subject and head.head in token.ancestors:
                score += 3.0
            score -= 0.02 * (token.i - candidate.head)
        return score

    @staticmethod
    def _says_of_itself(token: Token, head: Token) -> bool:
        """Whether the pronoun is the subject of what the candidate says."""
        clause = token.head
        return token.dep_ in SUBJECTS and clause.dep_ == "ccomp" and clause.head.i == head.head.i

    def _matrix(self, token: Token) -> int:
        """The verb that the subordinate clause of a subject hangs on; -1 for none."""
        clause = token.head
        if token.dep_ not in ("nsubj", "nsubjpass") or clause.dep_ != "advcl":
            return -1
        return int(clause.head.i)

    def _governs(self, candidate: Candidate) -> bool:
        """Whether a capital stands for its government: "Moscow is expanding ... as it goes on"."""
        hit = self._reading.nation_at.get(candidate.head)
        return candidate.subject and hit is not None and hit.kind == "capital"
