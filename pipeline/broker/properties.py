"""Kafka's settings for one node on one machine."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

HOST = "127.0.0.1"


def server_properties(folder: Path, port: int, controller_port: int) -> str:
    """The text of ``server.properties``."""
    options: dict[str, object] = {
        # one process is both broker and controller, reachable from this machine only
        "process.roles": "broker,controller",
        "node.id": 1,
        "controller.quorum.voters": f"1@{HOST}:{controller_port}",
        "controller.listener.names": "CONTROLLER",
        "listeners": f"PLAINTEXT://{HOST}:{port},CONTROLLER://{HOST}:{controller_port}",
        "advertised.listeners": f"PLAINTEXT://{HOST}:{port}",
        "log.dirs": folder,
        # with one node there is one copy of everything
        "offsets.topic.replication.factor": 1,
        "transaction.state.log.replication.factor": 1,
        "transaction.state.log.min.isr": 1,
        "share.coordinator.state.topic.replication.factor": 1,
        "share.coordinator.state.topic.min.isr": 1,
        # few partitions of Kafka's own topics: the first group is served sooner
        "offsets.topic.num.partitions": 8,
        "transaction.state.log.num.partitions": 4,
        # a typing error must not become a topic; `dateline topics` creates them with their shapes
        "auto.create.topics.enable": "false",
        "message.max.bytes": 16 * 1024 * 1024,  # each topic has its own lower limit
        # workers come within a moment of each other; don't hold the first for 3 s
        "group.initial.rebalance.delay.ms": 300,
        "group.min.session.timeout.ms": 1000,
        # after a crash the controller takes the broker back when its old session ends (9 s by default)
        "broker.session.timeout.ms": 4000,
        "broker.heartbeat.interval.ms": 500,
        # commits must outlast a long holiday, or a group would begin again
        "offsets.retention.minutes": 366 * 24 * 60,
        # a laptop's memory: the cleaner's buffer is 128 MB by default
        "log.cleaner.dedupe.buffer.size": 16 * 1024 * 1024,
        "num.network.threads": 2,
        "num.io.threads": 4,
        "metric.reporters": "",
    }
    return "".join(f"{name}={value}\n" for name, value in options.items())
