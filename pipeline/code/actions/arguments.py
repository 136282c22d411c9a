"""Who acts and who is acted on, for verbs: subjects and objects through passives, control, relatives and conjunction."""

from __future__ import annotations

from pipeline.code.actions.tree import RELATIVES, SUBJECTS, Tree

# Verbs whose object, not subject, does what the infinitive after it says: "ordered the troops to leave".
OBJECT_CONTROL = frozenset(
    [
        "order",
        "urge",
        "ask",
        "tell",
        "force",
        "allow",
        "help",
        "call",
        "persuade",
        "convince",
        "want",
        "expect",
        "require",
        "permit",
        "enable",
        "encourage",
        "press",
        "push",
        "pressure",
        "invite",
        "advise",
        "warn",
        "instruct",
        "compel",
        "lead",
        "cause",
        "get",
        "let",
        "make",
        "see",
        "hear",
        "authorize",
        "authorise",
        "direct",
        "implore",
        "beg",
        "request",
        "command",
        "task",
        "send",
        "deploy",
        "train",
        "show",
        "watch",
        "find",
        "catch",
        "leave",
        "keep",
        "hold",
        "accuse",
        "suspect",
        "charge",
        "arrest",
        "convict",
        "jail",
        "blame",
        "criticize",
        "criticise",
        "condemn",
        "praise",
        "thank",
        "sentence",
        "fine",
        "detain",
        "prosecute",
        "indict",
        "ban",
        "bar",
        "prevent",
        "stop",
        "prohibit",
        "block",
        "dissuade",
        "deter",
        "refrain",
        "discourage",
        "restrain",
    ]
)
_STEPS = 12


def subjects(tree: Tree, verb: int) -> list[int]:
    """The heads of the verb's (deep) grammatical subject, conjuncts included; empty when the sentence names none."""
    for _ in range(_STEPS):
        own = tree.kids(verb, "nsubj", "nsubjpass")
        if own:
            return _resolved(tree, verb, own[-1])
        dep, head = tree.dep[verb], tree.head[verb]
        if head == verb:
            return []
        if dep == "conj":
            if tree.pos[head] in {"NOUN", "PROPN", "PRON"}:
                return []
            verb = head
        elif dep == "acl":
            if tree.tag[verb] in {"VBG", "VBN", "VBD"}:
                return tree.conjuncts(head)[:1]
            governor = tree.head[head]  # "a plan to attack": the planner
            if tree.pos[governor] in {"VERB", "AUX"} and tree.dep[head] in {"dobj", "attr", "nsubjpass"}:
                verb = governor
            else:
                owner = tree.kids(head, "poss")
                return owner[:1]
        elif dep == "relcl":
            predicate = _whose_honour(tree, verb, head)
            if predicate is None:
                return [_dated(tree, head)]
            verb = predicate
        elif dep in {"xcomp", "ccomp", "oprd"}:
            if tree.pos[head] in {"VERB", "AUX"}:
                if tree.lemma[head] in OBJECT_CONTROL:
                    controlled = tree.kids(head, "dobj") or tree.kids(head, "nsubjpass")
                    if controlled:
                        return _resolved(tree, head, controlled[-1])
                verb = head
            elif tree.pos[head] == "ADJ":
                verb = _copula(tree, head)
            else:
                return []
        elif dep == "advcl":
            verb = head
        elif dep == "pcomp":
            governor = tree.head[head]
            if tree.pos[governor] not in {"VERB", "AUX"}:
                if tree.pos[governor] == "ADJ":
                    verb = _copula(tree, governor)
                    continue
                owner = tree.kids(governor, "poss")
                if owner:
                    return owner[:1]
                if tree.pos[tree.head[governor]] in {"VERB", "AUX"}:
                    verb = tree.head[governor]
                    continue
                return []
            if tree.lemma[governor] in OBJECT_CONTROL and tree.lower[head] in {
                "of",
                "for",
                "from",
                "into",
                "as",
                "with",
            }:
                controlled = (
                    tree.kids(governor, "nsubjpass") if tree.is_passive(governor) else tree.kids(governor, "dobj")
                )
                if controlled:
                    return _resolved(tree, governor, controlled[-1])
            verb = governor
        elif dep == "prep" and tree.pos[head] in {"VERB", "AUX"}:
            verb = head
        else:
            return []
    return []


def _whose_honour(tree: Tree, verb: int, noun: int) -> int | None:
    """The verb whose subject does it in "(he said) it was an honour to meet her"; None in other relative clauses."""
    if tree.dep[noun] != "attr" or "to" not in tree.auxiliaries(verb):
        return None
    copula = tree.head[noun]
    own = tree.kids(copula, "nsubj")
    if not own or tree.lower[own[-1]] != "it":
        return copula
    return tree.head[copula] if tree.dep[copula] == "ccomp" else verb  # nobody says whose, and the search ends


def _copula(tree: Tree, adjective: int) -> int:
    """The verb that a predicative adjective hangs on, or the adjective where it has none."""
    return tree.head[adjective] if tree.dep[adjective] in {"acomp", "oprd", "attr", "advcl", "conj"} else adjective


def _resolved(tree: Tree, verb: int, head: int) -> list[int]:
    """A relative pronoun gives way to what it stands for; a noun brings its conjuncts."""
    if tree.lower[head] == "what":
        return []
    if tree.lower[head] in RELATIVES and tree.pos[head] in {"PRON", "DET", "SCONJ"}:
        antecedent = _antecedent(tree, verb)
        if antecedent is not None:
            return [antecedent]
    return tree.conjuncts(head)


def _antecedent(tree: Tree, verb: int) -> int | None:
    for _ in range(_STEPS):
        if tree.dep[verb] == "relcl":
            return _dated(tree, tree.head[verb])
        if tree.dep[verb] not in {"conj", "ccomp", "xcomp", "aux"} or tree.head[verb] == verb:
            return None
        verb = tree.head[verb]
    return None


def _dated(tree: Tree, noun: int) -> int:
    """What a relative clause after a date is about: the attack of "an attack on Friday that killed two"."""
    for _ in range(3):
        above = tree.head[noun]
        if tree.entity[noun] not in {"DATE", "TIME"} or tree.dep[noun] not in {"pobj", "npadvmod", "nmod"}:
            return noun
        noun = tree.head[above] if tree.dep[noun] == "pobj" else above
    return noun


def by_agents(tree: Tree, verb: int) -> list[int]:
    """Who "by" names after a passive."""
    for child in tree.kids(verb, "agent", "prep"):
        if tree.lower[child] == "by":
            for noun in tree.kids(child, "pobj"):
                return tree.conjuncts(noun)
    return []


def direct_objects(tree: Tree, verb: int) -> list[int]:
    """The heads of the direct object, one a conjunct; a relative clause's gap is filled: "the man police shot"."""
    for child in tree.kids(verb, "dobj"):
        return _resolved(tree, verb, child)
    if tree.dep[verb] == "relcl" and tree.tag[verb] != "VBN":
        subject = tree.kids(verb, "nsubj")
        if subject and tree.lower[subject[0]] not in RELATIVES and not tree.kids(verb, "prep", "ccomp", "xcomp"):
            return [tree.head[verb]]
    # "arrested and charged five men": the object stands with the last verb of the conjunction
    for child in tree.kids(verb, "conj"):
        if (
            tree.pos[child] == "VERB"
            and child - verb <= 3
            and tree.tag[child] == tree.tag[verb]
            and not any(tree.dep[kid] in SUBJECTS for kid in tree.children[child])
        ):
            for noun in tree.kids(child, "dobj"):
                return tree.conjuncts(noun)
    # raised subjects of small clauses: "saw the town destroyed"
    return []


def datives(tree: Tree, verb: int) -> list[int]:
    """The indirect object: "gave Ukraine tanks", "gave tanks to Ukraine"."""
    for child in tree.kids(verb, "dative"):
        if tree.pos[child] == "ADP":
            for noun in tree.kids(child, "pobj"):
                return tree.conjuncts(noun)
        else:
            return tree.conjuncts(child)
    return []


def object_clause_subject(tree: Tree, verb: int) -> list[int]:
    """The subject of the clause that is the verb's object: "urged Washington to act", "demanded that Hamas disarm"."""
    for child in tree.kids(verb, "ccomp", "xcomp"):
        for subject in tree.kids(child, "nsubj", "nsubjpass"):
            if tree.lower[subject] not in RELATIVES and tree.dep[subject] != "expl":
                return tree.conjuncts(subject)
    return []
