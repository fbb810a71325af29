"""Measure how well the positions of a file fit what is known, under each datum."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry import shape

from oxymap.geo.distances import distance_m
from oxymap.geo.planar import Floats, Plane, sampled
from oxymap.geo.surroundings import KnownPlace, KnownTrail, Line, Surroundings
from oxymap.geo.track_model import Waypoint

#: The districts' middle: one plane for everything.
_PLANE = Plane(40.0)
#: Places and trails that are less precise than this say nothing about a shift of 500 m.
NAMED_WITHIN_M, TRAIL_WITHIN_M, END_WITHIN_M = 300.0, 150.0, 150.0
#: Marks of a trail further from the line than this belong to another walk.
_REACH_M = 700.0
_NEAR_M = 40.0
_FEWEST_MARKS = 4
#: A place of good precision may still be meant differently: its gate, its top. How far off a
#: waypoint of its name usually is: so many times the precision, and at least so many metres.
_MEANT, _MEANT_M = 1.5, 100.0
_BORDER_DEG = 1500.0 / 111_320.0


@dataclass(frozen=True)
class TrailFit:
    """How a trail's marks lie to the line: the share beside it, the mean distance."""

    trail: KnownTrail
    near_share: float
    mean_m: float


@dataclass(frozen=True)
class NamedFit:
    """How named waypoints lie to the published places of these names."""

    count: int
    mean_m: float
    score: float


@dataclass(frozen=True)
class Fit:
    """What was measured under one datum; None where nothing could be compared."""

    inside_share: float
    trail: TrailFit | None
    named: NamedFit | None
    ends: tuple[KnownPlace, ...]


@dataclass(frozen=True)
class Shifted:
    """A file's positions as of one datum."""

    crs: str
    lines: tuple[Line, ...]
    waypoints: tuple[Waypoint, ...]


def measure_fits(candidates: Sequence[Shifted], around: Surroundings) -> list[Fit]:
    """Return what can be measured of each candidate, comparing all of them alike."""
    trails = _trail_fits([candidate.lines for candidate in candidates], around.trails)
    named = _named_fits([candidate.waypoints for candidate in candidates], around.places)
    inside = _inside(around)
    return [
        Fit(inside(candidate), trail, names, _ends(candidate.lines, around.places))
        for candidate, trail, names in zip(candidates, trails, named, strict=True)
    ]


def _inside(around: Surroundings) -> Callable[[Shifted], float]:
    outlines = [shape(dict(geometry)) for geometry in around.districts.values()]
    area = shapely.buffer(shapely.union_all(outlines), _BORDER_DEG)
    shapely.prepare(area)

    def share(candidate: Shifted) -> float:
        positions = [position for line in candidate.lines for position in line]
        positions = positions or [(one.lon, one.lat) for one in candidate.waypoints]
        if not positions or not outlines:
            return 0.0
        lons, lats = np.array(positions).T
        return float(shapely.contains_xy(area, lons, lats).mean())

    return share


def _trail_fits(
    candidates: Sequence[tuple[Line, ...]], trails: Iterable[KnownTrail]
) -> list[TrailFit | None]:
    """Return the fits of the trail that tells the candidates apart best."""
    best: list[TrailFit | None] = [None] * len(candidates)
    most = 0.0
    if len(candidates) < 2 or not any(len(line) > 1 for line in candidates[0]):
        return best
    drawn = [_drawn(lines) for lines in candidates]
    walked = [_walked(lines) for lines in candidates]
    for trail in trails:
        if trail.precision_m > TRAIL_WITHIN_M:
            continue
        for fits in (_fits_of_marks(trail, drawn), _fits_of_walk(trail, walked)):
            shares = sorted((fit.near_share for fit in fits), reverse=True)
            if fits and shares[0] - shares[1] > max(most, 0.3):
                best, most = list(fits), shares[0] - shares[1]
    return best


def _fits_of_walk(trail: KnownTrail, walked: Sequence[Floats]) -> list[TrailFit]:
    """Return how much of the walk runs along a recorded trail, of which it may be a part."""
    if not trail.recorded or not any(len(line) > 1 for line in trail.lines):
        return []
    course = _drawn(trail.lines)
    near_m = max(_NEAR_M, trail.precision_m)
    distances = [np.asarray(shapely.distance(course, shapely.points(one))) for one in walked]
    return [TrailFit(trail, float((one <= near_m).mean()), float(one.mean())) for one in distances]


def _walked(lines: Iterable[Line]) -> Floats:
    """Return points along the lines at even distances: a hundred or so are enough."""
    parts = [_PLANE.project(line) for line in lines if len(line) > 1]
    length_m = sum(float(np.hypot(*np.diff(part, axis=0).T).sum()) for part in parts)
    return np.concatenate([sampled(part, max(20.0, length_m / 100)) for part in parts])


def _fits_of_marks(trail: KnownTrail, drawn: Sequence[shapely.Geometry]) -> list[TrailFit]:
    """Return how many of a trail's points lie beside the walk, of those that are near it."""
    marks = [*trail.marks, *(mark for line in trail.lines for mark in _thinned(line))]
    points = shapely.points(_PLANE.project(marks))
    distances = [np.asarray(shapely.distance(line, points)) for line in drawn]
    close = np.min(np.array(distances), axis=0) < _REACH_M
    if close.sum() < _FEWEST_MARKS:
        return []
    near_m = max(_NEAR_M, trail.precision_m)
    return [
        TrailFit(trail, float((one[close] <= near_m).mean()), float(one[close].mean()))
        for one in distances
    ]


def _thinned(line: Line) -> Line:
    return line[:: max(1, len(line) // 300)]


def _drawn(lines: Iterable[Line]) -> shapely.Geometry:
    parts: list[Floats] = [_PLANE.project(line) for line in lines if len(line) > 1]
    return shapely.MultiLineString([shapely.LineString(part) for part in parts])


def _named_fits(
    candidates: Sequence[tuple[Waypoint, ...]], places: Iterable[KnownPlace]
) -> list[NamedFit | None]:
    """Return how the waypoints that have the name of a place lie to it."""
    by_name = {
        plain(name): place
        for place in places
        if place.precision_m <= NAMED_WITHIN_M
        for name in place.names
    }
    distances: list[list[float]] = []
    sigmas: list[float] = []
    for versions in zip(*candidates, strict=True):
        place = by_name.get(plain(versions[0].name)) if versions[0].name else None
        if place is None:
            continue
        found = [distance_m((one.lon, one.lat), (place.lon, place.lat)) for one in versions]
        sigma = max(_MEANT_M, _MEANT * place.precision_m)
        # Further off in every datum, it is another place of that name.
        if min(found) <= sigma:
            distances.append(found)
            sigmas.append(sigma)
    if not distances:
        return [None] * len(candidates)
    table = np.array(distances)
    scores = -0.5 * np.minimum(table / np.array(sigmas)[:, None], 4.0) ** 2
    return [
        NamedFit(len(table), float(mean), float(score))
        for mean, score in zip(table.mean(axis=0), scores.sum(axis=0), strict=True)
    ]


def plain(name: str) -> str:
    """Return a name as it is compared: without blanks, in lower case."""
    return "".join(name.split()).casefold()


def _ends(lines: Sequence[Line], places: Iterable[KnownPlace]) -> tuple[KnownPlace, ...]:
    """Return the places at which the walk begins and ends."""
    if not lines or len(lines[0]) < 2:
        return ()
    good = [place for place in places if place.precision_m <= END_WITHIN_M]
    found = []
    for end in (lines[0][0], lines[-1][-1]):
        near = [(distance_m(end, (one.lon, one.lat)), one) for one in good]
        near = [pair for pair in near if pair[0] <= max(100.0, pair[1].precision_m)]
        if near:
            found.append(min(near, key=lambda pair: pair[0])[1])
    return tuple(dict.fromkeys(found))
