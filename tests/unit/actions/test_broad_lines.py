# ruff: noqa: ANN001 - fixtures and parameters say what they are by name
"""Everyday verbs are events, but never at the cost of the event that is meant."""

from __future__ import annotations

import shutil

import pytest

from pipeline.lexicon.actions.reader import COLUMNS, FOLDER, read

EVERYDAY = {
    "a-plan": ("The town plans to widen the lane.", {"ANNOUNCE"}),
    "what-is-hoped-for": ("The heirs hope to sell the mill.", {"BUSINESS"}),
    "nobody-named": ("The mill was sold in May.", {"BUSINESS"}),
    "a-journey": ("The campers drove to the lake.", {"MOVE"}),
    "a-figure": ("Rents may fall in the port.", {"MARKET"}),
    "a-book": ("A nun wrote the diary.", {"CULTURE"}),
    "no-honest-type": ("The bread is good and the boy thinks so.", set()),
    "an-idiom": ("The party came to power in May.", set()),
}


@pytest.mark.parametrize("case", EVERYDAY)
def test_what_everyday_verbs_tell_can_be_asked_for(coded, case):
    text, types = EVERYDAY[case]
    assert {action[0] for action in coded(text)} == types


def test_an_everyday_verb_takes_no_event_from_a_narrower_line(coded):
    found = [action[0] for action in coded("The heirs made an offer of talks and rebels attacked a barracks.")]
    assert "ASSAULT" in found
    assert len(found) == len(set(found))


def test_an_everyday_verb_is_tried_after_every_other_line():
    for entries in read(FOLDER).by_trigger.values():
        broad = ["broad" in entry.flags for entry in entries if "lead" not in entry.flags]
        assert broad == sorted(broad)


def test_a_condition_with_a_question_mark_holds_where_nobody_is_named(tmp_path):
    shutil.copy(FOLDER / "classes.tsv", tmp_path)
    line = "sell\t\t\t\tsubj?@anybody obj:mill\tThe heirs sold the mill."
    (tmp_path / "business.tsv").write_text("\t".join(COLUMNS) + "\n" + line + "\n", encoding="utf-8")
    assert [ask[:2] for ask in read(tmp_path).entries[0].asks] == [("subj", None), ("obj", True)]
