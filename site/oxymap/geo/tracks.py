"""Measure a track: length, ascent, heights, walking time, and its profile."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, pairwise

from oxymap.geo.heights import SMOOTH_THRESHOLD_M, HeightLine, climb, smoothed
from oxymap.geo.recording import leg_lengths_m, without_false_points
from oxymap.geo.track_model import BBox, Track, TrackPoint, TrackSegment, Waypoint
from oxymap.geo.walking import walking_time_min

__all__ = [
    "BBox",
    "Gap",
    "ProfilePoint",
    "Track",
    "TrackMeasures",
    "TrackPoint",
    "TrackSegment",
    "Waypoint",
    "measures",
    "profile",
]

#: The walking-time formula wants parts at least this long, m (docs/methods.md, Walking time).
_WALKING_STEP_M = 50.0


@dataclass(frozen=True)
class Gap:
    """A break between two segments: nothing is known of the way across it.

    Parameters
    ----------
    start, end : last point before and first point after the break.
    length_m : geodesic distance across, not part of the track's length.
    """

    start: TrackPoint
    end: TrackPoint
    length_m: float


@dataclass(frozen=True)
class TrackMeasures:
    """What can be said of a track in numbers.

    Parameters
    ----------
    length_m : geodesic length of all segments without the gaps, heights not counted.
    ascent_m, descent_m : both positive; None when the track has no heights.
    min_ele_m, max_ele_m : lowest and highest known point; None without heights.
    walking_time_min : Swiss formula, without rests; None without heights.
    gaps : breaks between segments.
    bbox : west, south, east, north; None for a track without points.
    """

    length_m: float
    ascent_m: float | None
    descent_m: float | None
    min_ele_m: float | None
    max_ele_m: float | None
    walking_time_min: float | None
    gaps: tuple[Gap, ...]
    bbox: BBox | None


@dataclass(frozen=True, slots=True)
class ProfilePoint:
    """A point of the elevation profile: distance from the start, height, position (WGS 84)."""

    distance_m: float
    ele_m: float
    lon: float
    lat: float


def measures(track: Track, *, threshold_m: float = SMOOTH_THRESHOLD_M) -> TrackMeasures:
    """Measure a track.

    Points reached faster than 15 m/s are left out. Heights that are missing between others are
    interpolated; when a segment knows fewer than half of its heights, the track counts as one
    without heights.

    Parameters
    ----------
    track : the track, unchanged by this.
    threshold_m : smallest climb that counts. 3 m suits heights of a barometer or an elevation
        model, `heights.RAW_GPS_THRESHOLD_M` those of a bare satellite receiver.

    Source
    ------
    docs/methods.md, Profiles and Walking time. The program that the formula comes from
    forgets the last part of the way; this does not.
    """
    lines = _measured(track)
    kept = Track("", tuple(TrackSegment(line.points) for line in lines))
    length_m = sum(line.length_m for line in lines)
    gaps = tuple(_gaps(lines))
    heights = [line.heights for line in lines if len(line.points) > 1]
    known = [line for line in heights if line is not None]
    if not known or len(known) < len(heights):
        return TrackMeasures(length_m, None, None, None, None, None, gaps, kept.bbox())
    smooth = [smoothed(line) for line in known]
    climbs = [climb(line.heights_m, threshold_m) for line in smooth]
    heights_m = [point.ele_m for point in kept.points() if point.ele_m is not None]
    return TrackMeasures(
        length_m=length_m,
        ascent_m=sum(up for up, _ in climbs),
        descent_m=sum(down for _, down in climbs),
        min_ele_m=min(heights_m),
        max_ele_m=max(heights_m),
        walking_time_min=walking_time_min(leg for line in smooth for leg in _walking_legs(line)),
        gaps=gaps,
        bbox=kept.bbox(),
    )


def profile(track: Track, step_m: float) -> tuple[ProfilePoint, ...]:
    """Return the track's elevation profile, or nothing when it has no heights.

    Heights are as recorded, interpolated along the line, not smoothed. Distances run on without
    the gaps, so that two points may stand at the same distance where a gap is.

    Parameters
    ----------
    track : the track.
    step_m : distance between points in metres; each segment's ends are always there.
    """
    lines = [line for line in _measured(track) if len(line.points) > 1]
    if any(line.heights is None for line in lines):
        return ()
    found: list[ProfilePoint] = []
    offset_m = 0.0
    for line in lines:
        found.extend(line.sampled(offset_m, step_m))
        offset_m += line.length_m
    return tuple(found)


@dataclass(frozen=True)
class _MeasuredSegment:
    """The believable points of a segment with their distance from its start."""

    points: tuple[TrackPoint, ...]
    distances_m: tuple[float, ...]

    @property
    def length_m(self) -> float:
        return self.distances_m[-1]

    @cached_property
    def heights(self) -> HeightLine | None:
        """Heights at all points, the missing ones interpolated; None if half are missing."""
        known = [
            (distance, point.ele_m)
            for distance, point in zip(self.distances_m, self.points, strict=True)
            if point.ele_m is not None
        ]
        if 2 * len(known) < len(self.points):
            return None
        line = HeightLine(tuple(d for d, _ in known), tuple(ele for _, ele in known))
        return HeightLine(self.distances_m, tuple(map(line.height_at, self.distances_m)))

    def sampled(self, offset_m: float, step_m: float) -> Iterator[ProfilePoint]:
        """Yield profile points every ``step_m`` and at the end."""
        if self.heights is None:
            return
        whole_steps = int(self.length_m / step_m)
        distances = [step_m * index for index in range(whole_steps + 1)]
        if self.length_m - distances[-1] > step_m / 1000.0:
            distances.append(self.length_m)
        for distance in distances:
            lon, lat = self._position_at(distance)
            yield ProfilePoint(offset_m + distance, self.heights.height_at(distance), lon, lat)

    def _position_at(self, distance_m: float) -> tuple[float, float]:
        after = bisect_right(self.distances_m, distance_m)
        if after == len(self.points):
            return self.points[-1].lon, self.points[-1].lat
        start, end = self.points[after - 1], self.points[after]
        left, right = self.distances_m[after - 1], self.distances_m[after]
        share = (distance_m - left) / (right - left)
        return start.lon + share * (end.lon - start.lon), start.lat + share * (end.lat - start.lat)


def _measured(track: Track) -> list[_MeasuredSegment]:
    kept = [without_false_points(segment.points) for segment in track.segments]
    return [_measured_segment(points) for points in kept if points]


def _measured_segment(points: Sequence[TrackPoint]) -> _MeasuredSegment:
    return _MeasuredSegment(tuple(points), tuple(accumulate(leg_lengths_m(points), initial=0.0)))


def _gaps(lines: Sequence[_MeasuredSegment]) -> Iterator[Gap]:
    for before, after in pairwise(lines):
        start, end = before.points[-1], after.points[0]
        yield Gap(start, end, leg_lengths_m((start, end))[0])


def _walking_legs(line: HeightLine) -> Iterator[tuple[float, float]]:
    """Yield (distance_m, rise_m) of equal parts that are at least 50 m long."""
    parts = line.resampled(max(1, int(line.length_m / _WALKING_STEP_M)))
    steps = zip(pairwise(parts.distances_m), pairwise(parts.heights_m), strict=True)
    for (left, right), (low, high) in steps:
        yield right - left, high - low
