"""Which expression dates which event, on sentences in the manner of a wire."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from pipeline.code.dates import EventDates, find_dates
from pipeline.code.model import CodedAction, StatementDraft
from pipeline.parse.document import Document
from pipeline.parse.model import parse_many
from pipeline.records import CleanArticle, Event, Extraction
from pipeline.run import extract_batch
from pipeline.settings import Settings


def document(text: str) -> Document:
    article = CleanArticle(
        article_id="1",
        received_at=datetime(2025, 5, 16, tzinfo=UTC),
        published_at=datetime(2025, 5, 15, tzinfo=UTC),
        language="en",
        text=text,
    )
    return parse_many([article], Settings().spacy_model)[0]


def action(parsed: Document, word: str, kind: str = "ASSAULT") -> CodedAction:
    at = next(token.i for token in parsed.doc if token.text == word)
    return CodedAction(at, at, at + 1, parsed[at].lemma_, kind, None, None, [], "test")


def saying(parsed: Document, cue: str, content: str) -> StatementDraft:
    at = next(token.i for token in parsed.doc if token.text == cue)
    start = parsed.article.text.index(content)
    inside = parsed.tokens_in(start, start + len(content))
    return StatementDraft(None, None, (at, at + 1), at, [(inside[0], inside[-1] + 1)], "indirect", "report")


@pytest.mark.parametrize(
    "text",
    [
        "Police are investigating three shootings Wednesday night that wounded nine men.",
        "Deputies are responding to a crash on Wednesday.",
    ],
)
def test_a_shooting_that_is_looked_into_would_be_next_week(text: str) -> None:
    days = {mention.text: str(mention.first_day) for mention in find_dates(document(text))}
    assert set(days.values()) == {"2025-05-14"}


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("Rebels captured the town on Tuesday.", "captured", "Tuesday"),
        ("On Tuesday, rebels captured the town.", "captured", "Tuesday"),
        ("Tuesday's attack killed nine people.", "attack", "Tuesday"),
        ("The May 3 attack killed nine people.", "attack", "May 3"),
        ("Talks between the two sides began in Geneva on Monday.", "Talks", "Monday"),
        ("Rebels captured the town and burned its market on Tuesday.", "captured", "Tuesday"),
        ("Nine people were killed when a bomb exploded on Tuesday.", "killed", "Tuesday"),
        ("The army, which shelled the port last week, denied the charge on Monday.", "shelled", "last week"),
        ("The army, which shelled the port last week, denied the charge on Monday.", "denied", "Monday"),
        ("More were arrested than in 2019.", "arrested", None),
        ("As many were arrested as last week.", "arrested", None),
        ("They may be arrested as early as Friday.", "arrested", "Friday"),
        ("As of Monday, nine people were killed.", "killed", "Monday"),
        ("Roe was freed earlier but was arrested on Tuesday.", "freed", None),
        ("Roe was freed earlier but was arrested on Tuesday.", "arrested", "Tuesday"),
        ("Also recently, on Tuesday, troops closed their base.", "closed", "Tuesday"),
        ("The rebels recently captured the town.", "captured", "recently"),
        ("The vote was scheduled for the second Sunday of June.", "scheduled", None),
        ("Rebels captured the town.", "captured", None),
        ("Shares rose to their highest since May 3.", "rose", None),
        ("The country has been at war since 2014 and bombed a town.", "bombed", None),
        ("The country produces oil and intends to double its output by next year.", "produces", None),
        ("The country produces oil and intends to double its output by next year.", "double", "next year"),
        ("Rebels captured the town after months of fighting.", "captured", None),
        ("The summit, the grandest since the 1950s, will highlight peace.", "highlight", None),
    ],
)
def test_an_event_takes_the_date_that_the_parse_ties_to_it(text: str, word: str, expected: str | None):
    parsed = document(text)
    found = EventDates(parsed, find_dates(parsed)).of_action(action(parsed, word), [])
    assert (found.text if found else None) == expected


@pytest.mark.parametrize(
    ("second", "expected"),
    [
        ("Rebels said the bombing on Tuesday was revenge.", "Tuesday"),
        ("Rebels said the bombing on Tuesday was like the bombing on Monday.", None),
        ("A bombing on Tuesday was smaller.", None),
    ],
)
def test_an_event_that_is_taken_up_again_takes_the_day_named_then(second: str, expected: str | None):
    parsed = document(f"The toll of a truck bombing in the port rose. {second}")
    bombing = action(parsed, "bombing")
    found = EventDates(parsed, find_dates(parsed), [bombing]).of_action(bombing, [])
    assert (found.text if found else None) == expected


def test_a_verdict_does_not_take_the_day_of_the_crime():
    parsed = document("He was convicted of Monday's attack.")
    convicted, attack = action(parsed, "convicted", "COURT"), action(parsed, "attack")
    dates = EventDates(parsed, find_dates(parsed), [convicted, attack])
    assert dates.of_action(convicted, []) is None
    crime = dates.of_action(attack, [])
    assert crime is not None
    assert crime.text == "Monday"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "A blast killed nine people in the port. Police said the explosion late on Tuesday tore down a wall.",
            "late on Tuesday",
        ),
        ("A blast killed nine people in the port. The raid on Monday and the explosion on Tuesday are one case.", None),
        ("A blast killed nine people in the port. The attack on March 3 was the last.", None),
        ("A blast that killed nine people is forgotten. The attack on Tuesday was smaller.", None),
        ("A blast killed nine people in the port. It tore down a wall on Tuesday.", "Tuesday"),
        ("A blast killed nine people in the port. Police arrested a sailor on May 1.", None),
        ("A blast killed nine people in the port last week. It tore down a wall on Tuesday.", "last week"),
        ("Hundreds fled after a blast killed nine people. The explosion on Tuesday tore down a wall.", "Tuesday"),
    ],
)
def test_a_lead_takes_the_one_fresh_day_that_its_event_has_further_down(text: str, expected: str | None):
    parsed = document(text)
    killed = action(parsed, "killed", "DEATH")
    found = EventDates(parsed, find_dates(parsed), [killed]).of_action(killed, [])
    assert (found.text if found else None) == (expected and expected.removeprefix("late on "))


def test_a_lead_does_not_take_the_day_on_which_the_next_sentence_is_said():
    parsed = document("A blast killed nine people in the port. Police said on Tuesday that a wall fell.")
    killed = action(parsed, "killed", "DEATH")
    said = saying(parsed, "said", "that a wall fell")
    assert EventDates(parsed, find_dates(parsed), [killed], [said]).of_action(killed, []) is None


def test_the_day_of_saying_never_dates_what_was_said():
    parsed = document("The ministry said Monday that its troops captured the town.")
    statement = saying(parsed, "said", "that its troops captured the town")
    dates = EventDates(parsed, find_dates(parsed))
    assert dates.of_action(action(parsed, "captured"), [statement]) is None
    said = dates.of_saying(statement)
    assert said is not None
    assert said.text == "Monday"


def test_a_day_inside_the_said_dates_the_event_and_not_the_saying():
    parsed = document("Troops captured the town on Sunday, the ministry said on Tuesday.")
    statement = saying(parsed, "said", "Troops captured the town on Sunday")
    dates = EventDates(parsed, find_dates(parsed))
    happened, said = dates.of_action(action(parsed, "captured"), [statement]), dates.of_saying(statement)
    assert happened is not None
    assert said is not None
    assert (happened.text, said.text) == ("Sunday", "Tuesday")


def test_the_same_event_told_again_keeps_its_day():
    parsed = document("Gunmen attacked a convoy on Tuesday. Officials condemned the assault. An attack is feared.")
    attacked, assault, feared = action(parsed, "attacked"), action(parsed, "assault"), action(parsed, "attack")
    dates = EventDates(parsed, find_dates(parsed), [attacked, assault, feared])
    retold = dates.of_action(assault, [])
    assert retold is not None
    assert retold.text == "Tuesday"
    assert dates.of_action(feared, []) is None


def test_without_a_publication_day_events_keep_the_expression_but_no_day():
    article = CleanArticle(
        article_id="1",
        received_at=datetime(2025, 5, 16, tzinfo=UTC),
        language="en",
        text="Rebels captured the town on Sunday.",
    )
    parsed = parse_many([article], Settings().spacy_model)[0]
    found = EventDates(parsed, find_dates(parsed)).of_action(action(parsed, "captured"), [])
    assert found is not None
    assert (found.timex, found.first_day, found.anchor) == ("XXXX-WXX-7", None, None)


def test_the_tense_of_the_verb_turns_a_weekday_forward_or_back():
    parsed = document(
        "Envoys met Tuesday. Envoys will meet Monday. Envoys plan to meet on Friday. Friday's talks failed."
    )
    assert [date.timex for date in find_dates(parsed)] == ["2025-05-13", "2025-05-19", "2025-05-16", "2025-05-09"]


def test_a_past_event_takes_no_day_to_come_from_another_telling() -> None:
    parsed = document("The premier met the rebels in Oslo. The premier meets the rebels in Oslo on May 30, 2025.")
    first = action(parsed, "met", "CONSULT")
    second = action(parsed, "meets", "CONSULT")
    for each in (first, second):
        each.actors = [next(token.i for token in parsed.doc if token.text == "premier" and token.i > each.head - 3)]
        each.recipients = [next(token.i for token in parsed.doc if token.text == "rebels" and token.i > each.head)]
    dates = EventDates(parsed, find_dates(parsed), [first, second])
    assert dates.of_action(first, []) is None


def test_the_name_of_a_newspaper_dates_nothing() -> None:
    assert [found.text for found in find_dates(document("Ann Roe told USA TODAY that she left on Monday."))] == [
        "Monday"
    ]


def test_what_a_price_is_compared_with_does_not_date_its_fall() -> None:
    parsed = document("Exports fell 3 percent on Monday from a year earlier.")
    dates = EventDates(parsed, find_dates(parsed))
    found = dates.of_action(action(parsed, "fell", "MARKET"), [])
    assert found is not None
    assert found.text == "Monday"


def test_a_summit_due_to_open_on_saturday_did_not_open_last_week() -> None:
    parsed = document("Nine delegations have arrived for a summit due to open Saturday.")
    (mention,) = find_dates(parsed)
    assert mention.timex == "2025-05-17"


def test_a_day_of_the_summit_ahead_dates_no_appeal_made_before_it() -> None:
    parsed = document("The president made the appeal ahead of a summit Friday of leaders in Brussels.")
    (mention,) = dates = find_dates(parsed)
    assert mention.timex == "2025-05-16"
    assert EventDates(parsed, dates).of_action(action(parsed, "made"), []) is None


@pytest.mark.parametrize(
    "text",
    [
        "Troops were deployed ahead of the vote on Saturday.",
        "Troops were deployed ahead of talks in Paris on Saturday.",
    ],
)
def test_troops_sent_before_a_vote_were_not_sent_on_its_day(text: str) -> None:
    parsed = document(text)
    (mention,) = dates = find_dates(parsed)
    assert mention.timex == "2025-05-17"
    assert EventDates(parsed, dates).of_action(action(parsed, "deployed", "MOBILIZE"), []) is None


def test_an_attack_was_not_on_the_day_one_of_its_wounded_died() -> None:
    (attack, death) = _events("Gunmen attacked a bank in Quetta. The wounded guard died on Sunday.")
    assert death.date is not None
    assert death.date.text == "Sunday"
    assert attack.date is None


def test_a_crash_is_still_dated_by_the_deaths_in_it() -> None:
    (crash, _) = _events("A bus crashed near Quetta. Nine people died in the crash on Sunday.")[:2]
    assert crash.date is not None
    assert crash.date.text == "Sunday"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("A vote on the bill is scheduled for Monday.", "2025-05-19"),
        ("The election is set for June 3.", "2025-06-03"),
    ],
)
def test_a_vote_that_is_set_for_a_day_is_on_that_day_and_still_ahead(text: str, day: str) -> None:
    (vote,) = [event for event in _events(text) if event.action.type == "ELECT"][-1:]
    assert vote.date is not None
    assert (vote.date.timex, vote.time_relation) == (day, "future")


def test_a_strike_called_for_a_day_to_come_would_be_last_week() -> None:
    (mention,) = find_dates(document("The union has called a strike for Tuesday."))
    assert mention.timex == "2025-05-20"


def test_an_attack_elsewhere_would_be_on_the_day_of_the_first_one() -> None:
    found = _events("Bandits killed nine people on Sunday. In a separate incident, gunmen wounded two herders.")
    assert [event.date and event.date.text for event in found] == ["Sunday", None]


def test_a_trial_moved_to_another_day_was_not_moved_on_it() -> None:
    assert all(event.date is None or event.date.text != "Monday" for event in _events("The trial was moved to Monday."))


def _events(text: str) -> list[Event]:
    raw = json.dumps({"id": "own", "text": text, "published_at": "2025-05-15T12:00:00Z"}).encode()
    (found,) = extract_batch([raw], [datetime(2025, 5, 16, tzinfo=UTC)])
    assert isinstance(found, Extraction)
    return found.events


def _day(text: str, word: str) -> str | None:
    parsed = document(text)
    done = action(parsed, word, "COERCE")
    found = EventDates(parsed, find_dates(parsed), [done]).of_action(done, [])
    return found.first_day.isoformat() if found is not None and found.first_day else None


@pytest.mark.parametrize(
    ("text", "word", "day"),
    [
        ("Police arrested 148 people during Monday's operations.", "arrested", "2025-05-12"),
        ("The trial was adjourned to Friday.", "adjourned", None),
        ("The fund cut its outlook for 2027.", "cut", None),
        ("The agency announced this weekend that it would close.", "announced", "2025-05-10"),
    ],
)
def test_a_day_would_be_lost_or_anothers(text: str, word: str, day: str | None) -> None:
    assert _day(text, word) == day


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("The mill opened in 1873. More than 130 years later, in 2005, it closed.", "closed", "2005"),
        ("The bill passed two days later, on Friday.", "passed", "Friday"),
        ("He was arrested a week earlier, on the night of 5 May 2024.", "arrested", "5 May 2024"),
    ],
)
def test_a_reckoned_day_would_hide_the_day_that_is_named_behind_it(text: str, word: str, expected: str):
    parsed = document(text)
    found = EventDates(parsed, find_dates(parsed)).of_action(action(parsed, word), [])
    assert found is not None
    assert found.text == expected


@pytest.mark.parametrize(
    ("text", "word", "first", "last", "timex"),
    [
        (
            "Police arrested 420 people between March 9 and May 5.",
            "arrested",
            "2025-03-09",
            "2025-05-05",
            "2025-03-09/2025-05-05",
        ),
        (
            "The firm spent millions on spies between October 2016 and March 2017.",
            "spent",
            "2016-10-01",
            "2017-03-31",
            "2016-10/2017-03",
        ),
        (
            "From 1988 to 2004 the price of copper fell by a third.",
            "fell",
            "1988-01-01",
            "2004-12-31",
            "1988/2004",
        ),
        (
            "They surveyed 1,200 adults between May 2 and 8.",
            "surveyed",
            "2025-05-02",
            "2025-05-08",
            "2025-05-02/2025-05-08",
        ),
    ],
)
def test_what_happened_between_two_days_would_be_put_on_the_first(
    text: str, word: str, first: str, last: str, timex: str
):
    parsed = document(text)
    found = EventDates(parsed, find_dates(parsed)).of_action(action(parsed, word), [])
    assert found is not None
    assert (str(found.first_day), str(found.last_day), found.timex) == (first, last, timex)
    assert parsed.article.text[found.start : found.end] == found.text


@pytest.mark.parametrize(
    ("text", "timex"),
    [
        ("Roe was released from jail in June.", "2024-06"),
        ("Roe was released from jail on June 3.", "2024-06-03"),
        ("The firm agreed to sell the mill in June.", "2025-06"),
        ("The vote will be held in June.", "2025-06"),
        ("The end of the scheme scheduled for the December vote will hurt workers.", "2025-12"),
    ],
)
def test_what_was_done_would_be_dated_in_the_months_to_come(text: str, timex: str):
    assert [mention.timex for mention in find_dates(document(text))] == [timex]


STORY = "A clerk was shot at a bank on Tuesday. Police came. The mayor spoke. Crews left. A guard said he slept. "


@pytest.mark.parametrize(
    ("sentence", "word", "expected"),
    [
        ("Two men robbed the bank and wounded a guard.", "wounded", "Tuesday"),
        ("The men who stabbed the guard fled.", "stabbed", "Tuesday"),
        ("The men had robbed another bank.", "robbed", None),
        ("Another clerk was stabbed.", "stabbed", None),
        ("A guard was stabbed several weeks ago.", "stabbed", "several weeks ago"),
        ("The men planned to rob the bank.", "rob", None),
        ("On May 1 a guard was stabbed.", "stabbed", "May 1"),
        ("Roe was freed.", "freed", None),
    ],
)
def test_what_a_report_of_one_day_tells_further_down_would_have_no_day(
    sentence: str, word: str, expected: str | None
) -> None:
    parsed = document(STORY + sentence)
    told = [action(parsed, "shot"), action(parsed, word, "RETREAT" if word == "freed" else "ASSAULT")]
    found = EventDates(parsed, find_dates(parsed), told).of_action(told[1], [])
    assert (found.text if found else None) == expected


def test_two_days_in_one_report_would_be_taken_for_one() -> None:
    parsed = document(STORY + "A second clerk was shot on Monday. Two men stabbed the guard.")
    told = [action(parsed, "shot"), action(parsed, "stabbed")]
    assert EventDates(parsed, find_dates(parsed), told).of_action(told[1], []) is None


def _days(text: str) -> dict[str, str | None]:
    raw = json.dumps({"id": "own", "text": text, "published_at": "2026-11-20T12:00:00Z"}).encode()
    (found,) = extract_batch([raw], [datetime(2026, 11, 20, tzinfo=UTC)])
    assert isinstance(found, Extraction)
    return {
        event.action.text: event.date.first_day.isoformat() if event.date and event.date.first_day else None
        for event in found.events
    }


@pytest.mark.parametrize(
    ("text", "action", "day"),
    [
        ("Workers rejected the offer and could strike next week.", "rejected the offer", None),
        ("Police arrested a man and will question him next week.", "arrested", None),
        ("Police closed the bridge until Monday.", "closed the bridge", None),
        ("The minister tabled the 2025/2026 budget on Wednesday.", "tabled the 2025/2026 budget", "2026-11-18"),
        ("He was charged with murdering a man on June 18, 2015.", "charged with", None),
        ("Police arrested a man carrying a gun on Tuesday.", "arrested", "2026-11-17"),
        ("Indonesia revoked the permits of firms operating there on Tuesday.", "revoked the permits", "2026-11-17"),
        ("Police tried to arrest a man on Sunday.", "arrest", "2026-11-15"),
        ("Sales grew in the first quarter.", "grew", "2026-01-01"),
        ("A man was stabbed in Leeds. A teenager was arrested on Thursday.", "stabbed", "2026-11-20"),
        ("A man was shot in Leeds. It happened on Monday.", "shot", "2026-11-16"),
        ("A 2014 study found that tea is healthy.", "found", "2014-01-01"),
    ],
)
def test_a_deed_would_have_the_day_of_another_or_one_to_come(text: str, action: str, day: str | None) -> None:
    assert _days(text)[action] == day
