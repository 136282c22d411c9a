"""A wrong line in a lexicon of certainty is named with its file and line; effects stay between -1 and 1."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.code.certainty import lexicon
from pipeline.errors import LexiconError
from pipeline.lexicon import table

CACHED = (
    lexicon.signatures,
    lexicon.relations,
    lexicon.predicates,
    lexicon.modals,
    lexicon.adverbs,
    lexicon.links,
    lexicon.forms,
)

Edit = Callable[[str, str], None]


@pytest.fixture
def edited(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Edit]:
    """Puts one more line into a copy of a lexicon file."""

    def edit(name: str, line: str) -> None:
        folder = tmp_path / "certainty"
        folder.mkdir()
        for one in files("pipeline.lexicon").joinpath("certainty").iterdir():
            if one.name.endswith(".tsv"):
                (folder / one.name).write_text(one.read_text(encoding="utf-8"), encoding="utf-8")
        with (folder / name).open("a", encoding="utf-8") as file:
            file.write(line + "\n")
        monkeypatch.setattr(table, "FOLDER", tmp_path)
        for cached in CACHED:
            cached.cache_clear()

    yield edit
    for cached in CACHED:
        cached.cache_clear()


@pytest.mark.parametrize(
    ("name", "line", "load", "complaint"),
    [
        ("signatures.tsv", "odd\t1\t0\t0", "signatures", "4 values for 7 columns"),
        ("signatures.tsv", "odd\t2\t0\t0\t\twhy\twho", "signatures", "not between"),
        ("signatures.tsv", "odd\tmuch\t0\t0\t\twhy\twho", "signatures", "no number"),
        ("predicates.tsv", "ponder\tverb\tnowhere", "predicates", "no such class"),
        ("predicates.tsv", "fail\tverb\tavert", "predicates", "stands here twice"),
        ("modals.tsv", "dast\t0.5\t-0.5\tsometime\twhy\twho", "modals", "no such time"),
    ],
)
def test_an_editor_would_not_learn_which_line_is_wrong(edited: Edit, name: str, line: str, load: str, complaint: str):
    edited(name, line)
    with pytest.raises(LexiconError, match=complaint) as error:
        getattr(lexicon, load)()
    assert f"{name}, line" in str(error.value)


@given(st.floats(-1, 1), st.floats(-1, 1), st.floats(-1, 1), st.floats(-1, 1))
def test_an_event_would_be_surer_than_sure(holds: float, between: float, denied: float, governor: float):
    assert -1 <= lexicon.Effect("any", holds, between, denied).of(governor) <= 1


def test_an_effect_would_miss_its_three_points():
    effect = lexicon.Effect("any", 0.9, 0.2, -0.5)
    assert effect.of(1) == pytest.approx(0.9)
    assert effect.of(0) == pytest.approx(0.2)
    assert effect.of(-1) == pytest.approx(-0.5)


def test_a_class_would_stand_without_its_reason():
    for name in ("signatures", "relations", "modals", "adverbs", "links", "forms"):
        for line in (
            files("pipeline.lexicon").joinpath("certainty", f"{name}.tsv").read_text(encoding="utf-8").splitlines()
        ):
            if line and not line.startswith("#"):
                *_, reason, source = line.split("\t")
                assert reason, line
                assert source, line
