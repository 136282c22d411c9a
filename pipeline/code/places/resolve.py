"""Which of the places of a name is meant: what is said beside it, in the article and by its outlet, and how large each is."""

from __future__ import annotations

import math
from collections import Counter
from typing import TYPE_CHECKING

from pipeline.code.places.countries import country_of_demonym
from pipeline.code.places.gazetteer import ALTERNATE, SHORT, Place
from pipeline.code.places.mentions import Mention, within

if TYPE_CHECKING:
    from pipeline.parse.document import Document


class Evidence:
    """What an article tells about where it plays: countries, regions and points, each with a weight."""

    def __init__(self) -> None:
        self.countries: Counter[str] = Counter()
        self.regions: Counter[int] = Counter()
        self.points: list[tuple[float, float, float]] = []

    def add(self, place: Place, weight: float) -> None:
        if place.country:
            self.countries[place.country] += weight  # type: ignore[assignment]
        if place.admin1_id is not None:
            self.regions[place.admin1_id] += weight  # type: ignore[assignment]
        if place.level == 0 and place.kind in ("city", "facility") and place.lat is not None and place.lon is not None:
            self.points.append((place.lat, place.lon, weight))

    def of(self, place: Place) -> float:
        """How much speaks for a place: its country's and region's share of what is known, and what lies near."""
        countries = sum(self.countries.values()) + 1.0
        regions = sum(self.regions.values()) + 1.0
        score = 3.0 * self.countries[place.country or ""] / countries
        if place.admin1_id is not None:
            score += 3.0 * self.regions[place.admin1_id] / regions
        if place.lat is not None and place.lon is not None:
            near = sum(weight for lat, lon, weight in self.points if distance(lat, lon, place.lat, place.lon) < 100)
            score += 1.2 * min(1.0, near / 2)
        return score


def distance(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Kilometres between two points, near enough for choosing (a flat map at their mean latitude)."""
    lon_gap = abs(lon - other_lon)
    if lon_gap > 180:
        lon_gap = 360 - lon_gap
    x = lon_gap * math.cos(math.radians((lat + other_lat) / 2))
    return 111.2 * math.hypot(x, lat - other_lat)


def prior(place: Place, mention: Mention) -> float:
    """What a place is worth whatever the article: size, kind, and how the name names it."""
    score = math.log10(place.population + 100) * 0.9 + place.priority
    if place.how == ALTERNATE:
        score -= 2.5
    elif place.how == SHORT:
        score -= 0.0 if mention.region_word else 2.5
    if place.level == 1:
        score += 0.5
    elif place.level == 2:
        score -= 1.5 if not mention.region_word else 0.5
    if mention.region_word:
        score += 3.0 if place.level or place.kind == "region" else -1.0
    return score


def resolve(document: Document, mentions: list[Mention], outlet: list[Place]) -> None:
    """Choose a place for every mention that has candidates; the article's own evidence first, then all together."""
    evidence = Evidence()
    for place in outlet:
        evidence.add(place, 1.5)
    for token in document.doc:
        if token.ent_type_ == "NORP" and (country := country_of_demonym(token.text)):
            evidence.countries[country] += 0.5  # type: ignore[assignment]
    names: dict[str, list[Mention]] = {}
    for mention in mentions:
        if mention.candidates:
            names.setdefault(mention.key, []).append(mention)
    # First what is sure: countries, names with one meaning, and what stands before its region.
    settled: dict[str, Place] = {}
    for name, group in names.items():
        contained = [place for mention in group if mention.container for place in _contained(mention)]
        if contained:
            settled[name] = max(contained, key=lambda place: prior(place, group[0]))
            evidence.add(settled[name], 2.0)
            for mention in group:
                if mention.container:
                    outer = [b for b in mention.container.candidates if within(settled[name], b)]
                    if outer:
                        mention.container.chosen = outer[0]
        elif all(
            place.kind == "country" or place.level == 1 for place in group[0].candidates if place.how != ALTERNATE
        ):
            top = max(group[0].candidates, key=lambda place: prior(place, group[0]))
            evidence.add(top, 1.0 * min(2, len(group)))
    for round_ in range(2):
        fresh = Evidence()
        fresh.countries, fresh.regions, fresh.points = (
            Counter(evidence.countries),
            Counter(evidence.regions),
            list(evidence.points),
        )
        if round_:
            for name, group in names.items():
                if name not in settled and group[0].chosen is not None:
                    fresh.add(group[0].chosen, 0.5 * group[0].certainty)
        for name, group in names.items():
            for mention in group:
                if mention.chosen is not None and mention.chosen is not group[0].chosen and mention is not group[0]:
                    continue
                _choose(mention, settled.get(name), fresh)


def _contained(mention: Mention) -> list[Place]:
    if mention.container is None:
        return []
    return [a for a in mention.candidates if any(within(a, b) for b in mention.container.candidates)]


def _choose(mention: Mention, settled: Place | None, evidence: Evidence) -> None:
    if settled is not None and not mention.region_word:
        mention.chosen, mention.certainty = settled, 0.95
        return
    ranked = sorted(
        ((prior(place, mention) + evidence.of(place), place) for place in mention.candidates),
        key=lambda pair: (-pair[0], pair[1].geonames_id or 0),
    )
    best = ranked[0][0]
    total = sum(math.exp(score - best) for score, _ in ranked)
    mention.chosen, mention.certainty = ranked[0][1], 1.0 / total
