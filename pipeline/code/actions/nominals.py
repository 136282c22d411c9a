"""What a noun phrase can be: an actor, a place, or a thing; and the actor inside a phrase that is none itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.code.actions.tree import PRONOUNS, Tree
from pipeline.code.actors.lexicon import noun as role_noun

if TYPE_CHECKING:
    from pipeline.code.actions.triggers import Matcher

_ACTOR_ENTITIES = frozenset({"PERSON", "ORG", "GPE", "NORP"})
_WORKS = frozenset({"EVENT", "LAW", "WORK_OF_ART", "PRODUCT", "LOC"})
_INNER = ("compound", "amod", "nmod", "nummod")
_PLACE_ENTITIES = frozenset({"GPE", "LOC", "FAC"})
_WHERE = frozenset(
    [
        "in",
        "at",
        "near",
        "on",
        "outside",
        "inside",
        "around",
        "across",
        "through",
        "over",
        "within",
        "along",
        "throughout",
        "toward",
        "towards",
        "into",
        "from",
        "to",
        "off",
    ]
)
_STILL = frozenset(
    ["in", "at", "near", "on", "outside", "inside", "around", "across", "throughout", "within", "along", "off", "over"]
)
_PARTS = frozenset(
    {"part", "area", "corner", "half", "rest", "city", "town", "region", "north", "south", "east", "west"}
    | {
        "street",
        "square",
        "port",
        "outskirts",
        "suburb",
        "centre",
        "center",
        "edge",
        "coast",
        "shore",
        "heart",
        "district",
    }
)
_TIMES = frozenset({"DATE", "TIME", "PERCENT", "MONEY", "QUANTITY", "ORDINAL"})

# What ends so is held or felt, by nobody in particular.
_CREEDS = ("phobia", "semitism", "racism", "terrorism", "extremism", "populism", "communism", "fascism", "nazism")


class Nominals:
    """Judges noun heads of one tree by the lexicon's classes and the recogniser's labels."""

    def __init__(self, tree: Tree, matcher: Matcher, classes: dict[str, frozenset[str]]) -> None:
        self._tree, self._matcher = tree, matcher
        self._actors = classes["person"] | classes["group"] | classes["org"]
        self._places = classes["place"]
        self._things = classes["thing"]
        self._gatherings = classes["gathering"]
        self._holidays = classes["holiday"]
        self._media = classes["medium"]
        self._officials = classes["official"]
        self._boons = classes["boon"]
        self._nobody, self._creeds = classes["nobody"], classes["creed"]

    def is_people(self, index: int) -> bool:
        """Whether it, or what it counts, can act: "hundreds of demonstrators"."""
        return self.is_actor(index) or self.is_actor(self._matcher.core(index))

    def is_actor(self, index: int) -> bool:
        """Whether this head can act: a person, a group, an organisation, a country, or a pronoun for one."""
        tree = self._tree
        if tree.pos[index] == "PRON":
            return tree.lower[index] in PRONOUNS or tree.lower[index] in {
                "both",
                "all",
                "others",
                "some",
                "many",
                "those",
            }
        if self._is_office(index):
            return False  # "backs him for president"
        if tree.lower[index] in self._nobody or (tree.dep[index] == "amod" and tree.lower[index] in self._creeds):
            return False  # "a Brexit delay", "an Islamic attack"
        if tree.lower[index] == "force" and not tree.kids(index, "det", "poss", *_INNER):
            return False  # "by force", "the use of force"
        if tree.lower[index].endswith(_CREEDS) and tree.entity[index] not in _ACTOR_ENTITIES - {"NORP"}:
            return False  # "denies anti-Semitism"
        if tree.lemma[index] in self._actors or tree.lower[index] in self._actors or self._in_a_role(index):
            return True
        if tree.entity[index] in _TIMES:
            return False
        if tree.entity[index] in _ACTOR_ENTITIES:
            return tree.pos[index] in {"PROPN", "ADJ"} or tree.entity[index] == "NORP"
        # A lone name is somebody's, whatever the recogniser takes a name it never met for.
        lone = tree.dep[index] not in _INNER and not tree.kids(index, "det", *_INNER)
        return tree.pos[index] == "PROPN" and (tree.entity[index] not in _WORKS or lone)

    def _is_office(self, index: int) -> bool:
        """Whether a word for an office tells what somebody is to be: "for president", "as mayor"."""
        tree = self._tree
        bare = tree.tag[index] == "NN" and not tree.children[index]
        to_be = tree.dep[index] == "pobj" and tree.lower[tree.head[index]] in {"for", "as"}
        return bare and to_be and tree.lemma[index] in self._officials

    def _in_a_role(self, index: int) -> bool:
        """Whether the actors' own table has the word for somebody: "comrades", "envoys"."""
        role = role_noun(self._tree.lower[index]) if self._tree.pos[index] == "NOUN" else None
        return role is not None and role.kind == "person"

    def is_place(self, index: int) -> bool:
        """Whether this head names or is a place."""
        tree = self._tree
        return tree.entity[index] in _PLACE_ENTITIES or tree.lemma[index] in self._places

    def located(self, index: int, *, part: bool = False) -> bool:
        """Whether this place only says where: "in Cuba", "in parts of Cuba", not "against Cuba" or "Cuba's"."""
        tree = self._tree
        above = tree.head[index]
        if tree.dep[index] == "pobj" and tree.lower[above] == "of" and tree.lemma[tree.head[above]] in _PARTS:
            return self.is_place(index) and self.located(tree.head[above], part=True)
        return tree.dep[index] == "pobj" and tree.lower[above] in _WHERE and (part or self.is_place(index))

    def marked(self, index: int) -> bool:
        """Whether a nation's or somebody's name stands before the noun: "Chilean goods"."""
        named = {"NORP", "GPE", "ORG", "PERSON"}
        return any(self._tree.entity[child] in named for child in self._tree.kids(index, *_INNER))

    def is_thing(self, index: int) -> bool:
        """Whether this head is something that can be hit or taken: "bridge", "embassy", "convoy"."""
        return self._tree.lemma[index] in self._things

    def is_gathering(self, index: int) -> bool:
        """Whether this head is an occasion at which somebody speaks."""
        return self._tree.lemma[index] in self._gatherings

    def is_boon(self, index: int) -> bool:
        """Whether it is what is asked for those who have been taken: "her release"."""
        return self._tree.lemma[index] in self._boons

    def is_time(self, index: int) -> bool:
        """Whether it is a day or an hour, a holiday whatever the recogniser takes it for ("New Year's Eve")."""
        tree = self._tree
        holiday = tree.lower[index] in self._holidays and tree.tag[index] == "NNP" and tree.entity[index] != "PERSON"
        if tree.entity[index] in {"DATE", "TIME"}:
            return not self.is_people(index)  # "arrested a woman days after"
        return holiday

    def is_medium(self, index: int) -> bool:
        """Whether it is only where somebody speaks: "urged calm on Facebook"."""
        preposition = self._tree.lower[self._tree.head[index]]
        return self._tree.lower[index] in self._media and preposition in {"on", "via", "over", "through"}

    def affected(self, index: int, prepositions: tuple[str, ...], *, things: bool) -> list[int]:
        """The actors meant by a phrase: itself, or those inside it ("Moscow's offer", "ties with Libya"), or the thing."""
        tree = self._tree
        core = self._matcher.core(index)
        if self.is_actor(core) or (core != index and self.is_actor(index)):
            return [index]
        inner = self.inside(core, prepositions)
        if inner:
            return inner
        if things and not self.is_time(core) and tree.pos[core] in {"NOUN", "PROPN", "PRON"}:
            return [index]
        return []

    def inside(self, index: int, prepositions: tuple[str, ...]) -> list[int]:
        """The actors among a noun's possessor, its prepositional phrases (two deep) and its adjectives of nationality."""
        tree = self._tree
        for owner in tree.kids(index, "poss"):
            if self.is_actor(owner):
                return tree.conjuncts(owner)
        phrases = tree.object_of(index)
        for preposition in prepositions:
            for word, noun in phrases:
                if word.split()[-1] == preposition:
                    found = [each for each in tree.conjuncts(noun) if self.is_actor(self._matcher.core(each))]
                    if found:
                        return found
        for word, noun in phrases:
            if word in {"of", "on", "against", "to", "for", "with"} and not self.is_place(noun):
                for owner in tree.kids(noun, "poss"):
                    if self.is_actor(owner):
                        return tree.conjuncts(owner)
                for inner_word, inner in tree.object_of(noun):
                    if inner_word in prepositions and self.is_actor(self._matcher.core(inner)):
                        return [each for each in tree.conjuncts(inner) if self.is_actor(self._matcher.core(each))]
        for verb in tree.kids(index, "acl"):  # "a proposal submitted by the port"
            if tree.tag[verb] == "VBN":
                for word, noun in tree.object_of(verb):
                    if word in {"by", "from", "about", "on", "against"} and self.is_actor(self._matcher.core(noun)):
                        return tree.conjuncts(noun)
        for child in tree.children[index]:
            if tree.dep[child] not in {"amod", "nmod", "compound"}:
                continue
            if tree.entity[child] in {"NORP", "GPE"} and tree.pos[index] == "NOUN":
                return [index]  # "Chilean goods": the nation is in the phrase
            if tree.lower[child] in self._nobody:
                continue
            if tree.entity[child] in {"ORG", "PERSON"} or (tree.dep[child] != "amod" and self.is_actor(child)):
                return [child]
        return []

    def named_places(self, index: int) -> list[int]:
        """The towns in "the cities of Bakhmut and Soledar, as well as the village of Lyptsi", else the word itself."""
        first = self._towns_of(index)
        if not first:
            return [index]
        others = [town for head in self._tree.conjuncts(index)[1:] for town in self._towns_of(head) or [head]]
        return list(dict.fromkeys([*first, *others]))

    def _towns_of(self, index: int) -> list[int]:
        """The names after "the city of"; none where the word says no kind of place."""
        tree = self._tree
        if tree.lemma[index] not in self._places:
            return []
        for word, noun in tree.object_of(index):
            named = tree.pos[noun] == "PROPN" and tree.entity[noun] in {"GPE", "LOC", "FAC", "PERSON", "ORG"}
            if word == "of" and named:
                return tree.conjuncts(noun)
        return []

    def places_of(self, index: int, *, still: bool = False) -> list[int]:
        """The heads of the places that the word's own phrases name, static ones first; ``still``: no others.

        Who is "from Brazil" or "of Chad" did nothing there.
        """
        tree, where = self._tree, _STILL if still else _WHERE
        found = [(word, noun) for word, noun in tree.object_of(index) if word.split()[-1] in where]
        found = [(word, noun) for word, noun in found if self.is_place(noun) and not self.is_time(noun)]
        if still and self.is_actor(index):
            found = [(word, noun) for word, noun in found if word != "on"]  # "the House committee on China"
        found.sort(key=lambda pair: pair[0].split()[-1] not in _STILL)
        return [each for _, noun in found for each in tree.conjuncts(noun)]
