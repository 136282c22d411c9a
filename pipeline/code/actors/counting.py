"""How many a phrase counts: "two engineers and a driver", "tens of thousands of people", "three or four"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.code.actors.lexicon import noun
from pipeline.code.actors.numbers import add, quantities, range_at
from pipeline.code.actors.phrases import conjuncts, core
from pipeline.code.actors.wordlists import words as words_of
from pipeline.records import Range, Sector

if TYPE_CHECKING:
    from spacy.tokens import Token

    from pipeline.parse.document import Document

_UNCOUNTED = frozenset({"DATE", "TIME", "MONEY", "PERCENT", "ORDINAL", "QUANTITY"})


def count(document: Document, head: int, *, strict: bool = False) -> Range | None:
    """How many a phrase and those coordinated with it are; None where it doesn't say."""
    parts = conjuncts(document, head)
    if len(parts) > 1 and all(document[part].pos_ == "NUM" for part in parts):
        words = countable(document, core(document, head)[0], parts[-1] + 1)  # "three or four"
        counted = range_at(words, 0, len(words))
        return counted[0] if counted else None
    ranges = [_count_one(document, document[part], strict=strict) for part in parts]
    known = [item for item in ranges if item is not None]
    if not known:
        return None
    total = add(known)
    return Range(min=total.min, max=None) if len(known) < len(ranges) else total


def _count_one(document: Document, token: Token, *, strict: bool) -> Range | None:
    if token.pos_ == "PRON" and token.lower_ in ("him", "her", "he", "she"):
        return Range(min=1, max=1)
    if token.lemma_ in words_of("counted-bodies"):
        members = _members(token)
        return _count_one(document, members, strict=strict) if members is not None and members.tag_ != "NN" else None
    role = noun(token.text)
    person = (role is not None and role.kind == "person") or token.ent_type_ == "PERSON"
    numeric = token.pos_ == "NUM" or token.lower_ in quantities().vague or token.lower_ in ("others", "more", "dozen")
    if strict and not person and not numeric and not (role and role.sector in (Sector.CVL, Sector.REF, Sector.MIL)):
        return None
    first = core(document, token.i)[0]
    last = token.i + 1
    if (
        numeric
        and last + 1 < len(document)
        and document[last].lower_ == "of"
        and document[last + 1].lower_ in quantities().vague
    ):
        last += 2
    words = countable(document, first, last)
    counted = range_at(words, 0, len(words))
    if counted is not None:
        return counted[0]
    if person and token.tag_ in ("NN", "NNP"):
        return Range(min=1, max=1)
    return None


def _members(crowd: Token) -> Token | None:
    """Who a group is of: "a team of six engineers", "a total of 12"."""
    of = next((child for child in crowd.rights if child.lower_ == "of"), None)
    return next((child for child in of.rights if child.dep_ == "pobj"), None) if of is not None else None


def countable(document: Document, first: int, last: int) -> list[str]:
    """The words of some tokens, with ages, dates, money and shares made unreadable as numbers."""
    words = []
    for index in range(first, last):
        token = document[index]
        after = document[index + 1].text if index + 1 < len(document) else ""
        measured = (
            token.ent_type_ in _UNCOUNTED and token.ent_type_ != "QUANTITY" and token.pos_ in ("NUM", "SYM", "DET")
        )
        words.append("_" if measured or (after == "-" and token.pos_ == "NUM" and not token.is_alpha) else token.text)
    return words
