"""Our own sentences, phenomenon by phenomenon: who says what is found, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from pipeline.code.statements import find_statements
from tests.quality.statements import marked

_HERE = Path(__file__).parent

TABLE = yaml.safe_load((_HERE / "sayings.yaml").read_text(encoding="utf-8"))
CASES = [
    pytest.param(case, id=f"{name}-{number}") for name, cases in TABLE.items() for number, case in enumerate(cases, 1)
]


@pytest.mark.parametrize("case", CASES)
def test_a_claim_would_pass_for_a_fact(case: str):
    text, expected = marked.read(case)
    document = marked.parsed(text)
    found = [
        (
            marked.words(document.span(*draft.source).text) if draft.source else None,
            marked.words(document.span(*draft.cue).text) if draft.cue else [],
            [word for piece in sorted(draft.content) for word in marked.words(document.span(*piece).text)],
        )
        for draft in find_statements(document)
    ]
    assert len(found) == len(expected), found
    for saying in expected:
        content = [word for piece in saying.content for word in marked.words(piece)]
        match = next((one for one in found if one[2] == content), None)
        assert match is not None, found
        if saying.source is None:
            assert match[0] is None
        else:
            assert match[0] is not None
            assert marked.words(saying.source)[-1] in match[0]
            assert match[0][: len(marked.words(saying.source))] == marked.words(saying.source)
        spoken = marked.words(saying.cue)
        assert not spoken or set(spoken) & set(match[1])
