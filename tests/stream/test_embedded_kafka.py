"""The embedded Kafka keeps what it was given, whatever ends it, and never outlives its owner."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from aiokafka.admin import AIOKafkaAdminClient, NewTopic

from pipeline.broker import EmbeddedKafka
from pipeline.broker.state import read_state
from pipeline.errors import Unreachable

pytestmark = pytest.mark.broker
TOPIC = "kept"


@pytest.fixture(scope="module")
def kafka(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedKafka]:
    with EmbeddedKafka(tmp_path_factory.mktemp("embedded")) as broker:
        yield broker


async def _send(bootstrap: str, *values: bytes) -> None:
    producer = AIOKafkaProducer(bootstrap_servers=bootstrap, acks="all")
    await producer.start()
    for value in values:
        await producer.send_and_wait(TOPIC, value)
    await producer.stop()


async def _all(bootstrap: str, number: int) -> list[bytes]:
    consumer = AIOKafkaConsumer(TOPIC, bootstrap_servers=bootstrap, auto_offset_reset="earliest")
    await consumer.start()
    values = [(await consumer.getone()).value for _ in range(number)]
    await consumer.stop()
    return values


async def test_what_was_acknowledged_survives_a_kill_and_a_stop(kafka: EmbeddedKafka):
    address = kafka.bootstrap
    admin = AIOKafkaAdminClient(bootstrap_servers=address)
    await admin.start()
    await admin.create_topics([NewTopic(TOPIC, 1, 1)])
    await admin.close()
    await _send(address, b"one")
    kafka.kill()
    kafka.start()
    await _send(kafka.bootstrap, b"two")
    kafka.stop()
    assert kafka.pid is None
    assert read_state(kafka.data_dir) is None
    kafka.start()
    assert kafka.bootstrap == address
    assert await _all(kafka.bootstrap, 2) == [b"one", b"two"]


def test_two_brokers_never_share_a_folder(kafka: EmbeddedKafka):
    with pytest.raises(Unreachable, match=kafka.bootstrap):
        EmbeddedKafka(kafka.data_dir).start()
    assert kafka.pid is not None


def test_it_listens_on_this_machine_only(kafka: EmbeddedKafka):
    listening = subprocess.run(
        [sys.executable, "-c", _LISTENERS, str(kafka.pid)], capture_output=True, text=True, check=True
    ).stdout.split()
    assert listening
    assert all(address.startswith("127.0.0.1:") for address in listening)


def test_it_ends_with_an_owner_that_was_killed(tmp_path: Path):
    program = (
        "import sys, time; from pathlib import Path; from pipeline.broker import EmbeddedKafka\n"
        "print(EmbeddedKafka(Path(sys.argv[1])).start().pid, flush=True); time.sleep(600)"
    )
    owner = subprocess.Popen([sys.executable, "-c", program, str(tmp_path)], stdout=subprocess.PIPE, text=True)
    assert owner.stdout is not None
    pid = int(owner.stdout.readline())
    owner.send_signal(signal.SIGKILL)
    owner.wait()
    owner.stdout.close()
    deadline = time.monotonic() + 30
    while _runs(pid):
        assert time.monotonic() < deadline, "the broker still runs"
        time.sleep(0.2)


def _runs(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


# the sockets of a process that wait for connections, as ADDRESS:PORT, from /proc
_LISTENERS = """
import os, socket, sys
inodes = set()
for one in os.listdir(f"/proc/{sys.argv[1]}/fd"):
    target = os.readlink(f"/proc/{sys.argv[1]}/fd/{one}")
    if target.startswith("socket:["):
        inodes.add(target[8:-1])
for name, family, size in (("tcp", socket.AF_INET, 8), ("tcp6", socket.AF_INET6, 32)):
    for line in open(f"/proc/net/{name}").read().splitlines()[1:]:
        fields = line.split()
        if fields[3] == "0A" and fields[9] in inodes:
            address, port = fields[1].split(":")
            raw = b"".join(bytes.fromhex(address[i : i + 8])[::-1] for i in range(0, size, 8))
            if raw[:12] == bytes(10) + b"\\xff\\xff":
                family, raw = socket.AF_INET, raw[12:]
            print(f"{socket.inet_ntop(family, raw)}:{int(port, 16)}")
"""
