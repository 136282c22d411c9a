"""Kafka's own ``kafka-consumer-groups.sh --describe``: the class behind it, run by the Java of the embedded Kafka."""

from __future__ import annotations

import subprocess
from typing import NamedTuple

from pipeline.broker.jars import KAFKA_VERSION, Jar, cache_folder, class_path
from pipeline.broker.kafka import java_program

TOOLS = Jar(
    "org.apache.kafka",
    "kafka-tools",
    KAFKA_VERSION,
    "cb7aedcd2e418b86079c4b35257c8e37800eea84723c78c8b90f535bd589888e",
)
CLASS = "org.apache.kafka.tools.consumer.group.ConsumerGroupCommand"


class Described(NamedTuple):
    """One partition; None where the tool prints a dash."""

    committed: int | None
    end: int | None
    lag: int | None


def describe(bootstrap: str, group: str, topic: str) -> dict[int, Described]:
    """What the tool says of the group's partitions of a topic."""
    jars = class_path() + class_path(cache_folder().with_name(f"kafka-tools-{KAFKA_VERSION}"), [TOOLS])
    command = [java_program(), "-XX:TieredStopAtLevel=1", "-cp", ":".join(map(str, jars)), CLASS]
    asked = [*command, "--bootstrap-server", bootstrap, "--describe", "--group", group]
    run = subprocess.run(asked, capture_output=True, text=True, timeout=60, check=False)
    assert run.returncode == 0, run.stderr
    return table(run.stdout, group, topic)


def table(printed: str, group: str, topic: str) -> dict[int, Described]:
    """The topic's rows of what was printed: GROUP TOPIC PARTITION CURRENT-OFFSET LOG-END-OFFSET LAG ..."""
    rows = [line.split() for line in printed.splitlines() if line.startswith(f"{group} ")]
    rows = [row for row in rows if row[1] == topic]
    return {int(row[2]): Described(*(None if cell == "-" else int(cell) for cell in row[3:6])) for row in rows}
