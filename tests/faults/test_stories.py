"""Workers that are killed while what they tell grows together: the stories are those of nobody having died."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Iterator
from typing import Any

import orjson
import pytest

from tests.faults.rig import Rig
from tests.unit.stream.happenings import OUTLETS, Message, article, merged, text

pytestmark = [pytest.mark.broker, pytest.mark.timeout(1200)]

ARTICLES, HAPPENINGS, KILLS = 300, 40, 6


@pytest.fixture
def rig_settings() -> dict[str, Any]:
    return {"store": "rocksdb"}


def wire(chance: random.Random) -> Iterator[dict[str, Any]]:
    """Of a hundred some ten are copies, three are corrected, two come twice."""
    sent: list[dict[str, Any]] = []
    for number in range(ARTICLES):
        body = text(chance, chance.randrange(HAPPENINGS))
        one = article(f"a{number}", chance.choice(OUTLETS), body, hours=number // 12)
        roll = chance.random()
        if sent and roll < 0.1:
            one["text"] = chance.choice(sent)["text"]
        elif sent and roll < 0.13:
            one["id"] = chance.choice(sent)["id"]
        elif sent and roll < 0.15:
            one = chance.choice(sent)
        sent.append(one)
        yield one


async def test_stories_told_under_kills_are_those_that_the_log_of_reports_adds_up_to(rig: Rig) -> None:
    chance = random.Random(17)
    for name in ("w1", "w2"):
        rig.start(name)
    articles, struck = list(wire(chance)), 0
    share = -(-ARTICLES // (KILLS + 1))
    publishing = asyncio.create_task(rig.publish(articles, upto=lambda: share * (struck + 1)))
    assert await rig.until_committed(1, 300) >= 1
    early = 0
    for number in range(KILLS):
        await asyncio.sleep(chance.uniform(0.2, 3))
        early += await rig.committed("reports") < ARTICLES
        owner = _owner(rig)
        victim = owner if owner in rig.workers and number % 2 else chance.choice(sorted(rig.workers))
        rig.kill(victim)
        rig.start(victim)
        struck = number + 1
    await publishing
    assert early >= KILLS - 1, "the run was not over when the workers were killed"
    assert await rig.until_through(ARTICLES, 120) == ARTICLES
    verified = rig.dateline("verify", "--wait", "120", check=False)
    assert verified.returncode == 0, verified.stderr.decode()

    log = [Message(record.offset, record.key, record.value) for record in await rig.read("reports")]
    assert len({message.key for message in log}) > ARTICLES * 0.9
    right = merged(log, 5000)
    assert max(len(story["mentions"]) for story in right.values()) > 4
    told: dict[str, Any] = {}
    for record in await rig.read("stories"):
        told[record.key.decode()] = orjson.loads(record.value) if record.value else None
    assert {name: story for name, story in told.items() if story is not None} == right


def _owner(rig: Rig) -> str | None:
    """The worker that was given the reports last."""
    held = [line for line in rig.logged("partitions assigned") if line["reports"] is not None]
    return max(held, key=lambda line: line["timestamp"])["worker"] if held else None
