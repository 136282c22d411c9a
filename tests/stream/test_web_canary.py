"""The canary through a real worker: it comes back with its round trip, and leaves no event and no count of one."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.staging import ROOT, Stage, ask, free_port, wait_for

pytestmark = pytest.mark.broker


@pytest.fixture
def page(bootstrap: str, tmp_path: Path) -> Iterator[str]:
    """A page with its canary, one worker and the worker's metrics."""
    stage, port = Stage(bootstrap, tmp_path), free_port()
    small = {"DATELINE_ENGINE": "light", "DATELINE_PROCESSES": "1", "DATELINE_PARTITIONS": "2"}
    env = stage.env | small | {"DATELINE_METRICS_PORT": str(port)}
    dateline = [sys.executable, "-m", "pipeline"]
    subprocess.run([*dateline, "topics", "--create"], env=env, cwd=ROOT, check=True, capture_output=True, timeout=120)
    with (tmp_path / "worker.log").open("wb") as log:
        worker = subprocess.Popen([*dateline, "worker", "--name", "w"], env=env, cwd=ROOT, stderr=log, stdout=log)
        try:
            with stage.dashboard("--canary-seconds", "1", "--worker-metrics", f"127.0.0.1:{port}") as address:
                yield address
        finally:
            worker.terminate()
            worker.wait(60)


def test_the_canary_comes_back_and_leaves_no_event(page: str):
    def returned() -> bool:
        summary = ask(f"{page}/api/summary")
        worked = (summary["workers"][0]["articles"] or 0) >= 3
        return worked and summary["canary"]["round_trip_seconds"] is not None and summary["canary"]["sent"] >= 3

    wait_for(returned, "three canaries to come back", 120)
    summary = ask(f"{page}/api/summary")
    assert summary["canary"]["lost"] == 0
    assert 0 < summary["canary"]["round_trip_seconds"] < 60
    assert summary["events_read"] == 0
    assert ask(f"{page}/api/counts?by=action") == []
    assert summary["group"]["members"] == 1
    wait_for(lambda: ask(f"{page}/api/summary")["stages"][0]["batches"] > 0, "stage times of the worker")
    wait_for(lambda: ask(f"{page}/readyz") == {"status": "ready"}, "readiness")
