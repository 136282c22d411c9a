"""Kafka's jars are code from the network: only what the lock names may run."""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
from pathlib import Path

import pytest
import requests
from jgo.maven import Artifact, PythonResolver

from pipeline.broker import jars
from pipeline.broker.jars import LOCK_FILE, Jar, class_path, read_lock
from pipeline.errors import Unreachable

CONTENT = b"a jar"
GOOD = Jar("org.example", "engine", "1.0", hashlib.sha256(CONTENT).hexdigest())


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> dict[str, bytes]:
    """What the repository would serve, by file name."""
    files = {GOOD.name: CONTENT}

    def download(_self: PythonResolver, artifact: Artifact) -> Path:
        path: Path = artifact.context.repo_cache / artifact.filename
        path.write_bytes(files[artifact.filename])
        return path

    monkeypatch.setattr(PythonResolver, "download", download)
    return files


def test_jars_are_downloaded_once_and_kept(tmp_path: Path, served: dict[str, bytes]):
    assert class_path(tmp_path, [GOOD]) == [tmp_path / GOOD.name]
    served.clear()
    assert class_path(tmp_path, [GOOD])[0].read_bytes() == CONTENT
    assert [path.name for path in tmp_path.iterdir() if path.name != ".lock"] == [GOOD.name]


def test_a_tampered_jar_is_refused_and_named(tmp_path: Path):
    (tmp_path / GOOD.name).write_bytes(b"another jar")
    with pytest.raises(Unreachable, match=r"engine-1\.0\.jar is not the locked file"):
        class_path(tmp_path, [GOOD])


@pytest.mark.usefixtures("served")
def test_an_unknown_jar_beside_kafkas_is_refused(tmp_path: Path):
    (tmp_path / "stranger-1.0.jar").write_bytes(b"x")
    with pytest.raises(Unreachable, match=r"stranger-1\.0\.jar is not among"):
        class_path(tmp_path, [GOOD])


def test_a_wrong_download_never_reaches_the_cache(tmp_path: Path, served: dict[str, bytes]):
    served[GOOD.name] = b"not it"
    with pytest.raises(Unreachable, match="as downloaded is not the locked file"):
        class_path(tmp_path, [GOOD])
    assert [path.name for path in tmp_path.iterdir()] == [".lock"]


def test_a_missing_network_is_said_in_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def offline(*_: object, **__: object) -> None:
        raise requests.ConnectionError("no route")

    monkeypatch.setattr(requests, "request", offline)
    with pytest.raises(Unreachable, match=r"engine-1\.0\.jar can't be downloaded .* check the network") as caught:
        class_path(tmp_path, [GOOD])
    assert "\n" not in str(caught.value)


def test_a_cache_folder_that_is_a_file_is_said_in_one_sentence(tmp_path: Path):
    (tmp_path / "cache").write_text("")
    with pytest.raises(Unreachable, match="DATELINE_CACHE_DIR"):
        class_path(tmp_path / "cache" / "kafka", [GOOD])


def test_the_lock_pins_the_whole_kafka_and_names_no_address():
    lock = read_lock()
    assert {"kafka_2.13", "kafka-clients", "kafka-server", "slf4j-simple"} <= {jar.artifact for jar in lock}
    assert len({jar.name for jar in lock}) == len(lock) == 46
    assert all(re.fullmatch("[0-9a-f]{64}", jar.sha256) for jar in lock)
    assert "://" not in LOCK_FILE.read_text()


def test_processes_that_start_at_once_share_one_download(tmp_path: Path):
    program = """
import sys
from pathlib import Path
from jgo.maven import PythonResolver
from pipeline.broker.jars import Jar, class_path
folder = Path(sys.argv[1])
def download(self, artifact):
    with (folder / "downloads").open("a") as log:
        log.write("x")
    path = artifact.context.repo_cache / artifact.filename
    path.write_bytes(b"a jar")
    return path
PythonResolver.download = download
class_path(folder / "cache", [Jar("org.example", "engine", "1.0", sys.argv[2])])
"""
    started = [subprocess.Popen([sys.executable, "-c", program, str(tmp_path), GOOD.sha256]) for _ in range(3)]
    assert [process.wait(60) for process in started] == [0, 0, 0]
    assert (tmp_path / "downloads").read_text() == "x"


def test_progress_is_two_lines_where_nobody_watches(capsys: pytest.CaptureFixture[str]):
    for done in range(1, 47):
        jars._progress(done, 46)
    assert capsys.readouterr().err.splitlines() == [
        "downloading Apache Kafka 4.1.2: 1 of 46 files",
        "downloading Apache Kafka 4.1.2: 46 of 46 files",
    ]
