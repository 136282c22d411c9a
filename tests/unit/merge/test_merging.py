"""Articles in, stories out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import orjson
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.merge import Changes, Merger, report_of
from pipeline.records import Extraction, Story

Coded = Callable[..., Extraction]


def add(merger: Merger, extraction: Extraction) -> Changes:
    return merger.add(report_of(extraction))


def articles(story: Story) -> set[str]:
    return {mention.article_id for mention in story.mentions}


def fold(stories: dict[str, Story], changes: Changes) -> None:
    for gone in changes.gone:
        stories.pop(gone, None)
    stories.update((story.story_id, story) for story in changes.stories)


def test_two_outlets_reports_of_an_accident_are_one_story_and_a_strike_is_another(
    ferry: Coded, ferry_again: Coded, miners: Coded
) -> None:
    merger = Merger()
    add(merger, ferry("a", source="one.example"))
    add(merger, miners("b", source="two.example"))
    changes = add(merger, ferry_again("c", source="three.example"))
    (accident,) = (story for story in changes.stories if story.action.type == "ACCIDENT")
    assert articles(accident) == {"a", "c"}
    assert accident.independent_sources == 2
    assert accident.sources == ["one.example", "three.example"]
    assert not any("b" in articles(story) for story in changes.stories)


def test_only_the_stories_that_changed_are_given(ferry: Coded, miners: Coded) -> None:
    merger = Merger()
    assert len(add(merger, ferry("a")).stories) == 3
    assert all(articles(story) == {"b"} for story in add(merger, miners("b")).stories)


def test_a_reprint_tells_the_same_stories_and_is_marked(ferry: Coded) -> None:
    merger = Merger()
    first = add(merger, ferry("wire", source="wire.example", agency="Reuters"))
    changes = add(merger, ferry("reprint", source="paper.example", hours=2))
    assert {story.story_id for story in changes.stories} == {story.story_id for story in first.stories}
    for story in changes.stories:
        assert {mention.article_id: mention.copy_of for mention in story.mentions} == {"wire": None, "reprint": "wire"}
        assert story.independent_sources == 1


def test_a_withdrawn_article_leaves_its_stories_and_the_reprint_stands_alone(ferry: Coded, miners: Coded) -> None:
    merger = Merger()
    add(merger, ferry("wire"))
    add(merger, ferry("reprint"))
    opened = add(merger, miners("alone"))
    changes = merger.remove("wire")
    assert changes.gone == []
    assert all(articles(story) == {"reprint"} for story in changes.stories)
    assert all(mention.copy_of is None for story in changes.stories for mention in story.mentions)
    assert merger.remove("alone").gone == sorted(story.story_id for story in opened.stories)
    assert merger.remove("alone") == merger.remove("never there") == Changes([], [], [], [])


def test_after_the_original_is_withdrawn_its_reprint_is_found_by_later_reports(
    ferry: Coded, ferry_again: Coded
) -> None:
    merger = Merger()
    for name in ("wire", "reprint"):
        add(merger, ferry(name))
    merger.remove("wire")
    assert any(articles(story) == {"reprint", "later"} for story in add(merger, ferry_again("later")).stories)


def test_the_same_article_again_changes_nothing(ferry: Coded, ferry_again: Coded) -> None:
    merger, stories = Merger(), dict[str, Story]()
    for extraction in (ferry("a"), ferry_again("b")):
        fold(stories, add(merger, extraction))
    before = dict(stories)
    fold(stories, add(merger, ferry("a")))
    assert {key: articles(story) for key, story in stories.items()} == {
        key: articles(story) for key, story in before.items()
    }


def test_a_corrected_article_is_told_as_it_is_now(ferry: Coded) -> None:
    merger, stories = Merger(), dict[str, Story]()
    fold(stories, add(merger, ferry("a")))
    corrected = ferry("a")
    corrected.events = corrected.events[:1]
    fold(stories, add(merger, corrected))
    assert [story.action.type for story in stories.values()] == ["ACCIDENT"]


def test_the_next_accident_at_the_same_place_is_another_story(ferry: Coded, ferry_again: Coded) -> None:
    merger = Merger()
    add(merger, ferry("a"))
    later = ferry_again("b", hours=24 * 20)
    for event in later.events:
        assert event.date is not None
        event.date = event.date.model_copy(update={"first_day": date(2025, 5, 23), "last_day": date(2025, 5, 23)})
    assert all(articles(story) == {"b"} for story in add(merger, later).stories)


def test_a_happening_told_again_after_more_than_a_month_opens_a_new_story(ferry: Coded, ferry_again: Coded) -> None:
    merger = Merger()
    add(merger, ferry("a"))
    assert all(articles(story) == {"b"} for story in add(merger, ferry_again("b", hours=24 * 40)).stories)


def test_a_story_is_closed_once_its_first_report_is_out_of_the_window(
    ferry: Coded, miners: Coded, ferry_again: Coded
) -> None:
    merger = Merger(window=2)
    add(merger, ferry("a"))
    add(merger, miners("b"))
    changes = add(merger, ferry_again("c"))
    assert changes.dropped == ["a"]
    assert changes.gone == []
    assert all(articles(story) == {"c"} for story in changes.stories)
    assert merger.row("a") is None
    assert merger.row("c") is not None


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=15, deadline=None)
@given(
    order=st.lists(st.sampled_from(["ferry", "again", "miners"]), min_size=1, max_size=8),
    stored=st.integers(0, 8),
    withdrawn=st.sets(st.integers(0, 7)),
    window=st.integers(2, 9),
)
def test_stored_and_read_back_at_any_moment_it_goes_on_the_same(
    *,
    ferry: Coded,
    ferry_again: Coded,
    miners: Coded,
    order: list[str],
    stored: int,
    withdrawn: set[int],
    window: int,
) -> None:
    make = {"ferry": ferry, "again": ferry_again, "miners": miners}
    steady, restarted = Merger(window), Merger(window)
    for number, kind in enumerate(order):
        if number == stored:
            restarted = Merger.from_state(orjson.loads(orjson.dumps(restarted.state())))
        extraction = make[kind](f"article{number}", hours=number, source=f"{kind}{number % 3}.example")
        assert add(steady, extraction) == add(restarted, extraction)
        if number in withdrawn:
            assert steady.remove(f"article{number // 2}") == restarted.remove(f"article{number // 2}")
    assert steady.state() == restarted.state()


def test_a_thousand_reprints_make_no_story_without_end(ferry: Coded) -> None:
    merger = Merger()
    stories: dict[str, Story] = {}
    for number in range(600):
        fold(stories, add(merger, ferry(f"reprint{number}", source=f"paper{number}.example")))
    assert max(len(story.mentions) for story in stories.values()) <= 500
    assert sum(len(story.mentions) for story in stories.values()) == 3 * 600


def test_hostile_articles_are_merged_like_any_other(coded: Coded) -> None:
    merger = Merger()
    assert add(merger, coded("empty", "", "")) == Changes([], [], [], ["empty"])
    spam = "attacked " * 100_000
    assert len(add(merger, coded("spam", spam, spam, ("attacked", "ASSAULT", {}))).stories) == 1
    many = coded("many", "Rebels", "Rebels attacked Oruz.", ("attacked", "ASSAULT", {"actors": ["Red Front"]}))
    many.events = [many.events[0].model_copy(update={"event_id": str(number)}) for number in range(10_000)]
    mentions = [mention for story in add(merger, many).stories for mention in story.mentions]
    assert sum(mention.article_id == "many" for mention in mentions) == 120
    Merger.from_state(orjson.loads(orjson.dumps(merger.state())))
