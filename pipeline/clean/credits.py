# ruff: noqa: RUF001 (news is written with typographic dashes and quotes)
"""Credits parsed: "Reporting by X in Y; editing by Z", "AFP contributed reporting.", "By Ana Lima"."""

from __future__ import annotations

import re
from functools import cache

from pipeline.clean.dateline import agencies
from pipeline.records import Credit

_ROLES = (
    (
        re.compile(r"\b(?:additional|further|extra) (?:reporting|writing|editing)", re.IGNORECASE),
        "additional reporting",
    ),
    (re.compile(r"\bcontribut", re.IGNORECASE), "contribution"),
    (re.compile(r"\breport(?:ing|ed)\b", re.IGNORECASE), "reporting"),
    (re.compile(r"\bwrit(?:ing|ten)\b", re.IGNORECASE), "writing"),
    (re.compile(r"\bedit(?:ing|ed)\b", re.IGNORECASE), "editing"),
    (re.compile(r"\bcompil", re.IGNORECASE), "compilation"),
    (re.compile(r"\btranslat", re.IGNORECASE), "translation"),
    (re.compile(r"\bphoto", re.IGNORECASE), "photography"),
    (re.compile(r"^\W*by\b", re.IGNORECASE), "byline"),
    (re.compile(r"\b(?:files|inputs?|material|information|agencies) from\b", re.IGNORECASE), "contribution"),
    (re.compile(r"^\W*(?:source|data|graphic|chart|map)", re.IGNORECASE), "source"),
    (re.compile(r"\bpublished|\bappeared|\bproduced|\breprinted", re.IGNORECASE), "publication"),
)
_PARTICLE = r"(?:de|van|von|der|den|al|el|bin|ibn|da|la|di|du|le|ter)"
_PERSON = re.compile(rf"(?<![\w’'])[A-Z][\w.’'-]*(?: (?:{_PARTICLE} ){{0,2}}[A-Z][\w.’'-]*){{1,3}}")
_PLACES = re.compile(r"\b(?:in|from|at) (?:[A-Z][\w.’'-]*[ ,]*(?:and )?)+")
_STARTS = re.compile(
    r"^(?:Reporting|Writing|Editing|Additional|Compiled|Edited|Written|Translated|By|With|Contributing|Contributors?|Source|Photo\w*|The)\b"
)
_OUTLET = re.compile(
    r"\b(?:Press|News|Times|Post|Agency|Journal|Guardian|Center|Centre|Staff|Writers?|Correspondent|Gazette|University|Office|Service|Staff|Reporter|Editor)\b|[’']s$"
)


def credit_of(text: str) -> Credit:
    """Who is credited, the agencies among them, and for what."""
    role = next((name for pattern, name in _ROLES if pattern.search(text)), None)
    found: list[str] = []
    for match in _agencies().finditer(text):
        name = agencies()[match[0]]
        if name not in found:
            found.append(name)
    rest = _agencies().sub(lambda match: ";" * len(match[0]), text)
    rest = _PLACES.sub(lambda match: ";" * len(match[0]), rest)
    people: list[str] = []
    for match in _PERSON.finditer(rest):
        name = match[0].rstrip(".,'’")
        while _STARTS.match(name) and " " in name:
            name = name.split(" ", 1)[1]
        if " " in name and not _OUTLET.search(name) and name not in people:
            people.append(name)
    return Credit(text=text, agencies=found, people=people, role=role)


@cache
def _agencies() -> re.Pattern[str]:
    names = sorted(agencies(), key=len, reverse=True)
    return re.compile(r"(?<![\w/])(?:" + "|".join(re.escape(name) for name in names) + r")(?![\w])")
