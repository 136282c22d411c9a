"""When two sightings are one happening."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from pipeline.merge import Sighting, report_of
from pipeline.merge.alike import ENOUGH, Features, alike, alike_within, features, settings_apart
from pipeline.merge.trace import setting_of, trace_of
from pipeline.records import Extraction, Range

RAID = "Warplanes bombed a fuel depot near Halvat, killing nine soldiers."
RAID_AGAIN = "Nine soldiers died when jets struck the depot outside Halvat."


@pytest.fixture
def sighting(coded: Callable[..., Extraction]) -> Callable[..., Sighting]:
    def make(sentence: str, trigger: str, type_: str = "ASSAULT", *, main: bool = False, **fields: Any) -> Sighting:
        return (
            report_of(coded("a", "", sentence, (trigger, type_, fields))).sightings[0].model_copy(update={"main": main})
        )

    return make


def evidence(one: Sighting, other: Sighting, near: float = 0.3, days: float = 0.3) -> float:
    found = alike(features(trace_of(one), lambda _: 4.0), features(trace_of(other), lambda _: 4.0), near, days)
    assert found == alike(features(trace_of(other), lambda _: 4.0), features(trace_of(one), lambda _: 4.0), near, days)
    return found or 0.0


Make = Callable[..., Sighting]


def test_one_raid_in_two_outlets_words_is_one(sighting: Make) -> None:
    one = sighting(RAID, "bombed", actors=["Air Force"], place="Halvat", day="2025-05-03", lemma="bomb")
    other = sighting(RAID_AGAIN, "struck", actors=["Air Force"], place="Halvat", day="2025-05-03", lemma="strike")
    assert evidence(one, other) > ENOUGH


def test_two_raids_of_one_war_on_different_days_stay_two(sighting: Make) -> None:
    one = sighting(RAID, "bombed", actors=["Air Force"], place="Halvat", day="2025-05-03", main=True)
    other = sighting(RAID, "bombed", actors=["Air Force"], place="Halvat", day="2025-05-06", main=True)
    assert evidence(one, other, near=0.9) == 0


def test_two_raids_of_one_day_on_different_towns_are_less_alike(sighting: Make) -> None:
    one = sighting(RAID, "bombed", place="Halvat", day="2025-05-03")
    here = sighting(RAID_AGAIN, "struck", place="Halvat", day="2025-05-03")
    there = sighting(RAID_AGAIN, "struck", place="Oruz", day="2025-05-03")
    assert evidence(one, here) > evidence(one, there) + 1


def test_sayings_of_different_people_are_never_one(sighting: Make) -> None:
    text = "The dam is safe, {} said on Friday."
    one, other = (
        sighting(text.format(name), "said", "ANNOUNCE", actors=[name]) for name in ("Ewan Tulloch", "Ana Ruiz")
    )
    assert evidence(one, other, near=0.9) == 0


def test_a_denied_attack_is_not_the_attack(sighting: Make) -> None:
    one = sighting(RAID, "bombed", day="2025-05-03", main=True)
    denied = sighting(RAID, "bombed", day="2025-05-03", polarity="negative", main=True)
    assert evidence(one, denied, near=0.9) == 0


def test_what_may_happen_is_not_what_did(sighting: Make) -> None:
    one, may = sighting(RAID, "bombed"), sighting(RAID_AGAIN, "struck", time_relation="hypothetical")
    assert evidence(one, may) == 0
    assert evidence(may, may) > 0


def test_a_visit_is_not_the_visit_in_return(sighting: Make) -> None:
    one = sighting("Ana Ruiz visited Bo Li.", "visited", "CONSULT", actors=["Ana Ruiz"], recipients=["Bo Li"])
    back = sighting("Bo Li visited Ana Ruiz.", "visited", "CONSULT", actors=["Bo Li"], recipients=["Ana Ruiz"])
    assert evidence(one, one) > ENOUGH
    assert evidence(one, back) == 0


def test_arrests_of_different_people_are_less_alike(sighting: Make) -> None:
    def arrest(who: str) -> Sighting:
        text = f"Police in Oruz arrested {who} on Friday."
        return sighting(text, "arrested", "COERCE", actors=["Oruz Police"], recipients=[who])

    assert evidence(arrest("Ana Ruiz"), arrest("Ana Ruiz")) > evidence(arrest("Ana Ruiz"), arrest("Bo Li")) + 1


def test_two_sayings_of_one_speaker_in_an_article_are_two(sighting: Make) -> None:
    def said(text: str) -> Features:
        return features(trace_of(sighting(text, "said", "ANNOUNCE", actors=["Ana Ruiz"])), lambda _: 4.0)

    assert alike_within(said("Ana Ruiz said the dam was safe."), said("Ana Ruiz said farmers would be paid.")) is None


def test_a_shared_rare_name_says_more_than_a_shared_description(sighting: Make) -> None:
    def share(name: str) -> float:
        return evidence(
            sighting(RAID, "bombed", recipients=[name, "Ana Ruiz"]),
            sighting(RAID_AGAIN, "struck", recipients=[name, "Bo Li"]),
        )

    assert share("Ewan Tulloch") > share("the soldiers")


def test_the_same_toll_speaks_for_one_happening(sighting: Make) -> None:
    one, other = sighting(RAID, "bombed"), sighting(RAID_AGAIN, "struck")
    nine = {"numbers": ["killed 9.0-9.0"]}
    assert evidence(one.model_copy(update=nine), other.model_copy(update=nine)) > evidence(one, other)
    assert Range(min=9.0, max=9.0).model_dump() == {"min": 9.0, "max": 9.0}


def test_an_arrest_and_a_concert_are_one_only_as_what_both_articles_report(sighting: Make) -> None:
    arrest = sighting("Police held the singer Ana Ruiz on stage in Oruz.", "held", "COERCE", recipients=["Ana Ruiz"])
    concert = sighting("Ana Ruiz sang in Oruz before police came.", "sang", "CULTURE", actors=["Ana Ruiz"])
    assert evidence(arrest, concert) == 0
    main = {"main": True}
    assert evidence(arrest.model_copy(update=main), concert.model_copy(update=main)) > ENOUGH


def test_reports_weeks_apart_need_more(sighting: Make) -> None:
    one, other = sighting(RAID, "bombed"), sighting(RAID_AGAIN, "struck")
    assert evidence(one, other, days=20) < evidence(one, other, days=1) - 1


def test_within_an_article_two_deeds_of_a_sentence_are_two_and_a_deed_told_again_is_one(sighting: Make) -> None:
    def within(one: Sighting, other: Sighting) -> float:
        return alike_within(features(trace_of(one), lambda _: 4.0), features(trace_of(other), lambda _: 4.0)) or 0.0

    capture = sighting("Rebels captured Oruz and killed nine.", "captured", actors=["Red Front"])
    killing = sighting("Rebels captured Oruz and killed nine.", "killed", actors=["Red Front"])
    again = sighting("Rebels captured Oruz, a garrison town, at dawn.", "captured", actors=["Red Front"])
    assert within(capture, killing) == 0
    assert within(capture, again) > ENOUGH


def test_two_shootings_of_two_men_in_one_town_become_one_story(sighting: Make) -> None:
    told = "A man was shot in the leg on Friday, police said."
    young, old = (
        sighting(told, "shot", recipients=[f"{age}-year-old man"], place="Halvat", day="2025-05-03") for age in (22, 31)
    )
    again = sighting(told, "shot", recipients=["22-year-old man"], place="Halvat", day="2025-05-03")
    assert evidence(young, again) > evidence(young, old) + 1.5


def test_two_streets_of_one_town_are_two_scenes(sighting: Make) -> None:
    told = "A man was shot on Friday."
    here, there = (sighting(told, "shot", place=name, day="2025-05-03") for name in ("Mill Street", "Dock Road"))
    for each in (here, there):
        assert each.location is not None
        each.location = each.location.model_copy(update={"kind": "facility", "admin1": "Oruz"})
    near = there.model_copy(update={"location": there.location and there.location.model_copy(update={"kind": "city"})})
    assert evidence(here, near) > evidence(here, there) + 0.5


def test_a_man_is_not_the_same_man_everywhere(sighting: Make) -> None:
    one, other = (sighting("A man was robbed.", "robbed", "CRIME", recipients=["man"]) for _ in range(2))
    common, rare = (
        alike(*(features(trace_of(each), lambda _, rarity=rarity: rarity) for each in (one, other)), 0.3, 0.3)
        for rarity in (0.5, 5.0)
    )
    assert common is not None
    assert rare is not None
    assert rare > common + 2


def test_what_two_local_papers_tell_of_their_towns_is_set_apart(sighting: Make) -> None:
    halvat, oruz = (trace_of(sighting("A man was shot.", "shot", place=name)) for name in ("Halvat", "Oruz"))
    bare = trace_of(sighting("A man was shot.", "shot"))
    both, there, nowhere = setting_of([halvat, bare]), setting_of([oruz]), setting_of([bare])
    assert settings_apart(both, there) < settings_apart(nowhere, there) < settings_apart(both, both)


def test_shootings_of_different_weeks_are_two_though_their_reports_put_no_day_to_the_shot(sighting: Make) -> None:
    shot = trace_of(sighting("A man was shot.", "shot"))
    arrests = [
        trace_of(sighting("Police held a man.", "held", "COERCE", day=day))
        for day in ("2026-03-02", "2026-03-03", "2026-03-09")
    ]
    monday, tuesday, later = (setting_of([shot, arrest]) for arrest in arrests)
    assert settings_apart(monday, later) < settings_apart(monday, tuesday) == settings_apart(setting_of([shot]), later)


def test_two_celebrities_in_clinics_are_less_alike_than_one_under_two_spellings(sighting: Make) -> None:
    text = "{} checked into a rehabilitation clinic on Friday, a lawyer said."
    told = {
        name: sighting(text.format(name), "checked", "HEALTH", actors=[name], main=True)
        for name in ("Mara T. Quill", "Mara Quill", "Quill", "Dena Ashby")
    }
    others = evidence(told["Mara T. Quill"], told["Dena Ashby"])
    for again in ("Mara Quill", "Quill"):
        assert evidence(told["Mara T. Quill"], told[again]) > others + 1.5


def test_one_name_with_and_without_an_office_is_one(sighting: Make) -> None:
    one = sighting(RAID, "bombed", actors=["Ann Quill"])
    office = one.actors[0].model_copy(update={"entity": "USA-GOV-QUILL", "country": "USA"})
    held = one.model_copy(update={"actors": [office]})
    assert evidence(one, held) == evidence(one, one)
