"""An engine one of whose lexicon files has a wrong line."""

from __future__ import annotations

from pipeline.code.light import LightEngine
from pipeline.errors import LexiconError


class BrokenEngine(LightEngine):
    """Cannot be loaded."""

    def __init__(self) -> None:
        raise LexiconError("actions/assault.tsv, line 3: 'ASSUALT' is no action type")
