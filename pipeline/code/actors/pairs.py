"""Two who were named before: "the two leaders", "both sides", "the pair"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.code.actors.candidates import Candidate, Kind, Reading
from pipeline.code.actors.phrases import core
from pipeline.code.actors.wordlists import words

if TYPE_CHECKING:
    from spacy.tokens import Token

    from pipeline.parse.document import Document

_SENTENCES_BACK = 3


def _persons() -> frozenset[str]:
    return words("paired-offices") | words("paired-people")


class Pairs:
    """The pairs of one article."""

    def __init__(self, document: Document, reading: Reading) -> None:
        self._document, self._reading = document, reading

    def together(self, token: Token) -> Candidate | None:
        """ "the two leaders", "both sides": the last two of a kind that stand together."""
        kind: Kind = "person" if token.lemma_.lower() in _persons() else "country"
        here = self._document.sentence_number(token.i)
        for candidate in reversed(self._reading.candidates):
            if candidate.last > token.i or here - candidate.sentence > 4:
                continue
            bodies = kind == "country" and token.lower_ not in words("paired-countries")
            if not self._named(candidate) or not (candidate.kind == kind or (bodies and candidate.kind == "org")):
                continue
            above = self._document[candidate.head].head
            if above.dep_ == "agent" and above.head.lemma_ in words("mediates"):
                continue  # who mediates is neither side
            if above.i == token.head.i or (above.is_ancestor(token) and candidate.subject):
                continue  # who urges "the governments" is not they
            others = [child for child in self._document[candidate.head].rights if child.dep_ == "conj"]
            if others and self._document[candidate.head].dep_ != "conj":
                last = core(self._document, others[-1].i)[1]
                if last <= token.i:
                    return Candidate(
                        candidate.head, candidate.first, last, candidate.sentence, kind, plural=True, proper=True
                    )
        return None

    def _named(self, candidate: Candidate) -> bool:
        """Whether it is named, or a country's own: "Sudan's army"."""
        inside = range(candidate.first, candidate.head)
        return candidate.proper or any(index in self._reading.nation_at for index in inside)

    def apart(self, token: Token, candidate: Candidate) -> list[Candidate]:
        """ "The two leaders" after "A met B": the two that stood apart; empty where they are not two."""
        kinds: tuple[Kind, ...] = ("country", "place", "org")
        if token.lemma_.lower() in _persons():
            kinds = ("person",)
        elif token.lower_ in words("paired-countries"):
            kinds = ("country", "place")
        here = self._document.sentence_number(token.i)
        for back in range(_SENTENCES_BACK):
            found: dict[str, Candidate] = {}
            for earlier in self._reading.candidates:
                named = earlier.proper or earlier.kind == "country"
                before = earlier.sentence == here - back and earlier.last <= candidate.first
                if before and named and earlier.kind in kinds:
                    found.setdefault(earlier.key, earlier)
            if len(found) == 2:
                return list(found.values())
            if len(found) > 2:
                break
        return []
