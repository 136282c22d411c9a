"""A query parameter out of its limits is refused with what is allowed; it never reaches the data."""

from __future__ import annotations

import orjson
import pytest
from aiohttp import web
from aiohttp.test_utils import make_mocked_request
from hypothesis import given
from hypothesis import strategies as st

from pipeline.web.parameters import choice, number, text


def request(query: str) -> web.Request:
    return make_mocked_request("GET", f"/?{query}")


@pytest.mark.parametrize("value", ["0", "-1", "501", "1e2", "", " 5", "٣", "99999999999999999999", "5.0", "0x5"])
def test_a_number_out_of_its_limits_is_refused_in_words(value: str):
    with pytest.raises(web.HTTPBadRequest) as caught:
        number(
            make_mocked_request("GET", "/").clone(rel_url=str(request("").rel_url.with_query(limit=value))),
            "limit",
            50,
            500,
        )
    assert orjson.loads(caught.value.body)["error"] == "limit: a whole number from 1 to 500"


@given(st.integers(1, 500))
def test_a_number_within_its_limits_is_taken(value: int):
    assert number(request(f"limit={value}"), "limit", 50, 500) == value


def test_what_is_not_given_is_the_default():
    assert number(request(""), "limit", 50, 500) == 50
    assert text(request("text="), "text", 200) is None
    assert choice(request(""), "by", ("action", "actor"), "action") == "action"


def test_a_text_is_limited_by_characters_not_bytes():
    assert text(request("text=" + "%F0%9F%8C%8D" * 200), "text", 200) == "\U0001f30d" * 200
    with pytest.raises(web.HTTPBadRequest):
        text(request("text=" + "a" * 201), "text", 200)


def test_a_choice_names_what_is_allowed():
    with pytest.raises(web.HTTPBadRequest) as caught:
        choice(request("by=nothing"), "by", ("action", "actor"), "action")
    assert b"one of action, actor" in caught.value.body
