"""Each way articles come is read whole, and a bad record never hides the good ones after it."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from pathlib import Path

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import BadJson, BadSchema, NoText, RecordError, TooLarge, UsageError
from pipeline.publish import Found, files, read_file
from pipeline.publish.fragment import paragraphs
from pipeline.publish.page import decoded_page
from pipeline.publish.send import message
from pipeline.records import RawArticle
from pipeline.settings import settings


def found(data: bytes, name: str, named_format: str | None = None) -> list[Found]:
    return list(read_file(io.BytesIO(data), name, named_format))


def articles(data: bytes, name: str) -> list[RawArticle]:
    result = []
    for one in found(data, name):
        assert isinstance(one.article, RawArticle), one
        result.append(one.article)
    return result


def test_a_bad_line_is_named_and_the_lines_after_it_are_read():
    lines = found(
        b'{"id": "a", "text": "x"}\nnot json\n\n{"id": 3}\n{"id": "b"}\n{"id": "c", "text": "y"}', "wire.jsonl"
    )
    assert [one.where for one in lines] == [
        "wire.jsonl:1",
        "wire.jsonl:2",
        "wire.jsonl:4",
        "wire.jsonl:5",
        "wire.jsonl:6",
    ]
    kinds = [type(one.article) for one in lines]
    assert kinds == [RawArticle, BadJson, BadSchema, NoText, RawArticle]


def test_a_line_over_the_limit_is_refused_without_being_held():
    limit = settings().max_article_bytes
    data = b'{"id": "big", "text": "' + b"x" * (3 * limit) + b'"}\n{"id": "small", "text": "x"}\n'
    big, small = found(data, "wire.jsonl")
    assert isinstance(big.article, TooLarge)
    assert isinstance(small.article, RawArticle)
    assert small.article.id == "small"
    assert small.where == "wire.jsonl:2"


def test_a_record_that_grows_over_the_limit_is_refused_before_it_is_sent():
    limit = settings().max_article_bytes
    with pytest.raises(TooLarge):
        message(RawArticle(text="x" * limit))


def test_a_text_keeps_its_lines_as_paragraphs():
    (article,) = articles("\ufeffKYIV — One.\nTwo.\n".encode(), "folder/report.txt")
    assert article.text == "KYIV — One.\nTwo.\n"
    assert article.meta == {"file": "report.txt"}


def test_an_empty_text_and_an_oversize_page_are_refused():
    assert isinstance(found(b" \n", "a.txt")[0].article, NoText)
    assert isinstance(found(b"x" * (settings().max_article_bytes + 1), "a.html")[0].article, TooLarge)


@pytest.mark.parametrize(
    ("data", "charset"),
    [
        ("<p>Malmö</p>".encode(), None),
        ('<meta charset="iso-8859-1"><p>Malmö</p>'.encode("latin-1"), None),
        ("<p>Malmö</p>".encode("cp1252"), None),
        ("<p>Malmö</p>".encode("utf-16"), "utf-16"),
        ('<meta charset="no-such-charset"><p>Malmö</p>'.encode(), None),
    ],
)
def test_names_in_pages_of_old_charsets_stay_readable(data: bytes, charset: str | None):
    assert "Malmö" in decoded_page(data, charset)


RSS = b"""<?xml version="1.0"?><rss version="2.0"><channel><title>Harbour Post</title><language>en</language>
<item><title>Strike ends</title><link>https://harbour.example/1</link><guid>g1</guid>
<pubDate>Mon, 02 Feb 2026 10:00:00 GMT</pubDate><description>&lt;p&gt;Dockers went back.&lt;/p&gt;&lt;p&gt;Ships sailed.&lt;/p&gt;</description></item>
<item><title>Empty</title></item></channel></rss>"""

ATOM = b"""<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Harbour Post</title>
<entry><title>Strike ends</title><link href="https://harbour.example/1"/><id>g1</id><updated>2026-02-02T10:00:00Z</updated>
<content type="html">&lt;p&gt;Dockers went back.&lt;/p&gt;&lt;p&gt;Ships sailed.&lt;/p&gt;</content></entry></feed>"""


@pytest.mark.parametrize(("data", "name"), [(RSS, "feed.rss"), (ATOM, "feed.xml")])
def test_a_feeds_entries_are_articles(data: bytes, name: str):
    first = found(data, name)[0].article
    assert isinstance(first, RawArticle)
    assert (first.url, first.source, first.title) == ("https://harbour.example/1", "Harbour Post", "Strike ends")
    assert first.text == "Dockers went back.\nShips sailed."
    assert first.published_at == datetime(2026, 2, 2, 10, tzinfo=UTC)


def test_an_empty_feed_entry_and_a_file_that_is_no_feed_are_named():
    assert isinstance(found(RSS, "feed.rss")[1].article, NoText)
    assert isinstance(found(b"<html><body>no feed</body></html>", "feed.xml")[0].article, BadSchema)


def test_agency_json_of_both_generations_is_read():
    first = {
        "uri": "tag:agency.example,2026:1",
        "versioncreated": "2026-02-02T10:00:00Z",
        "headline": "Strike ends",
        "byline": "A. Writer",
        "body_text": "Dockers went back.",
    }
    second = {
        "uri": "tag:agency.example,2026:2",
        "contentcreated": "2026-02-02T10:00:00Z",
        "headlines": [{"role": "main", "value": "Strike ends"}],
        "bodies": [{"contenttype": "text/html", "value": "<p>Dockers went back.</p>"}],
        "infosources": [{"name": "Agency"}],
    }
    old, new = articles(orjson.dumps([first, second]), "items.json")
    assert (old.id, old.title, old.author, old.text) == (first["uri"], "Strike ends", "A. Writer", "Dockers went back.")
    assert (new.id, new.title, new.source, new.text) == (second["uri"], "Strike ends", "Agency", "Dockers went back.")
    assert old.published_at == new.published_at == datetime(2026, 2, 2, 10, tzinfo=UTC)


def test_a_pages_own_description_of_its_article_is_read():
    document = {
        "@context": "https://schema.org",
        "@graph": [
            {"@type": "WebPage", "name": "no article"},
            {
                "@type": ["NewsArticle"],
                "headline": "Strike ends",
                "articleBody": "Dockers went back.\n\nShips sailed.",
                "datePublished": "2026-02-02T10:00:00+01:00",
                "author": [{"@type": "Person", "name": "A. Writer"}, {"name": "B. Writer"}],
                "publisher": {"name": "Harbour Post"},
                "mainEntityOfPage": {"@id": "https://harbour.example/1"},
            },
        ],
    }
    (article,) = articles(orjson.dumps(document), "page.json")
    assert (article.url, article.source, article.author) == (
        "https://harbour.example/1",
        "Harbour Post",
        "A. Writer, B. Writer",
    )
    assert article.text == "Dockers went back.\nShips sailed."
    assert article.published_at == datetime(2026, 2, 2, 9, tzinfo=UTC)


def test_json_that_holds_no_article_is_named():
    assert [type(one.article) for one in found(b'[1, {"@type": "NewsArticle"}]', "a.json")] == [BadJson, NoText]
    assert isinstance(found(b"[1", "a.json")[0].article, BadJson)


def _warc(status: bytes, kind: bytes, body: bytes) -> bytes:
    served = b"HTTP/1.1 %b\r\nContent-Type: %b\r\nContent-Length: %d\r\n\r\n%b" % (status, kind, len(body), body)
    return (
        b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:1>\r\nWARC-Date: 2026-02-02T10:00:00Z\r\n"
        b"WARC-Target-URI: https://harbour.example/1\r\nContent-Type: application/http; msgtype=response\r\n"
        b"Content-Length: %d\r\n\r\n%b\r\n\r\n" % (len(served), served)
    )


def test_of_a_crawl_only_pages_that_were_served_are_articles():
    page = "<p>Dockers in Malmö went back.</p>".encode()
    data = (
        _warc(b"200 OK", b"text/html; charset=utf-8", page)
        + _warc(b"404 Not Found", b"text/html", page)
        + _warc(b"200 OK", b"image/png", b"x")
    )
    (article,) = articles(data, "crawl.warc")
    assert (article.url, article.source) == ("https://harbour.example/1", "harbour.example")
    assert article.html == page.decode()


def test_a_crawl_that_breaks_off_gives_what_came_before():
    first, broken = found(_warc(b"200 OK", b"text/html", b"<p>x</p>") + b"no record\r\n\r\n", "crawl.warc")
    assert isinstance(first.article, RawArticle)
    assert isinstance(broken.article, BadSchema)


@given(st.binary(max_size=300), st.sampled_from(["a.jsonl", "a.txt", "a.html", "a.xml", "a.json", "a.warc"]))
def test_no_bytes_make_a_reader_fail(data: bytes, name: str):
    for one in found(data, name):
        assert isinstance(one.article, RawArticle | RecordError)


@given(st.text(max_size=200))
def test_any_markup_gives_lines_without_breaks(markup: str):
    assert all(line == " ".join(line.split()) and line for line in paragraphs(markup))


def test_scripts_and_comments_of_a_feed_entry_are_not_read():
    assert paragraphs("<p>One <b>two</b> three.</p><script>evil()</script>tail<!-- c --> end<br>four &amp; five") == [
        "One two three.",
        "tail end",
        "four & five",
    ]


def test_deep_nesting_ends():
    assert paragraphs("<div>" * 20_000 + "deep") in ([], ["deep"])


def test_a_folder_stands_for_the_files_that_a_reader_knows(tmp_path: Path):
    for name in ("b.txt", "a.jsonl", "README.md", "inner/c.warc.gz"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    assert [Path(one).name for one in files([str(tmp_path)])] == ["a.jsonl", "b.txt", "c.warc.gz"]
    with pytest.raises(UsageError, match="no such file"):
        files([str(tmp_path / "missing")])
    with pytest.raises(UsageError, match="--format"):
        found(b"", "notes.md")
