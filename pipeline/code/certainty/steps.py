"""One step down the parse: what a governor says of what hangs on it, by its signature or else by the relation."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.code.certainty.lexicon import Effect, charges, links, predicates, relations, signatures
from pipeline.code.certainty.outcomes import SHOWN, belied, by_doing, failed, happens, it_is, ranked, was_able

if TYPE_CHECKING:
    from spacy.tokens import Token

_VERBS = frozenset({"VERB", "AUX"})
_NOUNS = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
_OBJECTS = frozenset({"dobj", "nsubjpass", "oprd", "dative"})
_CLAUSES = frozenset({"ccomp", "xcomp", "csubj", "csubjpass"})
_GIVEN = frozenset({"the", "this", "that", "these", "those", "its", "his", "her", "their", "our", "my", "your"})
_REAL = frozenset({"fact", "say", "claim", "believe", "seem", "imply", "force", "doubt"})
"""Classes that leave an event named by a noun as real as themselves."""
_WEIGHED = frozenset({"consider", "plan", "want", "expect", "maybe"})
_AVERTING = frozenset({"avert", "deny"})
_OPEN = frozenset({"likely", "unlikely", "maybe"})
_UNTRUE = Effect("untrue", -0.85, -0.85, -0.85, None)
_PRESUPPOSING = frozenset({"because", "after", "following", "during", "since", "amid", "due", "given", "over", "until"})
_CHARGING = frozenset({"of", "with", "for", "over", "on"})
_LINKING = frozenset({"for", "of", "against", "on", "to", "in"})
"""Prepositions behind which a predicate keeps its complement: ``call for``, ``threat of``."""


def mark(node: Token) -> Token | None:
    """The word that joins this clause: "if", "unless", "whether"."""
    joint = next(
        (
            one
            for one in node.children
            if one.dep_ in {"mark", "advmod"} and one.lower_ in links() and one.lower_ != "far"
        ),
        None,
    )
    return joint if joint is not None or node.dep_ != "advcl" else _inverted(node)


def _inverted(node: Token) -> Token | None:
    """The auxiliary that opens a condition: "Had the army attacked"."""
    first = node.left_edge
    verb = first.dep_ == "aux" and first.head.i == node.i and first.lower_ in {"had", "were"}
    return first if verb and not any(one.dep_ == "neg" for one in node.children) else None


def step(governor: Token, node: Token) -> Effect:
    """What the governor says of this dependent."""
    dep = node.dep_
    if dep == "conj":
        return _conjunct(governor, node)
    if dep == "parataxis" or _set_in(governor, node) or _apart(governor, node):
        return relations()["parenthetical"]
    if dep == "amod":
        return relations()["modifier"]
    if dep in {"advcl", "ccomp", "acl", "pcomp", "xcomp"} and (joint := mark(node)) is not None:
        return links()[joint.lower_]
    if dep in {"relcl", "acl"} and infinitive(node) and ranked(governor):
        return relations()["relative"]
    if dep == "relcl":
        return relations()["infinitive-relative" if infinitive(node) else "relative"]
    if dep == "advcl":
        if infinitive(node) and it_is(governor):
            return _clause(governor, node)  # "it is illegal for firms to sell it"
        if infinitive(node):
            return relations()["participle" if by_doing(governor, node) else "purpose"]
        return relations()["participle" if node.tag_ == "VBG" and mark_of(node) is None else "adverbial"]
    if governor.dep_ == "prep" or governor.pos_ == "ADP":
        return _behind_preposition(governor, node)
    if infinitive(node) and _yet(node):
        return signatures()["deny"]  # "has yet to sign": did not so far
    if dep in {"acl", "ccomp"} and _rebutted(governor) and _that_clause(governor, node) is not None:
        return _UNTRUE
    if dep == "acl":
        if infinitive(node):
            return (
                _UNTRUE if _tried(governor) and failed(governor) else signature(governor) or relations()["infinitive"]
            )
        if node.tag_ == "VBG" and governor.dep_ == "dobj" and _shown(governor.head):
            return relations()["through"]  # "showed them leaving": the parse hangs the leaving on them
        return _that_clause(governor, node) or relations()["reduced"]
    if dep in _CLAUSES:
        return _clause(governor, node)
    if dep == "nsubj" and node.pos_ == "NOUN" and (put := _put_as(governor)) is not None:
        return put  # "more cuts are likely"
    if dep in {"nsubj", "nsubjpass"} and happens(governor):
        return relations()["through"]  # "the talks never took place"
    if dep == "nsubjpass" and any(one.dep_ == "xcomp" and happens(one) for one in governor.rights):
        return signature(governor) or relations()["through"]  # "the sale is expected to begin in May"
    return _phrase(governor, node)


def _put_as(governor: Token) -> Effect | None:
    """What "is likely" or "was possible" says of its subject."""
    told = next((one for one in governor.children if one.dep_ == "acomp"), None) if governor.lemma_ == "be" else None
    if told is None:
        return None
    if any(one.dep_ in {"xcomp", "ccomp"} and not happens(one) for one in (*told.children, *governor.rights)):
        return None  # "his resignation is unlikely to end the strike", but "the sale is likely to be completed"
    found = predicates().get((told.lemma_.lower(), "adj"))
    return found if found is not None and found.name in _OPEN else None


def _set_in(governor: Token, node: Token) -> bool:
    """Whether a saying stands inside or behind the sentence that it carries: the parse hangs it there."""
    if node.dep_ not in {"ccomp", "advcl", "dep", "relcl"} or governor.pos_ not in _VERBS:
        return False
    found = predicates().get((node.lemma_.lower(), "verb"))
    if found is None or found.name not in {"say", "claim", "believe"} or node.tag_ not in {"VBD", "VBZ", "VBP"}:
        return False
    return (
        not any(one.dep_ in {"ccomp", "dobj", "xcomp", "mark"} for one in node.children) and signature(governor) is None
    )


def _apart(governor: Token, node: Token) -> bool:
    """Whether a semicolon parts two sentences: "Three were killed; two others are missing"."""
    if node.dep_ != "ccomp" or node.i > governor.i:
        return False
    return any(one.text == ";" and node.i < one.i < governor.i for one in governor.children)


def mark_of(node: Token) -> Token | None:
    """The word that marks this clause, whatever it is."""
    return next((one for one in node.children if one.dep_ == "mark"), None)


def _yet(node: Token) -> bool:
    """Whether an infinitive is put off: "has yet to sign", "are yet to be named"."""
    to = next((one for one in node.children if one.dep_ == "aux" and one.lower_ == "to"), None)
    return (
        to is not None
        and to.i > 0
        and to.nbor(-1).lower_ == "yet"
        and any(one.lemma_ in {"have", "be", "remain"} for one in (to.nbor(-1).head, node.head))
    )


def _shown(verb: Token) -> bool:
    found = signature(verb)
    return found is not None and found.name in _REAL


def _rebutted(noun: Token) -> bool:
    return noun.pos_ in _NOUNS and belied(noun)


def _tried(noun: Token) -> bool:
    found = signature(noun) if noun.pos_ in _NOUNS else None
    return found is not None and found.name in {"try", "ask"}


def _that_clause(governor: Token, node: Token) -> Effect | None:
    joint = mark_of(node)
    return signature(governor) if joint is not None and joint.lower_ == "that" else None


def _conjunct(governor: Token, node: Token) -> Effect:
    """A second verb shares the auxiliaries and the negation of the first only when it has none of its own."""
    if any(one.lower_ == "than" and one.dep_ == "cc" and one.i < node.i for one in governor.children):
        return links()["rather"]
    own = any(one.dep_ in {"nsubj", "nsubjpass", "aux", "auxpass"} for one in node.children)
    led = any((one.dep_ == "aux" and one.tag_ == "MD") or one.dep_ == "neg" for one in governor.children)
    gapped = node.tag_ in {"VBN", "VBD"} and {one.dep_ for one in node.children}.isdisjoint(
        {"aux", "auxpass", "nsubj", "dobj"}
    )
    if led and gapped and any(one.dep_ == "nsubjpass" for one in node.children):
        return relations()["coordinate"]  # "will close and its assets sold"
    if node.tag_ == "VB" and not own and led:
        return relations()["coordinate"]
    if node.pos_ not in _VERBS and governor.pos_ not in _VERBS:
        return relations()["coordinate"]
    return relations()["conjunct"]


def _clause(governor: Token, node: Token) -> Effect:
    of_doing = predicates().get((f"{governor.lemma_.lower()} -ing", "verb")) if node.tag_ == "VBG" else None
    if infinitive(node) and node.lemma_ in SHOWN and signature(governor) is None:
        return relations()["participle"]
    if infinitive(node) and (bidden := _bidden(governor, node)) is not None:
        return bidden
    found = of_doing or signature(governor, of_clause=True)
    if found is not None and found.name == "can" and infinitive(node) and was_able(governor):
        return signatures()["imply"]
    if found is not None and found.name == "say" and infinitive(node):  # "agreed to leave", "was said to have left"
        return signatures()["claim" if _told_of(governor, node) else "plan"]
    if found is not None:
        return found
    if infinitive(node):
        to_be = governor.lower_ in {"is", "are", "was", "be"} and not any(
            one.dep_ in {"acomp", "attr", "expl"} for one in governor.children
        )
        return signatures()["expect"] if to_be else relations()["infinitive"]  # "the envoy is to arrive"
    return relations()["gerund" if node.tag_ == "VBG" else "clause"]


def _bidden(governor: Token, node: Token) -> Effect | None:
    """What a verb says of an infinitive and of nothing else: "was told to shoot", "was supposed to leave" and, it seems, did not."""
    if any(one.lemma_ == "have" for one in node.children):
        return None  # "is supposed to have left"
    past = any(one.dep_ == "auxpass" and one.tag_ == "VBD" for one in governor.children)
    key = f"{governor.lemma_.lower()} to"
    done = predicates().get((f"{key} {node.lemma_.lower()}", "verb"))
    if done is not None:
        return done  # "voted to impeach": did so
    return predicates().get(("supposed once" if past and key == "suppose to" else key, "verb"))


def _told_of(governor: Token, node: Token) -> bool:
    return any(one.dep_ == "nsubjpass" for one in governor.children) or any(
        one.lemma_ == "have" for one in node.children
    )


def _behind_preposition(preposition: Token, node: Token) -> Effect:
    """An event behind a preposition: ``without leaving``, ``barred from leaving``, ``calls for talks``."""
    word = preposition.lower_
    above = preposition.head
    part = {"VERB": "verb", "NOUN": "noun"}.get(above.pos_, "adj")
    told = predicates().get((f"{above.lemma_.lower()} {word}", part))
    if word == "of" and _rebutted(above) and signature(above) is not None:
        return _UNTRUE  # "dismissed rumours of an attack"
    if word in _CHARGING and (deed := charges().get(above.lemma_.lower())) is not None:
        return deed  # "will stand trial for the murder": it was before
    if node.tag_ == "VBG" or node.dep_ == "pcomp":
        if word == "from":
            found = signature(above)
            if found is not None and found.name in _AVERTING | {"stop"}:
                return signatures()["avert"]
        if told is not None:
            return told  # "close to signing", "thinks of leaving"
        if word == "with" and any(one.dep_ in {"nsubj", "nsubjpass"} for one in node.children):
            return relations()["adverbial"]  # "may be higher, with rebels holding the town"
        if word == "from" and above.lower_ == "far":
            word = "far"
        if word == "of" and any(one.lower_ == "instead" for one in preposition.children):
            word = "instead"
        if word == "of" and above.lower_ == "short":
            word = "short"
        if word in links():
            return links()[word]
    if told is not None:
        return _of_thing(told, known=False)  # "warned of an attack"
    if word in {"without", "despite"}:
        return links()[word]
    asked = signature(above) if word in _LINKING else None
    if asked is not None and asked.name == "ask":
        return relations()["oblique"]  # "calls for his release"
    return relations()["oblique-given" if given(node) or word in _PRESUPPOSING else "oblique"]


def _phrase(governor: Token, node: Token) -> Effect:
    """A noun, or the preposition that leads to one."""
    dep = node.dep_
    table = relations()
    found = signature(governor)
    if dep == "prep":
        behind = node.i > governor.i  # "In a call with Biden, he rejected the plan": the call was
        if found is not None and behind and node.lower_ in _LINKING and found.name not in _REAL:
            return _of_thing(found, known=False)
        return table["noun" if governor.pos_ in _NOUNS else "through"]
    if dep in {"acomp", "attr"}:
        return table["predicate" if dep == "acomp" else "attribute"]
    if dep == "agent":
        return table["through"]
    known = given(node)
    if dep in _OBJECTS or (dep == "poss" and found is not None):
        if found is not None and found.name not in _REAL and dep != "poss":
            considered = found.name in _WEIGHED and _named_first(node)
            return _of_thing(found, known=known and not considered)
        return table["object-given" if known else "object"]
    if dep in {"nsubj", "csubj", "expl"}:
        return table["subject"]
    if governor.pos_ in _NOUNS:
        if found is not None and found.name not in _REAL and dep in {"compound", "nmod"}:
            return _of_thing(found, known=known)
        return table["noun-given" if known else "noun"]
    return table["other"]


def _of_thing(found: Effect, *, known: bool) -> Effect:
    """An event named by a noun under a predicate of wishing, planning, averting."""
    kind = "thing-averted" if found.name in _AVERTING | {"stop"} else "thing-open"
    effect = relations()[f"{kind}-given" if known else kind]
    return effect if known else replace(effect, time=found.time)


def given(node: Token) -> bool:
    """Whether a noun is put as known: ``the attack``, ``their attack``, ``Monday's attack``."""
    return any(one.dep_ == "poss" or (one.dep_ == "det" and one.lower_ in _GIVEN) for one in node.children)


def _named_first(node: Token) -> bool:
    """Whether "the" only goes with what stands behind: "the sale of its unit" may never have been spoken of."""
    return any(one.dep_ == "prep" and one.lower_ == "of" for one in node.rights) and not any(
        one.dep_ == "poss" for one in node.lefts
    )


def signature(governor: Token, *, of_clause: bool = False) -> Effect | None:
    """What the lexicon says of a governor; "is likely", "was unable" speak through their adjective."""
    lemma = governor.lemma_.lower()
    if governor.pos_ in _VERBS:
        if governor.lower_ == "wanted" and governor.tag_ == "VBN":
            return None  # "wanted for the murder of a clerk"
        if governor.lower_ == "called" and any(one.dep_ == "prep" and one.lower_ == "to" for one in governor.children):
            return None  # "crews were called to a blaze"
        particle = next((one.lower_ for one in governor.children if one.dep_ == "prt"), None)
        found = predicates().get((f"{lemma} {particle}" if particle else lemma, "verb"))
        if found is None and particle:
            found = predicates().get((lemma, "verb"))
            return None if found is None or found.name in _AVERTING | {"stop"} else found
        if found is None and governor.tag_ in {"VBN", "VBG"}:
            found = predicates().get((governor.lower_, "adj"))
        if found is None and of_clause and lemma == "be":
            told = next((one for one in governor.children if one.dep_ in {"acomp", "attr"}), None)
            if told is not None:
                found = predicates().get((told.lemma_.lower(), "adj" if told.pos_ == "ADJ" else "noun"))
        return found
    return predicates().get((lemma, "adj" if governor.pos_ == "ADJ" else "noun"))


def infinitive(node: Token) -> bool:
    """Whether the verb stands with "to"."""
    return any(one.dep_ == "aux" and one.lower_ == "to" for one in node.children)
