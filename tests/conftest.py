"""What the tests share: one Kafka for the whole session, started when the first test asks for it, and workers on it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings

from pipeline.broker import EmbeddedKafka

if TYPE_CHECKING:
    from tests.faults.rig import Rig

# How long an example takes is the machine's business, and no test's here.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


@pytest.fixture(scope="session")
def bootstrap(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """HOST:PORT: DATELINE_TEST_BOOTSTRAP's, a container's (DATELINE_TEST_KAFKA=testcontainers), else an embedded broker's."""
    named = os.environ.get("DATELINE_TEST_BOOTSTRAP")
    if named:
        yield named
    elif os.environ.get("DATELINE_TEST_KAFKA") == "testcontainers":
        yield from _container()
    else:
        with EmbeddedKafka(tmp_path_factory.mktemp("kafka")) as kafka:
            yield kafka.bootstrap


def _container() -> Iterator[str]:
    from testcontainers.community.kafka import KafkaContainer

    container = KafkaContainer("confluentinc/cp-kafka:7.6.0").with_kraft()
    container.start(timeout=120)
    try:
        yield container.get_bootstrap_server()
    finally:
        container.stop()


@pytest.fixture
def rig_settings() -> dict[str, Any]:
    """What the workers of a test module are set to; a module gives its own."""
    return {}


@pytest.fixture
def rig(bootstrap: str, tmp_path: Path, rig_settings: dict[str, Any]) -> Iterator[Rig]:
    """Workers and topics of a test's own."""
    from tests.faults.rig import Rig

    found = Rig(bootstrap, tmp_path, **rig_settings)
    found.dateline("topics")
    yield found
    found.stop()
