"""What tracked deliveries cost: messages a second through Faust's own consumer and through ours, in turns.

    python benchmarks/consumer.py --messages 20000 --rounds 3

Each round reads the same topic once with each consumer, in a process of its own; the agent only acks. Prints one JSON line.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import logging
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import faust
import faust.transport.drivers
from aiokafka import AIOKafkaProducer
from aiokafka.admin import AIOKafkaAdminClient, NewTopic

from pipeline.broker import EmbeddedKafka
from pipeline.stream.deliveries import Turn

TOPIC, PARTITIONS = "bench.in", 4


async def fill(bootstrap: str, messages: int) -> None:
    admin = AIOKafkaAdminClient(bootstrap_servers=bootstrap)
    await admin.start()
    await admin.create_topics([NewTopic(TOPIC, PARTITIONS, 1)])
    await admin.close()
    producer = AIOKafkaProducer(bootstrap_servers=bootstrap, linger_ms=10)
    await producer.start()
    for number in range(messages):
        await producer.send(TOPIC, b"x" * 2000, partition=number % PARTITIONS)
    await producer.stop()


async def consume(bootstrap: str, messages: int, kind: str) -> float:
    """Seconds from the first message to the last ack."""
    logging.disable(logging.WARNING)
    faust.transport.drivers.TRANSPORTS.aliases.setdefault("tracked", "pipeline.stream.transport:Transport")
    app = faust.App(
        f"bench-{kind}-{time.time_ns()}",
        broker=f"{kind}://{bootstrap}",
        datadir=tempfile.mkdtemp(),
        autodiscover=False,
        web_enabled=False,
        topic_disable_leader=True,
        topic_allow_declare=False,
        consumer_auto_offset_reset="earliest",
        stream_wait_empty=False,
        stream_recovery_delay=0.0,
        broker_commit_interval=1.0,
    )
    topic = app.topic(TOPIC, key_type=bytes, value_type=bytes, key_serializer="raw", value_serializer="raw")
    done, times = asyncio.Event(), []

    @app.agent(topic)
    async def read(stream: faust.Stream) -> None:
        count = 0
        async for event in stream.noack().events():
            if not count:
                times.append(time.perf_counter())
            if kind == "tracked" and app.consumer.turn(event.message) is not Turn.NOW:
                continue
            event.ack()
            count += 1
            if count == messages:
                times.append(time.perf_counter())
                done.set()

    await app.start()
    await asyncio.wait_for(done.wait(), 300)
    await app.stop()
    return times[1] - times[0]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--messages", type=int, default=20_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--one", nargs=2, metavar=("KIND", "BOOTSTRAP"), help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.one:
        kind, bootstrap = args.one
        print(asyncio.run(consume(bootstrap, args.messages, kind)))
        return
    rates: dict[str, list[float]] = {"kafka": [], "tracked": []}
    with tempfile.TemporaryDirectory() as folder, EmbeddedKafka(Path(folder)) as broker:
        asyncio.run(fill(broker.bootstrap, args.messages))
        for _ in range(args.rounds):
            for kind, found in rates.items():
                command = [sys.executable, __file__, "--messages", str(args.messages), "--one", kind, broker.bootstrap]
                seconds = float(subprocess.run(command, capture_output=True, check=True).stdout.split()[-1])
                found.append(args.messages / seconds)
    best = {kind: max(found) for kind, found in rates.items()}
    print(
        json.dumps(
            {
                "messages": args.messages,
                "messages_per_second": {kind: round(value) for kind, value in best.items()},
                "median": {kind: round(statistics.median(found)) for kind, found in rates.items()},
                "ratio": round(best["tracked"] / best["kafka"], 3),
            }
        )
    )


if __name__ == "__main__":
    main()
