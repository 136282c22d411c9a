"""Write pipeline/broker/kafka-jars.lock anew: Kafka's jars as Maven resolves them, with their SHA-256.

Run it after changing KAFKA_VERSION: ``make lock-kafka``; then read the difference before committing it.
"""

from __future__ import annotations

import hashlib
import tempfile
from pathlib import Path

from jgo.env import EnvironmentBuilder
from jgo.maven import MavenContext, PythonResolver

from pipeline.broker.jars import KAFKA_VERSION, LOCK_FILE

# slf4j-simple writes the broker's log to standard error; Kafka brings only the interface
ENDPOINT = f"org.apache.kafka:kafka_2.13:{KAFKA_VERSION}+org.slf4j:slf4j-simple:1.7.36"


def main() -> None:
    """Resolve in a temporary folder and write the lock."""
    with tempfile.TemporaryDirectory() as folder:
        repository = Path(folder) / "repository"
        context = MavenContext(resolver=PythonResolver(), repo_cache=repository)
        EnvironmentBuilder(context, cache_dir=Path(folder) / "environment").from_endpoint(ENDPOINT)
        lines = []
        for jar in repository.rglob("*.jar"):
            group, artifact, version = ".".join(jar.parts[len(repository.parts) : -3]), jar.parts[-3], jar.parts[-2]
            lines.append(f"{group}:{artifact}:{version} {hashlib.sha256(jar.read_bytes()).hexdigest()}\n")
    comments = [
        line for line in LOCK_FILE.read_text(encoding="ascii").splitlines(keepends=True) if line.startswith("#")
    ]
    comments[0] = (
        f"# Apache Kafka {KAFKA_VERSION} as `dateline up` starts it: each jar (group:artifact:version) and its SHA-256.\n"
    )
    LOCK_FILE.write_text("".join(comments + sorted(lines)), encoding="ascii")


if __name__ == "__main__":
    main()
