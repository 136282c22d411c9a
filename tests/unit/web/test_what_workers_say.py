"""Stage times and rates read from workers' Prometheus endpoints, as Prometheus itself would tell them."""

from __future__ import annotations

import asyncio
import math

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from hypothesis import given
from hypothesis import strategies as st
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram
from prometheus_client.exposition import generate_latest

from pipeline.web.workers import Endpoint, Workers, quantile, read_figures


class Worker:
    """A registry as a worker has it."""

    def __init__(self, began: float = 1.0) -> None:
        self.registry = CollectorRegistry()
        self.articles = Counter("dateline_articles", "x", ["outcome"], registry=self.registry)
        self.oldest = Gauge("dateline_oldest_in_flight_seconds", "x", ["partition"], registry=self.registry)
        self.recovery = Gauge("dateline_recovery_remaining", "x", ["table"], registry=self.registry)
        self.stage = Histogram("dateline_stage_seconds", "x", ["stage"], buckets=(0.1, 1, 10), registry=self.registry)
        Gauge("process_start_time_seconds", "x", registry=self.registry).set(began)

    def text(self) -> str:
        return generate_latest(self.registry).decode()


def test_figures_are_summed_over_labels_and_ages_are_the_worst():
    worker = Worker()
    worker.articles.labels("coded").inc(5)
    worker.articles.labels("dead").inc(2)
    worker.oldest.labels("0").set(3)
    worker.oldest.labels("1").set(8)
    figures = read_figures(worker.text(), 1.0)
    assert figures.totals["dateline_articles_total"] == 7
    assert figures.highest["dateline_oldest_in_flight_seconds"] == 8


def test_stage_times_are_of_the_last_minutes_not_of_the_whole_life():
    worker, endpoint = Worker(), Endpoint("w:1")
    for _ in range(100):
        worker.stage.labels("code").observe(5)
    endpoint.take(read_figures(worker.text(), 100.0))
    worker.stage.labels("code").observe(0.05)
    worker.articles.labels("coded").inc(30)
    endpoint.take(read_figures(worker.text(), 110.0))
    workers = Workers([])
    workers.endpoints = [endpoint]
    stages = {stage["stage"]: stage for stage in workers.stages()}
    assert (stages["code"]["batches"], stages["code"]["window"]) == (1, "5 minutes")
    assert stages["code"]["mean_seconds"] == pytest.approx(0.05)
    assert stages["code"]["p95_seconds"] <= 0.1
    assert stages["counts"]["p50_seconds"] is None
    assert workers.state()[0]["articles_per_second"] == pytest.approx(3.0)


def test_a_worker_started_again_begins_anew_and_is_counted():
    endpoint, first, second = Endpoint("w:1"), Worker(1.0), Worker(2.0)
    first.articles.labels("coded").inc(100)
    endpoint.take(read_figures(first.text(), 1.0))
    endpoint.take(read_figures(second.text(), 3.0))
    endpoint.take(read_figures(second.text(), 5.0))
    workers = Workers([])
    workers.endpoints = [endpoint]
    assert workers.state()[0]["restarts"] == 1
    assert workers.state()[0]["articles_per_second"] == 0.0


def test_a_worker_that_recovers_is_not_ready():
    worker, endpoint = Worker(), Endpoint("w:1")
    worker.recovery.labels("counts").set(12)
    endpoint.take(read_figures(worker.text(), 1.0))
    workers = Workers([])
    workers.endpoints = [endpoint]
    assert workers.recovering() == ["w:1"]


@given(st.lists(st.floats(0.001, 20), min_size=1, max_size=60), st.sampled_from([0.5, 0.95]))
def test_a_quantile_lies_in_the_bucket_that_holds_it(values: list[float], share: float):
    edges = [0.1, 1.0, 10.0, math.inf]
    buckets = {edge: float(sum(value <= edge for value in values)) for edge in edges}
    found = quantile(buckets, share)
    assert found is not None
    exact = sorted(values)[max(0, math.ceil(share * len(values)) - 1)]
    edge = next(edge for edge in edges if exact <= edge)
    low = max([0.0, *(one for one in edges if one < edge)])
    assert low <= found <= min(edge, 10.0)


def test_nothing_observed_is_unknown_not_zero():
    assert quantile({}, 0.5) is None
    assert quantile({1.0: 0.0, math.inf: 0.0}, 0.5) is None


async def test_an_endpoint_is_scraped_and_a_dead_one_is_said_to_be():
    worker = Worker()
    worker.articles.labels("coded").inc(4)

    async def metrics(_request: web.Request) -> web.Response:
        return web.Response(text=worker.text())

    app = web.Application()
    app.add_routes([web.get("/metrics", metrics)])
    async with TestServer(app) as server, Workers([f"127.0.0.1:{server.port}", "127.0.0.1:1"]) as workers:
        for _ in range(100):
            alive, dead = workers.state()
            if alive["problem"] is None and dead["problem"] != "not asked yet":
                break
            await asyncio.sleep(0.05)
        assert (alive["problem"], alive["articles"]) == (None, 4)
        assert "Connect" in dead["problem"]
        assert dead["articles"] is None
