# ruff: noqa: ANN001 - fixtures and parameters say what they are by name
"""What wires tell most, in plain sentences of our own: each must be an event, of its type and with those who take part."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from pipeline.records import Extraction, RawArticle
from pipeline.run import extract_batch

FILE = Path(__file__).parent / "happenings.tsv"
# One sentence is too short for the language to be sure of.
FILLING = "The weather in the north was cold and wet, and most of the people stayed at home with their families."


def cases() -> list[list[str]]:
    lines = [line for line in FILE.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    return [line.split("\t") for line in lines[1:]]


@pytest.fixture(scope="module")
def told() -> dict[str, set[tuple[str, str, str]]]:
    """The events of each sentence: type, actors, recipients."""
    now = datetime.now(UTC)
    sentences = [sentence for sentence, *_ in cases()]
    raws = [
        RawArticle(id=sentence, text=f"{sentence}\n{FILLING}", published_at="2026-03-12T12:00:00Z").to_json()
        for sentence in sentences
    ]
    found = {}
    for sentence, result in zip(sentences, extract_batch(raws, [now] * len(raws)), strict=True):
        assert isinstance(result, Extraction)
        found[sentence] = {
            (
                event.action.type,
                " & ".join(actor.text for actor in event.actors),
                " & ".join(recipient.text for recipient in event.recipients),
            )
            for event in result.events
        }
    return found


@pytest.mark.parametrize(("sentence", "kind", "actors", "recipients"), cases(), ids=lambda value: value[:40])
def test_a_plain_happening_would_be_missed(told, sentence, kind, actors, recipients):
    assert (kind, actors, recipients) in told[sentence]
