"""Where the values of one table's partition lie. Both stores are a cache of the table's topic and may be lost."""

from __future__ import annotations

import contextlib
import fcntl
import shutil
from typing import TYPE_CHECKING, Any, Protocol

import orjson
from rocksdict import AccessType, Options, Rdict, WriteBatch

from pipeline.errors import Unreachable
from pipeline.settings import settings

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

_ABOUT = b"\x00about"  # no JSON key begins with a zero byte
_POSITION = b"\x00position"


class Store(Protocol):
    """Bytes to bytes, and the ``position``: the offset of the topic up to which it was read."""

    position: int

    def get(self, key: bytes) -> bytes | None: ...

    def update(self, values: Mapping[bytes, bytes | None], position: int | None = None) -> None:
        """Write all in one step; None deletes."""

    def items(self) -> Iterator[tuple[bytes, bytes]]: ...

    def clear(self) -> None:
        """Forget everything: the table is rebuilt from its topic."""

    def close(self) -> None: ...


class MemoryStore:
    """A dictionary: fast, and read from its topic again after each start."""

    def __init__(self) -> None:
        self.position = 0
        self._values: dict[bytes, bytes] = {}

    def get(self, key: bytes) -> bytes | None:
        return self._values.get(key)

    def update(self, values: Mapping[bytes, bytes | None], position: int | None = None) -> None:
        for key, value in values.items():
            if value is None:
                self._values.pop(key, None)
            else:
                self._values[key] = value
        if position is not None:
            self.position = position

    def items(self) -> Iterator[tuple[bytes, bytes]]:
        yield from self._values.items()

    def clear(self) -> None:
        self._values.clear()
        self.position = 0

    def close(self) -> None:
        self._values.clear()


class RocksStore:
    """RocksDB in a folder: larger than memory, and only what is new is read from the topic after a start.

    ``about`` names the table and partition the folder belongs to: one of another kind is emptied, never believed.
    """

    def __init__(self, folder: Path, about: Mapping[str, Any]) -> None:
        self._folder = folder
        self._about = orjson.dumps(dict(about), option=orjson.OPT_SORT_KEYS)
        self._open()
        if self._db.get(_ABOUT) != self._about:
            self.clear()
        self.position = int(self._db.get(_POSITION) or 0)

    def _open(self) -> None:
        options = Options(raw_mode=True)
        options.create_if_missing(True)
        options.set_write_buffer_size(16 << 20)
        options.set_max_write_buffer_number(2)
        self._folder.mkdir(parents=True, exist_ok=True)
        try:
            self._db = Rdict(str(self._folder), options=options, access_type=AccessType.read_write())
        except Exception:  # torn by a full disk or a kill: the topic has it all, so it is built anew
            shutil.rmtree(self._folder)
            self._folder.mkdir(parents=True)
            self._db = Rdict(str(self._folder), options=options, access_type=AccessType.read_write())

    def get(self, key: bytes) -> bytes | None:
        found: bytes | None = self._db.get(key)
        return found

    def update(self, values: Mapping[bytes, bytes | None], position: int | None = None) -> None:
        batch = WriteBatch(raw_mode=True)
        for key, value in values.items():
            if value is None:
                batch.delete(key)
            else:
                batch.put(key, value)
        if position is not None:
            batch.put(_POSITION, b"%d" % position)
        self._db.write(batch)
        if position is not None:
            self.position = position

    def items(self) -> Iterator[tuple[bytes, bytes]]:
        pairs: Any = self._db.items()
        for key, value in pairs:
            if key not in (_ABOUT, _POSITION):
                yield key, value

    def clear(self) -> None:
        with contextlib.suppress(Exception):  # torn by a full disk: all of it goes now
            self._db.close()
        shutil.rmtree(self._folder)
        self._open()
        self._db[_ABOUT] = self._about
        self.position = 0

    def close(self) -> None:
        self._db.close()


class StateFolder:
    """One worker's folder of local state, locked against a second worker of the same name."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self._lock = (folder / "lock").open("w")
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            self._lock.close()
            raise Unreachable(
                f"another worker uses {folder}: give this one another --name, or stop the other"
            ) from error

    def close(self) -> None:
        self._lock.close()


def store_of(folder: StateFolder | None, table: str, partition: int) -> Store:
    """Where a part's values lie: RocksDB where there is a folder, else memory."""
    if folder is None:
        return MemoryStore()
    about = {"table": table, "partition": partition, "group": settings().group, "prefix": settings().topic_prefix}
    return RocksStore(folder.folder / table / str(partition), about)
