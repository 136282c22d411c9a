"""One walk over an article's capitalised words, collecting whatever may name a place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.code.actors.lexicon import surnames
from pipeline.code.places.countries import country_of_demonym, country_of_name
from pipeline.code.places.gazetteer import SHORT, Place
from pipeline.code.places.known import abbreviations, candidates, meanings_of
from pipeline.code.places.mention import Mention
from pipeline.code.places.names import key
from pipeline.code.places.signs import around, follows_party, labelled, worth
from pipeline.code.places.sites import named_site, numbered_road
from pipeline.code.places.words import words

if TYPE_CHECKING:
    from pipeline.parse.document import Document

_LONGEST = 6
_LINKS = frozenset({"of", "the", "and", "de", "la", "le", "les", "del", "di", "da", "do", "dos", "al", "el", "-", "upon", "au", "aux", "sous", "lez", "bei", "an", "der", "den", "im", "zu", "aan", "op", "nad", "pod", "sobre", "on", "under", "sur", "ez", "am", "en", "y", "i", "e", "ul", "us", "as", "es", "ash", "ad", "&", "'s", "\u2019s"})  # fmt: skip
_PREFIXED = re.compile(r"^(U\.S\.|U\.K\.|US|UK)[-\u2010\u2011\u2013](?=\w)")
_PARTIED = re.compile(r"^(R|D|I|DFL|Lab|Con|NDP)[-\u2010\u2011\u2013](?=[A-Z])")
_COUNTY = frozenset({"County", "Parish", "Township", "Borough", "Twp."})
_OF_HEADS = frozenset({"City", "Town", "Village", "Borough", "Township", "Municipality", "County", "State", "Province", "Region", "District", "Mayor", "Port", "Diocese", "Archdiocese"})  # fmt: skip
_DIRECTIONS = frozenset({"North", "South", "East", "West", "Northern", "Southern", "Eastern", "Western", "Central", "Greater", "Downtown", "Upper", "Lower", "Inner", "Outer", "Northeast", "Northwest", "Southeast", "Southwest", "Mid", "Metro", "Old", "New"})  # fmt: skip
_ARTICLES = frozenset({"the", "The", "a", "both", "THE"})


class Scan:
    """The words of an article with the recogniser's labels, and the walk over them."""

    def __init__(self, document: Document) -> None:
        doc = document.doc
        self.text = document.article.text
        self.texts = document.texts
        self.starts = document.starts
        self.label = [""] * len(doc)
        self.entity: list[tuple[int, int] | None] = [None] * len(doc)
        self.sentence_starts = {sentence.start for sentence in document.sentences}
        self.sentence_end = [
            sentence.end for sentence in document.sentences for _ in range(sentence.start, sentence.end)
        ]
        self.people: set[str] = set()
        self.words = words()
        for entity in doc.ents:
            for index in range(entity.start, entity.end):
                self.label[index] = entity.label_
                self.entity[index] = (entity.start, entity.end)
            if entity.label_ == "PERSON" and entity.end - entity.start > 1:
                parts = [text for text in self.texts[entity.start : entity.end] if text[:1].isupper()]
                # "Huntsville Fire Chief Tom Grisham" is a person's name only in its end.
                if len(parts) > 1 and not any(part in self.words.civic_after for part in parts[1:]):
                    self.people.update((key(parts[0]), key(parts[-1])))

    def capital(self, index: int) -> bool:
        text = self.texts[index]
        return text[0].isupper() or (text[0] in "'\u2018\u2019" and len(text) > 1 and text[1].isupper())

    def surface(self, first: int, last: int) -> str:
        return self.text[self.starts[first] : self.starts[last - 1] + len(self.texts[last - 1])]

    def word(self, index: int) -> str:
        return self.texts[index] if 0 <= index < len(self.texts) else ""

    def mentions(self) -> list[Mention]:
        """Everything that may be a place, in reading order and not overlapping."""
        found: list[Mention] = []
        index, count = 0, len(self.texts)
        while index < count:
            mention = self._at(index) if self.capital(index) else None
            if mention is None:
                index += 1
            else:
                found.append(mention)
                index = mention.last
        return found

    def mention(self, first: int, last: int, meanings: tuple[Place, ...] = ()) -> Mention:
        surface = self.surface(first, last)
        start = self.starts[first]
        return Mention(first, last, start, start + len(surface), key(surface), meanings)

    def _run(self, index: int) -> int:
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

    def _at(self, index: int) -> Mention | None:
        text = self.texts[index]
        if text in ("The", "THE") and f"the {self.word(index + 1).lower()}" not in self.words.with_the:
            return None
        end = self._run(index)
        if self.word(index + 1) == "of" and self.capital(index + 2) and index + 3 <= len(self.texts):
            meanings = meanings_of(self.surface(index, index + 3))
            if meanings:
                return self._weigh(index, index + 3, meanings)  # "Port of Spain"
        if text in _OF_HEADS and self.word(index + 1) == "of":
            return None
        short = self._short_form(index)
        if short is not None:
            return short
        site = numbered_road(self, index) or named_site(self, index, end)
        if site is not None:
            return site
        direction = text in _DIRECTIONS
        directed = next((each for each in range(index, end) if self.texts[each] not in _DIRECTIONS), end)
        for last in range(min(end, index + _LONGEST), index, -1):
            if not self.capital(last - 1):
                continue
            if direction and last <= directed < end and self.capital(directed):
                break  # "South London" is London's south, not a place called South, "North East Asia" no North East
            meanings = meanings_of(self.surface(index, last))
            # "Dublin City Council" is not the county of Dublin City.
            if meanings and not (
                last - index > 1
                and self.texts[last - 1] == "City"
                and last < len(self.texts)
                and self.capital(last)
                and all(place.level for place in meanings)
            ):
                return self._weigh(index, last, meanings)
        if index and self.texts[index - 1] in self.words.joined and index not in self.sentence_starts:
            return None
        if country_of_demonym(text) or (direction and end > index + 1):
            return None  # "the Peruvian Andes" begins with no place
        return self._prefixed(index) or self._unknown(index)

    def _prefixed(self, index: int) -> Mention | None:
        """For example "U.S.-led", "R-Ohio": words that the tokenizer leaves whole."""
        text, start = self.texts[index], self.starts[index]
        prefixed = _PREFIXED.match(text)
        if prefixed and country_of_name(prefixed[1]):
            name_key = key(prefixed[1])
            meanings = candidates(name_key)
            return Mention(index, index + 1, start, start + len(prefixed[1]), name_key, meanings, {"country": 1, "hyphen_after": 1})  # fmt: skip
        partied = _PARTIED.match(text)
        if partied:
            name = text[partied.end() :]
            known = abbreviations().get(name)
            meanings = candidates(key(known[0] if known else name))
            if meanings:
                begin = start + partied.end()
                return Mention(index, index + 1, begin, start + len(text), key(name), meanings, {"party": 1})
        return None

    def _short_form(self, index: int) -> Mention | None:
        """For example "an Ind. tax": a state's dotted short form by itself, where the recogniser or a party's letter says so."""
        text = self.texts[index]
        if text[-1] != "." or (known := abbreviations().get(text)) is None:
            return None
        party = follows_party(self, index)
        if self.label[index] != "GPE" and not party:
            return None
        meanings = tuple(place for place in candidates(key(known[0])) if place.country == known[1] and place.level == 1)
        if not meanings:
            return None
        mention = self.mention(index, index + 1, meanings)
        mention.key = key(known[0])
        mention.features = {"party" if party else "GPE": 1, "known": 1}
        return mention

    def _unknown(self, index: int) -> Mention | None:
        """An entity that the recogniser takes for a place and no gazetteer knows."""
        entity, label = self.entity[index], self.label[index]
        put = label in ("PERSON", "NORP") and self.word(index - 1).lower() in ("in", "near", "outside")
        if entity is None or not (put or label in ("GPE", "LOC", "FAC")):
            return None
        first, last = entity
        while first < last and not self.capital(first):
            first += 1
        while last > first and not self.capital(last - 1):
            last -= 1
        if first != index or first >= last or any(text in ("for", "to", "and") for text in self.texts[first:last]):
            return None
        surface = self.surface(first, last)
        mention = self.mention(first, last)
        if surface in self.words.stop or country_of_demonym(surface) or len(mention.key) < 3 or surface in surnames():
            return None  # "lost to Biden"
        if put and (self.word(last) in ("'s", "\u2019s", "'", "\u2019") or first != entity[0] or last != entity[1]):
            return None  # "in Obama's speech"
        mention.kind = "natural" if label == "LOC" else "facility" if label == "FAC" else "city"
        if self.before(first)[0].lower() == "of" and self.before(first)[1].lower() in self.words.towns:
            mention.kind = "city"  # "the village of Beit Lif", which the recogniser takes for a building
        mention.features = {"unknown": 1, label: 1}
        if put:
            mention.features["unknown_in"] = 1
        around(self, mention, surface)
        if self.before(first)[0].lower() == "of" and "weak_locative" in mention.features:
            del mention.features["weak_locative"]  # "the story of X", "the removal of X" are told of people too
        return mention

    def before(self, index: int) -> tuple[str, str]:
        """The two words before, articles skipped."""
        at = index - 1
        while at >= 0 and self.texts[at] in _ARTICLES:
            at -= 1
        return self.word(at), self.word(at - 1)

    def _weigh(self, first: int, last: int, meanings: tuple[Place, ...]) -> Mention | None:
        surface = self.surface(first, last)
        mention = self.mention(first, last, meanings)
        single = last - first == 1
        if surface in ("Us", "It"):
            return None
        if country_of_demonym(surface) and not country_of_name(surface):
            return None
        features = mention.features
        around(self, mention, surface)
        labelled(self, mention)
        worth(mention)
        if surface in self.words.metonym and self.before(first)[0].lower() == "on":
            features["locative"] = 1
        if all(place.level == 2 and place.how == SHORT for place in meanings) and not features.keys() & {
            "party",
            "region_word",
        }:
            features["county_only"] = 1
        if not single:
            features["multiword"] = 1
            if self.texts[last - 1] in _COUNTY:
                features["county"] = 1
        elif surface in self.words.stop:
            features["stop"] = 1
        elif surface in self.words.given:
            features["given"] = 1
        elif surface.isupper() and len(surface) < 5 and "country" not in features and "known" not in features:
            features["acronym"] = 1
        if surface in self.words.metonym and not features.keys() & {"locative", "kind_of", "of_head"}:
            features["metonym"] = 1
        if first in self.sentence_starts and not features.keys() & {"GPE", "LOC", "at_war"}:
            features["sentence_start"] = 1
        return mention
