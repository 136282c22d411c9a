"""The published contract: a JSON Schema a record and an AsyncAPI 3 document, generated from the models."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import orjson

from pipeline import records
from pipeline.records import SCHEMA_VERSION, Record

DIALECT = "https://json-schema.org/draft/2020-12/schema"

RECORDS: tuple[type[Record], ...] = (
    records.RawArticle,
    records.CleanArticle,
    records.Extraction,
    records.Event,
    records.Statement,
    records.PublishedStatement,
    records.Story,
    records.RunningCount,
    records.DeadLetter,
)


@dataclass(frozen=True, slots=True)
class Channel:
    """A topic as its publishers and subscribers see it."""

    topic: str
    record: type[Record]
    key: str
    summary: str
    we_publish: bool = True


CHANNELS = (
    Channel(
        "news.articles.raw", records.RawArticle, "article id", "Articles as publishers send them.", we_publish=False
    ),
    Channel("news.articles.clean", records.CleanArticle, "article_id", "Articles without boilerplate."),
    Channel("news.events", records.Event, "event_id", "Who did what to whom, where, when, who says so and how surely."),
    Channel("news.statements", records.PublishedStatement, "statement_id", "Who said what."),
    Channel("news.stories", records.Story, "story_id", "One real-world event over all the articles that report it."),
    Channel(
        "news.counts", records.RunningCount, "dimension, value and bucket", "Running counts, a partition's share each."
    ),
    Channel(
        "news.dead-letters",
        records.DeadLetter,
        "the original's key",
        "Records that could not be used, with the reason.",
    ),
)

CE_HEADERS = ("ce_id", "ce_type", "ce_source", "ce_time", "ce_specversion", "content-type")
EVENT_HEADERS = ("action-type", "country", "certainty")


def json_schema(record: type[Record]) -> dict[str, Any]:
    """The JSON Schema (2020-12) of a record as it is written."""
    mode: Literal["validation", "serialization"] = "validation" if record is records.RawArticle else "serialization"
    schema: dict[str, Any] = record.model_json_schema(mode=mode)
    return {"$schema": DIALECT, "$id": f"urn:dateline:{record.__name__}:{SCHEMA_VERSION}"} | schema


def asyncapi() -> dict[str, Any]:
    """The AsyncAPI 3.0 document: topics, keys, headers and where each payload's schema is."""
    channels, operations, messages = {}, {}, {}
    for channel in CHANNELS:
        name = channel.record.__name__
        headers = CE_HEADERS + (EVENT_HEADERS if channel.record is records.Event else ())
        messages[name] = {
            "name": name,
            "summary": channel.summary,
            "contentType": "application/json",
            "headers": {"type": "object", "properties": {header: {"type": "string"} for header in headers}},
            "payload": {
                "schemaFormat": "application/schema+json;version=draft-2020-12",
                "schema": {"$ref": f"./{name}.schema.json"},
            },
            "bindings": {"kafka": {"key": {"type": "string", "description": channel.key}}},
        }
        identifier = channel.topic.replace(".", "-")
        channels[identifier] = {
            "address": channel.topic,
            "description": channel.summary,
            "messages": {name: {"$ref": f"#/components/messages/{name}"}},
        }
        operations[("send-" if channel.we_publish else "receive-") + identifier] = {
            "action": "send" if channel.we_publish else "receive",
            "channel": {"$ref": f"#/channels/{identifier}"},
            "summary": channel.summary,
        }
    return {
        "asyncapi": "3.0.0",
        "info": {
            "title": "Dateline",
            "version": SCHEMA_VERSION,
            "description": "News wires in, event records you can trust out.",
            "license": {"name": "MIT", "url": "https://opensource.org/license/mit"},
        },
        "defaultContentType": "application/json",
        "channels": channels,
        "operations": operations,
        "components": {"messages": messages},
    }


def documents() -> dict[str, bytes]:
    """Every generated file by its name, as it is checked in."""
    found: dict[str, Any] = {f"{record.__name__}.schema.json": json_schema(record) for record in RECORDS}
    found["asyncapi.json"] = asyncapi()
    options = orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE
    return {name: orjson.dumps(document, option=options) for name, document in found.items()}


def differences(folder: Path) -> list[str]:
    """The names of files in ``folder`` that are missing, stale or not ours."""
    wanted = documents()
    present = {path.name: path.read_bytes() for path in folder.glob("*.json")}
    return sorted(name for name in wanted.keys() | present.keys() if wanted.get(name) != present.get(name))
