"""What stands right before a capitalised name and tells what it names, whatever the recogniser calls it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.code.actors.lexicon import noun
from pipeline.records import Sector

if TYPE_CHECKING:
    from pipeline.parse.document import Document

_TITLED = frozenset({Sector.GOV, Sector.MIL, Sector.LEG, Sector.JUD, Sector.REL})
_BODIES = frozenset({Sector.BUS, Sector.NGO, Sector.REB, Sector.PTY, Sector.MED, Sector.EDU, Sector.CRM, Sector.IGO})


def described_body(document: Document, first: int, head: int) -> bool:
    """Whether a noun for a body stands right before the name: "the Swiss drugmaker Novalis"."""
    start = head
    while start > first and document[start - 1].pos_ == "PROPN":
        start -= 1
    before = document[start - 1] if start > first else None
    role = noun(before.text) if before is not None and before.tag_ == "NN" and before.text.islower() else None
    return role is not None and role.kind == "group" and role.sector in _BODIES


def titled(document: Document, first: int, head: int, label: str) -> bool:
    """Whether a person's title stands right before the name, whatever the recogniser calls it: "General Ann Roe"."""
    start = head
    while start > first and document[start - 1].pos_ == "PROPN" and not noun(document[start - 1].text):
        start -= 1
    title = noun(document[start - 1].text) if start > first else None
    if title is None or title.kind != "person" or title.sector not in _TITLED or noun(document[head].text):
        return False
    return document[start - 1].tag_ in ("NN", "NNP") and not (label == "ORG" and start - first == 1)
