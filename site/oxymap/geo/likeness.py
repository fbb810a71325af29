"""Compare a track with what is published, and with itself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import shapely

from oxymap.geo.planar import Floats, Plane, sampled
from oxymap.geo.surroundings import KnownTrail
from oxymap.geo.track_model import Track

#: Two recordings of one path lie within this of each other, m.
BESIDE_M = 30.0
#: Lines that are known less well are not compared, m.
_PRECISE_M = 100.0
_STEP_M = 20.0
#: What is further ahead on the way than this is not simply the next bend.
_LATER_M = 200.0
_MOST_SAMPLES = 20_000


@dataclass(frozen=True)
class Likeness:
    """How much two lines have in common.

    Parameters
    ----------
    share : part of the track that runs beside the trail, 0 to 1.
    share_of_trail : part of the trail that runs beside the track.
    common_m : length of the track's part.
    place : (lon, lat) where the common part begins.
    """

    trail: KnownTrail
    share: float
    share_of_trail: float
    common_m: float
    place: tuple[float, float]


def compare_with_trails(track: Track, trails: Iterable[KnownTrail]) -> list[Likeness]:
    """Return the trails that a track has something in common with, the most alike first."""
    runs = _runs(track)
    if not runs:
        return []
    plane = Plane(runs[0][0][1])
    own = [plane.project(run) for run in runs]
    step = max(_STEP_M, sum(map(_length, own)) / _MOST_SAMPLES)
    found = []
    for trail in trails:
        others = [plane.project(line) for line in trail.lines if len(line) > 1]
        if others and trail.precision_m <= _PRECISE_M and _boxes_meet(own, others):
            likeness = _compared(runs, own, others, trail, step)
            if likeness is not None:
                found.append(likeness)
    return sorted(found, key=lambda one: -one.share - one.share_of_trail)


def share_walked_twice(track: Track) -> float:
    """Return how much of a track's second half runs along its first half, 0 to 1."""
    runs = _runs(track)
    if not runs:
        return 0.0
    plane = Plane(runs[0][0][1])
    own = [plane.project(run) for run in runs]
    step = max(_STEP_M, sum(map(_length, own)) / _MOST_SAMPLES)
    points = np.concatenate([sampled(line, step) for line in own])
    half = len(points) // 2
    # The turn itself is beside both halves and says nothing.
    spare = min(half // 2, round(_LATER_M / 2 / step))
    if half - spare < 2:
        return 0.0
    first = shapely.LineString(points[: half - spare])
    return _share_beside(points[half + spare :], first)


def _compared(
    runs: Sequence[Sequence[tuple[float, float]]],
    own: Sequence[Floats],
    others: Sequence[Floats],
    trail: KnownTrail,
    step: float,
) -> Likeness | None:
    beside = max(BESIDE_M, trail.precision_m)
    points = np.concatenate([sampled(line, step) for line in own])
    # Of a sketched line only the vertices are known.
    marks = np.concatenate([sampled(line, step) if trail.recorded else line for line in others])
    near = shapely.dwithin(_lines(others), shapely.points(points), beside)
    if not near.any():
        return None
    first = points[int(np.argmax(near))]
    share = float(near.mean())
    return Likeness(
        trail=trail,
        share=share,
        share_of_trail=_share_beside(marks, _lines(own), beside),
        common_m=share * sum(map(_length, own)),
        place=_position_at(runs, own, first),
    )


def _position_at(
    runs: Sequence[Sequence[tuple[float, float]]], own: Sequence[Floats], point: Floats
) -> tuple[float, float]:
    """Return the vertex of the track that is nearest to a point of the plane."""
    vertices = np.concatenate(own)
    positions = [position for run in runs for position in run]
    return positions[int(np.argmin(np.hypot(*(vertices - point).T)))]


def _runs(track: Track) -> list[list[tuple[float, float]]]:
    runs = [[(point.lon, point.lat) for point in one.points] for one in track.segments]
    return [run for run in runs if len(run) > 1]


def _lines(lines: Iterable[Floats]) -> shapely.Geometry:
    whole = shapely.MultiLineString([shapely.LineString(line) for line in lines])
    shapely.prepare(whole)
    return whole


def _share_beside(points: Floats, line: shapely.Geometry, beside: float = BESIDE_M) -> float:
    shapely.prepare(line)
    return float(shapely.dwithin(line, shapely.points(points), beside).mean())


def _length(line: Floats) -> float:
    return float(np.hypot(*np.diff(line, axis=0).T).sum())


def _boxes_meet(own: Sequence[Floats], others: Sequence[Floats]) -> bool:
    mine, theirs = np.concatenate(own), np.concatenate(others)
    return bool(
        np.all(mine.min(axis=0) - BESIDE_M <= theirs.max(axis=0))
        and np.all(theirs.min(axis=0) - BESIDE_M <= mine.max(axis=0))
    )
