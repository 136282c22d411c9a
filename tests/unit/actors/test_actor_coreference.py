from __future__ import annotations

from collections.abc import Callable

import pytest

from pipeline.code.actors.coreference import Coreference
from pipeline.code.places import find_places
from pipeline.parse.document import Document

Read = Callable[..., Document]


@pytest.mark.parametrize(
    ("text", "word", "name"),
    [
        ("Mary Otieno met John Kamau. She praised the treaty.", "She", "Mary Otieno"),
        ("Mary Otieno met John Kamau. He praised the treaty.", "He", "John Kamau"),
        ("Peru recalled its ambassador.", "its", "Peru"),
        ("Hamas fired. As part of its invasion of Niger, the IDF has ordered people to leave.", "its", "the IDF"),
        ("Hamas fired rockets, so Lima is building its base as it goes on.", "it", "Lima"),
        ("Peru and its allies signed.", "its", "Peru"),
        (
            "Troops captured the city of Bakhmut. A spokesman spoke in Kyiv. The city's capture opens the road.",
            "city",
            "Bakhmut",
        ),
        ("Roe thanked the monks who stood by their refusal.", "their", "the monks"),
        ("Farmers blocked roads and said they wanted seeds.", "they", "Farmers"),
        ("Brazil and Argentina signed. They will share the costs.", "They", "Brazil and Argentina"),
        ("Troops entered Bakhmut. The city had been shelled for weeks.", "city", "Bakhmut"),
        ("The army held Kharkiv and sent tanks there.", "there", "Kharkiv"),
        ("Boko Haram burned the market. The group said it would return.", "group", "Boko Haram"),
        (
            "Defense Minister Ana Rojas flew home. The minister gave no details.",
            "minister",
            "Defense Minister Ana Rojas",
        ),
        ("The Mutual Aid Front (MAF) marched. Police beat MAF members.", "MAF", "The Mutual Aid Front"),
        ("Germany warned Austria. The two countries share a border.", "countries", None),
        ("Iran and Iraq met. The two countries share a border.", "countries", "Iran and Iraq"),
        ("The bank, which lent the money, collapsed.", "which", "The bank"),
        ("Ann Hill denied it. She had called on Hill to resign.", "She", None),
        ("The bank says it will lend to the port.", "it", "The bank"),
        ("Peru sued Chile over the river in May. Lawyers for Bolivia told Ecuador it was wrong.", "it", None),
    ],
)
def test_a_later_word_finds_the_name_it_stands_for(read: Read, text: str, word: str, name: str | None) -> None:
    document = read(text)
    index = max(token.i for token in document.doc if token.text == word)
    found = Coreference(document, find_places(document)).antecedent(index)
    assert (document.span(*found).text if found else None) == name


@pytest.mark.parametrize(
    "text", ["It rained in Lima.", "It is clear that Peru will pay.", "It took weeks to rebuild Lima."]
)
def test_an_empty_it_stands_for_nothing(read: Read, text: str) -> None:
    assert Coreference(read(text)).antecedent(0) is None


def test_two_arguments_of_one_verb_are_two(read: Read) -> None:
    document = read("Chad said Libya attacked it.")
    found = Coreference(document).antecedent(len(document) - 2)
    assert found is not None
    assert document.span(*found).text == "Chad"


def test_the_city_in_the_next_paragraph_is_still_the_city(read: Read) -> None:
    document = read("Shells hit Bakhmut on Monday.\nOfficials said hundreds of people had left the city.")
    found = Coreference(document, find_places(document)).antecedent(len(document) - 2)
    assert found is not None
    assert document.span(*found).text == "Bakhmut"


def test_an_island_is_not_the_last_town(read: Read) -> None:
    document = read("Talks took place in Geneva. The island has been divided for decades.")
    index = next(token.i for token in document.doc if token.text == "island")
    assert Coreference(document).antecedent(index) is None


def test_all_layers_share_one_coreference(read: Read) -> None:
    document = read("Peru recalled its ambassador.")
    assert Coreference.of(document) is Coreference.of(document)


def test_an_antecedent_always_stands_before_its_word(read: Read) -> None:
    text = (
        "The minister said it. They, who saw him, told her that he was there. Its leader, the president of the group, "
        "met the two leaders, and both sides said their countries would help them.\nHe left the city for the country."
    )
    document = read(text)
    coreference = Coreference(document)
    for index in range(len(document)):
        found = coreference.antecedent(index)
        if found is not None:
            assert 0 <= found[0] < found[1] <= max(index, found[1])
            assert found[0] <= index


def _last(read: Read, text: str, word: str) -> str:
    """What the last such word of the text stands for; empty for nothing."""
    document = read(text)
    index = max(token.i for token in document.tokens if token.text == word)
    found = Coreference(document, find_places(document)).antecedent(index)
    return document.text(*found) if found is not None else ""


def test_what_nameless_people_refuse_is_nobody_elses(read: Read) -> None:
    document = read("Roe and Moe called out those who have remained firm in their refusal.")
    index = next(token.i for token in document.tokens if token.text == "their")
    assert Coreference(document, find_places(document)).antecedent(index) is None


def test_the_same_pronoun_twice_in_a_sentence_is_not_somebody_else(read: Read) -> None:
    document = read("Israeli pilots took off. They are warning civilians to leave the areas that they attack.")
    first, second = (token.i for token in document.tokens if token.lower_ == "they")
    found = Coreference(document, find_places(document))
    assert found.antecedent(second) == found.antecedent(first)


@pytest.mark.parametrize(
    ("text", "word", "meant"),
    [
        ("The judge acquitted the reporter and ordered his release.", "his", "reporter"),
        ("The king fired the admiral and appointed Ann Roe to replace him.", "him", "admiral"),
    ],
)
def test_nobody_orders_his_own_release_or_replaces_himself(read: Read, text: str, word: str, meant: str) -> None:
    assert meant in _last(read, text, word)


@pytest.mark.parametrize(
    ("text", "word", "meant"),
    [
        (
            "Jan Moe, a poet, died. He was jailed in 1968. He led talks with President Tom Reed. He resigned in 2008.",
            "He",
            "Jan Moe",
        ),
        ("Police detained nine students. They were later released.", "They", "students"),
        ("Ann Roe won. She thanked Premier Eva Lind. She left for Oslo.", "She", "Ann Roe"),
        ("Premier Ann Roe met President Jan Moe in Oslo. She thanked him. He promised to help her.", "He", "Jan Moe"),
    ],
)
def test_a_life_told_by_he_would_be_another_mans(read: Read, text: str, word: str, meant: str) -> None:
    assert meant in _last(read, text, word)


def test_ten_thousand_pronouns_do_not_hang_a_worker(read: Read) -> None:
    document = read("Jan Moe sang. " + "He said he saw him. " * 1500)
    coreference = Coreference(document, find_places(document))
    assert all(coreference.antecedent(token.i) for token in list(document.tokens)[-60:] if token.text == "He")


def test_a_man_with_a_title_of_courtesy_is_no_group(read: Read) -> None:
    text = "Norway condemned the M23 rebels. Mr Aukrust visited a camp. The group ordered residents to leave."
    assert "Aukrust" not in _last(read, text, "group")


@pytest.mark.parametrize(
    ("text", "word", "meant"),
    [
        ("A nurse was freed on Monday. The Chronicle says he was held for a year.", "he", "A nurse"),
        ("After he met the unions, Labour Minister Karim Daud promised a review.", "he", "Labour Minister Karim Daud"),
    ],
)
def test_a_newspaper_would_be_held_and_a_minister_be_nobody(read: Read, text: str, word: str, meant: str) -> None:
    assert _last(read, text, word) == meant
