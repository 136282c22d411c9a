"""The part of a sighting that others are compared with, as small as it goes: a window holds hundreds of thousands."""

from __future__ import annotations

import re
from functools import lru_cache
from sys import intern
from typing import TYPE_CHECKING, NamedTuple
from zlib import crc32

from pipeline.merge.words import telling

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from pipeline.merge.report import Sighting
    from pipeline.records import ActorMention, PlaceMention

_NAME_WORDS = 8
_NAME_PARTS = 2  # hyphens in the entity of a name, "USA-GOV-OBAMA"
_AGE = re.compile(r"\b\d{1,3}(?=-year[- ]old)|(?<=, )\d{1,3}\b(?=,|$)")  # "a 22-year-old man", "Ann Roe, 22"


class Name(NamedTuple):
    """An actor or recipient; ``proper`` is a name, the rest are descriptions ("police", "two men")."""

    key: str
    words: tuple[str, ...]
    proper: bool
    acts: bool


class Trace(NamedTuple):
    """What was done, by and to whom, when and where, and in which words; ``exact`` is a place inside a town."""

    type: str
    mode: str | None
    lemma: str
    names: tuple[Name, ...]
    words: tuple[str, ...]
    numbers: frozenset[str]
    ages: frozenset[str]
    days: tuple[date, date] | None
    place: str | None
    exact: bool
    admin1: str | None
    country: str | None
    denied: bool
    hypothetical: bool
    main: bool
    sentence: int


class Setting(NamedTuple):
    """Where and when an article's events are set: the towns and sites, the regions that these lie in, the days."""

    places: frozenset[str]
    regions: frozenset[str]
    days: frozenset[int]


def setting_of(traces: Sequence[Trace]) -> Setting:
    """The setting of one article's sightings."""
    dated = [trace.days[0] for trace in traces if trace.days and trace.days[0] == trace.days[1]]
    return Setting(
        frozenset(trace.place for trace in traces if trace.place),
        frozenset(trace.admin1 for trace in traces if trace.admin1),
        frozenset(day.toordinal() for day in dated),
    )


def trace_of(sighting: Sighting) -> Trace:
    """The trace of a sighting."""
    first, last, place = sighting.first_day, sighting.last_day, sighting.location
    return Trace(
        type=sighting.action.type,
        mode=sighting.action.mode,
        lemma=intern(sighting.lemma),
        names=(
            *(name for actor in sighting.actors if (name := _name(actor, acts=True)).words),
            *(name for actor in sighting.recipients if (name := _name(actor, acts=False)).words),
        ),
        words=tuple(map(intern, sighting.words)),
        numbers=frozenset(sighting.numbers),
        ages=frozenset(age for actor in (*sighting.actors, *sighting.recipients) for age in _AGE.findall(actor.text)),
        days=(first, last) if first and last else None,
        place=place_key(place) if place and place.kind != "country" else None,
        exact=place is not None and place.kind == "facility",
        admin1=place.admin1 if place else None,
        country=place.country if place else None,
        denied=sighting.polarity == "negative",
        hypothetical=sighting.time_relation == "hypothetical",
        main=sighting.main,
        sentence=crc32(sighting.sentence.encode("utf-8", "replace")),  # only ever compared within one article
    )


def name_key(actor: ActorMention) -> str:
    """What makes two mentions one actor: the words of the name, or the entity where it is no name's ("USA-GOV": police).

    Two articles give one man different offices, and so different entities.
    """
    named = actor.entity is None or actor.entity.count("-") >= _NAME_PARTS
    return (" ".join(_words(actor.name)) if named else actor.entity) or actor.name.lower()


def place_key(place: PlaceMention) -> str:
    """What makes two mentions one place."""
    return str(place.geonames_id or place.name or place.text)


def _name(actor: ActorMention, *, acts: bool) -> Name:
    """Pronouns have no telling words, so they name nobody."""
    proper = actor.entity is not None or any(word[:1].isupper() for word in actor.name.split()[1:])
    return Name(intern(name_key(actor)), _words(actor.name), proper, acts)


@lru_cache(4096)
def _words(name: str) -> tuple[str, ...]:
    return tuple(map(intern, telling([name], _NAME_WORDS)))
