"""How many documents a second the date grammar reads on one core, alone and without a parser.

python benchmarks/dates.py                      # on text made here
python benchmarks/dates.py --input FILE.jsonl   # on the "text" of RawArticle lines
"""

from __future__ import annotations

import argparse
import json
import time
from datetime import date
from pathlib import Path

from pipeline.code.dates.context import Anchor
from pipeline.code.dates.grammar import find_timex
from pipeline.code.dates.lexicon import grammar
from pipeline.code.dates.scan import scan

FILLER = (
    "Drivers queued along the coast road while traders reopened their stalls, and a spokesman for the governor told "
    "reporters that the power lines near the old mill had been repaired by crews from the neighbouring district. "
)
ANCHOR = Anchor(date(2025, 5, 15), None, "published_at")


def made_here(documents: int) -> list[str]:
    """Wire-like text of some 1,900 characters with seven expressions each: one sentence in three holds one or two."""
    examples = [rule.example.partition("->")[0].replace("[", "").replace("]", "") for rule in grammar().rules]
    return [
        "".join(examples[(number * 7 + part) % len(examples)].strip() + " " + FILLER for part in range(7))
        for number in range(documents)
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--input", type=Path)
    parser.add_argument("--seconds", type=float, default=5.0)
    options = parser.parse_args()
    began = time.perf_counter()
    grammar()
    print(f"lexicon loaded in {(time.perf_counter() - began) * 1000:.0f} ms")
    if options.input:
        lines = options.input.read_text(encoding="utf-8").splitlines()
        texts = [json.loads(line).get("text") or "" for line in lines]
    else:
        texts = made_here(200)
    print(f"{len(texts)} documents of {sum(map(len, texts)) / len(texts):.0f} characters")
    for name, read in (("scanner", scan), ("grammar", lambda text: find_timex(text, ANCHOR))):
        done, began = 0, time.process_time()
        while time.process_time() - began < options.seconds:
            for text in texts:
                read(text)
            done += len(texts)
        print(f"{name}: {done / (time.process_time() - began):.0f} documents a CPU second")


if __name__ == "__main__":
    main()
