"""The HTTP side: JSON under /api, health for probes, metrics for Prometheus, and the page's files."""

from __future__ import annotations

import asyncio
import re
from contextlib import AsyncExitStack, suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aiohttp import web
from prometheus_client import CollectorRegistry
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest

from pipeline.errors import Unreachable
from pipeline.ops.canary import Canary
from pipeline.ops.exporter import MOST_VALUES, CountExporter, LagExporter
from pipeline.ops.lag import Status
from pipeline.ops.logs import log
from pipeline.ops.observer import Observer, Snapshot
from pipeline.records import dump_json
from pipeline.settings import settings
from pipeline.stream.topics import CLEAN, RAW
from pipeline.web.feed import Feed
from pipeline.web.guard import guard, harden
from pipeline.web.held import Wanted
from pipeline.web.history import History, totals
from pipeline.web.openapi import document
from pipeline.web.parameters import choice, number, text
from pipeline.web.workers import Workers

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

STATIC = Path(__file__).parent / "static"
LOOK_SECONDS = 2.0
STILL_HERE_SECONDS = 15.0
LETTER_ID = re.compile(r"([0-9]{1,9})-([0-9]{1,18})")


@dataclass(slots=True)
class Page:
    """What the handlers read."""

    bootstrap: str
    feed: Feed
    canary: Canary | None
    workers: Workers
    registry: CollectorRegistry
    history: History = field(default_factory=History)
    snapshot: Snapshot | None = None
    problem: str | None = "not looked yet"


PAGE = web.AppKey("page", Page)
_LONGEST_LINE = 64 * 1024  # bytes: what is too long in an address is refused by its parameter's limit, in JSON


def application(
    bootstrap: str, *, token: str | None, canary_seconds: float, workers: Sequence[str] = ()
) -> web.Application:
    """The whole web side of one broker.

    ``token`` guards what writes; None where only this machine can call. ``workers`` are the HOST:PORT of their metrics.
    """
    app = web.Application(
        middlewares=[guard(token)],
        client_max_size=64 * 1024,
        handler_args={"max_line_size": _LONGEST_LINE},
    )
    app.on_response_prepare.append(harden)
    registry = CollectorRegistry()
    canary = Canary(bootstrap, RAW.name, CLEAN.name, canary_seconds) if canary_seconds else None
    page = Page(bootstrap, Feed(bootstrap), canary, Workers(workers), registry)
    registry.register(LagExporter(lambda: page.snapshot, page.canary))
    registry.register(CountExporter(lambda dimension: page.feed.counts.top(dimension, "total", MOST_VALUES)))
    app[PAGE] = page
    app.cleanup_ctx.append(_background)
    app.add_routes(
        [
            web.get("/", _index),
            web.get("/healthz", _alive),
            web.get("/readyz", _ready),
            web.get("/metrics", _metrics),
            web.get("/api/openapi.json", _openapi),
            web.get("/api/events", _events),
            web.get("/api/counts", _counts),
            web.get("/api/lag", _lag),
            web.get("/api/summary", _summary),
            web.get("/api/history", _history),
            web.get("/api/dead-letters", _dead_letters),
            web.post("/api/dead-letters/{id}/replay", _replay),
            web.get("/api/stream", _stream),
            web.static("/static", STATIC),
        ]
    )
    return app


async def _background(app: web.Application) -> AsyncIterator[None]:
    page = app[PAGE]
    async with AsyncExitStack() as stack:
        await stack.enter_async_context(page.feed)
        if page.canary is not None:
            await stack.enter_async_context(page.canary)
        await stack.enter_async_context(page.workers)
        watching = asyncio.create_task(_watch(page))
        yield
        watching.cancel()
        with suppress(asyncio.CancelledError):
            await watching


async def _watch(page: Page) -> None:
    """Look at the workers' group again and again; a broker that is away is a problem shown, not an end."""
    while True:
        observer = Observer(page.bootstrap, [settings().group])
        try:
            await observer.start()
            while True:
                page.snapshot = await observer.look()
                page.history.add(page.snapshot)
                page.problem = None
                await asyncio.sleep(LOOK_SECONDS)
        except Unreachable as error:
            if page.problem != str(error):
                log.warning("the page can't look at the broker", error=str(error))
            page.problem = str(error)
        finally:
            await observer.close()
        await asyncio.sleep(LOOK_SECONDS)


def _json(value: Any, status: int = 200) -> web.Response:
    return web.Response(body=dump_json(value), status=status, content_type="application/json")


async def _index(_request: web.Request) -> web.FileResponse:
    return web.FileResponse(STATIC / "index.html")


async def _alive(_request: web.Request) -> web.Response:
    return _json({"status": "alive"})


async def _ready(request: web.Request) -> web.Response:
    """Ready when the broker answers, no worker still recovers and no partition is stopped or stalled."""
    page = request.app[PAGE]
    if page.problem is not None or page.snapshot is None:
        return _json({"status": "unready", "problem": page.problem}, 503)
    if recovering := page.workers.recovering():
        return _json({"status": "unready", "problem": f"still recovering: {', '.join(recovering)}"}, 503)
    bad = [f"{row.topic}/{row.partition} {row.status}" for row in page.snapshot.partitions if row.status in BAD]
    return _json({"status": "unready", "problem": ", ".join(bad)}, 503) if bad else _json({"status": "ready"})


BAD = (Status.STOP, Status.STALL)


async def _metrics(request: web.Request) -> web.Response:
    return web.Response(body=generate_latest(request.app[PAGE].registry), headers={"Content-Type": CONTENT_TYPE_LATEST})


async def _openapi(_request: web.Request) -> web.Response:
    return _json(document())


async def _events(request: web.Request) -> web.Response:
    wanted = Wanted(
        country=text(request, "country", 3),
        type=text(request, "type", 20),
        certainty=text(request, "certainty", 20),
        source=text(request, "source", 200),
        text=text(request, "text", 200),
    )
    return _json(request.app[PAGE].feed.events.find(wanted, number(request, "limit", 50, 500)))


async def _counts(request: web.Request) -> web.Response:
    from pipeline.count.keys import DIMENSIONS

    by = choice(request, "by", tuple(DIMENSIONS), "action")
    bucket = choice(request, "bucket", ("total", "day", "hour"), "total")
    return _json(request.app[PAGE].feed.counts.top(by, bucket, number(request, "top", 50, 5_000)))


async def _lag(request: web.Request) -> web.Response:
    page = request.app[PAGE]
    if page.snapshot is None or page.problem is not None:
        return _json({"error": page.problem}, 503)
    return _json([asdict(row) for row in page.snapshot.partitions])


async def _summary(request: web.Request) -> web.Response:
    """All that the page's head shows, in one answer; None is unknown."""
    page = request.app[PAGE]
    snapshot = page.snapshot if page.problem is None else None
    group = snapshot.groups[0] if snapshot is not None and snapshot.groups else None
    reasons = page.feed.letters.reasons.most_common()
    return _json(
        {
            "at": snapshot.at if snapshot is not None else None,
            "bootstrap": page.bootstrap,
            "problem": page.problem,
            "lag": totals(snapshot) if snapshot is not None else None,
            "partitions": [asdict(row) for row in snapshot.partitions] if snapshot is not None else None,
            "group": {
                "group": group.group,
                "state": group.state,
                "members": group.members,
                "empty_members": group.empty_members,
                "status": group.status,
            }
            if group is not None
            else None,
            "canary": {
                "sent": page.canary.sent,
                "lost": page.canary.lost,
                "round_trip_seconds": page.canary.round_trip,
            }
            if page.canary is not None
            else None,
            "workers": page.workers.state(),
            "stages": page.workers.stages(),
            "dead_letters": {
                "total": sum(count for _, count in reasons),
                "reasons": [{"reason": reason, "count": count} for reason, count in reasons],
            },
            "events_read": page.feed.events.read,
        }
    )


async def _history(request: web.Request) -> web.Response:
    return _json(request.app[PAGE].history.points())


async def _dead_letters(request: web.Request) -> web.Response:
    return _json(request.app[PAGE].feed.letters.newest())


async def _replay(request: web.Request) -> web.Response:
    """Send one dead letter's original again."""
    from pipeline.stream.resend import resend_dead_letter
    from pipeline.stream.topics import TopicMissing

    page, identifier = request.app[PAGE], request.match_info["id"]
    sent = 0
    if place := LETTER_ID.fullmatch(identifier):
        with suppress(TopicMissing):  # it has no such partition
            sent = await resend_dead_letter(page.bootstrap, int(place[1]), int(place[2]))
    return _json({"sent": sent}) if sent else _json({"error": f"there is no dead letter {identifier[:50]}"}, 404)


async def _stream(request: web.Request) -> web.StreamResponse:
    """New events as server-sent events."""
    response = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
    await response.prepare(request)
    with request.app[PAGE].feed.listen() as next_event, suppress(ConnectionError):  # the page was closed
        while True:
            try:
                line = b"data: " + await asyncio.wait_for(next_event(), STILL_HERE_SECONDS)
            except TimeoutError:
                line = b": still here"
            await response.write(line + b"\n\n")
    return response
