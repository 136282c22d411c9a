"""JSON that agencies and pages publish: IPTC ninjs and schema.org NewsArticle (and RawArticle itself), one or many."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, BinaryIO

import orjson

from pipeline.errors import BadJson
from pipeline.publish.fragment import paragraphs
from pipeline.publish.model import Found, at_most, found

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_DOCUMENT_BYTES = 50_000_000  # a list of many articles; each is held to the article's limit later


def read_news_json(stream: BinaryIO, name: str) -> Iterator[Found]:
    """Each article of the document. Raises BadJson when it is not JSON."""
    try:
        document = orjson.loads(at_most(stream, MAX_DOCUMENT_BYTES))
    except orjson.JSONDecodeError as error:
        raise BadJson(f"not JSON: {error}") from error
    for number, item in enumerate(_items(document), start=1):
        where = f"{name}#{number}"
        if isinstance(item, dict):
            yield found(where, _fields(item))
        else:
            yield Found(where, BadJson(f"not a JSON object but {type(item).__name__}"))


def _items(document: Any) -> list[Any]:
    """The articles: of a list, of JSON-LD's graph, of a ninjs package, or the document itself."""
    if isinstance(document, list):
        return document
    if isinstance(document, dict):
        if isinstance(document.get("@graph"), list):
            return [item for item in document["@graph"] if isinstance(item, dict) and _is_schema_org(item)]
        if document.get("type") in {"package", "composite"} and isinstance(document.get("associations"), list | dict):
            inside = document["associations"]
            return inside if isinstance(inside, list) else list(inside.values())
    return [document]


def _is_schema_org(item: dict[str, Any]) -> bool:
    kinds = item.get("@type")
    return any("Article" in str(kind) for kind in (kinds if isinstance(kinds, list) else [kinds]))


def _fields(item: dict[str, Any]) -> dict[str, Any]:
    if "@type" in item or "articleBody" in item:
        return _schema_org(item)
    if any(key in item for key in ("versioncreated", "body_text", "body_xhtml", "bodies", "headlines")):
        return _ninjs(item)
    return item


def _schema_org(item: dict[str, Any]) -> dict[str, Any]:
    page = item.get("mainEntityOfPage")
    return {
        "url": item.get("url") or (page.get("@id") if isinstance(page, dict) else page),
        "source": _names(item.get("publisher")),
        "title": item.get("headline") or item.get("name"),
        "author": _names(item.get("author")),
        "text": "\n".join(paragraphs(str(item.get("articleBody") or item.get("text") or ""))),
        "published_at": item.get("datePublished"),
        "language": _names(item.get("inLanguage")),
    }


def _names(value: Any) -> str | None:
    """The names of a person, an organisation or a list of them."""
    values = value if isinstance(value, list) else [value]
    names = [one.get("name") if isinstance(one, dict) else one for one in values]
    return ", ".join(str(name) for name in names if name) or None


def _ninjs(item: dict[str, Any]) -> dict[str, Any]:
    """Versions 1 (body_text, headline) and 2 and 3 (bodies, headlines)."""
    bodies = {
        str(body.get("contenttype") or body.get("role")): body.get("value") for body in _dicts(item.get("bodies"))
    }
    named = bodies.get("text/html") or bodies.get("application/xhtml+xml") or next(iter(bodies.values()), None)
    markup = item.get("body_xhtml") or item.get("body_html") or named
    plain = item.get("body_text") or bodies.get("text/plain")
    headlines = [headline.get("value") for headline in _dicts(item.get("headlines"))]
    sources = [source.get("name") for source in _dicts(item.get("infosources"))]
    return {
        "id": item.get("uri"),
        "url": item.get("url"),
        "source": item.get("source") or next(iter(sources), None) or item.get("copyrightholder"),
        "title": item.get("headline") or next(iter(headlines), None) or item.get("title"),
        "author": item.get("byline") or item.get("by"),
        "text": plain or "\n".join(paragraphs(str(markup or ""))),
        "published_at": item.get("firstcreated") or item.get("contentcreated") or item.get("versioncreated"),
        "language": item.get("language"),
        "meta": {"version": item["version"]} if "version" in item else None,
    }


def _dicts(value: Any) -> list[dict[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
