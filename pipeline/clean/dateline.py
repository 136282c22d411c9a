# ruff: noqa: RUF001 (news is written with typographic dashes and quotes)
"""The dateline at the head of the body: "KYIV, Ukraine (AP) —", "BERLIN, March 3 (Xinhua) --", "LONDON — ", "(LONDON) — "."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from pipeline.code.dates.anchor import anchor_of
from pipeline.code.dates.grammar import find_timex
from pipeline.code.places.countries import country_of_name
from pipeline.code.places.gazetteer import ALTERNATE
from pipeline.code.places.known import meanings_of
from pipeline.lexicon.table import rows
from pipeline.records import CleanArticle, Dateline, Span

# Nothing longer than this is a dateline.
LONGEST = 130
_DASH = r"(?:-{1,3}|[–—―:])"
_CAPS = r"[A-Z\u00c0-\u00de][A-Z\u00c0-\u00de.'’\-]+"
_TITLE = r"[A-Z\u00c0-\u00de][\w.'’\-]+"
_MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?\.?|July?\.?|Aug(?:ust|\.)?|"
    r"Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?|JANUARY|FEBRUARY|MARCH|APRIL|MAY|JUNE|JULY|AUGUST|SEPTEMBER|OCTOBER|NOVEMBER|DECEMBER)"
)
_DATE = rf"(?:{_MONTH} \d{{1,2}}(?:,? \d{{4}})?|\d{{1,2}} {_MONTH}(?:,? \d{{4}})?|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)"
_PLACE_CAPS = rf"(?P<place>{_CAPS}(?:(?: ?/ ?| )(?:{_CAPS}|(?:of|de|la|du|des|el|al|and|the|OF|DE|LA)\b)){{0,4}}(?:, (?:{_TITLE}|{_CAPS})(?: (?:{_TITLE}|{_CAPS}|of|and)){{0,3}}){{0,2}})"
_PLACE_TITLE = rf"(?P<place>{_TITLE}(?:(?: ?/ ?| )(?:{_TITLE}|de|la|du|of|el|al)){{0,3}}(?:, {_TITLE}(?: (?:{_TITLE}|of|and)){{0,3}}){{0,2}})"
_AGENCY = r"\((?P<agency>(?:[A-Z]|dpa\b)[\w ./’'&-]{1,40})\)"
_PATTERNS = [
    # PLACE[, Region][, March 3] (Agency) --
    re.compile(rf"{_PLACE_CAPS}(?:[,.]? (?P<date>{_DATE}))?,? {_AGENCY}\.?\s*{_DASH}?\s*"),
    re.compile(rf"{_PLACE_TITLE}(?:[,.]? (?P<date>{_DATE}))?,? {_AGENCY}\.?\s*{_DASH}\s*"),
    # (Agency) PLACE -- / (Agency) --
    re.compile(rf"{_AGENCY}\s*{_DASH}?\s*{_PLACE_CAPS}(?:,? (?P<date>{_DATE}))?\s*{_DASH}\s+"),
    # (PLACE, Region) --
    re.compile(rf"\({_PLACE_CAPS}(?:[,.]? (?P<date>{_DATE}))?\)\s*{_DASH}\s*"),
    # PLACE, March 3 -- ; LONDON --
    re.compile(
        rf"{_PLACE_CAPS}(?:[,.]? (?P<date>{_DATE}))?\s*(?:\s-{{1,3}}\s|-{{2,3}}\s*|\s?[–—―]\s?|\s?:\s(?=[A-Z]))"
    ),
    re.compile(rf"{_PLACE_TITLE}, (?P<date>{_DATE})\s*(?:\s-{{1,3}}\s|-{{2,3}}\s*|\s?[–—―]\s?)"),
    # Indianapolis -- and Guwahati:, where they are towns of that name
    re.compile(rf"{_PLACE_TITLE}(?:, (?P<date>{_DATE}))?(?:\s(?:-{{1,2}}|[–—―])\s|\s?:\s?)"),
]
_TOWN, _NEWS, _PEOPLE = 6, 60, 20_000  # the pattern that a gazetteer must agree to, and on how large a town
_BRACKETED = 3  # outlets sign so too, so here a gazetteer must know the place
_ONLY_AGENCY = re.compile(rf"{_AGENCY}\s*(?:{_DASH}\s*)?")

# A headline that runs into the dateline: no longer than this, of so many words, and with no full stop.
_HEADLINE, _WORDS = 330, 4
_INSIDE = re.compile(r"(?<= )[A-Z\u00c0-\u00de]{2}")
_STOP = re.compile(r"[a-z\d][.!?][\"”’)]?(?: |$)")
_DASHED = re.compile(rf"{_DASH}\s*$")


class Filed(NamedTuple):
    """A dateline as it stands; its day is not resolved yet."""

    text: str
    place: str | None = None
    agency: str | None = None
    date: str | None = None


@cache
def _labels() -> frozenset[str]:
    """Words in capitals at the head of a paragraph that are labels, not places: "UPDATE"."""
    return frozenset(label for row in rows("clean/labels.tsv", ("kind", "labels")) for label in row.list("labels"))


@cache
def agencies() -> dict[str, str]:
    """Every name that an agency goes by, to the name it has in records."""
    names: dict[str, str] = {}
    for row in rows("clean/agencies.tsv", ("name", "names")):
        for alias in row.list("names"):
            if names.setdefault(alias, row.text("name")) != row.text("name"):
                raise row.error(f"{alias} is {names[alias]} already")
    return names


def dateline_of(paragraph: str) -> tuple[Filed | None, int]:
    """The dateline of a first paragraph and where the news begins after it."""
    head = paragraph[: LONGEST + 60]
    if not head[:1].isupper() and head[:1] != "(":
        return None, 0
    for number, pattern in enumerate(_PATTERNS):
        match = pattern.match(head)
        if match is None or match.end() > LONGEST or match.end() >= len(paragraph):
            continue
        found = match.groupdict()
        place = found["place"].strip(" ,")
        if place.split(" ", maxsplit=1)[0].strip(",.'’") in _labels():
            continue
        if number >= 3 and not _is_bare(place, paragraph[match.end() :]):
            continue
        if number == _BRACKETED and not meanings_of(place.partition(",")[0]):
            continue
        if number == _TOWN and not (_is_town(place) and len(paragraph) - match.end() >= _NEWS):
            continue
        agency = found.get("agency")
        if agency is not None and not _is_agency(agency):
            continue
        date = found.get("date")
        return Filed(
            place=place, agency=agencies().get(agency, agency) if agency else None, date=date, text=match[0].strip()
        ), match.end()
    match = _ONLY_AGENCY.match(head)
    if match is not None and match["agency"] in agencies():
        return Filed(agency=agencies()[match["agency"]], text=match[0].strip()), match.end()
    return None, 0


def dateline_inside(line: str) -> tuple[Filed | None, int, int, str]:
    """The dateline behind a headline that ran into the news: where the headline ends, the news begins, and the byline between.

    As in "Mill burns in Bergen By ANN ROE OSLO (AP) - A mill burned down".
    """
    head = line[:_HEADLINE]
    for place in _INSIDE.finditer(head):
        match = _PATTERNS[0].match(head, place.start())
        if match is None or match["agency"] not in agencies() or match.end() >= len(line):
            continue
        if not _DASHED.search(match[0]):
            continue
        before, words = head[: place.start()].rstrip(), match["place"].split(" ")
        if len(before.split()) < _WORDS or _STOP.search(before):
            return None, 0, 0, ""
        byline = ""
        if before.endswith(" By"):
            names = 3 if len(words) > 3 and words[1].endswith(".") else 2
            byline, words = " ".join(["By", *words[:names]]), words[names:]
            before = before[:-3].rstrip()
        found = " ".join(words).strip(" ,")
        if not found or words[0].strip(",.'’") in _labels():
            return None, 0, 0, ""
        text = line[line.index(found, len(before)) : match.end()].strip()
        named = Filed(place=found, agency=agencies()[match["agency"]], date=match["date"], text=text)
        return named, len(before), match.end(), byline
    return None, 0, 0, ""


def _is_agency(name: str) -> bool:
    """A known agency, or what looks like an outlet's name rather than a remark in brackets."""
    return name in agencies() or name.isupper() or name.istitle() or len(name.split()) <= 3


def _is_bare(place: str, rest: str) -> bool:
    """Without an agency a place must be no label, and a sentence must follow."""
    return len(place) >= 4 and (rest[:1].isupper() or rest[:1] in "\"“‘'($€£" or rest[:1].isdigit())


def _is_town(place: str) -> bool:
    if country_of_name(place) is not None:
        return True  # "India: Police arrested ..."
    meanings = meanings_of(place.partition(",")[0])
    return any(each.kind == "city" and each.how != ALTERNATE and each.population >= _PEOPLE for each in meanings)


def dated(article: CleanArticle, filed: Filed | None) -> CleanArticle:
    """The article with its dateline, whose day counts from its publication."""
    if filed is None:
        return article
    named = next(iter(find_timex(filed.date, anchor_of(article))), None) if filed.date else None
    date = named.reading.at(Span(start=0, end=0, text="")) if named is not None else None
    dateline = Dateline(place=filed.place, agency=filed.agency, date=date, text=filed.text)
    return article.model_copy(update={"dateline": dateline})
