"""The paragraphs of a piece of HTML such as a feed's entry carries (a whole page is cleaning's business)."""

from __future__ import annotations

from lxml import etree, html

_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "br",
        "dd",
        "div",
        "dl",
        "dt",
        "figcaption",
        "footer",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "tr",
        "ul",
    ]
)
_UNSEEN = frozenset(["script", "style", "template"])


def paragraphs(markup: str) -> list[str]:
    """Its texts, a paragraph each, in order; plain text comes back by its lines."""
    if "<" not in markup and "&" not in markup:
        return [line for line in (" ".join(raw.split()) for raw in markup.splitlines()) if line]
    try:
        root = html.fromstring(f"<div>{markup}</div>")
    except (etree.ParserError, ValueError):  # nothing but comments, or bytes no parser takes
        return []
    pieces: list[str] = []
    unseen = 0
    for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        visible = isinstance(element.tag, str)
        if visible and element.tag in _BLOCKS:
            pieces.append("\n")
        if event == "start":
            unseen += element.tag in _UNSEEN
            if not unseen:
                pieces.append(" ".join((element.text or "").splitlines()))
        else:
            unseen -= visible and element.tag in _UNSEEN
            if not unseen:
                pieces.append(" ".join((element.tail or "").splitlines()))
    return [line for line in (" ".join(raw.split()) for raw in "".join(pieces).split("\n")) if line]
