"""`dateline up` and `dateline publish` as a person uses them: real processes, a Kafka of their own."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.broker import EmbeddedKafka
from pipeline.broker.state import read_state

pytestmark = pytest.mark.broker
DATELINE = [sys.executable, "-m", "pipeline"]


def environment(folder: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("DATELINE_")}
    return {**kept, "DATELINE_DATA_DIR": str(folder)}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("one-machine")


def test_the_samples_go_through_once_and_the_counts_are_those_of_the_events_shown(folder: Path):
    for _ in range(2):  # the second time on the data of the first: nothing is counted again
        done = subprocess.run(
            [*DATELINE, "up", "--demo", "--once", "--no-dashboard"],
            env=environment(folder),
            capture_output=True,
            text=True,
            timeout=240,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        shown = re.search(r"^(\d+) events of (\d+) articles \((\d+) published\)$", done.stdout, re.MULTILINE)
        assert shown is not None, done.stdout
        events, articles, published = map(int, shown.groups())
        assert published >= 25
        assert articles >= 25
        certainties = re.search(r"by certainty\n((?: +\d+  \w+\n)+)", done.stdout)
        assert certainties is not None
        assert sum(int(number) for number in re.findall(r"\d+", certainties.group(1))) == events > 20
        assert "Stripped, by category" in done.stdout
        assert re.search(r"^Told by more than one outlet.*\n.*2 outlets, 1 independent", done.stdout, re.MULTILINE), (
            done.stdout
        )
        assert read_state(folder) is None


def test_sigterm_stops_everything_and_nothing_is_left(folder: Path):
    up = subprocess.Popen(
        [*DATELINE, "up", "--workers", "2", "--no-dashboard"],
        env=environment(folder),
        stderr=subprocess.PIPE,
        text=True,
    )
    assert up.stderr is not None
    for line in up.stderr:
        if "Ctrl-C stops everything" in line:
            break
    time.sleep(2)  # in the middle of the workers' start
    kafka = read_state(folder)
    assert kafka is not None
    up.send_signal(signal.SIGTERM)
    assert up.wait(90) == 0
    up.stderr.close()
    assert read_state(folder) is None
    left = [one for one in Path("/proc").glob("[0-9]*/environ") if _belongs(one, folder)]
    assert left == []


def _belongs(environ: Path, folder: Path) -> bool:
    try:
        return f"DATELINE_DATA_DIR={folder}".encode() in environ.read_bytes()
    except OSError:
        return False  # ended, or another user's


@pytest.fixture(scope="module")
def kafka(folder: Path) -> Iterator[EmbeddedKafka]:
    with EmbeddedKafka(folder) as broker:
        yield broker


def _publish(folder: Path, text: str, *options: str) -> subprocess.CompletedProcess[str]:
    command = [*DATELINE, "publish", "-", *options]
    return subprocess.run(
        command, env=environment(folder), input=text, capture_output=True, text=True, timeout=120, check=False
    )


@pytest.mark.usefixtures("kafka")
def test_a_bad_record_is_named_and_the_others_are_published(folder: Path):
    done = _publish(folder, '{"id": "p1", "text": "One."}\nno json\n{"id": "p2", "text": "Two."}\n')
    assert done.returncode == 1
    assert re.search(r"^standard input:2: bad-json: ", done.stderr, re.MULTILINE)
    assert "published 2 articles, refused 1" in done.stderr


def test_a_missing_topic_is_said_at_once(tmp_path: Path):
    with EmbeddedKafka(tmp_path):
        done = _publish(tmp_path, '{"id": "p1", "text": "One."}\n')
    assert done.returncode == 3
    assert "dateline topics" in done.stderr


def test_no_kafka_is_said_in_one_sentence(tmp_path: Path):
    done = _publish(tmp_path, '{"id": "p1", "text": "One."}\n')
    assert (done.returncode, len(done.stderr.splitlines())) == (3, 1)
    done = _publish(tmp_path, '{"id": "p1", "text": "One."}\n', "--bootstrap", "127.0.0.1:1")
    assert (done.returncode, len(done.stderr.splitlines())) == (3, 1)
