"""What stands in a worker's log: enough to find the article, never its text, and no flood."""

from __future__ import annotations

import json
import logging
import threading
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


@pytest.mark.usefixtures("clock")
def test_a_librarys_lines_name_the_worker_from_every_thread(capsys: pytest.CaptureFixture[str]):
    set_up_logs(worker="w1")
    thread = threading.Thread(target=logging.getLogger("aiokafka").error, args=("Unable to connect to %s", "k:9092"))
    thread.start()
    thread.join()
    (line,) = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    assert (line["event"], line["worker"], line["logger"]) == ("Unable to connect to k:9092", "w1", "aiokafka")


def test_an_outage_of_an_hour_is_a_dozen_lines_and_the_next_one_is_heard_at_once(
    clock: list[float], capsys: pytest.CaptureFixture[str]
):
    set_up_logs()
    for second in range(3600):
        clock[0] = float(second)
        logging.getLogger("aiokafka").error("Unable to connect")
    assert 6 <= len(capsys.readouterr().err.splitlines()) <= 12
    clock[0] += 60
    logging.getLogger("aiokafka").error("Unable to connect")
    assert len(capsys.readouterr().err.splitlines()) == 1
