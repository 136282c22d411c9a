"""What an article tells of its organisations where it names them: "Vedal, a Dutch brewer", and later only "Vedal"."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.code.actors.identity import Identity
from pipeline.code.actors.names import described_until
from pipeline.code.actors.nations import nation
from pipeline.code.actors.phrases import core
from pipeline.code.actors.wordlists import words
from pipeline.records import Sector

if TYPE_CHECKING:
    from collections.abc import Callable

    from spacy.tokens import Token

    from pipeline.code.actors.candidates import Reading
    from pipeline.code.actors.titles import Titles
    from pipeline.parse.document import Document

_LABELS = frozenset({"ORG", "PERSON", "PRODUCT", "GPE", ""})


class Told:
    """The organisations of one article that it describes; ``identity`` tells who a phrase is."""

    def __init__(
        self, document: Document, reading: Reading, titles: Titles, identity: Callable[[int, int], Identity]
    ) -> None:
        self._document, self._reading, self._titles, self._identity = document, reading, titles, identity
        self._found: dict[str, Identity] | None = None
        self._full: dict[str, dict[str, int]] | None = None

    def beside(self, token: Token, named: Identity, depth: int) -> Identity:
        """An unknown name with what stands beside it, or beside its other mentions."""
        if named.sector is not Sector.UNK or named.country is not None:
            return named
        for child in token.rights:
            if child.dep_ == "appos" and child.tag_ == "NN":
                found = self._titles.noun_ending(core(self._document, child.i)[0], child.i + 1)[1]
                if found is not None and found.kind == "group":
                    told = self._identity(child.i, depth)
                    return replace(named, country=told.country, sector=told.sector)
        longer = self._in_full(token)
        if longer is not None:
            return self._identity(longer, depth)
        if self._reading.label(token) in _LABELS:
            told = self.elsewhere().get(named.name, named)
            return replace(named, country=told.country, sector=told.sector, entity=told.entity)
        return named

    def _in_full(self, token: Token) -> int | None:
        """The head of the one longer name that begins with this word: "Tribune" after "Tribune Co."."""
        if token.ent_type_ not in ("ORG", "PRODUCT") or core(self._document, token.i) != (token.i, token.i + 1):
            return None
        if self._full is None:
            self._full = {}
            for candidate in self._reading.candidates:
                entity = self._document[candidate.head]
                if (
                    candidate.kind == "org"
                    and candidate.proper
                    and entity.ent_type_ == "ORG"
                    and entity.ent_iob_ == "I"
                ):
                    first = candidate.head
                    while self._document[first].ent_iob_ == "I":
                        first -= 1
                    self._full.setdefault(self._document[first].text, {}).setdefault(
                        self._document.text(first, candidate.head + 1), candidate.head
                    )
        found = self._full.get(token.text, {})
        if len(found) != 1 or token.text in words("no-short-form") or nation(token.text) is not None:
            return None
        return next(iter(found.values()))

    def elsewhere(self) -> dict[str, Identity]:
        """Who is described anywhere in the article, by name."""
        if self._found is None:
            self._found = {}
            for candidate in self._reading.candidates:
                token = self._document[candidate.head]
                beside = token.dep_ == "appos" or any(child.dep_ == "appos" for child in token.rights)
                described = described_until(self._document, candidate.first, token.i) > candidate.first
                if candidate.kind != "org" or not (beside or described):
                    continue
                known = self._identity(candidate.head, 1)
                business = known.sector is Sector.BUS and known.name[:1].isupper()
                if known.sector is not Sector.UNK and (token.pos_ == "PROPN" or business):
                    self._found.setdefault(known.name, known)
        return self._found
