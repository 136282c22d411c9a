"""What a story says, given its mentions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from pipeline.merge import report_of
from pipeline.merge.story import Told, story_of
from pipeline.records import Extraction, PlaceMention

TEXT = "The ferry Lady Moira struck the harbour wall at Port Ellen early on Saturday."


@pytest.fixture
def told(coded: Callable[..., Extraction]) -> Callable[..., Told]:
    def make(article_id: str, *, copy_of: str | None = None, text: str = TEXT, **fields: Any) -> Told:
        given = {name: fields.pop(name) for name in ("source", "agency", "hours") if name in fields}
        type_ = fields.pop("type", "ACCIDENT")
        report = report_of(coded(article_id, "", text, ("struck", type_, fields), **given))
        (sighting,) = report.sightings
        return Told(
            report.article_id, report.source, report.agency, report.published_at, report.seen, sighting, copy_of
        )

    return make


Tell = Callable[..., Told]


def test_ten_reprints_of_one_agencys_text_are_one_source(told: Tell) -> None:
    reprints = [told(f"r{number}", source=f"paper{number}.example", copy_of="wire") for number in range(10)]
    story = story_of(
        "s", [told("wire", source="wire.example", agency="Reuters"), *reprints, told("own", source="own.example")]
    )
    assert len(story.sources) == 12
    assert story.independent_sources == 2


def test_two_texts_of_one_agency_are_one_source_and_so_are_two_of_one_outlet(told: Tell) -> None:
    mentions = [
        told("a", source="one.example", agency="AFP"),
        told("b", source="two.example", agency="AFP"),
        told("c", source="three.example"),
        told("d", source="three.example"),
    ]
    assert story_of("s", mentions).independent_sources == 2


def test_a_copy_whose_original_is_no_mention_counts_for_the_outlet_that_has_it(told: Tell) -> None:
    assert story_of("s", [told("a", source="one.example", copy_of="elsewhere")]).independent_sources == 1
    assert story_of("s", [told("a", source=None), told("b", source=None)]).independent_sources == 2


def test_what_most_say_was_done_is_the_action_and_copies_have_no_vote(told: Tell) -> None:
    mentions = [told("a"), told("b"), told("c", type="ASSAULT", mode="aerial")]
    copies = [told(f"d{number}", type="ASSAULT", mode="aerial", copy_of="c") for number in range(9)]
    assert story_of("s", mentions + copies).action.type == "ACCIDENT"


def test_who_is_named_best_comes_first_and_a_stray_name_is_left_out(told: Tell) -> None:
    mentions = [told(str(number), actors=["Lady Moira", "Westray Lines"][: 1 + number % 2]) for number in range(8)]
    story = story_of("s", [told("odd", actors=["harbour wall"]), *mentions])
    assert [actor.name for actor in story.actors] == ["Lady Moira", "Westray Lines"]


def test_the_place_is_a_town_where_any_outlet_names_one(told: Tell) -> None:
    country = PlaceMention(start=0, end=0, text="Scotland", name="Scotland", kind="country", country="GBR")
    mentions = [told("a"), told("b"), told("c", place="Port Ellen")]
    for item in mentions[:2]:
        item.sighting.location = country
    story = story_of("s", mentions)
    assert story.location is not None
    assert story.location.name == "Port Ellen"
    only = story_of("s", mentions[:2]).location
    assert only is not None
    assert only.kind == "country"


def test_the_day_is_what_most_say(told: Tell) -> None:
    days = ["2025-05-03", "2025-05-03", "2025-05-04"]
    story = story_of("s", [told(str(number), day=day) for number, day in enumerate(days)] + [told("x")])
    assert str(story.first_day) == str(story.last_day) == "2025-05-03"
    assert story_of("s", [told("x")]).first_day is None


def test_one_sure_source_makes_a_story_certain_and_a_denial_does_not_unmake_it(told: Tell) -> None:
    mentions = [told("a", certainty="possible"), told("b", certainty="probable")]
    assert story_of("s", mentions).certainty == "probable"
    assert story_of("s", [*mentions, told("c", polarity="negative", certainty="certain")]).certainty == "probable"
    assert story_of("s", [told("c", polarity="negative", certainty="certain")]).certainty == "certain"


def test_who_said_so_is_named_once(told: Tell) -> None:
    mentions = [
        told("a", said_by="Ewan Tulloch"),
        told("b", said_by="Ewan Tulloch"),
        told("c", said_by="coastguard"),
        told("d"),
    ]
    assert story_of("s", mentions).attributed_to == ["Ewan Tulloch", "coastguard"]


def test_the_headline_is_a_sure_sentence_of_the_outlets_own_and_of_equals_the_first(told: Tell) -> None:
    said = told("a", text=f"{TEXT} So it was said.", said_by="a witness")
    late, early = told("b", hours=9), told("c", text=TEXT.replace("early on", "on"), hours=1)
    assert story_of("s", [said, late, early]).headline == early.sighting.sentence


def test_times_are_those_of_the_articles_whatever_order_they_came_in(told: Tell) -> None:
    story = story_of("s", [told("a", hours=5), told("b", hours=1), told("c", hours=9)])
    assert (story.last_seen - story.first_seen).total_seconds() == 8 * 3600


def test_a_story_that_only_copies_tell_is_told_in_full(told: Tell) -> None:
    story = story_of("s", [told("a", copy_of="x", actors=["Lady Moira"], day="2025-05-03")])
    assert story.actors
    assert story.headline == TEXT
