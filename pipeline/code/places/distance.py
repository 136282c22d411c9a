"""How far apart two places are."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from pipeline.code.places.gazetteer import Place


def distance(one: Place, other: Place) -> float | None:
    """Kilometres between two places, on a flat map: near enough for choosing."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return None
    gap = abs(one.lon - other.lon)
    gap = min(gap, 360 - gap) * math.cos(math.radians((one.lat + other.lat) / 2))
    return 111.2 * math.hypot(gap, one.lat - other.lat)


def kilometres(lat: NDArray[Any], lon: NDArray[Any], other_lat: NDArray[Any], other_lon: NDArray[Any]) -> NDArray[Any]:
    """All distances, as in ``distance``."""
    gap = np.abs(lon[:, None] - other_lon[None, :])
    gap = np.minimum(gap, 360 - gap) * np.cos(np.radians((lat[:, None] + other_lat[None, :]) / 2))
    distances: NDArray[Any] = 111.2 * np.hypot(gap, lat[:, None] - other_lat[None, :])
    return distances
