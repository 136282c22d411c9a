"""Where an actor is at home: the country of its modifiers, complement, clause, scene, or of the whole article."""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING

from pipeline.code.actors.foreign import SEAS, is_away, is_elsewhere, is_foreign, is_other, is_unnamed, missions
from pipeline.code.actors.identity import OFFICES
from pipeline.code.actors.known_names import bodies_named
from pipeline.code.actors.lexicon import KnownActor, best_known
from pipeline.code.actors.nations import headline_nations
from pipeline.code.actors.phrases import core
from pipeline.code.actors.told_of import told_of
from pipeline.code.actors.wordlists import words
from pipeline.code.places.dateline import dateline_place
from pipeline.code.places.outlet import home
from pipeline.records import Sector

if TYPE_CHECKING:
    from datetime import date

    from spacy.tokens import Token

    from pipeline.code.actors.candidates import Reading
    from pipeline.code.actors.nations import NationMention
    from pipeline.parse.document import Document
    from pipeline.records import PlaceMention

_COMPLEMENTS = ("of", "in", "from", "for", "at", "inside", "within", "across", "throughout")
_SCENES = ("in", "at", "outside", "across", "around", "near", "throughout")
_DEPTH = 4
_FAR = 15
# A place that is less sure is in a country that the article names, if it is sure of another town.
_SURE = 0.7
# A body of a country that is named this many times less often than another is likelier the other's.
_SELDOM = 3
_BACK = 2
# What speaks for the country that an article is about, and which share of it one country must have.
_TITLE, _LEAD, _DATELINE, _OUTLET, _LOCAL_OUTLET, _PLACE, _BODY = 3.0, 2.0, 2.0, 1.0, 2.0, 0.5, 0.5
_LEADS = 2
_DOMINANT, _LARGELY, _ALONE = 0.6, 0.7, 0.85
# Who is at home elsewhere more often than others whom a report tells of.
_GUESTS = frozenset({Sector.REF, Sector.REL})
# One that the headline names must only be so far ahead of the next.
_APART = 2.5


class Homes:
    """The countries of one article's phrases."""

    def __init__(self, document: Document, reading: Reading, places: list[PlaceMention], day: date | None) -> None:
        self._document, self._reading, self._day = document, reading, day
        self._strange: set[int] = set()
        self._place_country = self._places(places)
        self._share = 0.0
        self.context = self._context_country()
        self._named = {hit.country for hit in reading.nations if not missions(document, hit.last)} | set(
            self._place_country.values()
        )
        self._named |= set(headline_nations(document.article.title)) | set(self._bodies)
        self.sole = self.context if len(self._named) == 1 else None

    @cached_property
    def _settled(self) -> list[NationMention]:
        """The countries named, but for those that only tell where somebody is from or goes, whose embassy it is, or whom others judge."""
        return [hit for hit in self._reading.nations if not is_foreign(self._document, hit)]

    def _places(self, places: list[PlaceMention]) -> dict[int, str]:
        found = {}
        towns = {place.country for place in places if place.kind == "city" and place.confidence >= _SURE}
        known = towns | {hit.country for hit in self._reading.nations}
        for place in places:
            strange = towns and place.confidence < _SURE and place.country not in known
            if strange:
                self._strange.update(self._document.tokens_in(place.start, place.end))
            if place.country and not strange:  # "Ilia State University" in Tbilisi is not of Ilia in Romania
                for index in self._document.tokens_in(place.start, place.end):
                    found[index] = place.country
                # "anti-Syrian" holds a place, but belongs to it least of all.
                first = self._document.token_at(place.start)
                opposed = first >= 2 and self._document[first - 1].text == "-"
                if self._document[first].idx != place.start or (
                    opposed and self._document[first - 2].lower_ in words("opposing")
                ):
                    found.pop(first, None)
        return found

    def _context_country(self) -> str | None:
        """The one country the article is about: by its headline, its lead, the nations and places in it, where it was filed."""
        document = self._document
        weights: dict[str, float] = {}

        def speak(country: str | None, weight: float) -> None:
            if country is not None:
                weights[country] = weights.get(country, 0.0) + weight

        lead = document.sentences[:_LEADS][-1].end if document.sentences else 0
        for hit in self._settled:
            speak(hit.country, _LEAD if hit.first < lead else 1.0)
        for index, country in self._place_country.items():
            if not is_other(document[index]):
                speak(country, _PLACE)
        for country in self._bodies:
            speak(country, _BODY)
        headline = headline_nations(document.article.title)
        for country in headline:
            speak(country, _TITLE)
        filed = dateline_place(document.article, [])
        speak(filed.country if filed is not None else None, _DATELINE)
        outlet = home(document.article)
        speak(outlet.country, _LOCAL_OUTLET if outlet.local else _OUTLET)
        if not weights:
            return None
        (country, most), *others = sorted(weights.items(), key=lambda pair: -pair[1])
        self._share = most / sum(weights.values())
        apart = country in headline and most >= _APART * others[0][1] if others else True
        return country if apart or self._share >= _DOMINANT else None

    @cached_property
    def _bodies(self) -> list[str]:
        """The countries of the offices and bodies named: parties have namesakes, firms are everywhere."""
        named = (known for known in bodies_named(self._document.article) if known.name not in words("homonyms"))
        return [known.country for known in named if known.country and known.sector not in (Sector.PTY, Sector.BUS)]

    def elsewhere(self, known: KnownActor) -> bool:
        """Whether it is a body of a country that the article is not about: there are many Democratic Parties."""
        if known.country is None or not (known.sector is Sector.PTY or known.name in words("homonyms")):
            return False
        if not self._named or known.country == self.context:
            return False
        counted = self._mentions_by_country
        return known.country not in self._named or counted[known.country] * _SELDOM < max(counted.values(), default=0)

    def modifier(self, first: int, end: int, *, person: bool = False) -> str | None:
        """The country named among these tokens: an adjective before a possessor ("Iran's Syrian allies").

        Before a ``person`` no capital tells it: "Seoul Simon Taylor" are a caption's last word and a name.
        """
        owner = None
        for index in range(end - 1, first - 1, -1):
            hit = self._reading.nation_at.get(index)
            if hit is None or (person and hit.kind == "capital" and hit.last == end) or self._posted(hit.first):
                continue
            if hit.last < len(self._document) and self._document[hit.last].tag_ == "POS":
                owner = owner or hit.country
            else:
                return hit.country
        return owner

    def _owned(self, first: int, end: int) -> bool:
        """Whether a possessor is the only country there: the allies of "Kyiv's European allies" are others."""
        hits = [self._reading.nation_at[index] for index in range(first, end) if index in self._reading.nation_at]
        return all(hit.last < len(self._document) and self._document[hit.last].tag_ == "POS" for hit in hits)

    def _posted(self, first: int) -> bool:
        """Whether somebody is only sent there: "ambassador to Kenya Ann Roe"."""
        before = self._document[first - 1] if first else None
        return before is not None and before.lower_ in ("to", "for") and before.head.lemma_.lower() in words("sent")

    def country(self, token: Token, depth: int = 0) -> str | None:
        """The country of a phrase: of its modifiers, of a known organisation among them, of its complement."""
        first, last = core(self._document, token.i)
        found = self.modifier(first, last)
        if found is not None and not (token.lemma_.lower() in words("others") and self._owned(first, last)):
            return found
        for index in range(token.i, first - 1, -1):
            known = self._reading.known_at.get(index)
            if known is not None and known[0] >= first and token.lemma_.lower() not in words("customers"):
                actor = best_known(known[2], self._day)
                if actor.country is not None and not self.elsewhere(actor):
                    return actor.country
            if index in self._place_country:
                return self._place_country[index]
        if depth >= _DEPTH or token.lemma_.lower() in words("foreign"):
            return None
        for child in token.rights:
            if child.dep_ == "appos" and child.pos_ == "PROPN" and child.left_edge.i == token.i + 1:
                country = self.country(child, depth + 1)  # "the capital Kabul"
                if country is not None:
                    return country
            if child.lower_ in ("in", "for") and token.lemma_.lower() in words("sent"):
                continue  # "coalition forces in Iraq", "the envoy for Sudan"
            if child.dep_ == "prep" and child.lower_ in _COMPLEMENTS:
                for inner in child.children:
                    if inner.dep_ == "pobj":
                        country = self.country(inner, depth + 1)
                        if country is not None:
                            return country
        return None

    def apposed(self, token: Token) -> str | None:
        """The country of what the sentence says that a name is, or of where it is from: "Roe, 24, from Accra"."""
        for part in told_of(token):
            country = self.country(part, 1)
            if country is not None:
                return country
        for prep in token.rights:
            if prep.dep_ == "prep" and prep.lower_ in ("of", "from"):
                for inner in prep.rights:
                    placed = inner.i in self._reading.nation_at or inner.i in self._place_country
                    if inner.dep_ == "pobj" and (placed or inner.ent_type_ in ("GPE", "LOC")):
                        return self.country(inner, 1)
        return None

    def ethnic(self, first: int) -> bool:
        """Whether a people's name tells descent and no citizenship: "ethnic Albanians"."""
        return first > 0 and self._document[first - 1].lower_ == "ethnic"

    def residence(self, token: Token) -> str | None:
        """Where a people lives that is another country's by name: "Bosnian Serbs", "ethnic Albanians in Serbia"."""
        hit = self._reading.nation_at[token.i]
        first = core(self._document, token.i)[0]
        modifier = self.modifier(first, hit.first)
        if modifier is not None and token.lower_ not in words("islanders"):
            return modifier
        ethnic = self.ethnic(hit.first)
        if ethnic:
            others = {near.country for near in self._reading.nations} - {hit.country}
            if len(others) == 1:
                return others.pop()
        for child in token.rights:
            if child.dep_ == "prep" and (child.lower_ == "of" or (ethnic and child.lower_ in ("in", "from"))):
                for inner in child.children:
                    if inner.dep_ == "pobj":
                        return self.country(inner, 1)
        return None

    def clause(self, token: Token) -> str | None:
        """The one country in a participle's clause: "refugees fleeing the fighting in Liberia"."""
        for child in token.rights:
            if child.dep_ == "acl" and child.right_edge.i - child.i < _FAR and not is_elsewhere(child):
                if any(inner.dep_ == "agent" for inner in child.rights):
                    continue  # "troops backed by Afghan soldiers" are not Afghan
                edge = range(child.left_edge.i, child.right_edge.i + 1)
                countries = {
                    self._reading.nation_at[index].country for index in edge if index in self._reading.nation_at
                }
                if len(countries) == 1:
                    return countries.pop()
        return None

    def scene(self, token: Token) -> str | None:
        """Where the clause plays, for those who are at home there: "Prisoners rioted at a jail in Dili"."""
        verb = token.head
        if (
            token.dep_ not in ("nsubj", "nsubjpass", "dobj")
            or verb.pos_ != "VERB"
            or token.lemma_.lower() in words("strangers") | words("from-anywhere")
            or verb.lemma_ in words("anywhere")
        ):
            return None
        inside: list[Token] = []
        for part in (verb, *(child for child in verb.children if child.dep_ in ("dobj", "prep"))):
            preps = part.children if part.dep_ != "prep" else (part, *(c for o in part.children for c in o.children))
            inside += [
                inner
                for prep in preps
                if prep.dep_ == "prep" and prep.lower_ in _SCENES and prep.i > verb.i
                for inner in prep.children
                if inner.dep_ == "pobj"
                and inner.i - verb.i < _FAR
                and not self._abroad(inner)
                and not (is_away(inner) or inner.text in SEAS)
            ]
        # A place itself comes before what only has one in it ("in Hong Kong in defiance of Chinese rule").
        inside.sort(key=lambda inner: inner.i not in self._place_country and inner.i not in self._reading.nation_at)
        return next((country for inner in inside if (country := self.country(inner, 2))), None)

    def _abroad(self, token: Token) -> bool:
        """Whether it is one nation's in another's land: who stands before the French embassy is not French."""
        return token.lemma_.lower() in words("embassies") and self.modifier(*core(self._document, token.i)) is not None

    def at_home(self, sector: Sector | None, token: Token) -> str | None:
        """The article's country, for its institutions; for other people only where hardly another country is named."""
        if is_unnamed(token) or self._somewhere(token):
            return None
        if sector in OFFICES:
            return self.around(token, army=sector is Sector.MIL)
        if self.sole is not None or sector in _GUESTS or self._share < _LARGELY:
            return self.sole
        roams = token.lemma_.lower() in words("strangers") | words("foreign") | words("lands") | words("guests")
        return None if roams else self.around(token, army=False)

    def _somewhere(self, token: Token) -> bool:
        """Whether they are of a place that may be anywhere: "police in Portland" in an article on Mexico."""
        return any(
            inner.dep_ == "pobj" and inner.i in self._strange
            for prep in token.rights
            if prep.dep_ == "prep" and prep.lower_ in ("in", "from")
            for inner in prep.rights
        )

    def around(self, token: Token, *, army: bool) -> str | None:
        """The country that the article is about, unless the last sentences name only others.

        An ``army`` may be another's that is in the country: it is the country's where hardly another is named.
        """
        if army and self._share < _ALONE:
            return None
        here = self._document.sentence_number(token.i)
        start, end = self._document.sentences[max(0, here - _BACK)].start, self._document.sentences[here].end
        named = self._between(start, end)
        return self.context if not named or self.context in named else None

    def near(self, token: Token) -> str | None:
        """The country most often named, where the sentence and the two before it name no other."""
        counted = self._mentions_by_country
        if not counted or self._somewhere(token):
            return None
        (country, most), *others = counted.most_common(2)
        if others and others[0][1] == most:
            return None
        here = self._document.sentence_number(token.i)
        start = self._document.sentences[max(0, here - _BACK)].start
        end = self._document.sentences[here].end
        return country if self._between(start, end) == {country} else None

    @cached_property
    def _mentions_by_country(self) -> Counter[str]:
        there = [country for index, country in self._place_country.items() if not is_other(self._document[index])]
        return Counter([hit.country for hit in self._settled] + there + self._bodies)

    def _between(self, start: int, end: int) -> set[str]:
        nations = {hit.country for hit in self._reading.nations if start <= hit.first < end}
        return nations | {country for index, country in self._place_country.items() if start <= index < end}
