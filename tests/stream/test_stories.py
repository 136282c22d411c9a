"""Stories through real workers on a real Kafka: what reads `news.stories`, and who corrects an article, rely on."""

from __future__ import annotations

import signal
from typing import Any

import orjson
import pytest
from aiokafka import AIOKafkaProducer

from tests.faults.rig import Rig
from tests.unit.stream.happenings import DAILY, LIMA, POST, article

pytestmark = pytest.mark.broker


def stories(rig: Rig, *options: str) -> list[Any]:
    """What `dateline stories` shows once all reports are merged."""
    verified = rig.dateline("verify")
    assert b"merged again from the reports: equal" in verified.stderr
    return [orjson.loads(line) for line in rig.dateline("stories", *options).stdout.splitlines()]


def sizes(rig: Rig) -> list[int]:
    return sorted(len(story["mentions"]) for story in stories(rig))


async def test_two_outlets_and_a_copy_are_one_story_of_three_mentions_and_two_sources(rig: Rig) -> None:
    rig.start("w")
    told = [("a", "Post", POST), ("b", "Daily", DAILY), ("c", "Wire", POST), ("d", "Post", LIMA)]
    for hours, (name, source, text) in enumerate(told):  # one after the other: partitions have no order among them
        await rig.publish([article(name, source, text, hours)])
        assert await rig.until_committed(hours + 1, 300) == hours + 1
    (attack,) = stories(rig, "--where", "action.type=ASSAULT")
    assert [(mention["article_id"], mention["copy_of"]) for mention in attack["mentions"]] == [
        ("a", None),
        ("b", None),
        ("c", "a"),
    ]
    assert (attack["sources"], attack["independent_sources"]) == (["Post", "Daily", "Wire"], 2)
    assert ([actor["name"] for actor in attack["actors"]], attack["first_seen"]) == (["France"], "2025-12-01T00:00:00Z")
    (record,) = [record for record in await rig.read("stories") if record.value and b'"CONSULT"' in record.value]
    headers = dict(record.headers)
    assert (headers["ce_type"], headers["ce_id"]) == (b"dateline.story.v1", record.key)

    csv = rig.dateline("stories", "--format", "csv").stdout.decode().splitlines()
    assert csv[0] == "day,type,mode,who,whom,where,sources,independent,said_by,headline"
    assert [line for line in csv if line.startswith("2025-12-01,ASSAULT,,France,Kenya,,3,2,,")]  # in any partition
    assert rig.dateline("stories", "--format", "parquet").stdout[:4] == b"PAR1"
    table = rig.dateline("stories", "--format", "table").stdout.decode()
    assert "France -> Kenya" in table
    assert "3 (2)" in table


async def test_corrections_replays_and_withdrawals_reach_the_stories(rig: Rig) -> None:
    rig.start("w")
    await rig.publish([article("a", "Post", POST, 0)])
    assert await rig.until_committed(1, 300) == 1
    await rig.publish([article("c", "Wire", POST, 1)])
    assert await rig.until_committed(2, 300) == 2
    assert sizes(rig) == [2]

    before = stories(rig)
    rig.dateline("replay", "--all")
    assert await rig.until_committed(4, 300) == 4
    assert stories(rig) == before

    await rig.publish([article("a", "Post", LIMA, 2)])
    assert await rig.until_committed(5, 300) == 5
    assert sizes(rig) == [1, 1], "the copy stays in its story, the corrected one has another"
    await rig.publish([article("a", "Post", "Nothing happened in the capital.", 3)])
    assert await rig.until_committed(6, 300) == 6
    (left,) = stories(rig)
    assert [mention["article_id"] for mention in left["mentions"]] == ["c"]
    assert {event["event_id"] for event in events(rig)} == {mention["event_id"] for mention in left["mentions"]}


def events(rig: Rig) -> list[Any]:
    return [orjson.loads(line) for line in rig.dateline("events").stdout.splitlines()]


async def test_verify_tells_a_story_that_is_wrong(rig: Rig) -> None:
    rig.start("w")
    await rig.publish([article("a", "Post", POST, 0)])
    assert await rig.until_committed(1, 300) == 1
    assert sizes(rig) == [1]
    rig.kill("w", signal.SIGTERM)
    (record,) = await rig.read("stories")
    producer = AIOKafkaProducer(bootstrap_servers=rig.bootstrap)
    await producer.start()
    wrong = orjson.dumps(orjson.loads(record.value) | {"independent_sources": 7})
    await producer.send_and_wait(record.topic, wrong, key=record.key, partition=record.partition)
    await producer.stop()
    verified = rig.dateline("verify", check=False)
    assert verified.returncode == 1
    difference = orjson.loads(verified.stdout)
    assert (difference["story"], difference["what"]) == (record.key.decode(), "differs in independent_sources")
