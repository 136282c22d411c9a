"""State that is lost, stale or another's; sources that are cut short; workers that freeze; disks that are full."""

from __future__ import annotations

import asyncio
import resource
import shutil
import signal
import subprocess
import sys
import time

import pytest
from aiokafka import AIOKafkaProducer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient, NewTopic, RecordsToDelete

from tests.faults.chaos import report
from tests.faults.rig import ROOT, Rig
from tests.faults.wire import articles

pytestmark = [pytest.mark.broker, pytest.mark.timeout(1200)]


async def test_a_frozen_worker_that_wakes_after_it_lost_its_partitions_changes_nothing(rig: Rig) -> None:
    rig.start("a")
    wire = list(articles(500, 21))
    await rig.publish(wire[:20])
    assert await rig.until_committed(20, 300) == 20
    publishing = asyncio.create_task(rig.publish(wire[20:], per_second=60))
    rig.start("b")
    await asyncio.sleep(2)
    assert await rig.committed() < 500
    rig.workers["a"].send_signal(signal.SIGSTOP)
    await publishing
    await rig.until_committed(500, 300)
    rig.workers["a"].send_signal(signal.SIGCONT)
    await asyncio.sleep(6)
    result = await rig.recount()
    assert result.exact, report(result)


@pytest.mark.slow
async def test_a_store_lost_stale_or_of_another_partition_is_put_right(rig: Rig) -> None:
    rig.settings["store"] = "rocksdb"
    state = rig.folder / "workers" / "w"

    async def work(total: int) -> None:
        rig.start("w")
        assert await rig.until_committed(total, 300) == total
        rig.kill("w", signal.SIGTERM)

    wire = list(articles(400, 4))
    await rig.publish(wire[:100])
    await work(100)
    shutil.copytree(state, rig.folder / "stale")
    await rig.publish(wire[100:200])
    await work(200)
    shutil.rmtree(state)  # lost
    await rig.publish(wire[200:300])
    await work(300)
    shutil.rmtree(state)
    shutil.copytree(rig.folder / "stale", state)  # stale
    (state / "counts" / "0").rename(state / "counts" / "x")  # and two partitions changed places
    (state / "counts" / "1").rename(state / "counts" / "0")
    (state / "counts" / "x").rename(state / "counts" / "1")
    await rig.publish(wire[300:])
    await work(400)
    result = await rig.recount()
    assert result.exact, report(result)


async def test_tables_whose_topics_were_lost_are_counted_again_from_the_source(rig: Rig) -> None:
    await rig.publish(articles(200, 6))
    rig.start("w")
    assert await rig.until_committed(200, 300) == 200
    rig.kill("w", signal.SIGTERM)
    names = [f"{rig.name}.counts", f"{rig.name}.articles.memory"]
    admin = AIOKafkaAdminClient(bootstrap_servers=rig.bootstrap)
    await admin.start()
    await admin.delete_topics(names)
    await admin.close()
    await asyncio.sleep(2)
    rig.dateline("topics")
    await rig.publish(articles(100, 7))
    rig.start("w")
    assert await rig.until_committed(300, 300) == 300
    await asyncio.sleep(3)
    result = await rig.recount()
    assert result.lost == result.extra == len(result.wrong_counts) == 0, report(result)
    assert rig.logged("reading the source again")


async def test_articles_deleted_by_retention_before_they_were_read_are_said_to_be_gone(rig: Rig) -> None:
    await rig.publish(articles(200, 8))
    rig.start("w")
    assert await rig.until_committed(200, 300) == 200
    rig.kill("w", signal.SIGTERM)
    await rig.publish(articles(100, 9))
    admin = AIOKafkaAdminClient(bootstrap_servers=rig.bootstrap)
    await admin.start()
    await admin.delete_records({TopicPartition(f"{rig.name}.articles.raw", 0): RecordsToDelete(-1)})
    await admin.close()
    stopped = rig.start("strict", skip_gaps=False)
    assert await asyncio.to_thread(stopped.wait, 240) == 1
    rig.workers.pop("strict")
    assert b"are gone" in rig.log("strict").read_bytes()

    rig.start("w")
    await rig.publish(articles(50, 10))
    await rig.until_committed(350, 300)
    assert rig.logged("are gone")
    verified = rig.dateline("verify", "--wait", "30", check=False)
    assert verified.returncode == 0, verified.stdout


async def test_recovery_ends_on_tables_that_are_empty_or_end_in_control_records(rig: Rig) -> None:
    for suffix in ("counts", "articles.memory"):
        producer = AIOKafkaProducer(bootstrap_servers=rig.bootstrap, transactional_id=f"{rig.name}-{suffix}")
        await producer.start()
        for partition in range(2):
            async with producer.transaction():
                await producer.send_and_wait(f"{rig.name}.{suffix}", None, b"gone", partition=partition)
        await producer.stop()
    rig.start("w")
    await rig.publish(articles(100, 11))
    assert await rig.until_committed(100, 300) == 100
    assert (await rig.recount()).exact


@pytest.mark.slow
async def test_a_full_disk_stops_the_worker_with_a_message_and_loses_nothing(rig: Rig) -> None:
    rig.settings["store"] = "rocksdb"
    await rig.publish(articles(300, 12))
    command = [sys.executable, "-m", "pipeline", "worker", "--name", "full"]
    with rig.log("full").open("ab") as log:
        full = subprocess.Popen(  # noqa: ASYNC220 - it returns at once
            command,
            env=rig.env,
            cwd=ROOT,
            stdout=log,
            stderr=log,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (30_000, 30_000)),  # noqa: PLW1509
        )
    assert await asyncio.to_thread(full.wait, 240) == 1
    assert b"the worker stops" in rig.log("full").read_bytes()
    assert await rig.committed() < 300
    rig.start("w")
    assert await rig.until_committed(300, 300) == 300
    result = await rig.recount()
    assert result.exact, report(result)


async def test_a_missing_or_misshapen_topic_is_refused_with_what_to_do(rig: Rig) -> None:
    admin = AIOKafkaAdminClient(bootstrap_servers=rig.bootstrap)
    await admin.start()
    await admin.delete_topics([f"{rig.name}.events"])
    await asyncio.sleep(1)
    missing = rig.dateline("worker", check=False)
    assert missing.returncode == 3
    assert b"dateline topics" in missing.stderr
    await admin.create_topics([NewTopic(f"{rig.name}.events", 2, 1)])
    await admin.close()
    await asyncio.sleep(1)
    misshapen = rig.dateline("worker", check=False)
    assert misshapen.returncode == 3
    assert b"partitions" in misshapen.stderr


@pytest.mark.parametrize(
    ("engine", "status", "says"),
    [
        ("tests.faults.broken:BrokenEngine", 3, b"assault.tsv, line 3: 'ASSUALT' is no action type"),
        ("tests.faults.broken:NoEngine", 2, b"DATELINE_ENGINE"),
    ],
)
def test_an_engine_that_cannot_start_is_one_line_that_says_why(rig: Rig, engine: str, status: int, says: bytes) -> None:
    rig.settings["engine"] = engine
    ended = rig.dateline("worker", check=False)
    assert ended.returncode == status
    assert b"Traceback" not in ended.stderr
    assert says in ended.stderr
    assert len(ended.stderr.splitlines()) == 1


async def test_sigterm_finishes_what_is_in_hand_and_leaves_within_ten_seconds(rig: Rig) -> None:
    worker = rig.start("w")
    await rig.publish(articles(1500, 13))
    assert await rig.until_committed(50, 300) >= 50
    started = time.monotonic()
    worker.terminate()
    assert await asyncio.to_thread(worker.wait, 30) == 0
    assert time.monotonic() - started < 10
    rig.workers.pop("w")
    done = await rig.committed()
    clean = {(record.partition, record.key) for record in await rig.read("articles.clean")}
    assert done < 1500
    assert len(clean) <= done, "nothing was sent that is not committed"
