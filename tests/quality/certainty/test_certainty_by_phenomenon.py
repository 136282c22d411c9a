"""Our own sentences, phenomenon by phenomenon: how surely an event is put, and when."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest
import yaml

from pipeline.code.certainty import assess
from pipeline.parse.document import Document
from pipeline.parse.model import parse_many
from pipeline.records import CleanArticle
from pipeline.settings import settings

TABLE = yaml.safe_load((Path(__file__).parent / "events.yaml").read_text(encoding="utf-8"))
CASES = [
    pytest.param(case, id=f"{name}-{number}") for name, cases in TABLE.items() for number, case in enumerate(cases, 1)
]
BANDS = {"fact": (2.2, 3.0), "likely": (0.9, 2.7), "open": (-0.6, 2.0), "unlikely": (-2.6, 0.7), "not": (-3.0, -1.0)}
"""The bands overlap as people's judgments do: a figure inside its band tells a subscriber the right thing."""
_EVENT = re.compile(r"\{(\w+) (\w+)(?: (\w+))?\}")


@cache
def _parsed(text: str) -> Document:
    article = CleanArticle(
        article_id="own",
        received_at=datetime(2025, 12, 2, tzinfo=UTC),
        language="en",
        language_confidence=1.0,
        text=text,
    )
    return parse_many([article], settings().spacy_model)[0]


@pytest.mark.parametrize("case", CASES)
def test_what_did_not_happen_would_be_counted(case: str):
    text = _EVENT.sub(lambda match: match.group(1), case)
    document = _parsed(text)
    shift = 0
    for match in _EVENT.finditer(case):
        word, band, time = match.groups()
        at = match.start() - shift
        shift += len(match.group()) - len(word)
        found = assess(document, document.token_at(at), [])
        low, high = BANDS[band]
        assert low <= found.factuality <= high, (word, found)
        assert time is None or found.time_relation == time, (word, found)
        assert (found.polarity == "negative") == (found.factuality < 0)
