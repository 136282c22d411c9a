"""The action lexicon: which words name which action, in tables that a linguist can edit (README.md beside this file)."""

from pipeline.lexicon.actions.reader import Entry, Lexicon, lexicon

__all__ = ["Entry", "Lexicon", "lexicon"]
