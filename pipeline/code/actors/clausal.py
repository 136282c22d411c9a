"""What the clause itself tells about whom a pronoun stands for, and whom a pronoun fits at all."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.code.actors.phrases import SUBJECTS, subject
from pipeline.code.actors.salience import NEUTER, PLURAL
from pipeline.code.actors.wordlists import words

if TYPE_CHECKING:
    from spacy.tokens import Token

    from pipeline.code.actors.candidates import Candidate, Reading
    from pipeline.code.actors.lexicon import Gender
    from pipeline.parse.document import Document

_FRONTED = 6  # words from a pronoun up to the verb of its clause

MASCULINE = frozenset(["he", "him", "his", "himself"])
FEMININE = frozenset(["she", "her", "hers", "herself"])
GENDERED: dict[str, Gender] = {**dict.fromkeys(MASCULINE, "m"), **dict.fromkeys(FEMININE, "f")}
RELATIVE = frozenset(["who", "whom", "whose", "which", "that"])


class Clauses:
    """The clauses of one article, asked about their pronouns."""

    def __init__(self, document: Document, reading: Reading) -> None:
        self._document = document
        self._reading = reading

    def agrees(self, candidate: Candidate, word: str) -> bool:
        """Whether a pronoun can stand for it."""
        if (gender := GENDERED.get(word)) is not None:
            person = candidate.kind == "person" or candidate.perhaps
            return person and candidate.gender in (gender, "") and not candidate.plural
        if word in NEUTER:
            return candidate.kind in ("org", "country", "place", "thing") and not candidate.plural
        return word in PLURAL and self._many(candidate)

    def _many(self, candidate: Candidate) -> bool:
        """Whether "they" can stand for it: several, or what consists of people."""
        several = candidate.plural or candidate.kind in ("people", "org")
        return several or self._document[candidate.head].lower_ in words("collectives")

    def said_before(self, token: Token, word: str) -> int | None:
        """The same pronoun as the subject of a clause around this one: "they warned of the areas that they target"."""
        if word not in PLURAL and word not in GENDERED:
            return None
        for above in token.ancestors:
            who = subject(above)
            if who is not None and who.i < token.i and who.lower_ == word:
                return int(who.i)
        return None

    def owner(self, token: Token, word: str) -> tuple[Candidate | None] | None:
        """Whose it is by the clause: "those who stand by their refusal", "As part of its drill, the army closed roads".

        None where the clause does not tell; a tuple with None where it is somebody without a name.
        """
        other = token.head
        if other.dep_ == "conj" and other.head.i < token.i and other.head.pos_ in ("NOUN", "PROPN"):
            found = self._reading.candidate(other.head.i)  # "Peru and its allies"
            if found is not None and self.agrees(replace(found, plural=word in PLURAL), word):
                return (found,)
        verb = next((above for above in list(token.ancestors)[:_FRONTED] if above.pos_ in ("VERB", "AUX")), None)
        if verb is None:
            return None
        who = subject(verb)
        if who is None:
            return None
        if who.lower_ in RELATIVE and verb.dep_ == "relcl" and who.i < token.i:
            whose = verb.head
            if whose.pos_ == "PRON":
                return (None,) if word in PLURAL and whose.lower_ in ("those", "these") else None
            found = self._reading.candidate(whose.i)
            return (found,) if found is not None and self.agrees(found, word) else None
        ahead = token.i < who.i and verb.dep_ == "ROOT" and self._fronted(token, verb)
        found = self._reading.candidate(who.i) if ahead else None
        return (found,) if found is not None and found.proper and self.agrees(found, word) else None

    def announcer(self, token: Token) -> Candidate | None:
        """A lone name that says what "it" will do is a firm's, even where it was taken for a person's: "Molson said it will"."""
        clause = token.head
        if token.dep_ not in SUBJECTS or clause.dep_ not in ("ccomp", "acl", "relcl"):
            return None
        owner = next((child for child in clause.head.lefts if child.dep_ == "poss"), None)
        if owner is not None and clause.left_edge.lower_ in ("that", token.lower_):  # "the group's threat that it will"
            found = self._reading.candidate(owner.i)
            return found if found is not None and self.agrees(found, token.lower_) else None
        who = next((child for child in clause.head.lefts if child.dep_ == "nsubj"), None)
        found = self._reading.candidate(who.i) if who is not None else None
        if found is None or found.kind != "person" or not found.proper or found.titles or found.gender:
            return None
        return found if clause.head.lemma_ in words("firms-say") else None

    def ahead(self, token: Token, word: str) -> Candidate | None:
        """Who is named behind the clause that opens the sentence: "After he met the union, Minister Karim Daud resigned"."""
        clause = token.head
        verb = clause.head
        who = subject(verb)
        if token.dep_ not in SUBJECTS or clause.dep_ != "advcl" or who is None or token.i > who.i:
            return None
        found = self._reading.candidate(who.i) if self._fronted(token, verb) else None
        return found if found is not None and found.proper and self.agrees(found, word) else None

    def _fronted(self, token: Token, verb: Token) -> bool:
        """Whether the phrase opens the sentence and a comma ends it, with no name in it before the pronoun."""
        first = self._document.sentence(token.i).start
        begins = next((above for above in token.ancestors if above.head.i == verb.i), None)
        if begins is None or begins.dep_ not in ("prep", "advcl") or begins.left_edge.i != first:
            return False
        named = any(each.proper and first <= each.head < token.i for each in self._reading.candidates)
        return not named and self._document[begins.right_edge.i + 1].text == ","
