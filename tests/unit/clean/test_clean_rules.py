"""The lexicon of wordings: every line checks itself, and no line can hang on hostile text."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from pipeline.clean.rules import LANGUAGES, MAX_CHARS, Rule, read_rules, rules_for
from pipeline.errors import LexiconError

ALL = [(rule, anchors) for language in LANGUAGES for rule, anchors in read_rules(language)]


@pytest.mark.parametrize(("rule", "anchors"), ALL, ids=[rule.id for rule, _ in ALL])
def test_each_rule_finds_its_own_example(rule: Rule, anchors: tuple[str, ...]) -> None:
    assert any(anchor in rule.example.lower() for anchor in anchors)
    assert rule.found(rule.example)


HOSTILE = [
    "a" * 4000,
    "A " * 2000,
    "A. " * 1300,
    "| " * 2000,
    "1 " * 2000,
    ", " * 2000,
    "- " * 2000,
    "by A B " * 600,
    "( " * 2000,
]
HOSTILE += [
    "x.y@" * 1000,
    "Facebook, Twitter " * 200 + "z",
    "Privacy Policy | " * 200 + "z.",
    "2019, " * 600,
    "we our you " * 360,
]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_rule_takes_long_on_hostile_text(language: str) -> None:
    for rule, _ in read_rules(language):
        for text in [*HOSTILE, f"{rule.example} " * 60, rule.example + " " + "Xx " * 1300]:
            began = time.process_time()
            rule.found(text[: MAX_CHARS[rule.scope]])
            assert time.process_time() - began < 0.25, (rule.id, text[:40])


def test_a_language_without_a_list_uses_the_english_one() -> None:
    assert [rule.id for rule in rules_for("fi").rules] == [rule.id for rule in rules_for("en").rules]
    assert {rule.id for rule in rules_for("de").rules} > {rule.id for rule in rules_for(None).rules}


@pytest.mark.parametrize(
    "line",
    [
        "x",
        "x\tappeal\t1\tline\ta\tb",
        "x\tnone\t1\tline\ta\tb\tc",
        "x\tappeal\t1\tnone\ta\tb\tc",
        "x\tappeal\tone\tline\ta\tb\tc",
        "x\tappeal\t1\tline\tA\tb\tc",
        "x\tappeal\t1\tline\t\tb\tc",
        "x\tappeal\t1\tline\ta\t(\tc",
        "@a",
    ],
)
def test_a_wrong_line_is_named(line: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "clean").mkdir()
    (tmp_path / "clean" / "xx.tsv").write_text(f"# head\n{line}\n", encoding="utf-8")
    monkeypatch.setattr("pipeline.clean.rules.files", lambda _: tmp_path)
    with pytest.raises(LexiconError, match=r"clean/xx\.tsv, line 2"):
        read_rules.__wrapped__("xx")
