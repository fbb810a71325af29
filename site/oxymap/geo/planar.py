"""Positions of a small area as metres on a plane, for comparing many at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import cos, radians

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

_METRES_PER_DEGREE = 111_320.0


class Plane:
    """A plane that touches the earth at a latitude: right to a percent over a district.

    Parameters
    ----------
    lat : degrees, WGS 84.
    """

    def __init__(self, lat: float) -> None:
        self._scale = np.array([_METRES_PER_DEGREE * cos(radians(lat)), _METRES_PER_DEGREE])

    def project(self, positions: Iterable[Sequence[float]]) -> Floats:
        """Return metres (eastwards, northwards) of (lon, lat) positions, one row each."""
        pairs = np.array([position[:2] for position in positions], dtype=np.float64)
        metres: Floats = pairs.reshape(-1, 2) * self._scale
        return metres


def sampled(line: Floats, step_m: float) -> Floats:
    """Return points on a line of metres every `step_m`, and its end.

    Parameters
    ----------
    line : one row (x, y) a vertex, at least one.
    """
    legs = np.hypot(*np.diff(line, axis=0).T)
    along = np.concatenate([[0.0], np.cumsum(legs)])
    stops = np.append(np.arange(0.0, along[-1], step_m), along[-1])
    return np.column_stack(
        [np.interp(stops, along, line[:, 0]), np.interp(stops, along, line[:, 1])]
    )
