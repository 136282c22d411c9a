"""Learned repeats on streams of our own articles from three outlets."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

from pipeline.clean import clean
from pipeline.clean.repeats import MOST_FRESH, MOST_KNOWN, Repeats, fingerprints, without_repeats
from pipeline.records import Category, CleanArticle, RawArticle

START = datetime(2025, 11, 1, 8, 0, tzinfo=UTC)
# Twelve stories on different people and places; %s is filled by outlet so that no two outlets share a paragraph.
PLACES = [
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
]
PEOPLE = [
    "Lima Costa",
    "Wanjiru Otieno",
    "Hansen Berg",
    "Quispe Rojas",
    "Santos Cruz",
    "Yilmaz Demir",
    "Diop Fall",
    "Beridze Gelashvili",
]
PEOPLE += ["Vega Torres", "Nguyen Tran", "Ozols Kalnins", "Haddad Mansour"]
# What each outlet lays under its stories, in words that no rule knows; # is a number that changes from day to day.
FRAMES = {
    "Harbour Gazette": [
        "The Gazette has come off the presses beside the old quay each morning since 1931, and # crews keep it there.",
        "Tomorrow's tide tables and # pages of shipping notices wait at every kiosk between the lighthouse and the market.",
    ],
    "Coast Daily": [
        "Weather desk: calm seas until Friday, with # knots of wind expected near the outer banks and light rain inland."
    ],
    "Upland Radio": [
        "Heard on air this week: # hours of music from the valley, two plays, and the long walk with the shepherds.",
        "Frequencies: 97.# in the hills and 101.# along the river, or through the loft antenna of a patient neighbour.",
    ],
}


def story(outlet: str, number: int) -> list[str]:
    place, person = PLACES[number % 12], PEOPLE[number % 12]
    return [
        f"A court in {place} ordered the release of {person} on Monday after {number + 20} days in custody, {outlet} has learned.",
        f"Lawyers for {person} said the charges in {place} rested on a single letter.",
        f"Supporters gathered outside the court in {place}, where the judge read the order.",
        "Police declined to comment.",
    ]


def frame(outlet: str, number: int) -> list[str]:
    return [line.replace("#", str(number + 2)) for line in FRAMES[outlet]]


def article(outlet: str, number: int, lines: list[str]) -> CleanArticle:
    when = START + timedelta(days=number)
    raw = RawArticle(id=f"{outlet}-{number}", source=outlet, text="\n".join(lines), language="en", published_at=when)
    return clean(raw, when)


def test_what_an_outlet_repeats_goes_and_no_news_paragraph_does():
    taken: dict[int, int] = {}
    whole: dict[int, int] = {}
    for outlet in FRAMES:
        repeats = Repeats()
        for number in range(12):
            news, repeated = story(outlet, number), frame(outlet, number)
            found = without_repeats(article(outlet, number, news + repeated), repeats, offset=number)
            assert found.text.split("\n")[: len(news)] == news
            taken[number] = taken.get(number, 0) + sum(item.category is Category.REPEATED for item in found.removed)
            whole[number] = whole.get(number, 0) + len(repeated)
    recall = {number + 1: taken[number] / whole[number] for number in taken}
    assert (recall[1], recall[2]) == (0, 0)
    assert recall[3] >= 0.8
    assert recall[5] == 1
    assert recall[10] == 1


def test_a_quote_in_a_developing_story_stays():
    repeats = Repeats()
    quote = "“We heard the blast and then the whole street went dark,” said a baker who lives across from the depot."
    for number in range(8):
        lines = [
            f"Firefighters in Lisbon found {number} more bodies in the depot of Costa Oil.",
            "Mayor Reis of Lisbon visited Costa Oil.",
            quote,
        ]
        found = without_repeats(article("Coast Daily", number, lines), repeats, offset=number)
        assert quote in found.text


def test_the_background_paragraph_of_a_long_story_stays():
    repeats = Repeats()
    background = (
        "Vardia sent troops into Ostland in 2021, and a fifth of Ostland has been under Vardian control since then."
    )
    for number in range(8):
        lines = [
            *story("Coast Daily", number),
            f"Troops of Vardia shelled a town in Ostland, {PEOPLE[number]} said.",
            "A truce failed.",
            background,
        ]
        found = without_repeats(article("Coast Daily", number, lines), repeats, offset=number)
        assert background in found.text


def test_the_same_article_sent_again_stays():
    repeats = Repeats()
    lines = story("Coast Daily", 1)
    for number in range(6):
        assert without_repeats(article("Coast Daily", 1, lines), repeats, offset=number).text == "\n".join(lines)


def test_short_common_sentences_stay():
    repeats = Repeats()
    for number in range(12):
        found = without_repeats(article("Coast Daily", number, story("Coast Daily", number)), repeats, offset=number)
        assert "Police declined to comment." in found.text


def test_a_redelivered_article_teaches_nothing():
    repeats = Repeats()
    lines = story("Coast Daily", 0) + frame("Coast Daily", 0)
    without_repeats(article("Coast Daily", 0, lines), repeats, offset=7)
    once = json.dumps(repeats.dump())
    without_repeats(article("Coast Daily", 1, story("Coast Daily", 1) + frame("Coast Daily", 1)), repeats, offset=7)
    assert json.dumps(repeats.dump()) == once


def test_the_state_survives_a_table_and_another_version_is_not_read():
    repeats = Repeats()
    without_repeats(article("Coast Daily", 0, story("Coast Daily", 0)), repeats, offset=3)
    loaded = Repeats.load(json.loads(json.dumps(repeats.dump())))
    assert loaded == repeats
    assert Repeats.load({"version": 0, "offset": 1, "seen": {"x": [1, 1]}}) == Repeats()
    assert Repeats.load(None) == Repeats()


def test_the_state_is_bounded_and_forgets():
    repeats = Repeats()
    for number in range(2_000):
        repeats.learn(
            [f"{'word ' * (number % 7)} tale {chr(97 + number % 26)}{chr(97 + number // 26)} of the sea"],
            [number + 1],
            100,
        )
    assert len(repeats.seen) <= MOST_FRESH + MOST_KNOWN
    repeats.learn(["one more line"], [1], 200)
    assert len(repeats.seen) <= len(fingerprints("one more line")) + 1


def test_a_changed_sum_is_the_same_fingerprint():
    assert fingerprints("Give $2 by Friday")[0] == fingerprints("Give $3 by Sunday")[0]
    long = "From the lighthouse to the market square our carriers walk nine miles each day so that you may read"
    assert set(fingerprints(long + " in peace")) & set(fingerprints(long.replace("nine", "ten") + " in peace"))
