"""Kafka's jars in the cache folder: downloaded once, checked against the lock before every start."""

from __future__ import annotations

import fcntl
import hashlib
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import Unreachable
from pipeline.settings import settings

if TYPE_CHECKING:
    from collections.abc import Iterator

KAFKA_VERSION = "4.1.2"
LOCK_FILE = Path(__file__).with_name("kafka-jars.lock")
DOWNLOADS_AT_ONCE = 4  # small files: waiting for answers is most of the time


@dataclass(frozen=True)
class Jar:
    """One line of the lock."""

    group: str
    artifact: str
    version: str
    sha256: str

    @property
    def name(self) -> str:
        return f"{self.artifact}-{self.version}.jar"


def read_lock(path: Path = LOCK_FILE) -> list[Jar]:
    """The jars that may be on the class path, in the lock's order."""
    jars = []
    for line in path.read_text(encoding="ascii").splitlines():
        if line and not line.startswith("#"):
            coordinates, sha256 = line.split()
            group, artifact, version = coordinates.split(":")
            jars.append(Jar(group, artifact, version, sha256))
    return jars


def cache_folder() -> Path:
    """Where the jars lie: one folder a Kafka version, shared by all checkouts of this user."""
    return settings().cache_folder / f"kafka-{KAFKA_VERSION}"


def class_path(folder: Path | None = None, lock: list[Jar] | None = None) -> list[Path]:
    """The jars, each checked; what is missing is downloaded first. Raises Unreachable on a wrong jar or no network."""
    folder = cache_folder() if folder is None else folder
    lock = read_lock() if lock is None else lock
    with _alone(folder):
        missing = [jar for jar in lock if not (folder / jar.name).exists()]
        if missing:
            _download(missing, folder)
        _check(folder, lock)
    return [folder / jar.name for jar in lock]


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Only one process at a time fills or checks the folder."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with (folder / ".lock").open("w") as handle:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield
    except OSError as error:
        raise Unreachable(
            f"the cache folder {folder} can't be used ({error.strerror}): set DATELINE_CACHE_DIR to another"
        ) from error


def _check(folder: Path, lock: list[Jar]) -> None:
    expected = {jar.name: jar.sha256 for jar in lock}
    for path in sorted(folder.glob("*.jar")):
        if path.name not in expected:
            raise Unreachable(f"{path} is not among Kafka's locked jars and is refused: delete it and start again")
        if _sha256(path) != expected[path.name]:
            raise Unreachable(f"{path} is not the locked file (its SHA-256 differs): delete it and start again")


def _sha256(path: Path) -> str:
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()


def _download(missing: list[Jar], folder: Path) -> None:
    """Fetch into a folder beside, check, then move: what lies under a jar's name is always whole."""
    with (
        tempfile.TemporaryDirectory(prefix=".download-", dir=folder) as staging,
        ThreadPoolExecutor(DOWNLOADS_AT_ONCE) as threads,
    ):
        jobs = [threads.submit(_fetch, jar, Path(staging)) for jar in missing]
        try:
            for done, job in enumerate(as_completed(jobs), start=1):
                path = job.result()
                path.replace(folder / path.name)
                _progress(done, len(missing))
        except BaseException:
            threads.shutdown(wait=True, cancel_futures=True)
            raise


def _fetch(jar: Jar, staging: Path) -> Path:
    import requests
    from jgo.maven import MavenContext, PythonResolver

    context = MavenContext(resolver=PythonResolver(), repo_cache=staging, timeout=30)
    artifact = context.project(jar.group, jar.artifact).at_version(jar.version).artifact()
    try:
        path: Path = artifact.resolve()
    except (requests.RequestException, RuntimeError, OSError) as error:
        raise Unreachable(
            f"Kafka's {jar.name} can't be downloaded ({type(error).__name__}): check the network, or name a running Kafka with --bootstrap"
        ) from error
    if _sha256(path) != jar.sha256:
        raise Unreachable(f"{jar.name} as downloaded is not the locked file (its SHA-256 differs): refused")
    return path


def _progress(done: int, total: int) -> None:
    """One line that counts up on a terminal, two lines elsewhere."""
    if sys.stderr.isatty():
        sys.stderr.write(
            f"\rdownloading Apache Kafka {KAFKA_VERSION}: {done} of {total} files" + "\n" * (done == total)
        )
    elif done in (1, total):
        sys.stderr.write(f"downloading Apache Kafka {KAFKA_VERSION}: {done} of {total} files\n")
    sys.stderr.flush()
