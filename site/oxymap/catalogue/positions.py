"""Check that features lie where they say: valid geometry, inside the three districts."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping

from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from oxymap.catalogue.geodata import PlacedFile
from oxymap.catalogue.snapshot import Geometry
from oxymap.errors import Problem
from oxymap.geo.checks import geometry_problems

#: A place may lie this far outside its district beside its own precision: borders
#: are generalised, and walls and ridges run along them.
BORDER_TOLERANCE_M = 1_500.0
METRES_PER_DEGREE = 111_320.0


def check_positions(
    features: Iterable[PlacedFile], boundaries: Mapping[str, Geometry]
) -> Iterator[Problem]:
    """Yield what is wrong with the positions of features (lon, lat, WGS 84)."""
    districts = {name: shape(geometry) for name, geometry in boundaries.items()}
    for item in features:
        place = item.place
        if place.geometry_type is None:
            continue
        geometry = {"type": place.geometry_type, "coordinates": place.coordinates}
        problems = list(geometry_problems(geometry))
        for message in problems:
            yield Problem(item.file, item.line, f"geometry of {place.id}: {message}")
        if not problems and districts:
            yield from _outside(item, shape(geometry), districts)


def _outside(
    item: PlacedFile, geometry: BaseGeometry, districts: Mapping[str, BaseGeometry]
) -> Iterator[Problem]:
    place = item.place
    district = districts[place.properties.district]
    tolerance = BORDER_TOLERANCE_M + (place.properties.position.precision_m or 0)
    distance = _distance_m(geometry, district)
    if distance > tolerance:
        yield Problem(
            item.file,
            item.line,
            f"geometry of {place.id}: lies {distance / 1000:.1f} km outside "
            f"{place.properties.district}, more than its precision allows",
        )


def _distance_m(geometry: BaseGeometry, district: BaseGeometry) -> float:
    """Return an approximate distance; a degree of longitude is shorter than one of latitude."""
    degrees = geometry.distance(district)
    return float(degrees * METRES_PER_DEGREE * math.cos(math.radians(40)))
