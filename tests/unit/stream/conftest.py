"""What the tests of a worker's steps share: the engine that needs no language model."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from pipeline.run import engine
from pipeline.settings import settings


@pytest.fixture
def light_engine(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("DATELINE_ENGINE", "light")
    settings.cache_clear()
    engine.cache_clear()
    yield
    settings.cache_clear()
    engine.cache_clear()
