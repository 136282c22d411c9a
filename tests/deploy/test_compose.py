"""The containers as an operator brings them up: the same articles in, the same events out."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from testcontainers.compose import DockerCompose

ROOT = Path(__file__).parents[2]


def engine_runs() -> bool:
    if shutil.which("docker") is None:
        return False
    return subprocess.run(["docker", "info"], capture_output=True, check=False, timeout=30).returncode == 0


pytestmark = [
    pytest.mark.broker,
    pytest.mark.timeout(900),
    pytest.mark.skipif(not engine_runs(), reason="no Docker engine runs here"),
]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def ports() -> Iterator[dict[str, int]]:
    """The composition, up and healthy; the ports it listens on."""
    found = {name: free_port() for name in ("KAFKA_PORT", "DASHBOARD_PORT", "PROMETHEUS_PORT")}
    held = dict(os.environ)
    os.environ.update({name: str(port) for name, port in found.items()})
    compose = DockerCompose(str(ROOT), build=True, wait=True, pull=False)
    try:
        compose.start()
        yield found
    finally:
        compose.stop(down=True)
        os.environ.clear()
        os.environ.update(held)


def dateline(port: int, *words: str) -> str:
    run = subprocess.run(
        [sys.executable, "-m", "pipeline", *words, "--bootstrap", f"127.0.0.1:{port}"],
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    return run.stdout


def test_articles_published_to_the_containers_come_out_as_events_and_counts(ports: dict[str, int]):
    dateline(ports["KAFKA_PORT"], "publish", str(ROOT / "samples"))
    deadline = time.monotonic() + 180
    lag: list[dict[str, Any]] = []
    while time.monotonic() < deadline:
        lag = json.loads(dateline(ports["KAFKA_PORT"], "lag", "--group", "dateline", "--format", "json"))
        articles = [row for row in lag if row["topic"] == "news.articles.raw"]
        if sum(row["committed"] or 0 for row in articles) >= 29 and not any(row["lag"] for row in lag):
            break
        time.sleep(2)
    events = dateline(ports["KAFKA_PORT"], "events", "--format", "jsonl").splitlines()
    counts = [json.loads(line) for line in dateline(ports["KAFKA_PORT"], "counts", "--format", "jsonl").splitlines()]
    assert len(events) > 60
    assert sum(row["count"] for row in counts) == len(events)
    dateline(ports["KAFKA_PORT"], "verify")


def test_the_page_is_ready_and_prometheus_sees_page_and_worker(ports: dict[str, int]):
    with urllib.request.urlopen(f"http://127.0.0.1:{ports['DASHBOARD_PORT']}/readyz", timeout=10) as response:
        assert json.load(response)["status"] == "ready"
    deadline = time.monotonic() + 60
    jobs: set[str] = set()
    while time.monotonic() < deadline and len(jobs) < 2:
        url = f"http://127.0.0.1:{ports['PROMETHEUS_PORT']}/api/v1/query?query=up==1"
        with urllib.request.urlopen(url, timeout=10) as response:
            jobs = {result["metric"]["job"] for result in json.load(response)["data"]["result"]}
        time.sleep(1)
    assert jobs == {"dateline-page", "dateline-worker"}


def test_the_containers_run_without_root_and_cannot_write_to_their_image(ports: dict[str, int]):
    assert ports
    worker = subprocess.run(
        ["docker", "compose", "exec", "-T", "worker", "sh", "-c", "id -u; touch /app/x 2>&1; exit 0"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    user, refused = worker.stdout.splitlines()
    assert user == "10001"
    assert "Read-only file system" in refused


def compose(*words: str) -> str:
    run = subprocess.run(
        ["docker", "compose", *words], cwd=ROOT, capture_output=True, text=True, check=True, timeout=120
    )
    return run.stdout


def kafkas_own_figures() -> dict[int, tuple[int, int, int]]:
    """Committed, end and lag of each partition, as Kafka's own tool tells them."""
    tool = ("/opt/kafka/bin/kafka-consumer-groups.sh", "--bootstrap-server", "kafka:9092")
    table = compose("exec", "-T", "kafka", *tool, "--describe", "--group", "dateline")
    rows = [line.split() for line in table.splitlines() if " news.articles.raw " in line]
    return {int(row[2]): (int(row[3]), int(row[4]), int(row[5])) for row in rows}


def our_figures(port: int) -> dict[int, tuple[int, int, int]]:
    rows = json.loads(dateline(port, "lag", "--group", "dateline", "--format", "json"))
    rows = [row for row in rows if row["topic"] == "news.articles.raw"]
    return {row["partition"]: (row["committed"], row["end"], row["lag"]) for row in rows}


def test_lag_is_what_kafkas_own_tool_says_while_the_worker_stands_still_and_after(
    ports: dict[str, int], tmp_path: Path
):
    compose("stop", "dashboard")  # no canary: both must look at the same offsets
    compose("stop", "worker")
    articles = tmp_path / "more.jsonl"
    lines = [
        json.dumps({"id": f"more-{n}", "text": f"Minister {n} met envoy {n} in Riga on Monday."}) for n in range(60)
    ]
    articles.write_text("\n".join(lines))
    dateline(ports["KAFKA_PORT"], "publish", str(articles))
    behind = our_figures(ports["KAFKA_PORT"])
    assert behind == kafkas_own_figures()
    assert sum(lag for _, _, lag in behind.values()) == 60

    compose("start", "worker")
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline and any(lag for _, _, lag in our_figures(ports["KAFKA_PORT"]).values()):
        time.sleep(2)
    caught_up = our_figures(ports["KAFKA_PORT"])
    assert caught_up == kafkas_own_figures()
    assert all(lag == 0 for _, _, lag in caught_up.values())
