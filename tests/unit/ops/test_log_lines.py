"""What stands in a worker's log: enough to find the article, never its text, and no flood."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator

import pytest
import structlog

from pipeline.ops import logs
from pipeline.ops.logs import Sparing, set_up_logs


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[float]]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    now = [0.0]
    monkeypatch.setattr(logs.time, "monotonic", lambda: now[0])
    yield now
    structlog.reset_defaults()
    structlog.contextvars.clear_contextvars()
    root.handlers[:] = handlers
    root.setLevel(level)


def test_a_flood_of_one_kind_is_ten_lines_a_minute_and_its_number(
    clock: list[float], capsys: pytest.CaptureFixture[str]
):
    set_up_logs(worker="w1")
    sparing = Sparing()
    for offset in range(25):
        sparing.warn("dead letter", "no-text", offset=offset)
    sparing.warn("dead letter", "too-large", offset=99)
    clock[0] = 61.0
    sparing.warn("dead letter", "no-text", offset=100)
    lines = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    assert [line["offset"] for line in lines] == [*range(10), 99, 100]
    assert [line.get("unsaid_before") for line in lines] == [None] * 11 + [15]
    assert all(line["worker"] == "w1" and line["level"] == "warning" for line in lines)
