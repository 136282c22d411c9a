"""Who acts and who is acted on, for verbs: subjects and objects through passives, control, relatives and conjunction."""

from __future__ import annotations

from functools import cache

from pipeline.code.actions.tree import RELATIVES, SUBJECTS, Tree
from pipeline.lexicon.actions import lexicon
from pipeline.lexicon.table import rows

_STEPS = 12
# A participle keeps its place in the sentence even where the tagger takes it for a noun: "was filmed, pushing and kicking".
_CLAUSES = frozenset({"advcl", "xcomp", "ccomp", "relcl", "acl", "ROOT"})
# "Accused them of lying", "stopped them from leaving": what the object does.
_OF = frozenset({"of", "to", "with", "despite", "about"})
_ASKED = frozenset({"on", "to", "for", "upon"})
_HOLDING = frozenset({"of", "for", "from", "into", "as", "with", "against"})
_SINGULAR, _PLURAL = frozenset({"was", "is", "has"}), frozenset({"were", "are", "have"})
_CHARGING = frozenset({"with", "of", "for", "on"})
_MEASURES = frozenset({"QUANTITY", "PERCENT", "MONEY"})
_GIVES = frozenset({"give", "grant", "issue", "hand"})


def subjects(tree: Tree, verb: int) -> list[int]:
    """The heads of the verb's (deep) grammatical subject, conjuncts included; empty when the sentence names none."""
    beside = _beside(tree, verb)
    if beside is not None:
        return tree.conjuncts(beside)
    for _ in range(_STEPS):
        own = tree.kids(verb, "nsubj", "nsubjpass")
        dep, head = tree.dep[verb], tree.head[verb]
        if own and not _bound_for(tree, verb, own[-1]):
            return _resolved(tree, verb, own[-1])
        if head == verb or tree.kids(verb, "csubj", "csubjpass"):
            return []
        if dep == "conj":
            if tree.pos[head] in {"NOUN", "PROPN", "PRON"} and tree.dep[head] not in _CLAUSES:
                return []
            verb = head
        elif dep == "acl":
            if tree.tag[verb] in {"VBG", "VBN", "VBD"}:
                return _who_is(tree, head) or tree.conjuncts(_dated(tree, head))[:1]
            if (deciders := _decided_by(tree, head, verb)) is not None:
                return deciders
            governor = tree.head[head]  # "a plan to attack": the planner
            if tree.dep[head] == "pobj" and tree.lower[governor] == "in" and tree.lemma[head] in _control()["aims"]:
                verb = tree.head[governor]  # "in a move to ease tensions"
                continue
            if tree.pos[governor] in {"VERB", "AUX"} and tree.dep[head] in {"dobj", "attr", "nsubjpass"}:
                if tree.dep[head] == "attr" and tree.kids(head, "poss") and _expletive(tree, governor):
                    return tree.kids(head, "poss")[:1]  # "it is the mayor's duty to warn"
                if tree.lemma[governor] in _control()["comments"]:  # "endorsed moves to sell": others sell
                    return []
                verb = governor
            else:
                owner = tree.kids(head, "poss")
                return owner[:1]
        elif dep == "relcl":
            predicate = _whose_honour(tree, verb, head)
            if predicate is None:
                return _who_is(tree, head) or [_dated(tree, head)]
            verb = predicate
        elif dep in {"xcomp", "ccomp", "oprd"}:
            if tree.pos[head] in {"VERB", "AUX"}:
                controlled = _controller(tree, head, verb)
                if controlled is not None:
                    return _resolved(tree, head, controlled)
                if dep == "ccomp" and _finite(tree, verb):
                    return []  # whoever says it does not do it
                verb = head
            elif tree.pos[head] == "ADJ":
                verb = _copula(tree, head)
            else:
                return []
        elif dep == "advcl":
            controlled = _asked(tree, head, verb) if "to" in tree.auxiliaries(verb) else None
            if controlled is not None:
                return _resolved(tree, head, controlled)
            verb = head
        elif dep == "pcomp":
            found, verb = _under_preposition(tree, head)
            if found is not None:
                return found
        elif dep == "prep" and tree.pos[head] in {"VERB", "AUX"}:
            verb = head
        else:
            return []
    return []


def _beside(tree: Tree, verb: int) -> int | None:
    """Whom the words right before make do it: "pressure on Peru to withdraw", "within hours of Peru withdrawing"."""
    if tree.kids(verb, "nsubj", "nsubjpass"):
        return None
    to = next((child for child in tree.kids(verb, "aux") if tree.lower[child] == "to" and child < verb), None)
    if to is None and (tree.tag[verb] != "VBG" or tree.dep[verb] not in {"pcomp", "acl"}):
        return None
    noun = (verb if to is None else to) - 1
    if noun < 0 or tree.dep[noun] != "pobj" or tree.pos[noun] not in {"NOUN", "PROPN"}:
        return None
    preposition = tree.head[noun]
    if to is None:
        return noun if tree.lower[preposition] in _OF and tree.pos[noun] == "PROPN" else None
    asking = tree.head[preposition]
    listed = tree.pos[asking] == "NOUN" and tree.lemma[asking] in _control()["asking"]
    return noun if listed and tree.lower[preposition] in _ASKED else None


def _decided_by(tree: Tree, noun: int, infinitive: int) -> list[int] | None:
    """Who does what a noun is for: "a decision by the Fed to cut rates", "gave Chevron a licence to drill"."""
    for word, who in tree.object_of(noun):
        decided = word == "by" or (word == "of" and tree.lemma[noun] in _control()["deciding"])
        if decided and who < infinitive:
            return tree.conjuncts(who)
    governor = tree.head[noun]
    if tree.dep[noun] == "dobj" and tree.lemma[governor] in _GIVES:
        return datives(tree, governor) or None
    return None


def _finite(tree: Tree, verb: int) -> bool:
    """Whether the verb has a tense of its own, and so a subject that the parse lost."""
    words = (verb, *tree.kids(verb, "aux", "auxpass"))
    return any(tree.tag[each] in {"VBD", "VBZ", "VBP", "MD"} for each in words)


def _under_preposition(tree: Tree, preposition: int) -> tuple[list[int] | None, int]:
    """Who does what "of losing", "from leaving" say: known at once, or the subject of the verb to look at next."""
    governor = tree.head[preposition]
    before = preposition - 1
    if before > governor and tree.pos[before] == "NOUN" and tree.lemma[before] in _control()["charge"]:
        owner = tree.kids(before, "poss")  # "rejected appeals against their convictions for plotting"
        if owner:
            return owner[:1], governor
    if tree.pos[governor] in {"VERB", "AUX"}:
        if tree.lemma[governor] in _control()["object"] and tree.lower[preposition] in _HOLDING:
            objects = tree.kids(governor, "nsubjpass" if tree.is_passive(governor) else "dobj")
            if objects:
                return _resolved(tree, governor, objects[-1]), governor
        return None, governor
    if tree.pos[governor] == "ADJ":
        return None, _copula(tree, governor)
    owner = tree.kids(governor, "poss")
    if owner:
        return owner[:1], governor
    above = tree.head[governor]
    if (
        tree.dep[governor] == "pobj" and tree.lemma[governor] in _control()["charge"]
    ):  # "indicted him on counts of lying"
        verb = tree.head[above]
        accused = tree.kids(verb, "nsubjpass" if tree.is_passive(verb) else "dobj") if tree.pos[verb] == "VERB" else []
        return _resolved(tree, verb, accused[-1]) if accused else [], governor
    if tree.dep[governor] == "pobj" and tree.lemma[governor] in _control()["noun"]:  # "is at risk of losing"
        above = tree.head[above]
    return (None, above) if tree.pos[above] in {"VERB", "AUX"} else ([], governor)


def _controller(tree: Tree, verb: int, infinitive: int) -> int | None:
    """Who does what the infinitive under a verb says: its object where the verb makes it act, else whom it asks."""
    if tree.lemma[verb] in _control()["object"]:
        objects = tree.kids(verb, "dobj") or tree.kids(verb, "nsubjpass")
        if objects:
            return objects[-1]
    return _asked(tree, verb, infinitive)


def _asked(tree: Tree, verb: int, infinitive: int) -> int | None:
    """Whom "called on the rebels to disarm" asks: the object of the preposition that the verb asks with."""
    if tree.is_passive(verb):
        return None
    if tree.lemma[verb] in _GIVES and any(tree.lemma[each] in _control()["asking"] for each in tree.kids(verb, "dobj")):
        given = [each for each in datives(tree, verb) if each < infinitive]
        return given[-1] if given else None
    for word, noun in tree.object_of(verb):
        if tree.lemma[verb] in _control().get(word, ()) and verb < noun < infinitive:
            return noun
    return None


@cache
def _control() -> dict[str, frozenset[str]]:
    """Verbs whose infinitive somebody else than the subject does, by where who does it stands: object or preposition."""
    return {row.text("who"): frozenset(row.list("verbs")) for row in rows("control.tsv", ("who", "verbs", "example"))}


def _bound_for(tree: Tree, verb: int, subject: int) -> bool:
    """Whether the "subject" is where somebody goes: "left for Havana to meet officials"."""
    marked = any(tree.lower[child] == "for" for child in tree.kids(verb, "mark"))
    above = tree.head[verb]
    return marked and tree.entity[subject] in {"GPE", "LOC", "FAC"} and tree.lemma[above] in _control()["bound"]


def _whose_honour(tree: Tree, verb: int, noun: int) -> int | None:
    """The verb whose subject does it in "(he said) it was an honour to meet her"; None in other relative clauses."""
    if tree.dep[noun] != "attr" or "to" not in tree.auxiliaries(verb):
        return None
    copula = tree.head[noun]
    if not _expletive(tree, copula):
        return copula
    return tree.head[copula] if tree.dep[copula] == "ccomp" else verb  # nobody says whose, and the search ends


def _expletive(tree: Tree, verb: int) -> bool:
    own = tree.kids(verb, "nsubj")
    return bool(own) and tree.lower[own[-1]] == "it"


def _who_is(tree: Tree, noun: int) -> list[int]:
    """The name that a noun is said of: "Ann Roe, who is the only woman fighting them", "Roe was the man who shot him"."""
    copula = tree.head[noun]
    if tree.dep[noun] != "attr" or tree.lemma[copula] != "be":
        return []
    found = subjects(tree, copula)
    return found if found and tree.pos[found[0]] == "PROPN" and tree.tag[noun] == "NN" else []


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
            return _joined(tree, verb, antecedent) if tree.lower[head] == "who" else [antecedent]
    return tree.conjuncts(head)


def _antecedent(tree: Tree, verb: int) -> int | None:
    for _ in range(_STEPS):
        if tree.dep[verb] == "relcl":
            return _dated(tree, tree.head[verb])
        if tree.dep[verb] not in {"conj", "ccomp", "xcomp", "aux"} or tree.head[verb] == verb:
            return None
        verb = tree.head[verb]
    return None


def _joined(tree: Tree, verb: int, antecedent: int) -> list[int]:
    """Which of several a relative clause is about: "Ann Roe and Jo Doe, who were jailed" both, "who was jailed" the last."""
    several = [each for each in tree.conjuncts(antecedent) if each < verb]
    names = [each for each in several if tree.pos[each] == "PROPN"]
    if len(several) == 1 or len(names) < len(several):
        return [antecedent]
    number = {tree.lower[each] for each in (verb, *tree.kids(verb, "aux", "auxpass"))}
    if number & _SINGULAR:
        return several[-1:]
    return several if number & _PLURAL else [antecedent]


def _dated(tree: Tree, noun: int) -> int:
    """What a relative clause after a date is about: the attack of "an attack on Friday that killed two"."""
    for _ in range(3):
        above = tree.head[noun]
        if tree.entity[noun] not in {"DATE", "TIME"} or tree.dep[noun] not in {"pobj", "npadvmod", "nmod"}:
            return noun
        noun = tree.head[above] if tree.dep[noun] == "pobj" else above
    return noun


def by_agents(tree: Tree, verb: int) -> list[int]:
    """Who "by" names after a passive; in "flown by helicopter", "cut by 10 feet" nobody."""
    for _ in range(_STEPS):
        for child in tree.kids(verb, "agent", "prep"):
            if tree.lower[child] == "by":
                for noun in tree.kids(child, "pobj"):
                    bare = tree.tag[noun] == "NN" and not tree.children[noun]
                    measure = tree.entity[noun] in _MEASURES or _named_in_charge(tree, verb, child, noun)
                    if not measure and not (bare and tree.lemma[noun] in lexicon().classes["conveyance"]):
                        return tree.conjuncts(noun)
        after = _same_passive(tree, verb)
        if after is None:
            break
        verb = after
    return []


def _named_in_charge(tree: Tree, verb: int, by: int, noun: int) -> bool:
    """Whether "by" is part of an offence's name: "charged with possession of a weapon by a felon"."""
    charged = any(tree.lower[each] in _CHARGING and each < by for each in tree.kids(verb, "prep"))
    return charged and tree.lemma[noun] in _control()["offence"]


def _same_passive(tree: Tree, verb: int) -> int | None:
    """The next verb that the same one does: "shot and killed by police"."""
    for child in tree.kids(verb, "conj"):
        own = tree.kids(child, "nsubj", "nsubjpass", "auxpass", "aux", "dobj")
        if tree.tag[child] == tree.tag[verb] == "VBN" and not own:
            return child
    return None


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
            and (tree.tag[child] == tree.tag[verb] or {tree.tag[child], tree.tag[verb]} == {"VBD", "VBN"})
            and not any(tree.dep[kid] in SUBJECTS for kid in tree.children[child])
        ):
            for noun in tree.kids(child, "dobj"):
                return tree.conjuncts(noun)
    for clause in tree.kids(verb, "ccomp"):  # "freed the girl unharmed"
        if tree.pos[clause] == "ADJ" and not tree.kids(clause, "mark", "aux", "cop"):
            return [head for subject in tree.kids(clause, "nsubj") for head in tree.conjuncts(subject)]
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
        if tree.kids(child, "nsubjpass"):
            return by_agents(tree, child)  # "demanded that the captives be freed" asks nothing of them
        for subject in tree.kids(child, "nsubj"):
            if tree.lower[subject] not in RELATIVES and tree.dep[subject] != "expl":
                return tree.conjuncts(subject)
    return []
