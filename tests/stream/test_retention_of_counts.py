"""Hours and days that are not kept any more, through a real worker and ``verify``."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import orjson
import pytest

from tests.faults.rig import Rig

pytestmark = [pytest.mark.broker, pytest.mark.timeout(1200)]


def article(name: str, published: datetime) -> dict[str, Any]:
    return {"id": name, "text": "France attacked Kenya.", "language": "en", "published_at": published.isoformat()}


async def test_counts_of_hours_go_when_their_time_is_over_and_verify_still_holds(rig: Rig) -> None:
    def buckets(kind: str) -> set[str]:
        rows = rig.dateline("counts", "--by", "action", "--bucket", kind).stdout.splitlines()
        return {orjson.loads(row)["bucket"] for row in rows}

    now = datetime.now(UTC)
    ages = {"new": now, "old": now - timedelta(30), "older": now - timedelta(60)}
    hours, days = ({name: f"{when:{form}}" for name, when in ages.items()} for form in ("%Y-%m-%dT%H", "%Y-%m-%d"))
    rig.start("w")
    await rig.publish([article(f"{name}{number}", when) for name, when in ages.items() for number in range(10)])
    assert await rig.until_committed(30, 300) == 30
    await asyncio.sleep(1)
    assert (buckets("hour"), buckets("day")) == (set(hours.values()), set(days.values()))

    rig.kill("w")
    rig.start("w", hour_counts_days=14, day_counts_days=45)
    # late ones for what has expired meanwhile, and a correction of one of them
    await rig.publish([article(f"{name}{number}", when) for name, when in ages.items() for number in range(10, 30)])
    await rig.publish([article("older3", ages["older"]) | {"text": "Peru met Japan."}])
    assert await rig.until_committed(91, 300) == 91
    await asyncio.sleep(1)
    assert buckets("hour") == {hours["new"]}
    assert buckets("day") == {days["new"], days["old"]}
    assert buckets("total") == {"total"}
    verified = rig.dateline("verify", check=False)
    assert verified.returncode == 0, verified.stdout
    held = {record.key: record.value for record in await rig.read("counts")}
    gone = [key for key, value in held.items() if value is None]
    assert {orjson.loads(key)[2] for key in gone} == {hours["old"], hours["older"], days["older"]}
