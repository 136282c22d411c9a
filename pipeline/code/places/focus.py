"""The place that a report is about, and the one that the sentences before speak of."""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING

from pipeline.code.places.references import RANK, STRICT_AT, References
from pipeline.code.places.words import words

if TYPE_CHECKING:
    from pipeline.parse.document import Document
    from pipeline.records import PlaceMention

_Known = tuple[int | None, str | None, str | None]
_LEAD = 3  # sentences
_BACK = 2


class Focus:
    """Where an article plays, where its sentences do not say."""

    def __init__(self, document: Document, references: References) -> None:
        self._document, self._references = document, references

    @cached_property
    def _placed(self) -> dict[int, PlaceMention]:
        """For each sentence the most telling place that something is put in."""
        found: dict[int, PlaceMention] = {}
        for head, place in self._references.heads:
            put = self._references.preposition(head) in STRICT_AT or self._references.local_body(head)
            if not put and not self._told_from(head):
                continue
            if _brought_to(place) or (place.country is None and place.kind == "natural"):
                continue  # nor on a continent or at sea, too wide to be where the next thing happened
            number = self._document.sentence_number(head)
            if number not in found or RANK[place.kind] > RANK[found[number].kind]:
                found[number] = place
        return found

    def _told_from(self, head: int) -> bool:
        """Whether a case is told of from there: "the incident was reported from Agra"."""
        word = self._document[head]
        return word.dep_ == "pobj" and word.head.lower_ == "from" and word.head.head.lemma_ in words().cases

    def before(self, index: int) -> PlaceMention | None:
        """The place of the nearest of the few sentences before: a report stays where it is until it moves.

        It may move with a paragraph, but not in the lead, where agencies make each sentence one.
        """
        number = self._document.sentence_number(index)
        paragraph = self._document.article.text.rfind("\n", 0, self._document[index].idx)
        for earlier in range(number - 1, max(-1, number - 1 - _BACK), -1):
            if number > _LEAD and self._document.sentences[earlier].start_char < paragraph:
                break
            place = self._placed.get(earlier)
            if place is not None and place.kind != "country":
                return place
        return None

    def after(self, index: int) -> PlaceMention | None:
        """The place that the sentences after the first one name for its news: "... The shots were fired in the port of X"."""
        number = self._document.sentence_number(index)
        if number:
            return None
        for later in range(1, _LEAD):
            place = self._placed.get(later)
            if place is not None and place.kind != "country":
                return place
        return None

    @cached_property
    def scenes(self) -> set[str | None]:
        """The names of the towns and sites that the article puts something in."""
        return {place.name for place in self._placed.values() if place.kind in ("city", "facility", "region")}

    def has_court(self, place: PlaceMention) -> bool:
        """Whether the article names it as a court's."""
        heads = (self._document[head] for head, each in self._references.heads if each.name == place.name)
        return any("court" in (word.lower_, word.head.lower_) for word in heads)

    @cached_property
    def headline(self) -> PlaceMention | None:
        """The place that the headline puts its news in: "Ferry sinks off Harwick"; the article must name it too."""
        title = self._document.article.title or ""
        best: tuple[float, PlaceMention] | None = None
        for _, place in self._references.heads:
            at = title.find(place.text) if place.text else -1
            before = title[:at].split()[-2:] if at > 0 else []
            if not any(word.lower() in STRICT_AT for word in before):
                continue
            if best is None or RANK[place.kind] > best[0]:
                best = (RANK[place.kind], place)
        return best[1] if best else None

    @cached_property
    def place(self) -> PlaceMention | None:
        """The place that is named most, the headline and the lead counting double; None where nothing stands out."""
        title = self._document.article.title or ""
        weight: Counter[_Known] = Counter()
        first: dict[_Known, PlaceMention] = {}
        scenes: set[_Known] = set()
        for head, place in self._references.heads:
            if place.lat is None or _brought_to(place):
                continue
            known: _Known = (place.geonames_id, place.name, place.country)
            first.setdefault(known, place)
            lead = self._document.sentence_number(head) < _LEAD
            put = self._references.preposition(head) in STRICT_AT
            weight[known] += (1 + lead) * (2 if put else 1)
            if put:
                scenes.add(known)
        for known, place in first.items():
            if place.text and place.text in title:
                weight[known] += 3
            if place.kind == "country":
                # one that nothing is put in is a party to the news
                weight[known] = weight[known] // 2 if known in scenes else 0
        if not weight:
            return None
        top, total = max(weight.items(), key=lambda pair: pair[1])
        return first[top] if total >= 3 else None


def _brought_to(place: PlaceMention) -> bool:
    """A hospital, a court: those who are brought there went through the news elsewhere."""
    return place.kind == "facility" and not words().brought_to.isdisjoint(place.text.split()[-1:])
