"""Web Mercator, and the window through which a drawn map looks at it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from oxymap.maps.models import Bbox

#: Width of the world in pixels at zoom 0, as Leaflet and every tile service have it.
TILE = 256.0
#: Metres along the equator for one pixel at zoom 0 (2 pi * 6378137 m / 256).
EQUATOR_M_PER_PX = 156_543.033_928
#: A single point or a tiny village is not shown larger than this.
MAX_ZOOM = 16.0

Xy = tuple[float, float]


def to_world(lon: float, lat: float, zoom: float) -> Xy:
    """Return world pixels of a position.

    Parameters
    ----------
    lon, lat : degrees, WGS 84; latitudes beyond 85.05 degrees are not clamped.
    zoom : may be fractional.

    Returns
    -------
    x, y in pixels, y southwards.

    Source: EPSG:3857 (Popular Visualisation Pseudo Mercator).
    """
    size = TILE * 2.0**zoom
    y = 0.5 - math.asinh(math.tan(math.radians(lat))) / (2 * math.pi)
    return (lon / 360 + 0.5) * size, y * size


def to_degrees(x: float, y: float, zoom: float) -> Xy:
    """Return the (lon, lat) in degrees of world pixels; the inverse of `to_world`."""
    size = TILE * 2.0**zoom
    lat = math.degrees(math.atan(math.sinh((0.5 - y / size) * 2 * math.pi)))
    return (x / size - 0.5) * 360, lat


@dataclass(frozen=True)
class Viewport:
    """A picture's window on the map.

    Parameters
    ----------
    width, height : of the picture, CSS pixels.
    zoom : fractional, so that the wanted box just fits.
    left, top : world pixels (at `zoom`) of the picture's upper left corner.
    """

    width: int
    height: int
    zoom: float
    left: float
    top: float

    def project(self, lon: float, lat: float) -> Xy:
        """Return the picture's x, y of a position in degrees."""
        x, y = to_world(lon, lat, self.zoom)
        return x - self.left, y - self.top

    def line(self, coordinates: Sequence[Sequence[float]]) -> list[Xy]:
        """Return the picture's x, y of every (lon, lat[, ele_m])."""
        return [self.project(position[0], position[1]) for position in coordinates]

    def unproject(self, x: float, y: float) -> Xy:
        """Return the (lon, lat) under a point of the picture."""
        return to_degrees(x + self.left, y + self.top, self.zoom)

    @property
    def metres_per_px(self) -> float:
        """Ground metres that a pixel shows in the middle of the picture."""
        _, lat = self.unproject(self.width / 2, self.height / 2)
        scale: float = 2.0**self.zoom
        return EQUATOR_M_PER_PX * math.cos(math.radians(lat)) / scale

    def holds(self, point: Xy, margin: float = 0) -> bool:
        """Tell whether x, y lies in the picture, or within `margin` pixels around it."""
        x, y = point
        return -margin <= x <= self.width + margin and -margin <= y <= self.height + margin


def fit(bbox: Bbox, size: tuple[int, int]) -> Viewport:
    """Return the window of `size` pixels that shows the whole box, centred.

    Parameters
    ----------
    bbox : west, south, east, north in degrees, WGS 84; may be a single point.
    size : width and height in CSS pixels.
    """
    west, south, east, north = bbox
    width, height = size
    x0, y0 = to_world(west, north, 0)
    x1, y1 = to_world(east, south, 0)
    scale = min(_ratio(width, x1 - x0), _ratio(height, y1 - y0))
    zoom = min(MAX_ZOOM, math.log2(scale))
    factor = 2.0**zoom
    left = (x0 + x1) / 2 * factor - width / 2
    top = (y0 + y1) / 2 * factor - height / 2
    return Viewport(width=width, height=height, zoom=zoom, left=left, top=top)


def _ratio(pixels: float, extent: float) -> float:
    return pixels / extent if extent > 0 else 2.0**MAX_ZOOM
