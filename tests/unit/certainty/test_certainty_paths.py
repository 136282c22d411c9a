"""Levels, polarity, hedges and limits of an assessment."""

from __future__ import annotations

import time
from datetime import UTC, datetime

import pytest
import spacy
from spacy.tokens import Doc

from pipeline.code.certainty import assess
from pipeline.code.model import Assessment
from pipeline.parse.document import Document
from pipeline.parse.model import parse_many
from pipeline.records import CleanArticle
from pipeline.settings import settings


def article(text: str) -> CleanArticle:
    return CleanArticle(
        article_id="own",
        received_at=datetime(2025, 12, 2, tzinfo=UTC),
        language="en",
        language_confidence=1.0,
        text=text,
    )


def assessed(text: str, word: str) -> Assessment:
    (document,) = parse_many([article(text)], settings().spacy_model)
    return assess(document, document.token_at(text.index(word)), [])


def test_the_levels_would_not_follow_the_figure():
    assert assessed("The army captured the town.", "captured").certainty == "certain"
    assert assessed("The army probably captured the town.", "captured").certainty == "probable"
    assert assessed("The army may capture the town.", "capture").certainty == "possible"


def test_a_denial_would_be_positive():
    found = assessed("The army did not capture the town.", "capture")
    assert found.polarity == "negative"
    assert found.factuality < -2


@pytest.mark.parametrize(
    ("text", "word", "hedge"),
    [
        ("The army purportedly captured the town.", "captured", "purportedly"),
        ("The army may capture the town.", "capture", "may"),
        ("The city's capture, if confirmed, would threaten the garrison.", "capture", "if confirmed"),
        ("The alleged theft took place in May.", "theft", "alleged"),
    ],
)
def test_a_hedge_would_be_dropped(text: str, word: str, hedge: str):
    assert hedge in [span.text for span in assessed(text, word).hedges]


def test_the_outlets_doubt_would_touch_what_it_does_not_doubt():
    text = "The ministry said troops took the town. The loss, if confirmed, would cut the road."
    assert assessed(text, "took").certainty == "certain"
    assert assessed(text, "loss").certainty in {"possible", "unknown"}


def test_a_sentence_of_ten_thousand_clauses_would_stop_the_worker():
    count = 10_000
    words, heads = ["say"] * count, [max(0, number - 1) for number in range(count)]
    doc = Doc(
        spacy.blank("en").vocab, words=words, heads=heads, deps=["ROOT"] + ["ccomp"] * (count - 1), pos=["VERB"] * count
    )
    document = Document(article(doc.text.strip()), doc)
    started = time.monotonic()
    assess(document, len(doc) - 1, [])
    assert time.monotonic() - started < 5


@pytest.mark.parametrize("word", ["confirmed", "denied"])
def test_what_was_neither_confirmed_nor_denied_would_be_both(word: str):
    assert assessed("The palace neither confirmed nor denied the report.", word).polarity == "negative"


def test_what_neither_of_two_did_would_be_done():
    assert assessed("Neither Roe nor Moe officials attacked the town.", "attacked").polarity == "negative"


@pytest.mark.parametrize(
    "text",
    [
        "The army not only captured the town but also burned it.",
        "The town was not merely captured.",
    ],
)
def test_what_was_done_and_more_than_that_would_be_undone(text: str):
    assert assessed(text, "captured").polarity == "positive"


def test_what_was_done_before_a_but_would_be_undone():
    assert assessed("The army captured the town, nor did it leave it.", "captured").polarity == "positive"


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Amid calls for his resignation, the mayor apologised.", "resignation"),
        ("Parliament adopted a resolution calling for the release of the monk.", "release"),
        ("NATO warned of a Russian attack on the port.", "attack"),
        ("The rebels began an offensive aimed at capturing the port.", "capturing"),
    ],
)
def test_what_is_asked_feared_or_aimed_at_would_be_done(text: str, word: str):
    found = assessed(text, word)
    assert found.factuality < 2
    assert found.time_relation in {"future", "hypothetical"}


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Officials denied rumours of a massacre.", "massacre"),
        ("The hospital denied reports that the king had died.", "died"),
        ("Reports of an attack on the mill were false.", "attack"),
        ("An attempt to impeach the mayor failed.", "impeach"),
        ("The mayor survived an attempt by the monks to oust him.", "oust"),
    ],
)
def test_what_was_denied_or_failed_would_be_done(text: str, word: str):
    assert assessed(text, word).polarity == "negative"


def test_what_the_only_one_did_would_be_open():
    assert assessed("Hungary was the only country to reject the loan.", "reject").factuality > 2.5


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("The minister was supposed to visit Peru last week.", "visit"),
        ("The talks between Peru and Chile did not take place.", "talks"),
        ("Not one of the monks was released.", "released"),
        ("Not a single soldier was killed.", "killed"),
        ("They tried unsuccessfully to retake the town.", "retake"),
        ("It is impossible for the army to retake the city.", "retake"),
    ],
)
def test_what_did_not_come_about_would_have(text: str, word: str):
    assert assessed(text, word).factuality < -0.5


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("The soldiers were told to fire on the crowd.", "fire"),
        ("The army is waiting to attack the city.", "attack"),
        ("It is illegal for firms to sell weapons to Sudan.", "sell"),
        ("Talks on the withdrawal of the troops began.", "withdrawal"),
    ],
)
def test_what_is_bidden_or_talked_of_would_be_done(text: str, word: str):
    assert assessed(text, word).factuality < 1.8


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Members voted to reject the offer.", "reject"),
        ("She did not return until 1983.", "return"),
        ("Thousands marched to protest against the law.", "protest"),
        ("Ann Roe beat Eva Lind to reach the final.", "reach"),
        ("Nine thousand monks have reached Malta so far, figures show.", "reached"),
    ],
)
def test_what_was_done_in_the_end_would_be_open(text: str, word: str):
    assert assessed(text, word).factuality > 2


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("The gunman tried to burn the bus before he fled.", "past"),
        ("The gunman was trying to burn the bus when he was shot.", "past"),
        ("The gunman is trying to burn the bus.", "future"),
        ("The gang has been trying to burn the bus.", "future"),
        ("The gang was accused of trying to burn the bus.", "past"),
    ],
)
def test_an_attempt_that_is_over_would_be_awaited(text: str, time: str):
    assert assessed(text, "burn").time_relation == time


@pytest.mark.parametrize(
    ("text", "word", "time"),
    [
        ("The premier said he would resign.", "resign", "future"),
        ("The premier said he would resign if the vote failed.", "resign", "hypothetical"),
        ("The bank told investors it would be sold.", "sold", "future"),
        ("Layoffs will begin this week.", "Layoffs", "future"),
        ("The talks have begun.", "talks", "past"),
    ],
)
def test_what_is_announced_would_have_happened_or_hang_on_something(text: str, word: str, time: str):
    assert assessed(text, word).time_relation == time


def test_an_inquiry_would_hang_on_what_it_asks():
    found = assessed("Police were investigating if a second car was there.", "investigating")
    assert (found.certainty, found.time_relation) == ("certain", "past")


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("She will stand trial for the murder of her husband.", "murder"),
        ("He will be sentenced in May for robbing a bank.", "robbing"),
        ("Prosecutors want to charge him with killing his wife.", "killing"),
    ],
)
def test_a_crime_would_be_yet_to_come_where_its_trial_is(text: str, word: str) -> None:
    found = assessed(text, word)
    assert found.time_relation == "past"
    assert found.factuality > 1.5


@pytest.mark.parametrize(
    ("text", "word", "certainty"),
    [
        ("Jones allegedly hit a fence and drew a knife.", "drew", "probable"),
        ("Jones allegedly hit a fence and police drew a gun.", "drew", "certain"),
        ("Jones hit a fence and allegedly drew a knife.", "hit", "certain"),
    ],
)
def test_the_second_of_two_alleged_deeds_would_be_a_fact(text: str, word: str, certainty: str):
    assert assessed(text, word).certainty == certainty
