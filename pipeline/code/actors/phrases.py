"""Where a noun phrase begins and ends, and which phrases are coordinated."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.code.actors.lexicon import noun
from pipeline.code.actors.wordlists import words

if TYPE_CHECKING:
    from spacy.tokens import Token

    from pipeline.parse.document import Document

# What stands left of a head and belongs to its phrase.
_LEFT = frozenset(
    [
        "det",
        "amod",
        "compound",
        "poss",
        "nummod",
        "nmod",
        "quantmod",
        "advmod",
        "predet",
        "npadvmod",
        "nounmod",
        "punct",
        "case",
        "neg",
    ]
)
SUBJECTS = ("nsubj", "nsubjpass")
_TIMES = frozenset({"DATE", "TIME"})
_TO = frozenset({"-", "\u2013"})
_LONGEST = 40
# A participle says which one ("a bus carrying miners"), a long one tells a story.
_CLAUSE = 8


def subject(verb: Token) -> Token | None:
    """What stands before the verb as its subject, its own and not one that it shares."""
    return next((child for child in verb.lefts if child.dep_ in SUBJECTS), None)


def conjuncts(document: Document, head: int) -> list[int]:
    """The heads of a coordinated phrase, this one first: "Iran, Iraq and Syria" -> 3 heads."""
    found = [head]
    for index in found:  # grows while read; the parse is a tree, so each is met once
        found += [child.i for child in document[index].children if child.dep_ == "conj" and _nominal(child)]
    return found


def _nominal(token: Token) -> bool:
    return token.pos_ in ("NOUN", "PROPN", "PRON", "NUM", "ADJ") or token.dep_ in ("nsubj", "dobj", "pobj")


def core(document: Document, head: int) -> tuple[int, int]:
    """The phrase from its first determiner or modifier to its head: what stands after the head is left out."""
    token = document[head]
    first = head
    for child in reversed(list(token.lefts)):
        if child.dep_ not in _LEFT or (child.dep_ == "punct" and child.text not in ("-", "\u2013", "$", "/", '"')):
            break
        if child.dep_ == "advmod" and (child.i < head - 1 and child.text in (",", "also", "then")):
            break
        edge = child.left_edge.i
        if head - edge > _LONGEST:
            break
        first = edge
    closing = next((i for i in range(head - 1, first - 1, -1) if document[i].text in (")", "]")), None)
    if closing is not None and not {"(", "["} & {document[i].text for i in range(first, closing)}:
        first = closing + 1  # "(Reuters) Roe arrived"
    while first < head and (document[first].is_punct or document[first].is_space) and document[first].text != "$":
        first += 1
    last = head + 1
    # "Nov. 5", "Boeing 737", "Group of Seven": numbers and names that lean on the head from the right.
    for child in token.rights:
        if child.i == last and child.dep_ in ("nummod", "compound", "flat") and child.pos_ in ("NUM", "PROPN"):
            scored = child.pos_ == "NUM" and child.i + 1 < len(document) and document[child.i + 1].text in _TO
            last = last if scored else child.i + 1  # "Osaka beat Gauff 7-5"
    return first, last


def extent(document: Document, head: int) -> tuple[int, int]:
    """The whole phrase: with its complements and appositions, without relative clauses, dates and coordinated phrases."""
    first, last = core(document, head)
    sentence_end = document.sentence(head).end
    for child in document[head].rights:
        if child.i < last:
            continue
        if child.dep_ == "punct" and child.text in (",", "(", ")", "-LRB-", "-RRB-"):
            continue
        end = _right_part(document, child, last)
        if end is None or end - first > _LONGEST:
            break
        last = min(end, sentence_end)
        if document[last - 1].i != child.right_edge.i:
            break
    if last < sentence_end and document[last].text == ")" and "(" in {token.text for token in document.doc[first:last]}:
        last += 1
    while last - 1 > head and document[last - 1].text in (",", ";", ":", "(", "-", "--"):
        last -= 1
    return first, last


def _right_part(document: Document, child: Token, last: int) -> int | None:
    """Where this part right of a head ends; None when it is no part of the phrase."""
    edge = child.left_edge.i
    if child.dep_ == "prep" and edge == last:
        return _preposition(document, child)
    if (
        child.dep_ == "acl"
        and edge == last
        and child.tag_ in ("VBG", "VBN")
        and 0 < child.right_edge.i - child.i <= _CLAUSE
    ):
        return _until_comma(document, child)
    if child.dep_ == "amod" and edge == last:
        return _until_comma(document, child)  # "militants loyal to the deposed king"
    if child.dep_ == "appos" and child.pos_ in ("NOUN", "PROPN"):
        if child.ent_type_ == "PERSON" and child.head.ent_type_ in ("GPE", "LOC"):
            return None  # "the mayor of Mutare, Rose Moyo": she is no town
        between = document.doc[last:edge]
        if len(between) <= 1 and all(token.text in (",", "(", "-LRB-") for token in between):
            return _apposition_end(document, child, apart=len(between) == 1)
    return None


def _apposition_end(document: Document, child: Token, *, apart: bool) -> int | None:
    """The end of an apposition: of a name its phrase, of a description also its complements."""
    if child.ent_type_ in _TIMES:
        return None
    end = int(child.right_edge.i) + 1 if apart else core(document, child.i)[1]
    for inner in child.subtree:
        # ", a rail hub, as well as Roe" goes on with another, not with the description.
        if inner.dep_ == "conj" and inner.head.i == child.i and document[inner.left_edge.i - 1].i > child.i and apart:
            parts = [token for token in child.rights if token.i < inner.left_edge.i and token.dep_ in ("punct", "cc")]
            if parts and parts[0].dep_ == "punct":
                end = min(end, parts[0].i)
    governor = child.head.head.i
    return end if end - child.i <= _LONGEST and not child.i < governor < end else None


def _preposition(document: Document, prep: Token) -> int | None:
    if prep.lower_ not in words("restricting") or prep.nbor(-1).is_punct:
        return None
    objects = [child for child in prep.children if child.dep_ in ("pobj", "pcomp")]
    if not objects or (prep.head.pos_ == "PROPN" and not _within_name(prep)):
        return None
    if prep.lower_ == "of" and prep.head.dep_ == "dobj" and prep.head.head.lemma_ in words("charging"):
        return None
    if objects[0].ent_type_ in _TIMES and prep.lower_ != "of":
        return None
    return _until_comma(document, prep)


def _within_name(prep: Token) -> bool:
    """Names end where they end ("AFP of data"); "the Government of Austria" and "Bank of England" go on."""
    if prep.head.ent_type_ and prep.ent_iob_ == "I":
        return True
    return bool(prep.lower_ in ("of", "for", "to") and noun(prep.head.text))


def _until_comma(document: Document, part: Token) -> int:
    """The end of a part, cut at its first comma that does not separate coordinated words."""
    end = part.right_edge.i + 1
    for index in range(part.i + 1, end):
        token = document[index]
        if token.text in (",", ";", ":", "\u2014", "--", "\u2013", " - ") or token.is_space:
            return index
        if token.dep_ in ("npadvmod", "pobj") and token.ent_type_ in _TIMES and index > part.i + 1:
            start = token.left_edge.i
            if start > part.i + 1:
                return start - 1 if document[start - 1].dep_ == "prep" else start
    return end
