"""The OpenAPI 3.1 description of the HTTP API, built from the records' own schemas."""

from __future__ import annotations

from typing import Any

from pipeline import __version__
from pipeline.count.keys import DIMENSIONS
from pipeline.records import Event

NULLABLE_NUMBER: dict[str, Any] = {"type": ["number", "null"]}
NULLABLE_INTEGER: dict[str, Any] = {"type": ["integer", "null"]}
STATUS: dict[str, Any] = {"enum": ["OK", "unknown", "WARN", "REWIND", "STALL", "STOP"]}
LAG: dict[str, Any] = {
    "type": "object",
    "required": ["group", "topic", "partition", "committed", "end", "lag", "seconds", "status"],
    "properties": {
        "group": {"type": "string"},
        "topic": {"type": "string"},
        "partition": {"type": "integer"},
        "committed": NULLABLE_INTEGER,
        "end": NULLABLE_INTEGER,
        "lag": NULLABLE_INTEGER,
        "seconds": NULLABLE_NUMBER,
        "status": STATUS,
    },
}
COUNT: dict[str, Any] = {
    "type": "object",
    "required": ["value", "bucket", "count"],
    "properties": {"value": {"type": "string"}, "bucket": {"type": "string"}, "count": {"type": "integer"}},
}
LETTER: dict[str, Any] = {
    "type": "object",
    "required": ["id", "reason", "detail"],
    "properties": {"id": {"type": "string"}, "reason": {"type": "string"}, "detail": {"type": "string"}},
}
ERROR: dict[str, Any] = {
    "type": "object",
    "required": ["error"],
    "properties": {"error": {"type": ["string", "null"]}},
}
HEALTH: dict[str, Any] = {
    "type": "object",
    "required": ["status"],
    "properties": {"status": {"enum": ["alive", "ready", "unready"]}, "problem": {"type": ["string", "null"]}},
}
TOTALS: dict[str, Any] = {
    "messages": NULLABLE_INTEGER,
    "seconds": NULLABLE_NUMBER,
    "produced_per_second": NULLABLE_NUMBER,
    "consumed_per_second": NULLABLE_NUMBER,
    "catch_up_seconds": NULLABLE_NUMBER,
}
POINT: dict[str, Any] = {
    "type": "object",
    "required": ["at", *TOTALS],
    "properties": {"at": {"type": "number"}} | TOTALS,
}


def _object(nullable: str = "object", /, **properties: Any) -> dict[str, Any]:
    """An object that has all of these; ``nullable`` is "null" where it may be missing."""
    kinds = "object" if nullable == "object" else ["object", nullable]
    return {"type": kinds, "required": list(properties), "properties": properties}


INTEGER: dict[str, Any] = {"type": "integer", "minimum": 0}
STRING: dict[str, Any] = {"type": "string"}
SUMMARY: dict[str, Any] = _object(
    at=NULLABLE_NUMBER,
    bootstrap=STRING,
    problem={"type": ["string", "null"]},
    lag=_object("null", **TOTALS),
    partitions={"type": ["array", "null"], "items": LAG},
    group=_object("null", group=STRING, state=STRING, members=INTEGER, empty_members=INTEGER, status=STATUS),
    canary=_object("null", sent=INTEGER, lost=INTEGER, round_trip_seconds=NULLABLE_NUMBER),
    workers={
        "type": "array",
        "items": _object(
            endpoint=STRING,
            problem={"type": ["string", "null"]},
            articles_per_second=NULLABLE_NUMBER,
            words_per_second=NULLABLE_NUMBER,
            articles=NULLABLE_INTEGER,
            partitions=NULLABLE_INTEGER,
            in_flight=NULLABLE_INTEGER,
            oldest_in_flight_seconds=NULLABLE_NUMBER,
            recovery_remaining=NULLABLE_INTEGER,
            rebalances=NULLABLE_INTEGER,
            repairs=NULLABLE_INTEGER,
            pool_rebuilds=NULLABLE_INTEGER,
            restarts=INTEGER,
        ),
    },
    stages={
        "type": "array",
        "items": _object(
            stage=STRING,
            batches=INTEGER,
            mean_seconds=NULLABLE_NUMBER,
            p50_seconds=NULLABLE_NUMBER,
            p95_seconds=NULLABLE_NUMBER,
            window={"enum": ["5 minutes", "since start"]},
        ),
    },
    dead_letters=_object(total=INTEGER, reasons={"type": "array", "items": _object(reason=STRING, count=INTEGER)}),
    events_read=INTEGER,
)


def document() -> dict[str, Any]:
    """The description, as a JSON value."""
    event = Event.model_json_schema(mode="serialization", ref_template="#/components/schemas/{model}")
    definitions = event.pop("$defs")
    return {
        "openapi": "3.1.0",
        "info": {"title": "Dateline", "version": __version__, "license": {"name": "MIT", "identifier": "MIT"}},
        "paths": {
            "/healthz": {"get": _get("The process is alive.", HEALTH)},
            "/readyz": {"get": _get("Everything is recovered and nothing stands still.", HEALTH, unready=HEALTH)},
            "/api/events": {
                "get": _get(
                    "The latest events that fit, newest first.",
                    {"type": "array", "items": {"$ref": "#/components/schemas/Event"}},
                    _text("country", 3, "ISO 3166-1 alpha-3 of the place, an actor or a recipient."),
                    _text("type", 20, "The action's type."),
                    _text("certainty", 20, "certain, probable, possible or unknown."),
                    _text("source", 200, "The outlet."),
                    _text(
                        "text",
                        200,
                        "A part of the sentence, or of an actor's, a recipient's, a source's or the place's name, in any case.",
                    ),
                    _number("limit", 500),
                )
            },
            "/api/counts": {
                "get": _get(
                    "Running counts, the highest first.",
                    {"type": "array", "items": COUNT},
                    _query("by", {"enum": list(DIMENSIONS)}, "What is counted."),
                    _query("bucket", {"enum": ["total", "day", "hour"]}, "In all, or by the event's day or hour."),
                    _number("top", 5_000),
                )
            },
            "/api/lag": {"get": _get("Lag of the workers' group.", {"type": "array", "items": LAG}, unready=ERROR)},
            "/api/summary": {"get": _get("All that the head of the page shows; null is unknown.", SUMMARY)},
            "/api/history": {
                "get": _get(
                    "Half an hour of the group's lag and rates, oldest first.", {"type": "array", "items": POINT}
                )
            },
            "/api/dead-letters": {"get": _get("The latest dead letters.", {"type": "array", "items": LETTER})},
            "/api/dead-letters/{id}/replay": {"post": _replay()},
        },
        "components": {"schemas": definitions | {"Event": event}},
    }


def _content(schema: dict[str, Any]) -> dict[str, Any]:
    return {"application/json": {"schema": schema}}


def _get(summary: str, schema: dict[str, Any], *parameters: dict[str, Any], unready: Any = None) -> dict[str, Any]:
    responses = {"200": {"description": summary, "content": _content(schema)}}
    if parameters:
        responses["400"] = {"description": "A parameter is wrong.", "content": _content(ERROR)}
    if unready is not None:
        responses["503"] = {"description": "Not yet, or not any more.", "content": _content(unready)}
    return {"summary": summary, "parameters": list(parameters), "responses": responses}


def _replay() -> dict[str, Any]:
    sent = {"type": "object", "required": ["sent"], "properties": {"sent": {"type": "integer"}}}
    errors = {
        "401": "A token is needed.",
        "403": "The request comes from another site.",
        "404": "There is none.",
        "503": "The broker does not answer.",
    }
    return {
        "summary": "Send a dead letter's original again.",
        "parameters": [{"name": "id", "in": "path", "required": True, "schema": {"type": "string", "minLength": 1}}],
        "responses": {"200": {"description": "Sent.", "content": _content(sent)}}
        | {code: {"description": text, "content": _content(ERROR)} for code, text in errors.items()},
    }


def _query(name: str, schema: dict[str, Any], text: str) -> dict[str, Any]:
    return {"name": name, "in": "query", "required": False, "schema": schema, "description": text}


def _text(name: str, longest: int, text: str) -> dict[str, Any]:
    return _query(name, {"type": "string", "maxLength": longest}, text)


def _number(name: str, most: int) -> dict[str, Any]:
    return _query(name, {"type": "integer", "minimum": 1, "maximum": most}, f"At most so many, up to {most}.")
