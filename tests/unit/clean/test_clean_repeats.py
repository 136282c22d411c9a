"""Learned repeats on streams of our own articles from three outlets."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

from pipeline.clean import clean_knowing
from pipeline.clean.repeats import MOST, Lesson, Repeats, fingerprints, number_of, outlet_of
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


def read(
    repeats: Repeats, outlet: str, number: int, lines: list[str], *, offset: int | None = None, name: str | None = None
) -> CleanArticle:
    """One article through cleaning and learning."""
    when = START + timedelta(days=number)
    raw = RawArticle(
        id=name or f"{outlet}-{number}", source=outlet, text="\n".join(lines), language="en", published_at=when
    )
    found, lesson = clean_knowing(raw, when, repeats.known(number_of(raw.article_id)))
    assert lesson is not None
    repeats.learn(lesson, number if offset is None else offset)
    return found


def test_what_an_outlet_repeats_goes_and_no_news_paragraph_does():
    taken: dict[int, int] = {}
    whole: dict[int, int] = {}
    for outlet in FRAMES:
        repeats = Repeats()
        for number in range(12):
            news, repeated = story(outlet, number), frame(outlet, number)
            found = read(repeats, outlet, number, news + repeated)
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
        found = read(repeats, "Coast Daily", number, lines)
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
        found = read(repeats, "Coast Daily", number, lines)
        assert background in found.text


def test_the_same_article_sent_again_stays():
    repeats = Repeats()
    lines = story("Coast Daily", 1)
    for number in range(6):
        assert read(repeats, "Coast Daily", 1, lines, offset=number).text == "\n".join(lines)


def test_short_common_sentences_stay():
    repeats = Repeats()
    for number in range(12):
        found = read(repeats, "Coast Daily", number, story("Coast Daily", number))
        assert "Police declined to comment." in found.text


def test_a_redelivered_article_teaches_nothing():
    repeats = Repeats()
    lines = story("Coast Daily", 0) + frame("Coast Daily", 0)
    read(repeats, "Coast Daily", 0, lines, offset=7)
    once = json.dumps(repeats.dump())
    read(repeats, "Coast Daily", 1, story("Coast Daily", 1) + frame("Coast Daily", 1), offset=7)
    assert json.dumps(repeats.dump()) == once


def test_the_state_survives_a_table_and_another_version_is_not_read():
    repeats = Repeats()
    read(repeats, "Coast Daily", 0, story("Coast Daily", 0), offset=3)
    loaded = Repeats.load(json.loads(json.dumps(repeats.dump())))
    assert loaded == repeats
    assert Repeats.load({"version": 1, "offset": 1, "seen": {"x": [1, 1]}}) == Repeats(offset=1)


def test_stock_sentences_of_reporting_stay_however_often_they_are_written():
    stock = [
        "A spokesman for the company did not immediately respond to a request for comment on the matter.",
        "The office could not be reached for comment outside of its usual working hours.",
        "Prosecutors said the investigation was going on and that nobody had been charged so far.",
    ]
    repeats = Repeats()
    for number in range(10):
        lines = [*story("Coast Daily", number), *stock, *frame("Coast Daily", number)]
        found = read(repeats, "Coast Daily", number, lines)
        assert set(stock) <= set(found.text.split("\n"))
    assert found.text.split("\n") == lines[:-1]


def test_an_appeal_goes_though_it_tells_what_the_outlet_reported():
    repeats = Repeats()
    appeal = "Coast Daily reported this because # neighbours paid for the ink, and courts or ministers did not."
    for number in range(4):
        lines = [*story("Coast Daily", number), appeal.replace("#", str(number + 20))]
        found = read(repeats, "Coast Daily", number, lines)
    assert found.text.split("\n") == story("Coast Daily", 3)


def test_a_correction_or_a_replay_is_no_different_article_and_is_not_held_against_itself():
    repeats = Repeats()
    offset = 0
    for number in (0, 1):
        for version in range(4):  # the same article with other names each time: only its id tells
            lines = [*story("Coast Daily", 3 * version + number), *frame("Coast Daily", number)]
            found = read(repeats, "Coast Daily", number, lines, offset=offset, name=f"one-{number}")
            assert found.text.split("\n") == lines
            offset += 1
    found = read(repeats, "Coast Daily", 2, story("Coast Daily", 2) + frame("Coast Daily", 2), offset=offset)
    assert found.text.split("\n") == story("Coast Daily", 2), "two other articles had it"


def test_what_was_removed_stands_in_reading_order():
    repeats = Repeats()
    for number in range(4):
        lines = [
            "Photo: Harbour Gazette/Ana Reis",
            *story("Harbour Gazette", number),
            frame("Harbour Gazette", number)[0],
            "Sign up for our newsletter to get the day's news in your inbox.",
        ]
        found = read(repeats, "Harbour Gazette", number, lines)
    order = [lines.index(item.text) for item in found.removed]
    assert Category.REPEATED in [item.category for item in found.removed]
    assert order == sorted(order)
    assert len(order) == 3


def test_an_article_without_a_source_belongs_to_its_host_and_one_without_either_to_nobody():
    assert outlet_of(" The  Wire ", "https://x.example/1") == outlet_of("the wire", None)
    assert (
        outlet_of(None, "https://www.coast.example/a?b")
        == outlet_of("", "http://coast.example:80/c")
        == "coast.example"
    )
    assert outlet_of(None, None) is None
    assert outlet_of(None, "http://[") is None


def test_the_state_is_bounded_and_forgets():
    repeats = Repeats()
    for number in range(2_000):
        lines = fingerprints(
            f"{'word ' * (number % 7)} tale {chr(97 + number % 26)}{chr(97 + number // 26)} of the sea"
        )
        repeats.learn(Lesson(number_of(str(number)), (number + 1, number + 2), 100, tuple(lines)), number)
    assert len(repeats.seen) <= MOST
    assert len(json.dumps(repeats.dump())) < 60_000
    last = fingerprints("one more line")
    repeats.learn(Lesson(1, (1,), 200, tuple(last)), 2_000)
    assert len(repeats.seen) <= len(last) + 1
    assert len(repeats.dump()["articles"]) <= 1


def test_a_changed_sum_is_the_same_fingerprint():
    assert fingerprints("Give $2 by Friday")[0] == fingerprints("Give $3 by Sunday")[0]
    long = "From the lighthouse to the market square our carriers walk nine miles each day so that you may read"
    assert set(fingerprints(long + " in peace")) & set(fingerprints(long.replace("nine", "ten") + " in peace"))
