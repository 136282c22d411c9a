"""The Faust app: an agent on the raw articles and one on their reports, which hand them to the lanes of their partitions."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any, cast

import faust
import faust.transport.drivers
from faust.types import TP

from pipeline.connection import KafkaSettings, kafka_settings, sasl_password, tls_context
from pipeline.ops import metrics
from pipeline.ops.logs import log
from pipeline.settings import settings
from pipeline.stream.articles import Articles
from pipeline.stream.deliveries import Turn
from pipeline.stream.lane import Lane, State
from pipeline.stream.outbox import Outbox
from pipeline.stream.state import State as ArticleState
from pipeline.stream.store import StateFolder
from pipeline.stream.stories import Stories
from pipeline.stream.story_state import StoryState
from pipeline.stream.topics import RAW, REPORTS
from pipeline.stream.transport import Consumer, tracked_url

FINISH_SECONDS = 6.0  # for the batch in hand, when partitions are taken away or the worker stops


class App(faust.App):
    """A worker's app. ``bootstrap``, ``articles`` and ``outbox`` come with ``connect`` before it starts."""

    lanes: Lanes

    async def failure(self) -> BaseException:
        """Waits until the app has crashed; why."""
        await self._crashed.wait()
        return self.crash_reason or RuntimeError("unknown")

    async def on_stop(self) -> None:
        consumer = cast("Consumer", self.consumer)
        consumer.stop_flow()
        await self.lanes.stop()
        await consumer.commit()
        await super().on_stop()
        self.lanes.close()


class Lanes:
    """The lanes of the partitions this worker holds, of both topics, and the tables of those it ever held."""

    def __init__(
        self,
        app: App,
        bootstrap: str,
        *,
        articles: Articles,
        stories: Stories,
        outbox: Outbox,
        folder: StateFolder | None,
    ) -> None:
        self._app, self._bootstrap, self._outbox, self._folder = app, bootstrap, outbox, folder
        self._process: dict[str, Callable[..., Awaitable[None]]] = {
            RAW.name: articles.process,
            REPORTS.name: stories.process,
        }
        self._lanes: dict[TP, Lane] = {}
        # kept when a partition goes: should it come back, only what was written meanwhile has to be read
        self._states: dict[TP, State] = {}

    def start(self, committed: Mapping[TP, int]) -> None:
        """Partitions are assigned and sought to: work on them."""
        raw = {tp.partition: offset for tp, offset in committed.items() if tp.topic == RAW.name}
        reports = next((offset for tp, offset in committed.items() if tp.topic == REPORTS.name), None)
        metrics.REBALANCES.inc()
        metrics.PARTITIONS.set(len(raw))
        log.info("partitions assigned", partitions=raw, reports=reports)
        for tp in self._states.keys() - committed.keys():
            self._states[tp].release()
        for tp in committed:
            if tp not in self._states:
                make = StoryState if tp.topic == REPORTS.name else ArticleState
                self._states[tp] = make(tp.partition, self._folder)
            self._lanes[tp] = Lane(
                state=self._states[tp],
                source=_Source(self._app, tp),
                outbox=self._outbox,
                bootstrap=self._bootstrap,
                process=self._process[tp.topic],
                crash=self._app.crash,
            )
            if tp.topic == RAW.name:
                metrics.OLDEST_SECONDS.labels(tp.partition).set_function(self._lanes[tp].oldest_seconds)

    async def receive(self, event: Any) -> None:
        """What the agents do with an event: give it to its lane, if it is its turn."""
        consumer = cast("Consumer", self._app.consumer)
        message = event.message
        turn, lane = consumer.turn(message), self._lanes.get(message.tp)
        if turn is Turn.TOO_EARLY:
            metrics.REPAIRS.labels("buffered").inc()
            log.warning(
                "a delivery vanished: seeking back",
                topic=message.topic,
                partition=message.partition,
                offset=message.offset,
            )
            await consumer.rewind(message.tp)
        elif turn is Turn.STALE or lane is None:
            metrics.STALE_DELIVERIES.inc()
        else:
            await lane.put(event)

    async def stop(self) -> None:
        """Partitions are about to go: finish the batches in hand."""
        lanes, self._lanes = list(self._lanes.values()), {}
        await asyncio.gather(*(lane.stop(FINISH_SECONDS) for lane in lanes))
        metrics.PARTITIONS.set(0)

    def close(self) -> None:
        """The worker ends: give the stores back."""
        for state in self._states.values():
            state.close()


class _Source:
    """A lane's view of the consumer."""

    def __init__(self, app: App, tp: TP) -> None:
        self._consumer = cast("Consumer", app.consumer)
        self._tp = tp
        self.generation = int(app.consumer_generation_id)

    def knows(self, message: Any) -> bool:
        return self._consumer.knows(message)

    def next_are(self, messages: Sequence[Any]) -> bool:
        return self._consumer.next_are(self._tp, messages)

    async def fence(self) -> None:
        await self._consumer.fence()

    def committed(self) -> int:
        return self._consumer.committed_offset(self._tp)

    async def rewind(self, to: int | None = None, *, quietly: bool = False) -> None:
        await self._consumer.rewind(self._tp, to, quietly=quietly)


def credentials(options: KafkaSettings) -> Any:
    """The connection's TLS and SASL in Faust's own form, for the clients that Faust makes; None for neither."""
    context = tls_context(options)
    if options.sasl_mechanism:
        return faust.SASLCredentials(
            username=options.sasl_username,
            password=sasl_password(options),
            mechanism=options.sasl_mechanism,
            ssl_context=context,
        )
    return faust.SSLCredentials(context) if context is not None else None


def make_app(bootstrap: str) -> App:
    """The app, not connected yet."""
    faust.transport.drivers.TRANSPORTS.aliases.setdefault("tracked", "pipeline.stream.transport:Transport")
    options = settings()
    session = options.session_seconds
    app = App(
        options.group,
        broker=tracked_url(bootstrap),
        broker_credentials=credentials(kafka_settings()),
        store="memory://",
        datadir=options.data_dir / "faust",
        autodiscover=False,
        web_enabled=False,
        topic_disable_leader=True,
        topic_allow_declare=False,
        processing_guarantee="at_least_once",
        consumer_auto_offset_reset="earliest",
        stream_buffer_maxsize=options.batch_articles,
        broker_commit_interval=options.commit_seconds,
        broker_commit_every=1_000_000_000,  # by time alone: a commit is a round trip
        broker_session_timeout=session,
        broker_heartbeat_interval=session / 4,
        broker_rebalance_timeout=60.0,
        broker_request_timeout=max(40.0, session + 10),
        stream_recovery_delay=0.0,
        stream_wait_empty=False,  # the lanes finish what is in hand, within a time
    )

    async def receive(stream: Any) -> None:
        """Messages acked by hand: a lane acks when all that comes of one is in the log."""
        async for event in stream.noack().events():
            await app.lanes.receive(event)

    for name, topic in (("articles", RAW), ("stories", REPORTS)):
        source = app.topic(
            topic.name, key_type=bytes, value_type=bytes, key_serializer="raw", value_serializer="raw", acks=True
        )
        app.agent(source, name=name)(receive)
    return app


def connect(app: App, bootstrap: str, articles: Articles, outbox: Outbox, folder: StateFolder | None) -> None:
    """Give the app its lanes; before it starts."""
    app.lanes = Lanes(app, bootstrap, articles=articles, stories=Stories(outbox), outbox=outbox, folder=folder)
    consumer = cast("Consumer", app.consumer)
    consumer.on_ready = app.lanes.start
    consumer.before_revoke = app.lanes.stop
