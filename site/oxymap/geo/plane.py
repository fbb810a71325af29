"""A plane in metres for lengths and distances within the three districts."""

from __future__ import annotations

import math

import shapely
from shapely.geometry.base import BaseGeometry

#: The middle of the region; a degree of longitude is up to 1 % off at its edges.
_LAT = 40.1
#: Metres per degree at that latitude on the WGS 84 ellipsoid.
_EAST_M = 111_412.84 * math.cos(math.radians(_LAT)) - 93.5 * math.cos(math.radians(3 * _LAT))
_NORTH_M = 111_132.92 - 559.82 * math.cos(math.radians(2 * _LAT))

#: A metre in degrees is nowhere more than this, so that a search by it overlooks nothing.
DEGREES_PER_M = 1 / 84_000


def in_metres(geometry: BaseGeometry) -> BaseGeometry:
    """Return a geometry of (lon, lat), WGS 84, as metres east and north.

    Lengths are right within 1 % in the region; heights are left out.

    Source
    ------
    Series for the length of a degree on the ellipsoid, cut after the second term.
    """
    flat = shapely.force_2d(geometry)
    return shapely.transform(flat, lambda positions: positions * (_EAST_M, _NORTH_M))


def on_earth(point: tuple[float, float]) -> tuple[float, float]:
    """Return the (lon, lat) of a point in metres; the reverse of `in_metres`."""
    return round(point[0] / _EAST_M, 6), round(point[1] / _NORTH_M, 6)
