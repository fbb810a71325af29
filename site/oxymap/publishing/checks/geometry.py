"""Whether what is drawn on the map can be drawn, and lies where it says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import shapely
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from oxymap.catalogue.geodata import PlacedFile
from oxymap.catalogue.models import Place
from oxymap.catalogue.positions import check_positions
from oxymap.geo.checks import geometry_problems
from oxymap.publishing.checks.context import CheckContext
from oxymap.publishing.checks.subject import Subject, mapping, sequence
from oxymap.publishing.models import Finding
from oxymap.wording import N_, Say, say

Point = tuple[float, float]
_LINE_LAYERS = {"trails"}
_AREA_LAYERS = {"closures", "zones", "protected", "waters", "townships"}
_FIRST_POSITION = re.compile(r"\((-?[\d.e+]+), (-?[\d.e+]+)")
_KM = re.compile(r"lies ([\d.]+) km outside")


def check_geometry(subject: Subject, context: CheckContext) -> Iterator[Finding]:
    """Yield faults of the drawn geometry and of the waypoints."""
    if subject.ref.kind != "feature":
        return
    geometry = dict(mapping(subject.feature.get("geometry")))
    faults = list(geometry_problems(geometry)) if geometry else []
    for fault in faults:
        yield _fault(fault)
    if geometry and not faults:
        yield from _of_the_layer(subject, str(geometry["type"]))
        yield from _crossing_itself(shape(geometry))
        if subject.place is not None:
            yield from _outside(subject.place, context)
    yield from _waypoints(subject)


@lru_cache(maxsize=2048)
def shape_of(place: Place) -> BaseGeometry | None:
    """Return a feature's geometry (WGS 84), mended where it crosses itself; None without one."""
    geometry = {"type": place.geometry_type, "coordinates": place.coordinates}
    if place.geometry_type is None or any(geometry_problems(geometry)):
        return None
    found = shape(geometry)
    return found if found.is_valid else shapely.make_valid(found)


def middle(geometry: BaseGeometry) -> Point:
    """Return a point on a geometry, to show where something is."""
    point = geometry.representative_point()
    return round(point.x, 6), round(point.y, 6)


def _fault(fault: str) -> Finding:
    code, said, fix = _sentence(fault)
    found = _FIRST_POSITION.search(fault)
    place = (float(found[1]), float(found[2])) if found and "nan" not in fault else None
    if place is not None and code == "lon_lat_exchanged":
        place = (place[1], place[0])
    return Finding(code, "error", said, fix, field="geometry", place=place)


def _sentence(fault: str) -> tuple[str, Say, Say]:
    for word, code, said, fix in _FAULTS:
        if word in fault:
            return code, say(said), say(fix)
    return (
        "geometry_unreadable",
        say(N_("The line or point on the map cannot be read.")),
        say(N_("Draw it again, or import the file again.")),
    )


def _of_the_layer(subject: Subject, kind: str) -> Iterator[Finding]:
    is_line = kind in {"LineString", "MultiLineString"}
    if subject.ref.group in _LINE_LAYERS and not is_line:
        said = say(N_("A trail is a line; this is none."))
        fix = say(N_("Draw the line, or leave the trail without a position for now."))
        yield Finding("wrong_geometry", "error", said, fix, field="geometry")
    elif kind != "Point" and subject.ref.group not in _LINE_LAYERS | _AREA_LAYERS:
        said = say(N_("This belongs on the map as a point."))
        fix = say(N_("Set one point: its entrance or its middle."))
        yield Finding("wrong_geometry", "error", said, fix, field="geometry")


def _crossing_itself(geometry: BaseGeometry) -> Iterator[Finding]:
    if geometry.geom_type not in {"Polygon", "MultiPolygon"} or geometry.is_valid:
        return
    found = re.search(r"\[(-?[\d.]+) (-?[\d.]+)", shapely.is_valid_reason(geometry))
    yield Finding(
        "area_crosses_itself",
        "error",
        say(N_("The outline of the area crosses itself.")),
        say(N_("Move or delete the corner where the outline crosses.")),
        field="geometry",
        place=(float(found[1]), float(found[2])) if found else None,
    )


def _outside(place: Place, context: CheckContext) -> Iterator[Finding]:
    problems = check_positions([PlacedFile(place, Path(), 1)], context.catalogue.boundaries)
    for problem in problems:
        km = _KM.search(problem.message)
        geometry = shape_of(place)
        yield Finding(
            "outside_district",
            "error",
            say(
                N_("It lies %(km)s km outside the district that it is said to be in."),
                km=km[1] if km else "?",
            ),
            say(N_("Correct the position or the district. Check the datum of an imported file.")),
            field="geometry",
            place=middle(geometry) if geometry is not None else None,
        )


def _waypoints(subject: Subject) -> Iterator[Finding]:
    for number, item in enumerate(sequence(subject.properties.get("waypoints"))):
        point = [mapping(item).get(key) for key in ("lon", "lat")]
        if not all(isinstance(value, int | float) for value in point):
            continue
        for fault in geometry_problems({"type": "Point", "coordinates": point}):
            code, _, fix = _sentence(fault)
            said = say(N_("Waypoint %(number)s lies far outside."), number=number + 1)
            if code == "lon_lat_exchanged":
                said = say(
                    N_("Waypoint %(number)s has longitude and latitude exchanged."),
                    number=number + 1,
                )
            yield Finding(code, "error", said, fix, field=f"waypoints.{number}")


#: A word of each message of `geometry_problems`, the code, what is wrong, what to do.
_FAULTS = (
    (
        "exchanged",
        "lon_lat_exchanged",
        N_("Longitude and latitude are exchanged."),
        N_("Exchange them: longitude (about 116) comes first."),
    ),
    (
        "outside the region",
        "outside_region",
        N_("A part of it lies far outside the three districts."),
        N_("Delete the wrong points, or check the datum of the file."),
    ),
    (
        "is not a line",
        "line_too_short",
        N_("A line needs at least two points."),
        N_("Draw on, or leave it without a position for now."),
    ),
    (
        "repeats the one before",
        "point_repeated",
        N_("Two points of the line lie on each other."),
        N_("Delete one of them."),
    ),
    (
        "a ring needs",
        "area_not_closed",
        N_("The outline of the area has too few corners."),
        N_("Draw at least three corners."),
    ),
    (
        "is not closed",
        "area_not_closed",
        N_("The outline of the area is not closed."),
        N_("End the outline where it began."),
    ),
    (
        "clockwise",
        "area_wrong_way",
        N_("The outline of the area runs the wrong way round."),
        N_("Draw the corners of the outline counter-clockwise."),
    ),
)
