"""Whose phrase a country's name, its capital or its people's name is: "Volkswagen Group Australia", "Kyiv said", "ethnic Albanians"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.code.actors.identity import Identity, bare
from pipeline.code.actors.names import proper_name
from pipeline.code.actors.phrases import core
from pipeline.code.places.countries import countries
from pipeline.records import Sector

if TYPE_CHECKING:
    from spacy.tokens import Token

    from pipeline.code.actors.candidates import Reading
    from pipeline.code.actors.homes import Homes
    from pipeline.parse.document import Document


class Nationals:
    """The countries and peoples of one article as actors."""

    def __init__(self, document: Document, reading: Reading, homes: Homes) -> None:
        self._document, self._reading, self._homes = document, reading, homes

    def of(self, token: Token, country: str, kind: str) -> Identity:
        """Who the last word of a nation's mention is; ``country`` (ISO 3166 alpha-3) and ``kind`` are the mention's."""
        start = self._reading.nation_at[token.i].first
        text = self._document.doc[start : token.i + 1].text
        if kind == "name" and (branch := self._branch(token, start, country)) is not None:
            return branch
        if kind == "name":
            return Identity(bare(text), country, country)
        if kind == "capital":
            if self._acts(token):
                return Identity(text, f"{country}-GOV", country, Sector.GOV)
            return Identity(text, None, country)
        if self._homes.ethnic(start):
            lives = self._homes.residence(token)
            return Identity(f"ethnic {text}", f"{lives}-CVL" if lives else None, lives, Sector.CVL)
        country = self._homes.residence(token) or country
        people = token.tag_ in ("NNS", "NNPS") or token.pos_ in ("NOUN", "PROPN")
        if not people and country in countries():
            return Identity(countries()[country].name, country, country)  # "Czech ... the country"
        return Identity(
            text, country if not people else f"{country}-CVL", country, Sector.CVL if people else Sector.UNK
        )

    def _branch(self, token: Token, start: int, country: str) -> Identity | None:
        """The organisation that has the country in its name: "Volkswagen Group Australia"."""
        first = core(self._document, token.i)[0]
        before = self._document[start - 1] if start > first else None
        if before is None or before.pos_ != "PROPN" or before.i in self._reading.nation_at:
            return None
        known = self._reading.known_at.get(before.i)
        body = known is not None and not known[2][0].person
        if not body and not (before.ent_type_ == "ORG" and token.ent_type_ == "ORG"):
            return None
        sector = known[2][0].sector if known is not None else Sector.UNK
        return Identity(proper_name(self._document, token, first, token.i + 1), None, country, sector)

    def _acts(self, token: Token) -> bool:
        """Whether a capital stands for its government here: it does something, or is dealt with."""
        if token.dep_ in ("nsubj", "poss", "agent"):
            return True
        return token.dep_ == "pobj" and token.head.lower_ in ("by", "with", "between", "against", "towards")
