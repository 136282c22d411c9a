"""The grammar's own examples, and what no text may do to it."""

from __future__ import annotations

import re
import time
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.code.dates import lexicon, scan
from pipeline.code.dates.context import Anchor, Tense
from pipeline.code.dates.grammar import find_timex
from pipeline.code.dates.lexicon import grammar
from pipeline.code.dates.resolve import READERS
from pipeline.errors import LexiconError

ANCHOR = Anchor(date(2025, 5, 15), None, "published_at")  # a Thursday
ANCHORS = st.dates(date(2, 1, 1), date(9998, 12, 31))
WORDS = sorted(grammar().words) + [" ".join(parts) for listed in grammar().phrases.values() for parts, _, _ in listed]
PIECES = st.sampled_from(
    [
        *WORDS,
        *(word.capitalize() for word in WORDS),
        "1999",
        "12",
        "3",
        "31",
        "5:30",
        "1/2",
        "2024-02-29",
        "12/01/2025",
        "1980s",
        "'98",
        "'s",
        ",",
        "-",
        "–",
        "$",
        "%",
        ".",
        "\n",
        "/",
        "3rd",
        "1,500",
        "Smith",
        "troops",
        "Q3",
        "99999999999",
    ]
)
NEWSY = st.lists(st.tuples(PIECES, st.sampled_from([" ", "", " ", "\n"])), max_size=40).map(
    lambda parts: "".join(word + space for word, space in parts)
)


def values(text: str, anchor: Anchor = ANCHOR, tense: Tense | None = None) -> list[tuple[str, str]]:
    found = find_timex(text, anchor, (lambda _start, _end: tense) if tense else None)
    return [(text[named.start : named.end], named.reading.value) for named in found]


@pytest.mark.parametrize("rule", grammar().rules, ids=lambda rule: f"{rule.kind}: {rule.example[:40]}")
def test_every_rule_reads_its_own_example(rule: lexicon.Rule):
    text, _, expected = rule.example.rpartition("->")
    spans = re.findall(r"\[(.*?)\]", text)
    plain = text.replace("[", "").replace("]", "").rstrip()
    assert values(plain) == list(zip(spans, expected.split(), strict=True))


def test_every_kind_of_rule_has_a_reader_and_none_is_left_over():
    assert {rule.kind for rule in grammar().rules} == set(READERS)


@pytest.mark.parametrize(
    "text",
    [
        "The 34-year-old was aged 45.",
        "She is 30 years old and has a 5-month-old son.",
        "Theresa May said it may be time to march.",
        "They spent $2020 on 2,025 chairs and 1,999 lamps.",
        "The council passed Resolution 1973 on Route 1995.",
        "Some 2000 troops crossed.",
        "A report in the Sunday Times named him.",
        "The Arab Spring began there.",
        "It was the second time; they fell back.",
        "Shares rose 12.5 percent to 1,204.30.",
        "She was in her 40s.",
    ],
)
def test_what_only_looks_like_a_time_is_left_alone(text: str):
    assert values(text) == []


@pytest.mark.parametrize(
    ("text", "tense", "expected"),
    [
        ("The council met Tuesday.", "past", [("Tuesday", "2025-05-13")]),
        ("The council will meet Tuesday.", "future", [("Tuesday", "2025-05-20")]),
        ("The council met on Thursday.", "past", [("Thursday", "2025-05-15")]),
        ("They will vote in December.", "future", [("December", "2025-12")]),
        ("They voted in December.", "past", [("December", "2024-12")]),
        ("The loan falls due Dec. 7.", "future", [("Dec. 7", "2025-12-07")]),
        ("It will report first-quarter results.", "future", [("first-quarter", "2025-Q1")]),
        ("They met over the weekend.", "past", [("the weekend", "2025-W19-WE")]),
    ],
)
def test_the_tense_decides_between_last_and_next(text: str, tense: Tense, expected: list[tuple[str, str]]):
    assert values(text, tense=tense) == expected


def test_a_story_is_followed_from_day_to_day():
    text = "He was shot on March 3, 2024. The next morning he was flown out. A week later he died. That night crowds gathered."
    assert values(text) == [
        ("March 3, 2024", "2024-03-03"),
        ("The next morning", "2024-03-04TMO"),
        ("A week later", "2024-W11"),
        ("That night", "2024-03-04TNI"),
    ]


def test_results_are_compared_with_the_same_quarter_a_year_before():
    text = "Profit rose in the third quarter of 2024. A year earlier it had a loss. Sales in the year-earlier quarter fell."
    assert [value for _, value in values(text)] == ["2024-Q3", "2023-Q3", "2023-Q3"]


def test_without_an_anchor_relative_times_keep_their_form_and_name_no_day():
    text = "On Sunday, after last month's talks, they left yesterday, in June, three days ago and in the third quarter."
    found = find_timex(text)
    assert [named.reading.value for named in found] == [
        "XXXX-WXX-7",
        "XXXX-XX",
        "XXXX-XX-XX",
        "XXXX-06",
        "PAST_REF",
        "XXXX-Q3",
    ]
    assert all(named.reading.first is None and named.reading.anchor is None for named in found)


def test_what_is_explicit_needs_no_anchor_and_says_so():
    (named,) = find_timex("It began on 24 February 2022.")
    assert (named.reading.value, named.reading.anchor) == ("2022-02-24", "explicit")


def test_hours_count_from_the_hour_of_publication():
    anchor = Anchor(date(2024, 3, 1), datetime(2024, 3, 1, 1, 30), "published_at")  # noqa: DTZ001 - local to the outlet
    assert values("It fell two hours ago.", anchor) == [("two hours ago", "2024-02-29T23:30")]


@settings(max_examples=300, deadline=None)
@given(
    text=st.one_of(st.text(max_size=300), NEWSY),
    anchor=st.one_of(st.none(), ANCHORS),
    tense=st.sampled_from(["past", "future", None]),
)
def test_no_text_breaks_it_and_every_span_is_the_texts(text: str, anchor: date | None, tense: Tense | None):
    found = find_timex(text, Anchor(anchor, None, "published_at"), lambda _start, _end: tense)
    ends = 0
    for named in found:
        assert ends <= named.start < named.end <= len(text)
        assert text[named.start : named.end].strip() == text[named.start : named.end]
        ends = named.end
        first, last = named.reading.first, named.reading.last
        assert (first is None) == (last is None)
        assert first is None or (last is not None and first <= last)


FILLER = "Shopkeepers reopened stalls near burned depots while drivers queued along dusty lanes beside shuttered mills "


@settings(max_examples=60, deadline=None)
@given(
    parts=st.lists(
        st.tuples(st.sampled_from([rule.example.partition("->")[0] for rule in grammar().rules]), st.integers(0, 3)),
        max_size=6,
    )
)
def test_passing_over_text_without_times_loses_none(parts: list[tuple[str, int]]):
    text = "".join(example.replace("[", "").replace("]", "") + FILLER * fill for example, fill in parts)
    fast = find_timex(text, ANCHOR)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(scan, "windows", lambda whole, _cores: iter([(0, len(whole))]))
        assert find_timex(text, ANCHOR) == fast


@pytest.mark.parametrize(
    "text",
    [
        "one " * 5_000,
        "the first half of the end of " * 800,
        "1-" * 5_000,
        "early late mid-" * 2_000,
        "9" * 50_000 + " years ago",
        "Monday, " * 2_000,
        "twenty-" * 3_000 + "year",
        "'" * 50_000,
        "May" * 20_000,
        "year" + "-the" * 5_000,
    ],
    ids=lambda text: text[:12],
)
def test_hostile_text_is_read_in_linear_time(text: str):
    def seconds(times: int) -> float:
        began = time.process_time()
        find_timex(text * times, ANCHOR)
        return time.process_time() - began

    assert seconds(6) < 6 * 3 * seconds(2) / 2 + 0.3


def test_a_wrong_line_of_the_lexicon_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    folder = tmp_path / "dates"
    folder.mkdir()
    (folder / "rules.tsv").write_text("year\tYEARNUMBER\tIn [1999] -> 1999\n", encoding="utf-8")
    monkeypatch.setattr(lexicon, "files", lambda _package: tmp_path)
    with pytest.raises(LexiconError, match=r"rules\.tsv:1.*YEARNUMBER"):
        lexicon._rules({"YEARNUM": "y"})
    (folder / "holidays.tsv").write_text("# name\trule\nchristmas 12-25\n", encoding="utf-8")
    with pytest.raises(LexiconError, match=r"holidays\.tsv:2"):
        list(lexicon.lines("holidays.tsv", 2))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It starts at 6pm.", [("6pm", "2025-05-15T18:00")]),
        ("It fell at 3:30pm GMT.", [("3:30pm GMT", "2025-05-15T15:30")]),
        ("It fell at 6.10am.", [("6.10am", "2025-05-15T06:10")]),
        ("It fell at 1915 local time.", [("1915 local time", "2025-05-15T19:15")]),
        ("I, 45, am here.", []),
        ("It fell on Monday. It rose at 7 p.m.", [("Monday", "2025-05-12"), ("7 p.m.", "2025-05-12T19:00")]),
    ],
)
def test_an_hour_would_be_lost_or_put_on_the_day_of_the_report(text: str, expected: list[tuple[str, str]]):
    assert values(text, tense="past") == expected


def test_a_date_behind_a_weekday_would_be_another_day():
    found = values("Police look into a fire late Saturday night, March 31, 2018.", tense="present")
    assert found == [("late Saturday night", "2018-03-31TNI"), ("March 31, 2018", "2018-03-31")]
    assert values("They met on Monday (May 5).", tense="past") == [("Monday", "2025-05-05"), ("May 5", "2025-05-05")]
    assert values("They met on Monday (May 6 was free).", tense="past")[0][1] == "2025-05-12"
