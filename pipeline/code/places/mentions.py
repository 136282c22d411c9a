"""Which of the names that a scan found are places, by the article as a whole."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.code.places.containers import join
from pipeline.code.places.scan import Scan

if TYPE_CHECKING:
    from pipeline.code.places.mention import Mention
    from pipeline.parse.document import Document

ACCEPTED = 0.5
_SURE = 1.8
_LOCATED = frozenset({"locative", "kind_of", "of_head", "weak_locative", "place_verb", "at_war", "listed", "contained", "container", "dateline", "region_word", "hyphen_after", "party", "county"})  # fmt: skip
# "and", also after an apposition: "Akron, a rail hub, as well as Canton"
_LISTING = re.compile(
    r", | & |(?:, (?:an?|the) [^,.;:()\n]{1,50})?,? (?:and|or|as well as)(?: in)? ",
)
# Words that say of themselves that a place follows: enough to vouch for the next in a list.
_STATED = frozenset({"kind_of", "of_head", "locative", "region_word", "contained"})
_NOT_LETTERS = re.compile(r"[^a-z]")


def scan_mentions(document: Document) -> list[Mention]:
    """Every name that may be a place, with the features of its neighbourhood and of the article."""
    scan = Scan(document)
    mentions = join(scan, scan.mentions())
    outlet = _NOT_LETTERS.sub("", f"{document.article.source or ''} {document.article.url or ''}".lower()[:200])
    _list(document, mentions)
    located: set[str] = set()
    sure: set[str] = set()
    for mention in mentions:
        if mention.features.keys() & _LOCATED:
            located.add(mention.key)
        if mention.score >= _SURE:
            sure.add(mention.key)
    for mention in mentions:
        features = mention.features
        if not mention.candidates and "unknown" not in features:
            continue
        if mention.key in sure and mention.score < _SURE and not features.keys() & {"in_person", "firm_after"}:
            features["sure_elsewhere"] = 1
        if len(mention.key) > 4 and mention.candidates and _NOT_LETTERS.sub("", mention.key) in outlet:
            features["outlet"] = 1
        elif mention.key not in located and features.get("population", -1.0) < 0.5 and "country" not in features and "known" not in features:  # fmt: skip
            features["not_located"] = 1
    return mentions


def _list(document: Document, mentions: list[Mention]) -> None:
    """Let sure places vouch for their neighbours in a list: "Mosul and Tal Afar"."""
    scores = [mention.score for mention in mentions]
    for at in range(len(mentions) - 1):
        one, other = mentions[at], mentions[at + 1]
        if not _LISTING.fullmatch(document.article.text[one.end : other.start]):
            continue
        for vouching, vouched in ((at, at + 1), (at + 1, at)):
            mention = mentions[vouched]
            if (
                (
                    scores[vouching] >= _SURE
                    or (scores[vouching] >= ACCEPTED and mentions[vouching].features.keys() & _STATED)
                )
                and mentions[vouching].kind != "facility"
                and mention.candidates
                and not mention.features.keys() & {"in_person", "surname", "firm_after", "stop"}
            ):
                mention.features["listed"] = 1


def find_mentions(document: Document) -> list[Mention]:
    """The places of an article in reading order, not resolved yet."""
    return [mention for mention in scan_mentions(document) if mention.score >= ACCEPTED]
