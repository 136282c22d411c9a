"""Places, resolved against GeoNames, and where each event happened."""

from __future__ import annotations

from pipeline.code.places.find import find_places
from pipeline.code.places.where import EventPlaces

__all__ = ["EventPlaces", "find_places"]
