# ruff: noqa: RUF001 (news is written with typographic dashes and quotes)
"""What speaks for and against a sentence being boilerplate, beside its wording: speech, person, links, the outlet's name."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.records import Category

THRESHOLD = 1.0
# Somebody is reported to have said it, or did it in the past: news about appeals, not an appeal.
REPORTED = re.compile(
    r"\b(?:said|(?<!your )says?|told|tells|urges|urged|plead|pleads|pleaded|vows?|vowed|according to|announced|reported(?! by)|warned|added|wrote|argued|claimed|stated|testified|ruled|"
    r"denied|alleged|noted|tweeted|fined|sued|ordered|accused|approved|rejected|condemned|arrested|detained|killed|blocked|courts?|judges?|regulators?|watchdog|"
    r"asked (?:him|her|them|the|a)|he|she|his|her|prosecutors?|police|officials?|lawmakers|"
    r"minister|president|spokes(?:man|woman|person)|percent|per cent)\b",
    re.IGNORECASE,
)
YOU = re.compile(r"\b(?:you|your|yours|yourself)\b", re.IGNORECASE)
WE = re.compile(r"\b(?:we|our|us|ours)\b|\b(?:we)[’'](?:re|ve|ll|d)\b", re.IGNORECASE)
LINK = re.compile(r"https?://|www\.|@\w|\b\w+\.(?:com|org|net|co\.uk)\b")
# Categories of prose in which a speaker or a third person shows that it is news.
TALKS_TO_READERS = frozenset(
    {
        Category.APPEAL,
        Category.NEWSLETTER,
        Category.PAYWALL,
        Category.COOKIE,
        Category.COMMENT_PROMPT,
        Category.PROMO,
        Category.SOCIAL,
        Category.COPYRIGHT,
        Category.OTHER,
    }
)


@dataclass(frozen=True, slots=True)
class Evidence:
    """The sum for one sentence, the strongest category and the rules and features that made it."""

    score: float
    category: Category
    rule: str

    @property
    def confidence(self) -> float:
        """How sure the removal is: 0.6 at the threshold, near 1 at twice of it."""
        return min(0.99, 0.6 + 0.35 * (self.score - THRESHOLD))


def person(text: str) -> float:
    """How much a sentence talks to readers or for the outlet (0 to 0.5)."""
    return (0.3 if YOU.search(text) else 0.0) + (0.2 if WE.search(text) else 0.0)


def weigh(
    found: list[tuple[str, Category, float]], text: str, bonus: float, outlet: re.Pattern[str] | None
) -> Evidence:
    """Sum the rules found in a sentence (quotations blanked) with its features and its place."""
    by_category: dict[Category, float] = {}
    for _, category, weight in found:
        by_category[category] = max(by_category.get(category, 0.0), weight)
    category = max(by_category, key=lambda item: by_category[item])
    score = sum(sorted((weight for _, _, weight in found), reverse=True)[:3])
    names = [name for name, _, _ in found]
    if category in TALKS_TO_READERS:
        talks = person(text)
        if talks:
            score += talks * 0.5
            names.append("person")
        if REPORTED.search(text):
            score -= 0.8
            names.append("-reported")
    if outlet is not None and outlet.search(text):
        score += 0.2
        names.append("outlet")
    if bonus:
        score += bonus
        names.append("place")
    return Evidence(score, category, "+".join(names))
