"""A worker that dies comes back, one that can't run is said, and none is left behind."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pipeline.local import children, tether
from pipeline.local.children import Child, ChildFailed, Children


def child(folder: Path, program: str, name: str = "worker-1") -> Child:
    return Child(name, [sys.executable, "-c", program], folder / "logs" / f"{name}.log")


@pytest.fixture(autouse=True)
def _no_long_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(children, "FIRST_PAUSE", 0.01)
    monkeypatch.setattr(children, "LONGEST_PAUSE", 0.05)


def _lines(path: Path) -> list[str]:
    return path.read_text().splitlines() if path.exists() else []


async def _until(path: Path, lines: int) -> list[str]:
    for _ in range(600):
        found = _lines(path)
        if len(found) >= lines:
            return found
        await asyncio.sleep(0.05)
    pytest.fail(f"{path.name} has fewer than {lines} lines")


async def test_one_that_dies_is_started_again_and_that_is_said(tmp_path: Path):
    said: list[str] = []
    running = Children(said.append)
    runs = tmp_path / "runs"
    running.start(child(tmp_path, f"import os; open({str(runs)!r}, 'a').write('x\\n'); os.kill(os.getpid(), 9)"))
    await _until(runs, 3)
    await running.stop()
    assert "worker-1 ended (by SIGKILL): starting it again" in said[0]
    assert "worker-1.log" in said[0]


async def test_one_that_cannot_run_is_given_up_with_its_own_words(tmp_path: Path):
    running = Children(lambda _: None)
    running.start(child(tmp_path, "import sys; sys.exit(print('topic x is misshapen', file=sys.stderr) or 3)"))
    with pytest.raises(ChildFailed, match=r"worker-1 can't run: topic x is misshapen"):
        await asyncio.wait_for(running.failed(), 60)
    await running.stop()


async def test_stopping_asks_the_last_one_first_and_leaves_none(tmp_path: Path):
    order = tmp_path / "order"
    program = (
        "import signal, sys, time\n"
        "def leave(*_): open({0!r}, 'a').write({1!r} + '\\n'); sys.exit(0)\n"
        "signal.signal(signal.SIGTERM, leave)\n"
        "open({0!r}, 'a').write('ready\\n')\n"
        "time.sleep(600)"
    )
    running = Children(lambda _: None)
    started = [child(tmp_path, program.format(str(order), name), name) for name in ("first", "second")]
    for one in started:
        running.start(one)
    await _until(order, 2)
    await running.stop()
    assert order.read_text().splitlines()[2:] == ["second", "first"]
    assert all(one.process is not None and one.process.returncode == 0 for one in started)


async def test_one_that_ignores_the_request_is_ended_by_force(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(children, "STOP_SECONDS", 0.3)
    ready = tmp_path / "ready"
    stubborn = child(
        tmp_path,
        f"import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); open({str(ready)!r}, 'w').write('x'); time.sleep(600)",
    )
    running = Children(lambda _: None)
    running.start(stubborn)
    await _until(ready, 1)
    await running.stop()
    assert stubborn.process is not None
    assert stubborn.process.returncode == -signal.SIGKILL


async def test_what_a_child_started_does_not_outlive_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(children, "GROUP_SECONDS", 0.2)
    pids = tmp_path / "pids"
    program = (
        "import subprocess, sys, time\n"
        "left = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'])\n"
        f"open({str(pids)!r}, 'w').write(f'{{left.pid}}\\n')\n"
        "time.sleep(60)"
    )
    running = Children(lambda _: None)
    running.start(child(tmp_path, program))
    (pid,) = await _until(pids, 1)
    await running.stop()
    for _ in range(100):
        if not _runs(int(pid)):
            return
        await asyncio.sleep(0.05)
    pytest.fail("it runs on")


def test_a_tethered_program_ends_when_its_parent_is_killed(tmp_path: Path):
    pid_file = tmp_path / "pid"
    inner = f"import os, time; open({str(pid_file)!r}, 'w').write(str(os.getpid()) + '\\n'); time.sleep(600)"
    outer = (
        "import os, subprocess, sys, time\n"
        f"subprocess.Popen([sys.executable, {tether.__file__!r}, str(os.getpid()), sys.executable, '-c', {inner!r}])\n"
        "time.sleep(600)"
    )
    parent = subprocess.Popen([sys.executable, "-c", outer])
    deadline = time.monotonic() + 30
    while not (pid_file.exists() and pid_file.read_text().endswith("\n")):
        assert time.monotonic() < deadline
        time.sleep(0.05)
    parent.kill()
    parent.wait()
    pid = int(pid_file.read_text())
    while _runs(pid):
        assert time.monotonic() < deadline, "the child still runs"
        time.sleep(0.05)


def test_a_program_whose_parent_is_gone_already_does_not_start(tmp_path: Path):
    sign = tmp_path / "sign"
    program = f"open({str(sign)!r}, 'w')"
    command = [sys.executable, tether.__file__, str(os.getppid()), sys.executable, "-c", program]
    assert subprocess.run(command, check=False).returncode == 0
    assert not sign.exists()


def _runs(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False
