"""The parse as plain lists: what the matchers read a hundred times a token must not go through spaCy's objects."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacy.attrs import DEP, ENT_TYPE, HEAD, LEMMA, LOWER, POS, TAG

from pipeline.code.actions.prepositions import compound
from pipeline.code.actors.lexicon import given_names, surnames
from pipeline.code.places.countries import country_of_name
from pipeline.lexicon.actions import lexicon
from pipeline.parse.attachment import words
from pipeline.parse.model import AGAIN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.parse.document import Document
    from pipeline.records import PlaceMention

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"})
PRONOUNS = frozenset(
    [
        "he",
        "she",
        "it",
        "they",
        "we",
        "i",
        "you",
        "who",
        "that",
        "which",
        "him",
        "her",
        "them",
        "us",
        "me",
        "himself",
        "herself",
        "itself",
        "themselves",
    ]
)
_STORMS = frozenset({"hurricane", "typhoon", "cyclone", "storm"})
# "Have the case reopened": whose object is done something to.
_CAUSED = frozenset({"have", "get", "want", "need", "see", "keep", "like"})
_STORM = 3  # words of a storm's name: "Typhoon Fung-wong"
_VERBS = 8  # that a passive may coordinate
_MISSED = frozenset({"", "ORG", "GPE", "PRODUCT", "WORK_OF_ART"})
_NO_PERSON = _MISSED | {"NORP", "FAC", "LOC", "EVENT"}
_ROLES = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "conj", "ROOT"})
_TAKEN_FOR = frozenset({"", "PERSON", "ORG", "PRODUCT", "LOC"})
# How sure a place must be before its name is one for verbs too.
_SURE = {"city": 0.4, "region": 0.75}
# "According to officials" tells who says it, "due to rain" why.
_TOGETHER = frozenset({"along with", "together with"})
_ASIDE = frozenset({"according", "due", "owing", "thanks", "prior", "pursuant"})
# Plurals that the lemmatizer does not know, or takes for those of other words: taxis, basis, datum.
_MISTAKEN = {
    "schoolchildren": "schoolchild",
    "grandchildren": "grandchild",
    "taxes": "tax",
    "bases": "base",
    "data": "data",
}
RELATIVES = frozenset({"who", "that", "which", "whom", "whose"})

# What is written with a hyphen since without one it is another word: "re-signed the striker".
_NOT_AGAIN = frozenset({"resign", "reform", "recover", "resent", "release", "remark", "represent", "reserve", "resort"})


def _as_listed(lemma: str, part: str) -> str:
    """The lemma of "re-opened" as the lexicon has it: "reopen" where that has a line, else what is done again, "open"."""
    bare = lemma.removeprefix(AGAIN)
    joined = f"re{bare}"
    if joined not in _NOT_AGAIN and any((kind, joined) in lexicon().by_trigger for kind in ("verb", "noun")):
        return joined
    return bare if part == "VERB" else lemma


class Tree:
    """Words, tags and relations by token index. No method recurses: news has sentences of a thousand words."""

    def __init__(
        self, document: Document, places: Sequence[PlaceMention] = (), persons: frozenset[int] = frozenset()
    ) -> None:
        doc = document.doc
        strings = doc.vocab.strings
        rows = doc.to_array([HEAD, DEP, POS, TAG, LEMMA, LOWER, ENT_TYPE])
        names: dict[int, str] = {}

        def name(code: int) -> str:
            text = names.get(code)
            if text is None:
                text = names[code] = strings[code]
            return text

        columns = rows.T.tolist() if len(doc) else [[]] * 7
        limit = 1 << 63
        self.size = len(doc)
        self.head: list[int] = [
            index + (offset - 2 * limit if offset >= limit else offset) for index, offset in enumerate(columns[0])
        ]
        self.dep = [name(code) for code in columns[1]]
        self.pos = [name(code) for code in columns[2]]
        self.tag = [name(code) for code in columns[3]]
        self.lower = [name(code) for code in columns[5]]
        self.lemma = [name(code).lower() for code in columns[4]]
        for index, word in enumerate(self.lower):
            if word in _MISTAKEN:
                self.lemma[index] = _MISTAKEN[word]
            elif word.startswith(AGAIN):
                self.lemma[index] = _as_listed(self.lemma[index], self.pos[index])
        self.texts = document.texts
        self.entity = [name(code) for code in columns[6]]
        for index, text in enumerate(
            document.texts
        ):  # the recogniser takes countries that are seldom in the news for people
            unsure = self.tag[index] == "NNP" and self.entity[index] in _TAKEN_FOR
            if unsure and self._alone(index) and country_of_name(text) is not None:
                self.entity[index] = "GPE"
        placed: set[int] = set()
        for place in places:  # nor does it know every town: "captured Homs"
            inside = document.tokens_in(place.start, place.end)
            placed.update(inside)
            if place.kind in _SURE and place.confidence >= _SURE[place.kind]:
                for index in inside:
                    if self.entity[index] in _TAKEN_FOR:
                        self.entity[index] = "GPE"
        for index, text in enumerate(document.texts):  # nor everybody in office: "Japan's Ishiba resigned"
            if self.entity[index] in _MISSED and text in surnames() and index not in placed and self._called(index):
                self.entity[index] = "PERSON"
        for index in persons:  # "Bettie Page died": no page
            if self.entity[index] in _NO_PERSON and self.lower[index] not in lexicon().classes["nobody"]:
                self.entity[index] = "PERSON"
        self.children: list[list[int]] = [[] for _ in range(self.size)]
        for index, head in enumerate(self.head):
            if head != index:
                self.children[head].append(index)
        for index, word in enumerate(self.lower):  # "Hurricane Otis" is a hurricane, not somebody
            called = self.head[index]
            named = self.tag[index] == "NNP" and self.dep[index] == "compound" and index < called <= index + _STORM
            if word in _STORMS and named and set(self.tag[index + 1 : called]) <= {"NNP", "HYPH"}:
                self.lemma[called], self.pos[called] = word, "NOUN"
                self.entity[index] = self.entity[called] = "EVENT"

    def _called(self, index: int) -> bool:
        """Whether a surname stands by itself or behind a first name, and acts or is acted on."""
        if self.pos[index] not in {"PROPN", "NOUN"} or self.dep[index] not in _ROLES:
            return False
        before, after = index - 1, index + 1
        if after < self.size and self.tag[after] in {"NNP", "NNPS"}:
            return False
        return before < 0 or self.tag[before] != "NNP" or self.texts[before] in given_names()

    def _alone(self, index: int) -> bool:
        """Whether no other word of a name stands beside."""
        label = self.entity[index]
        beside = [each for each in (index - 1, index + 1) if 0 <= each < self.size]
        return not any(self.tag[each] == "NNP" or (label and self.entity[each] == label) for each in beside)

    def kids(self, index: int, *deps: str) -> list[int]:
        """The children with one of these relations, in reading order."""
        return [child for child in self.children[index] if self.dep[child] in deps]

    def conjuncts(self, index: int) -> list[int]:
        """A coordinated phrase's heads, this one first: "Pokrovsk, as well as Vovchansk"."""
        found = [index]
        for _ in range(40):
            following = self.kids(found[-1], "conj")
            for aside in self.kids(found[-1], "appos"):  # "Bakhmut, a hub, as well as Soledar": parsed as with the hub
                if self.pos[found[-1]] == "PROPN" or self.kids(found[-1], "prep"):
                    following += [child for child in self.kids(aside, "conj") if self.pos[child] == "PROPN"]
            following = [child for child in following if self.pos[child] not in {"VERB", "AUX"}]
            if not following:
                break
            found += following
        return found

    def object_of(self, index: int, *, plain: bool = True) -> list[tuple[str, int]]:
        """(preposition, head of its noun) for the prepositional phrases of a word, "because of" and "out of" included.

        ``plain`` takes "in favor of" for the "for" that it stands for; else "favor" is its noun.
        """
        found = []
        for child in self.children[index]:
            if self.dep[child] not in {"prep", "agent", "dative"} or self.pos[child] not in {
                "ADP",
                "SCONJ",
                "VERB",
                "ADV",
            }:
                continue
            word = self.lower[child]
            if word in _ASIDE:
                continue
            inner = child
            for _ in range(2):
                nested = [kid for kid in self.children[inner] if self.dep[kid] == "prep"]
                if nested and not any(self.dep[kid] in {"pobj", "pcomp"} for kid in self.children[inner]):
                    inner = nested[0]
                    word = f"{word} {self.lower[inner]}"
            if word in _TOGETHER:
                word = "together"
            nouns = [kid for kid in self.children[inner] if self.dep[kid] == "pobj"]
            for noun in nouns:
                found += self._behind(word, noun) if plain else [(word, noun)]
        return found

    def is_aside(self, preposition: int) -> bool:
        """Whether it is one of several words that tells nothing of who: "in exchange for"."""
        found = (self._compound(self.lower[preposition], noun) for noun in self.kids(preposition, "pobj"))
        return any(each is not None and not each[0] for each in found)

    def _behind(self, word: str, noun: int) -> list[tuple[str, int]]:
        """What stands behind a preposition: its noun, or where both are one of several words ("in favor of") what follows."""
        found = self._compound(word, noun)
        if found is not None:
            plain, last = found
            return [(plain, kid) for kid in self.kids(last, "pobj") if plain]
        return [(word, noun)] if self.lower[noun] != "grounds" else []  # "on grounds it is false"

    def _compound(self, word: str, noun: int) -> tuple[str, int] | None:
        """The plain preposition that these two and the one behind them are (see ``compound``), and the last of them."""
        for last in self.kids(noun, "prep"):
            plain = compound(word, self.lower[noun], self.lower[last])
            if plain is not None:
                return plain, last
        return None

    def asks(self, index: int) -> bool:
        """Whether it is a "who" or "what", and not the WHO."""
        return self.tag[index] == "WP" and self.texts[index].islower()

    def is_passive(self, verb: int) -> bool:
        """Whether the verb's subject is what is acted on."""
        bare = self.tag[verb] == "VBD" and (
            (self.dep[verb] == "conj" and self.lemma[verb] in words("suffered"))
            # "freed the girls kidnapped in April": no finite verb stands so
            or (self.dep[verb] == "acl" and self.dep[self.head[verb]] in {"dobj", "pobj"})
        )
        if self.tag[verb] != "VBN" and not bare:  # "was run over and killed": the tagger takes it for a past tense
            return False
        if any(self.dep[child] in {"nsubjpass", "auxpass"} for child in self.children[verb]):
            return True
        dep, head = self.dep[verb], self.head[verb]
        has_aux = any(self.dep[child] == "aux" and self.lemma[child] == "have" for child in self.children[verb])
        if dep == "ccomp" and self.lemma[head] in _CAUSED and head < verb:  # "have the case reopened"
            return not has_aux and not any(self.dep[child] == "dobj" for child in self.children[verb])
        if dep in {"acl", "advcl", "amod", "relcl", "oprd", "ccomp", "xcomp", "ROOT", "dep"} and not has_aux:
            return not any(self.dep[child] in {"dobj", "nsubj"} for child in self.children[verb])
        if dep == "conj" and not has_aux and not any(self.dep[child] in SUBJECTS for child in self.children[verb]):
            if any(self.dep[child] == "dobj" for child in self.children[verb]):
                return False
            for _ in range(_VERBS):  # "was kidnapped, tortured and killed"
                if self.dep[head] != "conj" or self.tag[head] != "VBN" or self.kids(head, *SUBJECTS, "aux"):
                    break
                head = self.head[head]
            return self.tag[head] == "VBN" and self.is_passive_plain(head)
        return False

    def is_passive_plain(self, verb: int) -> bool:
        """As ``is_passive`` by the verb's own auxiliaries or its being a bare participle, without looking at conjunctions."""
        return any(self.dep[child] in {"nsubjpass", "auxpass"} for child in self.children[verb]) or (
            self.dep[verb] in {"acl", "advcl", "amod"}
        )

    def is_negated(self, verb: int) -> bool:
        """Whether "not", "never" or "no longer" stands with the verb."""
        return any(
            self.dep[child] == "neg"
            or self.lower[child] in {"never", "cannot"}
            or (self.lower[child] == "longer" and any(self.lower[kid] in {"no", "any"} for kid in self.children[child]))
            for child in self.children[verb]
        )

    def auxiliaries(self, verb: int) -> list[str]:
        """The words of the verb's auxiliaries: "will", "must", "has"."""
        return [self.lower[child] for child in self.children[verb] if self.dep[child] in {"aux", "auxpass"}]
