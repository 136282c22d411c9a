"""The marks of punctuation that matter to speech: quotation marks of all kinds, dashes, and what may hang loose."""

# ruff: noqa: RUF001 -- look-alike marks are the subject here

from __future__ import annotations

import re

MARK = re.compile("[\"“”„«»‘’‚`']{1,2}")
OPENING = frozenset("“„«‘‚")
CLOSING = frozenset("”»")
SINGLE = frozenset("'’‘‚`")
LOW = {"„": "“", "‚": "‘"}
APOSTROPHE = re.compile("['’]")

DASHES = frozenset({"-", "--", "—", "–", "―"})
PAUSES = DASHES | {","}
STOPS = frozenset({".", "!", "?"})
DOTS = frozenset({"...", "…"})
LOOSE = DASHES | DOTS | {",", ";", ":", ".", "and", "but"}
"""What is cut off the ends of a content span."""
