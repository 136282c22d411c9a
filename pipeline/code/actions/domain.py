"""What an article is about by its words: "attack" in a match report or a campaign, "rally" of stocks are no conflict.

A senator who is beaten in a primary has lost no match, and a plaintiff who wins has won none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.lexicon.plover import PLOVER

if TYPE_CHECKING:
    from pipeline.code.actions.tree import Tree
    from pipeline.lexicon.actions import Entry

# Share of an article's words, and how many different ones, that make it a report of sport, markets or elections.
# Every other kind of article measured had less than half of it.
_SPORT, _MARKET, _POLITICS, _DIFFERENT = 0.03, 0.06, 0.02, 5
_REACH = 80  # words to each side: a sentence without a stop must not be walked for each of its verbs
_ENDS = frozenset({".", "!", "?"})


class Domain:
    """Judges one tree; counts its words when first asked."""

    def __init__(self, tree: Tree, classes: dict[str, frozenset[str]]) -> None:
        self._tree, self._classes = tree, classes
        self._known: tuple[bool, bool, bool] | None = None

    def figurative(self, index: int, entry: Entry, *, willed: bool) -> bool:
        """Whether the word has the sense of its field here. ``willed``: somebody, not a price, is its subject."""
        if "sporting" in entry.flags:
            return not self._is_about()[0]
        word, classes = self._tree.lemma[index], self._classes
        if entry.type == "APPOINT":  # "dropped the striker"; but who fires his coach does so in sport too
            return word in classes["sportswap"] and self._is_about()[0] and not self._speaks_of("grave", index)
        if entry.type not in PLOVER:
            return False
        if word in classes["sportsense"] and self._is_about()[0] and not self._speaks_of("grave", index):
            return True
        if entry.type == "ASSAULT" and word in classes["politicsense"] and self._is_about()[2]:
            return not self._speaks_of("violent", index)
        return word in classes["marketsense"] and not willed and self._is_about()[1]

    def contest(self, index: int) -> str | None:
        """What is won or lost here where it is no match: "ELECT" a vote, "COURT" a case; None for sport."""
        if self._tree.lemma[index] == "rally":
            return "ELECT" if self._speaks_of("politicword", index) else None
        if self._tree.lemma[index] not in self._classes["contest"] or self._speaks_of("sportword", index):
            return None
        if self._speaks_of("pollword", index):
            return "ELECT"
        if self._speaks_of("suitword", index):
            return "COURT"
        sport, _, politics = self._is_about()
        return "ELECT" if politics and not sport else None

    def _is_about(self) -> tuple[bool, bool, bool]:
        if self._known is None:
            sport, market = self._share("sportword", _SPORT), self._share("marketword", _MARKET)
            self._known = sport, market, self._share("politicword", _POLITICS)
        return self._known

    def _share(self, name: str, least: float) -> bool:
        words = self._classes[name]
        found = [lemma for lemma in self._tree.lemma if lemma in words]
        return len(found) >= least * self._tree.size and len(set(found)) >= _DIFFERENT

    def _speaks_of(self, name: str, index: int) -> bool:
        """Whether the sentence holds a word of this class: of police, courts and weapons, as fans do fight."""
        tree, words = self._tree, self._classes[name]
        for side in (range(index - 1, max(-1, index - _REACH), -1), range(index + 1, min(tree.size, index + _REACH))):
            for at in side:
                if tree.lower[at] in _ENDS:
                    break
                if tree.lemma[at] in words:
                    return True
        return False
