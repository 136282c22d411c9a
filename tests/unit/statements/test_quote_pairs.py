"""Quotation marks are paired on the text whatever their kind, and hostile text ends nothing."""

from __future__ import annotations

import time
from datetime import UTC, datetime

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.code.quotes import find_quotes
from pipeline.parse.document import Document
from pipeline.records import CleanArticle

_NLP = spacy.blank("en")


def document(text: str) -> Document:
    article = CleanArticle(
        article_id="q", received_at=datetime(2025, 12, 2, tzinfo=UTC), language="en", language_confidence=1.0, text=text
    )
    return Document(article, _NLP(text))


def quoted(text: str) -> list[str]:
    doc = document(text)
    return [doc.span(quote.first, quote.last).text for quote in find_quotes(doc)]


@pytest.mark.parametrize(
    "marked",
    [
        '"We go home,"',
        "“We go home,”",
        "„We go home,“",
        "«We go home,»",
        "''We go home,''",
        "``We go home,''",
        "‘We go home,’",
    ],
)
def test_a_kind_of_quotation_mark_would_be_missed(marked: str):
    assert quoted(f"{marked} she said.") == [marked]


def test_an_apostrophe_would_open_a_quote():
    assert quoted("The ministers' plan and the farmer's land aren't in the '90s report.") == []


def test_a_quote_that_runs_on_would_end_with_its_paragraph():
    doc = document('"We waited all night,\n"and nobody came," she said.')
    first, second = find_quotes(doc)
    assert first.runs_on
    assert not second.runs_on
    assert (first.paragraph, second.paragraph) == (0, 1)


def test_words_quoted_inside_a_quote_would_cut_it():
    assert quoted("“He called it ‘a gift’ to us,” she said.") == ["“He called it ‘a gift’ to us,”"]


def test_two_quotes_in_one_sentence_would_be_one():
    assert quoted('"We came," he said, "and we stay."') == ['"We came,"', '"and we stay."']


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="ab .,?\n\"'“”‘’«»„`—", max_size=120).filter(lambda text: text.strip() != ""))
def test_a_span_would_point_outside_the_text(text: str):
    doc = document(text)
    last = 0
    for quote in find_quotes(doc):
        assert last <= quote.first < quote.last <= len(doc)
        last = quote.last


def test_a_million_marks_would_stop_the_worker():
    started = time.monotonic()
    find_quotes(document("' \" " * 20_000))
    assert time.monotonic() - started < 10
