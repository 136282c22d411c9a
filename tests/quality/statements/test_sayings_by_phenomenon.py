"""Our own sentences, phenomenon by phenomenon: who says what is found, and nothing else."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest
import yaml

from pipeline.code.statements import find_statements

_HERE = Path(__file__).parent
_SPEC = importlib.util.spec_from_file_location("marked_sayings", _HERE / "marked.py")
assert _SPEC and _SPEC.loader
marked = importlib.util.module_from_spec(_SPEC)
import sys  # noqa: E402 -- dataclasses look their module up

sys.modules["marked_sayings"] = marked
_SPEC.loader.exec_module(marked)

TABLE = yaml.safe_load((_HERE / "sayings.yaml").read_text(encoding="utf-8"))
CASES = [pytest.param(case, id=f"{name}-{number}") for name, cases in TABLE.items() for number, case in enumerate(cases, 1)]


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
        assert not marked.words(saying.cue) or set(marked.words(saying.cue)) & set(match[1])
