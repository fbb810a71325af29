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

from oxymap.maps.basemap import BaseFeature
from oxymap.maps.projection import Xy, to_world

#: Pixels between two hills along a ridge, at a whole zoom.
STEP = 15.0
#: Rows of hills, by rank of the ridge.
ROWS = {1: 3, 2: 2, 3: 1}
#: Growth of a hill with each zoom: slower than the map itself.
GROWTH = 1.32
SHAPES = 3
#: Sizes of hills (1 = the drawn symbol), by rank.
SIZES = {1: (1.4, 1.0), 2: (1.0, 0.8), 3: (0.8, 0.6)}


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
    found = [
        Hill(hill.x * scale, hill.y * scale, hill.shape, hill.size)
        for number, ridge in enumerate(ridges)
        for hill in _along(ridge, number, level)
    ]
    return sorted(found, key=lambda hill: (hill.y, hill.x))


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
