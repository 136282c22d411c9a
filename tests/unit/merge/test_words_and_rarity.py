"""Which words tell what an article is about."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import LexiconError
from pipeline.lexicon import table
from pipeline.merge import words
from pipeline.merge.neighbours import Neighbours
from pipeline.merge.words import share, stems, telling, terms


def test_inflected_forms_of_a_word_meet() -> None:
    assert len(set(stems("remove removes removed removing"))) == 1
    assert len(set(stems("city cities"))) == 1
    assert list(stems("a 7 of 21 girls")) == ["21", "girl"]


def test_words_of_every_article_say_nothing_and_those_of_no_list_most() -> None:
    assert telling(["The minister said that Zarqa was hit"], 9) == ["minister", "zarqa", "hit"]
    assert share("the") > share("minister") > share("court") > share("zarqa") == 0


def test_the_headline_and_the_lead_count_more_than_the_background() -> None:
    found = terms("Zarqa dam bursts", "The Zarqa dam burst. " + "filler " * 60 + "In 1998 a bridge at Kufra fell.")
    assert found["zarqa"] > found["kufra"]
    assert "the" not in found


@given(st.text(max_size=300), st.text(max_size=2000))
def test_an_article_has_few_terms_whatever_its_text(title: str, text: str) -> None:
    assert len(terms(title, text)) <= 64


def test_one_word_repeated_without_end_is_one_term() -> None:
    assert list(terms(None, "spam " * 100_000)) == ["spam"]


def test_a_name_that_many_reports_hold_becomes_common() -> None:
    window = Neighbours()
    before = window.rarity("zarqa")
    for number in range(50):
        window.add(str(number), {"zarqa": 1.0}, number)
    assert window.rarity("zarqa") < before - 3
    for number in range(50):
        window.remove(str(number))
    assert window.rarity("zarqa") == before


def test_the_nearest_report_comes_first_and_those_of_other_things_not_at_all() -> None:
    window = Neighbours()
    window.add("same", {"zarqa": 2.0, "dam": 2.0, "burst": 1.0}, 1)
    window.add("related", {"zarqa": 1.0, "election": 2.0, "mayor": 2.0}, 2)
    window.add("other", {"copper": 2.0, "strike": 2.0}, 3)
    near = window.near({"zarqa": 2.0, "dam": 2.0, "valley": 1.0}, 0.05)
    assert list(near) == ["same", "related"]
    assert near["same"] > near["related"]


def test_a_report_without_words_is_near_to_nothing() -> None:
    window = Neighbours()
    window.add("empty", {}, 4)
    window.add("other", {"zarqa": 1.0}, 5)
    assert window.near({}, 0.05) == {}
    window.remove("empty")
    window.remove("never there")


def test_a_wrong_line_in_the_list_of_common_words_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "merge").mkdir()
    (tmp_path / "merge" / "common.tsv").write_text("share\twords\nmost\tthe|and\n", encoding="utf-8")
    monkeypatch.setattr(table, "FOLDER", tmp_path)
    with pytest.raises(LexiconError, match=r"common\.tsv"):
        words._common.__wrapped__()
