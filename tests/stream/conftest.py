"""What the tests on a real Kafka share: workers and topics of a test's own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.rig import Rig


@pytest.fixture
def rig(bootstrap: str, tmp_path: Path) -> Iterator[Rig]:
    found = Rig(bootstrap, tmp_path)
    found.dateline("topics")
    yield found
    found.stop()
