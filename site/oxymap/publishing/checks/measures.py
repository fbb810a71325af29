"""Whether the lengths, heights and times of a feature can be true."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

import shapely

from oxymap.catalogue.models import Place
from oxymap.geo.distances import distance_m
from oxymap.geo.plane import in_metres
from oxymap.geo.tracks import Track, TrackMeasures, TrackPoint, TrackSegment, measures
from oxymap.publishing.checks.context import CheckContext
from oxymap.publishing.checks.geometry import middle, shape_of
from oxymap.publishing.checks.subject import Subject
from oxymap.publishing.models import Finding
from oxymap.wording import N_, say

Point = tuple[float, float]
SHORTEST_M, LONGEST_M = 100.0, 120_000.0
#: The highest ground of Beijing is 2303 m; the lowest of the three districts about 30 m.
LOWEST_M, HIGHEST_M = 0.0, 2_400.0
#: An average of 50 % is steeper than the steepest temple stairs; shorter pieces may be.
STEEPEST_M_PER_KM = 500.0
STEEP_FROM_M = 500.0
LONGEST_WALK_MIN = 16 * 60
#: A recorded line with a longer leg has a hole.
LONGEST_LEG_M = 2_000.0
#: A waypoint of a recorded line is not farther from it.
WAYPOINT_OFF_M = 300.0
#: How much the stated length may differ from the drawn one.
LENGTH_TOLERANCE = 0.3


def check_measures(subject: Subject, context: CheckContext) -> Iterator[Finding]:
    """Yield measures that cannot be true, of a feature."""
    if subject.place is not None:
        yield from _heights(subject.place)
        yield from _position(subject.place)
        if subject.ref.group == "trails":
            yield from _trail(subject.place)


def _heights(place: Place) -> Iterator[Finding]:
    properties = place.properties
    fix = say(N_("Check the unit and the source of the height; Lingshan, the highest, has 2303 m."))
    stated = [("ele_m", properties.ele_m, place.point)]
    stated += [
        (f"waypoints.{number}.ele_m", point.ele_m, (point.lon, point.lat))
        for number, point in enumerate(properties.waypoints)
    ]
    for field, ele_m, here in stated:
        if ele_m is not None and not LOWEST_M <= ele_m <= HIGHEST_M:
            said = say(N_("A height of %(height)s m does not exist here."), height=round(ele_m))
            yield Finding("height_absurd", "error", said, fix, field=field, place=here)
    wrong = [p for line in _lines(place) for p in line if not _is_possible(p.ele_m)]
    if wrong:
        said = say(
            N_("%(count)s points of the line have impossible heights, such as %(height)s m."),
            count=len(wrong),
            height=round(wrong[0].ele_m or 0),
        )
        here = (wrong[0].lon, wrong[0].lat)
        yield Finding("height_absurd", "error", said, fix, field="geometry", place=here)


def _is_possible(ele_m: float | None) -> bool:
    return ele_m is None or LOWEST_M <= ele_m <= HIGHEST_M


def _position(place: Place) -> Iterator[Finding]:
    position, geometry = place.properties.position, shape_of(place)
    if geometry is None or place.layer not in {"trails", "facilities"}:
        return
    here = middle(geometry)
    if position.approximate:
        said = say(
            N_("Its position is known only within %(metres)s m."),
            metres=round(position.precision_m or 0),
        )
        fix = say(N_("Have it measured on the spot; until then the map says that it is rough."))
        yield Finding("position_rough", "note", said, fix, field="position", place=here)
    elif not position.verified:
        said = say(N_("Nobody has confirmed its position yet."))
        fix = say(N_("Have somebody who knows the place look at the map."))
        yield Finding("position_unverified", "note", said, fix, field="position", place=here)


def _trail(place: Place) -> Iterator[Finding]:
    lines = _lines(place)
    if not lines:
        return
    if not all(_is_possible(point.ele_m) for line in lines for point in line):
        return
    found = _measures(lines)
    start = (lines[0][0].lon, lines[0][0].lat)
    yield from _length(place, found.length_m, start)
    yield from _climb(place, found, start)
    if place.properties.line == "recorded":
        yield from _holes(lines)
        yield from _off_line(place)


def _length(place: Place, length_m: float, start: Point) -> Iterator[Finding]:
    hint_m = place.properties.length_hint_m
    if not SHORTEST_M <= length_m <= LONGEST_M:
        said = say(N_("The line is %(km)s km long."), km=round(length_m / 1000, 2))
        fix = say(N_("A trail has between 0.1 and 120 km. Check that it is drawn whole, once."))
        yield Finding("length_absurd", "error", said, fix, field="geometry", place=start)
    elif hint_m and abs(length_m / hint_m - 1) > LENGTH_TOLERANCE:
        said = say(
            N_("The line is %(km)s km long, the text of the trail says %(hint)s km."),
            km=round(length_m / 1000, 1),
            hint=round(hint_m / 1000, 1),
        )
        fix = say(N_("Correct the stated length, or draw the missing part."))
        yield Finding("length_differs_from_line", "warning", said, fix, field="length_hint_m")


def _climb(place: Place, found: TrackMeasures, start: Point) -> Iterator[Finding]:
    if found.ascent_m is None or found.descent_m is None:
        return
    steepest = max(found.ascent_m, found.descent_m) / max(found.length_m, 1) * 1000
    if found.length_m >= STEEP_FROM_M and steepest > STEEPEST_M_PER_KM:
        said = say(
            N_("The line climbs or falls %(metres)s m in every kilometre on average."),
            metres=round(steepest),
        )
        fix = say(N_("Replace the heights: those of a bare receiver jump. Or leave them out."))
        yield Finding("ascent_absurd", "error", said, fix, field="geometry", place=start)
    minutes = found.walking_time_min or 0
    if place.properties.kind == "trail" and minutes > LONGEST_WALK_MIN:
        said = say(N_("Walking it takes %(hours)s hours without rests."), hours=round(minutes / 60))
        fix = say(N_("Split it into parts for a day each, or say where people can stay."))
        yield Finding("walk_too_long", "warning", said, fix, field="geometry", place=start)


def _holes(lines: Sequence[Sequence[TrackPoint]]) -> Iterator[Finding]:
    for line in lines:
        for before, after in pairwise(line):
            leg_m = distance_m((before.lon, before.lat), (after.lon, after.lat))
            if leg_m > LONGEST_LEG_M:
                said = say(
                    N_("The recorded line jumps %(km)s km in one step."), km=round(leg_m / 1000, 1)
                )
                fix = say(N_("Draw the missing piece, or call the line schematic."))
                here = (before.lon, before.lat)
                yield Finding("line_jumps", "warning", said, fix, field="geometry", place=here)
                return


def _off_line(place: Place) -> Iterator[Finding]:
    line = shape_of(place)
    if line is None or not place.properties.waypoints:
        return
    ground = in_metres(line)
    for number, waypoint in enumerate(place.properties.waypoints):
        off_m = ground.distance(in_metres(shapely.Point(waypoint.lon, waypoint.lat)))
        if off_m > WAYPOINT_OFF_M:
            said = say(
                N_("Waypoint %(number)s lies %(metres)s m beside the line."),
                number=number + 1,
                metres=round(off_m),
            )
            fix = say(N_("Move the waypoint to the line, or take it away."))
            field, here = f"waypoints.{number}", (waypoint.lon, waypoint.lat)
            yield Finding("waypoint_off_line", "warning", said, fix, field=field, place=here)


def _lines(place: Place) -> tuple[tuple[TrackPoint, ...], ...]:
    if shape_of(place) is None:
        return ()
    parts: tuple[object, ...] = ()
    if place.geometry_type == "LineString":
        parts = (place.coordinates,)
    elif place.geometry_type == "MultiLineString":
        parts = place.coordinates
    return tuple(tuple(TrackPoint(*vertex[:3]) for vertex in part) for part in parts)  # type: ignore[attr-defined]


@lru_cache(maxsize=512)
def _measures(lines: tuple[tuple[TrackPoint, ...], ...]) -> TrackMeasures:
    return measures(Track("", tuple(TrackSegment(line) for line in lines)))
