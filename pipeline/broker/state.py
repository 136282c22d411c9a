"""Where the running embedded broker is: a file in the data folder that other commands read."""

from __future__ import annotations

import os
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

import orjson

from pipeline.errors import Unreachable
from pipeline.settings import settings

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True)
class Running:
    """A broker that was started: its address and process."""

    bootstrap: str
    pid: int


def state_file(data_dir: Path) -> Path:
    """The file's place."""
    return data_dir / "broker.json"


def write_state(data_dir: Path, running: Running) -> None:
    """Tell other commands where the broker is, in one step."""
    path = state_file(data_dir)
    draft = path.with_suffix(".new")
    draft.write_bytes(orjson.dumps(asdict(running)))
    draft.replace(path)


def remove_state(data_dir: Path) -> None:
    """The broker is no longer there."""
    state_file(data_dir).unlink(missing_ok=True)


def read_state(data_dir: Path) -> Running | None:
    """The broker that runs on this data folder, or None."""
    try:
        value = orjson.loads(state_file(data_dir).read_bytes())
        running = Running(bootstrap=str(value["bootstrap"]), pid=int(value["pid"]))
    except (FileNotFoundError, orjson.JSONDecodeError, KeyError, TypeError, ValueError):
        return None  # none was started, or the file is not ours
    return running if _alive(running.pid) else None


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def bootstrap(given: str | None = None) -> str:
    """HOST:PORT of the Kafka to talk to: the given one, DATELINE_BOOTSTRAP, or the embedded broker that runs here.

    Raises Unreachable when there is none.
    """
    named = given or settings().bootstrap
    if named:
        return named
    running = read_state(settings().data_dir)
    if running is None:
        raise Unreachable("no Kafka is known: run `dateline up` in this folder, or name one with --bootstrap HOST:PORT")
    return running.bootstrap
