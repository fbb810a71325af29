"""Check a GeoJSON geometry before it is published; mend its winding."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from math import isfinite
from typing import TypeGuard

#: West, south, east, north of the three districts with a margin; degrees, WGS 84.
REGION = (115.3, 39.3, 116.7, 40.9)

Position = Sequence[float]

#: How deep the positions lie in the coordinates of each type.
_DEPTHS = {
    "Point": 0,
    "MultiPoint": 1,
    "LineString": 1,
    "MultiLineString": 2,
    "Polygon": 2,
    "MultiPolygon": 3,
}
_POLYGONS = ("Polygon", "MultiPolygon")
_LINES = ("LineString", "MultiLineString", *_POLYGONS)


def geometry_problems(geometry: Mapping[str, object]) -> Iterator[str]:
    """Yield what is wrong with a geometry, one message for each kind of fault and line.

    Parameters
    ----------
    geometry : GeoJSON geometry object, (lon, lat[, ele_m]) in WGS 84; tuples serve as lists.

    Source
    ------
    RFC 7946, sections 3.1 and 3.1.6 (closed rings, right-hand winding).
    """
    kind = geometry.get("type")
    if not isinstance(kind, str) or kind not in _DEPTHS:
        yield f"type {kind!r} is not one of {', '.join(_DEPTHS)}"
        return
    try:
        lines = list(_lines(geometry.get("coordinates"), _DEPTHS[kind]))
    except ValueError as error:
        yield str(error)
        return
    for line in lines:
        yield from _position_problems(line)
        if kind in _LINES:
            yield from _line_problems(line)
    if kind in _POLYGONS:
        yield from _ring_problems(geometry["coordinates"], kind)


def wound(geometry: Mapping[str, object]) -> dict[str, object]:
    """Return the geometry with right-hand winding: outer rings counter-clockwise, holes not.

    Other geometries than polygons come back as they are.

    Source
    ------
    RFC 7946, section 3.1.6.
    """
    kind, coordinates = geometry["type"], geometry["coordinates"]
    if kind == "Polygon":
        coordinates = _wound_polygon(coordinates)
    elif kind == "MultiPolygon" and isinstance(coordinates, (list, tuple)):
        coordinates = [_wound_polygon(polygon) for polygon in coordinates]
    return {"type": kind, "coordinates": coordinates}


def signed_area(ring: Sequence[Position]) -> float:
    """Return a closed ring's area in square degrees; positive is counter-clockwise."""
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring)) / 2.0


def _lines(coordinates: object, depth: int) -> Iterator[Sequence[Position]]:
    """Yield runs of positions; a single position is a run of one.

    Raises
    ------
    ValueError : the nesting does not fit, or a position is not two or three numbers.
    """
    if depth == 0:
        yield [_position(coordinates)]
        return
    if not _is_list(coordinates):
        raise ValueError(f"coordinates {coordinates!r:.60} are not nested as their type wants")
    if depth == 1:
        yield [_position(one) for one in coordinates]
        return
    for part in coordinates:
        yield from _lines(part, depth - 1)


def _position(value: object) -> Position:
    numbers = [
        number
        for number in (value if _is_list(value) else ())
        if isinstance(number, (int, float)) and not isinstance(number, bool)
    ]
    if not _is_list(value) or len(numbers) != len(value) or not 2 <= len(numbers) <= 3:
        raise ValueError(f"position {value!r:.60} is not [lon, lat] or [lon, lat, height]")
    return tuple(numbers)


def _is_list(value: object) -> TypeGuard[Sequence[object]]:
    return isinstance(value, (list, tuple))


def _position_problems(line: Sequence[Position]) -> Iterator[str]:
    """Yield the first fault among the positions of a line."""
    west, south, east, north = REGION
    for position in line:
        lon, lat = position[0], position[1]
        if not all(map(isfinite, position)):
            yield f"position {_text(position)} is not finite"
        elif west <= lat <= east and south <= lon <= north:
            yield f"position {_text(position)} has lon and lat exchanged"
        elif not (west <= lon <= east and south <= lat <= north):
            yield f"position {_text(position)} is outside the region {_text(REGION)}"
        else:
            continue
        return


def _line_problems(line: Sequence[Position]) -> Iterator[str]:
    if len(line) < 2:
        yield f"a line of {len(line)} positions is not a line"
    for index, (before, after) in enumerate(pairwise(line), start=1):
        if tuple(before[:2]) == tuple(after[:2]):
            yield f"position {_text(after)} (number {index}) repeats the one before"
            return


def _ring_problems(coordinates: object, kind: str) -> Iterator[str]:
    polygons = [coordinates] if kind == "Polygon" else coordinates
    for polygon in polygons if _is_list(polygons) else ():
        for number, ring in enumerate(polygon if _is_list(polygon) else ()):
            yield from _one_ring_problems(next(_lines(ring, 1)), hole=number > 0)


def _one_ring_problems(ring: Sequence[Position], *, hole: bool) -> Iterator[str]:
    if len(ring) < 4:
        yield f"a ring needs four positions, this one has {len(ring)}"
    elif tuple(ring[0]) != tuple(ring[-1]):
        yield f"the ring that starts at {_text(ring[0])} is not closed"
    elif (signed_area(ring) < 0) != hole:
        expected = "clockwise" if hole else "counter-clockwise"
        yield f"the ring that starts at {_text(ring[0])} is not {expected}"


def _wound_polygon(polygon: object) -> object:
    if not _is_list(polygon):
        return polygon
    rings = [next(_lines(ring, 1)) for ring in polygon]
    return [
        ring if (signed_area(ring) < 0) == (number > 0) else ring[::-1]
        for number, ring in enumerate(rings)
    ]


def _text(numbers: Sequence[float]) -> str:
    return "(" + ", ".join(f"{number:g}" for number in numbers) + ")"
