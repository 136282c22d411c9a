from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from pipeline.code.actors import magnitude
from pipeline.code.actors.money import find_sums
from pipeline.parse.document import Document
from pipeline.parse.model import parse_many
from pipeline.records import CleanArticle, Magnitude
from pipeline.settings import Settings

NOW = datetime(2024, 3, 12, tzinfo=UTC)

Read = Callable[..., Document]


def _of(read: Read, text: str, trigger: str, action_type: str) -> Magnitude:
    document = read(text)
    head = next(token.i for token in document.doc if token.text == trigger)
    return magnitude(document, head, action_type)


@pytest.mark.parametrize(
    ("text", "trigger", "action_type", "quantity", "low", "high"),
    [
        ("At least a dozen soldiers were killed in the raid.", "killed", "ASSAULT", "killed", 12, None),
        ("Three people were killed and 12 injured when a bomb exploded.", "exploded", "ASSAULT", "killed", 3, 3),
        ("Three people were killed and 12 injured when a bomb exploded.", "exploded", "ASSAULT", "injured", 12, 12),
        ("The ferry sank, leaving 12 dead and 30 missing.", "sank", "ACCIDENT", "missing", 30, 30),
        ("The quake left more than 1.5 million people homeless.", "quake", "DISASTER", "displaced", 1_500_000, None),
        ("Police arrested about 200 demonstrators.", "arrested", "COERCE", "detained", 200, 200),
        ("Gunmen kidnapped two engineers and a driver.", "kidnapped", "COERCE", "detained", 3, 3),
        ("The crash killed a total of 346 people.", "killed", "ACCIDENT", "killed", 346, 346),
        ("A team of six engineers was abducted.", "abducted", "ASSAULT", "detained", 6, 6),
        ("The death toll rose to more than 200 after the flood.", "flood", "DISASTER", "killed", 200, None),
        ("Tens of thousands of protesters marched in Lima.", "marched", "PROTEST", "participants", 20_000, None),
        ("The rally drew several thousand people.", "rally", "PROTEST", "participants", 3_000, None),
        ("Chad sent 2,000 troops to the border.", "sent", "MOBILIZE", "participants", 2_000, 2_000),
    ],
)
def test_a_count_hangs_on_its_trigger(  # noqa: PLR0917  parameters of one table
    read: Read, text: str, trigger: str, action_type: str, quantity: str, low: float, high: float | None
) -> None:
    found = getattr(_of(read, text, trigger, action_type), quantity)
    assert found is not None
    assert (found.min, found.max) == (low, high)


@pytest.mark.parametrize(
    ("text", "trigger", "amount", "currency"),
    [
        ("Germany pledged €40m in aid to Sudan.", "pledged", 40_000_000, "EUR"),
        ("The bank will lend $2.3 billion to Kenya.", "lend", 2_300_000_000, "USD"),
        ("The firm paid 300 million Swiss francs for its rival.", "paid", 300_000_000, "CHF"),
        ("Hourly pay rose by five cents.", "rose", 0.05, "USD"),
    ],
)
def test_money_is_read_with_its_currency(read: Read, text: str, trigger: str, amount: float, currency: str) -> None:
    found = _of(read, text, trigger, "AID")
    assert found.amount is not None
    assert (found.amount.max, found.currency) == (amount, currency)


def test_ages_dates_and_shares_are_no_victims(read: Read) -> None:
    found = _of(read, "A 12-year-old boy was killed in 2019.", "killed", "ASSAULT")
    assert found.killed is not None
    assert found.killed.max == 1


def test_a_visit_has_no_dead(read: Read) -> None:
    text = "The minister visited the town, where a blast killed 12 people."
    assert _of(read, text, "visited", "CONSULT").killed is None


def test_what_somebody_says_of_another_attack_is_not_counted_here(read: Read) -> None:
    text = "Police shot one man and said that rebels had killed 40 farmers in May."
    found = _of(read, text, "shot", "ASSAULT")
    assert found.killed is None


def test_a_won_battle_is_no_korean_money(read: Read) -> None:
    document = read("Rebels won two battles and the crown.")
    assert find_sums(document, 0, len(document)) == []


def test_a_fire_would_have_arrested_somebody(read: Read) -> None:
    text = "A mother whose children died in a fire was jailed with two clerks."
    assert _of(read, text, "died", "ACCIDENT").detained is None


def test_a_threat_would_have_killed(read: Read) -> None:
    assert _of(read, "He admitted that he threatened to kill a senator.", "admitted", "COURT").killed is None


def test_cocaine_by_the_pound_is_no_money(read: Read) -> None:
    document = read("Agents found 475 pounds of cocaine. Britain sent three million pounds of aid.")
    assert [(each.amount.max, each.currency) for each in find_sums(document, 0, len(document))] == [(3_000_000, "GBP")]


@pytest.mark.parametrize(
    ("text", "trigger"), [("A group of soldiers was killed.", "killed"), ("A number of people were killed.", "killed")]
)
def test_a_group_would_be_counted_as_one(read: Read, text: str, trigger: str):
    assert _of(read, text, trigger, "ASSAULT").killed is None


def test_a_gunman_who_flees_would_be_a_displaced_person(read: Read):
    assert _of(read, "Police fired and one gunman fled.", "fled", "ASSAULT").displaced is None


def test_a_canadian_papers_dollars_would_be_american():
    article = CleanArticle(
        article_id="1",
        source="cbc.ca",
        url="https://www.cbc.ca/1",
        received_at=NOW,
        text="The firm paid $640,479 for it.",
    )
    (document,) = parse_many([article], Settings().spacy_model)
    assert [found.currency for found in find_sums(document, 0, len(document))] == ["CAD"]
