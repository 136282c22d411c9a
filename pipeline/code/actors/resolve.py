"""Whose phrase it is: canonical name, stable id, country and sector, from the article's own words first."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.code.actors.homes import Homes
from pipeline.code.actors.identity import Identity, bare
from pipeline.code.actors.lexicon import KnownActor, Noun, best_known, noun, surnames
from pipeline.code.actors.names import proper_name, unknown_owner
from pipeline.code.actors.numbers import quantities
from pipeline.code.actors.phrases import core
from pipeline.code.actors.titles import Titles, complement
from pipeline.code.actors.wordlists import words
from pipeline.code.places.countries import countries
from pipeline.records import Sector

if TYPE_CHECKING:
    from datetime import date

    from spacy.tokens import Token

    from pipeline.code.actors.candidates import Reading
    from pipeline.parse.document import Document
    from pipeline.records import PlaceMention

_DEPTH = 4
# Sectors that a country's own people have: "protesters" where only one country is named are that country's.
_DOMESTIC = frozenset(set(Sector) - {Sector.UNK, Sector.IGO, Sector.NGO, Sector.BUS, Sector.EDU})
# Institutions of a state: "police said" in an article mostly about one country are that country's.
_OFFICES = frozenset({Sector.GOV, Sector.LEG, Sector.MIL, Sector.JUD})


class Resolver:
    """Identities of the phrases of one article."""

    def __init__(self, document: Document, reading: Reading, places: list[PlaceMention]) -> None:
        self.document, self.reading = document, reading
        published = document.article.published_at
        self._day: date | None = published.date() if published else None
        self._titles, self._homes = Titles(document, reading), Homes(document, reading, places, self._day)
        self._known: dict[int, Identity] = {}
        self._persons = self._person_names()

    def _person_names(self) -> dict[str, tuple[int, int, int]]:
        """Surname -> (first, last, head) of the fullest name the article has for it."""
        found: dict[str, tuple[int, int, int]] = {}
        for candidate in self.reading.candidates:
            if candidate.kind != "person" or not candidate.proper:
                continue
            first, last = self._titles.name_tokens(candidate.head)
            surname = self.document[last - 1].text
            known = found.get(surname)
            if known is None or (known[1] - known[0]) < last - first:
                found[surname] = (first, last, candidate.head)
        return found

    # --- identities

    def identity(self, head: int, depth: int = 0) -> Identity:
        """Who the phrase with this head is."""
        if head not in self._known:
            self._known[head] = self._identify(self.document[head], depth)
        return self._known[head]

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
        known = self._known_actor(token, first)
        if known is not None:
            return self._of_known(known, token, first)
        hit = self.reading.nation_at.get(token.i)
        if hit is not None and hit.first <= token.i < hit.last:
            return self._of_nation(token, hit.country, hit.kind)
        named = self._titles.named_after(token)
        if named is not None:
            person = self.identity(named.i, depth + 1)
            if named.dep_ != "pobj" or depth >= _DEPTH:
                return person
            described = self._of_noun(token, first, last, depth)
            return replace(described, name=person.name, entity=None)
        candidate = self.reading.candidate(token.i)
        if candidate is not None and candidate.kind == "person" and candidate.proper and not noun(token.text):
            return self._of_person(token)
        described = self._of_noun(token, first, last, depth)
        name = self._name_beside(token, described)
        return described if name is None or depth >= _DEPTH else self._called(name, described, depth)

    def _name_beside(self, token: Token, described: Identity) -> Token | None:
        """The name of the one organisation that a noun describes: "the Dutch brewer Vedal", "its largest bank, Vedal"."""
        if token.tag_ != "NN" or described.sector is Sector.CVL:
            return None
        if described.sector is Sector.UNK:  # "its financing arm Vedal Credit"
            beside = [child for child in token.rights if child.dep_ == "appos" and child.left_edge.i == token.i + 1]
            return beside[0] if beside and beside[0].ent_type_ == "ORG" and beside[0].pos_ == "PROPN" else None
        for child in token.rights:
            if child.dep_ == "appos" and child.pos_ == "PROPN" and child.ent_type_ not in ("GPE", "LOC", "DATE"):
                return child if child.left_edge.i <= token.i + 2 else None
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
        stated = self._homes.modifier(first, start)
        best = best_known(candidates, self._day, stated)
        if best.person and stated and best.country and best.country != stated:
            return None  # "Saudi King Abdullah" is not the one of Jordan
        return None if self._homes.elsewhere(best) else best

    def _of_known(self, known: KnownActor, token: Token, first: int) -> Identity:
        sector = known.sector
        if known.person:
            titled, weak = self._title_sector(token, first)
            if titled is not None and (not weak or titled is Sector.ELI):
                sector = titled
            elif self._day and known.last_day and self._day > known.last_day:
                sector = Sector.ELI
            entity = known.entity
        else:
            entity = known.entity
        return Identity(known.name, entity, known.country, sector)

    def _of_nation(self, token: Token, country: str, kind: str) -> Identity:
        text = self.document.doc[self.reading.nation_at[token.i].first : token.i + 1].text
        if kind == "name":
            return Identity(bare(text), country, country)
        if kind == "capital":
            if self._acts(token):
                return Identity(text, f"{country}-GOV", country, Sector.GOV)
            return Identity(text, None, country)
        country = self._homes.residence(token) or country
        people = token.tag_ in ("NNS", "NNPS") or token.pos_ in ("NOUN", "PROPN")
        if not people and country in countries():
            return Identity(countries()[country].name, country, country)  # "Czech ... the country"
        return Identity(
            text, country if not people else f"{country}-CVL", country, Sector.CVL if people else Sector.UNK
        )

    def _acts(self, token: Token) -> bool:
        """Whether a capital stands for its government here: it does something, or is dealt with."""
        if token.dep_ in ("nsubj", "poss", "agent"):
            return True
        return token.dep_ == "pobj" and token.head.lower_ in ("by", "with", "between", "against", "towards")

    # --- persons

    def _of_person(self, token: Token) -> Identity:
        start, end = self._titles.name_tokens(token.i)
        surname = self.document[end - 1].text
        full = self._persons.get(surname)
        heads = [token.i] + ([full[2]] if full and full[2] != token.i else [])
        name = self.document.doc[full[0] : full[1]].text if full else self.document.doc[start:end].text
        sector: Sector | None = None
        country: str | None = None
        for head in heads:
            here = self.document[head]
            begin = core(self.document, head)[0]
            sector = sector or self._title_sector(here, begin)[0]
            country = country or self._homes.modifier(begin, self._titles.name_tokens(head)[0])
            if sector is not Sector.IGO:  # its staff are sent to countries that aren't theirs
                country = country or self._homes.apposed(here)
        if full is None or full[1] - full[0] < 2:
            table = self._by_surname(surname, country, titled=sector is not None)
            if table is not None:
                return Identity(table.name, table.entity, table.country, sector or table.sector)
        if country is None and sector in _DOMESTIC:
            country = self._context(sector)
        entity = (
            f"{country}-{(sector or Sector.UNK).value}-{re.sub(r'[^A-Z]+', '', surname.upper())}"
            if country and sector
            else None
        )
        return Identity(bare(name), entity, country, sector or Sector.UNK)

    def _by_surname(self, surname: str, country: str | None, *, titled: bool) -> KnownActor | None:
        """ "President Clinton": the office-holder of that surname, of that country where one is given."""
        if not titled:
            return None
        holders = [known for known in surnames().get(surname, []) if country is None or known.country == country]
        return best_known(holders, self._day, country or self._homes.context) if holders else None

    def _title_sector(self, token: Token, first: int) -> tuple[Sector | None, bool]:
        """The sector of the title before a name or of an apposition to it, and whether it is a weak title's."""
        start = self._titles.name_tokens(token.i)[0]
        former = self._titles.former(first, start)
        title = self._titles.last_noun(first, start)
        sector, weak = (title.sector, title.weak) if title else self._apposed_sector(token)
        owned = title is not None and self.document[start - 1].lower_ in words("presiding")
        if owned and (self._owning_organisation(first, start) or unknown_owner(self.document, first, start)):
            owner = self._owning_organisation(first, start)
            return (owner.sector if owner else None), False  # "FIFA president"
        if title is not None and title.sector is Sector.GOV and not title.weak:
            body = self._owning_organisation(first, start)
            if body is not None and body.sector is Sector.IGO:
                return Sector.IGO, False  # "EU Trade Commissioner"
        if title is not None and title.weak:
            sector = self._weak_sector(title, first, start)
        if sector is None:
            return None, False
        return (Sector.ELI if former and sector in _OFFICES else sector), weak

    def _weak_sector(self, title: Noun, first: int, end: int) -> Sector | None:
        """What a spokesman or an official is without more words: of his organisation, of his nation, or nobody's."""
        owner = self._owning_organisation(first, end)
        if owner is not None:
            return owner.sector
        if title.kind != "person":
            return title.sector
        if self._homes.modifier(first, end) is not None:
            return Sector.GOV
        if title.sector is Sector.UNK or unknown_owner(self.document, first, end):
            return None
        return title.sector

    def _apposed_sector(self, token: Token) -> tuple[Sector | None, bool]:
        """ "Roe, the U.S. special envoy": the title after the name, or the name as apposition to a title."""
        parts = [child for child in token.rights if child.dep_ == "appos" and child.pos_ in ("NOUN", "PROPN")]
        if token.dep_ == "appos" and token.head.i < token.i:
            parts.append(token.head)
        for part in parts:
            first = core(self.document, part.i)[0]
            found = self._titles.last_noun(first, part.i + 1)
            if found is None:
                continue
            owner = next((child for child in part.lefts if child.dep_ == "poss"), None)
            whole = (owner or complement(part)) if found.weak else None
            if whole is not None and whole.i != token.i:
                inner = self.identity(whole.i, _DEPTH)
                if inner.sector is not Sector.UNK:
                    return inner.sector, False
            former = self._titles.former(first, part.i)
            sector = self._weak_sector(found, first, part.i) if found.weak else found.sector
            return (Sector.ELI if former and sector in _OFFICES else sector), found.weak
        return None, False

    # --- nouns: "Ukrainian commanders", "a spokesman for the army", "hundreds of protesters"

    def _of_noun(self, token: Token, first: int, last: int, depth: int) -> Identity:
        found = self._titles.last_noun(first, token.i + 1) if self._titles.noun_ending(first, token.i + 1)[1] else None
        sector = found.sector if found else Sector.UNK
        whole = complement(token)
        inner: Identity | None = None
        if whole is not None and depth < _DEPTH and (found is None or found.weak) and self._carries(token, found):
            inner = self.identity(whole.i, depth + 1)
            if inner.sector is not Sector.UNK and (
                found is None or self._titles.noun_ending(first, token.i + 1)[1] is found
            ):
                sector = inner.sector
            elif found is not None and sector is Sector.UNK and found.kind == "person" and inner.entity is not None:
                sector = Sector.GOV if inner.entity == inner.country else sector  # "a spokesman for Iran"
        elif found is not None and found.weak and found.kind == "person":
            sector = self._weak_sector(found, first, token.i) or Sector.UNK
        if found is not None and found.kind == "thing" and unknown_owner(self.document, first, token.i):
            sector = Sector.UNK  # a carrier's jets
        former = self._titles.former(first, token.i)
        if former and sector in _OFFICES:
            sector = Sector.ELI
        country = self._homes.country(token, depth)
        if country is None and inner is not None:
            scene = self._homes.scene(token) if inner.sector in _DOMESTIC else None
            country = scene or inner.country
        counted = whole is not None and (token.lower_ in quantities().vague or token.lemma_ in words("shares"))
        if counted and whole is not None and whole.pos_ != "PRON":
            text = self.identity(whole.i, depth + 1).name if depth < _DEPTH else token.text
        else:
            text = self._place_name(token) or proper_name(self.document, token, first, last)
        owner = self._owning_organisation(first, token.i)
        if owner is not None and (owner.country is None or found is None or found.weak or owner.sector is sector):
            if found is not None and found.weak:
                sector = owner.sector
            return Identity(text, owner.entity if found else None, country or owner.country, sector)
        if country is None and found is not None:
            country = self._homes.clause(token)
        if country is None and sector in _DOMESTIC and found is not None and not self._of_all_nations(whole):
            country = self._homes.scene(token) or self._context(sector)
        entity = f"{country}-{sector.value}" if country and sector is not Sector.UNK and found else None
        return Identity(text, entity, country, sector)

    def _context(self, sector: Sector | None) -> str | None:
        """The article's country, for its institutions; for other people only where no other country is named."""
        return self._homes.context if sector in _OFFICES else self._homes.sole

    def _of_all_nations(self, whole: Token | None) -> bool:
        """Whether it belongs to an organisation of no country: "experts of the World Health Organization"."""
        known = self.reading.known_at.get(whole.i) if whole is not None else None
        return known is not None and all(actor.country is None for actor in known[2])

    def _place_name(self, token: Token) -> str | None:
        """ "the eastern city of Pokrovsk", "the capital Kabul": the town's own name."""
        candidate = self.reading.candidate(token.i)
        if candidate is None or candidate.kind != "place" or candidate.proper:
            return None
        for child in token.rights:
            named = child
            if child.dep_ == "prep" and child.lower_ == "of":
                named = next((inner for inner in child.children if inner.dep_ == "pobj"), child)
            if named.pos_ == "PROPN" and named.dep_ in ("pobj", "appos") and named.i - token.i <= 4:
                return bare(self.document.span(*core(self.document, named.i)).text)
        return None

    def _owning_organisation(self, first: int, head: int) -> KnownActor | None:
        """The organisation that modifies a noun: "FARC rebels", "EU foreign ministers", "a Hamas official"."""
        for index in range(head - 1, first - 1, -1):
            known = self.reading.known_at.get(index)
            if known is not None and known[0] >= first and not known[2][0].person:
                best = best_known(known[2], self._day)
                return None if self._homes.elsewhere(best) else best
        return None

    def _carries(self, token: Token, found: Noun | None) -> bool:
        """Whether a noun passes its complement's sector on: "a spokesman for", "hundreds of", not "a bridge in"."""
        return found is not None or token.pos_ == "NUM"
