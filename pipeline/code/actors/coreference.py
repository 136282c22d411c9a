"""Small rule-based coreference: pronouns, definite descriptions, abbreviations and "there".

Each anaphor gets the best of the candidates before it: right kind, gender and number, then subjects, names and what is near.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from pipeline.code.actors.candidates import Candidate, Kind, Reading
from pipeline.code.actors.definites import definite_kinds
from pipeline.code.actors.lexicon import noun
from pipeline.code.actors.phrases import core

if TYPE_CHECKING:
    from spacy.tokens import Token

    from pipeline.parse.document import Document

_REACH = {"person": 6, "people": 3, "org": 4, "country": 4, "place": 5, "thing": 1}
_HOPS = 5

_SINGULAR_MASCULINE = frozenset(["he", "him", "his", "himself"])
_SINGULAR_FEMININE = frozenset(["she", "her", "hers", "herself"])
_NEUTER = frozenset(["it", "its", "itself"])
_PLURAL = frozenset(["they", "them", "their", "theirs", "themselves"])
_RELATIVE = frozenset(["who", "whom", "whose", "which", "that"])
_LEADERS = frozenset(
    [
        "leader",
        "president",
        "premier",
        "chancellor",
        "minister",
        "king",
        "emperor",
        "emir",
        "sultan",
        "ruler",
        "chief",
        "dictator",
    ]
)
_PAIRED_PERSONS = frozenset(["leader", "president", "minister", "premier", "man", "negotiator", "envoy", "statesman"])
_TOWNS = frozenset(
    [
        "city",
        "town",
        "village",
        "settlement",
        "port",
        "hamlet",
        "township",
        "suburb",
        "resort",
        "stronghold",
        "metropolis",
        "outpost",
    ]
)
# Words in a name that say what kind of organisation it is.
_TELLING = frozenset(
    [
        "bank",
        "party",
        "ministry",
        "court",
        "university",
        "council",
        "parliament",
        "company",
        "airline",
        "union",
        "army",
        "newspaper",
        "school",
        "church",
        "hospital",
        "committee",
        "commission",
        "agency",
        "league",
        "museum",
        "institute",
        "foundation",
        "club",
    ]
)
# Who said something goes on saying: "he said" after "the minister told".
_SAYING = frozenset(
    [
        "say",
        "tell",
        "add",
        "stress",
        "warn",
        "announce",
        "note",
        "explain",
        "insist",
        "argue",
        "declare",
        "state",
        "claim",
        "continue",
        "write",
        "recall",
        "comment",
    ]
)
_PEOPLE_PLURALS = frozenset(
    ["police", "people", "staff", "crew", "public", "clergy", "personnel", "troops", "authorities", "forces"]
)

Fits = Callable[[Candidate], bool]

_readings: WeakKeyDictionary[Document, Coreference] = WeakKeyDictionary()


def _expletive(token: Token) -> bool:
    """ "It is clear that", "it took", "it rained": nothing is meant by the "it"."""
    if token.lower_ != "it" or token.dep_ not in ("nsubj", "nsubjpass", "expl"):
        return token.dep_ == "expl"
    verb = token.head
    if verb.lemma_ == "be" or token.dep_ == "nsubjpass":
        return any(
            child.dep_ in ("ccomp", "xcomp", "csubj", "advcl")
            and child.i > verb.i
            and child.left_edge.lower_ in ("that", "to", "whether", "how", "if", "for")
            for part in (verb, *(c for c in verb.rights if c.dep_ in ("acomp", "attr")))
            for child in part.rights
        )
    return verb.lemma_ in ("rain", "snow", "seem", "appear", "take", "remain") and any(
        child.dep_ in ("ccomp", "xcomp", "advcl") for child in verb.rights
    )


class Coreference:
    """The antecedents of one article."""

    def __init__(self, document: Document, reading: Reading | None = None) -> None:
        self._document = document
        self.reading = reading or Reading(document)
        self._frequency = Counter(candidate.key for candidate in self.reading.candidates)
        self._found: dict[int, Candidate | None] = {}

    @classmethod
    def of(cls, document: Document) -> Coreference:
        """The article's one Coreference: worked out at the first call, shared by all layers."""
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

    def _step(self, index: int) -> Candidate | None:
        if index not in self._found:
            self._found[index] = None  # a chain that comes back to itself ends
            self._found[index] = self._search(self._document[index])
        return self._found[index]

    def _search(self, token: Token) -> Candidate | None:
        word = token.lower_
        if word in _RELATIVE and token.tag_ in ("WP", "WDT", "WP$", "IN"):
            return self._relative(token)
        if token.pos_ == "PRON" or (token.tag_ == "PRP$"):
            return self._pronoun(token, word)
        if word in ("there", "here") and token.pos_ == "ADV":
            return self._best(token, ("place",), lambda c: not c.plural) if word == "there" else None
        if token.pos_ in ("NOUN", "PROPN"):
            return self._description(token)
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

    def _pronoun(self, token: Token, word: str) -> Candidate | None:
        if word in _SINGULAR_MASCULINE or word in _SINGULAR_FEMININE:
            other = "f" if word in _SINGULAR_MASCULINE else "m"
            return self._best(token, ("person",), lambda c: c.gender != other and not c.plural)
        if word in _NEUTER:
            if _expletive(token):
                return None
            return self._best(token, ("org", "country", "place", "thing"), lambda c: not c.plural)
        if word in _PLURAL:
            found = self._best(token, ("people", "person", "org", "country", "thing"), self._many)
            return self._with_conjuncts(found, token.i) if found else None
        return None

    def _with_conjuncts(self, candidate: Candidate, before: int) -> Candidate:
        """ "Brazil and Argentina ... they": the whole coordination."""
        last = candidate.last
        for child in self._document[candidate.head].rights:
            if child.dep_ == "conj" and (other := self.reading.candidate(child.i)) and other.last <= before:
                last = other.last
        return replace(candidate, last=last) if last != candidate.last else candidate

    def _many(self, candidate: Candidate) -> bool:
        if candidate.plural or candidate.kind == "people":
            return True
        if candidate.kind == "org":
            return True
        word = self._document[candidate.head].lower_
        return word in _PEOPLE_PLURALS

    def _best(self, token: Token, kinds: tuple[Kind, ...], fits: Fits) -> Candidate | None:
        """The most salient candidate before the token that fits."""
        here = self._document.sentence_number(token.i)
        best: Candidate | None = None
        best_score = float("-inf")
        for candidate in reversed(self.reading.candidates):
            if candidate.head >= token.i or candidate.last > token.i:
                continue
            distance = here - candidate.sentence
            if distance > max(_REACH.values()):
                break
            if candidate.kind not in kinds or distance > _REACH[candidate.kind] or not fits(candidate):
                continue
            if distance == 0 and self._same_clause(token, candidate):
                continue
            score = self._salience(token, candidate, distance)
            if score > best_score:
                best, best_score = candidate, score
        return best

    def _salience(self, token: Token, candidate: Candidate, distance: int) -> float:
        score = -3.0 * distance + min(self._frequency[candidate.key], 4) * 0.4
        score += 3.0 * candidate.subject + 2.0 * candidate.proper
        head = self._document[candidate.head]
        if candidate.subject and head.head.dep_ == "ROOT":
            score += 1.0
        if head.dep_ == "pobj" and head.head.head.pos_ in ("NOUN", "PROPN"):
            score -= 1.0
        if head.dep_ in ("poss", "appos", "conj"):
            score -= 0.5
        if token.lower_ in _NEUTER or token.lower_ in _PLURAL:
            score -= 4.0 * (candidate.kind == "thing")
            if candidate.kind == "country" and not candidate.proper:
                score -= 4.0
            if token.lower_ in _PLURAL and not candidate.plural:
                score -= 2.5
            if candidate.kind == "place" and token.dep_ in ("nsubj", "nsubjpass"):
                score -= 2.0
        if token.head.lemma_ in _SAYING and head.head.lemma_ in _SAYING and token.dep_ == "nsubj" and candidate.subject:
            score += 2.5
        if distance == 0:
            if token.tag_ == "PRP$" and candidate.subject and head.head in token.ancestors:
                score += 3.0
            score -= 0.02 * (token.i - candidate.head)
        return score

    def _same_clause(self, token: Token, candidate: Candidate) -> bool:
        """Two arguments of one verb are two, unless the later is reflexive or a possessive."""
        if token.tag_ == "PRP$" or token.lower_.endswith(("self", "selves")):
            # "Bush's father praised his ..." is fine; the possessor can't be the phrase it stands in.
            return candidate.first <= token.i < candidate.last
        head = self._document[candidate.head]
        mine = token.head if token.dep_ != "pobj" else token.head.head
        theirs = head.head if head.dep_ != "pobj" else head.head.head
        if mine.i == theirs.i and mine.pos_ in ("VERB", "AUX"):
            return True
        # "Smith said he" may be Smith; "he said Smith" comes too late anyway. A conjunct of the same verb is one argument.
        return token.dep_ == "conj" and token.head.i == candidate.head

    # --- "the city", "the group", "the minister", "the two leaders"

    def _description(self, token: Token) -> Candidate | None:
        candidate = self.reading.candidate(token.i)
        if candidate is None or (candidate.proper and not self._short_form(token)):
            return None
        if candidate.proper:
            return self._abbreviated(token)
        determiner, plain, country = self._determined(candidate)
        if not determiner:
            return None
        kinds = definite_kinds(token.lemma_.lower(), token.lower_)
        if kinds is None:
            return None
        closed = ("prep", "relcl") if kinds == "title" and country else ("prep", "relcl", "acl")
        if any(child.dep_ in closed for child in token.rights):
            return None
        if kinds == "pair":
            return self._pair(token) if determiner in ("the", "both", "these") else None
        if not plain and not country:
            return None
        if kinds == "title":
            return self._titled(token, country)
        if country and kinds != "org":
            return None
        if kinds == "org":
            return self._best(token, ("org",), lambda c: c.proper and not self._contradicts(c, token))
        if kinds == "country":
            return self._best(token, ("country",), lambda _: True)
        if token.lemma_.lower() not in _TOWNS:
            # "the island" is one that was called so, not the last town.
            return self._best(token, ("place", "country"), lambda c: self._called(c, token.lemma_.lower()))
        return self._best(token, ("place",), lambda c: c.proper or self._named_place(c))

    def _determined(self, candidate: Candidate) -> tuple[str, bool, str | None]:
        """(determiner, whether nothing else modifies the noun, the country that does)."""
        words = [self._document[index] for index in range(candidate.first, candidate.head)]
        if not words or words[0].lower_ not in ("the", "this", "that", "these", "those", "both", "either"):
            return "", False, None
        rest = [
            word
            for word in words[1:]
            if word.lower_ not in ("two", "same", "three", "entire", "whole", "warring", "rival")
        ]
        if not rest:
            return words[0].lower_, True, None
        hit = self.reading.nation_at.get(rest[0].i)
        if hit and hit.last == candidate.head:
            return words[0].lower_, False, hit.country
        return words[0].lower_, False, None

    def _named_place(self, candidate: Candidate) -> bool:
        """ "the eastern city of Pokrovsk": a place noun with its name."""
        return any(child.dep_ == "prep" and child.lower_ == "of" for child in self._document[candidate.head].rights)

    def _called(self, candidate: Candidate, word: str) -> bool:
        """Whether a candidate's own phrase has the noun: "the Kharkiv region", "the island of Samos"."""
        if self._document[candidate.head].lemma_.lower() == word:
            return candidate.last - candidate.first > 2 or self._named_place(candidate)
        head = self._document[candidate.head]
        return (
            candidate.proper
            and head.dep_ in ("pobj", "appos")
            and word in (head.head.lemma_.lower(), head.head.head.lemma_.lower())
        )

    def _contradicts(self, candidate: Candidate, token: Token) -> bool:
        """ "the court" is no charity: the noun stands in the name, or nothing known of the name speaks against it."""
        words = {self._document[index].lower_ for index in range(candidate.first, candidate.last)}
        word = token.lemma_.lower()
        if word in words:
            return False
        if word in _TELLING and words & (_TELLING - {word}):
            return True
        role = noun(word)
        if role is None or role.weak:
            return False
        known = self.reading.known_at.get(candidate.head)
        if known is not None:
            return all(entry.sector is not role.sector for entry in known[2])
        return word in _TELLING

    def _titled(self, token: Token, country: str | None) -> Candidate | None:
        """ "the minister": the last person who was given that title; "the Russian leader": one of that country."""
        word = token.lemma_.lower()
        wanted = _LEADERS if word == "leader" else frozenset({word})

        def fits(candidate: Candidate) -> bool:
            if not candidate.proper or candidate.plural:
                return False
            known = self.reading.known_at.get(candidate.head)
            offices = frozenset(known[2][0].office.lower().split()) if known and known[2][0].office else frozenset()
            if not (candidate.titles | offices) & wanted:
                return False
            if country is None:
                return True
            return bool(known and known[2][0].country == country) or any(
                hit.country == country for hit in self.reading.nations if candidate.first <= hit.first < candidate.last
            )

        return self._best(token, ("person",), fits)

    def _pair(self, token: Token) -> Candidate | None:
        """ "the two leaders", "both sides": the last two of a kind that stand together."""
        kind: Kind = "person" if token.lemma_.lower() in _PAIRED_PERSONS else "country"
        here = self._document.sentence_number(token.i)
        for candidate in reversed(self.reading.candidates):
            if candidate.last > token.i or here - candidate.sentence > 4:
                continue
            if not candidate.proper or not (candidate.kind == kind or (kind == "country" and candidate.kind == "org")):
                continue
            others = [child for child in self._document[candidate.head].rights if child.dep_ == "conj"]
            if others and self._document[candidate.head].dep_ != "conj":
                last = core(self._document, others[-1].i)[1]
                if last <= token.i:
                    return Candidate(
                        candidate.head, candidate.first, last, candidate.sentence, kind, plural=True, proper=True
                    )
        return None

    # --- abbreviations and surnames

    def _short_form(self, token: Token) -> bool:
        return token.text.isupper() and 2 <= len(token.text) <= 8

    def _abbreviated(self, token: Token) -> Candidate | None:
        """ "FIS" -> the name that was followed by "(FIS)"."""
        return self._abbreviations().get(token.text)

    def _abbreviations(self) -> dict[str, Candidate]:
        if not hasattr(self, "_short"):
            self._short: dict[str, Candidate] = {}
            for token in self._document.doc[1:-1]:
                if token.nbor(-1).text == "(" and token.nbor(1).text == ")" and self._short_form(token):
                    name = self._name_before(token.i - 1)
                    if name is not None:
                        self._short.setdefault(token.text, name)
        return self._short

    def _name_before(self, index: int) -> Candidate | None:
        """The name that ends right before the bracket, with its own prepositional phrases."""
        for candidate in self.reading.candidates:
            if not candidate.proper or candidate.last > index:
                continue
            if candidate.last == index or self._document[candidate.head].right_edge.i + 1 >= index > candidate.head:
                found = self._document[candidate.head]
                between = self._document.doc[candidate.last : index]
                if (
                    len(between) <= 8
                    and not any(token.is_punct for token in between)
                    and found.sent == self._document[index].sent
                ):
                    return Candidate(
                        candidate.head,
                        candidate.first,
                        index,
                        candidate.sentence,
                        candidate.kind,
                        proper=True,
                        key=candidate.key,
                    )
        return None
