"""Child processes that are started again when they die, and stopped in order."""

from __future__ import annotations

import asyncio
import os
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from signal import SIGKILL, SIGTERM, Signals

from pipeline.errors import DatelineError
from pipeline.local import tether

FIRST_PAUSE = 1.0
LONGEST_PAUSE = 30.0
STEADY_SECONDS = 60.0  # one that ran for so long had no trouble starting: the pause begins anew
STOP_SECONDS = 30.0
GROUP_SECONDS = 5.0
HOPELESS = frozenset([2, 3])  # usage, unreachable: the message says what a person must do
PATIENCE = 5  # restarts of a hopeless one before giving up; a broker may be slow to come


class ChildFailed(DatelineError):
    """A child that can't run."""


@dataclass
class Child:
    """One program with its log file."""

    name: str
    command: Sequence[str]
    log: Path
    env: Mapping[str, str] = field(default_factory=dict)
    process: asyncio.subprocess.Process | None = None
    restarts: int = 0

    def last_line(self) -> str:
        """The end of its log: most often the reason."""
        lines = self.log.read_text(encoding="utf-8", errors="replace").strip().splitlines()
        return lines[-1][:300] if lines else "it said nothing"


class Children:
    """Starts children and keeps them running until told to stop."""

    def __init__(self, say: Callable[[str], None]) -> None:
        self._say = say
        self._stopping = False
        self._keepers: dict[str, tuple[Child, asyncio.Task[None]]] = {}

    def start(self, child: Child) -> None:
        """Start it, and again whenever it ends."""
        child.log.parent.mkdir(parents=True, exist_ok=True)
        child.log.write_bytes(b"")
        self._keepers[child.name] = (child, asyncio.create_task(self._keep(child), name=child.name))

    async def failed(self) -> None:
        """Returns never; raises ChildFailed when a child can't run."""
        await asyncio.gather(*(task for _, task in self._keepers.values()))
        await asyncio.Event().wait()

    async def stop(self) -> None:
        """End them all, the last one started first, by force if need be."""
        self._stopping = True
        for child, keeper in reversed(self._keepers.values()):
            keeper.cancel()
            with suppress(asyncio.CancelledError, ChildFailed):
                await keeper
            await _end(child)

    async def _keep(self, child: Child) -> None:
        pause = FIRST_PAUSE
        while True:
            began = time.monotonic()
            status = await _run(child)
            if time.monotonic() - began > STEADY_SECONDS:
                pause = FIRST_PAUSE
                child.restarts = 0
            child.restarts += 1
            if status in HOPELESS and child.restarts >= PATIENCE:
                raise ChildFailed(f"{child.name} can't run: {child.last_line()} (log: {child.log})")
            self._say(f"{child.name} ended ({_ending(status)}): starting it again in {pause:.0f} s (log: {child.log})")
            await asyncio.sleep(pause)
            pause = min(2 * pause, LONGEST_PAUSE)


async def _run(child: Child) -> int:
    with child.log.open("ab") as log:
        child.process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-I", "-S", tether.__file__, str(os.getpid()), *child.command),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            env={**os.environ, **child.env},
            process_group=0,  # Ctrl-C is for us: we stop them in order
        )
    return await child.process.wait()


async def _end(child: Child) -> None:
    process = child.process
    if process is None or process.returncode is not None:
        return
    process.send_signal(SIGTERM)
    try:
        await asyncio.wait_for(process.wait(), STOP_SECONDS)
    except TimeoutError:
        process.kill()
        await process.wait()
    await _end_group(process.pid)


async def _end_group(group: int) -> None:
    """Wait for what the child started, which ends a little later (a fork server while it imports), and then end it by force."""
    deadline = time.monotonic() + GROUP_SECONDS
    with suppress(ProcessLookupError, PermissionError):  # none is left, or the system's own now has the number
        while time.monotonic() < deadline:
            os.killpg(group, 0)
            await asyncio.sleep(0.05)
        os.killpg(group, SIGKILL)


def _ending(status: int) -> str:
    return f"status {status}" if status >= 0 else f"by {Signals(-status).name}"
