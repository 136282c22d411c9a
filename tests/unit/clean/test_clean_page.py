"""Pages: the article found, what the page says of it read, and hostile pages survived."""

from __future__ import annotations

import contextlib
import time
from datetime import UTC, datetime

import pytest

from pipeline.clean import clean
from pipeline.clean.flat import flat_text
from pipeline.clean.jsonld import described
from pipeline.errors import NoText
from pipeline.records import CleanArticle, RawArticle

NOW = datetime(2025, 12, 2, 9, 0, tzinfo=UTC)
BODY = [
    "The harbour council said on Tuesday that the old bridge will close in March after engineers found cracks in two of its piers.",
    "Mayor Ana Lima told reporters that repairs would cost $40 million and last until the autumn of next year.",
    "Opposition lawmakers denounced the decision, and a vote on the money is planned for the end of next week.",
]
JSONLD = """<script type="application/ld+json">{"@context": "https://schema.org", "@graph": [{"@type": "WebSite", "name": "x"},
{"@type": ["NewsArticle"], "headline": "Old bridge &amp; its piers", "datePublished": "2025-12-01T22:30:00+02:00",
"author": [{"name": "Ana Lima"}, {"name": "Tom Reed"}], "publisher": {"name": "The Harbour Gazette"}, "inLanguage": "en",
"mainEntityOfPage": {"@id": "https://gazette.example/bridge"}}]}</script>"""


def page(head: str = "", body: list[str] | None = None) -> str:
    paragraphs = "".join(f"<p>{line}</p>" for line in (body or BODY))
    return (
        f"<html><head><title>Old bridge</title>{head}</head><body><nav><a href='/'>Home</a><a href='/news'>News</a></nav>"
        f"<article><h1>Old bridge</h1>{paragraphs}<p>Sign up for our daily newsletter.</p></article><footer>© 2025</footer></body></html>"
    )


def cleaned(html: str) -> CleanArticle:
    return clean(RawArticle(id="a", url="https://gazette.example/bridge", html=html), NOW)


def test_the_paragraphs_of_a_page_are_kept_apart_and_its_frame_goes():
    assert cleaned(page()).text.split("\n")[-3:] == BODY


def test_what_json_ld_says_of_the_article_is_read():
    article = cleaned(page(JSONLD))
    assert article.title == "Old bridge & its piers"
    assert article.published_at == datetime(2025, 12, 1, 20, 30, tzinfo=UTC)
    assert (article.author, article.source) == ("Ana Lima, Tom Reed", "The Harbour Gazette")


HEAD = """<link rel="canonical" href="https://gazette.example/news/bridge"><meta property="og:title" content="Bridge to close">
<meta property="og:site_name" content="Harbour Gazette"><meta name="author" content="Ana Lima">
<meta property="article:published_time" content="2025-12-01T08:30:00+02:00">"""


def test_a_page_without_json_ld_gives_title_address_outlet_language_and_hour():
    article = clean(RawArticle(id="a", html=page(HEAD)), NOW)
    assert (article.title, article.source, article.author) == ("Bridge to close", "Harbour Gazette", "Ana Lima")
    assert article.url == "https://gazette.example/news/bridge"
    assert article.published_at == datetime(2025, 12, 1, 6, 30, tzinfo=UTC)
    assert article.language == "en"


@pytest.mark.parametrize(
    "script",
    [
        '{"@type": "NewsArticle", "headline": "Old\nbridge", "datePublished": "2025-12-01T08:30:00Z"}',
        '/*<![CDATA[*/{"@type": "NewsArticle", "headline": "Old bridge", "datePublished": "2025-12-01T08:30:00Z"}/*]]>*/',
        '[{"@type": "BreadcrumbList"}, {"@type": "ReportageNewsArticle", "headline": "Old bridge", "datePublished": "2025-12-01 08:30"}]',
    ],
)
def test_json_ld_as_sites_write_it_by_hand_is_read(script: str):
    said = described(f'<script type="application/ld+json">{script}</script>')
    assert (said.title, said.published_at) == ("Old bridge", datetime(2025, 12, 1, 8, 30, tzinfo=UTC))


@pytest.mark.parametrize(
    "between", ["</p><p>", "</div><div>", "<br><br>", "</p>\n<p><span></span>", "</p></section><section><p>", "<p>"]
)
def test_paragraphs_stay_apart_whatever_markup_parts_them(between: str):
    html = f"<html lang='en'><body><main><article><h1>Old bridge</h1><div><p>{between.join(BODY)}</p></div></article></main></body></html>"
    assert cleaned(html).text.split("\n")[-3:] == BODY


def test_what_the_publisher_says_wins_over_the_page():
    raw = RawArticle(
        id="a", html=page(JSONLD), title="Given", source="Given Times", published_at="2025-01-01", language="en"
    )
    article = clean(raw, NOW)
    assert (article.title, article.source, article.language_confidence) == ("Given", "Given Times", 1.0)
    assert article.published_at == datetime(2025, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    "script",
    [
        "{broken",
        "[" * 100_000,
        '{"@type": "NewsArticle", "headline": 7, "datePublished": "soon", "author": [[1]], "articleBody": null}',
        '{"@type": "NewsArticle", "datePublished": "0001-01-01T00:00:00+14:00"}',
        "",
    ],
)
def test_wrong_json_ld_is_passed_over(script: str):
    said = described(f'<script type="application/ld+json">{script}</script>')
    assert (said.title, said.published_at, said.author) == (None, None, None)
    assert cleaned(page(f'<script type="application/ld+json">{script}</script>')).text


@pytest.mark.parametrize("tag", ["div", "b", "table><tr><td", "ul><li", "blockquote", "font"])
def test_a_page_nested_ten_thousand_deep_is_read(tag: str):
    names = [name.strip("<") for name in tag.split(">")]
    deep = (
        f"<{tag}>" * 10_000
        + "".join(f"<p>{line}</p>" for line in BODY)
        + "".join(f"</{n}>" for n in reversed(names)) * 10_000
    )
    began = time.process_time()
    article = cleaned(f"<html><body>{deep}</body></html>")
    assert time.process_time() - began < 5
    assert all(line in article.text for line in BODY)


@pytest.mark.parametrize(
    "html",
    [
        "<",
        "<" * 100000,
        "<p>" * 50000,
        "<script>" * 20000,
        "<!--" * 20000,
        "\x00<p>\x00",
        "<?xml version='1.0' encoding='utf-16'?><p>",
        "<a " + "x='" * 50000,
        "<a title='" + "x" * 500_000 + "'>x</a>",
        "<meta " * 50000,
        "<script type='application/ld+json'>" + " " * 200_000,
        "<i>x</i>" * 100_000,
        "&" * 100000,
        "<p>�</p>",
        "</div>" * 50000,
        "<html><body></body></html>",
        "<!DOCTYPE " + "a" * 100000,
    ],
)
def test_a_hostile_page_ends_soon_as_text_or_as_no_text(html: str):
    began = time.process_time()
    with contextlib.suppress(NoText):
        assert cleaned(html).text
    assert time.process_time() - began < 5


def test_flat_reading_leaves_scripts_and_menus_out():
    html = "<nav>Menu</nav><p>One <b>bold</b> word.</p><script>var a = '<p>no</p>';</script><!-- no --><p>Two</p><style>p{}</style>"
    assert [line for line in flat_text(html).split("\n") if line.strip()] == ["One bold word.", "Two"]
