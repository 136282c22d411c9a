"""Where a cue verb keeps its content: the frames of the lexicon, looked up in the parse."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.code.statements.phrases import PASSIVE_SUBJECTS, Range, child, subtree

if TYPE_CHECKING:
    from spacy.tokens import Token

    from pipeline.code.statements.lexicon import Verb

_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_COMPLEMENTIZERS = frozenset({"that", "whether", "if", "why", "how", "what", "when", "where", "who", "which"})
_REACH = 14
"""How far behind its verb a complementizer that the parse lost is looked for."""


def content(verb: Token, entry: Verb) -> list[Range]:
    """What is said, as token ranges, in the first of the verb's frames that stands here."""
    return _passive(verb, entry) or _clause(verb, entry) or _predicate(verb, entry) or _phrase(verb, entry)


def _after(verb: Token, token: Token | None) -> Token | None:
    """The dependent itself when it follows its verb (a question may front it), else None."""
    return token if token is not None and token.i > verb.i else None


def _clause(verb: Token, entry: Verb) -> list[Range]:
    """Finite clauses and infinitives: ``said that``, ``urged X to``, ``vowed to``."""
    frames = entry.frames
    clause = child(verb, "ccomp")
    if clause is not None and frames & {"c", "oi", "s"} and not _mere_quote(verb, clause):
        return [_to_finite(verb, subtree(clause))]
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
    if frames & {"i", "oi"} or ("c" in frames and infinitive.tag_ == "VBG"):
        return [subtree(infinitive)]
    return []


def _mere_quote(verb: Token, clause: Token) -> bool:
    """A clause of one word before its verb is a slip of the parse."""
    return clause.i < verb.i and clause.left_edge.i == clause.right_edge.i


def _to_finite(verb: Token, found: Range) -> Range:
    """A clause that the parse broke off before its finite verb runs on to the end of what hangs on the cue."""
    doc = verb.doc
    first, last = found
    if first < verb.i or any(doc[i].tag_ in _FINITE for i in range(first, last)):
        return found
    end = max(last, verb.right_edge.i + 1)
    if last < len(doc) and doc[last].tag_ in _FINITE | {"VB", "VBN"} and doc[last].sent.end == doc[verb.i].sent.end:
        end = max(end, doc[last].right_edge.i + 1)
    return first, end


def _lost_clause(verb: Token) -> Range | None:
    """A clause whose complementizer follows the cue though the parse hung it elsewhere."""
    doc = verb.doc
    end = verb.sent.end
    for index in range(verb.i + 1, min(end, verb.i + _REACH)):
        token = doc[index]
        if token.lower_ == "that" and token.dep_ in {"mark", "nsubj", "det", "pobj", "advmod", "dobj"}:
            owner = token.head
            if token.dep_ == "mark" and owner.dep_ in {"acl", "relcl", "advcl", "ccomp", "conj"}:
                if (
                    owner.dep_ in {"acl", "relcl", "ccomp"}
                    and owner.head.i > verb.i
                    and owner.head.pos_ in {"NOUN", "VERB"}
                ):
                    governor = owner.head
                    if governor.pos_ == "VERB" or governor.dep_ == "dobj":
                        return None
                return index, owner.right_edge.i + 1
            return None
        if token.pos_ in {"VERB", "AUX"} or token.text in {".", ";", ":"}:
            return None
    return None


def _predicate(verb: Token, entry: Verb) -> list[Range]:
    """Small clauses: ``called it a mistake``, ``described the vote as a sham``."""
    frames = entry.frames
    thing = child(verb, "dobj", "dative")
    if "s" in frames:
        predicate = child(verb, "oprd", "attr", "acomp")
        if predicate is not None and predicate.i > verb.i:
            start = min(subtree(thing)[0], subtree(predicate)[0]) if thing is not None else subtree(predicate)[0]
            if start < verb.i:
                return [*([subtree(thing)] if thing is not None else []), subtree(predicate)]
            return [(start, subtree(predicate)[1])]
        if thing is not None and thing.i > verb.i and "o" not in frames:
            last = max(
                (one.right_edge.i + 1 for one in verb.children if one.dep_ in {"dobj", "npadvmod", "appos"}), default=0
            )
            if last > subtree(thing)[1] or last - subtree(thing)[0] > 2:
                return [(subtree(thing)[0], last)]
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
        if word == "of":
            return [(role.i + 1, subtree(role)[1])]
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
    if thing is None or "o" not in entry.frames:
        return []
    if thing.pos_ == "PRON" and thing.lower_ not in {"what", "it", "this", "that", "which"}:
        return []
    return [subtree(thing)]


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
