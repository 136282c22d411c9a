"""Whose phrase it is: canonical name, stable id, country and sector, from the article's own words first."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.code.actors.lexicon import KnownActor, Noun, best_known, noun, surnames
from pipeline.code.actors.phrases import core
from pipeline.code.places.countries import countries
from pipeline.records import Sector

if TYPE_CHECKING:
    from datetime import date

    from spacy.tokens import Token

    from pipeline.code.actors.candidates import Reading
    from pipeline.parse.document import Document
    from pipeline.records import PlaceMention

_FORMER = frozenset(
    [
        "former",
        "ex",
        "ousted",
        "deposed",
        "exiled",
        "late",
        "disgraced",
        "fugitive",
        "erstwhile",
        "ex-president",
        "ex-minister",
    ]
)
_COMPLEMENTS = ("of", "for", "from", "in", "at", "with", "within", "inside", "to")
_COUNTRY_COMPLEMENTS = ("of", "in", "from", "for", "at", "inside", "within", "across", "throughout")
_DEPTH = 4
# Sectors that a country's own people have: "police said" in an article about one country is that country's.
_DOMESTIC = frozenset(set(Sector) - {Sector.UNK, Sector.IGO, Sector.NGO})


_OFFICES = frozenset({Sector.GOV, Sector.LEG, Sector.MIL, Sector.JUD})


@dataclass(frozen=True, slots=True)
class Identity:
    """What is known of an actor, apart from where it is mentioned."""

    name: str
    entity: str | None = None
    country: str | None = None
    sector: Sector = Sector.UNK


class Resolver:
    """Identities of the phrases of one article."""

    def __init__(self, document: Document, reading: Reading, places: list[PlaceMention]) -> None:
        self._document, self._reading = document, reading
        published = document.article.published_at
        self._day: date | None = published.date() if published else None
        self._place_country = self._places(places)
        self._known: dict[int, Identity] = {}
        self._persons = self._person_names()
        self._context = self._context_country()

    def _places(self, places: list[PlaceMention]) -> dict[int, str]:
        found = {}
        for place in places:
            if place.country:
                for index in self._document.tokens_in(place.start, place.end):
                    found[index] = place.country
                # "anti-Syrian" holds a place, but belongs to it least of all.
                first = self._document.token_at(place.start)
                if self._document[first].idx != place.start:
                    found.pop(first, None)
        return found

    def _person_names(self) -> dict[str, tuple[int, int, int]]:
        """Surname -> (first, last, head) of the fullest name the article has for it."""
        found: dict[str, tuple[int, int, int]] = {}
        for candidate in self._reading.candidates:
            if candidate.kind != "person" or not candidate.proper:
                continue
            first, last = self._name_tokens(candidate.head)
            surname = self._document[last - 1].text
            known = found.get(surname)
            if known is None or (known[1] - known[0]) < last - first:
                found[surname] = (first, last, candidate.head)
        return found

    def _name_tokens(self, head: int) -> tuple[int, int]:
        """The proper name without its titles: "President Vladimir Putin" -> "Vladimir Putin"."""
        first = core(self._document, head)[0]
        known = self._reading.known_at.get(head)
        if known and known[2][0].person and known[0] >= first:
            return known[0], known[1]
        start = head
        while start > first:
            before = self._document[start - 1]
            if before.pos_ not in ("PROPN", "ADJ", "X", "PART", "ADP", "DET") and before.text not in (
                "-",
                "\u2019",
                "'",
            ):
                break
            if before.i in self._reading.nation_at or self._titular(first, start):
                break
            if before.pos_ == "ADJ" and before.text.islower():
                break
            if before.lower_ in ("the", "a", "an", "'s", "\u2019s"):
                break
            start -= 1
        return start, head + 1

    def _titular(self, first: int, end: int) -> bool:
        """Whether a title ends right before ``end``."""
        for start in range(max(first, end - 4), end):
            if noun(self._document.doc[start:end].text):
                return True
        return self._document[end - 1].lower_.rstrip(".") in _HONORIFICS

    def _context_country(self) -> str | None:
        """The one country the article is about: all its nations, or most of them, are that one."""
        counted = Counter(hit.country for hit in self._reading.nations) or Counter(self._place_country.values())
        if not counted:
            return None
        (country, most), *others = counted.most_common()
        if not others or most >= 3 * sum(count for _, count in others):
            return country
        return None

    # --- identities

    def identity(self, head: int, depth: int = 0) -> Identity:
        """Who the phrase with this head is."""
        if head not in self._known:
            self._known[head] = self._identify(self._document[head], depth)
        return self._known[head]

    def _identify(self, token: Token, depth: int) -> Identity:
        first, last = core(self._document, token.i)
        known = self._known_actor(token, first)
        if known is not None:
            return self._of_known(known, token, first)
        hit = self._reading.nation_at.get(token.i)
        if hit is not None and hit.first <= token.i < hit.last:
            return self._of_nation(token, hit.country, hit.kind)
        named = self.named_after(token)
        if named is not None:
            return self.identity(named.i, depth + 1)
        candidate = self._reading.candidate(token.i)
        if candidate is not None and candidate.kind == "person" and candidate.proper and not noun(token.text):
            return self._of_person(token)
        return self._of_noun(token, first, last, depth)

    def named_after(self, token: Token) -> Token | None:
        """The person a title is given to: "the Palestinian president, Mahmoud Abbas", "Chief of Staff Ann Roe"."""
        if not self._noun_ending(core(self._document, token.i)[0], token.i + 1)[1]:
            return None
        for child in token.rights:
            if child.dep_ == "appos" and child.pos_ == "PROPN":
                candidate = self._reading.candidate(child.i)
                if candidate is not None and candidate.kind == "person" and candidate.proper and not noun(child.text):
                    return child
        return None

    def _known_actor(self, token: Token, first: int) -> KnownActor | None:
        """An office-holder or organisation whose name ends at the head (or holds it)."""
        found = self._reading.known_at.get(token.i)
        if found is None or found[0] < first - 8:
            return None
        start, end, candidates = found
        if end != token.i + 1 and not (start <= token.i < end and token.head.i not in range(start, end)):
            return None
        return best_known(candidates, self._day, self._modifier_country(first, start))

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
        text = self._document.doc[self._reading.nation_at[token.i].first : token.i + 1].text
        if kind == "name":
            return Identity(_bare(text), country, country)
        if kind == "capital":
            if self._acts(token):
                return Identity(text, f"{country}-GOV", country, Sector.GOV)
            return Identity(text, None, country)
        country = self._residence(token) or country
        people = token.tag_ in ("NNS", "NNPS") or token.pos_ in ("NOUN", "PROPN")
        if not people and country in countries():
            return Identity(countries()[country].name, country, country)  # "Czech ... the country"
        return Identity(
            text, country if not people else f"{country}-CVL", country, Sector.CVL if people else Sector.UNK
        )

    def _residence(self, token: Token) -> str | None:
        """Where a people lives that is another country's by name: "Bosnian Serbs", "ethnic Albanians in Serbia"."""
        hit = self._reading.nation_at[token.i]
        first = core(self._document, token.i)[0]
        modifier = self._modifier_country(first, hit.first)
        if modifier is not None and token.lower_ not in _ISLANDERS:
            return modifier
        ethnic = any(self._document[index].lower_ == "ethnic" for index in range(first, token.i))
        if ethnic:
            others = {near.country for near in self._reading.nations} - {hit.country}
            if len(others) == 1:
                return others.pop()
        for child in token.rights:
            if child.dep_ == "prep" and (child.lower_ == "of" or (ethnic and child.lower_ in ("in", "from"))):
                for inner in child.children:
                    if inner.dep_ == "pobj":
                        return self._country(inner, 1)
        return None

    def _acts(self, token: Token) -> bool:
        """Whether a capital stands for its government here: it does something, or is dealt with."""
        if token.dep_ in ("nsubj", "poss", "agent"):
            return True
        return token.dep_ == "pobj" and token.head.lower_ in ("by", "with", "between", "against", "towards")

    # --- persons

    def _of_person(self, token: Token) -> Identity:
        start, end = self._name_tokens(token.i)
        surname = self._document[end - 1].text
        full = self._persons.get(surname)
        heads = [token.i] + ([full[2]] if full and full[2] != token.i else [])
        name = self._document.doc[full[0] : full[1]].text if full else self._document.doc[start:end].text
        sector: Sector | None = None
        country: str | None = None
        for head in heads:
            here = self._document[head]
            begin = core(self._document, head)[0]
            sector = sector or self._title_sector(here, begin)[0]
            country = (
                country or self._modifier_country(begin, self._name_tokens(head)[0]) or self._apposed_country(here)
            )
        if full is None or full[1] - full[0] < 2:
            table = self._by_surname(surname, country, titled=sector is not None)
            if table is not None:
                return Identity(table.name, table.entity, table.country, sector or table.sector)
        if country is None and sector in _DOMESTIC:
            country = self._context
        entity = (
            f"{country}-{(sector or Sector.UNK).value}-{re.sub(r'[^A-Z]+', '', surname.upper())}"
            if country and sector
            else None
        )
        return Identity(_bare(name), entity, country, sector or Sector.UNK)

    def _by_surname(self, surname: str, country: str | None, *, titled: bool) -> KnownActor | None:
        """ "President Clinton": the office-holder of that surname, of that country where one is given."""
        if not titled:
            return None
        holders = [known for known in surnames().get(surname, []) if country is None or known.country == country]
        return best_known(holders, self._day, country or self._context) if holders else None

    def _title_sector(self, token: Token, first: int) -> tuple[Sector | None, bool]:
        """The sector of the title before a name or of an apposition to it, and whether it is a weak title's."""
        start = self._name_tokens(token.i)[0]
        former = any(self._document[index].lower_ in _FORMER for index in range(first, start))
        title = self._last_noun(first, start)
        sector, weak = (title.sector, title.weak) if title else self._apposed_sector(token)
        if sector is None:
            return None, False
        return (Sector.ELI if former and sector in _OFFICES else sector), weak

    def _last_noun(self, first: int, end: int) -> Noun | None:
        """The role noun in these tokens: the longest that ends last; a weak one takes the sector of one before it."""
        weak: Noun | None = None
        while end > first:
            size, found = self._noun_ending(first, end)
            if found is None:
                end -= 1
                continue
            if not found.weak:
                return replace(found, kind=weak.kind) if weak else found
            weak = weak or found
            end -= size
        return weak

    def _noun_ending(self, first: int, end: int) -> tuple[int, Noun | None]:
        for size in range(min(4, end - first), 0, -1):
            text = self._document.doc[end - size : end].text
            found = noun(text.replace(" - ", "-"))
            if found is not None:
                return size, found
        return 0, None

    def _apposed_sector(self, token: Token) -> tuple[Sector | None, bool]:
        """ "Roe, the U.S. special envoy": the title after the name, or the name as apposition to a title."""
        parts = [child for child in token.rights if child.dep_ == "appos" and child.pos_ in ("NOUN", "PROPN")]
        if token.dep_ == "appos" and token.head.i < token.i:
            parts.append(token.head)
        for part in parts:
            first = core(self._document, part.i)[0]
            found = self._last_noun(first, part.i + 1)
            if found is None:
                continue
            complement = self._complement(part) if found.weak else None
            if complement is not None and complement.i != token.i:
                inner = self.identity(complement.i, _DEPTH)
                if inner.sector is not Sector.UNK:
                    return inner.sector, False
            former = any(self._document[index].lower_ in _FORMER for index in range(first, part.i))
            return (Sector.ELI if former and found.sector in _OFFICES else found.sector), found.weak
        return None, False

    def _apposed_country(self, token: Token) -> str | None:
        parts = [child for child in token.rights if child.dep_ == "appos"]
        if token.dep_ == "appos":
            parts.append(token.head)
        for part in parts:
            country = self._country(part, 1)
            if country is not None:
                return country
        return None

    # --- nouns: "Ukrainian commanders", "a spokesman for the army", "hundreds of protesters"

    def _of_noun(self, token: Token, first: int, last: int, depth: int) -> Identity:
        found = self._last_noun(first, token.i + 1) if self._noun_ending(first, token.i + 1)[1] else None
        sector = found.sector if found else Sector.UNK
        complement = self._complement(token)
        inner: Identity | None = None
        if complement is not None and depth < _DEPTH and (found is None or found.weak) and self._carries(token, found):
            inner = self.identity(complement.i, depth + 1)
            if inner.sector is not Sector.UNK and (found is None or self._noun_ending(first, token.i + 1)[1] is found):
                sector = inner.sector
        former = any(self._document[index].lower_ in _FORMER for index in range(first, token.i))
        if former and sector in _OFFICES:
            sector = Sector.ELI
        country = self._country(token, depth) or (inner.country if inner else None)
        text = self._place_name(token) or _bare(self._document.span(first, last).text)
        if country is None and found is not None:
            country = self._clause_country(token)
        if country is None and sector in _DOMESTIC and found is not None:
            country = self._scene_country(token) or self._context
        entity = f"{country}-{sector.value}" if country and sector is not Sector.UNK and found else None
        return Identity(text, entity, country, sector)

    def _place_name(self, token: Token) -> str | None:
        """ "the eastern city of Pokrovsk", "the capital Kabul": the town's own name."""
        candidate = self._reading.candidate(token.i)
        if candidate is None or candidate.kind != "place" or candidate.proper:
            return None
        for child in token.rights:
            named = child
            if child.dep_ == "prep" and child.lower_ == "of":
                named = next((inner for inner in child.children if inner.dep_ == "pobj"), child)
            if named.pos_ == "PROPN" and named.dep_ in ("pobj", "appos") and named.i - token.i <= 4:
                return _bare(self._document.span(*core(self._document, named.i)).text)
        return None

    def _scene_country(self, token: Token) -> str | None:
        """Where the clause plays, for those who are at home there: "Prisoners rioted at a jail in Dili"."""
        verb = token.head
        if (
            token.dep_ not in ("nsubj", "nsubjpass", "dobj")
            or verb.pos_ != "VERB"
            or token.lemma_.lower() in _STRANGERS
        ):
            return None
        for part in (verb, *(child for child in verb.children if child.dep_ in ("dobj", "prep"))):
            for prep in (
                part.children if part.dep_ != "prep" else (part, *(c for o in part.children for c in o.children))
            ):
                if prep.dep_ == "prep" and prep.lower_ in ("in", "at", "outside", "across") and prep.i > verb.i:
                    for inner in prep.children:
                        if inner.dep_ == "pobj" and inner.i - verb.i < 15 and (country := self._country(inner, 2)):
                            return country
        return None

    def _clause_country(self, token: Token) -> str | None:
        """The one country in a participle's clause: "refugees fleeing the fighting in Liberia"."""
        for child in token.rights:
            if child.dep_ == "acl" and child.right_edge.i - child.i < 15:
                edge = range(child.left_edge.i, child.right_edge.i + 1)
                countries = {
                    self._reading.nation_at[index].country for index in edge if index in self._reading.nation_at
                }
                if len(countries) == 1:
                    return countries.pop()
        return None

    def _carries(self, token: Token, found: Noun | None) -> bool:
        """Whether a noun passes its complement's sector on: "a spokesman for", "hundreds of", not "a bridge in"."""
        return found is not None or token.pos_ == "NUM"

    def _complement(self, token: Token) -> Token | None:
        for child in token.rights:
            if child.dep_ == "prep" and child.lower_ in _COMPLEMENTS:
                for inner in child.children:
                    if inner.dep_ == "pobj":
                        return inner
        return None

    def shared_noun(self, head: int) -> list[tuple[int, int, Identity]]:
        """ "Hungarian and Romanian officials": each nation with the noun that they share; empty for anything else."""
        token = self._document[head]
        first, last = core(self._document, head)
        hits = [hit for hit in self._reading.nations if first <= hit.first and hit.last <= head]
        if token.tag_ not in ("NNS", "NNPS") or len({hit.country for hit in hits}) != 2 or len(hits) != 2:
            return []
        between = self._document.doc[hits[0].last : hits[1].first]
        if len(between) != 1 or between[0].dep_ != "cc":
            return []
        identity = self.identity(head)
        parts = ((first, hits[0].last, hits[0].country), (hits[1].first, last, hits[1].country))
        tail = self._document.doc[hits[1].last : last].text
        return [
            (
                start,
                end,
                replace(
                    identity,
                    name=f"{self._document.doc[hit.first : hit.last].text} {tail}",
                    country=country,
                    entity=f"{country}-{identity.sector.value}" if identity.entity else None,
                ),
            )
            for (start, end, country), hit in zip(parts, hits, strict=True)
        ]

    # --- countries

    def _modifier_country(self, first: int, end: int) -> str | None:
        """The country named among these tokens: an adjective before a possessor ("Iran's Syrian allies")."""
        owner = None
        for index in range(end - 1, first - 1, -1):
            hit = self._reading.nation_at.get(index)
            if hit is None:
                continue
            if hit.last < len(self._document) and self._document[hit.last].tag_ == "POS":
                owner = owner or hit.country
            else:
                return hit.country
        return owner

    def _country(self, token: Token, depth: int) -> str | None:
        """The country of a phrase: of its modifiers, of a known organisation among them, of its complement."""
        first, last = core(self._document, token.i)
        found = self._modifier_country(first, last)
        if found is not None:
            return found
        for index in range(token.i, first - 1, -1):
            known = self._reading.known_at.get(index)
            if known is not None and known[0] >= first:
                country = best_known(known[2], self._day).country
                if country is not None:
                    return country
            if index in self._place_country:
                return self._place_country[index]
        if depth >= _DEPTH:
            return None
        for child in token.rights:
            if child.dep_ == "appos" and child.pos_ == "PROPN" and child.left_edge.i == token.i + 1:
                country = self._country(child, depth + 1)  # "the capital Kabul"
                if country is not None:
                    return country
            if child.dep_ == "prep" and child.lower_ in _COUNTRY_COMPLEMENTS:
                for inner in child.children:
                    if inner.dep_ == "pobj":
                        country = self._country(inner, depth + 1)
                        if country is not None:
                            return country
        return None


# They are seldom at home where something happens to them.
_STRANGERS = frozenset(
    [
        "tourist",
        "foreigner",
        "expatriate",
        "diplomat",
        "ambassador",
        "envoy",
        "peacekeeper",
        "journalist",
        "traveler",
        "pilgrim",
        "hostage",
    ]
)
# "Turkish Cypriots" live in Cyprus.
_ISLANDERS = frozenset({"cypriots", "cypriot"})
_HONORIFICS = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "miss",
        "dr",
        "sir",
        "dame",
        "lord",
        "lady",
        "gen",
        "lt",
        "col",
        "maj",
        "capt",
        "sgt",
        "sen",
        "rep",
        "gov",
        "pres",
        "prof",
        "rev",
        "hon",
        "st",
        "fr",
        "msgr",
        "adm",
        "brig",
        "cmdr",
        "cpl",
        "pvt",
    ]
)
_DETERMINER = re.compile(
    r"^(?:the|a|an|some|several|many|all|both|these|those|this|that|its|his|her|their)\s+", re.IGNORECASE
)


def _bare(text: str) -> str:
    """Without the leading determiner."""
    return _DETERMINER.sub("", text, count=1) or text
