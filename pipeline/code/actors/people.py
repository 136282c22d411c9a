"""Who a named person is: by the table of office-holders, else by all that the article says of that name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.code.actors.identity import DOMESTIC, OFFICES, Identity, bare
from pipeline.code.actors.persons import Persons, holder, known_by
from pipeline.code.actors.phrases import core
from pipeline.records import Sector

if TYPE_CHECKING:
    from datetime import date

    from spacy.tokens import Token

    from pipeline.code.actors.candidates import Reading
    from pipeline.code.actors.homes import Homes
    from pipeline.code.actors.lexicon import KnownActor
    from pipeline.code.actors.roles import Roles
    from pipeline.code.actors.titles import Titles
    from pipeline.code.actors.told import Told
    from pipeline.parse.document import Document


# Who is taken for one of the article's country though nobody says so: a star, a player or a priest may be on a visit.
_AT_HOME = DOMESTIC - {Sector.REL, Sector.CVL}


class People:
    """The identities of one article's persons."""

    def __init__(
        self,
        document: Document,
        reading: Reading,
        day: date | None,
        *,
        titles: Titles,
        homes: Homes,
        roles: Roles,
        told: Told,
    ) -> None:
        self._document, self._reading, self._titles = document, reading, titles
        self._homes, self._roles, self._told, self._day = homes, roles, told, day
        self._persons = Persons(document, reading, titles)
        self._former = self._left_office()

    def _left_office(self) -> set[str]:
        """The names of those whom the article calls former anywhere."""
        found = set()
        for index, (start, end, known) in self._reading.known_at.items():
            if known[0].person and index == end - 1 and self._titles.former(core(self._document, index)[0], start):
                found.add(known[0].name)
        return found

    def of_known(self, known: KnownActor, token: Token, first: int) -> Identity:
        sector = known.sector
        if known.person:
            titled, weak = self._roles.sector(token, first)
            over = self._day is not None and known.last_day is not None and self._day > known.last_day
            left = known.name in self._former and (self._day is None or known.distance(self._day) > 0)
            if titled is not None and (not weak or titled is Sector.ELI):
                sector = titled
            elif self._day is not None and known.first_day is not None and self._day < known.first_day:
                sector = self._told_elsewhere(token.i)
            elif titled not in OFFICES and (over or (left and sector in OFFICES)):
                # "President Roe" is in office for whoever writes so, whatever the table says
                called = Sector.UNK if left else self._told_elsewhere(token.i)
                sector = called if called in OFFICES else Sector.ELI
        return Identity(known.name, known.entity, known.country, sector)

    def _told_elsewhere(self, head: int) -> Sector:
        """What the article says of somebody whose term is still to come."""
        for each in self._persons.heads(head):
            told = self._roles.sector(self._document[each], core(self._document, each)[0])[0]
            if told is not None:
                return told
        return Sector.UNK

    def of(self, token: Token) -> Identity:
        start, end = self._titles.name_tokens(token.i)
        surname = self._document[end - 1].text
        full = self._persons.full(token.i)
        name = full.text if full else self._document.text(start, end)
        known = known_by(name, self._day) if full else None
        if known is not None:
            return self.of_known(known, token, core(self._document, token.i)[0])
        sector: Sector | None = None
        country: str | None = None
        for head in self._persons.heads(token.i):
            here = self._document[head]
            begin = core(self._document, head)[0]
            sector = sector or self._roles.sector(here, begin)[0]
            country = country or self._homes.modifier(begin, self._titles.name_tokens(head)[0], person=True)
            owner = self._roles.owner(begin, self._titles.name_tokens(head)[0])  # "IDF commander Ann Roe"
            country = country or (owner.country if owner is not None else None)
            if sector is not Sector.IGO:  # its staff are sent to countries that aren't theirs
                country = country or self._homes.apposed(here)
            if sector is not None and country is not None:
                break
        if sector is None and country is None:
            for head in self._persons.heads(token.i)[:2]:
                body = self._roles.spoken_for(self._document[head], core(self._document, head)[0])
                if body is not None:
                    sector, country = body.sector, body.country
                    break
        if full is None and end - start < 2:
            table = holder(surname, self._title_words(token.i, start), country, self._homes.context, self._day)
            if table is not None:
                return Identity(table.name, table.entity, table.country, sector or table.sector)
        if country is None and sector in _AT_HOME:
            country = self._homes.at_home(sector, token)
            if country is None and sector in OFFICES:
                country = self._homes.near(token)
        if country is None and sector is None and name in self._told.elsewhere():
            return self._told.elsewhere()[name]  # a company that the recogniser takes for a person
        entity = (
            f"{country}-{(sector or Sector.UNK).value}-{re.sub(r'[^A-Z]+', '', surname.upper())}"
            if country and sector
            else None
        )
        return Identity(bare(name), entity, country, sector or Sector.UNK)

    def _title_words(self, head: int, start: int) -> frozenset[str]:
        return frozenset(self._document[index].lower_ for index in range(core(self._document, head)[0], start))
