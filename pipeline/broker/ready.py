"""Is a Kafka there? Asked with a real client."""

from __future__ import annotations

import asyncio
import threading
from typing import TYPE_CHECKING

from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.errors import KafkaError

if TYPE_CHECKING:
    from collections.abc import Coroutine


async def serves(bootstrap: str, seconds: float = 5.0) -> bool:
    """True when a client gets in and the cluster has a broker that takes requests."""
    client = AIOKafkaAdminClient(bootstrap_servers=bootstrap, request_timeout_ms=int(seconds * 1000))
    try:
        async with asyncio.timeout(seconds):
            await client.start()
            cluster = await client.describe_cluster()
            return bool(cluster["brokers"])
    except (KafkaError, OSError, TimeoutError):
        return False
    finally:
        await client.close()


def serves_now(bootstrap: str, seconds: float = 5.0) -> bool:
    """The same for callers that may or may not be inside an event loop."""
    return _run(serves(bootstrap, seconds))


def _run(question: Coroutine[None, None, bool]) -> bool:
    answers: list[bool] = []
    thread = threading.Thread(target=lambda: answers.append(asyncio.run(question)), name="kafka-ready")
    thread.start()
    thread.join()
    return answers == [True]
