"""Local state on a full disk: a worker still leaves in order, and what it remembers comes from Kafka again."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.stream.state import State
from pipeline.stream.store import RocksStore, StateFolder


class _Torn:
    def __init__(self, closed: list[str], name: str) -> None:
        self._closed, self._name = closed, name

    def close(self) -> None:
        self._closed.append(self._name)
        raise OSError("While appending to file: File too large")


def test_a_store_that_a_full_disk_tore_does_not_keep_the_others_from_closing(tmp_path: Path) -> None:
    folder = StateFolder(tmp_path)
    state = State(0, folder)
    closed: list[str] = []
    for part in state.parts:
        part.store.close()
        part.store = _Torn(closed, part.table)  # type: ignore[assignment]
    state.close()
    folder.close()
    assert closed == [part.table for part in state.parts]


def test_a_torn_store_is_emptied_and_used_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = RocksStore(tmp_path / "one", {"table": "counts", "partition": 0})
    store.update({b"k": b"v"}, 7)
    database = store._db
    monkeypatch.setattr(store, "_db", _Torn([], "counts"))
    database.close()
    store.clear()
    assert (store.get(b"k"), store.position) == (None, 0)
    store.update({b"k": b"v"}, 1)
    assert store.get(b"k") == b"v"
    store.close()
