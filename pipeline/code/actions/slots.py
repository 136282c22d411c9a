"""What fills the slots of a lexicon line: its particle, object, phrase and complement in the parse."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.code.actions.tree import Tree

_PARTICLES = frozenset({"prt", "prep", "advmod", "dative", "agent", "oprd", "mark", "acomp"})
_TIMES = frozenset({"DATE", "TIME"})
# Names that are nobody's: "Christmas", "the World Series", "War and Peace".
_NOBODY = frozenset({"DATE", "TIME", "EVENT", "WORK_OF_ART", "LAW", "MONEY", "PERCENT", "QUANTITY"})
_WILLED = frozenset({"will", "would", "'d", "should", "must", "shall", "'ll"})


class Slots:
    """Finds the words of slots in one tree."""

    def __init__(self, tree: Tree, classes: dict[str, frozenset[str]]) -> None:
        self._tree = tree
        self._measures = classes["measure"]  # "a series of attacks": the noun that counts stands behind "of"
        self._hollow = classes["hollow"]  # "a mediation effort": what is meant stands before
        self._states = classes["declared"]  # "a state of emergency"
        self._anybody = classes["anybody"]
        self._offices = classes["office"] | classes["official"]
        self._titled: frozenset[str] | None = None  # surnames that stand with an office somewhere in the article

    def is_a(self, index: int, words: frozenset[str]) -> bool:
        """Whether a noun is among the words: by lemma, form, entity label (#GPE), part of speech (#PRON) or #TITLED."""
        tree = self._tree
        if not words or tree.lemma[index] in words or tree.lower[index] in words:
            return True
        if f"#{tree.entity[index]}" in words:
            return True
        if f"#{tree.pos[index]}" in words and not (tree.pos[index] == "PROPN" and tree.entity[index] in _NOBODY):
            return True
        return "#TITLED" in words and tree.entity[index] == "PERSON" and tree.lower[index] in self.titled()

    def nameless(self, index: int) -> bool:
        """Whether it is a name that the recogniser doesn't know: of "Broadcom raised its bid"."""
        return self._tree.pos[index] == "PROPN" and not self._tree.entity[index]

    def titled(self) -> frozenset[str]:
        """The surnames of those whose office the article names: "President Ruiz", "Ann Roe, the trade minister"."""
        if self._titled is None:
            tree, offices = self._tree, self._offices
            self._titled = frozenset(
                tree.lower[index]
                for index in range(tree.size)
                if tree.entity[index] == "PERSON"
                and any(
                    tree.dep[child] in {"compound", "appos", "nmod", "amod"} and tree.lemma[child] in offices
                    for child in tree.children[index]
                )
            )
        return self._titled

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

    def particle(self, index: int, words: frozenset[str]) -> int | None:
        """The verb's particle or preposition, if it is one of these."""
        tree = self._tree
        for child in tree.children[index]:
            if tree.lower[child] not in words or not (child > index or tree.dep[child] == "prt"):
                continue
            if tree.dep[child] in _PARTICLES or (tree.dep[child] == "advcl" and tree.pos[child] == "ADJ"):
                if tree.dep[child] == "prep" and any(tree.entity[noun] in _TIMES for noun in tree.kids(child, "pobj")):
                    continue  # "called on Tuesday" isn't "called on"
                return child
        clauses = tree.kids(index, "ccomp") if "for" in words else []
        marks = [mark for clause in clauses for mark in tree.kids(clause, "mark") if tree.lower[mark] == "for"]
        return marks[0] if marks else None  # "called for the captives to be freed"

    def first(self, nouns: tuple[int, ...], words: frozenset[str]) -> int | None:
        """The first of the nouns that is, or means, one of the words."""
        for noun in nouns:
            core = self.core(noun)
            if self.is_a(core, words):
                return core
            meant = self.meant(noun)
            if self.is_a(meant, words):
                return meant
        return None

    def phrase(self, index: int, prepositions: frozenset[str], nouns: frozenset[str]) -> tuple[int, int] | None:
        """The preposition and noun of the word's phrase with one of these."""
        tree = self._tree
        for word, noun in tree.object_of(index, plain=False):
            if word in prepositions or word.split()[-1] in prepositions:
                for each in tree.conjuncts(noun):
                    if self.is_a(self.core(each), nouns):
                        return tree.head[noun], each
        return None

    def complement(self, index: int, kind: str, verbs: frozenset[str]) -> int | None:
        """The verb of the word's infinitive, gerund or that-clause."""
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

    def willed(self, index: int, verb: int) -> bool:
        """Whether what is agreed is to be done, and no opinion: "agreed that talks should go on", not "It was fun, he agreed"."""
        words = self._tree.auxiliaries(verb)
        return verb > index and bool(_WILLED.intersection(words))

    def own(self, verb: int) -> bool:
        """Whether who speaks speaks of himself: "warned that it would attack"."""
        subject = self._tree.kids(verb, "nsubj")
        return bool(subject) and self._tree.lower[subject[-1]] in {"it", "they", "he", "she", "we", "i"}

    def obliges(self, verb: int) -> bool:
        """Whether somebody else is told what to do: "they must leave", not "I must say", "it should rain"."""
        words = self._tree.auxiliaries(verb)
        subject = self._tree.kids(verb, "nsubj", "nsubjpass")
        if not subject or self._tree.lower[subject[-1]] in {"i", "we", "it", "there", "that", "this", "one"}:
            return False
        who = self._tree.lower[subject[-1]]
        if who == "you" or ("have" in words and self._tree.tag[verb] == "VBN"):
            return False  # "should have called a doctor" asks nothing of anybody now
        if "must" not in words and (who == "they" or not self.is_a(subject[-1], self._anybody)):
            return False
        return bool({"must", "should"} & set(words)) or (
            self._tree.pos[subject[-1]] != "PRON"  # "he said he needs a rest"
            and self._tree.lemma[verb] in {"need", "have", "ought"}
            and bool(self._tree.kids(verb, "xcomp"))
        )
