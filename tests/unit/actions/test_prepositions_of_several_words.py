# ruff: noqa: ANN001 - fixtures and parameters say what they are by name
"""The words of "in exchange for" are nobody that anything is done to."""

from __future__ import annotations

import pytest

from pipeline.lexicon.table import rows

EXAMPLES = {row.text("phrase"): row.text("example") for row in rows("prepositions.tsv", ("phrase", "as", "example"))}


@pytest.mark.parametrize(("phrase", "example"), EXAMPLES.items(), ids=EXAMPLES)
def test_the_noun_of_a_preposition_is_nobody(coded, phrase: str, example: str) -> None:
    assert phrase in example
    noun = phrase.split()[-2]
    assert all(noun not in (*actors, *recipients) for _, _, _, actors, recipients, _ in coded(example))
