"""Every panel shows data and every alert fires: on a real Prometheus that scrapes a real run."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
import yaml

from pipeline.broker import EmbeddedKafka

ROOT = Path(__file__).parents[2]
DASHBOARDS = ROOT / "deploy" / "grafana" / "dashboards"
RULES = ROOT / "deploy" / "prometheus"

needs_prometheus = pytest.mark.skipif(
    shutil.which("prometheus") is None, reason="Prometheus is not installed (Debian: apt-get install prometheus)"
)
pytestmark = [pytest.mark.broker, pytest.mark.timeout(600)]


def panels() -> list[tuple[str, str]]:
    """Every query of every panel, with the panel's name."""
    found = []
    for path in sorted(DASHBOARDS.glob("*.json")):
        for panel in json.loads(path.read_text())["panels"]:
            found += [(f"{path.stem}: {panel['title']}", target["expr"]) for target in panel.get("targets", ())]
    return found


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def get(url: str) -> Any:
    with urllib.request.urlopen(url, timeout=10) as response:  # noqa: S310 - our own loopback address
        return json.load(response)


def wait_for(url: str, seconds: float = 180) -> None:
    deadline = time.monotonic() + seconds
    while True:
        try:
            urllib.request.urlopen(url, timeout=5).close()  # noqa: S310 - our own loopback address
            return
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.5)


def start(stack: ExitStack, folder: Path, name: str, *command: str, env: dict[str, str] | None = None) -> None:
    """A process that ends with the test; its output goes to a file."""
    log = stack.enter_context((folder / f"{name}.log").open("wb"))
    process = subprocess.Popen(command, stdout=log, stderr=log, env=os.environ | (env or {}), cwd=folder)

    def end() -> None:
        process.terminate()
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    stack.callback(end)


@pytest.fixture(scope="module")
def prometheus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Kafka, a worker, the page and Prometheus, on a few articles; its address."""
    folder = tmp_path_factory.mktemp("operations")
    dateline = (sys.executable, "-m", "pipeline")
    env = {"PYTHONPATH": str(ROOT), "DATELINE_DATA_DIR": str(folder / "data"), "DATELINE_PROCESSES": "1"}
    worker_port, page_port, port = free_port(), free_port(), free_port()
    with ExitStack() as stack:
        kafka = stack.enter_context(EmbeddedKafka(folder / "kafka"))
        env["DATELINE_BOOTSTRAP"] = kafka.bootstrap
        subprocess.run([*dateline, "topics"], env=os.environ | env, check=True, capture_output=True, timeout=90)
        start(stack, folder, "worker", *dateline, "worker", "--metrics-port", str(worker_port), env=env)
        page = ("dashboard", "--port", str(page_port), "--canary-seconds", "5")
        start(stack, folder, "page", *dateline, *page, env=env)
        config = yaml.safe_load((RULES / "prometheus.yml").read_text())
        config["global"]["scrape_interval"] = "1s"
        config["rule_files"] = [str(RULES / "alerts.yml")]
        config["scrape_configs"] = [
            {"job_name": "dateline-page", "static_configs": [{"targets": [f"127.0.0.1:{page_port}"]}]},
            {"job_name": "dateline-worker", "static_configs": [{"targets": [f"127.0.0.1:{worker_port}"]}]},
        ]
        (folder / "prometheus.yml").write_text(yaml.safe_dump(config))
        wait_for(f"http://127.0.0.1:{worker_port}/metrics")
        wait_for(f"http://127.0.0.1:{page_port}/healthz")
        listen = f"--web.listen-address=127.0.0.1:{port}"
        files = (f"--config.file={folder / 'prometheus.yml'}", f"--storage.tsdb.path={folder / 'tsdb'}")
        start(stack, folder, "prometheus", "prometheus", *files, listen)
        wait_for(f"http://127.0.0.1:{port}/-/ready")
        publish = [*dateline, "publish", str(ROOT / "samples")]
        for _ in range(2):  # the second time makes duplicates; rates need samples before and after
            subprocess.run(publish, env=os.environ | env, check=True, capture_output=True, timeout=90)
            time.sleep(12)
        yield f"http://127.0.0.1:{port}"


def query(prometheus: str, expression: str) -> list[Any]:
    answer = get(f"{prometheus}/api/v1/query?query={urllib.parse.quote(expression)}")
    assert answer["status"] == "success"
    result: list[Any] = answer["data"]["result"]
    return result


@needs_prometheus
def test_every_panel_of_every_dashboard_has_data(prometheus: str):
    waiting = panels()
    assert len(waiting) >= 25
    deadline = time.monotonic() + 90
    while True:
        waiting = [(name, expression) for name, expression in waiting if not query(prometheus, expression)]
        if not waiting or time.monotonic() > deadline:
            break
        time.sleep(2)
    assert waiting == []


@needs_prometheus
def test_prometheus_loads_every_alert_rule_and_scrapes_both_kinds_of_target(prometheus: str):
    groups = get(f"{prometheus}/api/v1/rules")["data"]["groups"]
    known = {rule["alert"] for rule in yaml.safe_load((RULES / "alerts.yml").read_text())["groups"][0]["rules"]}
    assert {rule["name"] for group in groups for rule in group["rules"]} == known
    assert {result["metric"]["job"] for result in query(prometheus, "up == 1")} == {"dateline-page", "dateline-worker"}


@needs_prometheus
def test_metrics_are_named_as_prometheus_own_linter_asks(prometheus: str):
    targets = [target["scrapeUrl"] for target in get(f"{prometheus}/api/v1/targets")["data"]["activeTargets"]]
    assert len(targets) == 2
    for url in targets:
        with urllib.request.urlopen(url, timeout=10) as response:  # noqa: S310 - our own loopback address
            body = response.read()
        lint = subprocess.run(
            ["promtool", "check", "metrics"], input=body, capture_output=True, timeout=60, check=False
        )
        said = (lint.stdout + lint.stderr).decode().splitlines()
        assert [line for line in said if line.startswith(("dateline_", "kafka_"))] == []


@needs_prometheus
def test_every_alert_fires_when_it_should_and_stays_quiet_when_not():
    rules = yaml.safe_load((RULES / "alerts.yml").read_text())["groups"][0]["rules"]
    cases = yaml.safe_load((RULES / "alerts.test.yml").read_text())["tests"]
    for rule in rules:
        expected = [
            bool(case["alert_rule_test"][0]["exp_alerts"]) for case in cases if case["name"].split()[0] == rule["alert"]
        ]
        assert sorted(expected) == [False, True], rule["alert"]
    run = subprocess.run(
        ["promtool", "test", "rules", "alerts.test.yml"],
        cwd=RULES,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert run.returncode == 0, run.stdout + run.stderr


@pytest.mark.parametrize("path", sorted(DASHBOARDS.glob("*.json")), ids=lambda path: path.stem)
def test_a_dashboard_explains_each_panel_and_reads_the_provisioned_source(path: Path):
    dashboard = json.loads(path.read_text())
    source = yaml.safe_load((ROOT / "deploy/grafana/provisioning/datasources/prometheus.yml").read_text())
    uid = source["datasources"][0]["uid"]
    shown = [panel for panel in dashboard["panels"] if panel["type"] != "row"]
    assert len({panel["id"] for panel in dashboard["panels"]}) == len(dashboard["panels"])
    for panel in shown:
        assert panel["description"].endswith("."), panel["title"]
        assert {target["datasource"]["uid"] for target in panel["targets"]} == {uid}
