"""Texts that hang, crash or eat the parser, and records that are none: each ends as a dead letter, alone."""

from __future__ import annotations

import asyncio
import base64
from pathlib import Path
from typing import Any

import orjson
import pytest

from tests.faults.rig import Rig

pytestmark = [pytest.mark.broker, pytest.mark.timeout(1200)]

GOOD = "France attacked Kenya on Monday."


@pytest.fixture
def rig_settings() -> dict[str, Any]:
    return {
        "engine": "tests.faults.poison:PoisonEngine",
        "extract_seconds": 1.5,
        "process_memory_mb": 500,
        "processes": 2,
        "max_article_bytes": 1_000_000,
    }


def article(name: str, text: str) -> dict[str, Any]:
    return {"id": name, "text": text, "language": "en", "source": "Wire"}


async def test_poison_ends_as_dead_letters_and_takes_no_neighbour_with_it(rig: Rig) -> None:
    texts = {f"g{number}": GOOD for number in range(40)}
    texts |= {"hang": "HANG here.", "die": "DIE here.", "eat": "EAT all.", "raise": "RAISE it."}
    names = sorted(texts, key=lambda name: hash(name) % 97)
    await rig.publish([article(name, texts[name]) for name in names])
    await rig.send_raw(b"\xff\xfe no json", key=None)
    await rig.send_raw(b'{"id": 5, "text": "x"}')
    await rig.send_raw(b'{"text": ""}')
    await rig.send_raw(b'{"id": "big", "text": "' + b"x" * 1_500_000 + b'"}')
    await rig.send_raw(None, key=b"tombstone")
    rig.start("w")
    assert await rig.until_committed(49, 300) == 49
    letters = [orjson.loads(record.value) for record in await rig.read("dead-letters")]
    reasons = {letter["key"]: letter["reason"] for letter in letters if letter["key"] in texts}
    assert reasons.pop("eat") in ("extract-crash", "extract-timeout"), (
        "what it meets first: the memory limit or the time's"
    )
    assert reasons == {
        "hang": "extract-timeout",
        "die": "extract-crash",
        "raise": "extract-crash",
    }
    assert sorted(letter["reason"] for letter in letters if letter["key"] not in texts) == [
        "bad-json",
        "bad-json",
        "bad-schema",
        "no-text",
        "too-large",
    ]
    assert {letter["attempts"] for letter in letters if letter["reason"] == "extract-timeout"} == {2}
    big = next(letter for letter in letters if letter["reason"] == "too-large")
    assert len(base64.b64decode(big["value_base64"])) > 1_500_000
    clean = {record.key.decode() for record in await rig.read("articles.clean")}
    assert clean == {name for name, text in texts.items() if text == GOOD}
    assert rig.dateline("verify").returncode == 0


async def test_a_replayed_dead_letter_is_counted_once(rig: Rig) -> None:
    await rig.publish([article("a", "HANG " + GOOD), article("b", GOOD)])
    rig.start("w")
    assert await rig.until_committed(2, 300) == 2
    listed = [orjson.loads(line) for line in rig.dateline("dead-letters", "list").stdout.splitlines()]
    assert [letter["key"] for letter in listed] == ["a"]
    rig.kill("w")
    rig.start("w", engine="light")  # today's engine does not hang on it
    rig.dateline("dead-letters", "replay", listed[0]["id"])
    rig.dateline("dead-letters", "replay", "--all")
    assert await rig.until_committed(4, 300) == 4
    await asyncio.sleep(1)
    counts = [orjson.loads(line) for line in rig.dateline("counts", "--by", "action").stdout.splitlines()]
    assert [(row["value"], row["count"]) for row in counts] == [("ASSAULT", 2)]
    assert rig.dateline("verify").returncode == 0


async def test_a_replay_with_another_extractor_replaces_what_the_first_one_found(rig: Rig) -> None:
    await rig.publish([article(f"a{number}", f"{GOOD} RAISED") for number in range(3)])
    rig.start("w", engine="light")
    assert await rig.until_committed(3, 300) == 3
    before = rig.dateline("counts", "--by", "action").stdout
    rig.kill("w")
    rig.start("w", engine="tests.faults.later:LaterEngine")
    rig.dateline("replay", "--all")
    assert await rig.until_committed(6, 300) == 6
    await asyncio.sleep(1)
    after = rig.dateline("counts", "--by", "action").stdout
    assert (b"ASSAULT" in before, b"ASSAULT" in after, b"COERCE" in after) == (True, False, True)
    events = [orjson.loads(line) for line in rig.dateline("events").stdout.splitlines()]
    assert {event["action"]["type"] for event in events} == {"COERCE"}
    assert rig.dateline("verify").returncode == 0


async def test_a_slow_stage_holds_reading_back_instead_of_filling_memory(rig: Rig) -> None:
    big = "SLOW " + "x" * 400_000
    await rig.publish([article(f"s{number}", f"{GOOD} {big}") for number in range(200)])  # 80 MB
    worker = rig.start("w", max_text_chars=900_000, batch_articles=8, extract_seconds=20)
    assert await rig.until_committed(8, 300) >= 8
    status = await asyncio.to_thread(Path(f"/proc/{worker.pid}/status").read_text)
    resident = int(next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM"))) / 1024
    assert resident < 260, f"{resident:.0f} MB"
