"""Positions so coarse that nobody finds a protected animal or its camera by them."""

from __future__ import annotations

import math

#: Width of a cell in degrees; at 40° north about 4.3 km from west to east, 5.6 km from south to
#: north.
CELL_DEGREES = 0.05
#: Half the diagonal of a cell at 40° north, rounded up, m: the truth is at most so far away.
CELL_PRECISION_M = 3_600.0
#: Enough for a cell's middle to be written exactly.
_DIGITS = 3


def coarsened(point: tuple[float, float]) -> tuple[float, float]:
    """Return the middle of the grid's cell that holds a point; both (lon, lat), WGS 84.

    A middle comes back as it is, so the result of the result is the same.
    """
    lon, lat = point
    return _middle(lon), _middle(lat)


def is_coarse(point: tuple[float, float]) -> bool:
    """Tell whether a (lon, lat) is the middle of a cell and so gives nothing away."""
    return all(
        math.isclose(value, middle, abs_tol=1e-9)
        for value, middle in zip(point, coarsened(point), strict=True)
    )


def _middle(value: float) -> float:
    return round((math.floor(value / CELL_DEGREES) + 0.5) * CELL_DEGREES, _DIGITS)
