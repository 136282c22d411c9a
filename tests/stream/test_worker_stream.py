"""Articles through real workers on a real Kafka: what a subscriber, an operator and a corrector of articles rely on."""

from __future__ import annotations

import asyncio
import signal
from typing import Any

import orjson
import pytest

from tests.faults.rig import Rig
from tests.faults.wire import articles

pytestmark = pytest.mark.broker


def article(name: str, text: str, **fields: Any) -> dict[str, Any]:
    return {"id": name, "text": text, "language": "en", "source": "Wire", **fields}


def lines(rig: Rig, *command: str) -> list[Any]:
    return [orjson.loads(line) for line in rig.dateline(*command).stdout.splitlines()]


async def test_two_workers_share_the_partitions_and_a_thousand_articles_arrive_complete(rig: Rig) -> None:
    rig.start("w1")
    rig.start("w2")
    await rig.publish(articles(1000, 31))
    assert await rig.until_committed(1000, 300) == 1000
    result = await rig.recount()
    assert result.exact, result
    assigned = [line for line in rig.logged("partitions assigned") if len(line["partitions"]) == 2]
    assert {line["worker"] for line in assigned} == {"w1", "w2"}
    assert rig.dateline("verify").returncode == 0
    by_action = lines(rig, "counts", "--by", "action")
    assert sum(row["count"] for row in by_action) == len(lines(rig, "events"))
    by_day = lines(rig, "counts", "--by", "action", "--bucket", "day")
    assert sum(row["count"] for row in by_day) == sum(row["count"] for row in by_action)


async def test_subscribers_can_filter_by_headers_and_withdrawn_events_disappear(rig: Rig) -> None:
    rig.start("w")
    await rig.publish([article("x", "France attacked Kenya."), article("y", "Peru met Japan, officials said.")])
    assert await rig.until_committed(2, 300) == 2
    records = {orjson.loads(record.value)["article_id"]: record for record in await rig.read("events")}
    headers = dict(records["x"].headers)
    assert headers["action-type"] == b"ASSAULT"
    assert headers["country"] == b"FRA"
    assert headers["certainty"] == b"certain"
    assert headers["ce_id"] == records["x"].key
    assert {"ce_type", "ce_source", "ce_time", "ce_specversion", "content-type"} <= headers.keys()
    assert [row["article_id"] for row in lines(rig, "statements")] == ["y"]
    assert [row["article_id"] for row in lines(rig, "events", "--where", "action.type=ASSAULT")] == ["x"]
    assert [row["article_id"] for row in lines(rig, "events", "--where", "actors.country=PER")] == ["y"]
    assert rig.dateline("events", "--format", "csv").stdout.startswith(b"date,type,")
    assert rig.dateline("events", "--format", "parquet").stdout[:4] == b"PAR1"

    await rig.publish(
        [article("x", "Nothing happened in the capital."), article("y", "Peru met Japan, officials said.")]
    )
    assert await rig.until_committed(4, 300) == 4
    await asyncio.sleep(1)
    assert [row["article_id"] for row in lines(rig, "events")] == ["y"]
    assert [row["value"] for row in lines(rig, "counts", "--by", "action")] == ["CONSULT"]
    assert rig.dateline("verify").returncode == 0


async def test_verify_tells_a_count_that_is_wrong(rig: Rig) -> None:
    rig.start("w")
    await rig.publish([article("x", "France attacked Kenya.")])
    assert await rig.until_committed(1, 300) == 1
    rig.kill("w", signal.SIGTERM)
    assert rig.dateline("verify").returncode == 0
    record = next(r for r in await rig.read("counts") if r.key == b'["action","ASSAULT","total"]')
    from aiokafka import AIOKafkaProducer

    producer = AIOKafkaProducer(bootstrap_servers=rig.bootstrap)
    await producer.start()
    wrong = orjson.dumps(orjson.loads(record.value) | {"count": 7, "generation": 10**9})
    await producer.send_and_wait(record.topic, wrong, key=record.key, partition=record.partition)
    await producer.stop()
    verified = rig.dateline("verify", check=False)
    assert verified.returncode == 1
    difference = orjson.loads(verified.stdout)
    assert (difference["value"], difference["table"], difference["recount"]) == ("ASSAULT", 7, 1)


def test_a_wrong_option_is_a_usage_error_and_no_broker_is_status_3(rig: Rig) -> None:
    assert rig.dateline("replay", check=False).returncode == 2
    assert rig.dateline("events", "--where", "action.type", check=False).returncode == 2
    assert rig.dateline("dead-letters", "show", "0-99", check=False).returncode == 2
    nowhere = ("--bootstrap", "127.0.0.1:1")
    for command in (("events",), ("counts",), ("verify",), ("topics",)):
        assert rig.dateline(*command, *nowhere, check=False).returncode == 3
