"""The headers that subscribers route by."""

from __future__ import annotations

from datetime import UTC, datetime

from cloudevents.core.bindings.kafka import KafkaMessage, from_binary
from cloudevents.core.formats.json import JSONFormat
from hypothesis import given
from hypothesis import strategies as st

from pipeline.contract import CE_HEADERS
from pipeline.headers import RAW_ARTICLE, headers

AT = datetime(2026, 2, 2, 10, tzinfo=UTC)


def test_each_message_carries_the_contracts_headers():
    found = dict(headers(RAW_ARTICLE, "a1", source="Harbour Post", at=AT))
    assert set(found) == set(CE_HEADERS)
    assert found["ce_id"] == b"a1"
    assert found["ce_source"] == b"/Harbour%20Post"
    assert found["ce_time"] == b"2026-02-02T10:00:00Z"
    assert found["ce_specversion"] == b"1.0"
    assert found["content-type"] == b"application/json"


@given(st.text(), st.text())
def test_a_cloudevents_client_reads_the_headers_of_any_id_and_outlet(identifier: str, outlet: str):
    found = dict(headers(RAW_ARTICLE, identifier, source=outlet, at=AT))
    event = from_binary(KafkaMessage(headers=found, key=None, value=b"{}"), JSONFormat())
    assert event.get_type() == RAW_ARTICLE
    assert event.get_time() == AT
    if identifier and identifier.isprintable():
        assert event.get_id() == identifier


def test_lone_surrogates_in_an_outlets_name_do_not_stop_it():
    assert headers(RAW_ARTICLE, "\ud800", source="\ud800")
