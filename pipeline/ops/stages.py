"""How long the stages of a batch take."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

from pipeline.ops import metrics


@contextmanager
def stage(name: str) -> Iterator[None]:
    """Measures one."""
    started = time.perf_counter()
    try:
        yield
    finally:
        metrics.STAGE_SECONDS.labels(name).observe(time.perf_counter() - started)
