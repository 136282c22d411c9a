"""Articles a second through one worker, from the raw topic to the last count, on an embedded Kafka of its own.

    python benchmarks/stream.py --articles 5000 --engine light

The articles lie on the topic before the worker starts; the time runs from the first commit seen to the last. Prints one JSON line.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from pipeline.broker import EmbeddedKafka
from tests.faults.rig import Rig
from tests.faults.wire import articles


async def run(rig: Rig, count: int) -> dict[str, object]:
    rig.dateline("topics")
    await rig.publish(articles(count, 1))
    rig.start("w")
    first = await rig.until_committed(1, 120)
    started = time.perf_counter()
    done = await rig.until_committed(count, 1800)
    seconds = time.perf_counter() - started
    counts, events = len(await rig.read("counts")), len(await rig.read("events"))
    return {
        "engine": rig.settings["engine"],
        "articles": done,
        "articles_per_second": round((done - first) / seconds, 1),
        "events": events,
        "count_writes": counts,
        "exact": (await rig.recount()).exact if rig.settings["engine"] == "light" else None,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=5000)
    parser.add_argument("--engine", default="light")
    parser.add_argument("--store", choices=["memory", "rocksdb"], default="memory")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, EmbeddedKafka(Path(folder)) as kafka:
        rig = Rig(kafka.bootstrap, Path(folder) / "w", engine=args.engine, store=args.store, processes=0)
        try:
            print(json.dumps(asyncio.run(run(rig, args.articles))))
        finally:
            rig.stop()


if __name__ == "__main__":
    main()
