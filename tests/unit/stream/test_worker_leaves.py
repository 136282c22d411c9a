"""A worker that was asked to stop, or has to, ends: an operator's restart never waits for a library's thread."""

from __future__ import annotations

import subprocess
import sys
import time

_STUCK = """
import threading, time
from pipeline.stream import worker
worker.LEAVE_SECONDS = 0.5
worker._leave_in_time(1)
threading.Thread(target=time.sleep, args=(60,)).start()
"""


def test_a_worker_with_a_thread_that_never_ends_is_gone_in_time_with_its_status() -> None:
    started = time.monotonic()
    run = subprocess.run([sys.executable, "-c", _STUCK], capture_output=True, text=True, timeout=50, check=False)
    assert run.returncode == 1
    assert time.monotonic() - started < 40
    assert "leaving without it" in run.stderr + run.stdout
