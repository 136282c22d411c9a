"""What three outlets lay under their stories goes from their articles as it is learned, over kills of the worker, and no news."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson
import pytest

from tests.faults.rig import Rig

pytestmark = [pytest.mark.broker, pytest.mark.timeout(1200)]

PLACES = (
    "Lisbon",
    "Nairobi",
    "Oslo",
    "Lima",
    "Manila",
    "Ankara",
    "Dakar",
    "Tbilisi",
    "Quito",
    "Hanoi",
    "Riga",
    "Amman",
)
# In words that no rule knows; the names of two countries make an event of it where it stays. # changes from day to day.
FRAMES = {
    "Harbour Gazette": [
        "The Gazette has come off the presses beside the old quay since the week when France attacked Kenya, # years ago.",
        "Tide tables and # pages of shipping notices wait at every kiosk between the lighthouse and the fish market.",
    ],
    "Coast Daily": [
        "From the weather desk: calm seas until Friday, with # knots of wind near the outer banks and light rain inland."
    ],
    "Upland Radio": [
        "Heard on air this week: # hours of music from the valley, two plays, and the long walk with the shepherds.",
        "Frequencies: 97.# in the hills and 101.# along the river, or through the loft antenna of a patient neighbour.",
    ],
}
ARTICLES = 10


def story(outlet: str, number: int) -> list[str]:
    place = PLACES[(number + len(outlet)) % len(PLACES)]
    return [
        f"A court in {place} ordered the release of {number + 20} people on Monday, {outlet} has learned.",
        f"Lawyers said the charges in {place} rested on a single letter.",
        f"Outside the court in {place}, the families met Norway over the letter.",
        "Police declined to comment.",
    ]


def article(outlet: str, number: int) -> dict[str, Any]:
    frame = [line.replace("#", str(number + 2)) for line in FRAMES[outlet]]
    text = "\n".join([*story(outlet, number), *frame])
    return {"id": f"{outlet}-{number}", "source": outlet, "text": text, "language": "en"}


@pytest.fixture(params=["memory", "rocksdb"])
def rig(request: pytest.FixtureRequest, bootstrap: str, tmp_path: Path) -> Iterator[Rig]:
    found = Rig(bootstrap, tmp_path, partitions=1, store=request.param)
    found.dateline("topics")
    yield found
    found.stop()


async def test_what_an_outlet_repeats_is_gone_from_its_third_article_on_whoever_is_killed(rig: Rig) -> None:
    rig.start("w")
    for number in range(ARTICLES):
        await rig.publish([article(outlet, number) for outlet in FRAMES])
        if number in {1, 4, 7}:  # killed with the round in hand, and once as one that is asked to leave
            rig.kill("w", signal.SIGTERM if number == 4 else signal.SIGKILL)
            rig.start("w")
        assert await rig.until_committed(3 * (number + 1), 300) == 3 * (number + 1)

    articles: dict[str, Any] = {}
    for record in await rig.read("articles.clean"):
        articles[record.key.decode()] = orjson.loads(record.value)
    recall = dict.fromkeys(range(1, ARTICLES + 1), 0.0)
    for outlet, frame in FRAMES.items():
        for number in range(ARTICLES):
            found = articles[f"{outlet}-{number}"]
            assert found["text"].split("\n")[:4] == story(outlet, number), "no news paragraph is lost"
            repeated = [item["text"] for item in found["removed"] if item["category"] == "repeated"]
            recall[number + 1] += len(repeated) / len(frame) / len(FRAMES)
    assert (recall[1], recall[2]) == (0, 0), "two other articles must have had it: nothing was taught twice"
    assert [round(recall[number], 6) for number in (3, 5, 10)] == [1, 1, 1]

    events = [orjson.loads(line) for line in rig.dateline("events").stdout.splitlines()]
    assert sum(event["action"]["type"] == "CONSULT" for event in events) == 3 * ARTICLES
    false = {event["article_id"] for event in events if event["action"]["type"] == "ASSAULT"}
    assert false == {"Harbour Gazette-0", "Harbour Gazette-1"}, "no event comes from what was taken off"
    assert rig.dateline("verify").returncode == 0

    rig.dateline("replay", "--all")
    assert await rig.until_committed(6 * ARTICLES, 300) == 6 * ARTICLES
    events = [orjson.loads(line) for line in rig.dateline("events").stdout.splitlines()]
    assert {event["action"]["type"] for event in events} == {"CONSULT"}, "a replay cleans the first articles too"
    assert rig.dateline("verify").returncode == 0
