"""The proper name in a phrase: without the description before it, and whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.code.actors.identity import Identity, bare
from pipeline.code.actors.lexicon import noun
from pipeline.code.actors.nations import nation
from pipeline.code.actors.phrases import core
from pipeline.code.actors.wordlists import words
from pipeline.code.places.countries import country_of_name
from pipeline.records import Sector

if TYPE_CHECKING:
    from spacy.tokens import Token

    from pipeline.code.actors.candidates import Reading
    from pipeline.parse.document import Document

# "hedge fund Jana Partners", "Chicago-based Tribune Co."
_DESCRIBING = frozenset({"NN", "VBN"})
_PLACES = frozenset({"GPE", "LOC", "NORP", "DATE", "PERSON"})


def proper_name(document: Document, token: Token, first: int, last: int) -> str:
    """The phrase's name: "mobile operator Telvana" is Telvana, "the Bank of Norway" more than a bank."""
    if token.pos_ != "PROPN":
        return _classed(document, token, first) or bare(document.span(first, last).text)
    role = noun(token.text)
    if role is None or (role.kind == "group" and token.i > first and document[token.i - 1].is_title):
        first = _behind_description(document, first, token.i, group=role is not None)
    elif token.i > first and token.text[:1].isupper():
        first = described_until(document, first, token.i)  # "hedge fund Jana Partners"
    if last < len(document) and document[last].lower_ in ("of", "for") and token.ent_type_ == "ORG":
        while last < len(document) and document[last].ent_iob_ == "I" and document[last].text not in ("(", "-LRB-"):
            last += 1
    return bare(document.span(first, last).text)


def _behind_description(document: Document, first: int, head: int, *, group: bool) -> int:
    """Where the name begins: behind the last common noun, or the owner of a name that is no kind of body."""
    for index in range(head - 1, first - 1, -1):
        word = document[index]
        common = word.tag_ in ("NN", "NNS", "VBN") or (group and word.tag_ == "JJ")
        if (common and word.text.islower()) or (word.tag_ == "POS" and not group):
            behind = document[index + 1]
            return index + 1 if behind.text[:1].isalpha() and (common or behind.ent_iob_ != "I") else first
    return first


def described_until(document: Document, first: int, head: int) -> int:
    """Where a capitalised name begins behind what describes it in small letters; ``first`` when nothing does."""
    start = head
    while start > first and document[start - 1].text[:1].isupper() and document[start - 1].pos_ == "PROPN":
        start -= 1
    before = document[start - 1] if start > first else None
    described = before is not None and before.tag_ in _DESCRIBING and before.text.islower()
    return start if described and before is not None and before.lower_ not in words("name-particles") else first


def _classed(document: Document, token: Token, first: int) -> str | None:
    """The name in "Nord Matin newspaper": what it is called, without what it is."""
    if token.tag_ != "NN" or token.lower_ not in words("classes"):
        return None
    start = token.i
    while start > first and document[start - 1].pos_ == "PROPN" and document[start - 1].ent_type_ not in _PLACES:
        start -= 1
    named = document.doc[start : token.i]
    if (
        not named
        or document[start - 1].text == "-"
        or not all(word.text[:1].isupper() or not word.is_alpha for word in named)
    ):
        return None
    return bare(named.text) if nation(named.text) is None else None


def unknown_owner(document: Document, first: int, end: int) -> bool:
    """Whether an organisation that no table knows stands here: "Nordvik officials" are no government's."""
    return any(
        token.pos_ == "PROPN"
        and noun(token.text) is None
        and (
            token.ent_type_ in ("ORG", "PRODUCT")
            or (token.text.isupper() and len(token.text) > 1 and country_of_name(token.text) is None)
        )
        for token in document.doc[first:end]
    )


def name_beside(token: Token, described: Identity) -> Token | None:
    """The name of the one organisation that a noun describes: "the Dutch brewer Vedal", "its largest bank, Vedal"."""
    if token.tag_ != "NN" or described.sector is Sector.CVL:
        return None
    if described.sector is Sector.UNK:  # "its financing arm Vedal Credit"
        beside = [child for child in token.rights if child.dep_ == "appos" and child.left_edge.i == token.i + 1]
        return beside[0] if beside and beside[0].ent_type_ == "ORG" and beside[0].pos_ == "PROPN" else None
    for child in token.rights:
        if child.dep_ == "appos" and child.pos_ == "PROPN" and child.ent_type_ not in ("GPE", "LOC", "DATE"):
            return child if child.left_edge.i <= token.i + 2 else None
    return None


def place_name(document: Document, reading: Reading, token: Token) -> str | None:
    """ "the eastern city of Pokrovsk", "the capital Kabul": the town's own name."""
    candidate = reading.candidate(token.i)
    if candidate is None or candidate.kind != "place" or candidate.proper:
        return None
    for child in token.rights:
        named = child
        if child.dep_ == "prep" and child.lower_ == "of":
            named = next((inner for inner in child.children if inner.dep_ == "pobj"), child)
        if named.pos_ == "PROPN" and named.dep_ in ("pobj", "appos") and named.i - token.i <= 4:
            return bare(document.span(*core(document, named.i)).text)
    return None
