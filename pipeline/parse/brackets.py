"""Mends a name whose letters stand in brackets behind it: "Swiss Radio International (SRI) said".

The small model makes the letters the head and the name its modifiers, or cuts the name at its "and" ("the Statistics and Census
Service (SCS)"), so that "International" or "Statistics" speaks. The last word of the name becomes the head, the letters stand
in apposition to it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_SMALL = frozenset({"of", "and", "the", "for", "&", "in", "on", "de", "la", "du", "des"})
_PHRASAL = frozenset({"of", "for", "in", "on"})
_LONGEST = 10
_FEWEST, _MOST = 2, 8  # letters


def mend_brackets(doc: Doc) -> None:
    """Hang such letters on their name, in place."""
    for token in doc:
        if 1 < token.i < len(doc) - 1 and token.nbor(-1).text == "(" and token.nbor(1).text == ")":
            first = _initials(token)
            if first is not None:
                _head_name(doc, first, token)


def _initials(letters: Token) -> int | None:
    """Where the name begins whose capitals these are; None when they are none's."""
    wanted = letters.text
    if not (wanted.isalpha() and wanted.isupper() and _FEWEST <= len(wanted) <= _MOST):
        return None
    missing = list(wanted)
    for index in range(letters.i - 2, max(-1, letters.i - 2 - _LONGEST), -1):
        word = letters.doc[index]
        if word.text[:1].isupper() and missing and word.text[:1] == missing[-1]:
            missing.pop()
            if not missing:
                return index
        elif word.lower_ not in _SMALL:
            return None
    return None


def _head_name(doc: Doc, first: int, letters: Token) -> None:
    name = list(doc[first : letters.i - 1])
    if any(word.lower_ in _PHRASAL for word in name):
        return  # "the Organization of American States (OAS)": its first noun is the head, and the parser finds it
    last = name[-1]
    group = {word.i for word in name} | {letters.i - 1, letters.i, letters.i + 1}
    tops = [word for word in (*name, letters) if word.head.i not in group or word.head.i == word.i]
    if len(tops) != 1 or tops[0].i == last.i or (tops[0].head.i == tops[0].i):
        return
    top = tops[0]
    last.head, last.dep_ = top.head, top.dep_
    for word in doc[max(0, first - _LONGEST) : min(len(doc), letters.i + _LONGEST)]:
        if word.i not in group and word.head.i in group:
            word.head = last
    for word in name[:-1]:
        word.head, word.dep_ = last, "cc" if word.lower_ in ("and", "&") else "compound"
    letters.head, letters.dep_ = last, "appos"
    for mark in (letters.nbor(-1), letters.nbor(1)):
        mark.head, mark.dep_ = letters, "punct"
