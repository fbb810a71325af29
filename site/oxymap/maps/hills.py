"""Where the hills of the illustrated base map stand: along the sketched ridges.

No elevation model: the hills are decoration that follows the ridge lines.  The same
arithmetic is in ``static/js/map/hills.js``, so that the interactive map shows the
same hills as the picture it replaces; ``tests/js/fixtures/hills.json`` holds both to it.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import shapely

from oxymap.maps.basemap import BaseFeature
from oxymap.maps.labels import Box
from oxymap.maps.projection import EQUATOR_M_PER_PX, Xy, to_world

if TYPE_CHECKING:
    import numpy.typing as npt

#: Pixels between two hills along a ridge, at a whole zoom.
STEP = 15.0
#: Rows of hills, by rank of the ridge.
ROWS = {1: 3, 2: 2, 3: 1}
#: Growth of a hill with each zoom: slower than the map itself.
GROWTH = 1.32
SHAPES = 3
#: Sizes of hills (1 = the drawn symbol), by rank.
SIZES = {1: (1.4, 1.0), 2: (1.0, 0.8), 3: (0.9, 0.8)}


#: Cells of the lower hills around the ridges at zoom 9: width and height, pixels.
CELL = (25.0, 15.0)
#: How far they reach from a ridge, metres, by its rank.
REACH_M = {1: 7000.0, 2: 5200.0, 3: 3600.0}
#: Sizes of the lower hills: they are drawn paler than those of ridges.
LOW_SIZES = (0.5, 0.7)
#: Ground metres of a pixel at zoom 0 in the latitude of the three districts.
M_PER_PX = EQUATOR_M_PER_PX * math.cos(math.radians(40.2))


@dataclass(frozen=True)
class Hill:
    """One hill: its foot in world pixels at the asked zoom, its shape and its size."""

    x: float
    y: float
    shape: int
    size: float


def hills(ridges: tuple[BaseFeature, ...], zoom: float) -> list[Hill]:
    """Return the hills of all ridges, the far (northern) ones first.

    Parameters
    ----------
    ridges : base features of kind ``ridge``; their order seeds the variation.
    zoom : fractional; places change only with its whole part, so panning is steady.
    """
    level = math.floor(zoom + 1e-6)
    scale = 2.0 ** (zoom - level)
    return [
        Hill(hill.x * scale, hill.y * scale, hill.shape, hill.size)
        for hill in _at_level(ridges, level)
    ]


@lru_cache(maxsize=32)
def _at_level(ridges: tuple[BaseFeature, ...], level: int) -> tuple[Hill, ...]:
    """Return all hills at a whole zoom; every picture of that zoom shares them."""
    found = [hill for number, ridge in enumerate(ridges) for hill in _along(ridge, number, level)]
    return tuple(sorted(found, key=lambda hill: (hill.y, hill.x)))


def foothills(ridges: tuple[BaseFeature, ...], zoom: float, box: Box) -> list[Hill]:
    """Return the lower hills around the ridges, thinning out away from them.

    Parameters
    ----------
    ridges : as for `hills`.
    zoom : fractional.
    box : left, top, right, bottom to look at, world pixels at `zoom`.
    """
    level = math.floor(zoom + 1e-6)
    scale = 2.0 ** (zoom - level)
    wide, high = (size * growth(level) for size in CELL)
    columns = range(math.floor(box[0] / scale / wide), math.floor(box[2] / scale / wide) + 1)
    rows = range(math.floor(box[1] / scale / high), math.floor(box[3] / scale / high) + 1)
    cells = [(column, row) for row in rows for column in columns]
    feet = np.array(
        [
            (
                (column + 0.1 + 0.8 * _noise(column, row, 1)) * wide,
                (row + 0.1 + 0.8 * _noise(column, row, 2)) * high,
            )
            for column, row in cells
        ]
    ).reshape(-1, 2)
    away = _distance_to_ridges(feet, ridges, level)
    return [
        Hill(
            x * scale,
            y * scale,
            int(_noise(column, row, 4) * SHAPES),
            LOW_SIZES[int(_noise(column, row, 5) * 2)],
        )
        for (column, row), (x, y), share in zip(cells, feet.tolist(), away.tolist(), strict=True)
        if share < 0.25 + 0.75 * _noise(column, row, 3)
    ]


def _distance_to_ridges(
    feet: npt.NDArray[np.float64], ridges: tuple[BaseFeature, ...], level: int
) -> npt.NDArray[np.float64]:
    """Return each point's distance to the nearest ridge, as a part of that ridge's reach."""
    nearest = np.full(len(feet), np.inf)
    points = shapely.points(feet)
    for rank, reach in REACH_M.items():
        lines = [
            shapely.linestrings([to_world(lon, lat, level) for lon, lat in ridge.line])
            for ridge in ridges
            if ridge.rank == rank
        ]
        if lines:
            pixels = reach / M_PER_PX * 2.0**level
            away = shapely.distance(points, shapely.multilinestrings(lines)) / pixels
            nearest = np.minimum(nearest, away)
    return nearest


def growth(zoom: float) -> float:
    """Return the factor by which hills are drawn larger than at zoom 9."""
    factor: float = GROWTH ** max(-1.0, zoom - 9)
    return factor


def _along(ridge: BaseFeature, number: int, level: int) -> Iterator[Hill]:
    points = [to_world(lon, lat, level) for lon, lat in ridge.line]
    step = STEP * growth(level)
    sizes = SIZES[ridge.rank]
    for index, (x, y, across) in enumerate(_stations(points, step)):
        for row in range(ROWS[ridge.rank]):
            first = _noise(number, index, row, 1)
            second = _noise(number, index, row, 2)
            side = 1 if (row + index) % 2 else -1
            off = (first * 0.5 + row * (0.55 + 0.4 * second)) * side * step
            size = sizes[0] if row == 0 and second > 0.4 else sizes[1]
            shape = int(_noise(number, index, row, 3) * SHAPES)
            yield Hill(x + across[0] * off, y + across[1] * off, shape, size)


def _stations(points: list[Xy], step: float) -> Iterator[tuple[float, float, Xy]]:
    """Walk a line and yield (x, y, unit vector across it) every `step` pixels."""
    rest = step / 2
    for (x0, y0), (x1, y1) in itertools.pairwise(points):
        length = math.hypot(x1 - x0, y1 - y0)
        if length == 0:
            continue
        ux, uy = (x1 - x0) / length, (y1 - y0) / length
        while rest <= length:
            yield x0 + ux * rest, y0 + uy * rest, (-uy, ux)
            rest += step
        rest -= length


def _noise(*seeds: int) -> float:
    """Return a number in [0, 1) that depends only on the seeds (32-bit mixing)."""
    value = 0x9E3779B9
    for seed in seeds:
        value = ((value ^ (seed + 1)) * 0x85EBCA6B) & 0xFFFFFFFF
        value ^= value >> 13
        value = (value * 0xC2B2AE35) & 0xFFFFFFFF
        value ^= value >> 16
    return value / 2**32
