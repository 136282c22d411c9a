"""Which lexicon entry fires at a word: its slots and conditions against the parse."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.code.actions.arguments import by_agents, direct_objects, subjects
from pipeline.code.actions.domain import Domain
from pipeline.code.actions.slots import Slots
from pipeline.code.actions.tree import SUBJECTS

if TYPE_CHECKING:
    from pipeline.code.actions.tree import Tree
    from pipeline.lexicon.actions import Entry, Lexicon


@dataclass(slots=True)
class Match:
    """An entry at its trigger, with the tokens that filled its slots."""

    entry: Entry
    trigger: int
    particle: int | None = None
    noun: int | None = None
    phrase: tuple[int, int] | None = None
    complement: int | None = None
    subjects: tuple[int, ...] = ()
    objects: tuple[int, ...] = ()
    agents: tuple[int, ...] = ()
    passive: bool = False


class Matcher:
    """Finds matches in one tree."""

    def __init__(self, tree: Tree, lexicon: Lexicon) -> None:
        self._tree, self._lexicon = tree, lexicon
        self._slots = Slots(tree, lexicon.classes)
        self._domain = Domain(tree, lexicon.classes)
        self._willed = lexicon.classes["human"] | lexicon.classes["authority"] | {"#GPE"}
        self._confer = lexicon.classes["confer"]
        self._groups = lexicon.classes["group"] | {"#ORG"}
        self._hollow = lexicon.classes["hollow"]  # "a mediation effort": the event noun stands before
        self.core = self._slots.core
        self._trusting = False  # whether a name that the recogniser doesn't know may be anybody's
        self._doubted = False  # whether such a name kept an entry from fitting, so that trust could change the answer

    def at(self, index: int) -> Match | None:
        """The most demanding entry that fits here; one that a nameless name must be taken on trust for only after the others."""
        self._trusting = self._doubted = False
        found = self._at_word(index)
        if found is None and self._doubted:
            self._trusting = True
            found = self._at_word(index)
        return found

    def _at_word(self, index: int) -> Match | None:
        tree = self._tree
        pos = tree.pos[index]
        by_trigger = self._lexicon.by_trigger
        if pos in {"VERB", "AUX"}:
            if tree.tag[index] == "VBN" and ("adjective", tree.lower[index]) in by_trigger:
                adjective = self._adjective(index)  # "is committed to", "is opposed to": passives by form only
                if adjective is not None:
                    return adjective
            if tree.dep[index] in {"amod", "compound", "aux", "auxpass", "prep"}:
                return None  # "considering that it rained"
            if tree.tag[index] in {"VBN", "VBD"} and tree.dep[index] in _NOMINAL and not tree.kids(index, *SUBJECTS):
                return None  # "the accused", "the wounded"
            entries = by_trigger.get(("verb", tree.lemma[index])) or by_trigger.get(("verb", tree.lower[index]))
            if not entries:
                return None
            match = self._verb(index)
            found = self._first_fit(entries, match)
            if len(match.objects) > 1:  # "sent supplies and soldiers": what is named first counts more
                narrow = self._first_fit(entries, replace(match, objects=match.objects[:1]))
                if narrow is not None and found is not None and _rank(narrow.entry) >= _rank(found.entry):
                    narrow.objects = match.objects
                    return narrow
            return found
        if pos in {"NOUN", "PROPN"}:
            entries = by_trigger.get(("noun", tree.lemma[index])) or by_trigger.get(("noun", tree.lower[index]))
            if not entries:
                return None
            if tree.entity[index] in {"DATE", "PERSON"} and tree.pos[index] == "PROPN":
                return None  # "since March", "Secretary-General Ban"
            if tree.dep[index] in {"compound", "nmod"} and tree.lemma[tree.head[index]] not in self._hollow:
                return None
            for entry in entries:
                found = self._fit_noun(entry, index)
                if found is not None and not self._domain.figurative(index, entry, willed=False):
                    return found
        elif pos == "ADJ" or tree.dep[index] in {"acomp", "attr"}:
            return self._adjective(index)
        return None

    def contest(self, index: int) -> str | None:
        """Whether what is won or lost here is a vote or a case, and no match."""
        return self._domain.contest(index)

    def _first_fit(self, entries: list[Entry], match: Match) -> Match | None:
        for entry in entries:
            found = self._fit_verb(entry, match)
            if found is None:
                continue
            doers = (*match.subjects, *match.agents)
            willed = any(self._tree.pos[doer] != "NUM" and self._slots.is_a(doer, self._willed) for doer in doers)
            if not self._domain.figurative(match.trigger, entry, willed=willed):
                return found
        return None

    def _verb(self, index: int) -> Match:
        tree = self._tree
        passive = tree.is_passive(index)
        subject = tuple(subjects(tree, index))
        if passive:
            return Match(_NONE, index, subjects=(), objects=subject, agents=tuple(by_agents(tree, index)), passive=True)
        objects = direct_objects(tree, index) or tree.kids(index, "attr")  # "became mayor"
        return Match(_NONE, index, subjects=subject, objects=tuple(objects))

    def _fit_verb(self, entry: Entry, verb: Match) -> Match | None:
        tree, index = self._tree, verb.trigger
        if entry.only is not None and tree.lower[index] not in entry.only:
            return None
        flags = entry.flags
        if ("passive" in flags and not verb.passive) or ("active" in flags and verb.passive):
            return None
        if "neg" in flags and not tree.is_negated(index):
            return None
        if "noobj" in flags and verb.objects:
            return None
        if "needobj" in flags and not verb.objects:
            return None
        if "needsubj" in flags and not (verb.subjects or verb.agents):
            return None
        match = Match(
            entry, index, subjects=verb.subjects, objects=verb.objects, agents=verb.agents, passive=verb.passive
        )
        if entry.particle is not None:
            match.particle = self._slots.particle(index, entry.particle)
            if match.particle is None:
                return None
        if entry.object is not None:
            match.noun = self._slots.first(verb.objects, entry.object)
            if match.noun is None and verb.passive:  # "was awarded the prize"
                match.noun = self._slots.first(tuple(tree.kids(index, "dobj")), entry.object)
            if match.noun is None:
                return None
        if entry.phrase is not None:
            match.phrase = self._slots.phrase(index, *entry.phrase)
            if match.phrase is None:  # "accused the army of atrocities": parsers differ here
                for noun in (match.noun, *match.objects):
                    match.phrase = match.phrase or (
                        self._slots.phrase(noun, *entry.phrase) if noun is not None else None
                    )
            # "in both discussions, people were willing": only behind it the phrase says what they are in
            if match.phrase is None or (tree.lemma[index] == "be" and match.phrase[0] < index):
                return None
        if entry.complement is not None:
            match.complement = self._slots.complement(index, *entry.complement)
            if match.complement is None:
                return None
        if "several" in flags and not self._several(match):
            return None
        if "willed" in flags and (match.complement is None or not self._slots.willed(index, match.complement)):
            return None
        if "own" in flags and (match.complement is None or not self._slots.own(match.complement)):
            return None
        if "must" in flags and (match.complement is None or not self._slots.obliges(match.complement)):
            return None
        return match if all(self._asked(match, *ask) for ask in entry.asks) else None

    def _several(self, match: Match) -> bool:
        """Whether more than one can be meant by the subject, or somebody stands under "with"."""
        tree = self._tree
        doers = [*match.subjects, *match.agents]
        places = (match.trigger, *match.objects)
        if tree.lemma[tree.head[match.trigger]] in self._confer:  # "telephoned the premier to discuss the strike"
            return True
        if len(doers) > 1 or any(word == "with" for place in places for word, _ in tree.object_of(place)):
            return True
        return any(
            tree.tag[each] in {"NNS", "NNPS"}
            or tree.lower[each] in {"they", "we", "both"}
            or self._slots.is_a(self.core(each), self._groups)
            for each in doers
        )

    def _fit_noun(self, entry: Entry, index: int) -> Match | None:
        tree = self._tree
        if entry.only is not None and tree.lower[index] not in entry.only:
            return None
        match = Match(entry, index)
        if entry.modifier is not None and not any(
            tree.dep[child] in {"compound", "amod", "nmod", "nummod"} and self._slots.is_a(child, entry.modifier)
            for child in tree.children[index]
        ):
            return None
        if entry.phrase is not None:
            match.phrase = self._slots.phrase(index, *entry.phrase)
            if match.phrase is None:
                return None
        if entry.complement is not None:
            match.complement = self._slots.complement(index, *entry.complement)
            if match.complement is None:
                return None
        if "plural" in entry.flags and tree.tag[index] not in {"NNS", "NNPS"}:
            return None
        if "new" in entry.flags and any(tree.lower[child] in _TAKEN_UP for child in tree.kids(index, "det", "poss")):
            return None
        return match if all(self._asked(match, *ask) for ask in entry.asks) else None

    def _adjective(self, index: int) -> Match | None:
        tree = self._tree
        if tree.dep[index] not in {"acomp", "ROOT", "oprd", "conj", "acl", "advcl", "relcl", "ccomp"}:
            return None
        for entry in self._lexicon.by_trigger.get(("adjective", tree.lower[index]), ()):
            found = self._fit_adjective(entry, index)
            if found is not None:
                return found
        return None

    def _fit_adjective(self, entry: Entry, index: int) -> Match | None:
        tree = self._tree
        copula = tree.head[index] if tree.dep[index] in {"acomp", "oprd", "attr"} else index
        if "neg" in entry.flags and not (tree.is_negated(index) or tree.is_negated(copula)):
            return None
        match = Match(entry, index, subjects=tuple(subjects(tree, copula)))
        if tree.dep[index] in {"acl", "relcl"}:
            match.subjects = (tree.head[index],)
        if tree.dep[index] == "oprd" and tree.lemma[copula] == "leave":  # "left nine dead": not whoever left them
            match.subjects = tuple(tree.kids(copula, "dobj") or tree.kids(index, "nummod"))
        if entry.phrase is not None:
            match.phrase = self._slots.phrase(index, *entry.phrase)
            if match.phrase is None:
                return None
        if entry.complement is not None:
            match.complement = self._slots.complement(index, *entry.complement)
            if match.complement is None and copula != index:
                match.complement = self._slots.complement(copula, *entry.complement)
            if match.complement is None:
                return None
        return match if all(self._asked(match, *ask) for ask in entry.asks) else None

    def _asked(self, match: Match, where: str, wanted: bool | None, words: frozenset[str]) -> bool:  # noqa: FBT001 - a line of the table
        nouns = self._at(match, where)
        if wanted is None and not nouns:
            return True
        meant = any(self._is_meant(noun, words) for noun in nouns)
        if wanted is False:
            return not meant
        if not meant and not words.isdisjoint(_NAMED) and any(self._slots.nameless(noun) for noun in nouns):
            self._doubted = True
            return self._trusting
        return meant

    def _is_meant(self, noun: int, words: frozenset[str]) -> bool:
        """Whether the noun is one of these, or what it counts: "some of the footage" is footage only."""
        core = self._slots.core(noun)
        counts = core != noun and self._tree.pos[noun] in {"PRON", "DET", "NUM"}
        return self._slots.is_a(core, words) or (not counts and self._slots.is_a(noun, words))

    def _at(self, match: Match, where: str) -> list[int]:
        tree, index = self._tree, match.trigger
        if where == "subj":
            return [*match.subjects, *match.agents]
        if where == "obj":
            return list(match.objects)
        if where == "mod":
            noun = index if match.noun is None else match.noun
            if noun == index and match.phrase is not None and match.entry.kind == "verb":
                noun = match.phrase[1]  # "came under enemy fire"
            return [child for child in tree.children[noun] if tree.dep[child] in {"compound", "amod", "nmod", "advmod"}]
        if where == "head":
            return [tree.head[index]]
        if where == "governor":
            above = tree.head[index]
            return [tree.head[above] if tree.dep[index] == "pobj" else above]
        if where == "poss":
            return tree.kids(index, "poss")
        if where == "own":
            things = list(match.objects)
            things += [noun for place in (index, *things) for _, noun in tree.object_of(place)]
            return [owner for thing in things for owner in tree.kids(thing, "poss")]
        places = [place for place in (index, match.noun, match.phrase and match.phrase[1]) if place is not None]
        return [noun for place in places for word, noun in tree.object_of(place) if word.split()[-1] == where]


_TAKEN_UP = frozenset({"the", "this", "that", "these", "those", "any", "no", "every", "each", "another"})
_NAMED = frozenset({"#ORG", "#PERSON"})
_NOMINAL = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "poss"})


def _rank(entry: Entry) -> tuple[bool, int]:
    return "broad" not in entry.flags, entry.weight


_NONE: Entry = None  # type: ignore[assignment]  # the verb's arguments are worked out once, before any entry is tried
