"""What a sentence asks, orders, plays or signs did not happen: questions, appeals to the reader, plots and bylines."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from pipeline.lexicon.table import rows

if TYPE_CHECKING:
    from pipeline.code.actions.tree import Tree
    from pipeline.code.actions.triggers import Match
    from pipeline.code.model import CodedAction
    from pipeline.parse.document import Document

_FILE, _COLUMNS = "frames.tsv", ("kind", "words")
_KINDS = frozenset(
    {
        "work",
        "tells",
        "desk",
        "acts",
        "trade",
        "signed",
        "before",
        "idea",
        "field",
        "anybody",
        "lets",
        "asks",
        "fixed",
        "named",
        "whichever",
    }
)
_QUOTES = frozenset({'"', "\u201c", "\u201d", "\u2018", "\u2019", "'", "``", "''", "\u00ab", "\u00bb"})
_OPENING = frozenset({'"', "\u201c", "``", "\u00ab"})
# What these clauses tell is taken for granted by the sentence around them.
_GRANTED = frozenset({"relcl", "acl", "advcl", "appos", "parataxis"})
_PRESENT = frozenset({"VBZ", "VBP"})
_PARTICULAR = frozenset({"DATE", "TIME", "GPE", "LOC", "FAC", "PERSON", "ORG", "NORP", "EVENT"})
_TIMES = frozenset({"DATE", "TIME"})
_SAY = frozenset({"say", "write", "tell", "announce", "add", "warn", "claim", "state"})
_STEPS = 12
_MODAL = frozenset({"will", "would", "shall", "should", "can", "could", "may", "might", "must", "'ll"})
_LAST = 4  # sentences at an article's end where its author is presented


@cache
def frames() -> dict[str, frozenset[str]]:
    """The words of each kind of frame."""
    found = {row.choice("kind", _KINDS): frozenset(row.list("words")) for row in rows(_FILE, _COLUMNS)}
    return {kind: found.get(kind, frozenset()) for kind in _KINDS}


def unreal(document: Document, tree: Tree, match: Match, actions: list[CodedAction]) -> bool:
    """Whether the sentence around the match only asks, orders, plays or signs it."""
    head = actions[0].head
    path = _path(tree, head)
    sentence = document.sentence(head)
    first, last = sentence.start, sentence.end
    if _asked(tree, path, first, last) or _left_undone(tree, head) or _thought_of(tree, match):
        return True
    if match.entry.type == "ANNOUNCE" and tree.tag[match.trigger] == "VBN" and _of_saying(tree, match.trigger):
        return True  # it is told by whoever says it
    if "broad" in match.entry.flags and tree.dep[head] == "relcl" and tree.tag[head] in _PRESENT:
        return not tree.auxiliaries(head)  # "a firm that breeds insects" is what it is
    if "broad" in match.entry.flags and _of_any(tree, head):
        return True
    if all(_by_anybody(tree, action) and habitual(document, tree, action) for action in actions):
        return True
    if _fixed(tree, head) or _unnamed(tree, head) or _left_open(tree, head):
        return True
    if _cried(tree, head) or _wondered(tree, head) or all(_enabled(document, tree, action) for action in actions):
        return True
    if _can_be(tree, head) or all(_able(document, tree, action) for action in actions):
        return True
    if not any(action.actors for action in actions) and _ordered(tree, path, first):
        return True
    broad = "broad" in match.entry.flags or match.entry.type in {"ANNOUNCE", "CULTURE"}
    if broad and document.sentence_number(head) >= len(document.sentences) - _LAST and _signed(tree, path[-1], first):
        return True
    return _played(tree, path)


def _of_any(tree: Tree, participle: int) -> bool:
    """Whether it only tells which of all is meant: "all fuel sold in the country must carry a label"."""
    if tree.dep[participle] != "acl" or tree.tag[participle] != "VBN":
        return False
    noun = tree.head[participle]
    return any(tree.lower[kid] in frames()["whichever"] for kid in tree.kids(noun, "det", "predet"))


def _of_saying(tree: Tree, participle: int) -> bool:
    """Whether a participle tells of the paper in which somebody says something: "said in a letter published on Monday"."""
    paper = tree.head[participle]
    preposition = tree.head[paper]
    return (
        tree.dep[participle] == "acl"
        and tree.dep[paper] == "pobj"
        and tree.lower[preposition] in {"in", "of"}
        and any(
            tree.lemma[above] in _SAY
            for above in (tree.head[preposition], tree.head[tree.head[tree.head[preposition]]])
        )
    )


@cache
def _phrases() -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(phrase.split()) for phrase in frames()["fixed"])


def _fixed(tree: Tree, head: int) -> bool:
    """Whether it is a word of a set phrase: "do or die", "dead on arrival"."""
    for phrase in _phrases():
        if tree.lower[head] in phrase:
            first = head - phrase.index(tree.lower[head])
            if first >= 0 and tuple(tree.lower[first : first + len(phrase)]) == phrase:
                return True
    return False


def _unnamed(tree: Tree, head: int) -> bool:
    """Whether somebody only asks for his name to be left out: "asking not to be identified"."""
    asked = tree.dep[head] in {"xcomp", "ccomp"} and tree.is_passive(head)
    return asked and "to" in tree.auxiliaries(head) and tree.lemma[head] in frames()["named"]


def _left_open(tree: Tree, head: int) -> bool:
    """Whether it is left open who will do it: "we will decide who may enter"."""
    verb = head
    for _ in range(2):
        named = tree.kids(verb, "nsubj", "nsubjpass")
        asked = any(tree.asks(kid) for kid in named)
        if asked and tree.dep[verb] in {"ccomp", "pcomp", "conj"}:
            return not _MODAL.isdisjoint(tree.auxiliaries(verb))
        if tree.dep[verb] != "xcomp":
            break
        verb = tree.head[verb]
    return False


def habitual(document: Document, tree: Tree, action: CodedAction) -> bool:
    """Whether it is only said of a kind what it does: "doctors treat patients", with no name, number or day."""
    head = action.head
    anybody = _by_anybody(tree, action)
    if tree.tag[head] not in ({"VBP", "VBZ"} if anybody else {"VBP"}) or tree.auxiliaries(head):
        return False
    if not anybody and not _of_kinds(tree, action):
        return False
    sentence = document.sentence(head)
    return not any(tree.entity[index] in _PARTICULAR for index in range(sentence.start, sentence.end))


def _by_anybody(tree: Tree, action: CodedAction) -> bool:
    """Whether it is anybody's deed: "where someone buys an asset"."""
    return bool(action.actors) and all(tree.lower[noun] in frames()["anybody"] for noun in action.actors)


def _able(document: Document, tree: Tree, action: CodedAction) -> bool:
    """Whether it is a rule or a skill: "only citizens can vote", with no day."""
    return tree.auxiliaries(action.head) == ["can"] and not _dated(document, tree, action) and _of_kinds(tree, action)


def _wondered(tree: Tree, head: int) -> bool:
    """Whether it is only asked how or when to do it: "he decides about when to launch a test"."""
    verb = tree.head[head] if tree.dep[head] == "dobj" else head
    asked = any(tree.lower[kid] in frames()["asks"] for kid in tree.kids(verb, "advmod", "dobj"))
    return asked and "to" in tree.auxiliaries(verb) and tree.tag[verb] == "VB"


def _enabled(document: Document, tree: Tree, action: CodedAction) -> bool:
    """Whether it is only what a thing lets anybody do: "the app allows people to pay", with no day."""
    governor = tree.head[action.head]
    if tree.dep[action.head] not in {"ccomp", "xcomp"} or tree.lemma[governor] not in frames()["lets"]:
        return False
    told = any(tree.tag[each] == "VBD" for each in (governor, *tree.kids(governor, "aux")))
    kinds = bool(action.actors) and all(_kind(tree, noun) for noun in action.actors)
    return kinds and not told and not _dated(document, tree, action)


def _dated(document: Document, tree: Tree, action: CodedAction) -> bool:
    sentence = document.sentence(action.head)
    return any(tree.entity[index] in _TIMES for index in range(sentence.start, sentence.end))


def _of_kinds(tree: Tree, action: CodedAction) -> bool:
    """Whether kinds do it, to kinds."""
    told = (*action.actors, *action.recipients, *tree.kids(action.head, "dobj"))
    return bool(action.actors) and all(_kind(tree, each) for each in told)


def _kind(tree: Tree, noun: int) -> bool:
    """Whether a noun stands for all of its kind: a bare plural."""
    if tree.lower[noun] in frames()["anybody"]:
        return True
    bare = not tree.kids(noun, "det", "poss", "nummod", "acl", "relcl", "prep")
    return tree.tag[noun] == "NNS" and bare and not tree.entity[noun]


def _path(tree: Tree, head: int) -> list[int]:
    """The way from the action up to its sentence's root."""
    path = [head]
    while tree.head[path[-1]] != path[-1] and len(path) < _STEPS:
        path.append(tree.head[path[-1]])
    return path


def _thought_of(tree: Tree, match: Match) -> bool:
    """Whether it is only an idea or a field: "the notion of a peace deal", "the ethics of designing phones"."""
    noun = match.trigger
    above = tree.head[noun]
    if tree.dep[noun] == "pcomp" and tree.tag[noun] == "VBG" and tree.lower[above] in {"of", "in"}:
        return tree.lemma[tree.head[above]] in frames()["field"]
    if match.entry.kind != "noun" or tree.dep[noun] != "pobj" or tree.lower[tree.head[noun]] != "of":
        return False
    idea = tree.head[tree.head[noun]]
    if tree.lemma[idea].lower() in frames()["desk"] and not tree.kids(noun, "det", "poss"):
        return True  # "the director of public prosecutions", "Department of Investigation"
    return tree.pos[idea] == "NOUN" and tree.lemma[idea] in frames()["idea"]


def _left_undone(tree: Tree, head: int) -> bool:
    """Whether it only tells what was not done: "left without retaliating"."""
    return tree.dep[head] == "pcomp" and tree.lower[tree.head[head]] == "without"


def _granted(tree: Tree, path: list[int]) -> bool:
    return any(tree.dep[index] in _GRANTED for index in path)


def _cried(tree: Tree, head: int) -> bool:
    """Whether it is only called for in a quotation: chanted "Fund our schools!"."""
    bare = tree.tag[head] == "VB" and tree.dep[head] == "ccomp" and not tree.auxiliaries(head)
    return bare and tree.lower[head - 1] in _QUOTES and not tree.kids(head, "nsubj", "nsubjpass")


def _can_be(tree: Tree, head: int) -> bool:
    """ "Money that can be spent by candidates", "adaptors that can be labelled": what a thing is good for."""
    able = not {"can", "could"}.isdisjoint(tree.auxiliaries(head))
    return tree.dep[head] == "relcl" and able and tree.is_passive(head)


def _asked(tree: Tree, path: list[int], first: int, last: int) -> bool:
    """Whether the sentence is a question and the action what it asks; not who is said to ask it."""
    end = last - 1
    while end > first and (tree.lower[end] in _QUOTES or tree.pos[end] == "SPACE"):
        end -= 1
    if tree.lower[end] != "?" or _granted(tree, path):
        return False
    opening = next((index for index in range(end, first - 1, -1) if tree.lower[index] in _OPENING), first)
    return path[0] >= opening


def _ordered(tree: Tree, path: list[int], first: int) -> bool:
    """Whether the sentence opens with a bare verb that nobody is the subject of: "Read the full report"."""
    root = path[-1]
    bare = tree.tag[root] == "VB" or tree.lemma[root] == "thank"
    if not bare or tree.pos[root] not in {"VERB", "AUX"} or _granted(tree, path):
        return False
    if tree.kids(root, "nsubj", "nsubjpass", "csubj", "expl") or any(
        tree.tag[kid] == "MD" for kid in tree.children[root]
    ):
        return False
    words = frames()["before"]
    return all(
        tree.lower[index] in words or tree.pos[index] in {"PUNCT", "SPACE", "INTJ"} for index in range(first, root)
    )


def _signed(tree: Tree, root: int, first: int) -> bool:
    """Whether the sentence presents whoever wrote the article: "Ann Roe is a reporter who covers courts"."""
    words = frames()
    if tree.lower[first] in words["signed"] and first + 1 < tree.size and tree.lower[first + 1] == "by":
        return True
    subject = tree.kids(root, "nsubj")
    return (
        tree.tag[root] == "VBZ"
        and tree.lemma[root] == "be"
        and any(tree.lemma[noun] in words["trade"] for noun in tree.kids(root, "attr"))
        and bool(subject)
        and (tree.entity[subject[-1]] == "PERSON" or tree.pos[subject[-1]] == "PRON")
    )


def _played(tree: Tree, path: list[int]) -> bool:
    """Whether it is told of a plot: in the present "in the film", of whom an actor plays, or by "the novel follows"."""
    words = frames()
    if not any(tree.tag[index] in _PRESENT for index in path[:2]) and not any(
        tree.tag[kid] in _PRESENT for kid in tree.kids(path[0], "aux", "auxpass")
    ):
        return False
    for below, index in zip([None, *path], path, strict=False):
        verbal = tree.pos[index] in {"VERB", "AUX"}
        if verbal and any(word == "in" and tree.lemma[noun] in words["work"] for word, noun in tree.object_of(index)):
            return True
        if tree.tag[index] not in _PRESENT:
            continue
        if tree.lemma[index] in words["tells"] and any(
            tree.lemma[noun] in words["work"] for noun in tree.kids(index, "nsubj")
        ):
            return True
        who = below if below is not None and tree.dep[below] in {"dobj", "attr"} else None
        if who is not None and tree.lemma[index] in words["acts"] and len(path) > 1:
            indefinite = any(tree.lower[kid] in {"a", "an"} for kid in tree.kids(who, "det"))
            if indefinite and any(tree.dep[step] == "relcl" and tree.head[step] == who for step in path):
                return True
    return False
