"""Who is only counted: "three others", "two were sent home", "hundreds were arrested"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.code.actors.lexicon import noun
from pipeline.code.actors.magnitudes import harms
from pipeline.code.actors.numbers import quantities
from pipeline.code.actors.phrases import conjuncts
from pipeline.code.actors.titles import complement
from pipeline.code.actors.wordlists import words

if TYPE_CHECKING:
    from spacy.tokens import Token

    from pipeline.parse.document import Document

# How many sentences before may name them; a plain number is of the last who were counted.
_BACK = 2
_FAR = 14  # words from them to "including"
_ARGUMENTS = frozenset({"nsubj", "nsubjpass", "dobj"})
_PASSIVE, _ACTIVE = ("dobj", "nsubjpass"), ("nsubj",)
_MEASURES = frozenset({"DATE", "TIME", "MONEY", "PERCENT", "ORDINAL", "QUANTITY"})


def ones_before(document: Document, token: Token) -> Token | None:
    """Who "three others", "another" or a bare "two" are more or some of: "six soldiers" or "a nurse" before."""
    others = token.lower_ == "others" and any(child.dep_ == "nummod" for child in token.lefts)
    another = token.lower_ == "another" and token.dep_ in _ARGUMENTS
    if not others and not another and not (token.pos_ == "NUM" and _bare(token)):
        return None
    harmed = others or another or people(token)
    number = document.sentence_number(token.i)
    for back in range(_BACK + 1):
        if number < back:
            break
        sentence = document.sentences[number - back]
        for index in range(min(sentence.end, token.i) - 1, sentence.start - 1, -1):
            before = document[index]
            counted = any(child.dep_ == "nummod" or child.lower_ in ("a", "an") for child in before.lefts)
            if not counted or before.pos_ != "NOUN" or (others and before.tag_ == "NN"):
                continue  # "a lawmaker and 24 others": those are no lawmakers
            role = noun(before.text)
            near = others and back == 0 and role is not None
            person = role is not None and role.kind == "person"
            if near or (before.dep_ in _ARGUMENTS and (person or not harmed)):
                return before
    return None


def people(token: Token) -> bool:
    """Whether a number or "others" without a noun counts people, since only they are killed, hurt or arrested."""
    if not _bare(token) and (token.lower_ not in words("some-people") or complement(token) is not None):
        return False
    if token.pos_ == "NUM" and token.head.lemma_ in words("strict"):
        return False
    wanted = {_PASSIVE: "object", _ACTIVE: "subject"}
    return any(token.dep_ in roles and patient in harms(token.head.lemma_) for roles, patient in wanted.items())


def kind_of(token: Token) -> Token | None:
    """The noun of those that some are of: "several of the Thai soldiers", "one of the miners"."""
    if token.pos_ == "NUM" or token.lower_ in words("some-of"):
        preps = [each for prep in token.rights for each in (prep, *prep.rights)]  # "three out of four people"
        wholes = [inner for prep in preps if prep.lower_ == "of" for inner in prep.rights]
        return next((inner for inner in wholes if inner.dep_ == "pobj" and inner.tag_ == "NNS"), None)
    return None


def part_of(token: Token) -> Token | None:
    """The pronoun of those that some are of: "one of them", "most of whom"."""
    if token.pos_ not in ("NUM", "PRON", "DET", "ADJ", "NOUN") or noun(token.text) is not None:
        return None
    wholes = (inner for prep in token.rights if prep.lower_ == "of" for inner in prep.rights if inner.dep_ == "pobj")
    return next((inner for inner in wholes if inner.lower_ in ("them", "whom", "these", "those", "which")), None)


def members(document: Document, head: int) -> list[int]:
    """The heads of those whom "six people were hurt, including a Swedish reporter" names of them."""
    token = document[head]
    if token.tag_ not in ("NNS", "NNPS"):
        return []
    end = document.sentence(head).end
    for index in range(head + 1, min(end, head + _FAR)):
        word = document[index]
        if word.tag_ in ("NNS", "NNPS") and word.dep_ in (*_ARGUMENTS, "pobj"):
            return []  # those may be of these
        if word.lower_ == "including" and word.dep_ in ("prep", "acl"):
            found = [inner for inner in word.rights if inner.dep_ in ("pobj", "dobj")]
            return [each for inner in found for each in conjuncts(document, inner.i) if _somebody(document[each])]
    return []


def _somebody(token: Token) -> bool:
    role = noun(token.text)
    return token.ent_type_ in ("PERSON", "ORG", "GPE", "NORP") or (role is not None and role.kind != "thing")


def uncounted(name: str) -> str:
    """Without the number that a name begins with: one of "Two Belgian soldiers" is of Belgian soldiers."""
    known, found = quantities(), name.split()
    while len(found) > 1 and (found[0].lower() in known.numbers or found[0].isdigit()):
        found = found[1:]
    return " ".join(found)


def _bare(token: Token) -> bool:
    """Whether a number stands where a noun does: "two were sent home", "hundreds were arrested"."""
    if token.dep_ not in _ARGUMENTS or token.ent_type_ in _MEASURES or complement(token) is not None:
        return False
    return token.pos_ == "NUM" or token.lower_ in quantities().vague
