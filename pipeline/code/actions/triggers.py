"""Which lexicon entry fires at a word: its slots and conditions against the parse."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.code.actions.arguments import by_agents, direct_objects, subjects
from pipeline.code.actions.tree import Tree

if TYPE_CHECKING:
    from pipeline.lexicon.actions import Entry, Lexicon


_TIMES = frozenset({"DATE", "TIME"})


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
        self._measures = lexicon.classes["measure"]  # "a series of attacks": the noun that counts stands behind "of"
        self._hollow = lexicon.classes["hollow"]  # "a mediation effort": what is meant stands before
        self._states = lexicon.classes["declared"]  # "a state of emergency"

    def at(self, index: int) -> Match | None:
        """The most demanding entry that fits here."""
        tree = self._tree
        pos = tree.pos[index]
        by_trigger = self._lexicon.by_trigger
        if pos in {"VERB", "AUX"}:
            if tree.tag[index] == "VBN" and ("adjective", tree.lower[index]) in by_trigger:
                adjective = self._adjective(index)  # "is committed to", "is opposed to": passives by form only
                if adjective is not None:
                    return adjective
            if tree.dep[index] == "amod" or (tree.dep[index] in {"compound", "aux", "auxpass"}):
                return None
            entries = by_trigger.get(("verb", tree.lemma[index])) or by_trigger.get(("verb", tree.lower[index]))
            if not entries:
                return None
            match = self._verb(index)
            found = self._first_fit(entries, match)
            if len(match.objects) > 1:  # "sent supplies and soldiers": what is named first counts more
                narrow = self._first_fit(entries, replace(match, objects=match.objects[:1]))
                if narrow is not None and found is not None and narrow.entry.weight >= found.entry.weight:
                    narrow.objects = match.objects
                    return narrow
            return found
        if pos in {"NOUN", "PROPN"}:
            entries = by_trigger.get(("noun", tree.lemma[index])) or by_trigger.get(("noun", tree.lower[index]))
            if not entries:
                return None
            if tree.dep[index] in {"compound", "nmod"} and tree.lemma[tree.head[index]] not in self._hollow:
                return None
            for entry in entries:
                found = self._fit_noun(entry, index)
                if found is not None:
                    return found
        elif pos == "ADJ" or tree.dep[index] in {"acomp", "attr"}:
            return self._adjective(index)
        return None

    def is_a(self, index: int, words: frozenset[str]) -> bool:
        """Whether a noun is among the words: by lemma, form, entity label (#GPE) or part of speech (#PRON)."""
        tree = self._tree
        return (
            not words
            or tree.lemma[index] in words
            or tree.lower[index] in words
            or f"#{tree.entity[index]}" in words
            or f"#{tree.pos[index]}" in words
        )

    def core(self, index: int) -> int:
        """The noun that counts: "attacks" in "a series of attacks"."""
        tree = self._tree
        for _ in range(3):
            if tree.lemma[index] not in self._measures and tree.lower[index] not in self._measures:
                return index
            inner = [noun for word, noun in tree.object_of(index) if word == "of"]
            if not inner:
                return index
            index = inner[0]
        return index

    def meant(self, index: int) -> int:
        """As ``core``, and "emergency" in "a state of emergency", "mediation" in "a mediation effort"."""
        tree = self._tree
        index = self.core(index)
        if tree.lemma[index] == "state":
            for word, noun in tree.object_of(index):
                if word == "of" and tree.lemma[noun] in self._states:
                    return noun
        if tree.lemma[index] in self._hollow:
            before = [child for child in tree.kids(index, "compound", "amod") if tree.pos[child] == "NOUN"]
            if before:
                return before[-1]
        return index

    def _first_fit(self, entries: list[Entry], match: Match) -> Match | None:
        for entry in entries:
            found = self._fit_verb(entry, match)
            if found is not None:
                return found
        return None

    def _verb(self, index: int) -> Match:
        tree = self._tree
        passive = tree.is_passive(index)
        subject = tuple(subjects(tree, index))
        if passive:
            return Match(_NONE, index, subjects=(), objects=subject, agents=tuple(by_agents(tree, index)), passive=True)
        return Match(_NONE, index, subjects=subject, objects=tuple(direct_objects(tree, index)))

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
            match.particle = self._particle(index, entry.particle)
            if match.particle is None:
                return None
        if entry.object is not None:
            match.noun = self._first(verb.objects, entry.object)
            if match.noun is None:
                return None
        if entry.phrase is not None:
            match.phrase = self._phrase(index, *entry.phrase)
            if match.phrase is None:  # "accused the army of atrocities": parsers differ here
                for noun in (match.noun, *match.objects):
                    match.phrase = match.phrase or (self._phrase(noun, *entry.phrase) if noun is not None else None)
            if match.phrase is None:
                return None
        if entry.complement is not None:
            match.complement = self._complement(index, *entry.complement)
            if match.complement is None:
                return None
        if "must" in flags and (match.complement is None or not self._obliges(match.complement)):
            return None
        return match if all(self._asked(match, *ask) for ask in entry.asks) else None

    def _fit_noun(self, entry: Entry, index: int) -> Match | None:
        tree = self._tree
        if entry.only is not None and tree.lower[index] not in entry.only:
            return None
        match = Match(entry, index)
        if entry.modifier is not None and not any(
            tree.dep[child] in {"compound", "amod", "nmod", "nummod"} and self.is_a(child, entry.modifier)
            for child in tree.children[index]
        ):
            return None
        if entry.phrase is not None:
            match.phrase = self._phrase(index, *entry.phrase)
            if match.phrase is None:
                return None
        if "plural" in entry.flags and tree.tag[index] not in {"NNS", "NNPS"}:
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
        if entry.phrase is not None:
            match.phrase = self._phrase(index, *entry.phrase)
            if match.phrase is None:
                return None
        if entry.complement is not None:
            match.complement = self._complement(index, *entry.complement)
            if match.complement is None and copula != index:
                match.complement = self._complement(copula, *entry.complement)
            if match.complement is None:
                return None
        return match if all(self._asked(match, *ask) for ask in entry.asks) else None

    def _particle(self, index: int, words: frozenset[str]) -> int | None:
        tree = self._tree
        for child in tree.children[index]:
            if (
                tree.lower[child] in words
                and (child > index or tree.dep[child] == "prt")
                and tree.dep[child]
                in {
                    "prt",
                    "prep",
                    "advmod",
                    "dative",
                    "agent",
                    "oprd",
                    "mark",
                }
            ):
                if tree.dep[child] == "prep" and any(tree.entity[noun] in _TIMES for noun in tree.kids(child, "pobj")):
                    continue  # "called on Tuesday" isn't "called on"
                return child
        return None

    def _first(self, nouns: tuple[int, ...], words: frozenset[str]) -> int | None:
        for noun in nouns:
            core = self.core(noun)
            if self.is_a(core, words):
                return core
            meant = self.meant(noun)
            if self.is_a(meant, words):
                return meant
        return None

    def _phrase(self, index: int, prepositions: frozenset[str], nouns: frozenset[str]) -> tuple[int, int] | None:
        tree = self._tree
        for word, noun in tree.object_of(index):
            if word in prepositions or word.split()[-1] in prepositions:
                for each in tree.conjuncts(noun):
                    if self.is_a(self.core(each), nouns):
                        return tree.head[noun], each
        return None

    def _complement(self, index: int, kind: str, verbs: frozenset[str]) -> int | None:
        tree = self._tree
        for child in tree.children[index]:
            dep = tree.dep[child]
            if dep == "prep" and kind == "ing":
                for inner in tree.kids(child, "pcomp"):
                    if self.is_a(inner, verbs):
                        return inner
            if dep not in {"xcomp", "ccomp", "advcl", "acl"}:
                continue
            words = tree.auxiliaries(child)
            if kind == "to":
                fits = "to" in words
            elif kind == "ing":
                fits = tree.tag[child] == "VBG" and dep in {"xcomp", "ccomp"} and "to" not in words
            else:
                fits = dep == "ccomp" and "to" not in words
            if fits and self.is_a(child, verbs):
                return child
        return None

    def _obliges(self, verb: int) -> bool:
        """Whether somebody else is told what to do: "they must leave", not "I must say", "it should rain"."""
        words = self._tree.auxiliaries(verb)
        subject = self._tree.kids(verb, "nsubj", "nsubjpass")
        if not subject or self._tree.lower[subject[-1]] in {"i", "we", "it", "there", "that", "this", "one"}:
            return False
        if "must" not in words and not self.is_a(subject[-1], self._lexicon.classes["anybody"]):
            return False
        return bool({"must", "should"} & set(words)) or (
            self._tree.lemma[verb] in {"need", "have", "ought"} and bool(self._tree.kids(verb, "xcomp"))
        )

    def _asked(self, match: Match, where: str, wanted: bool, words: frozenset[str]) -> bool:  # noqa: FBT001 - a line of the table
        return (
            any(self.is_a(self.core(noun), words) or self.is_a(noun, words) for noun in self._at(match, where))
            is wanted
        )

    def _at(self, match: Match, where: str) -> list[int]:
        tree, index = self._tree, match.trigger
        if where == "subj":
            return [*match.subjects, *match.agents]
        if where == "obj":
            return list(match.objects)
        if where == "mod":
            return [
                child for child in tree.children[index] if tree.dep[child] in {"compound", "amod", "nmod", "advmod"}
            ]
        if where == "head":
            return [tree.head[index]]
        if where == "poss":
            return tree.kids(index, "poss")
        places = [index] if match.noun is None else [index, match.noun]
        return [noun for place in places for word, noun in tree.object_of(place) if word.split()[-1] == where]


_NONE: Entry = None  # type: ignore[assignment]  # the verb's arguments are worked out once, before any entry is tried
