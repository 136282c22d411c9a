from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.code.actors.numbers import add, range_at
from pipeline.records import Range


def _read(text: str) -> tuple[float | None, float | None] | None:
    words = text.split()
    found = range_at(words, 0, len(words))
    return (found[0].min, found[0].max) if found else None


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("at least a dozen", 12, None),
        ("tens of thousands of people", 20_000, None),
        ("hundreds of thousands", 200_000, None),
        ("up to 50", None, 50),
        ("as many as 300", None, 300),
        ("between 3 and 5", 3, 5),
        ("10 to 15", 10, 15),
        ("three or four", 3, 4),
        ("about 200", 200, 200),
        ("nearly 60,000", None, 60_000),
        ("more than 1.5 million", 1_500_000, None),
        ("half a million", 500_000, 500_000),
        ("two dozen", 24, 24),
        ("twenty - five", 25, 25),
        ("thirty six", 36, 36),
        ("a hundred", 100, 100),
        ("several hundred", 300, None),
        ("fewer than ten", None, 10),
        ("2.3 billion", 2_300_000_000, 2_300_000_000),
        ("40m", 40_000_000, 40_000_000),
        ("one thousand two hundred", 1_200, 1_200),
        ("a soldier", 1, 1),
    ],
)
def test_a_number_is_read_with_its_bounds(text: str, low: float | None, high: float | None) -> None:
    assert _read(text) == (low, high)


@pytest.mark.parametrize("text", ["the soldiers", "B-52 bombers", "v2.0", ""])
def test_words_without_a_number_count_nothing(text: str) -> None:
    assert _read(text) is None


def test_one_open_end_opens_the_sum() -> None:
    assert add([Range(min=3, max=3), Range(min=12)]) == Range(min=15)
    assert add([Range(max=3), Range(max=2)]) == Range(max=5)


@given(
    st.lists(
        st.sampled_from(
            [
                "a",
                "12",
                "dozen",
                "of",
                "tens",
                "thousands",
                "and",
                "or",
                "-",
                "half",
                "million",
                "up",
                "to",
                "at",
                "least",
                "x",
                "1,000",
                "two",
            ]
        ),
        max_size=25,
    )
)
def test_no_row_of_number_words_gives_an_impossible_range(row: list[str]) -> None:
    found = range_at(row, 0, len(row))
    if found is not None:
        counted, first, last = found
        assert 0 <= first < last <= len(row)
        if counted.min is not None and counted.max is not None:
            assert counted.min <= counted.max


@given(st.integers(min_value=0, max_value=999_999_999))
def test_digits_are_read_as_written(value: int) -> None:
    assert _read(f"{value:,}") == (value, value)
