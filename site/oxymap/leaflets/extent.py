"""How far the map of a leaflet looks."""

from __future__ import annotations

from collections.abc import Sequence

from oxymap.maps.models import Bbox, MapFeature

#: No map looks closer than this, degrees of longitude (about 1.4 km).
LEAST_SPAN = 0.016
#: Room around, as a part of what is shown: pins and names need it.
AROUND = 0.11


def extent(features: Sequence[MapFeature]) -> Bbox:
    """Return west, south, east, north around features, degrees, with room for names."""
    points = [item.point for item in features if item.point]
    points += [point for item in features for line in item.lines for point in line]
    west, east = min(p[0] for p in points), max(p[0] for p in points)
    south, north = min(p[1] for p in points), max(p[1] for p in points)
    across = max((LEAST_SPAN - (east - west)) / 2, (east - west) * AROUND)
    along = max(across * 0.5, (north - south) * AROUND)
    return (west - across, south - along, east + across, north + along)
