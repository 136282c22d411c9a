"""Whether a sentence turns from the story so far to another one, so that neither its day nor its place goes on."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from pipeline.lexicon.table import rows

if TYPE_CHECKING:
    from pipeline.parse.document import Document

_IN = frozenset({"in", "at"})
_SOON = 4  # words: "In yet another, unrelated case"


def turns(document: Document, index: int) -> bool:
    """Whether the sentence of this token does: "Elsewhere, raiders burned a school", "In another attack, ..."."""
    opening = [token.lower_ for token in document.sentence(index)[: _SOON + 1]]
    if not opening:
        return False
    return opening[0] in _words()["opening"] or (opening[0] in _IN and not _words()["another"].isdisjoint(opening[1:]))


@cache
def _words() -> dict[str, frozenset[str]]:
    """The lists. Raises LexiconError on a kind that is neither."""
    found = {"opening": frozenset[str](), "another": frozenset[str]()}
    for row in rows("turns.tsv", ("kind", "words")):
        if row.text("kind") not in found:
            raise row.error(f"unknown kind {row.text('kind')}")
        found[row.text("kind")] = frozenset(row.list("words"))
    return found
