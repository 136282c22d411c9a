"""What cleaning promises of one article: nothing of the news goes, nothing that came in is lost."""

from __future__ import annotations

import contextlib
import re
import time
from collections import Counter
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.clean import clean
from pipeline.clean.repair import repair
from pipeline.errors import NoText, RecordError, TooLarge
from pipeline.records import Category, CleanArticle, RawArticle

NOW = datetime(2025, 12, 2, 9, 0, tzinfo=UTC)
NEWS = [
    "The harbour council said on Tuesday that the old bridge will close in March after engineers found cracks in two piers.",
    "Mayor Ana Lima told reporters that repairs would cost $40 million and last until the autumn.",
    "Opposition lawmakers denounced the decision, and a vote on the money is planned for next week.",
]


def cleaned(*lines: str, source: str | None = None, language: str | None = "en") -> CleanArticle:
    return clean(RawArticle(id="a", text="\n".join(lines), source=source, language=language), NOW)


def words(text: str) -> Counter[str]:
    return Counter(re.findall(r"\S+", text))


def everything(article: CleanArticle) -> Counter[str]:
    return words(article.text) + words(" ".join(item.text for item in article.removed))


PIECES = st.sampled_from(
    [
        *NEWS,
        "Donate now",
        "If you can, please support us from just $2.",
        "Follow us on Twitter. The council meets again on Friday.",
        "You may also like...",
        "Council backs new ferry",
        "- Council Backs New Ferry Line Across the Bay",
        "KYIV (Reuters) - The minister resigned.",
        "Mill burns down in town By ANN ROE NEW YORK (AP) — A mill burned down.",
        "(Reporting by Ana Lima; editing by Tom Reed)",
        "© 2025 The Harbour Gazette",
        "Photo: Ana Lima/AP",
        "wrapped text that runs over the line and",
        "goes on in the next one",
        "",
    ]
)
TEXTS = st.one_of(st.text(max_size=300), st.lists(st.one_of(PIECES, st.text(max_size=40)), max_size=30).map("\n".join))


@settings(deadline=None)  # the machine may be busy
@given(TEXTS)
def test_nothing_that_came_in_is_lost(text: str) -> None:
    try:
        article = clean(RawArticle(id="a", text=text, language="en"), NOW)
    except NoText:
        return
    came_in = "".join(sorted(re.sub(r"\s", "", repair(text)).replace("-", "")))
    kept = "".join(
        sorted(re.sub(r"\s", "", article.text + "".join(item.text for item in article.removed)).replace("-", ""))
    )
    assert kept == came_in


@settings(deadline=None)  # the machine may be busy
@given(TEXTS)
def test_clean_text_is_one_paragraph_a_line_without_blanks_at_the_ends(text: str) -> None:
    try:
        article = clean(RawArticle(id="a", text=text), NOW)
    except NoText:
        return
    assert all(line and line == line.strip() for line in article.text.split("\n"))
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\u200b\u200e\u202e\ud800-\udfff]", article.text)


@settings(deadline=None)  # the machine may be busy
@given(TEXTS)
def test_cleaning_twice_gives_the_same_text(text: str) -> None:
    try:
        once = clean(RawArticle(id="a", text=text, language="en"), NOW)
        again = clean(RawArticle(id="a", text=text, language="en"), NOW)
    except NoText:
        return
    assert once == again


def test_an_appeal_at_the_end_goes_and_the_news_stays() -> None:
    article = cleaned(
        *NEWS,
        "A message from The Harbour Gazette:",
        "Dear readers,",
        'The port authority has labeled The Harbour Gazette a "hostile publisher" and put two colleagues under investigation.',
        "To go on, we need your help.",
        "Remind me later.",
        source="The Harbour Gazette",
    )
    assert article.text.split("\n") == NEWS
    assert {item.category for item in article.removed} == {Category.APPEAL, Category.BUTTON}


def test_news_after_an_appeal_in_the_middle_stays():
    article = cleaned(
        NEWS[0], "Dear readers,", "We need your help.", NEWS[1], "Share this story", NEWS[2], "Donate now"
    )
    assert article.text.split("\n") == NEWS


def test_a_column_that_begins_as_a_letter_is_no_appeal():
    lines = [
        "Dear readers,",
        *(f"We walked from the quay to hill number {n}, and you could see the whole bay." for n in range(6)),
    ]
    assert cleaned(*lines).text.split("\n") == lines[1:]


def test_an_appeal_in_the_last_sentence_goes_and_its_paragraph_stays() -> None:
    article = cleaned(NEWS[0], NEWS[1] + " Sign up for our daily newsletter here.", NEWS[2])
    assert article.text.split("\n") == NEWS
    assert article.removed[0].category is Category.NEWSLETTER


@pytest.mark.parametrize(
    "sentence",
    [
        "The Red Cross asked people to donate blood after the earthquake.",
        "“Please donate what you can,” the priest told the congregation on Sunday.",
        "Donations to the party doubled after the ruling, the electoral commission said.",
        "Lawmakers passed a bill that makes sites ask before they set cookies.",
        "The court of appeal rejected the appeal of the former minister on Monday.",
        "The company said subscriptions rose 12 percent as readers signed up for its newsletter.",
        "Parents must sign up for the vaccine by Friday under the new law.",
        "The newspaper's publisher asked its readers for donations after a court froze its accounts.",
        "He said the charity relies on donations from supporters abroad.",
        "“Your support means everything to us,” the candidate told a crowd in Lyon.",
        "Facebook and Twitter were blocked across the country on Thursday.",
        "The watchdog fined the company over its privacy policy.",
        "Reuters reported on Friday that the two banks were in talks.",
        "The Associated Press journalist was detained near the border.",
        "Police released a photo of the suspect taken by a camera at the station.",
        "The rebels said they will follow the ceasefire if the army does.",
        "All rights groups in the region condemned the arrests.",
        "Ana Lima is a reporter who was arrested in March while covering the protests.",
        "The ministry shared this video on Telegram, where it was viewed a million times.",
        "Share prices fell 3% in Tokyo",
        "Search for missing climbers resumes",
        "Update: three more bodies found in the rubble, officials say",
        "Minister resigns",
        "Support for the president fell to 31%, a poll showed.",
        "Help is on its way to the flooded villages, the governor said.",
        "By supporting the rebels, the government has broken the truce, the ministry said.",
        "Thank you for your courage, the president told the troops.",
        "Readers of the paper paid for the legal costs of its editor.",
        "Become a member of NATO is what the country wants, he said.",
        "In this year's election the photo of the candidates was printed on the ballot.",
    ],
)
def test_news_that_speaks_of_donations_cookies_or_newsletters_stays(sentence: str) -> None:
    assert cleaned(sentence).text == sentence
    assert sentence in cleaned(*NEWS, sentence).text
    assert sentence in cleaned(NEWS[0], sentence, *NEWS[1:]).text


@pytest.mark.parametrize(
    ("line", "category"),
    [
        ("Skip to main content", Category.BUTTON),
        ("ADVERTISEMENT", Category.BUTTON),
        ("Share this story", Category.SOCIAL),
        ("Follow us on Twitter and Facebook.", Category.SOCIAL),
        ("Related: Council backs new ferry", Category.RELATED),
        ("READ MORE: Council backs new ferry", Category.RELATED),
        ("By Ana Lima and Tom Reed", Category.CREDIT),
        ("(Reporting by Ana Lima in Lisbon; editing by Tom Reed)", Category.CREDIT),
        ("AFP contributed reporting.", Category.CREDIT),
        ("— with files from The Canadian Press", Category.CREDIT),
        ("This story has been updated to correct the cost of the repairs.", Category.CORRECTION),
        ("A crane lifts a girder over the river. (AP Photo/Ana Lima)", Category.PHOTO_CAPTION),
        ("Ana Lima is a reporter for The Harbour Gazette.", Category.AUTHOR_BIO),
        ("Leave a comment", Category.COMMENT_PROMPT),
        ("We use cookies to give you the best experience.", Category.COOKIE),
        ("Copyright 2025 The Harbour Gazette. All rights reserved.", Category.COPYRIGHT),
        ("Subscribe to read the full story.", Category.PAYWALL),
        ("We may earn a commission from links on this page.", Category.PROMO),
        ("Sign up for our morning briefing.", Category.NEWSLETTER),
        ("About us | Contact | Careers", Category.NAVIGATION),
        ("Published: 18 Nov 2025 8:11 pm", Category.DATELINE),
    ],
)
def test_each_kind_of_boilerplate_goes_with_its_category_and_rule(line: str, category: Category) -> None:
    article = cleaned(*NEWS, line, source="The Harbour Gazette")
    assert article.text.split("\n") == NEWS
    assert [(item.text, item.category) for item in article.removed] == [(line, category)]
    assert article.removed[0].rule
    assert 0.5 <= article.removed[0].confidence <= 1


def test_related_headlines_under_their_heading_go_up_to_the_next_paragraph() -> None:
    article = cleaned(NEWS[0], "You may also like...", "Council backs new ferry", "Storm closes port", NEWS[1], NEWS[2])
    assert article.text.split("\n") == NEWS


def test_text_wrapped_at_a_width_becomes_whole_paragraphs() -> None:
    wrapped = "The harbour council said on Tuesday that the old\nbridge will close in March after engineers found\ncracks in two of its piers.\n\nMayor Ana Lima told reporters that repairs would\ncost $40 million and last until the autumn."
    assert cleaned(wrapped).text.split("\n") == [
        "The harbour council said on Tuesday that the old bridge will close in March after engineers found cracks in two of its piers.",
        "Mayor Ana Lima told reporters that repairs would cost $40 million and last until the autumn.",
    ]


def test_one_paragraph_a_line_is_not_joined() -> None:
    assert cleaned(*NEWS).text == "\n".join(NEWS)


def test_broken_characters_are_put_right() -> None:
    article = cleaned(
        "The caf\u00c3\u00a9 owner\u2019s debt is \u201chuge\u201d &amp; gr\u00adow\u200bing\x00, \u202ehe\u202c said.\ud800"
    )
    assert article.text == "The café owner’s debt is “huge” & growing, he said."


def test_a_text_with_nothing_but_boilerplate_or_blanks_is_no_text() -> None:
    for text in ("", " \n\t", "\x00\x01", "Skip to main content\nShare this story", "... --- ..."):
        with pytest.raises(NoText):
            cleaned(text)


@pytest.mark.parametrize(
    "piece", ["a", "donate ", "Please support us. ", "\n", "<", "“", "| ", "By A B, ", "\u0130", "Related: "]
)
def test_ten_megabytes_of_anything_end_within_a_second(piece: str) -> None:
    text = piece * (10_000_000 // len(piece))
    began = time.process_time()
    with pytest.raises(TooLarge):
        clean(RawArticle(id="a", text=text), NOW)
    assert time.process_time() - began < 1


@pytest.mark.parametrize(
    "piece",
    [
        "a",
        "donate ",
        "Please support us. ",
        "Donate now\n",
        "“",
        "| ",
        "By A B, ",
        "\u0130",
        "Related: x\n",
        "&amp;",
        "Ã©",
    ],
)
def test_the_largest_text_that_is_read_takes_linear_time(piece: str) -> None:
    def seconds(size: int) -> float:
        began = time.process_time()
        with contextlib.suppress(RecordError):
            clean(RawArticle(id="a", text=piece * (size // len(piece)), language="en"), NOW)
        return time.process_time() - began

    seconds(1_000)
    assert seconds(400_000) < 3


def test_language_is_told_by_what_follows_a_head_that_could_be_of_any() -> None:
    names = "Lima, Kobo, Sato, Dane, Okoye, Haddad, Petrov, Nowak, Silva, Rossi, Tanaka, Mensah, Larsen, Virtanen, Horvat, Popescu, Ivanova, Garcia, Schmidt, Dubois, Papadakis."
    french = "Les pêcheurs du port ont voté mardi la grève contre le prix du gazole, a dit leur syndicat, et les bateaux resteront à quai jusqu'à lundi."
    assert cleaned(f"{names} {french}", language=None).language == "fr"


def test_publishers_language_is_believed_and_others_are_detected() -> None:
    assert (cleaned(NEWS[0], language="EN-gb").language, cleaned(NEWS[0], language="EN-gb").language_confidence) == (
        "en",
        1.0,
    )
    assert cleaned(*NEWS, language=None).language == "en"
    german = "Die Bundesregierung hat am Dienstag beschlossen, die Brücke am Hafen bis zum Herbst zu sperren."
    found = cleaned(german, language=None)
    assert found.language == "de"
    assert 0 < found.language_confidence <= 1


@pytest.mark.parametrize(
    ("language", "news", "boilerplate"),
    [
        (
            "ru",
            "Министр обороны заявил во вторник, что мост в порту закроют в марте.",
            "Подпишитесь на наш Telegram-канал.",
        ),
        ("uk", "Міністр оборони заявив у вівторок, що міст у порту закриють у березні.", "Підтримайте нашу редакцію."),
        (
            "de",
            "Der Minister sagte am Dienstag, die Brücke werde im März gesperrt.",
            "Lesen Sie auch: Neue Fähre am Hafen",
        ),
        ("fr", "Le ministre a déclaré mardi que le pont fermerait en mars.", "Inscrivez-vous à notre newsletter."),
        ("es", "El ministro dijo el martes que el puente cerrará en marzo.", "Suscríbete a nuestro boletín."),
    ],
)
def test_other_languages_have_their_own_wordings(language: str, news: str, boilerplate: str) -> None:
    article = cleaned(news, boilerplate, language=language)
    assert article.text == news
    assert article.removed[0].text == boilerplate


def test_the_place_of_a_report_whose_body_repeats_its_title_is_still_known() -> None:
    article = cleaned(
        "Harbour bridge to close in March", "Engineers find cracks", "PORT CITY, Ghana — " + NEWS[0], NEWS[1]
    )
    assert article.dateline is not None
    assert article.dateline.place == "PORT CITY, Ghana"
    assert article.text.split("\n")[2] == NEWS[0]


def test_a_place_and_dash_in_the_middle_of_the_news_stay_there() -> None:
    article = cleaned(NEWS[0], "LISBON — " + NEWS[1], NEWS[2])
    assert article.dateline is None
    assert "LISBON — " in article.text


def test_the_headline_of_flattened_wire_text_is_its_title_and_the_byline_a_credit() -> None:
    article = cleaned("Mill burns down in town By ANN ROE NEW YORK (AP) — " + NEWS[0])
    assert article.title == "Mill burns down in town"
    assert article.text == "Mill burns down in town\n" + NEWS[0]
    assert article.dateline is not None
    assert (article.dateline.place, article.dateline.agency) == ("NEW YORK", "AP")
    assert [credit.text for credit in article.credits] == ["By ANN ROE"]


def test_the_day_that_a_dateline_names_is_resolved_like_any_other() -> None:
    raw = RawArticle(id="a", text="OSLO, Dec. 28 (Xinhua) -- " + NEWS[0], published_at="2016-12-29T09:00:00Z")
    article = clean(raw, NOW)
    assert article.dateline is not None
    assert article.dateline.date is not None
    day = article.dateline.date
    assert (day.timex, day.granularity, day.start, day.end, day.text) == ("2016-12-28", "day", 0, 0, "")


@pytest.mark.parametrize("line", ["The writer was released on Monday.", "The author was awarded a prize in Stockholm."])
def test_news_of_a_writer_is_no_byline(line: str) -> None:
    assert cleaned(line).text == line


def test_who_wrote_it_is_a_byline() -> None:
    assert cleaned("The council met.", "The author is editor of the Harbour Gazette.").text == "The council met."
