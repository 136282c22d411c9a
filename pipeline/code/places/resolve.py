"""Which of the places of a name is meant: what stands beside it, what else the article names, whose outlet it is, how large each is."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from pipeline.code.places.containers import within
from pipeline.code.places.countries import capital_country, country_of_demonym
from pipeline.code.places.dateline import filed_at
from pipeline.code.places.distance import distance, kilometres
from pipeline.code.places.gazetteer import ALTERNATE, EXACT, SHORT, Place
from pipeline.code.places.names import key
from pipeline.code.places.outlet import Home, home
from pipeline.code.places.strangers import is_stranger, own_country
from pipeline.code.places.words import directed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from pipeline.code.places.mention import Mention
    from pipeline.parse.document import Document

_ROUNDS = 2
_FEDERAL = frozenset({"USA", "CAN", "AUS", "GBR", "IND", "DEU", "MEX", "BRA", "NGA"})  # whose states are known by name
_MOST = 320  # candidates compared with each other in one article
_NEAR = 70.0  # kilometres at which a neighbour's word is worth a third
_COUNTY = 3.0  # what it is worth that one holds the other, beside being near
_LARGE = 500_000  # people of a capital that is seldom somebody's village
_TOGETHER = 2.6  # what the whole article's neighbours are worth at most


@dataclass(slots=True)
class _Scene:
    """What an article surely speaks of, how often, and where its outlet and its report come from."""

    at_home: Home
    filed: list[Place]
    countries: Counter[str] = field(default_factory=Counter)
    regions: Counter[int] = field(default_factory=Counter)


@dataclass(slots=True)
class _Name:
    """All mentions of one name (with or without a word such as "county" after it) and what it may mean."""

    mentions: list[Mention]
    places: list[Place] = field(default_factory=list)
    base: list[float] = field(default_factory=list)
    final: NDArray[Any] | None = None
    says: _Scene | None = None

    def best(self) -> tuple[Place, float]:
        """The place with the highest score, and its share of the belief."""
        scores = self.final if self.final is not None else np.array(self.base)
        at = int(scores.argmax())
        return self.places[at], float(1.0 / np.exp(scores - scores[at]).sum())


def prior(place: Place, mention: Mention) -> float:
    """What a place is worth whatever the article: size, kind, and how the name names it."""
    people = place.population if place.level != 1 else place.population / 4
    score = math.log10(people + 100) * 0.9 + place.priority
    if place.how == ALTERNATE:
        score -= (
            0.0 if place.level == 1 and mention.key.startswith(f"{key(place.name)} ") else 3.5
        )  # "Western Province"
    elif place.how == SHORT:
        score -= 0.0 if mention.region_word or "party" in mention.features else 2.5
    if place.level == 1:
        score += 2.0 if place.country in _FEDERAL else 0.5
    elif place.level == 2:
        score -= 0.0 if mention.region_word or "county" in mention.features else 1.5
    if mention.region_word:
        score += 3.0 if place.level or place.kind == "region" else -1.0
        if place.level and place.how == SHORT:
            score += 1.0
    return score


def resolve(document: Document, mentions: list[Mention], bodies: Iterable[str] = ()) -> None:
    """Choose a place for every mention that has candidates; ``bodies`` are the countries whose offices the article names."""
    names: dict[tuple[str, bool], _Name] = {}
    for mention in mentions:
        for named in (mention, mention.inside):
            if named is not None and named.candidates:
                names.setdefault((named.key, named.region_word), _Name([])).mentions.append(named)
    if not names:
        return
    scene = _evidence(document, list(names.values()))
    scene.countries.update(bodies)
    cap = max(4, _MOST // len(names))
    for name in names.values():
        _weigh(name, scene, cap)
    _together(list(names.values()))
    for name in names.values():
        place, share = name.best()
        if (own := _estranged(name, place, scene)) is not None:
            ours = next((each for each in name.places if each.country == own and each.how != ALTERNATE), None)
            if ours is None:
                continue
            place, share = ours, 0.5
        for mention in name.mentions:
            mention.chosen, mention.certainty = _inside(mention, name, place), share
    for mention in mentions:
        _agree(mention)


def _evidence(document: Document, names: list[_Name]) -> _Scene:
    """The countries and regions that an article surely speaks of, and its outlet's home."""
    scene = _Scene(home(document.article), filed_at(document.article))
    countries, regions, at_home = scene.countries, scene.regions, scene.at_home
    for entity in document.doc.ents:
        if entity.label_ in ("NORP", "GPE") and (country := country_of_demonym(entity.text)):
            countries[country] += 1
    for name in names:
        first = name.mentions[0]
        good = [place for place in first.candidates if place.how == EXACT or first.region_word]
        name.says = said = _Scene(scene.at_home, scene.filed)
        count = min(3, len(name.mentions))
        states = [place for place in good if place.kind == "country" or place.level == 1]
        if any(place.priority and place.kind != "country" for place in good):
            states = []  # "Red Sea" is the sea before it is a state of Sudan; so is Washington the capital
        if directed(first.key) and len({each.country for each in first.candidates}) > 1:
            states = [place for place in states if place.kind == "country"]  # many lands have a "Western Province"
        if at_home.local and any(place.kind != "country" and place.country != at_home.country for place in states):
            continue  # a local paper's "Dublin City" is hardly Ireland's
        if len(states) == 1:
            place = states[0]
            # "Lebanon" may be a town of the outlet's own state: it says little.
            own = at_home.town is not None and any(
                other.level == 0 and other.admin1_id == at_home.town.admin1_id for other in good if other is not place
            )
            if place.country and not own:
                said.countries[place.country] += count
            if place.level == 1 and place.admin1_id is not None:
                said.regions[place.admin1_id] += count
        elif (
            not states
            and (large := _unrivalled(good)) is not None
            and not (at_home.local and large.country != at_home.country)
        ):
            said.countries[large.country or ""] += count
            if large.admin1_id is not None:
                said.regions[large.admin1_id] += count
        for mention in name.mentions:
            if mention.container is not None:
                for inner in _contained(mention)[:1]:
                    said.countries[inner.country or ""] += 1
                    if inner.admin1_id is not None:
                        said.regions[inner.admin1_id] += 1
        countries.update(said.countries)
        regions.update(said.regions)
    return scene


def _unrivalled(places: list[Place]) -> Place | None:
    """The large town that nobody confuses with its namesakes: Atlanta, Melbourne."""
    towns = sorted((place for place in places if place.level == 0), key=lambda place: -place.population)
    if not towns or towns[0].population < 250_000:
        return None
    return towns[0] if len(towns) == 1 or towns[1].population * 10 < towns[0].population else None


def _weigh(name: _Name, scene: _Scene, cap: int) -> None:
    """Score what a name may mean by itself and by what the article surely speaks of; keep the best few."""
    first = name.mentions[0]
    # What the others say: no name speaks for itself.
    countries, regions = scene.countries, scene.regions
    if name.says is not None:
        countries, regions = countries - name.says.countries, regions - name.says.regions
    settled = {id(place) for mention in name.mentions for place in _contained(mention)}
    towns = {
        place.admin1_id
        for place in first.candidates
        if place.level == 0 and place.kind == "city" and place.how == EXACT
    }
    all_countries = sum(countries.values()) + 1.0
    all_regions = sum(regions.values()) + 1.0
    capital = capital_country(first.key)
    scored = []
    for place in first.candidates:
        score = prior(place, first)
        if place.level == 1 and place.geonames_id in towns and not first.region_word and not place.priority:
            score -= 1.5  # the town of that name, not the province around it
        score += 2.5 * countries[place.country or ""] / all_countries
        if place.admin1_id is not None:
            score += 3.0 * min(1.0, 2 * regions[place.admin1_id] / all_regions)
        score += _homely(place, scene.at_home) * (0.3 if place.how == ALTERNATE else 1.0)
        if place.country and place.kind == "city" and place.how == EXACT and capital == place.country:
            score += 1.5 if place.population < _LARGE else 4.0  # "officials in London and Washington"
        if id(place) in settled:
            score += 6.0
        if any(place.geonames_id == other.geonames_id for other in scene.filed[:1]):
            score += 2.0
        scored.append((score, place))
    scored.sort(key=lambda pair: (-pair[0], pair[1].geonames_id or 0))
    name.places = [place for _, place in scored[:cap]]
    name.base = [score for score, _ in scored[:cap]]


def _estranged(name: _Name, place: Place, scene: _Scene) -> str | None:
    """The country that the article is about, by all but this name, where nothing else speaks of the namesake's."""
    if name.says is None or place in scene.filed or any(_contained(mention) for mention in name.mentions):
        return None
    rest = scene.countries - name.says.countries
    own = own_country(rest, scene.at_home.country)
    if place.kind == "country" and rest.keys() == {own}:  # the state that more people live in: Georgia
        larger = (each for each in name.places if each.level == 1 and each.how == EXACT)
        return own if any(each.country == own and each.population > place.population for each in larger) else None
    return own if is_stranger(place, name.mentions[0].key, own, rest) else None


def _homely(place: Place, at_home: Home) -> float:
    """What it is worth to lie in the outlet's country, in its region, near its town."""
    if at_home.country is None or place.country != at_home.country:
        return 0.0
    town = at_home.town
    if not at_home.local or town is None:
        return 1.0
    score = 1.0
    if place.level == 1 and place.geonames_id == town.admin1_id:
        score += 2.5
    elif place.admin1_id is not None and place.admin1_id == town.admin1_id:
        score += 1.5
    if place.geonames_id is not None and place.geonames_id == town.geonames_id:
        score += 2.5
    gap = distance(place, town)
    if gap is not None and place.kind != "country":
        score += 2.5 * math.exp(-gap / 120)
    return score


def _together(names: list[_Name]) -> None:
    """Let the names of an article speak for each other's near places: a county paper's towns lie in its county."""
    if len(names) < 2:
        return
    places = [place for name in names for place in name.places]
    owner = np.repeat(np.arange(len(names)), [len(name.places) for name in names])
    begins = np.concatenate([[0], np.cumsum([len(name.places) for name in names])[:-1]])
    base = np.concatenate([np.array(name.base) for name in names])
    lat = np.array([place.lat if place.lat is not None else 0.0 for place in places])
    lon = np.array([place.lon if place.lon is not None else 0.0 for place in places])
    # Countries and continents say where an article plays in `_weigh`; their middles are near nothing.
    wide = np.array([place.kind in ("country", "natural") or place.lat is None for place in places])
    region = np.array([place.admin1_id or -1 for place in places])
    near = np.exp(-kilometres(lat, lon, lat, lon) / _NEAR)
    near = np.maximum(near, 0.35 * ((region[:, None] == region[None, :]) & (region[:, None] > 0)))
    # A county and its own towns vouch for each other: "Lebanon" and "Boone County".
    county = np.array([place.admin2_id or -1 for place in places])
    seat = np.array([place.geonames_id or -2 if place.level == 2 else -2 for place in places])
    held = county[:, None] == seat[None, :]
    near = np.where(held | held.T, _COUNTY, near)
    near[:, wide] = 0.0
    near[wide, :] = 0.0
    near[owner[:, None] == owner[None, :]] = 0.0
    scores = base
    for _ in range(_ROUNDS):
        top = np.maximum.reduceat(scores, begins)[owner]
        belief = np.exp(scores - top)
        belief /= np.add.reduceat(belief, begins)[owner]
        # For each place, the best that each other name offers near it, summed over the names.
        offers = np.maximum.reduceat(near * (0.1 + 0.9 * belief)[None, :], begins, axis=1)
        support = offers.sum(axis=1)
        scores = base + _TOGETHER * (1 - np.exp(-support))
    for at, name in enumerate(names):
        begin = int(begins[at])
        name.final = scores[begin : begin + len(name.places)]


def _contained(mention: Mention) -> list[Place]:
    if mention.container is None:
        return []
    return [
        inner
        for inner in mention.candidates
        if any(outer.how != ALTERNATE and within(inner, outer) for outer in mention.container.candidates)
    ]


def _inside(mention: Mention, name: _Name, place: Place) -> Place:
    """The same place for all mentions of a name, but for one that names its own region ("Paris, Texas")."""
    contained = _contained(mention)
    if not contained or any(other is place for other in contained):
        return place
    kept = {id(known): score for known, score in zip(name.places, name.base, strict=True)}
    return max(contained, key=lambda inner: kept.get(id(inner), prior(inner, mention)))


def _agree(mention: Mention) -> None:
    """After the town is chosen, its region or country is the one that holds it."""
    container = mention.container
    if container is None or mention.chosen is None:
        return
    holding = [outer for outer in container.candidates if within(mention.chosen, outer)]
    if holding and not any(outer is container.chosen for outer in holding):
        container.chosen = max(holding, key=lambda outer: prior(outer, container))
        container.certainty = max(container.certainty, 0.9)
