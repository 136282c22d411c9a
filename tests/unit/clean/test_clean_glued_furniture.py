"""Furniture glued to the news in one line is cut out, and nothing else."""

from datetime import UTC, datetime

import pytest

from pipeline.clean import clean
from pipeline.clean.blocks import Block
from pipeline.clean.glued import Glue, cut_glued, wordings
from pipeline.records import RawArticle

NOW = datetime(2026, 1, 1, tzinfo=UTC)
BODY = "THE ferry Aurora sank on Monday off the port of Harwick, killing two sailors, the coast guard said. Divers searched for survivors."


@pytest.mark.parametrize("glue", wordings(), ids=lambda glue: glue.id)
def test_every_glued_wording_cuts_its_example_and_no_more(glue: Glue) -> None:
    before, _, rest = glue.example.partition("[[")
    cut, _, after = rest.partition("]]")
    block = Block(before + cut + after)
    cut_glued([block])
    assert [(start, end) for start, end, _ in block.cut] == [(len(before), len(before) + len(cut))]
    assert block.cut[0][2].category == glue.category


def test_share_buttons_in_the_first_line_do_not_break_the_lead() -> None:
    buttons = "Click to share on WhatsApp (Opens in new window) Click to share on Twitter (Opens in new window) "
    article = clean(RawArticle(text="Two sailors died when the ferry went down " + buttons + BODY), NOW)
    assert article.text == "Two sailors died when the ferry went down\n" + BODY
    assert [removed.text for removed in article.removed] == [buttons.strip()]


def test_a_dateline_behind_furniture_is_found() -> None:
    text = "x Embed x Share The ferry in port. (Photo: Ann Example, Getty Images) OSLO -- " + BODY
    article = clean(RawArticle(text=text), NOW)
    assert article.dateline is not None
    assert article.dateline.place == "OSLO"
    assert article.text == "The ferry in port.\n" + BODY


@pytest.mark.parametrize(
    "text",
    [
        "Close the doors, the captain said. The ferry sank.",
        "Photo finishes are rare in Oslo -- so rare that nobody has a camera.",
        "The mayor said they could not subscribe, so they would try again later.",
        "Embed with troops, reporters were told. Share prices fell.",
    ],
)
def test_news_that_only_sounds_like_a_label_stays(text: str) -> None:
    block = Block(text)
    cut_glued([block])
    assert block.cut == []


def test_a_form_whose_last_words_are_off_already_is_cut_up_to_them() -> None:
    form = "By entering your email and clicking the button, you agree to our terms. You can unsubscribe at any time."
    article = clean(RawArticle(text=BODY + form + " SubscribedYou've successfully subscribed to this newsletter!"), NOW)
    assert "By entering" not in article.text
    assert article.text.startswith("THE ferry Aurora sank on Monday")
