"""The lead: news tells what happened first, in the main clause of its first sentence; the headline says it once more."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from pipeline.lexicon.actions import lexicon
from pipeline.lexicon.table import rows

if TYPE_CHECKING:
    from pipeline.code.actions.tree import Tree
    from pipeline.parse.document import Document

_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_FURNITURE = 6  # lines without a verb before the first sentence: captions, sections, bylines
_SENTENCES = 2  # which tell the news
_STEPS = 8
_ENDINGS = ("ing", "ed", "es", "s", "d")
_SHORT = 3
_AROUND = "\"'\u2018\u2019\u201c\u201d.,:;!?()"
# Verbs that leave what is told to their complement: "the court is expected to rule", "engineers managed to regain ..."
_CARRIERS = frozenset(
    ["say", "tell", "report", "announce", "confirm", "reveal", "admit", "claim", "state", "add", "manage", "begin"]
)


@dataclass(frozen=True, slots=True)
class Lead:
    """Where the news begins: the first sentence, the main verbs, the types of action that the headline tells."""

    first: int
    verbs: frozenset[int]
    types: frozenset[str]
    told: frozenset[str]  # the verbs that the headline's words stand for


def lead_of(document: Document, tree: Tree) -> Lead:
    """The lead of one article."""
    title = document.article.title or ""
    return Lead(
        first_sentence(document), lead_verbs(document, tree), title_types(document, tree), headline_verbs(title)
    )


def first_sentence(document: Document) -> int:
    """The number of the first sentence with a finite verb."""
    headline = document.title_line
    for number, sentence in enumerate(document.sentences[:_FURNITURE]):
        if sentence.start not in headline and any(
            document[index].tag_ in _FINITE for index in range(sentence.start, sentence.end)
        ):
            return number
    return 0


def lead_verbs(document: Document, tree: Tree) -> frozenset[int]:
    """The main verbs of the first two sentences, and what stands beside them or is said by them."""
    if not document.sentences:
        return frozenset()
    first = first_sentence(document)
    found: set[int] = set()
    for sentence in document.sentences[first : first + _SENTENCES]:
        level = [sentence.root.i]
        for _ in range(_STEPS):
            found.update(level)
            level = [
                child
                for verb in level
                for child in tree.children[verb]
                if tree.pos[child] in {"VERB", "AUX"}
                and (
                    tree.dep[child] == "conj"
                    or (tree.dep[child] in {"ccomp", "xcomp", "parataxis"} and tree.lemma[verb] in _CARRIERS)
                )
            ]
            if not level:
                break
    return frozenset(found)


@cache
def _other_words() -> dict[str, frozenset[str]]:
    return {
        word: frozenset(row.list("verbs"))
        for row in rows("headline.tsv", ("words", "verbs"))
        for word in row.list("words")
    }


def headline_verbs(title: str) -> frozenset[str]:
    """The verbs by which a report may tell what its headline says: "seven dead" is told by "die" and "kill"."""
    found: set[str] = set()
    for word in title.lower().split():
        plain = word.strip(_AROUND).removesuffix("'s").removesuffix("\u2019s")
        found.update(_stems(plain))
        found |= _other_words().get(plain, frozenset())
    return frozenset(found)


def title_types(document: Document, tree: Tree) -> frozenset[str]:
    """The types of action that the headline's verbs can tell, by the lexicon."""
    title = document.article.title
    if not title:
        return frozenset()
    lemmas = {tree.lower[index]: tree.lemma[index] for index in range(tree.size) if tree.pos[index] == "VERB"}
    found: set[str] = set()
    for word in title.lower().split():
        plain = word.strip(_AROUND)
        for lemma in (lemmas.get(plain), *_stems(plain)):
            entries = lexicon().by_trigger.get(("verb", lemma)) if lemma else None
            if entries:
                found.update(entry.type for entry in entries if "broad" not in entry.flags)
                break
    return frozenset(found)


def _stems(word: str) -> list[str]:
    """What the word may be a form of."""
    found = [word]
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORT:
            stem = word[: -len(ending)]
            found += [stem, stem + "e"]
    return found
