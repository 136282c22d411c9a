"""The checked-in contract is what the models say, and real records keep it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import jsonschema_rs
import orjson
import pytest
from pydantic_asyncapi.v3 import AsyncAPI

from pipeline.contract import CHANNELS, RECORDS, asyncapi, differences, documents
from pipeline.records import RawArticle, Record

SCHEMAS = Path(__file__).parents[2] / "schemas"


def test_subscribers_read_schemas_that_match_the_records():
    assert differences(SCHEMAS) == []


def test_a_stale_or_foreign_schema_file_is_named(tmp_path: Path):
    for name, content in documents().items():
        (tmp_path / name).write_bytes(content)
    (tmp_path / "Event.schema.json").write_bytes(b"{}")
    (tmp_path / "Old.schema.json").write_bytes(b"{}")
    assert differences(tmp_path) == ["Event.schema.json", "Old.schema.json"]


def test_code_generators_can_read_the_asyncapi_document():
    generated = asyncapi()
    for message in generated["components"]["messages"].values():
        del message["bindings"]  # the validator's model of Kafka's message binding is empty; the spec's has the key
    document = AsyncAPI.model_validate(generated)
    assert {channel.address for channel in document.channels.values()} == {channel.topic for channel in CHANNELS}


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.__name__)
def test_every_schema_is_valid_and_refuses_nonsense(record: type[Record]):
    schema = orjson.loads((SCHEMAS / f"{record.__name__}.schema.json").read_bytes())
    jsonschema_rs.meta.validate(schema)
    assert not jsonschema_rs.validator_for(schema).is_valid({field: [[]] for field in record.model_fields})


def test_extract_writes_what_the_extraction_schema_promises():
    raw = RawArticle(
        source="Harbour Post",
        published_at="2026-03-04T09:00:00Z",
        text="TALLINN (Reuters) - Estonia's prime minister met Latvia's president in Riga on Tuesday, officials said.\n"
        'He "will not sign" the treaty, the minister told reporters.\nSign up to our newsletter.',
    )
    run = subprocess.run(
        [sys.executable, "-m", "pipeline", "extract", "--processes", "1"],
        input=raw.to_json(),
        capture_output=True,
        check=True,
        timeout=120,
    )
    schema = orjson.loads((SCHEMAS / "Extraction.schema.json").read_bytes())
    errors = [error.message for error in jsonschema_rs.iter_errors(schema, orjson.loads(run.stdout))]
    assert errors == []
