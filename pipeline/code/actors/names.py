"""The proper name in a phrase: without the description before it, and whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.code.actors.identity import bare
from pipeline.code.actors.lexicon import noun

if TYPE_CHECKING:
    from spacy.tokens import Token

    from pipeline.parse.document import Document


def proper_name(document: Document, token: Token, first: int, last: int) -> str:
    """The phrase's name: "mobile operator Telvana" is Telvana, "the Bank of Norway" more than a bank."""
    if token.pos_ != "PROPN":
        return bare(document.span(first, last).text)
    role = noun(token.text)
    if role is None or (role.kind == "group" and token.i > first and document[token.i - 1].is_title):
        first = _behind_description(document, first, token.i, group=role is not None)
    if last < len(document) and document[last].lower_ in ("of", "for") and token.ent_type_ == "ORG":
        while last < len(document) and document[last].ent_iob_ == "I" and document[last].text not in ("(", "-LRB-"):
            last += 1
    return bare(document.span(first, last).text)


def _behind_description(document: Document, first: int, head: int, *, group: bool) -> int:
    """Where the name begins: behind the last common noun, or the owner of a name that is no kind of body."""
    for index in range(head - 1, first - 1, -1):
        word = document[index]
        common = word.tag_ in ("NN", "NNS") or (group and word.tag_ == "JJ")
        if (common and word.text.islower()) or (word.tag_ == "POS" and not group):
            behind = document[index + 1]
            return index + 1 if behind.text[:1].isalpha() and (common or behind.ent_iob_ != "I") else first
    return first


def unknown_owner(document: Document, first: int, end: int) -> bool:
    """Whether an organisation that no table knows stands here: "Nordvik officials" are no government's."""
    return any(
        token.ent_type_ in ("ORG", "PRODUCT") and token.pos_ == "PROPN" and noun(token.text) is None
        for token in document.doc[first:end]
    )
