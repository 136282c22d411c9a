"""What `up --demo` prints is readable, true to the event, and can't steer the terminal."""

from __future__ import annotations

import unicodedata
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from pipeline.local.show import event_lines, printable, top
from pipeline.records import Action, ActorMention, Attribution, DateMention, Event, PlaceMention, Span


def event(sentence: str = "Rebels did not attack the port of Adra on Monday, the army said.") -> Event:
    return Event(
        event_id="e",
        article_id="a",
        source="Harbour Post",
        sentence=Span(start=0, end=len(sentence), text=sentence),
        action=Action(
            start=0, end=6, text="attack", lemma="attack", type="ASSAULT", mode="explosives", ontology="plover"
        ),
        actors=[ActorMention(start=0, end=6, text="Rebels", name="Rebels", country="SYR", sector="REB")],
        recipients=[],
        location=PlaceMention(start=0, end=4, text="Adra", name="Adra", country="SYR"),
        date=DateMention(
            start=0,
            end=6,
            text="Monday",
            timex="2026-02-02",
            first_day="2026-02-02",
            last_day="2026-02-02",
            granularity="day",
        ),
        attribution=Attribution(
            statement_id="s",
            kind="indirect",
            source=ActorMention(start=0, end=8, text="the army", name="army"),
        ),
        certainty="certain",
        polarity="negative",
        factuality=-3.0,
        time_relation="past",
        confidence=0.5,
        extractor="test",
    )


def test_an_events_line_says_who_did_what_where_when_and_who_says_so():
    line, sentence = event_lines(event()).plain.split("\n")
    assert line == (
        "ASSAULT/explosives     Rebels (SYR REB) [not] attack -  at Adra (SYR)  on 2026-02-02  certain  says army"
    )
    assert sentence.strip() == "Rebels did not attack the port of Adra on Monday, the army said."


def test_an_outlets_own_word_is_told_from_a_source_that_is_not_named():
    own = event().model_copy(update={"attribution": None})
    assert event_lines(own).plain.split("\n")[0].endswith("Harbour Post itself")
    unnamed = event().model_copy(update={"attribution": Attribution(statement_id="s", kind="indirect")})
    assert event_lines(unnamed).plain.split("\n")[0].endswith("says somebody unnamed")


@given(st.text(max_size=400))
def test_news_text_cannot_steer_the_terminal(sentence: str):
    shown = event_lines(event("x" + sentence)).plain
    assert shown.count("\n") == 1
    assert not [c for c in shown if unicodedata.category(c) in {"Cc", "Cf", "Cs"} and c != "\n"]


def test_right_to_left_marks_and_escapes_are_blanked():
    assert printable("a\u202eb\x1b[2Jc\u2066d") == "a b [2Jc d"


def test_top_counts_are_in_order_and_cut():
    assert top("Events", Counter({"A": 3, "B": 12, "C": 1}), rows=2).plain == "Events\n  12  B\n   3  A"
