"""Countries by name, people and capital: what actors, places and counts by country rest on."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.code.places.countries import capital_country, countries, country_of_demonym, country_of_name
from pipeline.errors import LexiconError
from pipeline.lexicon import table


@pytest.mark.parametrize(
    ("name", "iso3"),
    [
        ("U.S.", "USA"),
        ("US", "USA"),
        ("America", "USA"),
        ("the United States", "USA"),
        ("UK", "GBR"),
        ("Britain", "GBR"),
        ("Burma", "MMR"),
        ("DPRK", "PRK"),
        ("Ivory Coast", "CIV"),
        ("Côte d\u2019Ivoire", "CIV"),
        ("the West Bank", "PSE"),
        ("Gaza", "PSE"),
        ("Taiwan", "TWN"),
        ("Kosovo", "XKX"),
        ("Congo", "COD"),
        ("Korea", "KOR"),
        ("the Netherlands", "NLD"),
        ("Ukraine's", "UKR"),
    ],
)
def test_a_country_is_known_by_the_names_that_news_uses(name: str, iso3: str):
    assert country_of_name(name) == iso3


@pytest.mark.parametrize("word", ["us", "Us", "it", "American", "Paris", "", "the", "X" * 5000])
def test_a_word_that_names_no_country_gives_none(word: str):
    assert country_of_name(word) is None


@pytest.mark.parametrize(
    ("people", "iso3"),
    [
        ("Dutch", "NLD"),
        ("Serbs", "SRB"),
        ("North Korean", "PRK"),
        ("Nigerien", "NER"),
        ("Nigerians", "NGA"),
        ("Scots", "GBR"),
    ],
)
def test_a_people_is_not_taken_for_another(people: str, iso3: str):
    assert country_of_demonym(people) == iso3


def test_a_capital_may_stand_for_its_government_and_other_towns_may_not():
    assert capital_country("Kiev") == "UKR"
    assert capital_country("The Hague") == "NLD"
    assert capital_country("Tel Aviv") is None


def test_every_country_has_codes_and_lies_on_the_map():
    assert len(countries()) > 240
    for iso3, country in countries().items():
        assert len(iso3) == 3
        assert len(country.iso2) == 2
        assert -90 <= country.lat <= 90
        assert -180 <= country.lon <= 180


def test_a_broken_line_is_named_by_file_and_number(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "places").mkdir()
    (tmp_path / "places" / "countries.tsv").write_text("# comment\niso3\tname\nUKR\n", encoding="utf-8")
    monkeypatch.setattr(table, "FOLDER", tmp_path)
    with pytest.raises(LexiconError, match=r"countries\.tsv, line 3: 1 values for 2 columns"):
        list(table.rows("places/countries.tsv", ("iso3", "name")))
