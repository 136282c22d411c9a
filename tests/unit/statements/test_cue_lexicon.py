"""A wrong line in a lexicon of cues is named with its file and line, and the shipped files are right."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib.resources import files
from pathlib import Path

import pytest

from pipeline.code.statements import lexicon
from pipeline.errors import LexiconError
from pipeline.lexicon import table

Edit = Callable[[str, str], None]


@pytest.fixture
def edited(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Edit]:
    """Puts one more line into a copy of a lexicon file."""

    def edit(name: str, line: str) -> None:
        source = files("pipeline.lexicon").joinpath("statements")
        for one in source.iterdir():
            if one.name.endswith(".tsv"):
                folder = tmp_path / "statements"
                folder.mkdir(exist_ok=True)
                (folder / one.name).write_text(one.read_text(encoding="utf-8"), encoding="utf-8")
        with (tmp_path / "statements" / name).open("a", encoding="utf-8") as file:
            file.write(line + "\n")
        monkeypatch.setattr(table, "FOLDER", tmp_path)
        for cached in (lexicon.verbs, lexicon.nouns, lexicon.adjectives, lexicon.families):
            cached.cache_clear()

    yield edit
    for cached in (lexicon.verbs, lexicon.nouns, lexicon.adjectives, lexicon.families):
        cached.cache_clear()


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("say\tq\treport", "3 values for 4 columns"),
        ("blurt\tq,zz\treport\tsay", "no such frame: zz"),
        ("blurt\tq\tgossip\tsay", "no such stance: gossip"),
        ("blurt\tq\treport\tnoise", "no such family: noise"),
        ("say\tq\treport\tsay", "stands here twice"),
    ],
)
def test_an_editor_would_not_learn_which_line_is_wrong(edited: Edit, line: str, complaint: str):
    edited("verbs.tsv", line)
    with pytest.raises(LexiconError, match=complaint) as error:
        lexicon.verbs()
    assert "verbs.tsv, line" in str(error.value)


def test_a_noun_twice_would_go_unseen(edited: Edit):
    edited("nouns.tsv", "claim\tclaim\tclaim")
    with pytest.raises(LexiconError, match=r"nouns\.tsv, line"):
        lexicon.nouns()


def test_the_shipped_cues_would_not_load():
    assert lexicon.verbs()["say"].frames >= {"q", "c"}
    assert lexicon.verbs()["accuse"].stance == "claim"
    assert lexicon.nouns()["denial"] == "denial"
    assert lexicon.adjectives()["clear"] == "report"
    assert lexicon.media()["communiqué"] == "statement"
    assert "plan" in lexicon.matters()


def test_a_family_would_stand_without_its_reason():
    used = {verb.family for verb in lexicon.verbs().values()}
    assert used <= set(lexicon.families())
    assert all(reason for reason in lexicon.families().values())
