"""``--where`` chooses records: whoever asks for sure events gets no others, and a slip is told as one."""

from __future__ import annotations

import pytest

from pipeline.cli.where import conditions, matches
from pipeline.errors import UsageError

EVENT = {
    "action": {"type": "ASSAULT"},
    "actors": [{"country": "RUS"}, {"country": None}],
    "confidence": 0.8,
    "date": None,
    "seen": True,
}


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("action.type=ASSAULT", True),
        ("action.type=AID", False),
        ("actors.country=RUS", True),
        ("date=null", True),
        ("confidence>=0.8", True),
        ("confidence>=0.81", False),
        ("confidence<=0.8", True),
        ("confidence<=.5", False),
        ("action.type>=0", False),
        ("date>=0", False),
        ("seen>=1", False),
        ("magnitude.killed>=1", False),
    ],
)
def test_records_are_chosen_by_value_and_by_size(wanted: str, found: bool) -> None:  # noqa: FBT001 - a line of the table
    assert matches(EVENT, conditions((wanted,))) is found


def test_all_conditions_hold_together() -> None:
    assert matches(EVENT, conditions(("confidence>=0.7", "action.type=ASSAULT")))
    assert not matches(EVENT, conditions(("confidence>=0.7", "action.type=AID")))


@pytest.mark.parametrize("slip", ["action.type", "=ASSAULT", "confidence>=high", ">=1", ""])
def test_a_slip_is_named_and_not_taken_for_an_empty_answer(slip: str) -> None:
    with pytest.raises(UsageError, match="--where"):
        conditions((slip,))
