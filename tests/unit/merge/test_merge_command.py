"""``dateline merge``."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from click.testing import CliRunner, Result

from pipeline.cli import dateline
from pipeline.records import Extraction, Story, read

Coded = Callable[..., Extraction]


def merge(tmp_path: Path, *lines: bytes) -> Result:
    (tmp_path / "in.jsonl").write_bytes(b"".join(line + b"\n" for line in lines))
    arguments = ["merge", "--input", str(tmp_path / "in.jsonl"), "--output", str(tmp_path / "out.jsonl")]
    return CliRunner().invoke(dateline, arguments)


def stories(tmp_path: Path) -> list[Story]:
    return [read(Story, line) for line in (tmp_path / "out.jsonl").read_bytes().splitlines()]


def test_extractions_in_stories_out_in_the_order_they_were_first_seen(
    tmp_path: Path, ferry: Coded, ferry_again: Coded, miners: Coded
) -> None:
    extractions = (miners("late", hours=9), ferry("a"), ferry_again("b", hours=1))
    result = merge(tmp_path, *(extraction.to_json() for extraction in extractions))
    assert result.exit_code == 0, result.output
    found = stories(tmp_path)
    assert [story.first_seen for story in found] == sorted(story.first_seen for story in found)
    assert {mention.article_id for story in found for mention in story.mentions} == {"late", "a", "b"}


def test_articles_that_were_not_coded_are_counted_and_the_rest_is_merged(tmp_path: Path, ferry: Coded) -> None:
    failed = json.dumps({"error": {"reason": "no-text", "detail": "nothing to read", "line": 1}}).encode()
    result = merge(tmp_path, failed, ferry("a").to_json(), failed)
    assert result.exit_code == 0
    assert "2 articles were not coded" in result.stderr
    assert len(stories(tmp_path)) == 3


def test_a_broken_line_is_named_and_makes_the_command_fail_with_the_rest_merged(tmp_path: Path, ferry: Coded) -> None:
    result = merge(tmp_path, ferry("a").to_json(), b"{not json", b'{"article": 3}')
    assert result.exit_code == 1
    assert "line 2" in result.stderr
    assert "bad-json" in result.stderr
    assert "line 3" in result.stderr
    assert "bad-schema" in result.stderr
    assert len(stories(tmp_path)) == 3


def test_nothing_in_nothing_out(tmp_path: Path) -> None:
    assert merge(tmp_path).exit_code == 0
    assert stories(tmp_path) == []
