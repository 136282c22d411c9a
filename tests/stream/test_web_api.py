"""The HTTP API keeps what its OpenAPI description says: schemathesis asks it hundreds of odd questions on a real broker."""

from __future__ import annotations

import urllib.request
from collections.abc import Iterator

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import unsupported_method

from pipeline.web.openapi import document
from tests.browser.staging import Stage, ask, count, event, letter, wait_for

pytestmark = pytest.mark.broker
api = schemathesis.openapi.from_dict(document())


@pytest.fixture(scope="module")
def address(bootstrap: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    stage = Stage(bootstrap, tmp_path_factory.mktemp("api"))
    stage.topics()
    stage.put("events", event(1), event(2, country="NOR"), (b"broken", b'{"no": "event"}'), (b"worse", b"\xff{"))
    stage.put("counts", count("country", "KEN", 2), count("action", "COERCE", 2))
    stage.put("articles.raw", (b"a", b"{}"), (b"b", b"{}"))
    stage.commit(p0=1, p1=0)
    stage.put("dead-letters", letter("no-text", "nothing", "k", b"{}", f"{stage.prefix}.articles.raw"))
    with stage.dashboard() as address:
        wait_for(lambda: len(ask(f"{address}/api/events") or []) == 2, "the page to have read its topics")
        wait_for(lambda: isinstance(ask(f"{address}/api/lag"), list) and ask(f"{address}/api/counts"), "lag and counts")
        yield address


@api.parametrize()
@settings(
    max_examples=15,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_every_answer_is_as_described(case: schemathesis.Case, address: str):
    excluded = [unsupported_method]
    if case.operation.path == "/readyz":  # 503 is its way to say no, and as described
        excluded.append(not_a_server_error)
    case.call_and_validate(base_url=address, excluded_checks=excluded)


def test_the_description_is_served_as_it_is_tested(address: str):
    assert ask(f"{address}/api/openapi.json") == document()


def test_a_broken_record_is_passed_over_and_the_others_are_shown(address: str):
    assert {one["event_id"] for one in ask(f"{address}/api/events")} == {"e0001", "e0002"}
    assert [one["event_id"] for one in ask(f"{address}/api/events?country=NOR")] == ["e0002"]
    assert ask(f"{address}/api/events?limit=0") == {"error": "limit: a whole number from 1 to 500"}


def test_an_address_of_thousands_of_letters_is_refused_in_json(address: str):
    answer = ask(f"{address}/api/events?text={'%F0%9F%8C%8D' * 1000}")
    assert answer == {"error": "text: at most 200 characters"}


def test_lag_is_the_brokers(address: str):
    rows = ask(f"{address}/api/lag")
    assert [(row["partition"], row["committed"], row["end"], row["lag"]) for row in rows] == [
        (0, 1, 2, 1),
        (1, 0, 0, 0),
    ]
    with urllib.request.urlopen(f"{address}/metrics", timeout=10) as answer:  # noqa: S310 - our own page
        metrics = answer.read().decode()
    assert 'kafka_consumergroup_group_lag{group="' in metrics


@pytest.mark.parametrize("identifier", ["0-999", "9-0", "x", "0-0-0", "-1-0", "0-99999999999999999999"])
def test_a_dead_letter_that_is_not_there_is_said_so(address: str, identifier: str):
    request = urllib.request.Request(f"{address}/api/dead-letters/{identifier}/replay", method="POST")  # noqa: S310
    with pytest.raises(urllib.error.HTTPError) as caught, urllib.request.urlopen(request, timeout=30):  # noqa: S310
        pass
    caught.value.close()
    assert caught.value.code == 404
