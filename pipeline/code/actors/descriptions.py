"""Descriptions that take up a name: "the city", "the group", "the minister", "the two leaders", "(FIS)"."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from pipeline.code.actors.abbreviations import Abbreviations
from pipeline.code.actors.ages import Ages
from pipeline.code.actors.candidates import Candidate, Kind, Reading
from pipeline.code.actors.definites import definite_kinds
from pipeline.code.actors.lexicon import noun
from pipeline.code.actors.pairs import Pairs
from pipeline.code.actors.wordlists import words
from pipeline.parse.tags import AGED
from pipeline.records import Sector

if TYPE_CHECKING:
    from spacy.tokens import Token

    from pipeline.parse.document import Document

Fits = Callable[[Candidate], bool]
Best = Callable[["Token", tuple[Kind, ...], Fits], "Candidate | None"]

_SAME_BACK = 5
_BODIES = ("org", "pair")


class Descriptions:
    """The definite descriptions and abbreviations of one article; ``best`` chooses among candidates."""

    def __init__(self, document: Document, reading: Reading, best: Best) -> None:
        self._document, self._reading, self._best = document, reading, best
        self._abbreviations, self._pairs = Abbreviations(document, reading), Pairs(document, reading)
        self._ages = Ages(document, reading)

    def resolve(self, token: Token) -> Candidate | None:
        """What a description or an abbreviation takes up; None when it stands for itself."""
        short = self._abbreviations.name(token)
        if short is not None:
            return short
        candidate = self._reading.candidate(token.i)
        if candidate is None or candidate.proper:
            return self._last_word(token, candidate)
        determiner, plain, country = self._determined(candidate)
        if not determiner:
            return None
        if token.lemma_ == AGED and determiner == "the":
            return self._ages.named(token, candidate)
        kinds = definite_kinds(token.lemma_.lower(), token.lower_)
        if kinds is None and candidate.kind == "person" and plain and determiner == "the":
            kinds = "title"  # "the actress" after "the actress Ann Roe"
        if plain and (kinds in _BODIES or candidate.kind in ("org", "people")) and not self._restricted(token):
            same = self._same_noun(candidate)
            named = self._named_body(token) if same is not None and kinds == "org" else None
            if same is not None and (named is None or named.sentence < same.sentence):
                return same
        if kinds is None:
            return None
        closed = ("prep", "relcl") if kinds == "title" and country else ("prep", "relcl", "acl")
        if any(child.dep_ in closed and not self._aside(child) for child in token.rights):
            return None
        if kinds == "pair":
            return self._pairs.together(token) if determiner in ("the", "both", "these") else None
        if kinds == "title":
            named = self._titled(token, country) if plain or country else None
            return named or self._same_person(candidate, plain=plain)
        if not plain and not country:
            return None
        if country and kinds != "org":
            return None
        if kinds == "org":
            return self._named_body(token, country)
        if kinds == "country":
            return self._best(token, ("country",), lambda _: True)
        if token.lemma_.lower() not in words("towns"):
            # "the island" is one that was called so, not the last town.
            return self._best(token, ("place", "country"), lambda c: self._called(c, token.lemma_.lower()))
        word = token.lemma_.lower()  # "the town" is the one called so before it is the last place
        return self._best(token, ("place",), lambda c: self._called(c, word)) or self._best(
            token, ("place",), lambda c: c.proper or self._named_place(c)
        )

    def parts(self, index: int) -> list[Candidate]:
        """ "The two leaders" after "A met B": the two that stood apart; empty where they stood together or are not two."""
        token = self._document[index]
        candidate = self._reading.candidate(index)
        if candidate is None or candidate.proper or token.pos_ != "NOUN" or self.resolve(token) is not None:
            return []
        determiner, plain, _ = self._determined(candidate)
        pair = determiner and plain and definite_kinds(token.lemma_.lower(), token.lower_) == "pair"
        return self._pairs.apart(token, candidate) if pair else []

    def _last_word(self, token: Token, candidate: Candidate | None) -> Candidate | None:
        """ "The Commission" after "the European Commission": the last body whose name ends so."""
        if candidate is None or token.tag_ != "NNP" or token.i in self._reading.known_at:
            return None
        inside = self._document.doc[candidate.first : candidate.last]
        if len(inside) != 2 or inside[0].lower_ != "the" or definite_kinds(token.lower_, token.lower_) != "org":
            return None
        return self._best(
            token, ("org",), lambda c: c.last - c.first > 2 and self._document[c.last - 1].text == token.text
        )

    def _named_body(self, token: Token, country: str | None = None) -> Candidate | None:
        several = token.tag_ in ("NNS", "NNPS")  # "the governments" are no one agency

        def fits(candidate: Candidate) -> bool:
            body = candidate.proper and candidate.plural >= several and not self._contradicts(candidate, token)
            return body and not self._of_others(candidate, country)

        def called(candidate: Candidate) -> bool:
            inside = self._document.doc[candidate.first : candidate.last]
            return fits(candidate) and any(word.lower_ == token.lower_ for word in inside)

        # "the council" is the State Council before it is the Audit Office
        return self._best(token, ("org",), called) or self._best(token, ("org",), fits)

    def _restricted(self, token: Token) -> bool:
        return any(child.dep_ in ("prep", "relcl", "acl", "appos", "conj") for child in token.rights)

    def _aside(self, clause: Token) -> bool:
        """Whether a relative clause only adds something: "the journalist, who works for a daily, said"."""
        return clause.dep_ == "relcl" and self._document[max(0, clause.left_edge.i - 1)].text == ","

    def _same_noun(self, candidate: Candidate) -> Candidate | None:
        """ "The coalition" after "a U.S.-led coalition": what the same noun was said of with more words, if of one only."""
        told = [earlier for earlier in self._said_before(candidate) if self._told(earlier)]
        apart = any(self._modifiers(earlier) != self._modifiers(told[0]) for earlier in told)
        return None if not told or (apart and candidate.plural) else told[0]

    def _same_person(self, candidate: Candidate, *, plain: bool) -> Candidate | None:
        """ "The farmer" after "an Iraqi farmer": the last one of whom the same noun was said with as many words or more."""
        if any(child.dep_ == "appos" for child in self._document[candidate.head].rights):
            return None  # "the spokesman, Ann Roe"
        said = self._modifiers(candidate)
        return next(
            (
                earlier
                for earlier in self._said_before(candidate)
                if (plain or said <= self._modifiers(earlier)) and (self._article(earlier) or self._told(earlier))
            ),
            None,
        )

    def _said_before(self, candidate: Candidate) -> Iterator[Candidate]:
        """The phrases with the same noun in the same number in the sentences before, the nearest first."""
        token = self._document[candidate.head]
        for earlier in reversed(self._reading.candidates):
            if earlier.last > candidate.first:
                continue
            if candidate.sentence - earlier.sentence > _SAME_BACK:
                return
            head = self._document[earlier.head]
            same = head.lemma_.lower() == token.lemma_.lower() and head.tag_[-1] == token.tag_[-1]
            if same and not earlier.proper and head.dep_ not in ("appos", "attr"):
                yield earlier

    def _article(self, candidate: Candidate) -> bool:
        """Whether somebody is new where the phrase stands: "an Iraqi farmer", "Delta's spokesman"."""
        return any(
            child.lower_ in ("a", "an") or (child.dep_ == "poss" and child.pos_ != "PRON")
            for child in self._document[candidate.head].lefts
        )

    def _told(self, candidate: Candidate) -> bool:
        """Whether a phrase says more than its noun: whose it is, what it is called."""
        inside = range(candidate.first, candidate.head)
        marked = any(
            index in self._reading.nation_at or index in self._reading.known_at or self._document[index].pos_ == "PROPN"
            for index in inside
        )
        return marked or any(
            child.dep_ == "prep" and child.lower_ == "of" and any(inner.pos_ == "PROPN" for inner in child.rights)
            for child in self._document[candidate.head].rights
        )

    def _modifiers(self, candidate: Candidate) -> frozenset[str]:
        inside = self._document.doc[candidate.first : candidate.head]
        named = (token for token in inside if token.pos_ in ("PROPN", "ADJ") or token.text[:1].isupper())
        return frozenset(token.lower_ for token in named if token.pos_ != "DET")

    def _determined(self, candidate: Candidate) -> tuple[str, bool, str | None]:
        """(determiner, whether nothing else modifies the noun, the country that does)."""
        before = [self._document[index] for index in range(candidate.first, candidate.head)]
        if not before or before[0].lower_ not in ("the", "this", "that", "these", "those", "both", "either"):
            return "", False, None
        rest = [word for word in before[1:] if word.lower_ not in words("unnarrowing")]
        if not rest:
            return before[0].lower_, True, None
        hit = self._reading.nation_at.get(rest[0].i)
        if hit and hit.last == candidate.head:
            return before[0].lower_, False, hit.country
        return before[0].lower_, False, None

    def _named_place(self, candidate: Candidate) -> bool:
        """ "the eastern city of Pokrovsk": a place noun with its name."""
        return any(child.dep_ == "prep" and child.lower_ == "of" for child in self._document[candidate.head].rights)

    def _called(self, candidate: Candidate, word: str) -> bool:
        """Whether a candidate's own phrase has the noun: "the Kharkiv region", "the island of Samos"."""
        if self._document[candidate.head].lemma_.lower() == word:
            inside = self._document.doc[candidate.first : candidate.head]
            return self._named_place(candidate) or any(token.pos_ == "PROPN" for token in inside)
        head = self._document[candidate.head]
        if candidate.proper and any(part.dep_ == "appos" and part.lemma_.lower() == word for part in head.rights):
            return True  # "Bala, an unremarkable town"
        return (
            candidate.proper
            and head.dep_ in ("pobj", "appos")
            and word in (head.head.lemma_.lower(), head.head.head.lemma_.lower())
        )

    def _of_others(self, candidate: Candidate, country: str | None) -> bool:
        """Whether all that it can be are of another country: "the German company" is not Gazprom."""
        known = self._reading.known_at.get(candidate.head)
        told = {entry.country for entry in known[2]} - {None} if known is not None else set()
        return country is not None and bool(told) and country not in told

    def _contradicts(self, candidate: Candidate, token: Token) -> bool:
        """ "the court" is no charity: the noun stands in the name, or nothing known of the name speaks against it."""
        inside = {self._document[index].lower_ for index in range(candidate.first, candidate.last)}
        word, telling = token.lemma_.lower(), words("telling")
        if word in inside:
            return False
        if word in telling and inside & (telling - {word}):
            return True
        role = noun(word)
        known = self._reading.known_at.get(candidate.head)
        if role is not None and role.weak and known is not None and word in words("allied"):
            return all(entry.sector is Sector.BUS for entry in known[2])
        if role is None or role.weak:
            return False
        if known is not None:
            return all(entry.sector is not role.sector for entry in known[2])
        return word in telling and word != "company"  # what no table knows is a company more often than a court

    def _titled(self, token: Token, country: str | None) -> Candidate | None:
        """ "the minister": the last person who was given that title; "the Russian leader": one of that country."""
        word = token.lemma_.lower()
        wanted = words("leaders") if word == "leader" else frozenset({word})

        def fits(candidate: Candidate) -> bool:
            if not candidate.proper or candidate.plural:
                return False
            known = self._reading.known_at.get(candidate.head)
            holds = known is not None and known[2][0].distance(self._reading.day) == 0
            offices = frozenset((known[2][0].office or "").lower().split()) if known and holds else frozenset()
            if not (candidate.titles | offices) & wanted:
                return False
            if country is None:
                return True
            return bool(known and known[2][0].country == country) or any(
                hit.country == country for hit in self._reading.nations if candidate.first <= hit.first < candidate.last
            )

        return self._best(token, ("person",), fits) or self._only(token, fits)

    def _only(self, token: Token, fits: Fits) -> Candidate | None:
        """However far back: the one person of the article before who fits."""
        found = {
            candidate.key: candidate
            for candidate in self._reading.candidates
            if candidate.kind == "person" and candidate.last <= token.i and fits(candidate)
        }
        return next(iter(found.values())) if len(found) == 1 else None
