"""Find heights that are missing or cannot be true, and put likely ones in their place."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from oxymap.geo.planar import Floats, Plane
from oxymap.geo.track_model import Track, TrackSegment

#: No ground in the three districts is lower or higher than this, m; 东灵山 has 2303.
LOWEST_M, HIGHEST_M = -50.0, 2600.0
FEET_M = 0.3048
#: A single height this far off both neighbours, and steeper than that, is false.
_STEP_M, _STEEPEST = 30.0, 2.0


@dataclass(frozen=True)
class HeightFaults:
    """What is wrong with a track's heights; numbers count the points of all segments.

    Parameters
    ----------
    missing : points without a height.
    absurd : points whose height cannot be true.
    count : all points.
    """

    missing: tuple[int, ...]
    absurd: tuple[int, ...]
    count: int

    @property
    def known_share(self) -> float:
        """How many points have a height, 0 to 1; absurd ones count as well."""
        return 1.0 - len(self.missing) / self.count if self.count else 0.0


def find_height_faults(track: Track) -> HeightFaults:
    """Say which heights of a track are missing or cannot be true.

    When the absurd ones have been interpolated, none is found any more.
    """
    heights, along = _heights(track), _along(track)
    missing = np.isnan(heights)
    left = heights.copy()
    left[(left < LOWEST_M) | (left > HIGHEST_M)] = np.nan
    while (found := _outliers(left, along)).size:
        left[found] = np.nan
    absurd = np.flatnonzero(np.isnan(left) & ~missing)
    return HeightFaults(
        tuple(np.flatnonzero(missing).tolist()), tuple(absurd.tolist()), len(heights)
    )


def with_interpolated(track: Track, *, absurd: bool, missing: bool) -> Track:
    """Return the track with its absurd or missing heights worked out from the others.

    Where no believable height is left, absurd ones are only dropped.
    """
    faults = find_height_faults(track)
    heights, along = _heights(track), _along(track)
    false, lacking = list(faults.absurd), list(faults.missing)
    if absurd:
        heights[false] = np.nan
    known = ~np.isnan(heights)
    known[false] = False
    wanted = (false if absurd else []) + (lacking if missing else [])
    if known.any() and wanted:
        heights[wanted] = np.round(np.interp(along[wanted], along[known], heights[known]), 2)
    return _with_heights(track, heights)


def in_metres(track: Track) -> Track:
    """Return the track with heights that were feet as metres."""
    return _with_heights(track, np.round(_heights(track) * FEET_M, 2))


def _outliers(heights: Floats, along: Floats) -> NDArray[np.intp]:
    """Return the known heights that stand alone far above or below both neighbours."""
    known = np.flatnonzero(~np.isnan(heights))
    if len(known) < 3:
        return np.array([], dtype=np.intp)
    steps = np.diff(heights[known])
    allowed = _STEP_M + _STEEPEST * np.diff(along[known])
    up, down = steps > allowed, steps < -allowed
    alone = (up[:-1] & down[1:]) | (down[:-1] & up[1:])
    # Of neighbours in a row of teeth every other may be true: those stay, and it is looked again.
    places = np.arange(len(alone))
    starts = np.maximum.accumulate(np.where(alone & ~np.append(False, alone[:-1]), places, 0))
    found: NDArray[np.intp] = known[1:-1][alone & ((places - starts) % 2 == 0)]
    return found


def _heights(track: Track) -> Floats:
    found = [float("nan") if p.ele_m is None else p.ele_m for p in track.points()]
    return np.array(found, dtype=np.float64)


def _along(track: Track) -> Floats:
    points = list(track.points())
    if not points:
        return np.zeros(0)
    xy = Plane(points[0].lat).project((point.lon, point.lat) for point in points)
    return np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(xy, axis=0).T))])


def _with_heights(track: Track, heights: Floats) -> Track:
    left = iter(heights.tolist())
    segments = []
    for segment in track.segments:
        points = tuple(
            point if height == point.ele_m else replace(point, ele_m=_or_none(height))
            for point, height in zip(segment.points, left, strict=False)
        )
        segments.append(TrackSegment(points))
    return replace(track, segments=tuple(segments))


def _or_none(height: float) -> float | None:
    return None if np.isnan(height) else height
