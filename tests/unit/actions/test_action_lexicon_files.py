# ruff: noqa: ANN001 - fixtures and parameters say what they are by name
"""A wrong line in a table is refused by file and number, and the tables that ship are whole."""

from __future__ import annotations

import shutil
import time

import pytest

from pipeline.errors import LexiconError
from pipeline.lexicon.actions.reader import COLUMNS, FOLDER, read
from pipeline.lexicon.plover import GENERAL, MODES, PLOVER, cameo, goldstein, quad_class

WRONG = {
    "columns": ("attack\t\tmilitary", "columns instead of"),
    "mode": ("attack\tsalsa\t\t\t\tRebels attacked a post.", "is no mode of ASSAULT"),
    "cameo": ("attack\t\t99\t\t\tRebels attacked a post.", "is no class of CAMEO"),
    "context": ("attack\t\t\tcookery\t\tRebels attacked a post.", "unknown context"),
    "condition": ("attack\t\t\t\tsubj@rebels\tRebels attacked a post.", "unknown condition"),
    "class": ("attack\t\t\t\tobj:@nonsense\tRebels attacked a post.", "is not in classes.tsv"),
    "slot": ("attack post\t\t\t\t\tRebels attacked a post.", "is no slot"),
    "example": ("attack\t\t\t\t\t", "no example"),
    "twice": ("attack\t\t\t\t\tA.\nattack\t\t\t\t\tB.", "the same pattern"),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_wrong_line_names_its_file_and_number(tmp_path, case):
    line, says = WRONG[case]
    shutil.copy(FOLDER / "classes.tsv", tmp_path)
    (tmp_path / "assault.tsv").write_text("\t".join(COLUMNS) + "\n" + line + "\n", encoding="utf-8")
    with pytest.raises(LexiconError, match=r"assault\.tsv:[23]: .*" + says):
        read(tmp_path)


def test_a_table_of_an_unknown_type_is_refused(tmp_path):
    shutil.copy(FOLDER / "classes.tsv", tmp_path)
    (tmp_path / "assualt.tsv").write_text("\t".join(COLUMNS) + "\n", encoding="utf-8")
    with pytest.raises(LexiconError, match=r"assualt\.tsv: no action type"):
        read(tmp_path)


def test_the_lexicon_covers_every_type_with_fifteen_hundred_lines():
    words = read(FOLDER)
    assert {entry.type for entry in words.entries} >= {*PLOVER, *GENERAL}
    assert len(words.entries) >= 1500


def test_the_lexicon_loads_before_anybody_notices():
    taken = []
    for _ in range(3):  # the least of three: a garbage collection of the whole session falls into one of them
        started = time.process_time()
        read(FOLDER)
        taken.append(time.process_time() - started)
    assert min(taken) < 0.3


def test_every_type_and_mode_has_a_class_an_intensity_and_a_quad():
    for type_ in PLOVER:
        for mode in (None, *MODES.get(type_, ())):
            code = cameo(type_, mode)
            assert goldstein(code) is not None, (type_, mode)
            assert quad_class(type_, code) is not None, (type_, mode)


def test_cooperation_is_never_below_conflict_on_the_scale():
    for type_ in PLOVER:
        intensity = goldstein(cameo(type_, None))
        assert (intensity > 0) == quad_class(type_, "").endswith("cooperation"), type_


def test_general_types_have_no_quad_class():
    assert {quad_class(type_, "") for type_ in GENERAL} == {None}


def test_an_appeal_is_nobodys_conflict():
    assert quad_class("REQUEST", "020") is None
    assert quad_class("REQUEST", "100") == "verbal-conflict"


def test_a_class_takes_in_the_role_nouns_and_leaves_one_out(tmp_path):
    (tmp_path / "classes.tsv").write_text("class\twords\nsomebody\t%person lava % -juror\n", encoding="utf-8")
    somebody = read(tmp_path).classes["somebody"]
    assert {"receptionist", "lava", "%"} <= somebody
    assert "juror" not in somebody


@pytest.mark.parametrize(
    ("words", "says"), [("%persons", "%persons is no kind"), ("%person -lava", "-lava takes out what is not there")]
)
def test_a_class_of_what_there_is_not_is_refused(tmp_path, words, says):
    (tmp_path / "classes.tsv").write_text(f"class\twords\nsomebody\t{words}\n", encoding="utf-8")
    with pytest.raises(LexiconError, match=rf"classes\.tsv:2: {says}"):
        read(tmp_path)
