"""When it was, on reports of shootings whose day others wrote down (Gun Violence Archive, by husinthewei/CIS530P).

    python benchmarks/days.py --texts .../X_test.json --days .../y_test.json

Of the deeds of harm that are given one day, how many have the shooting's; of the reports, how many have it in any deed. Reports
published more than ten days after, and round-ups of more than 14 deeds, are left out. The texts are no part of the project.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from pipeline.records import Extraction
from pipeline.run import extract_batch

_HARM = frozenset({"ASSAULT", "CRIME", "DEATH", "ACCIDENT"})
_FRESH, _ROUND_UP = 10, 14


def score(texts: list[dict[str, str]], answers: list[dict[str, str]]) -> Counter[str]:
    """Counts of reports, deeds, dated deeds and right ones."""
    now = datetime.now(UTC)
    raws = [
        json.dumps(
            {"id": str(number), "text": one["text"], "published_at": f"{one['publish_date']}T18:00:00Z"}
        ).encode()
        for number, one in enumerate(texts)
    ]
    counts: Counter[str] = Counter()
    for one, answer, found in zip(texts, answers, extract_batch(raws, [now] * len(raws)), strict=True):
        day = date.fromisoformat(answer["shooting_date"])
        fresh = 0 <= (date.fromisoformat(one["publish_date"]) - day).days <= _FRESH
        if not isinstance(found, Extraction) or not fresh:
            continue
        deeds = [event for event in found.events if event.action.type in _HARM and event.polarity == "positive"]
        if not deeds or len(deeds) > _ROUND_UP:
            continue
        days = [event.date.first_day for event in deeds if event.date and event.date.first_day == event.date.last_day]
        counts += Counter(
            reports=1,
            deeds=len(deeds),
            dated=sum(each is not None for each in days),
            right=days.count(day),
            told=day in days,
        )
    return counts


def main() -> None:
    """Score one pair of files."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--texts", type=Path, required=True, help="the .json file of texts with their days of publication"
    )
    parser.add_argument("--days", type=Path, required=True, help="the .json file with the day of each shooting")
    given = parser.parse_args()
    pairs = zip(json.loads(given.texts.read_text()), json.loads(given.days.read_text()), strict=True)
    known = [(text, answer) for text, answer in pairs if text.get("publish_date")]
    counts = score([text for text, _ in known], [answer for _, answer in known])
    print(f"{counts['reports']} reports, {counts['deeds']} deeds: {counts['dated'] / counts['deeds']:.3f} dated, of those {counts['right'] / counts['dated']:.3f} right; the day is told in {counts['told'] / counts['reports']:.3f} of the reports")  # fmt: skip


if __name__ == "__main__":
    main()
