"""Recordings with faults made on purpose, for the tests of the examination."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from math import sin

from hypothesis import strategies as st

from oxymap.geo.surroundings import KnownPlace, KnownTrail, Surroundings
from oxymap.geo.track_model import Track, TrackPoint, TrackSegment
from tests.unit.geo.making import MORNING, START

#: A degree of longitude and of latitude at the start, m, about.
EAST_M, NORTH_M = 85_400.0, 111_320.0
SQUARE = {
    "type": "Polygon",
    "coordinates": [[[115.5, 39.7], [116.1, 39.7], [116.1, 40.2], [115.5, 40.2], [115.5, 39.7]]],
}


def at(east_m: float, north_m: float, ele_m: float | None = 500.0) -> TrackPoint:
    """A point some metres from the start."""
    return TrackPoint(START[0] + east_m / EAST_M, START[1] + north_m / NORTH_M, ele_m)


def walk(count: int = 60, step_m: float = 20.0, *, timed: bool = False) -> list[TrackPoint]:
    """A path that winds northwards and climbs, at 1.2 m/s if timed."""
    points = [at(60 * sin(n / 5), n * step_m, 500.0 + n) for n in range(count)]
    if not timed:
        return points
    return [
        replace(point, time=MORNING + timedelta(seconds=n * step_m / 1.2))
        for n, point in enumerate(points)
    ]


def moved(point: TrackPoint, east_m: float, north_m: float = 0.0) -> TrackPoint:
    return replace(point, lon=point.lon + east_m / EAST_M, lat=point.lat + north_m / NORTH_M)


def of(*runs: Sequence[TrackPoint], name: str = "") -> Track:
    return Track(name, tuple(TrackSegment(tuple(run)) for run in runs))


def shifted(track: Track, shift: Callable[[float, float], tuple[float, float]]) -> Track:
    """The track as it would be in another datum."""

    def move(point: TrackPoint) -> TrackPoint:
        lon, lat = shift(point.lon, point.lat)
        return replace(point, lon=lon, lat=lat)

    return replace(
        track,
        segments=tuple(TrackSegment(tuple(map(move, one.points))) for one in track.segments),
    )


def line(points: Sequence[TrackPoint]) -> tuple[tuple[float, float], ...]:
    return tuple((point.lon, point.lat) for point in points)


def trail(
    points: Sequence[TrackPoint], *, recorded: bool = True, precision_m: float = 15.0
) -> KnownTrail:
    return KnownTrail(
        "ridge-walk", "山脊步道", "Ridge Walk", (line(points),), precision_m, recorded
    )


def known(name: str, point: TrackPoint, **values: object) -> KnownPlace:
    place = KnownPlace(name, name, name, point.lon, point.lat, 20.0, names=(name,))
    return replace(place, **values)


def around(
    *, places: Sequence[KnownPlace] = (), trails: Sequence[KnownTrail] = (), own: str | None = None
) -> Surroundings:
    return Surroundings(tuple(places), tuple(trails), {"mentougou": SQUARE}, own)


@st.composite
def faulty_tracks(draw: st.DrawFn) -> Track:
    """Draw walks with repeated points, jumps, spikes, breaks and odd heights."""
    timed = draw(st.booleans())
    runs = []
    points = walk(draw(st.integers(2, 80)), draw(st.sampled_from([2.0, 20.0, 45.0])), timed=timed)
    start = 0
    for cut in sorted(draw(st.lists(st.integers(1, 79), max_size=2))):
        runs.append(points[start:cut])
        start = max(start, cut)
    runs.append(points[start:])
    spoil = st.tuples(
        st.sampled_from(["move", "repeat", "height", "none", "shift", "late"]),
        st.integers(0, 79),
        st.floats(-3000, 3000, allow_nan=False),
    )
    for kind, number, amount in draw(st.lists(spoil, max_size=12)):
        run = runs[number % len(runs)]
        if run:
            _spoil(run, kind, number % len(run), amount)
    return of(*runs)


def _spoil(run: list[TrackPoint], kind: str, index: int, amount: float) -> None:
    point = run[index]
    match kind:
        case "move":
            run[index] = moved(point, amount, -amount / 2)
        case "shift":
            run[index:] = [moved(one, amount, amount) for one in run[index:]]
        case "repeat":
            run.insert(index, point)
        case "height":
            run[index] = replace(point, ele_m=amount)
        case "none":
            run[index] = replace(point, ele_m=None)
        case _ if point.time is not None:
            run[index] = replace(point, time=point.time + timedelta(seconds=amount))
