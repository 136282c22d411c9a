"""Records read what publishers send and write what subscribers read."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import BadJson, BadSchema
from pipeline.records import Event, RawArticle, Span, dump_json, load_json, read, stable_id


def test_the_same_article_published_twice_has_the_same_id():
    first = RawArticle(source="Harbour Post", title="Rain", text="It rained.")
    assert first.article_id == RawArticle(source="Harbour Post", title="Rain", text="It rained.").article_id
    assert first.article_id != RawArticle(source="Hill Post", title="Rain", text="It rained.").article_id


def test_a_publishers_own_id_wins_over_the_url():
    assert RawArticle(id="a-1", url="https://post.example/1", text="x").article_id == "a-1"
    assert (
        RawArticle(url="https://post.example/1", text="x").article_id
        == RawArticle(url="https://post.example/1", text="y").article_id
    )


@pytest.mark.parametrize(
    ("given_time", "read_as"),
    [
        ("2025-12-02T12:00:00Z", "2025-12-02T12:00:00Z"),
        ("2025-12-02T12:00:00+02:00", "2025-12-02T10:00:00Z"),
        ("2025-12-02T12:00:00", "2025-12-02T12:00:00Z"),
        ("2025-12-02", "2025-12-02T00:00:00Z"),
    ],
)
def test_times_are_written_in_utc_whatever_zone_they_came_in(given_time: str, read_as: str):
    article = read(RawArticle, {"text": "x", "published_at": given_time})
    assert load_json(article.to_json())["published_at"] == read_as


def test_an_empty_publication_time_is_no_publication_time():
    assert read(RawArticle, {"text": "x", "published_at": " "}).published_at is None


def test_a_wrong_type_names_the_field():
    with pytest.raises(BadSchema, match=r"^text: "):
        read(RawArticle, b'{"text": 3}')
    with pytest.raises(BadSchema, match=r"^published_at: "):
        read(RawArticle, b'{"text": "x", "published_at": "yesterday"}')


@pytest.mark.parametrize("data", [b"", b"nope", b"[1]", b'"x"', b"\xff\xfe", b"[" * 100_000])
def test_what_is_no_json_object_is_bad_json(data: bytes):
    with pytest.raises(BadJson):
        load_json(data)


def test_unknown_fields_of_a_newer_minor_version_are_ignored():
    assert read(RawArticle, {"text": "x", "colour": "blue"}).text == "x"


@given(
    st.recursive(st.none() | st.booleans() | st.integers() | st.text(st.characters(codec=None)), st.lists, max_leaves=5)
)
def test_any_value_a_publisher_put_into_meta_can_be_written(value: object):
    load_json(dump_json({"meta": value}))


@given(st.lists(st.text(), min_size=1))
def test_ids_are_32_hexadecimal_digits_and_repeatable(parts: list[str]):
    assert stable_id(*parts) == stable_id(*parts)
    assert len(stable_id(*parts)) == 32
    int(stable_id(*parts), 16)


def test_ids_keep_their_parts_apart():
    assert stable_id("ab", "c") != stable_id("a", "bc")


def test_an_event_id_depends_on_article_span_and_type_alone():
    span = Span(start=3, end=7, text="seized")
    same = Span(start=3, end=7, text="taken")
    assert Event.make_id("a", span, "COERCE") == Event.make_id("a", same, "COERCE")
    assert Event.make_id("a", span, "COERCE") != Event.make_id("b", span, "COERCE")
    assert Event.make_id("a", span, "COERCE") != Event.make_id("a", span, "ASSAULT")


def test_json_times_are_rfc_3339():
    article = RawArticle(text="x", published_at=datetime(2025, 12, 2, 1, 2, 3, tzinfo=UTC))
    assert load_json(article.to_json())["published_at"] == "2025-12-02T01:02:03Z"
