"""What a page says of its article in JSON-LD (schema.org NewsArticle and its kin)."""

from __future__ import annotations

import html as entities
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import orjson

_SCRIPT = re.compile(r"<script[^<>]{0,300}application/ld\+json[^<>]{0,300}>", re.IGNORECASE)
_END = re.compile(r"</script", re.IGNORECASE)
_MARKUP = re.compile(r"<[^<>]{1,500}>")
# Line ends within strings and the brackets of old templates, which JSON does not allow and sites write all the same.
_LOOSE = re.compile(r"[\x00-\x1f]+|(?:/\*|//)?(?:<!\[CDATA\[|\]\]>|<!--|-->)(?:\*/)?")
# A page holds few such scripts; more are not looked at.
MOST_SCRIPTS = 20
MOST_NODES = 2_000


@dataclass(frozen=True, slots=True)
class Described:
    """The fields of a page's own description, null where it has none."""

    title: str | None = None
    author: str | None = None
    source: str | None = None
    url: str | None = None
    language: str | None = None
    published_at: datetime | None = None
    body: str | None = None


def described(html: str) -> Described:
    """The page's description of its article; an empty one where there is none."""
    for number, match in enumerate(_SCRIPT.finditer(html)):
        end = _END.search(html, match.end())
        if number >= MOST_SCRIPTS or end is None:
            break
        try:
            data: Any = orjson.loads(_LOOSE.sub(" ", html[match.end() : end.start()]).strip().rstrip(";"))
        except orjson.JSONDecodeError:
            continue  # many sites write JSON-LD by hand, and wrongly
        article = _article(data)
        if article is not None:
            return _read(article)
    return Described()


def _article(data: Any) -> dict[str, Any] | None:
    """The first node that is an article, looked for without recursion."""
    queue: list[Any] = [data]
    for count, node in enumerate(queue):
        if count > MOST_NODES:
            break
        if isinstance(node, list):
            queue.extend(node)
        elif isinstance(node, dict):
            kinds = node.get("@type")
            kinds = kinds if isinstance(kinds, list) else [kinds]
            if any(isinstance(kind, str) and kind.endswith(("Article", "BlogPosting", "Posting")) for kind in kinds):
                return node
            queue.extend(node[key] for key in ("@graph", "mainEntity", "mainEntityOfPage") if key in node)
    return None


def _read(node: dict[str, Any]) -> Described:
    return Described(
        title=_text(node.get("headline")),
        author=_names(node.get("author")),
        source=_names(node.get("publisher")),
        url=_text(node.get("url")) or _text(_id(node.get("mainEntityOfPage"))),
        language=_text(node.get("inLanguage")),
        published_at=time_of(node.get("datePublished")),
        body=_text(node.get("articleBody"), lines=True),
    )


def _id(value: Any) -> Any:
    return value.get("@id") if isinstance(value, dict) else value


def _text(value: Any, *, lines: bool = False) -> str | None:
    if not isinstance(value, str):
        return None
    text = entities.unescape(_MARKUP.sub("\n" if lines else " ", value))
    text = text.strip() if lines else " ".join(text.split())
    return text or None


def _names(value: Any) -> str | None:
    """One name or several: authors come as a string, an object or a list of either."""
    values = value if isinstance(value, list) else [value]
    names = [_text(item.get("name") if isinstance(item, dict) else item) for item in values[:20]]
    return ", ".join(name for name in names if name) or None


def time_of(value: Any) -> datetime | None:
    """The moment that an ISO text names, in UTC; nothing for what is none."""
    if not isinstance(value, str):
        return None
    try:
        time = datetime.fromisoformat(value.strip())
    except ValueError:
        return None
    try:
        return time.replace(tzinfo=UTC) if time.tzinfo is None else time.astimezone(UTC)
    except OverflowError:  # the year 1 east of Greenwich
        return None
