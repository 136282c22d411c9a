"""Which words of an article name places: the parser's entities, corrected by the gazetteer and by the words around."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.code.places.countries import country_of_demonym, country_of_name
from pipeline.code.places.gazetteer import ALTERNATE, EXACT, SHORT, Place
from pipeline.code.places.known import abbreviations, candidates
from pipeline.code.places.names import key
from pipeline.code.places.words import words

if TYPE_CHECKING:
    from pipeline.parse.document import Document
    from pipeline.records import PlaceKind

_LONGEST = 6
_LINKS = frozenset(
    {
        "of",
        "the",
        "and",
        "de",
        "la",
        "le",
        "les",
        "del",
        "di",
        "da",
        "do",
        "dos",
        "al",
        "el",
        "-",
        "upon",
        "on",
        "under",
        "sur",
        "ez",
        "am",
        "en",
        "y",
        "&",
        "'s",
        "\u2019s",
    }
)
_ACCEPTED = 0.5
_SURE = 2.5
_LABELS = {"GPE": 2.5, "LOC": 2.0, "FAC": 1.5, "ORG": -0.7, "PERSON": -2.5, "NORP": -3.0, "": -1.0}
_OTHER_LABEL = -1.5
_INITIAL = re.compile(r"^[A-Z]\.$")
_PREFIXED = re.compile(r"^(U\.S\.|U\.K\.|US|UK|EU|U\.N\.)[-\u2010\u2011\u2013](?=\w)")


@dataclass(slots=True)
class Mention:
    """A stretch of text that names a place, with what it may mean. ``score`` says how surely it is a place at all."""

    first: int
    last: int
    start: int
    end: int
    key: str
    candidates: tuple[Place, ...]
    score: float
    kind: PlaceKind | None = None
    region_word: bool = False
    container: Mention | None = None
    chosen: Place | None = None
    certainty: float = 0.0
    inside: Mention | None = field(default=None, repr=False)


class _Finder:
    """One walk over an article's capitalised words."""

    def __init__(self, document: Document) -> None:
        doc = document.doc
        self.document = document
        self.text = document.article.text
        self.texts = [token.text for token in doc]
        self.starts = [token.idx for token in doc]
        self.label = [""] * len(doc)
        self.entity: list[tuple[int, int] | None] = [None] * len(doc)
        self.sentence_starts = {sentence.start for sentence in document.sentences}
        self.sentence_end = [sentence.end for sentence in document.sentences for _ in sentence]
        self.people: set[str] = set()
        for entity in doc.ents:
            for index in range(entity.start, entity.end):
                self.label[index] = entity.label_
                self.entity[index] = (entity.start, entity.end)
            if entity.label_ == "PERSON" and entity.end - entity.start > 1:
                parts = [text for text in self.texts[entity.start : entity.end] if text[:1].isupper()]
                if len(parts) > 1:
                    self.people.update(key(part) for part in (parts[0], parts[-1]))
        self.words = words()

    def capital(self, index: int) -> bool:
        text = self.texts[index]
        return text[0].isupper() or (text[0] in "'\u2018\u2019" and len(text) > 1 and text[1].isupper())

    def surface(self, first: int, last: int) -> str:
        return self.text[self.starts[first] : self.starts[last - 1] + len(self.texts[last - 1])]

    def find(self) -> list[Mention]:
        found: list[Mention] = []
        index, count = 0, len(self.texts)
        while index < count:
            if not self.capital(index):
                index += 1
                continue
            mention = self.at(index)
            if mention is None:
                index += 1
            else:
                found.append(mention)
                index = mention.last
        return found

    def run(self, index: int) -> int:
        """The end of the stretch of capitalised words that begins here, links inside it included."""
        end = last = index + 1
        limit = min(self.sentence_end[index], index + 8)
        while end < limit:
            if self.capital(end):
                end += 1
                last = end
            elif self.texts[end] in _LINKS:
                end += 1
            else:
                break
        return last

    def at(self, index: int) -> Mention | None:
        end = self.run(index)
        named = self.named_feature(index, end)
        if named is not None:
            return named
        for last in range(min(end, index + _LONGEST), index, -1):
            if not self.capital(last - 1):
                continue
            surface = self.surface(index, last)
            name_key = key(surface)
            meanings = candidates(name_key)
            if meanings:
                return self.weigh(index, last, name_key, meanings)
        prefixed = _PREFIXED.match(self.texts[index])
        if prefixed and country_of_name(prefixed[1]):
            name_key = key(prefixed[1])
            start = self.starts[index]
            return Mention(index, index + 1, start, start + len(prefixed[1]), name_key, candidates(name_key), _SURE)
        return self.unknown(index)

    def unknown(self, index: int) -> Mention | None:
        """An entity that the parser takes for a place and no gazetteer knows."""
        entity = self.entity[index]
        if entity is None or entity[0] != index or self.label[index] not in ("GPE", "LOC", "FAC"):
            return None
        first, last = entity
        while first < last and not self.capital(first):
            first += 1
        while last > first and not self.capital(last - 1):
            last -= 1
        if first >= last or first != index:
            return None
        surface = self.surface(first, last)
        name_key = key(surface)
        if surface in self.words.stop or country_of_demonym(surface) or name_key in self.people or len(name_key) < 3:
            return None
        if self.texts[first].isupper() and last - first == 1 and len(surface) < 6:
            return None
        locative = self.locative(first)
        score = 0.2 + locative + (0.5 if self.label[index] == "GPE" else 0)
        start = self.starts[first]
        kind: PlaceKind = {"GPE": "city", "LOC": "natural"}.get(self.label[index], "facility")  # type: ignore[assignment]
        return Mention(first, last, start, start + len(surface), name_key, (), score, kind=kind)

    def named_feature(self, index: int, end: int) -> Mention | None:
        """Streets, airports, lakes: known by their last (or first) word."""
        known = self.words
        last = index
        limit = end
        # Links break such a name: "Main Street and the River Road" is two.
        stop = index
        while stop < limit and (self.capital(stop) or (self.texts[stop] == "of" and stop > index)):
            stop += 1
        kind: PlaceKind | None = None
        for at in range(index + 1, stop):
            text = self.texts[at]
            following = self.texts[at + 1] if at + 1 < len(self.texts) else ""
            if text in known.street_end and not (text in ("Dr.", "St.", "St") and at + 1 < stop):
                kind, last = "facility", at + 1
            elif text in known.facility_end:
                kind, last = "facility", at + 1
            elif text in known.natural_end and following not in known.civic_after and following not in known.firm_after:
                kind, last = "natural", at + 1
        if kind is None or self.texts[index] in ("The", "A", "This", "That"):
            return None
        surface = self.surface(index, last)
        if candidates(key(surface)):
            return None
        if any(self.label[at] == "PERSON" for at in range(index, last)) and kind == "natural":
            return None
        start = self.starts[index]
        return Mention(
            index, last, start, start + len(surface), key(surface), (), 1.0 if kind == "facility" else 0.6, kind=kind
        )

    def before(self, index: int) -> tuple[str, str]:
        """The two words before, articles skipped."""
        at = index - 1
        while at >= 0 and self.texts[at] in ("the", "The", "a", "both"):
            at -= 1
        return (self.texts[at] if at >= 0 else "", self.texts[at - 1] if at >= 1 else "")

    def locative(self, index: int) -> float:
        word, earlier = self.before(index)
        lower = word.lower()
        if lower in self.words.locative:
            return 2.0
        if lower == "of" and earlier.lower() in self.words.of_heads:
            return 2.0
        if lower in self.words.weak_locative:
            return 1.0
        return 0.0

    def weigh(self, first: int, last: int, name_key: str, meanings: tuple[Place, ...]) -> Mention | None:
        known, texts = self.words, self.texts
        surface = self.surface(first, last)
        following = texts[last] if last < len(texts) else ""
        mention = Mention(first, last, self.starts[first], self.starts[first] + len(surface), name_key, meanings, 0.0)
        if name_key == "us" and surface != "US":
            return None
        if last - first == 1 and country_of_demonym(surface) and not country_of_name(surface):
            return None
        best = max(meanings, key=lambda place: (place.priority, place.how != ALTERNATE, place.population))
        exact = [place for place in meanings if place.how == EXACT]
        region_word = following in known.type_after
        entity, label = self.entity[first], self.label[first]
        whole = (
            entity == (first, last)
            or entity == (first - 1, last)
            and texts[first - 1].lower() in ("the", "central", "downtown")
        )
        score = _LABELS.get(label, _OTHER_LABEL)
        if label == "PERSON" and entity is not None and entity[1] - entity[0] > last - first:
            score -= 2.0
        elif entity is not None and not whole and label in ("ORG", "FAC", "EVENT", "WORK_OF_ART", "PRODUCT", "LAW"):
            score -= 1.0
        score += self.locative(first)
        word, earlier = self.before(first)
        if following in known.firm_after:
            score -= 4.0
        elif following in known.civic_after and last < len(texts):
            score += 1.7
        elif last < self.sentence_end[first] and self.capital(last):
            score -= 1.5
        if region_word:
            mention.region_word = True
            score += 2.5
        elif following in known.town_after:
            score += 0.7
        if word in known.person_before or _INITIAL.match(word):
            score -= 3.0
        elif (
            word
            and word[0].isupper()
            and first not in self.sentence_starts
            and first - 1 not in self.sentence_starts
            and self.entity[first - 1] == entity
            and entity is not None
        ):
            score -= 1.0
        if following in known.person_after and label != "GPE":
            score -= 1.0
        # What the name is worth by itself.
        if best.kind == "country":
            score += 2.0
        elif best.priority or any(place.level == 1 for place in exact):
            score += 1.3
        else:
            population = max((place.population for place in meanings), default=0)
            score += math.log10(population + 30) - 4.5 if population else -1.0
        if not exact:
            score -= 0.7 if any(place.how == SHORT and place.level == 1 for place in meanings) else 1.2
            if all(place.level == 2 and place.how == SHORT for place in meanings) and not region_word:
                return None
        if last - first > 1:
            score += 1.0
        elif surface in known.stop:
            score -= 3.0
        elif surface.isupper() and len(surface) < 5 and best.kind != "country" and not best.priority:
            score -= 2.0
        if name_key in self.people:
            score -= 2.0
        if first in self.sentence_starts and label not in ("GPE", "LOC"):
            score -= 0.5
        mention.score = score
        return mention


def _join_containers(mentions: list[Mention], text: str) -> list[Mention]:
    """ "Springfield, Illinois": the second tells which Springfield, and each that the other is a place."""
    kept: list[Mention] = []
    shorts = abbreviations()
    for index, mention in enumerate(mentions):
        following = mentions[index + 1] if index + 1 < len(mentions) else None
        if (
            following is not None
            and text[mention.end : following.start] in (", ", " , ", " (")
            and _contains(mention, following)
        ):
            mention.container = following
            mention.score += 3.0
            following.score += 1.5
        else:
            short = re.match(r",\s*((?:[A-Z]\.\s?){2,3}|[A-Z][A-Za-z]{0,5}\.?)", text[mention.end : mention.end + 14])
            name = short[1].strip() if short else ""
            known = shorts.get(name) or shorts.get(name.removesuffix("."))
            if known is not None and short is not None:
                region = key(known[0])
                meanings = tuple(
                    place
                    for place in candidates(region)
                    if place.country == known[1] and (place.level == 1 or place.priority)
                )
                start = mention.end + short.start(1)
                container = Mention(
                    mention.last + 1, mention.last + 2, start, start + len(name), region, meanings, _SURE
                )
                if _contains(mention, container):
                    mention.container = container
                    mention.score += 3.0
        kept.append(mention)
    return kept


def _contains(inner: Mention, outer: Mention) -> bool:
    return any(within(a, b) for b in outer.candidates for a in inner.candidates)


def within(inner: Place, outer: Place) -> bool:
    """Whether the first lies in the second, as far as the gazetteer says."""
    if inner is outer or (outer.level == 0 and outer.kind not in ("country", "region")):
        return False
    if outer.kind == "country":
        return inner.country == outer.country and inner.kind != "country"
    if outer.level == 1:
        return inner.admin1_id == outer.geonames_id and inner.geonames_id != outer.geonames_id
    if outer.level == 2:
        return inner.admin2_id == outer.geonames_id and inner.geonames_id != outer.geonames_id
    if outer.country is not None and outer.country == inner.country and inner.lat is not None and outer.lat is not None:
        return (
            inner.lon is not None
            and outer.lon is not None
            and abs(inner.lat - outer.lat) < 4
            and abs(inner.lon - outer.lon) < 5
        )
    return False


def find_mentions(document: Document) -> list[Mention]:
    """The places of an article in reading order, not resolved yet."""
    finder = _Finder(document)
    mentions = _join_containers(finder.find(), document.article.text)
    sure = {mention.key for mention in mentions if mention.score >= _SURE}
    for mention in mentions:
        if mention.score < _SURE and mention.key in sure and finder.label[mention.first] != "PERSON":
            mention.score += 2.0
    return [mention for mention in mentions if mention.score >= _ACCEPTED]
