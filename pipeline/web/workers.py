"""What the workers say of themselves: their Prometheus endpoints, scraped for the page.

Only what nobody else can know is taken from here (stage times, words, repairs); offsets and lag come from the broker.
"""

from __future__ import annotations

import asyncio
import time
from collections import defaultdict, deque
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import aiohttp
from prometheus_client.parser import text_string_to_metric_families

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from typing import Self

SCRAPE_SECONDS = 2.0
RATE_SECONDS = 60.0
STAGE_WINDOW_SECONDS = 300.0
MOST_BYTES = 4 << 20
STAGES = ("code", "intent", "outputs", "decision", "counts")


@dataclass(slots=True)
class Figures:
    """One scrape, summed over labels; stages keep their buckets."""

    at: float
    totals: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    highest: dict[str, float] = field(default_factory=dict)
    stages: dict[str, dict[float, float]] = field(default_factory=lambda: defaultdict(dict))
    stage_seconds: dict[str, float] = field(default_factory=dict)


@dataclass(slots=True)
class Endpoint:
    """One worker's endpoint and what it said lately."""

    address: str
    problem: str | None = "not asked yet"
    history: deque[Figures] = field(default_factory=lambda: deque(maxlen=int(STAGE_WINDOW_SECONDS / SCRAPE_SECONDS)))
    restarts: int = 0

    def take(self, figures: Figures) -> None:
        """Add a scrape; a worker that was started again begins anew."""
        began = "process_start_time_seconds"
        if self.history and self.history[-1].totals[began] != figures.totals[began]:
            self.history.clear()
            self.restarts += 1
        self.history.append(figures)
        self.problem = None


class Workers:
    """Scrapes the endpoints again and again; one that does not answer is shown as such."""

    def __init__(self, addresses: Sequence[str]) -> None:
        self.endpoints = [Endpoint(address) for address in addresses]
        self._tasks: list[asyncio.Task[None]] = []
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Self:
        self._session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=2.0))
        self._tasks = [asyncio.create_task(self._follow(self._session, endpoint)) for endpoint in self.endpoints]
        return self

    async def __aexit__(self, *_: object) -> None:
        for task in self._tasks:
            task.cancel()
        for task in self._tasks:
            with suppress(asyncio.CancelledError):
                await task
        if self._session is not None:
            await self._session.close()

    async def _follow(self, session: aiohttp.ClientSession, endpoint: Endpoint) -> None:
        while True:
            try:
                async with session.get(f"http://{endpoint.address}/metrics", allow_redirects=False) as response:
                    response.raise_for_status()
                    body = await response.content.read(MOST_BYTES)
                endpoint.take(read_figures(body.decode("utf-8", "replace"), time.time()))
            except (aiohttp.ClientError, OSError, TimeoutError, ValueError) as error:
                endpoint.problem = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
            await asyncio.sleep(SCRAPE_SECONDS)

    def recovering(self) -> list[str]:
        """The workers that still read their tables."""
        return [
            endpoint.address
            for endpoint in self.endpoints
            if endpoint.history and endpoint.history[-1].totals.get("dateline_recovery_remaining", 0) > 0
        ]

    def state(self) -> list[dict[str, Any]]:
        """Each worker's figures of the last minute; None is unknown."""
        return [_worker(endpoint) for endpoint in self.endpoints]

    def stages(self) -> list[dict[str, Any]]:
        """Time in each stage over all workers and the last five minutes, or since they began where those saw nothing."""
        rows = []
        for stage in STAGES:
            answering = [endpoint.history for endpoint in self.endpoints if endpoint.history]
            recent = _sum(_since(history[-1].stages[stage], history[0].stages[stage]) for history in answering)
            seconds = sum(_seconds(history[-1], stage) - _seconds(history[0], stage) for history in answering)
            lately = recent.get(float("inf"), 0) > 0
            if not lately:
                recent = _sum(history[-1].stages[stage] for history in answering)
                seconds = sum(_seconds(history[-1], stage) for history in answering)
            count = recent.get(float("inf"), 0.0)
            rows.append(
                {
                    "stage": stage,
                    "batches": int(count),
                    "mean_seconds": seconds / count if count else None,
                    "p50_seconds": quantile(recent, 0.5),
                    "p95_seconds": quantile(recent, 0.95),
                    "window": "5 minutes" if lately else "since start",
                }
            )
        return rows


def read_figures(text: str, now: float) -> Figures:
    """The figures of one answer. Raises ValueError when it is not Prometheus text."""
    figures = Figures(now)
    for family in text_string_to_metric_families(text):
        if not family.name.startswith(("dateline_", "process_start_time")):
            continue
        for name, labels, value, *_ in family.samples:
            if name == "dateline_stage_seconds_bucket":
                figures.stages[labels["stage"]][float(labels["le"])] = value
            elif name == "dateline_stage_seconds_sum":
                figures.stage_seconds[labels["stage"]] = value
            elif not name.endswith(("_bucket", "_created")):
                figures.totals[name] += value
                figures.highest[name] = max(value, figures.highest.get(name, value))
    return figures


def quantile(buckets: Mapping[float, float], share: float) -> float | None:
    """As Prometheus' histogram_quantile: linear within a bucket; None where nothing was observed."""
    edges = sorted(buckets.items())
    if not edges or edges[-1][1] <= 0:
        return None
    wanted = share * edges[-1][1]
    for (low, below), (high, up_to) in pairwise([(0.0, 0.0), *edges]):
        if up_to >= wanted:
            if high == float("inf"):
                return low
            # rounding must not put it a hair outside of its bucket
            return (
                min(high, max(low, low + (high - low) * (wanted - below) / (up_to - below))) if up_to > below else high
            )
    return None


def _worker(endpoint: Endpoint) -> dict[str, Any]:
    latest = endpoint.history[-1] if endpoint.history else None

    def total(name: str) -> int | None:
        return int(latest.totals.get(name, 0)) if latest is not None else None

    return {
        "endpoint": endpoint.address,
        "problem": endpoint.problem,
        "articles_per_second": _rate(endpoint.history, "dateline_articles_total"),
        "words_per_second": _rate(endpoint.history, "dateline_words_total"),
        "articles": total("dateline_articles_total"),
        "partitions": total("dateline_partitions"),
        "in_flight": total("dateline_in_flight"),
        "oldest_in_flight_seconds": latest.highest.get("dateline_oldest_in_flight_seconds") if latest else None,
        "recovery_remaining": total("dateline_recovery_remaining"),
        "rebalances": total("dateline_rebalances_total"),
        "repairs": total("dateline_delivery_repairs_total"),
        "pool_rebuilds": total("dateline_pool_rebuilds_total"),
        "restarts": endpoint.restarts,
    }


def _rate(history: deque[Figures], name: str) -> float | None:
    if len(history) < 2:
        return None
    now = history[-1]
    before = next(one for one in history if one.at >= now.at - RATE_SECONDS)
    if now.at <= before.at:
        return None
    return max(0.0, now.totals.get(name, 0.0) - before.totals.get(name, 0.0)) / (now.at - before.at)


def _since(now: Mapping[float, float], before: Mapping[float, float]) -> dict[float, float]:
    return {edge: value - before.get(edge, 0.0) for edge, value in now.items()}


def _sum(many: Iterable[Mapping[float, float]]) -> dict[float, float]:
    found: dict[float, float] = defaultdict(float)
    for one in many:
        for edge, value in one.items():
            found[edge] += value
    return dict(found)


def _seconds(figures: Figures, stage: str) -> float:
    return figures.stage_seconds.get(stage, 0.0)
