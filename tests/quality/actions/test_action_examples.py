"""The lexicon is its own test: each line's example is coded by that line, each idiom's by none."""

from __future__ import annotations

from click.testing import CliRunner

from pipeline.cli.lexicon import command
from pipeline.code.actions.check import failing
from pipeline.lexicon.actions import lexicon


def test_every_example_is_coded_by_its_own_line():
    assert [(entry.source, entry.example, fired) for entry, fired in failing(lexicon())] == []


def test_explain_shows_the_line_that_fired_and_the_roles():
    shown = CliRunner().invoke(command, ["explain", "Rebels captured the town of Marib on Tuesday."])
    assert shown.exit_code == 0
    assert "ASSAULT/territory" in shown.output
    assert "assault.tsv:" in shown.output
    assert "Rebels" in shown.output
    assert "Marib" in shown.output


def test_explain_says_so_when_no_line_fires():
    shown = CliRunner().invoke(command, ["explain", "The bread is good."])
    assert shown.exit_code == 0
    assert "no line fires" in shown.output
