"""Country names and demonyms inside a text: which tokens name which country."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from pipeline.code.actors.identity import OFFICES
from pipeline.code.actors.lexicon import given_names, noun
from pipeline.code.actors.wordlists import words as listed
from pipeline.code.places.countries import capital_country, country_of_demonym, country_of_name
from pipeline.lexicon.table import rows

if TYPE_CHECKING:
    from pipeline.parse.document import Document

_LONGEST = 7
_TITLE = 40


class NationMention(NamedTuple):
    """A country named by the tokens ``first`` to ``last`` (exclusive)."""

    first: int
    last: int
    country: str
    kind: str  # name, demonym, capital


@cache
def peoples() -> dict[str, str]:
    """Peoples and regions whose adjective tells the country: "Chechen", "Uyghurs", "Tamil"."""
    found: dict[str, str] = {}
    for row in rows("actors/peoples.tsv", ("country", "names")):
        country = row.country()
        if country is None:
            raise row.error("country is empty")
        for name in row.list("names"):
            if name in found:
                raise row.error(f"{name} is there twice")
            found[name] = country
            if not name.endswith("s"):
                found.setdefault(name + "s", country)
    return found


@lru_cache(maxsize=20_000)
def nation(text: str) -> tuple[str, str] | None:
    """The country of a name, demonym or capital, and which of the three it is."""
    country = country_of_name(text)
    if country:
        return country, "name"
    country = (country_of_demonym(text) or peoples().get(text)) if text[:1].isupper() else None
    if country:
        return country, "demonym"
    country = capital_country(text) if text[:1].isupper() and text not in listed("other-towns") else None
    return (country, "capital") if country else None


def find_nations(document: Document) -> list[NationMention]:
    """Every country name, demonym and capital of the article, the longest first at each place."""
    text = document.article.text
    words, starts = document.texts, document.starts
    found: list[NationMention] = []
    others: set[str] = set()  # teams and persons who are called so
    index, count = 0, len(words)
    while index < count:
        if not words[index][:1].isupper():
            index += 1
            continue
        hit = _at(text, words, starts, index)
        if hit is None:
            index += 1
            continue
        surname = _titled(words, hit) or _christened(document, hit)
        if surname or _of_team(document, hit) or _first_name(document, hit):
            others.add(words[hit.last - 1])
        elif not (
            _foreign(words, hit)
            or _personal(words, hit)
            or _in_person(document, hit)
            or _of_language(document, hit)
            or _of_continent(words, hit)
            or (hit.first and words[hit.first - 1] == "New")  # "New Jersey", "New Mexico"
        ):
            found.append(hit)
        index = hit.last
    return [hit for hit in found if words[hit.last - 1] not in others]


def of_somebody(document: Document, hit: NationMention) -> bool:
    """Whether it is only somebody's nationality: "a Czech businessman", "two Dutch nurses", "German tourist Jan Roe"."""
    if hit.kind != "demonym" or hit.last >= len(document):
        return False
    after = document[hit.last]
    role = noun(after.text)
    if role is None or role.kind != "person" or role.sector in OFFICES or after.pos_ != "NOUN":
        return False
    before = document[hit.first - 1] if hit.first else after
    return before.pos_ == "NUM" or (after.tag_ == "NN" and before.lower_ != "the")


def headline_nations(title: str | None) -> list[str]:
    """The countries that a headline names."""
    words = list(re.finditer(r"[\w.'\u2019-]+", title or ""))[:_TITLE]
    found: list[str] = []
    index = 0
    while index < len(words):
        for last in range(min(index + _LONGEST, len(words)), index, -1):
            text = (title or "")[words[index].start() : words[last - 1].end()]
            known = nation(re.sub(r"(?:['\u2019]s?|\.)$", "", text)) or nation(text)
            if known is not None and words[index][0][:1].isupper():
                if not index or words[index - 1][0] != "New":
                    found.append(known[0])
                index = last
                break
        else:
            index += 1
    return found


def _at(text: str, words: list[str], starts: list[int], index: int) -> NationMention | None:
    for last in range(min(index + _LONGEST, len(words)), index, -1):
        if last > index + 1 and not words[last - 1][:1].isupper():
            continue
        known = nation(text[starts[index] : starts[last - 1] + len(words[last - 1])])
        if known is None and last == index + 1:
            known = _compound(words[index])
        if known is not None:
            return NationMention(index, last, *known)
    return None


def _compound(word: str) -> tuple[str, str] | None:
    """ "U.S.-led" in one token: its country where the second part makes it the country's own."""
    left, hyphen, right = word.partition("-")
    if hyphen and right.lower() in listed("owning"):
        return nation(left)
    return None


def _foreign(words: list[str], hit: NationMention) -> bool:
    """Whether the words around make it somebody else's: "anti-Syrian", "Iran-backed"."""
    if hit.first >= 2 and words[hit.first - 1] == "-" and words[hit.first - 2].lower() in listed("opposing"):
        return True
    after = words[hit.last : hit.last + 3]
    if len(after) > 1 and after[0] == "-" and hit.kind == "demonym" and after[1].lower() in listed("settled"):
        return not (len(after) > 2 and after[2].lower() in listed("between-nations"))  # by descent: "Cuban-American"
    after = after[:2]
    return len(after) == 2 and after[0] == "-" and after[1].islower() and after[1] not in listed("owning")


def _in_person(document: Document, hit: NationMention) -> bool:
    """Whether the parser has it in a person's name: "Miranda Jordan", "Israel Roth", "Paris Lane"."""
    token = document[hit.first]
    if hit.last - hit.first != 1 or token.ent_type_ != "PERSON" or hit.kind == "demonym":
        return False
    if token.ent_iob_ == "I":
        return True
    if hit.kind == "name" and token.text not in listed("lands-and-names"):
        return False
    after = document[hit.last] if hit.last < len(document) else None
    return after is not None and after.ent_iob_ == "I" and after.pos_ == "PROPN" and noun(after.text) is None


def _christened(document: Document, hit: NationMention) -> bool:
    """Whether a people's name is a person's behind a first name: "Mark Cuban", and so later "Cuban"."""
    if hit.kind != "demonym" or hit.last - hit.first != 1 or not hit.first:
        return False
    token = document[hit.first]
    return token.nbor(-1).text in given_names() and token.ent_type_ == "PERSON" and token.ent_iob_ == "I"


def _first_name(document: Document, hit: NationMention) -> bool:
    """Whether it is called so in full, as no town is here: "Sanaa" after "Sanaa Abu Tabaq"."""
    if hit.kind != "capital" or not _in_person(document, hit):
        return False
    name = document[hit.first].text
    return not any(
        token.text == name and token.i and document[token.i - 1].lower_ in listed("entered")
        for token in document.tokens
    )


def _of_language(document: Document, hit: NationMention) -> bool:
    """Whether it is a language: "the English service", "a Spanish teacher", "speaks French"."""
    after = document[hit.last] if hit.last < len(document) else None
    if hit.kind != "demonym":
        return False
    if after is not None and after.lower_ in listed("in-languages"):
        return True
    alone = after is None or (after.pos_ not in ("NOUN", "PROPN", "ADJ", "NUM") and after.text != "-")
    before = document[hit.first - 1].lower_ if hit.first else ""
    return alone and before in listed("tongues") and not document[hit.last - 1].text.endswith("s")


def _of_continent(words: list[str], hit: NationMention) -> bool:
    """Whether a continent or a people is meant: "a South American nation", "Latin American", "Native Americans"."""
    return hit.kind == "demonym" and hit.first > 0 and words[hit.first - 1].lower() in listed("continental")


def _of_team(document: Document, hit: NationMention) -> bool:
    """Whether it is a club's name: "the Cleveland Indians"."""
    before = document[hit.first - 1] if hit.first else None
    if hit.kind != "demonym" or before is None or not document[hit.last - 1].text.endswith("s"):
        return False
    return before.ent_type_ in ("ORG", "GPE") and before.tag_ == "NNP" and nation(before.text) is None


def _titled(words: list[str], hit: NationMention) -> bool:
    """Whether it is a person's surname: "Mr Hague", "William Hague"."""
    if hit.last - hit.first != 1 or hit.kind == "demonym" or not hit.first:
        return False
    before = words[hit.first - 1]
    return before.lower().rstrip(".") in listed("honorifics") or (hit.kind == "capital" and before in given_names())


def _personal(words: list[str], hit: NationMention) -> bool:
    """Whether it is somebody's or some town's name: "Bill English", "Karen Lund", "in Brits"."""
    if hit.kind != "demonym" or hit.last - hit.first != 1:
        return False
    if hit.first and words[hit.first].endswith("s") and words[hit.first - 1] in ("in", "near", "outside"):
        return True  # nobody is in a people: "in Brits" is a town
    if hit.first and words[hit.first - 1] in given_names():
        return True
    return words[hit.first] in given_names() and hit.last < len(words) and words[hit.last][:1].isupper()
