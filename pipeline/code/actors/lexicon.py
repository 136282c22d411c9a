"""What is known about actors before reading: role nouns, office-holders, organisations and given names."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Literal, cast

import ahocorasick_rs

from pipeline.lexicon.table import rows
from pipeline.records import Sector

# Where the family's name comes first: "President Xi".
_SIBILANT = ("ses", "xes", "zes", "ches", "shes", "oes")
_FAMILY_FIRST = frozenset({"CHN", "KOR", "PRK", "TWN", "VNM", "SGP", "HKG"})

NounKind = Literal["person", "group", "thing"]
Gender = Literal["m", "f", ""]


@dataclass(frozen=True, slots=True)
class Noun:
    """A role noun: "lawmaker" is LEG by itself, a ``weak`` one ("official") takes its modifier's sector first."""

    sector: Sector
    kind: NounKind
    weak: bool


@dataclass(frozen=True, slots=True)
class KnownActor:
    """A person in an office or an organisation, with the days between which the line holds."""

    name: str
    aliases: tuple[str, ...]
    entity: str
    country: str | None
    sector: Sector
    office: str | None  # None: an organisation
    first_day: date | None
    last_day: date | None
    guarded: tuple[str, ...] = ()  # everyday words: his only where the recogniser sees an organisation

    @property
    def person(self) -> bool:
        return self.office is not None

    def distance(self, day: date | None) -> int:
        """How many days the line is away from holding; 0 when it holds or nothing is known."""
        if day is None:
            # Without a date the latest holder is the likeliest.
            return 0 if self.last_day is None else (date.max - self.last_day).days
        if self.first_day is not None and day < self.first_day:
            return (self.first_day - day).days
        if self.last_day is not None and day > self.last_day:
            return (day - self.last_day).days
        return 0


@cache
def nouns() -> dict[str, Noun]:
    """Role nouns and phrases by their lower-case text."""
    found: dict[str, Noun] = {}
    for row in rows("actors/nouns.tsv", ("noun", "sector", "kind", "strength")):
        noun = row.text("noun")
        if noun in found:
            raise row.error(f"{noun} is there twice")
        kind = cast("NounKind", row.choice("kind", frozenset({"person", "group", "thing"})))
        weak = row.choice("strength", frozenset({"own", "weak"})) == "weak"
        found[noun] = Noun(row.sector(), kind, weak)
    return found


def noun(text: str) -> Noun | None:
    """The role noun of this text, singular or plural."""
    table, text = nouns(), text.lower()
    found = table.get(text)
    if found is None and text.endswith("s"):
        found = table.get(text[:-1])
        if found is None and text.endswith("ies"):
            found = table.get(text[:-3] + "y")
        if found is None and text.endswith(_SIBILANT):  # "bosses", not "Nunes"
            found = table.get(text[:-2])
        if found is None and text.endswith("ves"):
            found = table.get(text[:-3] + "f")
    if found is None and text.endswith("men"):
        found = table.get(text[:-2] + "an")
    return found


@cache
def given_names() -> dict[str, Gender]:
    """First names and titles that tell a person's gender."""
    found: dict[str, Gender] = {}
    for row in rows("actors/given_names.tsv", ("gender", "names")):
        gender: Gender = "m" if row.choice("gender", frozenset({"m", "f"})) == "m" else "f"
        for name in row.list("names"):
            # What both have ("Jean", "Kim") tells nothing.
            found[name] = gender if found.get(name, gender) == gender else ""
    return found


@cache
def gendered_nouns() -> dict[str, Gender]:
    """Nouns and titles that tell a person's gender: "spokeswoman", "Mr."."""
    found: dict[str, Gender] = {}
    for row in rows("actors/gendered_nouns.tsv", ("gender", "nouns")):
        gender: Gender = "m" if row.choice("gender", frozenset({"m", "f"})) == "m" else "f"
        for word in row.list("nouns"):
            if word in found:
                raise row.error(f"{word} is there twice")
            found[word] = gender
    return found


@cache
def known_actors() -> list[KnownActor]:
    """Office-holders and organisations, as their tables have them."""
    found = []
    columns = ("name", "aliases", "country", "sector", "office", "from", "to")
    for row in rows("actors/office_holders.tsv", columns):
        name, country, sector = row.text("name"), row.country(), row.sector()
        surname = _letters(_surname(name))
        found.append(
            KnownActor(
                name=name,
                aliases=row.list("aliases"),
                entity=f"{country or 'IGO'}-{sector.value}-{surname}" if country else f"{sector.value}-{surname}",
                country=country,
                sector=sector,
                office=row.text("office"),
                first_day=row.day("from", last=False),
                last_day=row.day("to", last=True),
            )
        )
    found = _told_apart(found)
    columns = ("name", "aliases", "entity", "country", "sector", "from", "to")
    found += [
        KnownActor(
            name=row.text("name").removesuffix("?"),
            aliases=tuple(alias for alias in row.list("aliases") if not alias.endswith("?")),
            guarded=tuple(name[:-1] for name in (row.text("name"), *row.list("aliases")) if name.endswith("?")),
            entity=row.text("entity"),
            country=row.country(),
            sector=row.sector(),
            office=None,
            first_day=row.day("from", last=False),
            last_day=row.day("to", last=True),
        )
        for row in rows("actors/organisations.tsv", columns)
    ]
    return found


def _told_apart(holders: list[KnownActor]) -> list[KnownActor]:
    """Two of one surname, country and sector (father and son Bush) get their full names in the id."""
    names: dict[str, set[str]] = {}
    for known in holders:
        names.setdefault(known.entity, set()).add(known.name)
    return [
        replace(known, entity=f"{known.entity.rpartition('-')[0]}-{_letters(known.name)}")
        if len(names[known.entity]) > 1
        else known
        for known in holders
    ]


def _letters(name: str) -> str:
    return re.sub(r"\W+", "", name).upper()


def _surname(name: str) -> str:
    parts = name.split()
    particles = {"al", "bin", "van", "von", "de", "der", "da", "dos", "del", "ben", "la", "le", "el", "bint"}
    for index in range(1, len(parts) - 1):
        if parts[index].lower() in particles:
            return " ".join(parts[index:])
    return parts[-1]


@cache
def surnames() -> dict[str, list[KnownActor]]:
    """Office-holders by their bare surname: used only beside a title ("Prime Minister Brown")."""
    found: dict[str, list[KnownActor]] = {}
    for known in known_actors():
        if known.person:
            found.setdefault(_surname(known.name), []).append(known)
            if known.country in _FAMILY_FIRST and " " in known.name:
                found.setdefault(known.name.split()[0], []).append(known)
    return found


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """All full names and aliases, found in one pass over a text."""

    automaton: ahocorasick_rs.AhoCorasick
    entries: list[list[KnownActor]]
    guarded: frozenset[str]

    def find(self, text: str) -> list[tuple[int, int, list[KnownActor]]]:
        """(start, end, who it may be), longest first, never overlapping, whole words only."""
        whole = [
            (start, -end, number)
            for number, start, end in self.automaton.find_matches_as_indexes(text, overlapping=True)
            if not (start and text[start - 1].isalnum()) and not (end < len(text) and text[end].isalnum())
        ]
        found: list[tuple[int, int, list[KnownActor]]] = []
        behind = 0
        for start, end, number in sorted(whole):
            if start >= behind:
                behind = -end
                found.append((start, behind, self.entries[number]))
        return found


@cache
def gazetteer() -> Gazetteer:
    """The automaton over every name; built once a process."""
    names: dict[str, list[KnownActor]] = {}
    for known in known_actors():
        for name in {known.name, *known.aliases, *known.guarded}:
            names.setdefault(name, []).append(known)
            if name.startswith("the "):
                names.setdefault("The " + name[4:], []).append(known)
            if "'" in name:
                names.setdefault(name.replace("'", "\u2019"), []).append(known)
    automaton = ahocorasick_rs.AhoCorasick(list(names), matchkind=ahocorasick_rs.MatchKind.Standard)
    guarded = {name for known in known_actors() for name in known.guarded}
    guarded -= {name for known in known_actors() for name in {known.name, *known.aliases} - set(known.guarded)}
    return Gazetteer(automaton, list(names.values()), frozenset(guarded))


def best_known(candidates: list[KnownActor], day: date | None, country: str | None = None) -> KnownActor:
    """Who of one name is meant: the country that the context gives, then the one in office on the day."""
    return min(candidates, key=lambda known: (country is not None and known.country != country, known.distance(day)))
