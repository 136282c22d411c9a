"""Where a cue verb keeps its content: the frames of the lexicon, looked up in the parse."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.code.statements.lexicon import matters, nouns
from pipeline.code.statements.phrases import PASSIVE_SUBJECTS, Range, child, subtree

if TYPE_CHECKING:
    from spacy.tokens import Token

    from pipeline.code.statements.lexicon import Verb

_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_OF_THE_THING = frozenset(
    {"by", "with", "as", "for", "from", "of", "about", "against", "over", "on", "to", "behind", "between"}
)
_PERCEIVED = frozenset({"see", "hear", "spot", "film", "find", "catch"})
_STARTS = frozenset({"PRON", "DET", "PROPN", "NOUN", "ADJ", "NUM"})
_REACH = 14
"""How far behind its verb a complementizer that the parse lost is looked for."""


def content(verb: Token, entry: Verb) -> list[Range]:
    """What is said, as token ranges, in the first of the verb's frames that stands here."""
    if verb.lemma_ in _PERCEIVED and any(one.tag_ == "VBG" and one.dep_ == "xcomp" for one in verb.children):
        return []  # "were seen jumping the fence": whoever saw it held nothing of it
    return _passive(verb, entry) or _clause(verb, entry) or _predicate(verb, entry) or _phrase(verb, entry)


def _clause(verb: Token, entry: Verb) -> list[Range]:
    """Finite clauses and infinitives: ``said that``, ``urged X to``, ``vowed to``."""
    frames = entry.frames
    clause = child(verb, "ccomp")
    if clause is not None and "t" in frames and ((mark := child(clause, "mark")) is None or mark.lower_ != "that"):
        return []  # "holds China responsible" says nothing
    if clause is not None and frames & {"c", "oi", "s", "t"} and _belongs(verb, clause):
        return [_to_finite(verb, _in_one(verb, clause, _with_its_subject(verb, clause)))]
    if "c" in frames and (found := _lost_clause(verb)) is not None:
        return [found]
    infinitive = child(verb, "xcomp")
    if infinitive is None or infinitive.i < verb.i:
        return []
    thing = child(verb, "dobj", "dative")
    if infinitive.pos_ in {"NOUN", "ADJ", "PROPN"} and "s" in frames:
        start = min(subtree(thing)[0] if thing is not None else infinitive.i, subtree(infinitive)[0])
        return [(max(start, verb.i + 1), subtree(infinitive)[1])]
    if thing is not None and "oi" in frames:
        return [(min(subtree(thing)[0], subtree(infinitive)[0]), subtree(infinitive)[1])]
    if thing is not None and infinitive.tag_ == "VBG" and verb.i < thing.i < infinitive.i and "c" in frames:
        return [(subtree(thing)[0], subtree(infinitive)[1])]
    if frames & {"i", "oi"} or ("c" in frames and infinitive.tag_ == "VBG"):
        return [subtree(infinitive)]
    return []


def _in_one(verb: Token, clause: Token, found: Range) -> Range:
    """A clause that the parse cut in two (``said the troops had on Monday | arrested three``), or a second one behind ``and that``."""
    first, last = found
    for other in verb.rights:
        if not other.i > clause.i > verb.i:
            continue
        mark = child(other, "mark") if other.dep_ == "conj" and child(other, "nsubj", "nsubjpass") is not None else None
        if mark is not None and mark.lower_ == "that":
            last = max(last, other.right_edge.i + 1)
        elif other.dep_ == "ccomp" and other.left_edge.i == last:
            last = other.right_edge.i + 1
    return first, last


def _belongs(verb: Token, clause: Token) -> bool:
    """A clause before its verb must reach it: one word, or one with a colon behind it, is a slip of the parse."""
    if clause.i > verb.i:
        return True
    first, last = subtree(clause)
    doc = verb.doc
    if doc[verb.i + 1].lower_ == "that" if verb.i + 1 < len(doc) else False:
        return False
    return last - first > 1 and not any(doc[i].text in {":", ";"} for i in range(last - 1, verb.i))


def _with_its_subject(verb: Token, clause: Token) -> Range:
    """A clause whose subject the parse gave to the cue as its object: ``demanded the board resign``."""
    first, last = subtree(clause)
    thing = child(verb, "dobj")
    bare = not any(one.dep_ in {"nsubj", "nsubjpass", "mark", "expl", "aux"} for one in clause.children)
    if thing is not None and bare and clause.tag_ == "VB" and verb.i < thing.i < first:
        first = subtree(thing)[0]
    return first, last


def _to_finite(verb: Token, found: Range) -> Range:
    """A clause that the parse broke off before its finite verb runs on to the end of what hangs on the cue."""
    doc = verb.doc
    first, last = found
    if first < verb.i or any(doc[i].tag_ in _FINITE for i in range(first, last)):
        return found
    end = max(last, verb.right_edge.i + 1)
    if verb.dep_ == "ROOT" and end == last and last < verb.sent.end - 1:
        return first, _stop(verb)  # "said the clerk, Ann Roe, 29, and the man had quarrelled"
    if last < len(doc) and doc[last].tag_ in _FINITE | {"VB", "VBN"} and doc[last].sent.end == doc[verb.i].sent.end:
        end = max(end, doc[last].right_edge.i + 1)
    return first, end


def _stop(verb: Token) -> int:
    """The end of the verb's sentence, without its stop."""
    last = int(verb.sent.end)
    while last > verb.i + 1 and (verb.doc[last - 1].is_punct or verb.doc[last - 1].is_space):
        last -= 1
    return last


def _lost_clause(verb: Token) -> Range | None:
    """A clause that follows the cue though the parse hung it elsewhere: behind ``that``, or straight behind the cue."""
    doc = verb.doc
    end = verb.sent.end
    for index in range(verb.i + 1, min(end, verb.i + _REACH)):
        token = doc[index]
        if token.lower_ == "that" and token.dep_ == "mark":
            return None if _anothers(verb, token.head) else (index, max(token.head.right_edge.i + 1, index + 1))
        if token.tag_ == "MD" or (token.tag_ in _FINITE and token.dep_ != "auxpass"):
            fronted = child(verb, "ccomp")
            if (
                fronted is not None
                and fronted.i < verb.i
                and doc[verb.i + 1].pos_ in _STARTS
                and index - verb.i < _REACH
            ):
                return verb.i + 1, end
            return None
        if token.pos_ in {"VERB", "AUX"} or token.text in {".", ";", ":", ","} or token.lower_ in {"and", "but"}:
            return None
    return None


def _anothers(verb: Token, clause: Token) -> bool:
    """Whether a clause after the cue belongs to another word there: a verb, or a noun that is told."""
    governor = clause.head
    if clause.dep_ not in {"acl", "relcl", "ccomp"} or governor.i <= verb.i:
        return False
    return governor.pos_ == "VERB" or (governor.pos_ == "NOUN" and governor.dep_ == "dobj")


def _predicate(verb: Token, entry: Verb) -> list[Range]:
    """Small clauses: ``called it a mistake``, ``described the vote as a sham``."""
    frames = entry.frames
    thing = child(verb, "dobj", "dative")
    if "s" in frames:
        parts = [
            one
            for one in verb.children
            if one.dep_ in {"dobj", "dative", "oprd", "attr", "acomp", "appos"} and one.i > verb.i
        ]
        fronted = thing if thing is not None and thing.i < verb.i else None
        if len(parts) > 1:
            return [(min(subtree(one)[0] for one in parts), max(subtree(one)[1] for one in parts))]
        if parts and fronted is not None:
            return [subtree(fronted), subtree(parts[0])]
        if parts and (parts[0].dep_ in {"oprd", "attr", "acomp"} or _named_twice(parts[0])):
            return [subtree(parts[0])]
    for word in ("as", "with", "to", "for", "of"):
        if word not in frames:
            continue
        role = next(
            (one for one in verb.children if one.dep_ in {"prep", "dative"} and one.lower_ == word and one.i > verb.i),
            None,
        )
        if role is None or subtree(role)[1] - role.i < 2:
            continue
        if thing is None:
            if word == "as":
                return [subtree(role)]
            continue
        if word == "of":  # "accused them of shelling a village and of arming rebels"
            last = [one for one in verb.children if one.dep_ == "prep" and one.lower_ == word and one.i >= role.i][-1]
            return [(role.i + 1, subtree(last)[1])]
        if thing.i < verb.i:
            return [subtree(thing), subtree(role)]
        return [(min(subtree(thing)[0], role.i), subtree(role)[1])]
    return []


def _phrase(verb: Token, entry: Verb) -> list[Range]:
    """Noun phrases, plain or behind a preposition: ``condemned the attack``, ``called for talks``."""
    prepositions = [
        one
        for one in verb.children
        if one.dep_ in {"prep", "agent", "mark", "prt"} and one.lower_ in entry.prepositions and one.i > verb.i
    ]
    for preposition in prepositions:
        last = max(subtree(preposition)[1], _following(verb, preposition))
        if last > preposition.i + 1:
            return [(preposition.i + 1, last)]
    if entry.prepositions:
        advanced = next((one for one in verb.children if one.dep_ == "advcl" and one.i > verb.i), None)
        mark = child(advanced, "mark") if advanced is not None else None
        if advanced is not None and mark is not None and mark.lower_ in entry.prepositions:
            return [(mark.i + 1, subtree(advanced)[1])]
    thing = child(verb, "dobj")
    if thing is None or not ("o" in entry.frames or ("ov" in entry.frames and _of_words(thing))):
        return []
    if thing.pos_ == "PRON" and thing.lower_ not in {"what", "it", "this", "that", "which"}:
        return []
    first, last = subtree(thing)
    return [(first, _trailing(verb, thing, last))]


def _of_words(thing: Token) -> bool:
    """Whether an attack on this is one of words: on a person, or on what is said, planned and decided."""
    return thing.ent_type_ == "PERSON" or thing.lemma_.lower() in nouns() or thing.lemma_.lower() in matters()


def _trailing(verb: Token, thing: Token, last: int) -> int:
    """The phrases right behind an object that the parse gave to the verb, where they may be part of what is said."""
    if thing.i < verb.i:
        return last
    for one in sorted(verb.children, key=lambda child: child.i):
        if one.i >= last and one.left_edge.i == last and one.dep_ == "prep" and one.lower_ in _OF_THE_THING:
            last = one.right_edge.i + 1
    return last


def _named_twice(thing: Token) -> bool:
    """Two names that the parse took for one: ``called Smith a quack``."""
    first, last = subtree(thing)
    doc = thing.doc
    if doc[first].pos_ not in {"PROPN", "PRON"}:
        return False
    return any(doc[i].lower_ in {"a", "an", "the"} or doc[i].is_quote for i in range(first + 1, last))


def _following(verb: Token, preposition: Token) -> int:
    """Where an infinitive behind a preposition ends: ``called on X to leave``."""
    return max(
        (one.right_edge.i + 1 for one in verb.children if one.dep_ in {"xcomp", "ccomp"} and one.i > preposition.i),
        default=0,
    )


def _passive(verb: Token, entry: Verb) -> list[Range]:
    """The subject is part of the content: ``He was said to have left``, ``was described as``, ``was accused of``."""
    held = child(verb, *PASSIVE_SUBJECTS)
    frames = entry.frames
    bare = held is None and verb.dep_ == "acl" and verb.tag_ == "VBN" and verb.head.pos_ in {"NOUN", "PROPN"}
    if held is None and not bare:
        return []
    about = [subtree(held)] if held is not None else []
    clause = child(verb, "xcomp", "ccomp", "oprd")
    if clause is not None and clause.dep_ == "ccomp" and "c" in frames:
        return [subtree(clause)]
    if clause is not None and clause.dep_ != "ccomp" and frames & {"c", "oi", "s"}:
        return [*about, subtree(clause)]
    for word in ("as", "of", "for", "with", "to"):
        if word in frames:
            role = next((one for one in verb.children if one.dep_ == "prep" and one.lower_ == word), None)
            if role is not None and subtree(role)[1] > role.i + 1:
                return [*about, (role.i + 1 if word in {"of", "for"} else role.i, subtree(role)[1])]
    if "o" in frames and child(verb, "agent") is not None:
        return about or [(verb.head.left_edge.i, verb.i)]
    return []
