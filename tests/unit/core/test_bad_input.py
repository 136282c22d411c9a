"""Whatever is sent ends as a record or as an error with its reason; the next line is worked on all the same."""

from __future__ import annotations

import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import orjson
import pytest

GOOD = {"id": "good", "text": "Estonia's president met Latvia's prime minister in Riga on Tuesday.", "language": "en"}
WORDS = "soldiers and ministers met near the old river port while "

REFUSED = {
    "not-json": (b"nope", "bad-json"),
    "an-array": (b"[1, 2]", "bad-json"),
    "not-utf-8": (b'{"text": "\xff\xfe"}', "bad-json"),
    "an-empty-line": (b"", "bad-json"),
    "deep-json": (b"[" * 200_000, "bad-json"),
    "lone-surrogate": (b'{"text": "The minister \\ud800 resigned on Friday."}', "bad-json"),
    "wrong-type": (b'{"text": 3}', "bad-schema"),
    "wrong-date": (b'{"text": "x", "published_at": "yesterday"}', "bad-schema"),
    "wrong-meta": (b'{"text": "x", "meta": [1]}', "bad-schema"),
    "no-text": (b'{"title": "Only a title"}', "no-text"),
    "empty-text": (b'{"text": ""}', "no-text"),
    "blank-text": (b'{"text": " \\n\\t\\u200b\\n "}', "no-text"),
    "empty-page": (b'{"html": "<html><body></body></html>"}', "no-text"),
    "ten-megabytes": (orjson.dumps({"text": "word " * 2_000_000}), "too-large"),
    "one-endless-sentence": (orjson.dumps({"text": WORDS * 20_000, "language": "en"}), "too-large"),
}

TAKEN = {
    "nul-bytes": {"text": "The min\0ister\0 resigned on Friday, officials said."},
    "right-to-left-marks": {"text": "\u200fThe minister\u202e resigned\u202c on Friday, officials said."},
    "another-language": {"text": "Министры встретились во вторник в Астане и подписали соглашение о воде."},
    "arabic": {"text": "التقى الوزيران يوم الثلاثاء في القاهرة ووقعا اتفاقا."},
    "one-long-word": {"text": "a" * 50_000},
    "many-newlines": {"text": "The minister resigned.\n" * 2_000, "language": "en"},
    "huge-numbers": {
        "text": "The minister paid $" + "9" * 5_000 + " on 99/99/99999 to 3,,,4 people.",
        "language": "en",
    },
    "strange-meta": b'{"text": "The minister resigned on Friday.", "meta": {"n": 123456789012345678901234567890}}',
}

EITHER = {
    "deep-page": {
        "html": "<html><body>" + "<div>" * 10_000 + "<p>The minister resigned on Friday, officials said.</p>"
    },
    "broken-page": {"html": "<p>The minister resigned on Friday, officials <b>said.<table><tr><p></i>"},
    "only-brackets": {"text": "([{" * 5_000},
    "only-quotes": {"text": '"' * 5_000},
}


def extract(lines: list[bytes]) -> list[dict[str, object]]:
    run = subprocess.run(
        [sys.executable, "-m", "pipeline", "extract", "--processes", "1"],
        input=b"\n".join(lines) + b"\n",
        capture_output=True,
        timeout=240,
        check=False,
    )
    assert run.returncode == 0, run.stderr.decode()
    assert b"Traceback" not in run.stderr
    return [orjson.loads(line) for line in run.stdout.splitlines()]


@pytest.fixture(scope="module")
def refused() -> dict[str, dict[str, object]]:
    """Every refused line between two good ones."""
    good = orjson.dumps(GOOD)
    lines = [good]
    for data, _ in REFUSED.values():
        lines += [data, good]
    found = extract(lines)
    assert len(found) == len(lines), "one line out for each line in"
    assert all(record.get("article") for record in found[::2]), "a bad line took its neighbour with it"
    return dict(zip(REFUSED, found[1::2], strict=True))


@pytest.mark.parametrize("name", REFUSED)
def test_a_record_that_cannot_be_used_says_why(name: str, refused: dict[str, dict[str, object]]):
    error = refused[name]["error"]
    assert isinstance(error, dict)
    assert error["reason"] == REFUSED[name][1]
    assert error["line"] == 2 * list(REFUSED).index(name) + 2
    assert 0 < len(str(error["detail"])) < 500
    assert "Traceback" not in str(error["detail"])


@pytest.fixture(scope="module")
def taken() -> dict[str, dict[str, object]]:
    found = extract([data if isinstance(data, bytes) else orjson.dumps(data) for data in TAKEN.values()])
    return dict(zip(TAKEN, found, strict=True))


@pytest.mark.parametrize("name", TAKEN)
def test_a_strange_text_is_a_record_whose_spans_are_its_texts(name: str, taken: dict[str, dict[str, object]]):
    record = taken[name]
    assert "error" not in record, record
    article = record["article"]
    assert isinstance(article, dict)
    text = article["text"]
    assert text
    assert "\0" not in text
    for span in every_span(record):
        assert text[span["start"] : span["end"]] == span["text"]


def test_rubbish_ends_as_a_record_or_with_a_reason():
    found = extract([orjson.dumps(data) for data in EITHER.values()])
    for name, record in zip(EITHER, found, strict=True):
        error = record.get("error")
        assert record.get("article") or (isinstance(error, dict) and error["reason"] in ("no-text", "too-large")), name


def every_span(value: object) -> list[dict[str, int | str]]:
    found: list[dict[str, int | str]] = []
    waiting = [value]
    while waiting:
        item = waiting.pop()
        if isinstance(item, dict):
            if {"start", "end", "text"} <= item.keys():
                found.append(item)
            waiting += list(item.values())
        elif isinstance(item, list):
            waiting += item
    return found


def test_an_article_in_a_language_nobody_codes_is_cleaned_and_sent_on(taken: dict[str, dict[str, object]]):
    record = taken["another-language"]
    assert record["events"] == []
    assert isinstance(record["article"], dict)
    assert record["article"]["language"] == "ru"


def test_ten_megabytes_are_refused_within_a_second_of_reading(tmp_path: Path):
    source = tmp_path / "large.jsonl"
    source.write_bytes(REFUSED["ten-megabytes"][0] + b"\n")
    from pipeline.errors import TooLarge
    from pipeline.run import clean_one

    started = time.perf_counter()
    with pytest.raises(TooLarge):
        clean_one(source.read_bytes(), datetime.now(UTC))
    assert time.perf_counter() - started < 5
