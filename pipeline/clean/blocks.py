# ruff: noqa: RUF001 (news is written with typographic dashes and quotes)
"""A block (one paragraph of the text) and what its shape tells."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from pipeline.records import Category, Removed

# "Mr. Smith", "Jan. 5", "U.S. troops", "J. Doe": a full stop that ends no sentence.
_ABBREVIATION = re.compile(
    r"(?:^|[\s(\"“‘'])(?:[A-Z]|(?:[A-Za-z]\.)+[A-Za-z]|Mr|Mrs|Ms|Dr|Prof|Gen|Lt|Col|Maj|Capt|Sgt|Cpl|Adm|Gov|Sen|Rep|Reps|Sens|Hon|Rev|Fr|St|Ste|Mt|Ft|Jr|Sr|"
    r"Inc|Corp|Co|Ltd|Bros|vs|v|No|Nos|etc|al|cf|approx|dept|est|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|"
    r"Ala|Ariz|Ark|Calif|Colo|Conn|Del|Fla|Ga|Ill|Ind|Kan|Ky|La|Md|Mass|Mich|Minn|Miss|Mo|Mont|Neb|Nev|Okla|Ore|Pa|Tenn|Tex|Va|Vt|Wash|Wis|Wyo)$"
)
_BOUNDARY = re.compile(r"[.!?…]+[\"”’')\]]*(?=\s+[\"“‘'(\[—–-]*[^\W_a-z])")
_BULLETS = "-–—•*·▪►▶»>|☞✓✔◆■●○‣⁃ \t"
_QUOTES = re.compile(r"“[^”\n]{0,1500}(?:”|$)|\"[^\"\n]{0,1500}(?:\"|$)|«[^»\n]{0,1500}»|„[^“”\n]{0,1500}[“”]")
_SMALL = frozenset(
    [
        "a",
        "an",
        "the",
        "of",
        "in",
        "on",
        "at",
        "to",
        "for",
        "by",
        "and",
        "or",
        "but",
        "with",
        "from",
        "as",
        "is",
        "s",
        "vs",
        "via",
        "it",
        "its",
    ]
)
ENDS = frozenset(".!?…\"”’')]:;»“。！？")


@dataclass(slots=True)
class Block:
    """One paragraph with the verdict on it: kept, removed whole, or some sentences of it removed."""

    text: str
    heading: bool = False
    verdict: Removed | None = None
    cut: list[tuple[int, int, Removed]] = field(default_factory=list)

    @property
    def core(self) -> str:
        """The text without bullets around it."""
        return self.text.strip(_BULLETS)

    @property
    def ends_sentence(self) -> bool:
        """Whether the block ends as a sentence does."""
        return self.text[-1:] in ENDS

    def remove(self, category: Category, rule: str, confidence: float) -> None:
        """Take the whole block off."""
        self.verdict = Removed(text=self.text, category=category, rule=rule, confidence=round(confidence, 2))
        self.cut = []


def sentences(text: str) -> list[tuple[int, int]]:
    """Where the sentences of a paragraph are. Quick and rough: it serves to cut appeals off, not to parse."""
    spans: list[tuple[int, int]] = []
    start = 0
    for match in _BOUNDARY.finditer(text):
        if match[0].startswith(".") and _ABBREVIATION.search(text, max(start, match.start() - 12), match.start()):
            continue
        spans.append((start, match.end()))
        start = match.end()
        while start < len(text) and text[start].isspace():
            start += 1
    if start < len(text):
        spans.append((start, len(text)))
    return spans


def unquoted(text: str) -> str:
    """The text with what stands in quotation marks blanked: a quoted plea is news. Offsets stay."""
    if '"' not in text and "“" not in text and "«" not in text and "„" not in text:
        return text
    return _QUOTES.sub(lambda match: " " * len(match[0]), text)


def titled(text: str) -> bool:
    """Whether nearly all words begin with a capital, as American headlines do."""
    words = [word for word in text.split() if word[0].isalpha() and word.lower() not in _SMALL]
    return len(words) >= 4 and sum(word[0].isupper() for word in words) >= 0.85 * len(words)
