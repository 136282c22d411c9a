"""Whose phrase it is: canonical name, stable id, country and sector, from the article's own words first."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.code.actors.beside import role_of
from pipeline.code.actors.counted import kind_of, ones_before, people, uncounted
from pipeline.code.actors.homes import Homes
from pipeline.code.actors.identity import DOMESTIC, OFFICES, Identity
from pipeline.code.actors.lexicon import KnownActor, Noun, best_known, noun
from pipeline.code.actors.names import described_until, name_beside, place_name, proper_name, unknown_owner
from pipeline.code.actors.nationals import Nationals
from pipeline.code.actors.numbers import quantities
from pipeline.code.actors.people import People
from pipeline.code.actors.phrases import core
from pipeline.code.actors.roles import Roles
from pipeline.code.actors.titles import Titles, complement
from pipeline.code.actors.told import Told
from pipeline.code.actors.victims import Victims
from pipeline.code.actors.wordlists import words
from pipeline.records import Sector

if TYPE_CHECKING:
    from spacy.tokens import Token

    from pipeline.code.actors.candidates import Candidate, Reading
    from pipeline.parse.document import Document
    from pipeline.records import PlaceMention

_DEPTH = 4


# Those of a body who are called otherwise elsewhere: "Hamas commanders" are no soldiers, "BJP workers" in no union.
_OWNED = frozenset({(Sector.MIL, Sector.REB), (Sector.LAB, Sector.PTY)})


class Resolver:
    """Identities of the phrases of one article."""

    def __init__(self, document: Document, reading: Reading, places: list[PlaceMention]) -> None:
        self.document, self.reading = document, reading
        self._day = reading.day
        self._titles, self._homes = Titles(document, reading), Homes(document, reading, places, self._day)
        self._roles = Roles(document, reading, self._homes, self._day, lambda head: self.identity(head, _DEPTH))
        self._nationals = Nationals(document, reading, self._homes)
        self._victims = Victims(self._homes)
        self._known: dict[int, Identity] = {}
        self._told = Told(document, reading, self._titles, self.identity)
        self._people = People(
            document, reading, self._day, titles=self._titles, homes=self._homes, roles=self._roles, told=self._told
        )

    # --- identities

    def identity(self, head: int, depth: int = 0) -> Identity:
        """Who the phrase with this head is."""
        found = self._known.get(head)
        if found is None:
            found = self._identify(self.document[head], depth)
            if depth < _DEPTH:  # what was looked at in a hurry is not kept
                self._known[head] = found
        return found

    def owned(self, head: int, owner: Identity) -> Identity:
        """Who a noun with a possessive pronoun is ("its forces"): of the owner's country, unless it names its own."""
        token, identity = self.document[head], self.identity(head)
        if token.pos_ != "NOUN" or owner.country is None or self._homes.modifier(*core(self.document, head)):
            return identity
        known = identity.entity is not None and identity.sector is not Sector.UNK
        entity = f"{owner.country}-{identity.sector.value}" if known else identity.entity
        return replace(identity, country=owner.country, entity=entity)

    def _identify(self, token: Token, depth: int) -> Identity:
        first, last = core(self.document, token.i)
        known = self._known_actor(token, first) or self._classed(token)
        if known is not None:
            return self._people.of_known(known, token, first)
        hit = self.reading.nation_at.get(token.i)
        if hit is not None and hit.first <= token.i < hit.last:
            return self._nationals.of(token, hit.country, hit.kind)
        country = self._country_beside(token)
        if country is not None:
            return self.identity(country.i, depth + 1)
        named = self._titles.named_after(token)
        if named is not None:
            person = self.identity(named.i, depth + 1)
            if named.dep_ != "pobj" or depth >= _DEPTH:
                return person
            described = self._of_noun(token, first, last, depth)
            return replace(described, name=person.name, entity=None)
        counted = self._of_counted(token, first, last, depth)
        if counted is not None:
            return counted
        candidate = self.reading.candidate(token.i)
        if self._named_person(candidate):
            return self._people.of(token)
        beside = token.head.i if token.dep_ == "appos" and token.tag_ == "NN" else None
        describes = candidate is not None and candidate.kind == "person" and depth < _DEPTH
        if beside is not None and describes and self._named_person(self.reading.candidate(beside)):
            return self.identity(beside, depth + 1)  # "Ann Roe, the minister who opened it"
        described = self._of_noun(token, first, last, depth)
        if token.pos_ == "PROPN":
            return self._told.beside(token, described, depth + 1) if depth < _DEPTH else described
        called = name_beside(token, described)
        return described if called is None or depth >= _DEPTH else self._called(called, described, depth)

    def _of_counted(self, token: Token, first: int, last: int, depth: int) -> Identity | None:
        """Who is only counted, or some of a kind ("one of the miners"), or what a firm has on the market."""
        if depth >= _DEPTH:
            return None
        kind = kind_of(token)
        if kind is not None:
            whole = self.identity(kind.i, depth + 1)
            named = next((part for part in token.rights if part.dep_ == "appos" and part.ent_type_ == "PERSON"), None)
            if named is not None:  # "one of the girls, Amina Ali"
                return replace(whole, name=self.identity(named.i, depth + 1).name, entity=None)
            here = whole.country or (self._homes.scene(token) if whole.sector in DOMESTIC else None)
            return replace(whole, name=uncounted(whole.name), country=here)
        fellows = ones_before(self.document, token)
        if fellows is not None:
            return replace(self.identity(fellows.i, depth + 1), name=proper_name(self.document, token, first, last))
        if people(token):
            settled, here = self._here(token)
            here = here if settled else self._homes.at_home(Sector.CVL, token)
            text = proper_name(self.document, token, first, last)
            return Identity(text, f"{here}-CVL" if here else None, here, Sector.CVL)
        owner = complement(token) if token.lemma_.lower() in words("papers-of") else None
        if owner is not None and owner.pos_ == "PROPN":
            firm = self.identity(owner.i, depth + 1)  # "shares of Goldman Sachs"
            if firm.sector is Sector.BUS:
                return Identity(f"{firm.name} {token.lower_}", None, firm.country, firm.sector)
        return None

    def _named_person(self, candidate: Candidate | None) -> bool:
        """Whether it is somebody's name, and no title alone."""
        if candidate is None or candidate.kind != "person" or not candidate.proper:
            return False
        return role_of(self.document, candidate.head) is None

    def _country_beside(self, token: Token) -> Token | None:
        """The country that a noun describes: "another leftist nation, Bolivia", "the kingdom of Bhutan"."""
        if token.tag_ != "NN" or token.lemma_.lower() not in words("lands"):
            return None
        of = (child for prep in token.rights if prep.lower_ == "of" for child in prep.children if child.dep_ == "pobj")
        for child in (*of, *(child for child in token.rights if child.dep_ == "appos")):
            hit = self.reading.nation_at.get(child.i)
            if hit is not None and hit.kind == "name" and hit.last == child.i + 1:
                return child
        return None

    def _called(self, name: Token, described: Identity, depth: int) -> Identity:
        """Who is described, under the name: known by it, else of the country and sector that the description gives."""
        known = self.identity(name.i, depth + 1)
        if known.entity is not None and known.sector is not Sector.UNK:
            return known
        entity = re.sub(r"[^A-Z]+", "", name.text.upper())
        return replace(described, name=known.name, entity=f"{described.entity}-{entity}" if described.entity else None)

    def _known_actor(self, token: Token, first: int) -> KnownActor | None:
        """An office-holder or organisation whose name ends at the head (or holds it)."""
        found = self.reading.known_at.get(token.i)
        if found is None or found[0] < first - 8:
            return None
        start, end, candidates = found
        if end != token.i + 1 and not (start <= token.i < end and token.head.i not in range(start, end)):
            return None
        if any(self.document[index].lower_ in words("courtesy") for index in range(max(0, start - 2), start)):
            return None  # "Sir Jan Temu" is no firm
        stated = self._homes.modifier(first, start)
        best = best_known(candidates, self._day, stated)
        if best.person and stated and best.country and best.country != stated:
            return None  # "Saudi King Abdullah" is not the one of Jordan
        return None if self._homes.elsewhere(best) else best

    def _classed(self, token: Token) -> KnownActor | None:
        """The organisation in "SANA news agency" or "the Hamas movement": known, with what it is behind its name."""
        if token.tag_ != "NN" or token.lower_ not in words("classes"):
            return None
        index = token.i - 1
        while index > 0 and self.document[index].lower_ in words("between-classes"):
            index -= 1
        found = self.reading.known_at.get(index)
        if found is None or found[1] != index + 1 or found[2][0].person:
            return None
        best = best_known(found[2], self._day)
        if best.sector in (Sector.GOV, Sector.IGO, Sector.LEG) and token.lower_ in ("group", "service", "company"):
            return None
        return None if self._homes.elsewhere(best) else best

    # --- nouns: "Ukrainian commanders", "a spokesman for the army", "hundreds of protesters"

    def _of_noun(self, token: Token, first: int, last: int, depth: int) -> Identity:
        found = self._role(token, first)
        whole = complement(token)
        sector = found.sector if found else Sector.UNK
        inner: Identity | None = None
        if whole is not None and depth < _DEPTH and (found is None or found.weak) and self._carries(token, found):
            inner = self.identity(whole.i, depth + 1)
            if inner.sector is not Sector.UNK and (
                found is None or self._titles.noun_ending(first, token.i + 1)[1] is found
            ):
                sector = inner.sector
            elif found is not None and sector is Sector.UNK and found.kind == "person" and inner.entity is not None:
                sector = Sector.GOV if inner.entity == inner.country else sector  # "a spokesman for Iran"
            elif found is not None and found.kind == "person" and self._roles.of_no_state(whole, inner):
                sector = Sector.UNK  # "vice president of growth"
        elif found is not None and found.weak and found.kind == "person":
            sector = self._roles.weak(found, first, token.i, token.i) or Sector.UNK
        nobodys = self._roles.owner(first, token.i) is None and unknown_owner(self.document, first, token.i)
        if found is not None and found.kind == "thing" and nobodys:
            sector = Sector.UNK  # a carrier's jets
        sector = self._roles.ranked(sector, first, token.i + 1)
        of_whom = next((child for child in token.lefts if child.dep_ == "poss"), None)
        if token.lower_ in words("deputies") and of_whom is not None:  # in no house: his deputy
            sector = self.identity(of_whom.i, depth + 1).sector if depth < _DEPTH else Sector.UNK
        former = self._titles.former(first, token.i)
        if former and sector in OFFICES:
            sector = self._titles.after_office(token.i)
        owner = self._roles.owner(first, token.i)
        if owner is not None and (sector is Sector.UAF or (sector, owner.sector) in _OWNED):
            sector = owner.sector
        if owner is not None and owner.sector is Sector.IGO and token.lemma_.lower() in words("lands"):
            owner, sector = None, Sector.UNK  # "EU states" are no body of the EU
        if owner is not None and owner.sector is Sector.IGO and sector in (Sector.GOV, Sector.IGO) and found:
            sector = Sector.IGO  # "the UN special envoy for Cyprus" is of no country
            country = self._homes.modifier(first, last)
        else:
            country = self._homes.country(token, depth)
        if country is None and inner is not None:
            scene = self._homes.scene(token) if inner.sector in DOMESTIC else None
            country = scene or inner.country
        counted = whole is not None and (
            token.lower_ in quantities().vague or not {token.lemma_, token.lower_}.isdisjoint(words("shares"))
        )
        if counted and whole is not None and whole.pos_ != "PRON":
            text = self.identity(whole.i, depth + 1).name if depth < _DEPTH else token.text
        else:
            text = place_name(self.document, self.reading, token) or proper_name(self.document, token, first, last)
        if owner is not None and (owner.country is None or found is None or found.weak or owner.sector is sector):
            if found is not None and found.weak:
                sector = owner.sector
            return Identity(text, owner.entity if found else None, country or owner.country, sector)
        if country is None and found is not None and token.lemma_.lower() not in words("lands"):
            country = self._homes.clause(token)
        if country is None:
            country = self._of_the_place(token, first, whole, found, sector)
        entity = f"{country}-{sector.value}" if country and sector is not Sector.UNK and found else None
        return Identity(text, entity, country, sector)

    def _here(self, token: Token) -> tuple[bool, str | None]:
        """Whether the clause settles where somebody is at home, and the country."""
        scene = self._homes.scene(token)
        return (True, scene) if scene is not None else self._victims.home(token)

    def _of_the_place(
        self, token: Token, first: int, whole: Token | None, found: Noun | None, sector: Sector
    ) -> str | None:
        """The country of a phrase that names none: of the scene, or of the article."""
        if found is not None and sector in DOMESTIC and not self._of_all_nations(first, token, whole):
            settled, country = self._here(token)
            if settled:
                return country
            if token.lemma_.lower() not in words("from-anywhere"):
                country = self._homes.at_home(sector, token)
            if country is None and sector in OFFICES and token.pos_ == "NOUN" and found.kind == "group":
                country = self._homes.near(token)
            if country is not None:
                return country
        measured = whole is None and token.lemma_.lower() in words("economies")
        return self._homes.at_home(Sector.CVL, token) if measured else None

    def _role(self, token: Token, first: int) -> Noun | None:
        """The role noun that the phrase ends in; of a bare name the one that describes it ("US giant Ford")."""
        if token.lemma_ in words("crowds") and (crowd := complement(token)) is not None and crowd.tag_ == "NNS":
            return noun(crowd.text)  # "an army of academics"
        if self._titles.noun_ending(first, token.i + 1)[1]:
            if noun(token.text) and role_of(self.document, token.i) is None:
                return None
            if token.pos_ == "PROPN" and self._roles.called_so(first, token):
                return None
            return self._titles.last_noun(first, token.i + 1)
        if token.pos_ != "PROPN":
            return None
        begin = described_until(self.document, first, token.i)
        found = self._titles.noun_ending(first, begin)[1] if begin > first else None
        return found if found is not None and found.kind == "group" else None

    def _of_all_nations(self, first: int, token: Token, whole: Token | None) -> bool:
        """Whether it is of no one country: "an international tribunal", "experts of the World Health Organization"."""
        several = words("of-several") | words("continental")
        if any(self.document[index].lower_ in several for index in range(first, token.i)):
            return True
        if token.tag_ == "NNS" and token.lemma_.lower() in words("one-each"):
            return True
        if token.lemma_.lower() in words("paired-offices") and any(child.dep_ == "nummod" for child in token.lefts):
            return True  # "the two presidents"
        if token.lemma_.lower() in words("foreign"):
            return True
        if whole is None:
            return False
        inside = (self.reading.known_at.get(index) for index in range(core(self.document, whole.i)[0], whole.i + 1))
        known = next((found for found in inside if found is not None), None)  # "the ministers of all EU members"
        return known is not None and all(actor.country is None for actor in known[2])

    def _carries(self, token: Token, found: Noun | None) -> bool:
        """Whether a noun passes its complement's sector on: "a spokesman for", "hundreds of", not "a bridge in"."""
        return found is not None or token.pos_ == "NUM"
