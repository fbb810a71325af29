"""Judge a recording: how long its legs are, and which points cannot be true."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from oxymap.geo.distances import distance_m
from oxymap.geo.track_model import Track, TrackPoint

if TYPE_CHECKING:
    from pyproj import Geod

#: Nobody walks or rides a trail faster than this, m/s (docs/methods.md, Profiles).
FASTEST_M_S = 15.0
#: Two neighbours in a segment that are further apart than this were not recorded together, m.
LONGEST_LEG_M = 2000.0


@dataclass(frozen=True)
class Jump:
    """A leg of a recording that cannot be a walk.

    Parameters
    ----------
    segment, point : 0-based numbers of the segment and of the point where the leg ends.
    length_m : geodesic length of the leg.
    speed_m_s : speed over the leg, or None where times are missing.
    """

    segment: int
    point: int
    length_m: float
    speed_m_s: float | None


def leg_lengths_m(points: Sequence[TrackPoint]) -> list[float]:
    """Return the geodesic length of each leg between neighbours, in metres on WGS 84.

    The heights do not count (docs/methods.md, Profiles). One number fewer than points.
    """
    if len(points) < 2:
        return []
    lons, lats = [point.lon for point in points], [point.lat for point in points]
    _, _, lengths = _geod().inv(lons[:-1], lats[:-1], lons[1:], lats[1:])
    return [float(length) for length in lengths]


def without_false_points(points: Sequence[TrackPoint]) -> list[TrackPoint]:
    """Return the points without those that were reached faster than 15 m/s.

    Each point is compared with the last one kept; a false first point is told by the two that
    follow it. Points without times are all kept.
    """
    first, rest = list(points[:1]), points[1:]
    if len(points) > 2 and _starts_falsely(*points[:3]):
        first, rest = [points[1]], points[2:]
    kept = first
    for point in rest:
        if not _too_fast(kept[-1], point):
            kept.append(point)
    return kept


def find_jumps(track: Track) -> list[Jump]:
    """List the legs that are longer than 2 km or faster than 15 m/s, in order."""
    jumps = []
    for number, segment in enumerate(track.segments):
        lengths = leg_lengths_m(segment.points)
        for index, (start, end) in enumerate(pairwise(segment.points)):
            speed = _speed_over(start, end, lengths[index])
            if lengths[index] > LONGEST_LEG_M or (speed is not None and speed > FASTEST_M_S):
                jumps.append(Jump(number, index + 1, lengths[index], speed))
    return jumps


@lru_cache(maxsize=1)
def _geod() -> Geod:
    # pyproj takes a while to import; pages without a trail do without it.
    from pyproj import Geod

    return Geod(ellps="WGS84")


def _starts_falsely(first: TrackPoint, second: TrackPoint, third: TrackPoint) -> bool:
    agree = not _too_fast(second, third)
    return agree and _too_fast(first, second) and _too_fast(first, third)


def _too_fast(start: TrackPoint, end: TrackPoint) -> bool:
    if start.time is None or end.time is None:
        return False
    # The sphere will do to tell a walk from a leap, and is far quicker point by point.
    length_m = distance_m((start.lon, start.lat), (end.lon, end.lat))
    speed = _speed_over(start, end, length_m)
    return speed is not None and speed > FASTEST_M_S


def _speed_over(start: TrackPoint, end: TrackPoint, length_m: float) -> float | None:
    """Return the speed of a leg; None without times or when the clock did not advance."""
    if start.time is None or end.time is None or end.time <= start.time:
        return None
    # Many recorders round to whole seconds.
    return length_m / max(1.0, (end.time - start.time).total_seconds())
