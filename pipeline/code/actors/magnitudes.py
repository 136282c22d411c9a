"""How many and how much: the numbers that belong to one trigger."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from pipeline.code.actors.counting import count, countable
from pipeline.code.actors.money import Sum, find_sums
from pipeline.code.actors.numbers import range_at
from pipeline.code.actors.phrases import core
from pipeline.code.actors.wordlists import words
from pipeline.lexicon.table import rows
from pipeline.records import Magnitude, Range

if TYPE_CHECKING:
    from spacy.tokens import Token

    from pipeline.parse.document import Document

_QUANTITIES = frozenset({"killed", "injured", "missing", "detained", "displaced"})
_PATIENTS = frozenset({"object", "subject", "state", "noun"})
# Whose numbers of victims count: a plan or a visit has none, even with "killed" near it.
_HARMFUL = frozenset(
    [
        "ASSAULT",
        "COERCE",
        "PROTEST",
        "SANCTION",
        "RETREAT",
        "MOBILIZE",
        "ACCIDENT",
        "DISASTER",
        "DEATH",
        "CRIME",
        "COURT",
        "HEALTH",
    ]
)
_MISHAPS = frozenset({"ACCIDENT", "DISASTER", "DEATH", "HEALTH"})
_GATHERING = frozenset({"PROTEST", "MOBILIZE", "RETREAT", "AID"})
# A clause of what somebody says or thinks is another happening.
_BARRIERS = frozenset({"ccomp", "parataxis"})
_CLIMB = 7

Harm = tuple[int, str, Range]
_harms: WeakKeyDictionary[Document, dict[int, list[Harm]]] = WeakKeyDictionary()


@cache
def _patterns() -> dict[str, list[tuple[str, str]]]:
    """Lemma -> (patient, quantity)."""
    found: dict[str, list[tuple[str, str]]] = {}
    for row in rows("actors/harms.tsv", ("quantity", "patient", "words")):
        quantity, patient = row.choice("quantity", _QUANTITIES), row.choice("patient", _PATIENTS)
        for word in row.list("words"):
            found.setdefault(word, []).append((patient, quantity))
    return found


@cache
def harms(lemma: str) -> frozenset[str]:
    """Where they stand to whom a verb does harm: its "object", its "subject"; empty for other verbs."""
    return frozenset(patient for patient, _ in _patterns().get(lemma, []))


def magnitude(document: Document, head: int, action_type: str) -> Magnitude:
    """The numbers of killed, injured, ... and the money that belong to this trigger."""
    found: dict[str, Range] = {}
    if action_type in _HARMFUL:
        for _, quantity, counted in sorted(_sentence_harms(document, head), key=lambda harm: abs(harm[0] - head)):
            if quantity == "detained" and action_type in _MISHAPS:
                continue
            if action_type == "PROTEST" and quantity == "detained" and document[head].pos_ == "VERB":
                continue  # those who were arrested after a march did not march by being arrested
            if quantity not in found:
                found[quantity] = counted
    if action_type in _GATHERING:
        participants = _participants(document, document[head], action_type)
        if participants is not None:
            found["participants"] = participants
    money = _money(document, document[head])
    if money is not None:
        return Magnitude(**found, amount=money.amount, currency=money.currency)
    return Magnitude(**found)


# --- victims


def _sentence_harms(document: Document, head: int) -> list[Harm]:
    """What the sentence counts and this trigger brought about."""
    number = document.sentence_number(head)
    known = _harms.setdefault(document, {})
    if number not in known:
        known[number] = _find_harms(document, number)
    above = _above(document[head])
    # A noun's verb speaks for it: "died in the blast", "the quake left".
    heads = {head, _governor(document[head])}
    found = []
    for harm in known[number]:
        if harm[0] != head and _aimed(document[harm[0]]):
            continue
        over = _above(document[harm[0]]) | {_place(document[harm[0]])}
        if harm[0] in above or harm[0] in heads or heads & over or _place(document[harm[0]]) in above:
            found.append(harm)
    return found


def _aimed(token: Token) -> bool:
    """Whether the harm is only somebody's aim, and no other event's toll: "admitted that he threatened to kill her"."""
    return token.tag_ == "VB" and any(child.lower_ == "to" and child.dep_ == "aux" for child in token.children)


def _governor(token: Token) -> int:
    """The verb that a noun belongs to as subject, object or in a prepositional phrase; else the token itself."""
    over = token.head.head if token.dep_ == "pobj" else token.head
    nominal = token.dep_ in ("nsubj", "nsubjpass", "dobj", "pobj") and token.pos_ in ("NOUN", "PROPN")
    return int(over.i) if nominal and over.pos_ == "VERB" else int(token.i)


def _place(token: Token) -> int:
    """Where a count hangs: "the death toll" on the verb that it rises with."""
    if token.pos_ == "NOUN" and token.dep_ in ("nsubj", "nsubjpass", "dobj"):
        return int(token.head.i)
    return int(token.i)


def _above(token: Token) -> set[int]:
    """The tokens over this one, up to a clause of somebody's words."""
    found = set()
    for _ in range(_CLIMB):
        if token.head.i == token.i or (token.dep_ in _BARRIERS and token.head.lemma_ not in words("resulting")):
            break
        token = token.head
        found.add(token.i)
    return found


def _find_harms(document: Document, number: int) -> list[Harm]:
    found: list[Harm] = []
    patterns = _patterns()
    for token in document.sentences[number]:
        lemma = token.lemma_.lower()
        found_patterns = patterns.get(lemma, [])
        if lemma != token.lower_:
            found_patterns = found_patterns + patterns.get(token.lower_, [])
        for patient, quantity in found_patterns:
            counted = _patient_count(document, token, patient)
            if counted is not None and not (quantity == "displaced" and counted.max == 1):  # one who flees is sought
                found.append((token.i, quantity, counted))
                break
    return found


def _patient_count(document: Document, token: Token, patient: str) -> Range | None:
    if patient == "state":
        return _state_count(document, token)
    if patient == "noun":
        return _noun_count(document, token) if token.pos_ == "NOUN" else None
    if token.pos_ != "VERB":
        return None
    strict = token.lemma_.lower() in words("strict")
    for head in _patients(token, patient):
        counted = count(document, head.i, strict=strict)
        if counted is not None:
            return counted
    return None


def _patients(token: Token, patient: str) -> list[Token]:
    """The phrases that a verb happens to."""
    children = list(token.children)
    passive = any(child.dep_ in ("auxpass", "nsubjpass") for child in children)
    if patient == "subject":
        found = [child for child in children if child.dep_ == "nsubj"]
        if not found and token.dep_ == "conj":
            found = [child for child in token.head.children if child.dep_ == "nsubj"]
        return found or ([token.head] if token.dep_ in ("acl", "relcl") else [])
    if passive:
        return [child for child in children if child.dep_ in ("nsubjpass", "nsubj")]
    found = [child for child in children if child.dep_ == "dobj"]
    if found or token.tag_ != "VBN":
        return found
    # "12 injured" after "three were killed and"; "people killed in the blast"; "12 wounded".
    found = [child for child in children if child.dep_ in ("nsubj", "nummod")]
    return found or ([token.head] if token.dep_ == "acl" else [])


def _state_count(document: Document, token: Token) -> Range | None:
    """ "leaving 12 dead", "30 others injured", "5,000 homeless": what stands right before the word."""
    if token.pos_ not in ("ADJ", "VERB", "NOUN", "PROPN", "ADV"):
        return None
    if token.dep_ in ("acomp", "attr"):
        for child in token.head.children:
            if child.dep_ == "nsubj":
                return count(document, child.i)
    sentence = document.sentence(token.i)
    start = token.i
    while start > sentence.start and token.i - start < 7:
        before = document[start - 1]
        if before.is_punct and before.text != "-":
            break
        if before.pos_ in ("VERB", "AUX", "CCONJ", "SCONJ") and before.lower_ != "estimated":
            break
        start -= 1
    words = countable(document, start, token.i)
    counted = range_at(words, 0, len(words))
    if counted is None or counted[1:] == (0, 0):
        return None
    between = document.doc[start + counted[2] : token.i]
    if len(between) > 3 or any(part.pos_ not in ("NOUN", "ADJ", "ADV", "ADP") for part in between):
        return None
    plain = counted[0].min == 1 and counted[0].max == 1
    return None if plain and not between else counted[0]


def _noun_count(document: Document, token: Token) -> Range | None:
    """ "12 deaths"; "a death toll of 12", "the toll rose to more than 200"."""
    first = core(document, token.i)[0]
    words = countable(document, first, token.i)
    counted = range_at(words, 0, len(words))
    if counted is not None and token.lemma_ != "toll" and (counted[0].max != 1 or words[counted[1]].lower() != "a"):
        return counted[0]
    holders = [token]
    if token.lemma_ == "toll" and token.dep_ in ("nsubj", "nsubjpass", "dobj") and token.head.pos_ == "VERB":
        holders.append(token.head)
    for holder in holders:
        for child in holder.rights:
            if child.dep_ == "prep" and child.lower_ in ("of", "to", "at"):
                for inner in child.children:
                    if inner.dep_ == "pobj":
                        return count(document, inner.i)
            if child.dep_ in ("dobj", "attr") and child.pos_ == "NUM":
                return count(document, child.i)
    return None


# --- who takes part


def _participants(document: Document, token: Token, action_type: str) -> Range | None:
    """The number of those who gather, or who are sent or withdrawn."""
    for head in _gathered(token, action_type):
        counted = count(document, head.i, strict=True)
        if counted is not None and not (counted.min == 1 and counted.max == 1):
            return counted
    return None


def _gathered(token: Token, action_type: str) -> list[Token]:
    children = list(token.children)
    if action_type != "PROTEST":
        found = [child for child in children if child.dep_ in ("dobj", "nsubjpass")]
        return found + [
            inner for child in children if child.dep_ == "prep" and child.lower_ == "of" for inner in child.children
        ]
    if token.pos_ == "VERB":
        found = [child for child in children if child.dep_ in ("nsubj", "nsubjpass")]
        return found or ([token.head] if token.dep_ in ("acl", "relcl") else [])
    found = [
        inner for child in children if child.dep_ == "prep" and child.lower_ in ("by", "of") for inner in child.children
    ]
    governor = token.head if token.dep_ != "pobj" else token.head.head
    if governor.pos_ == "VERB":
        lemma = governor.lemma_.lower()
        if token.dep_ in ("nsubj", "nsubjpass") and lemma in words("calling"):
            found += [child for child in governor.children if child.dep_ == "dobj"]
        elif token.dep_ in ("dobj", "pobj") and lemma in words("holding"):
            found += [child for child in governor.children if child.dep_ == "nsubj"]
    return found


# --- money


def _money(document: Document, token: Token) -> Sum | None:
    """The first sum inside the trigger's own clause."""
    first, last = token.left_edge.i, token.right_edge.i + 1
    if last - first > 200:
        return None
    for money in find_sums(document, first, last):
        here = document[money.head]
        for _ in range(_CLIMB):
            if here.i == token.i:
                return money
            if here.dep_ in _BARRIERS or here.dep_ in ("relcl", "advcl") or here.head.i == here.i:
                break
            here = here.head
    return None
