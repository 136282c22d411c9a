"""The office-holders and organisations that an article names, by token."""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING

from pipeline.code.actors.lexicon import KnownActor, gazetteer, given_names, noun
from pipeline.code.actors.nations import nation
from pipeline.code.actors.wordlists import words
from pipeline.records import Sector

if TYPE_CHECKING:
    from spacy.tokens import Token

    from pipeline.code.actors.labels import Labels
    from pipeline.code.actors.nations import NationMention
    from pipeline.parse.document import Document
    from pipeline.records import CleanArticle

# A shorter first word of a name stands for many things.
_SHORT = 3

KnownAt = dict[int, tuple[int, int, list[KnownActor]]]


def bodies_named(article: CleanArticle) -> list[KnownActor]:
    """The office-holders and organisations of one country only that an article names, each once."""
    named = {}
    for text in (article.title or "", article.text):
        for start, end, known in gazetteer().find(text):
            if text[start:end] not in gazetteer().guarded and len({actor.country for actor in known}) == 1:
                named[known[0].entity] = known[0]
    return [known for known in named.values() if known.country is not None]


class KnownNames:
    """One pass over an article's text for every name in the tables: ``at`` has (first, last, who it may be, the likeliest first) by token."""

    def __init__(self, document: Document, nation_at: dict[int, NationMention]) -> None:
        self.document, self.nation_at = document, nation_at
        self._others: set[str] = set()
        published = document.article.published_at
        self.day = published.date() if published else None
        self.at: KnownAt = {}
        for start, end, known in gazetteer().find(document.article.text):
            inside = document.tokens_in(start, end)
            if document.article.text[start:end] in gazetteer().guarded and not self._seen(inside):
                continue
            if inside and document[inside[-1]].idx + len(document[inside[-1]].text) <= end + 1:
                meant = sorted(self._meant(inside, known), key=lambda actor: actor.distance(self.day))
                for index in inside if meant else ():
                    self.at[index] = (inside.start, inside.stop, meant)

    def take_up_bodies(self, labels: Labels) -> None:
        """ "Goldman" after "Goldman Sachs", in the text or the headline, is the bank."""
        article = self.document.article
        bodies: dict[str, list[list[KnownActor]]] = {}
        for text in (article.title or "", article.text):
            for start, end, known in gazetteer().find(text):
                first, _, rest = text[start:end].partition(" ")
                long = rest and len(first) > _SHORT and first not in words("no-short-form") and noun(first) is None
                if long and not known[0].person and nation(first) is None and first not in given_names():
                    bodies.setdefault(first, []).append(known)
        for token in self.document.tokens if bodies else ():
            found = bodies.get(token.text)
            if found is None or token.i in self.at or token.tag_ != "NNP":
                continue
            after = self.document[token.i + 1] if token.i + 1 < len(self.document) else None
            before = self.document[token.i - 1] if token.i else None
            inside = (after is not None and after.tag_ == "NNP") or (before is not None and before.tag_ == "NNP")
            one = len({known[0].entity for known in found}) == 1
            if (
                one
                and not inside
                and token.text not in labels.surnames
                and labels.label(token) not in ("GPE", "LOC", "NORP", "DATE")
            ):
                self.at[token.i] = (token.i, token.i + 1, found[0])

    def _seen(self, inside: range) -> bool:
        """Whether the recogniser takes just these tokens for an organisation: "Apple" is a fruit otherwise."""
        if not inside or self.document[inside[0]].ent_type_ not in ("ORG", "PRODUCT"):
            return False
        first, last = inside[0], inside[-1]
        after = self.document[last + 1] if last + 1 < len(self.document) else None
        return (self.document[first].ent_iob_ == "B" or self.document[first - 1].lower_ == "the") and (
            after is None or after.ent_iob_ != "I" or after.tag_ == "POS"
        )

    def _meant(self, inside: range, known: list[KnownActor]) -> list[KnownActor]:
        """Who of one name can be meant at all by the words before it."""
        if not known[0].person:
            longer = self._longer_name(inside[0])
            some = self._counted(inside[-1])  # "three Democrats" are people
            meant = [actor for actor in known if not ((longer or some) and actor.sector is Sector.PTY)]
            return self._at_home(self.document.text(inside.start, inside.stop), meant)
        meant = [actor for actor in known if len(inside) > 1 or not self._of_another(inside[0], actor)]
        in_full = [actor for actor in meant if actor.name in self.document.article.text]
        return in_full or meant

    def _counted(self, index: int) -> bool:
        """Whether a number stands with the name of a body's people."""
        name = self.document[index]
        return name.tag_ in ("NNPS", "NNS") and any(child.dep_ == "nummod" for child in name.lefts)

    def _at_home(self, name: str, known: list[KnownActor]) -> list[KnownActor]:
        """Whose body it is where many states have one: "Department of Justice", "Ministry of Defence"."""
        countries = {actor.country for actor in known}
        if (len(countries) < 2 and not name.startswith("Ministry of ")) or not self.nation_at:
            return known
        told = self._told
        most = max(told[actor.country or ""] for actor in known) if known else 0
        if most == 0:  # outlets of the United States leave their own country out
            return [actor for actor in known if len(countries) > 1 and actor.country == "USA"]
        return [actor for actor in known if told[actor.country or ""] == most]

    @cached_property
    def _told(self) -> Counter[str]:
        """How often the article names each country."""
        return Counter(hit.country for hit in self.nation_at.values())

    def _of_another(self, index: int, known: KnownActor) -> bool:
        """Whether a surname stands behind a first name that isn't the office-holder's: "Steve Ashdown" is not Paddy."""
        token = self.document[index]
        if not known.person:
            return False
        if token.text in self._others or (_lived_in(token) and known.name not in self.document.article.text):
            return True
        first = index
        while first > 0 and self._given(self.document[first - 1]):
            first -= 1
        before = [self.document[each].text for each in range(first, index)]
        if not before or set(before) & set(known.name.split()):
            return False
        if known.name in self.document.article.text:
            return True
        self._others.add(token.text)  # nor are later mentions of the bare surname
        return True

    def _longer_name(self, index: int) -> bool:
        """Whether another word of the name stands before: "New Democratic Party" is no Democratic Party."""
        before = self.document[index - 1] if index else None
        return (
            before is not None
            and before.pos_ in ("PROPN", "ADJ")
            and before.text[:1].isupper()
            and not before.is_sent_start
            and before.i not in self.nation_at
            and before.ent_type_ not in ("GPE", "LOC", "NORP", "DATE")
            and noun(before.text) is None
            and before.head.i in (index, self.document[index].head.i)
        )

    def _given(self, token: Token) -> bool:
        """Whether a word before a surname belongs to the name: no title, no people, no bracket."""
        return (
            token.pos_ == "PROPN"
            and token.text[:1].isupper()
            and token.i not in self.nation_at
            and (token.ent_type_ == "PERSON" or token.text in given_names())
            and (token.nbor().dep_ not in ("appos", "conj") or token.head.i == token.i + 1)
            and noun(token.text) is None
            and token.lower_.rstrip(".") not in words("honorifics")
        )


def _lived_in(name: Token) -> bool:
    """Whether somebody is from there, so that it is a town and nobody's surname: "Ann Roe, 38, of Toledo"."""
    of = name.head
    if name.dep_ != "pobj" or of.i != name.i - 1 or of.lower_ not in ("of", "from"):
        return False
    return of.lower_ == "from" or (of.i > 0 and of.nbor(-1).text == ",")
