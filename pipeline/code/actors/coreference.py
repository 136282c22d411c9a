"""Small rule-based coreference: pronouns, definite descriptions, abbreviations and "there".

Each anaphor gets the best of the candidates before it: right kind, gender and number, then subjects, names and what is near.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from itertools import chain
from math import exp, inf
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from pipeline.code.actors.candidates import Candidate, Kind, Reading
from pipeline.code.actors.clausal import FEMININE, GENDERED, MASCULINE, RELATIVE, Clauses
from pipeline.code.actors.descriptions import Descriptions, Fits
from pipeline.code.actors.disjoint import barred, foreign, same_clause
from pipeline.code.actors.expletives import expletive
from pipeline.code.actors.meant import Meant
from pipeline.code.actors.phrases import SUBJECTS, core, subject
from pipeline.code.actors.salience import NEUTER, PLURAL, Salience
from pipeline.code.actors.voices import Voices
from pipeline.code.actors.wordlists import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Token

    from pipeline.parse.document import Document
    from pipeline.records import PlaceMention

_REACH = {"person": 6, "people": 3, "org": 4, "country": 4, "place": 5, "thing": 1}
_PERSON: tuple[Kind, ...] = ("person",)
_HOPS = 5
_GOES_ON = 2  # sentences over which "he" goes on being the same, and mentions that tell it
_WORDS_BACK = 200
# "it" stands for itself where nothing before is salient, or two are about alike.
_LEAST, _APART = 0.0, 2.0
_LIKELY = 0.5  # "they" are somebody only where he has this share of the belief
_SPOKEN = 2  # sentences of a quotation before its speaker
_CLAUSE = 5  # words from a noun up to its verb


_DONE_TO_BY = frozenset(["dobj", "dative", "prep", "agent"])
_WHOLE, _DONE_TO = frozenset(["all", "both"]), frozenset(["nsubjpass", "dobj"])

_readings: WeakKeyDictionary[Document, Coreference] = WeakKeyDictionary()


class Coreference:
    """The antecedents of one article."""

    def __init__(self, document: Document, places: Sequence[PlaceMention] = ()) -> None:
        self._document = document
        self.reading = Reading(document, places)
        self._salience = Salience(document, self.reading)
        self._descriptions = Descriptions(document, self.reading, self._best)
        self._voices = Voices(document)
        self._clauses = Clauses(document, self.reading)
        self._found: dict[int, Candidate | None] = {}
        self._meant = Meant(document, self.reading, self._voices.quoted)
        for token in document.tokens:  # in reading order, so that no search goes back through a long text's every "he"
            if token.lower_ in GENDERED:
                self._step(token.i)

    @classmethod
    def of(cls, document: Document) -> Coreference:
        """The article's Coreference for a layer that knows no places: worked out at the first call."""
        known = _readings.get(document)
        if known is None:
            known = _readings[document] = cls(document)
        return known

    def antecedent(self, index: int) -> tuple[int, int] | None:
        """The tokens of the name that this pronoun, "the city" or "there" stands for; None when it stands for itself."""
        found = self.resolve(index)
        return (found.first, found.last) if found else None

    def resolve(self, index: int) -> Candidate | None:
        """As ``antecedent``, but the candidate itself: the last link of the chain ("there" -> "the city" -> the name)."""
        here = self._step(index)
        for _ in range(_HOPS):
            if here is None:
                return None
            further = self._step(here.head) if not here.proper else None
            if further is None:
                return here
            here = further
        return here

    def parts(self, index: int) -> list[Candidate]:
        """ "The two leaders" after "A met B": the two that stood apart; empty for anything else."""
        return self._descriptions.parts(index)

    def _step(self, index: int) -> Candidate | None:
        if index not in self._found:
            self._found[index] = None  # a chain that comes back to itself ends
            self._found[index] = self._search(self._document[index])
        return self._found[index]

    def _search(self, token: Token) -> Candidate | None:
        word = token.lower_
        if word in RELATIVE and token.tag_ in ("WP", "WDT", "WP$", "IN"):
            return self._relative(token)
        if word in _WHOLE and token.dep_ in _DONE_TO and token.n_rights == 0:
            return self._pronoun(token, "they", self._speaker(token.i))  # "All were arrested"
        if token.pos_ == "PRON" or (token.tag_ == "PRP$"):
            return self._pronoun(token, word, self._speaker(token.i))
        if word in ("there", "here") and token.pos_ == "ADV":
            return self._best(token, ("place",), lambda c: not c.plural) if word == "there" else None
        if token.pos_ in ("NOUN", "PROPN") and token.i not in self.reading.nation_at:
            return self._descriptions.resolve(token)
        return None

    # --- relative pronouns: the noun that the clause hangs on

    def _relative(self, token: Token) -> Candidate | None:
        clause = token
        for _ in range(12):
            if clause.dep_ in ("relcl", "acl"):
                head = clause.head
                return self.reading.candidate(head.i) or self._as_candidate(head)
            if clause.head is clause or clause.head.i == clause.i:
                return None
            clause = clause.head
        return None

    def _as_candidate(self, head: Token) -> Candidate:
        first, last = core(self._document, head.i)
        return Candidate(head.i, first, last, self._document.sentence_number(head.i), "thing")

    # --- pronouns

    def _speaker(self, index: int) -> set[str]:
        """Whoever says the words in which the pronoun stands is not meant by it."""
        speaker = self._voices.speaker(index)
        if speaker is None:
            return set()
        named = [self.reading.candidate(speaker.i), self.resolve(speaker.i)]
        return {candidate.key for candidate in named if candidate is not None}

    def _named_beside(self, token: Token) -> set[str]:
        """Whom the pronoun's own clause calls by name: "she called on Hill" is not Hill's call."""
        verb = token.head
        if token.dep_ not in SUBJECTS:
            return set()
        inside = {low.i for part in verb.rights if part.dep_ in _DONE_TO_BY for low in (part, *part.children)}
        return {c.key for c in self.reading.candidates if c.proper and c.kind == "person" and c.head in inside}

    def _spoken_of(self, token: Token) -> set[str]:
        """Whom the words that this pronoun speaks call by name: nobody speaks of himself so."""
        start = self._document.sentence_number(token.i) - _SPOKEN
        return {each.key for each in self._named_by.get(token.i, ()) if each.sentence >= start}

    @cached_property
    def _named_by(self) -> dict[int, list[Candidate]]:
        """Who is called by name in quotations, by the word for who speaks them."""
        found: dict[int, list[Candidate]] = {}
        for candidate in self.reading.candidates:
            speaker = self._voices.speaker(candidate.head) if candidate.proper else None
            if speaker is not None:
                found.setdefault(speaker.i, []).append(candidate)
        return found

    def _pronoun(self, token: Token, word: str, speaker: set[str]) -> Candidate | None:
        if (said := self._clauses.said_before(token, word)) is not None:
            return self._step(said)
        if token.tag_ == "PRP$" and (of_clause := self._clauses.owner(token, word)) is not None:
            return of_clause[0]
        if word in GENDERED:
            same, others = (MASCULINE, FEMININE) if word in MASCULINE else (FEMININE, MASCULINE)
            taken = self._of_other_gender(token, others) | speaker | self._spoken_of(token) | self._named_beside(token)
            found = self._best(
                token,
                _PERSON,
                lambda c: self._clauses.agrees(c, word) and c.key not in taken,
                self._so_far(token, same),
            ) or self._clauses.ahead(token, word)
            if found is not None:
                self._meant.take(token, found)
            return found
        if word in NEUTER:
            if expletive(token) or (token.dep_ == "dobj" and token.head.lemma_ in words("stating")):
                return None
            if (firm := self._clauses.announcer(token)) is not None:
                return firm
            return self._best(
                token,
                ("org", "country", "place", "thing"),
                lambda c: self._clauses.agrees(c, word) and c.key not in speaker,
            )
        if word in PLURAL:
            found = self._best(
                token,
                ("people", "person", "org", "country", "thing"),
                lambda c: self._clauses.agrees(c, word) and c.key not in speaker,
            )
            return self._with_conjuncts(found, token.i) if found else None
        return None

    def _so_far(self, token: Token, pronouns: frozenset[str]) -> list[tuple[Candidate, Candidate]]:
        """Who was "he" in the sentences before, with the pronoun as one more mention: the report goes on about him."""
        start = self._document.sentences[max(0, self._document.sentence_number(token.i) - _GOES_ON)].start
        found: list[tuple[Candidate, Candidate]] = []
        for index in range(token.i - 1, max(start, token.i - _WORDS_BACK) - 1, -1):
            before = self._document[index]
            if before.lower_ not in pronouns or before.dep_ not in SUBJECTS:
                continue
            meant = self._step(index)
            if meant is not None:
                here = self._document.sentence_number(index)
                mention = replace(meant, head=index, first=index, last=index + 1, sentence=here, subject=True)
                found.append((meant, mention))
            if len(found) == _GOES_ON:
                break
        return found

    def _of_other_gender(self, token: Token, pronouns: frozenset[str]) -> set[str]:
        """Who is "she" before in the sentence cannot be "he" as well."""
        start = self._document.sentence(token.i).start
        before = [index for index in range(start, token.i) if self._document[index].lower_ in pronouns]
        return {found.key for index in before[-2:] if (found := self._step(index)) is not None}

    def _with_conjuncts(self, candidate: Candidate, before: int) -> Candidate:
        """ "Brazil and Argentina ... they": the whole coordination."""
        last = candidate.last
        for child in self._document[candidate.head].rights:
            if child.dep_ == "conj" and (other := self.reading.candidate(child.i)) and other.last <= before:
                last = other.last
        return replace(candidate, last=last) if last != candidate.last else candidate

    def _best(
        self,
        token: Token,
        kinds: tuple[Kind, ...],
        fits: Fits,
        so_far: Sequence[tuple[Candidate, Candidate]] = (),
    ) -> Candidate | None:
        """The most salient candidate before the token that fits, or whom pronouns stood for ``so_far``."""
        here = self._document.sentence_number(token.i)
        doer, apart, other = self._doer(token), barred(token), foreign(token)
        fitted = token.lower_ in GENDERED or token.lower_ in PLURAL
        found: list[tuple[float, Candidate]] = []
        for meant, mention in chain(((each, each) for each in self._in_reach(token, here, kinds)), so_far):
            distance = here - mention.sentence
            if not fits(meant) or meant.key == doer or mention.head in apart or mention.head in other:
                continue
            if distance == 0 and same_clause(self._document, token, mention):
                continue
            if token.lower_ in GENDERED and self._is_his(mention, token):
                continue
            if meant.perhaps and token.lower_ in GENDERED and not self._meant.acts(meant):
                continue  # "who has Parkinson's disease"
            if fitted:
                score = self._meant.score(token, meant, mention, distance)
            else:
                score = self._salience.of(token, mention, distance)
            found.append((score, meant))
        if not found:
            return None
        score, best = max(found, key=lambda pair: pair[0])
        if token.lower_ in NEUTER:  # it may be this one or that one: nobody is told from nobody
            next_best = max((each for each, meant in found if meant.key != best.key), default=-inf)
            return best if score >= _LEAST and score - next_best >= _APART else None
        if token.lower_ in PLURAL:
            shares = [(exp(each - score), meant.key == best.key) for each, meant in found]
            its = sum(share for share, same in shares if same)
            return best if its >= _LIKELY * sum(share for share, _ in shares) else None
        return best

    def _is_his(self, mention: Candidate, token: Token) -> bool:
        """Whether it is whose the same sentence says by the same pronoun: "his lawyer said how he robbed a bank"."""
        if token.sent.start > mention.head or token.dep_ not in SUBJECTS:
            return False
        same = MASCULINE if token.lower_ in MASCULINE else FEMININE
        return any(child.dep_ == "poss" and child.lower_ in same for child in self._document[mention.head].lefts)

    def _in_reach(self, token: Token, here: int, kinds: tuple[Kind, ...]) -> Iterator[Candidate]:
        """The candidates of these kinds before the token, the nearest first."""
        for candidate in reversed(self.reading.candidates):
            distance = here - candidate.sentence
            if distance > max(_REACH.values()) and candidate.last <= token.i:
                return
            kind = "person" if candidate.perhaps and kinds == _PERSON else candidate.kind
            if candidate.last <= token.i and kind in kinds and distance <= _REACH[kind]:
                yield candidate

    def _doer(self, token: Token) -> str | None:
        """Whom the pronoun that is this noun's subject means: "it will buy the company" is of two."""
        if token.pos_ not in ("NOUN", "PROPN") or token.dep_ not in ("dobj", "pobj"):
            return None
        for above in list(token.ancestors)[:_CLAUSE]:
            if above.pos_ in ("VERB", "AUX"):
                who = subject(above)
                if who is None or who.pos_ != "PRON":
                    return None
                found = self._step(who.i)
                return found.key if found is not None else None
        return None
