"""Leave out the vertices of a line that nobody can see at a zoom level."""

from __future__ import annotations

from collections.abc import Sequence
from math import cos, radians
from typing import TypeVar

#: Ground size of a 256-pixel-tile map's pixel at zoom 0 on the equator, m (Web Mercator).
_PIXEL_AT_ZOOM_0_M = 156543.03392804097
_METRES_PER_DEGREE = 111_320.0

Coordinates = TypeVar("Coordinates", bound=Sequence[float])


def tolerance_m(zoom: float, lat: float, pixels: float = 0.5) -> float:
    """Return how many metres on the ground some pixels are, at a Web Mercator zoom level."""
    return float(pixels * _PIXEL_AT_ZOOM_0_M * cos(radians(lat)) / 2.0**zoom)


def simplify_for_zoom(line: Sequence[Coordinates], zoom: float) -> list[Coordinates]:
    """Simplify a line so that it looks the same at a zoom level, to half a pixel.

    Parameters
    ----------
    line : (lon, lat[, ele_m]) positions, WGS 84.
    zoom : Web Mercator zoom level.
    """
    return simplify(line, tolerance_m(zoom, line[0][1])) if line else []


def simplify(line: Sequence[Coordinates], tolerance: float) -> list[Coordinates]:
    """Simplify a line by Douglas and Peucker's method.

    Parameters
    ----------
    line : (lon, lat[, ele_m]) positions, WGS 84; the positions kept come back unchanged.
    tolerance : greatest distance in metres between the line and its simplification.

    Returns
    -------
    The positions kept, in order, always with the first and the last. Degrees are scaled by the
    line's middle latitude, which is right to a percent over a district; not for continents.
    """
    if len(line) < 3:
        return list(line)
    # shapely brings numpy along; pages that draw nothing do without.
    from shapely import LineString

    scale_x, scale_y = _scales(line)
    # The third ordinate carries the number of the vertex through the simplification.
    numbered = [
        (position[0] * scale_x, position[1] * scale_y, float(number))
        for number, position in enumerate(line)
    ]
    kept = LineString(numbered).simplify(tolerance, preserve_topology=False)
    numbers = sorted({0, *(round(vertex[2]) for vertex in kept.coords), len(line) - 1})
    return [line[number] for number in numbers]


def _scales(line: Sequence[Sequence[float]]) -> tuple[float, float]:
    """Return metres per degree eastwards and northwards."""
    lats = [position[1] for position in line]
    middle = (min(lats) + max(lats)) / 2.0
    return _METRES_PER_DEGREE * cos(radians(middle)), _METRES_PER_DEGREE
