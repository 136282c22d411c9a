"""For example "Springfield, Illinois": the second name tells which the first is, and each that the other is a place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.code.places.distance import distance
from pipeline.code.places.gazetteer import EXACT
from pipeline.code.places.known import abbreviations, candidates
from pipeline.code.places.mention import Mention, word_before
from pipeline.code.places.names import key
from pipeline.code.places.words import directed

if TYPE_CHECKING:
    from pipeline.code.places.gazetteer import Place
    from pipeline.code.places.scan import Scan

_BETWEEN = frozenset({", ", " , ", " (", ",", ", in ", " in ", " in the "})
# "Sandringham, eastern England"
_PART = re.compile(
    r", (?:in )?(?:the )?(?:(?:north|south|east|west)(?:[ -]?(?:east|west|central))?(?:ern)?|central|upstate|rural|coastal) "
)
_AT = frozenset({"in", "at", "near", "outside", "of", "from", "to"})
_AT_HOME = frozenset({"in", "at", "near"})
_TOWN, _CITY = 50_000, 100_000  # people: a name of more needs no city behind it; a city of more has such parts
_AROUND = 60.0  # kilometres
_LISTED = re.compile(r"^(?:, and |, or | and | or |, )(?:the )?$")
_SHORT = re.compile(r",\s*((?:[A-Z]\.\s?){2,3}|W\.\s?Va\.|[A-Z][A-Za-z]{0,5}\.?)(?!\w)")
_DISTRICT = re.compile(r"^(?:\s+and\s+|,\s+|,\s+and\s+)$")
_PLURAL = re.compile(r"^\s+(counties|townships|provinces|regions|oblasts|governorates|districts|states|parishes)\b")


def join(scan: Scan, mentions: list[Mention]) -> list[Mention]:
    """The mentions with their containers; abbreviated ones ("Ill.") come in as mentions of their own."""
    found: list[Mention] = []
    skip_to = -1
    for index, mention in enumerate(mentions):
        if mention.start < skip_to:
            continue
        found.append(mention)
        short = _abbreviated(scan, mention)
        if short is not None:
            mention.container = short
            mention.features["contained"] = 1
            found.append(short)
            skip_to = short.end
            continue
        following = mentions[index + 1] if index + 1 < len(mentions) else None
        if following is None or not following.candidates:
            continue
        between = scan.text[mention.end : following.start]
        part = _PART.fullmatch(between) is not None
        if between == " of " and directed(mention.key):
            if not contains(mention, following):
                mention.candidates = ()  # the Eastern District of Virginia is not Hong Kong's
            mention.container = following
            continue
        if not part and between not in _BETWEEN:
            continue
        held = contains(mention, following)
        after = mentions[index + 2] if index + 2 < len(mentions) else None
        closed = part or (between == ", " and _closes(scan, mention, following))
        land = any(place.kind == "country" for place in mention.candidates)  # "Bhutan, India" are two
        if closed and not held and not land and _wide(following) and not _goes_on(scan, following, after):
            mention.candidates = ()  # the Sandringhams that the gazetteer knows are elsewhere
        if not held and not land and (between == " in " or closed) and not _goes_on(scan, following, after):
            _suburb(scan, mention, following)
        unknown = not mention.candidates and (between == ", " or part) and _wide(following)
        if unknown or held:
            mention.container = following
            mention.features["contained"] = 1
            following.features["container"] = 1
    _plural(scan, found)
    return found


def _suburb(scan: Scan, mention: Mention, following: Mention) -> None:
    """Of "at Kenilworth in Johannesburg" no Kenilworth far away is meant: one nearby, or else one that no gazetteer knows."""
    towns = [place for place in following.candidates if place.kind == "city" and place.population >= _CITY]
    known = max((place.population for place in mention.candidates), default=_TOWN)
    if not towns or known >= _TOWN or word_before(scan.text, mention.start) not in _AT_HOME:
        return
    near = [place for place in mention.candidates if any(_beside(place, town) for town in towns)]
    mention.candidates = tuple(near)
    mention.features["contained"] = 1
    if not near:
        mention.inside = following


def _beside(place: Place, town: Place) -> bool:
    gap = distance(place, town)
    return place.country == town.country and gap is not None and gap < _AROUND


def _wide(mention: Mention) -> bool:
    """Whether it is a country or a part of one such as England."""
    return any(
        place.kind == "country" or place.level == 1 or (place.kind == "region" and place.how == EXACT)
        for place in mention.candidates
    )


def _closes(scan: Scan, mention: Mention, following: Mention) -> bool:
    """Whether "in Sandringham, England," is one place: a preposition before, a stop behind."""
    behind = scan.text[following.end : following.end + 1]
    return word_before(scan.text, mention.start) in _AT and behind in {",", ".", ")"}


def _goes_on(scan: Scan, mention: Mention, after: Mention | None) -> bool:
    """Whether it is one of a list: "London, southern France and Spain"."""
    return after is not None and _LISTED.match(scan.text[mention.end : after.start]) is not None


def _abbreviated(scan: Scan, mention: Mention) -> Mention | None:
    match = _SHORT.match(scan.text, mention.end, mention.end + 16)
    if match is None:
        return None
    name = match[1].strip()
    known = abbreviations().get(name) or abbreviations().get(name.removesuffix("."))
    if known is None:
        return None
    region, country, _ = known
    meanings = tuple(
        place
        for place in candidates(key(region))
        if place.country == country and (place.level == 1 or place.priority) and place.kind in ("region", "city")
    )
    if region != "Washington, D.C.":
        meanings = tuple(place for place in meanings if place.level == 1) or meanings
    start = match.start(1)
    container = Mention(mention.last + 1, mention.last + 2, start, start + len(name), key(region), meanings)
    if mention.candidates and not contains(mention, container):
        return None
    container.features = {"GPE": 1, "known": 1, "container": 1}
    return container


def _plural(scan: Scan, mentions: list[Mention]) -> None:
    """For example "Camden, Charlton and Nassau counties": the last word is said of all."""
    for index, mention in enumerate(mentions):
        if not _PLURAL.match(scan.text[mention.end : mention.end + 16]):
            continue
        at = index
        while at >= 0:
            mentions[at].region_word = True
            mentions[at].features["region_word"] = 1
            mentions[at].features.pop("county_only", None)
            if at == 0 or not _DISTRICT.match(scan.text[mentions[at - 1].end : mentions[at].start]):
                break
            at -= 1


def contains(inner: Mention, outer: Mention) -> bool:
    """Whether some meaning of the first lies in some meaning of the second."""
    return any(within(a, b) for b in outer.candidates for a in inner.candidates)


def within(inner: Place, outer: Place) -> bool:
    """Whether the first lies in the second, as far as the gazetteer says."""
    if inner is outer or (inner.geonames_id is not None and inner.geonames_id == outer.geonames_id):
        return False
    if outer.kind == "country":
        return inner.country == outer.country and inner.kind != "country"
    if outer.level == 1:
        return inner.admin1_id == outer.geonames_id
    if outer.level == 2:
        return inner.admin2_id == outer.geonames_id
    if outer.kind == "region" and outer.country is not None and outer.country == inner.country:
        return (
            inner.lat is not None
            and outer.lat is not None
            and inner.lon is not None
            and outer.lon is not None
            and abs(inner.lat - outer.lat) < 4
            and abs(inner.lon - outer.lon) < 5
        )
    return False
