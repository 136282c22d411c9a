"""One key for the ways a place's name is written: case, accents, apostrophes, hyphens, "St." and "Saint"."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from hashlib import blake2b

# Letters that no decomposition takes apart.
_LETTERS = str.maketrans(
    {
        "ø": "o", "đ": "d", "ð": "d", "ł": "l", "\u0131": "i", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ħ": "h",
        "'": "", "\u2018": "", "\u2019": "", "\u02bc": "", "\u02bb": "", "\u02b9": "", "`": "", "\u00b4": "", ".": "",
        "\u02bf": "", "\u02be": "", "-": " ", "\u2010": " ", "\u2011": " ", "\u2013": " ", "/": " ", ",": " ", "&": " and ",
    }
)  # fmt: skip
_FIRST = {"saint": "st", "sainte": "ste", "mount": "mt", "fort": "ft"}
_SPACES = re.compile(r"\s+")


@lru_cache(maxsize=65536)
def key(name: str) -> str:
    """The key under which a name is looked up: "Saint-Étienne" and "St. Etienne" share one."""
    lowered = name.casefold()
    if not lowered.isascii():
        lowered = "".join(char for char in unicodedata.normalize("NFKD", lowered) if not unicodedata.combining(char))
    words = _SPACES.split(lowered.translate(_LETTERS).strip())
    if len(words) > 1:
        if words[0] == "the":
            words = words[1:]
        words[0] = _FIRST.get(words[0], words[0])
    return " ".join(words)


def digest(name_key: str) -> int:
    """A key's 64 bits in the gazetteer's index."""
    return int.from_bytes(blake2b(name_key.encode("utf-8", "replace"), digest_size=8).digest(), "little")


def is_latin(name: str) -> bool:
    """Whether English news could write it so: Latin letters with or without accents."""
    return all(char < "\u0250" or "\u1e00" <= char <= "\u1eff" or char in "\u2018\u2019\u02bc\u02bb" for char in name)
