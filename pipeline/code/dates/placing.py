"""Where a time expression stands in the parse: the words it hangs on, up to the first verb."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from pipeline.code.dates.lexicon import lines
from pipeline.code.dates.tense import ahead
from pipeline.errors import LexiconError

if TYPE_CHECKING:
    from spacy.tokens import Token

    from pipeline.parse.document import Document
    from pipeline.records import DateMention

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
OBJECTS = frozenset({"dobj", "obj"})
_MODIFIERS = frozenset({"compound", "nmod", "poss", "amod", "nummod"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "ADJ", "NUM"})
_SAME_CLAUSE = frozenset({"xcomp", "advcl", "conj", "dep", "prep", "pcomp"})
_SAME_TIME = frozenset({"when", "as", "while"})
COMPARES = frozenset({"than", "compared", "versus", "unlike", "as"})  # "more than in 2019" says nothing of when
_NO_MEASURE = frozenset(
    {"early", "late", "soon", "recently", "far", "long"}
)  # "as early as Monday", unlike "as last week"
_MEANS = frozenset(
    {"by", "in", "on", "upon", "while", "with"}
)  # "shocked the party by admitting", not "thanked him for"
_WITHIN = frozenset({"during", "amid"})
_AHEAD = frozenset({"ahead", "before", "prior"})
_THEN = _MEANS | {
    "before"
}  # "spoke on Monday before leaving": left on Monday; "taught before leaving in 1999" says less
_DAYS = frozenset({"day", "hour", "minute"})
_TAKEN = frozenset({"dobj", "pobj", "nsubjpass"})
_STEPS = 4
_REACH = 12  # what stands higher is another clause


@dataclass(frozen=True, slots=True)
class Placed:
    """A mention in the parse: the words above it, up to the first verb, and the preposition it hangs on."""

    mention: DateMention
    tokens: range
    above: tuple[int, ...]
    verb: int | None
    preposition: str
    modifies: bool


@cache
def occurrence_verbs() -> dict[str, str]:
    """Verbs whose subject (S) or object (O) is what happens at the verb's time."""
    verbs: dict[str, str] = {}
    for number, (verb, sides) in lines("occurrence.tsv", 2):
        if not set(sides) <= {"S", "O"}:
            raise LexiconError(f"lexicon/dates/occurrence.tsv:{number}: {sides!r} is not S, O or SO")
        verbs[verb] = "".join(sorted({*verbs.get(verb, ""), *sides}))
    return verbs


def place(document: Document, mention: DateMention, tokens: range) -> Placed:
    """Climbs from the expression through prepositions and nouns to the first verb."""
    inside = set(tokens)
    token: Token = document[tokens[-1]]
    for _ in range(len(tokens)):
        if token.head.i not in inside or token.head.i == token.i:
            break
        token = token.head
    coming = ahead(document, tokens)
    if coming is not None:
        return Placed(mention, tokens, (coming.i,), None, "", modifies=False)
    modifies = token.dep_ in _MODIFIERS and token.head.pos_ in {"NOUN", "PROPN"}
    above: list[int] = []
    verb: int | None = None
    preposition = ""
    for _ in range(_REACH):
        head = token.head
        if head.i == token.i:
            break
        if head.pos_ in {"ADP", "SCONJ", "PART"} and not above:
            if _compares(head, preposition):
                preposition = head.lower_
            elif head.lower_ not in COMPARES:
                preposition = preposition or head.lower_
        elif above and token.dep_ == "appos" and token.left_edge.i and token.left_edge.nbor(-1).lower_ == ",":
            break  # "Roe, the victim of a fire last week, was freed"
        elif above and head.lower_ in _AHEAD:
            break  # "spoke ahead of a summit on Thursday": the summit's
        elif head.pos_ in {"VERB", "AUX"}:
            verb = _told_with(head, mention).i
            above.append(verb)
            break
        elif head.pos_ in _NOMINAL and head.i not in inside:
            above.append(head.i)
            if modifies and head.dep_ == "pobj" and head.head.lower_ in _WITHIN:
                modifies = False  # "arrested nine during Monday's raids"
            elif modifies and head.dep_ not in SUBJECTS:
                break  # "Monday's agreement" dates the agreement, not what was done with it
        token = head
    return Placed(mention, tokens, tuple(above), verb, preposition, modifies)


def _told_with(verb: Token, mention: DateMention) -> Token:
    """The verb that a day behind it dates: of "arrested a man carrying a gun on Monday" the arrest."""
    if verb.tag_ != "VBG" or verb.dep_ != "acl" or mention.granularity not in _DAYS:
        return verb
    noun = verb.head
    above = noun.head
    for _ in range(_STEPS):
        if above.pos_ not in {"NOUN", "ADP"} or above.dep_ not in {"prep", *_TAKEN}:
            break
        above = above.head  # "revoked the permits of firms operating there on Monday"
    finite = above.tag_ == "VBD" or any(
        child.tag_ == "VBD" for child in above.lefts if child.dep_ in ("aux", "auxpass")
    )
    return above if above.i < verb.i and noun.dep_ in _TAKEN and finite else verb


def _compares(link: Token, below: str) -> bool:
    """Whether the word says that the time is only what something is measured by; "as of Monday" and "as early as" do not."""
    before = link.nbor(-1).lower_ if link.i else ""
    return link.lower_ in COMPARES and not (link.lower_ == "as" and (below == "of" or before in _NO_MEASURE))


def verb_above(document: Document, index: int) -> int | None:
    """The token itself when it is a verb, else the nearest verb above it."""
    token = document[index]
    for _ in range(_REACH):
        if token.pos_ in {"VERB", "AUX"}:
            return int(token.i)
        if token.head.i == token.i:
            return None
        token = token.head
    return None


def one_clause(document: Document, one: int, other: int) -> bool:
    """Whether the ``one`` verb shares the date of the ``other``.

    "captured and burned", "arrived to discuss", "..., killing", "were hurt when ... hit", "spoke before leaving".
    """
    if document[one].dep_ == document[other].dep_ == "ccomp" and document[one].head.i == document[other].head.i:
        return True  # "two were shot and a school was burned on Wednesday, police said"
    for start, goal in ((one, other), (other, one)):
        token = document[start]
        for _ in range(4):
            if token.dep_ not in _SAME_CLAUSE or (token.dep_ == "advcl" and not same_time(token)) or _counted(token):
                break
            if token.dep_ == "prep" and token.lower_ not in (_THEN if start == one else _MEANS):
                break
            token = token.head
            if token.i == goal:
                return True
    return False


def _counted(verb: Token) -> bool:
    """Whether it tells how many such there were: "detained a clerk, the third to be arrested since May"."""
    parts = {child.dep_ for child in verb.children}
    infinitive = any(child.tag_ == "TO" for child in verb.children if child.dep_ == "aux")
    return verb.dep_ == "conj" and infinitive and not parts.isdisjoint({"nsubj", "nsubjpass"})


def put_off(verb: Token) -> bool:
    """Whether its auxiliaries put it before the news, or make it a purpose or a possibility: "had", "to", "may"."""
    return any(
        child.dep_ in {"aux", "auxpass"} and (child.tag_ in {"TO", "MD"} or child.lower_ == "had")
        for child in verb.children
    )


def tells_past(verb: Token, links: frozenset[str] = frozenset()) -> bool:
    """A past verb that carries its sentence or saying: no background in the pluperfect, no relative clause, no purpose.

    ``links`` are conjunctions whose clauses count as well.
    """
    if verb.tag_ not in {"VBD", "VBN", "VBG"} or put_off(verb):
        return False
    token = verb
    for _ in range(_REACH):
        if token.dep_ in {"ROOT", "ccomp", "parataxis"}:
            return verb.tag_ != "VBG" or token.i != verb.i
        linked = any(child.dep_ == "mark" and child.lower_ in links for child in token.children)
        if token.dep_ not in {"conj", "advcl"} or (token.dep_ == "advcl" and not linked and not same_time(token)):
            return False
        token = token.head
    return False


def clause_above(token: Token) -> Token | None:
    """The verb with which this one shares its time: "spoke and left", "spoke, waving", "spoke before leaving"."""
    if token.dep_ == "conj" or (token.dep_ == "advcl" and same_time(token)):
        return token.head
    if token.dep_ == "pcomp" and token.head.lower_ in _THEN:
        return token.head.head
    return None


def same_time(token: Token) -> bool:
    """An adverbial clause that speaks of the same time: a participle's, or one with "when"."""
    if any(child.dep_ in {"mark", "advmod"} and child.lower_ in _SAME_TIME for child in token.children):
        return True
    return token.tag_ in {"VBG", "VBN", "VB"} and not any(child.dep_ in {"mark", *SUBJECTS} for child in token.children)
