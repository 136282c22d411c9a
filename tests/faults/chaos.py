"""Kill workers and the broker at random moments while articles flow; then count what came out.

    python -m tests.faults.chaos --articles 20000 --kills 30 --broker-kills 5 --store rocksdb --seed 1

Three workers share four partitions; one is added and taken away again and again. Everything is recounted from the input
topic by other code, and once more by ``dateline verify``. Exit status 0 when nothing was lost and nothing counted twice.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import signal
import sys
import tempfile
import time
from pathlib import Path

from pipeline.broker import EmbeddedKafka
from tests.faults.rig import Result, Rig
from tests.faults.wire import articles


async def chaos(
    kafka: EmbeddedKafka | None,
    rig: Rig,
    *,
    seed: int,
    count: int,
    kills: int,
    broker_kills: int,
    pause: tuple[float, float],
    drain: float,
) -> Result:
    """One run. ``kafka`` is needed for killing the broker."""
    chance = random.Random(seed)
    rig.dateline("topics", "--format", "jsonl")
    started = time.monotonic()
    for name in ("w1", "w2", "w3"):
        rig.start(name)
    mean = sum(pause) / 2
    faults = ["worker"] * kills + ["broker"] * broker_kills + ["add", "leave"] * max(kills // 6, 1)
    chance.shuffle(faults)
    # the last article goes out about when the last fault strikes, and its share not before the one before the last did
    rate = count / max(kills * mean + broker_kills * 8 + 10, 10)
    struck = 0
    publishing = asyncio.create_task(
        rig.publish(articles(count, seed), per_second=rate, upto=lambda: -(-count * (struck + 1) // (len(faults) + 1)))
    )
    await rig.until_committed(1, 300)

    struck_early = gave_up = 0
    for number, fault in enumerate(faults):
        if fault != "leave":
            await asyncio.sleep(chance.uniform(*pause) if fault == "worker" else chance.uniform(0, 1))
        for name, worker in list(rig.workers.items()):
            if worker.poll() is not None:  # as any supervisor does
                gave_up += 1
                rig.start(name)
        unfinished = not publishing.done() or await _safely(rig) < rig.published
        struck_early += unfinished
        _say(rig, started, number, fault)
        if fault == "worker":
            name = chance.choice(sorted(rig.workers))
            rig.kill(name)
            await asyncio.sleep(chance.uniform(0, 1))
            rig.start(name)
        elif fault == "add":
            rig.start(f"extra{number}")
        elif fault == "leave" and len(rig.workers) > 2:
            rig.kill(chance.choice(sorted(rig.workers)), signal.SIGTERM)
        elif fault == "broker" and kafka is not None:
            kafka.kill()
            await asyncio.sleep(chance.uniform(0, 3))
            await asyncio.to_thread(kafka.start, 600)
        struck = number + 1
    await publishing
    total = rig.published
    await rig.until_through(total, drain)
    seconds = time.monotonic() - started
    await asyncio.sleep(1)
    result = await rig.recount()
    verified = rig.dateline("verify", "--wait", "600", check=False)
    ready = [line["seconds"] for line in rig.logged("tables are ready")]
    rig.stop()
    result.notes = {
        "seed": seed,
        "store": rig.settings.get("store", "memory"),
        "seconds": round(seconds),
        "faults": len(faults),
        "struck before the end": struck_early,
        "verify": verified.returncode,
        "workers that gave up": gave_up,
        "repairs": len(rig.logged("seeking back")),
        "late writes": sum(line["values"] for line in rig.logged("late writes put right")),
        "rebuilds": len(rig.logged("rebuilding")),
        "failed batches": len(rig.logged("a batch failed")),
        "recovery seconds, mean": round(sum(ready) / max(len(ready), 1), 2),
        "recovery seconds, worst": max(ready, default=0),
        "recoveries": len(ready),
    }
    return result


async def _safely(rig: Rig) -> int:
    try:
        return await asyncio.wait_for(rig.committed(), 10)
    except Exception:  # the broker is away: then the run isn't over either
        return -1


def _say(rig: Rig, started: float, number: int, fault: str) -> None:
    sys.stderr.write(f"{time.monotonic() - started:6.0f} s  fault {number}: {fault:6}  published {rig.published}\n")
    sys.stderr.flush()


def report(result: Result) -> str:
    """One line of JSON."""
    return json.dumps(
        {
            "exact": result.exact,
            "messages": result.messages,
            "articles": result.articles,
            "committed": result.committed,
            "lost": result.lost,
            "extra": result.extra,
            "wrong counts": len(result.wrong_counts),
            "redelivered": round(result.redelivered, 4),
            **result.notes,
        }
    )


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument("--kills", type=int, default=30)
    parser.add_argument("--broker-kills", type=int, default=5)
    parser.add_argument("--store", choices=["memory", "rocksdb"], default="memory")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--pause", type=float, nargs=2, default=(4.0, 9.0), help="seconds between kills, from and to")
    parser.add_argument(
        "--drain", type=float, default=300, help="seconds in which no commit moves until the run is given up"
    )
    args = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="dateline-chaos-") as folder, EmbeddedKafka(Path(folder)) as kafka:
        rig = Rig(kafka.bootstrap, Path(folder) / "workers", store=args.store)
        try:
            result = asyncio.run(
                chaos(
                    kafka,
                    rig,
                    seed=args.seed,
                    count=args.articles,
                    kills=args.kills,
                    broker_kills=args.broker_kills,
                    pause=tuple(args.pause),
                    drain=args.drain,
                )
            )
        finally:
            rig.stop()
        print(report(result))  # noqa: T201 - what the program is for
        for name, found, right in result.wrong_counts[:20]:
            print(name, "is", found, "should be", right)  # noqa: T201
    sys.exit(0 if result.exact and result.notes["verify"] == 0 else 1)


if __name__ == "__main__":
    main()
