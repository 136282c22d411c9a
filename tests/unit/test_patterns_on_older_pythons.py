"""CPython before 3.11.5 reads a possessive group wrongly (gh-106052): Debian's own 3.11.2 then lost every date like "May 3"."""

import re
from pathlib import Path

import pipeline

POSSESSIVE_GROUP = re.compile(r"[^\\\[]\)(?:[*+?]|\{[0-9,]+\})\+|\(\?>")


def test_no_pattern_loses_matches_on_the_python_of_a_stable_distribution():
    root = Path(pipeline.__file__).parent
    files = [
        path for ending in ("*.py", "*.tsv", "*.yaml") for path in root.rglob(ending) if path.stat().st_size < 2_000_000
    ]
    assert len(files) > 100
    found = [
        f"{path.relative_to(root)}:{number}: {match[0]}"
        for path in files
        for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1)
        for match in [POSSESSIVE_GROUP.search(line)]
        if match
    ]
    assert found == []
