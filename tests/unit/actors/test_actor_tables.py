from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from pipeline.code.actors.lexicon import best_known, gazetteer, given_names, known_actors, noun, nouns, surnames
from pipeline.code.actors.wordlists import words
from pipeline.code.places.countries import countries
from pipeline.errors import LexiconError
from pipeline.lexicon import table
from pipeline.records import Sector


def _holder(surname: str, day: date | None, country: str | None = None) -> str:
    return best_known(surnames()[surname], day, country).name


def test_every_country_of_the_table_is_one_that_the_places_know() -> None:
    unknown = {known.country for known in known_actors() if known.country} - set(countries())
    assert not unknown


def test_at_least_190_countries_have_a_head_of_state_or_government() -> None:
    with_head = {known.country for known in known_actors() if known.person and known.sector is Sector.GOV}
    assert len(with_head) >= 190


def test_at_least_300_organisations_are_known() -> None:
    assert len({known.entity for known in known_actors() if not known.person}) >= 300


def test_no_term_ends_before_it_begins() -> None:
    wrong = [
        known.name
        for known in known_actors()
        if known.first_day and known.last_day and known.last_day < known.first_day
    ]
    assert not wrong


def test_two_people_of_one_surname_are_not_counted_as_one() -> None:
    names = {(known.entity, known.name) for known in known_actors() if known.person}
    assert [entity for entity, count in Counter(entity for entity, _ in names).items() if count > 1] == []


def test_one_entity_has_one_name_and_one_country() -> None:
    names = {(known.entity, known.name) for known in known_actors() if not known.person}
    countries_of = {(known.entity, known.country) for known in known_actors()}
    assert [entity for entity, count in Counter(entity for entity, _ in names).items() if count > 1] == []
    assert [entity for entity, count in Counter(entity for entity, _ in countries_of).items() if count > 1] == []


def test_no_organisation_has_an_everyday_word_as_its_alias() -> None:
    everyday = {"Apple", "Shell", "Time", "Orange", "Visa", "Target", "Gap", "Fed", "Mirror", "Sun", "Post", "State"}
    assert not everyday & {alias for known in known_actors() for alias in (known.name, *known.aliases)}


def test_who_holds_an_office_depends_on_the_day_of_the_article() -> None:
    assert _holder("Clinton", date(1995, 3, 1)) == "Bill Clinton"
    assert _holder("Clinton", date(2010, 3, 1)) == "Hillary Clinton"
    assert _holder("Bush", date(1990, 8, 2)) == "George H.W. Bush"
    assert _holder("Bush", date(2003, 3, 20)) == "George W. Bush"


def test_a_namesake_of_the_country_in_the_text_is_preferred() -> None:
    assert _holder("Khan", None, "PAK") == "Imran Khan"


def test_an_old_wire_finds_the_minister_of_its_time() -> None:
    found = [known for _, _, entries in gazetteer().find("Kozyrev met Eagleburger") for known in entries]
    assert {known.country for known in found} == {"RUS"}
    assert {known.office for known in found} == {"foreign minister"}


def test_a_name_inside_another_word_is_not_found() -> None:
    assert gazetteer().find("The Bidenomics of Trumpism") == []


def test_plurals_and_women_among_role_nouns_are_found() -> None:
    for word, sector in (
        ("lawmakers", Sector.LEG),
        ("gunmen", Sector.UAF),
        ("secretaries", Sector.GOV),
        ("police", Sector.GOV),
        ("refugees", Sector.REF),
    ):
        found = noun(word)
        assert found is not None
        assert found.sector is sector


def test_the_sectors_of_role_nouns_cover_the_contract() -> None:
    assert {entry.sector for entry in nouns().values()} >= set(Sector) - {Sector.UNK}


def test_a_given_name_of_both_genders_tells_nothing() -> None:
    assert given_names()["Jean"] == ""
    assert given_names()["Angela"] == "f"


def test_a_wrong_line_is_named_with_its_file_and_number(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "actors").mkdir()
    (tmp_path / "actors" / "nouns.tsv").write_text(
        "noun\tsector\tkind\tstrength\nking\tXXX\tperson\town\n", encoding="utf-8"
    )
    monkeypatch.setattr(table, "FOLDER", tmp_path)
    nouns.cache_clear()
    with pytest.raises(LexiconError, match=r"nouns\.tsv, line 2.*XXX"):
        nouns()
    nouns.cache_clear()


def test_a_line_with_a_missing_column_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "actors").mkdir()
    (tmp_path / "actors" / "nouns.tsv").write_text("noun\tsector\tkind\tstrength\nking\tGOV\n", encoding="utf-8")
    monkeypatch.setattr(table, "FOLDER", tmp_path)
    nouns.cache_clear()
    with pytest.raises(LexiconError, match="2 values for 4 columns"):
        nouns()
    nouns.cache_clear()


def test_a_word_list_that_nobody_wrote_is_missed_loudly() -> None:
    with pytest.raises(LexiconError, match="missing"):
        words("no such list")
