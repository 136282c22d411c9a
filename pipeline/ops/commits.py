"""Reads commits from Kafka's ``__consumer_offsets`` topic: every commit with its own time, as Burrow does.

Source: Apache Kafka 4.1, ``OffsetCommitKey.json`` (versions 0-1) and ``OffsetCommitValue.json`` (versions 0-4).
"""

from __future__ import annotations

import struct
from dataclasses import dataclass

TOPIC = "__consumer_offsets"


@dataclass(frozen=True, slots=True)
class CommitRecord:
    """One commit of a group; ``offset`` is None where the group's offset was deleted."""

    group: str
    topic: str
    partition: int
    offset: int | None
    at: float


def partition_of(group: str, partitions: int) -> int:
    """The partition of ``__consumer_offsets`` that holds a group: the absolute value of Java's String.hashCode."""
    value = 0
    for (unit,) in struct.iter_unpack(">H", group.encode("utf-16-be")):
        value = (31 * value + unit) & 0xFFFFFFFF
    signed = value - (1 << 32) if value >= 1 << 31 else value
    return 0 if signed == -(1 << 31) else abs(signed) % partitions


def read_commit(key: bytes | None, value: bytes | None, timestamp_ms: int) -> CommitRecord | None:
    """A commit from a record of the topic, or None when the record tells of something else (a group's members)."""
    if key is None or len(key) < 2 or struct.unpack_from(">h", key)[0] not in (0, 1):
        return None
    try:
        group, at = _string(key, 2)
        topic, at = _string(key, at)
        (partition,) = struct.unpack_from(">i", key, at)
        if value is None:
            return CommitRecord(group, topic, partition, None, timestamp_ms / 1000)
        version, offset = struct.unpack_from(">hq", value)
    except (struct.error, UnicodeDecodeError):
        return None
    return CommitRecord(group, topic, partition, offset, timestamp_ms / 1000) if 0 <= version <= 4 else None


def _string(data: bytes, at: int) -> tuple[str, int]:
    (length,) = struct.unpack_from(">h", data, at)
    end = at + 2 + length
    if length < 0 or end > len(data):
        raise struct.error("a string runs past the record's end")
    return data[at + 2 : end].decode(), end
