"""Workers and brokers that die at random moments, and networks that go away. Each run is recounted from its input."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from pipeline.broker import EmbeddedKafka
from tests.faults.chaos import chaos, report
from tests.faults.proxy import ProxiedKafka, Proxy
from tests.faults.rig import Rig
from tests.faults.wire import articles

pytestmark = [pytest.mark.broker, pytest.mark.timeout(2400)]


@pytest.fixture(scope="module")
def kafka(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ProxiedKafka]:
    with ProxiedKafka(tmp_path_factory.mktemp("kafka")) as broker:
        yield broker


@pytest.fixture
async def rig(kafka: EmbeddedKafka, tmp_path: Path) -> AsyncIterator[Rig]:
    found = Rig(kafka.bootstrap, tmp_path)
    yield found
    found.stop()
    await found.delete_topics()


@pytest.mark.parametrize("store", ["memory", "rocksdb"])
async def test_kills_of_workers_and_broker_lose_nothing_and_count_nothing_twice(
    kafka: EmbeddedKafka, rig: Rig, store: str
) -> None:
    rig.settings["store"] = store
    result = await chaos(kafka, rig, seed=5, count=600, kills=2, broker_kills=1, pause=(2, 4), drain=120)
    assert result.notes["struck before the end"] >= 2, report(result)
    assert result.exact, report(result)
    assert result.notes["verify"] == 0


@pytest.mark.slow
@pytest.mark.timeout(7200)  # ten minutes on two free cores; a busy machine must not fail it
@pytest.mark.parametrize("store", ["memory", "rocksdb"])
@pytest.mark.parametrize("seed", [1, 2, 3])
async def test_thirty_kills_and_five_of_the_broker_over_twenty_thousand_articles(
    kafka: EmbeddedKafka, rig: Rig, store: str, seed: int
) -> None:
    rig.settings["store"] = store
    result = await chaos(kafka, rig, seed=seed, count=20_000, kills=30, broker_kills=5, pause=(4, 9), drain=600)
    assert result.notes["struck before the end"] >= 30, report(result)
    assert result.exact, report(result)
    assert result.notes["verify"] == 0


async def test_a_worker_cut_off_by_the_network_changes_nothing_when_it_comes_back(
    kafka: ProxiedKafka, rig: Rig
) -> None:
    rig.dateline("topics")
    proxy = Proxy(kafka.hidden_port)
    await proxy.start(kafka.proxy_port)
    try:
        rig.start("far", bootstrap=f"127.0.0.1:{kafka.proxy_port}")
        wire = list(articles(600, 9))
        await rig.publish(wire[:20])
        assert await rig.until_committed(20, 180) == 20
        publishing = asyncio.create_task(rig.publish(wire[20:], per_second=60))
        rig.start("near")
        await asyncio.sleep(3)
        assert await rig.committed() < 600
        proxy.cut()
        await publishing
        assert await rig.until_committed(600, 180) == 600, "the other worker takes over"
        proxy.mend()
        await asyncio.sleep(8)
        result = await rig.recount()
    finally:
        await proxy.stop()
    assert result.exact, report(result)


@pytest.mark.slow
async def test_a_broker_away_for_a_while_is_waited_for(kafka: EmbeddedKafka, rig: Rig) -> None:
    rig.dateline("topics")
    worker = rig.start("w")
    wire = list(articles(300, 3))
    await rig.publish(wire[:20])
    assert await rig.until_committed(20, 300) == 20
    publishing = asyncio.create_task(rig.publish(wire[20:], per_second=60))
    kafka.kill()
    await asyncio.sleep(15)
    assert worker.poll() is None, "the worker waits"
    await asyncio.to_thread(kafka.start, 240)
    await publishing
    await rig.until_committed(rig.published, 300)
    assert (await rig.recount()).exact
    assert rig.logged("Unable connect"), "and says so"
