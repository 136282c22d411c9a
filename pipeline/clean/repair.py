# ruff: noqa: RUF001 (news is written with typographic dashes and quotes)
"""Characters put right without moving the meaning: mojibake, entities, invisible and control characters, odd spaces."""

from __future__ import annotations

import html
import re
import unicodedata

import ftfy

# C0 and C1 controls but tab, newline, carriage return and NEL; zero-width and bidirectional marks, soft hyphen, BOM, the
# annotation and tag characters, lone surrogates, non-characters. None of them is seen; all of them break matching.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb"
    "\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff\U000e0000-\U000e007f]"
)
# A joiner holds an emoji or a word of a joining script together; elsewhere it is noise.
_LATIN_JOINER = re.compile(
    r"(?<=[\x20-\u024f])[\u200c\u200d]|[\u200c\u200d](?=[\x20-\u024f]|$)|^[\u200c\u200d]", re.MULTILINE
)
_LINE_END = re.compile("\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_ODD_SPACE = re.compile(r"[^\S\n ]")
_SPACES = re.compile(r"  +")
_EDGES = re.compile(r" ?\n ?")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
# UTF-8 read as Latin-1 or Windows-1252 shows as these pairs.
_MOJIBAKE = re.compile("[ÂÃâÐÑ][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|ï»¿|ï¿½")
_SURROGATE = re.compile("[\ud800-\udfff]")
_FIX = ftfy.TextFixerConfig(
    unescape_html=False,
    uncurl_quotes=False,
    fix_character_width=False,
    fix_latin_ligatures=False,
    remove_terminal_escapes=False,
    normalization=None,
    explain=False,
)


def repair(text: str) -> str:
    """The text with one kind of line end and space, and nothing in it that cannot be seen."""
    if not text.isascii():
        if _MOJIBAKE.search(text):
            text = _SURROGATE.sub("", text)  # it would become a visible replacement character
            text = "\n".join(_unmojibake(line) for line in text.split("\n"))
        if not unicodedata.is_normalized("NFC", text):
            text = unicodedata.normalize("NFC", text)
    if "&" in text:
        text = _ENTITY.sub(_unescape, text)
    if not text.replace("\n", "").isprintable():  # most texts have nothing in them but letters and plain spaces
        text = _INVISIBLE.sub("", _LINE_END.sub("\n", text))
        if "\u200c" in text or "\u200d" in text:
            text = _LATIN_JOINER.sub("", text)
        text = _ODD_SPACE.sub(" ", text)
    if "  " in text:
        text = _SPACES.sub(" ", text)
    if " \n" in text or "\n " in text:
        text = _EDGES.sub("\n", text)
    return text.strip()


def _unmojibake(line: str) -> str:
    return ftfy.fix_text(line, _FIX) if _MOJIBAKE.search(line) else line


def _unescape(match: re.Match[str]) -> str:
    """A named or numbered entity as its character; what is none stays."""
    return html.unescape(match[0])
