"""Streets, airports, lakes: places that say what they are, whether or not a gazetteer knows them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.code.places.known import candidates
from pipeline.code.places.mention import Mention
from pipeline.code.places.names import key
from pipeline.code.places.signs import locative

if TYPE_CHECKING:
    from pipeline.code.places.scan import Scan
    from pipeline.records import PlaceKind

_NUMBER = re.compile(r"^(?:[A-Z]{0,2}-?)?\d{1,4}[A-Z]?$")
_ROADS = re.compile(r"^(?:I|US|SR|KY|TX|FM|M|A|E)-\d{1,3}$")
# Natural features that streets, schools and estates are named after need more than their last word.
_SURE_NATURAL = frozenset({"River", "Lake", "Mountains", "Ocean", "Sea", "Gulf", "Strait", "Reservoir", "Peninsula", "Desert", "Island", "Islands", "Bayou", "Glacier", "Volcano"})  # fmt: skip


def numbered_road(scan: Scan, index: int) -> Mention | None:
    """For example "Highway 61", "Interstate 435", "I-95"."""
    text = scan.texts[index]
    if _ROADS.match(text):
        last = index + 1
    elif text in scan.words.street_start and _NUMBER.match(scan.word(index + 1)):
        last = index + 2
    else:
        return None
    return _site(scan, index, last, "facility", {"FAC": 1})


def named_site(scan: Scan, index: int, end: int) -> Mention | None:
    """For example "Orchard Street", "Ben Gurion Airport", "Lake Lanier": known by their last or first word."""
    words, texts = scan.words, scan.texts
    # A link breaks such a name: "Main Street and the River Road" is two.
    stop = index
    while stop < end and (scan.capital(stop) or texts[stop] in ("'s", "\u2019s")):
        stop += 1
    kind: PlaceKind | None = None
    last = index
    for at in range(index + 1, stop):
        text = texts[at]
        if (
            text in words.street_end
            and scan.word(at + 1) != "-"
            and not (text in ("Dr.", "St.", "St") and at + 1 < stop)
        ) or text in words.facility_end:
            kind, last = "facility", at + 1
        elif text in words.natural_end and scan.word(at + 1) not in words.civic_after | words.firm_after:
            kind, last = "natural", at + 1
    natural_first = texts[index] in words.natural_start and stop > index + 1
    if kind is None and natural_first:
        kind, last = "natural", min(stop, index + 3)
    if kind is None or texts[index] in ("The", "A", "This", "That", "Our", "His", "Her"):
        return None
    if candidates(key(scan.surface(index, last))):
        return None
    features: dict[str, float] = {"FAC": 1}
    if kind == "natural":
        label = scan.label[last - 1]
        if label == "PERSON":
            return None
        sure = texts[last - 1] in _SURE_NATURAL or (natural_first and label in ("LOC", "FAC", "GPE"))
        features = {"LOC": 1} if sure else {"unknown": 1, "LOC": 1}
        if (place_word := locative(scan, index)) is not None:
            features[place_word] = 1
    mention = _site(scan, index, last, kind, features)
    if texts[last - 1] in words.street_end:
        mention.inside = None  # streets are named after towns far away
    return mention


def _site(scan: Scan, first: int, last: int, kind: PlaceKind, features: dict[str, float]) -> Mention:
    mention = scan.mention(first, last)
    mention.kind, mention.features = kind, features
    if scan.texts[first] == "Royal":
        first += 1  # "Royal Melbourne Hospital" is Melbourne's
    # "Boone County Jail" lies in Boone County.
    for end in range(last - 1, first, -1):
        meanings = candidates(key(scan.surface(first, end)))
        if scan.texts[first] in scan.words.joined and any(place.kind == "country" for place in meanings):
            break  # "St Vincent's Hospital" is a saint's
        if end - first == 1 and scan.texts[first] in scan.words.natural_start:
            break  # the River Wear is in no town called River
        if meanings and (end - first > 1 or max(place.population for place in meanings) > 2000 or meanings[0].priority):
            mention.inside = scan.mention(first, end, meanings)
            break
    return mention
