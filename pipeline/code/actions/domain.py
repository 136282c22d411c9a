"""What an article is about by its words: in a match report "attack", in a market report "rally" are no conflict."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.lexicon.plover import PLOVER

if TYPE_CHECKING:
    from pipeline.code.actions.tree import Tree
    from pipeline.lexicon.actions import Entry

# Share of an article's words, and how many different ones, that make it a report of sport or of markets.
# Every other kind of article measured had less than half of it.
_SPORT, _MARKET, _DIFFERENT = 0.03, 0.06, 5
_ENDS = frozenset({".", "!", "?"})


class Domain:
    """Judges one tree; counts its words when first asked."""

    def __init__(self, tree: Tree, classes: dict[str, frozenset[str]]) -> None:
        self._tree, self._classes = tree, classes
        self._known: tuple[bool, bool] | None = None

    def figurative(self, index: int, entry: Entry, *, willed: bool) -> bool:
        """Whether the word has the sense of its field here. ``willed``: somebody, not a price, is its subject."""
        if entry.type not in PLOVER:
            return False
        word, classes = self._tree.lemma[index], self._classes
        if word in classes["sportsense"] and self._is_about()[0] and not self._grave(index):
            return True
        return word in classes["marketsense"] and not willed and self._is_about()[1]

    def _is_about(self) -> tuple[bool, bool]:
        if self._known is None:
            self._known = self._share("sportword", _SPORT), self._share("marketword", _MARKET)
        return self._known

    def _share(self, name: str, least: float) -> bool:
        words = self._classes[name]
        found = [lemma for lemma in self._tree.lemma if lemma in words]
        return len(found) >= least * self._tree.size and len(set(found)) >= _DIFFERENT

    def _grave(self, index: int) -> bool:
        """Whether the sentence speaks of police, courts, weapons or politics: fans do fight."""
        tree, grave = self._tree, self._classes["grave"]
        for step in (-1, 1):
            at = index + step
            while 0 <= at < tree.size and tree.lower[at] not in _ENDS:
                if tree.lemma[at] in grave:
                    return True
                at += step
        return False
