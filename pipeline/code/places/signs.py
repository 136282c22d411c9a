"""The signs for and against a place: what the words around a name, the recogniser and the gazetteer say of it, as features of its mention."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

from pipeline.code.places.gazetteer import ALTERNATE, EXACT, SHORT

if TYPE_CHECKING:
    from pipeline.code.places.mention import Mention
    from pipeline.code.places.scan import Scan

_DATED = re.compile(
    r"^,?\s*(?:[A-Z][a-z]{2,8}\.?\s\d{1,2}\s*)?(?:\([A-Z][\w .,/&-]{1,30}\)\s*)?(?:--+|[\u2012-\u2015]|-\s)"
)
_INITIAL = re.compile(r"^[A-Z]\.$")
_PARTY = frozenset({"R", "D", "I", "DFL", "Rep", "Dem", "Lab", "Con", "LD", "SNP", "NDP"})
_HYPHENS = frozenset({"-", "\u2010", "\u2011", "\u2013"})
_NUMBERS = frozenset({"DATE", "TIME", "CARDINAL", "ORDINAL", "MONEY", "PERCENT", "QUANTITY"})
_PASSIVE = frozenset({"was", "is", "been"})
_LABELS = frozenset({"GPE", "LOC", "FAC", "ORG", "PERSON", "NORP", "DATE"})


def follows_party(scan: Scan, index: int) -> bool:
    """Whether a party's letter stands before: "R-Ohio"."""
    return scan.word(index - 1) in _HYPHENS and scan.word(index - 2) in _PARTY


def locative(scan: Scan, index: int) -> str | None:
    """Which feature the words before a name are, if they say that a place follows."""
    word, earlier = (text.lower() for text in scan.before(index))
    if word in scan.words.locative:
        return "locative"
    if word == "of" and earlier in scan.words.kind_heads:
        return "kind_of"
    if word == "of" and earlier in scan.words.of_heads:
        return "of_head"
    if word in scan.words.war_verb or (word in ("on", "against") and earlier in scan.words.war_heads):
        return "at_war"
    if word in scan.words.place_verb:
        return "place_verb"
    return "weak_locative" if word in scan.words.weak_locative else None


def around(scan: Scan, mention: Mention, surface: str) -> None:
    """The features that the neighbouring words give."""
    known, features, first, last = scan.words, mention.features, mention.first, mention.last
    following, word = scan.word(last), scan.before(first)[0]
    if (following in _PASSIVE and scan.word(last + 1) in known.war_verb) or (
        following == "fell" and scan.word(last + 1) == "to"
    ):
        features["at_war"] = 1  # "Goma was captured", "Goma fell to rebels"
    if (place_word := locative(scan, first)) is not None:
        features[place_word] = 1
    inside = last < scan.sentence_end[first]
    if (
        "weak_locative" in features
        and scan.label[first] == "ORG"
        and first > 1
        and scan.entity[first - 1] == scan.entity[first]
    ):
        del features["weak_locative"]  # "Bank of America"
    if following in known.firm_after:
        features["firm_after"] = 1
    elif following in known.civic_after and inside:
        features["civic_after"] = 1
    elif inside and scan.capital(last) and (scan.entity[first] is None or scan.entity[last] != scan.entity[first]):
        features["capital_after"] = 1
    if following in known.type_after:
        mention.region_word = True
        features["region_word"] = 1
        mention.end = scan.starts[last] + len(following)  # "Donetsk region" is the whole name
    elif following in known.town_after:
        features["town_after"] = 1
    if following in _HYPHENS and inside and scan.word(last + 1).islower():
        features["hyphen_after"] = 1
    previous = scan.word(first - 1)
    if previous in _HYPHENS and scan.starts[first - 1] + len(previous) == mention.start:
        features["party" if follows_party(scan, first) else "hyphen_before"] = 1
    elif word in known.person_before or _INITIAL.match(previous):
        features["person_before"] = 1
    elif previous and previous[0].isupper() and first not in scan.sentence_starts:
        same = scan.entity[first - 1] is not None and scan.entity[first - 1] == scan.entity[first]
        if same:
            features["capital_before"] = 1
        elif first - 1 not in scan.sentence_starts and previous.lower() not in known.locative:
            features["name_before"] = 1
    if following in known.person_after:
        features["person_after"] = 1
    if surface.isupper() and len(surface) > 2 and _DATED.match(scan.text[mention.end : mention.end + 60]):
        features["dateline"] = 1
    if mention.key in scan.people:
        features["surname"] = 1


def labelled(scan: Scan, mention: Mention) -> None:
    """What the recogniser says, and whether the name is only a part of what it found."""
    features, first, last = mention.features, mention.first, mention.last
    entity, label = scan.entity[first], scan.label[first]
    if "party" in features:
        return
    if label in _NUMBERS:  # a country is no date, whatever the recogniser says: "killed in Niger"
        country = label != "MONEY" and any(place.kind == "country" for place in mention.candidates)
        label = "" if country else "DATE"
    features[label if label in _LABELS else "other_label" if label else "no_label"] = 1
    if entity is None:
        return
    begin, end = entity
    while begin < first and scan.texts[begin].lower() in ("the", "downtown", "central"):
        begin += 1
    while end > last and scan.texts[end - 1] in ("'s", "\u2019s", "'", "\u2019", "."):
        end -= 1
    if begin >= first and end <= last:
        return
    if label == "PERSON" and not (begin == first and scan.word(last) in scan.words.civic_after):
        features["in_person"] = 1
    elif label not in ("GPE", "LOC", "NORP"):
        features["org_start" if begin == first else "org_later"] = 1
        if begin == first and any(
            place.kind == "country" or (place.level == 1 and place.how == EXACT) for place in mention.candidates
        ):
            features["org_country"] = 1


def worth(mention: Mention) -> None:
    """What the name is worth by itself: a country, a region, or so large a town."""
    features, meanings = mention.features, mention.candidates
    best = max(meanings, key=lambda place: (place.priority, place.how != ALTERNATE, place.population))
    exact = [place for place in meanings if place.how == EXACT]
    if best.kind == "country":
        features["country"] = 1
    else:
        population = max(place.population for place in (exact or meanings))
        people = math.log10(population + 30) - 4.5 if population else -1.0
        if (best.priority or any(place.level == 1 for place in exact)) and people < 1.3:
            features["known"] = 1
        else:
            features["population"] = people
    if not exact:
        features["short" if any(place.how == SHORT and place.level == 1 for place in meanings) else "alternate"] = 1
