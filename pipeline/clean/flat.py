"""A page's text without building a tree: one linear pass, for pages that no parser should see."""

from __future__ import annotations

import re

_UNSEEN = ("script", "style", "noscript", "template", "svg", "head", "nav", "footer", "form", "select", "button")
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9-]*)[^<>]*>?|<!--|<![^<>]*>?")
_INLINE = frozenset(
    [
        "a",
        "abbr",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "em",
        "font",
        "i",
        "ins",
        "kbd",
        "mark",
        "q",
        "s",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "time",
        "u",
        "var",
        "wbr",
    ]
)


def flat_text(html: str) -> str:
    """The text between the tags, a line for each block; what no reader sees is left out."""
    lowered = html.lower()
    parts: list[str] = []
    position = 0
    while True:
        match = _TAG.search(html, position)
        if match is None:
            parts.append(html[position:])
            break
        parts.append(html[position : match.start()])
        name = (match[2] or "").lower()
        position = match.end()
        if match[0] == "<!--":
            end = html.find("-->", position)
            position = len(html) if end < 0 else end + 3
        elif name in _UNSEEN and not match[1]:
            end = lowered.find(f"</{name}", position)
            position = len(html) if end < 0 else end
        elif name not in _INLINE:
            parts.append("\n")
    return "".join(parts)
