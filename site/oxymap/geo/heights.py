"""Smooth the heights along a line and count how much it climbs."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import fmean, median

#: Distance between the samples that are smoothed, m (docs/methods.md, Profiles).
SAMPLE_STEP_M = 25.0
#: Climbs smaller than this are noise in heights from a barometer or an elevation model, m.
SMOOTH_THRESHOLD_M = 3.0
#: The same for heights that a satellite receiver measured, m.
RAW_GPS_THRESHOLD_M = 10.0

_MEDIAN_SAMPLES = 5
_MEAN_WINDOW_M = 100.0


@dataclass(frozen=True)
class HeightLine:
    """Heights over distance, at least one sample, distances ascending.

    Parameters
    ----------
    distances_m : metres from the start.
    heights_m : metres, one for each distance.
    """

    distances_m: tuple[float, ...]
    heights_m: tuple[float, ...]

    @property
    def length_m(self) -> float:
        """Distance of the last sample."""
        return self.distances_m[-1]

    def height_at(self, distance_m: float) -> float:
        """Interpolate the height at a distance; beyond the ends the end's height holds."""
        after = bisect_right(self.distances_m, distance_m)
        if after == 0:
            return self.heights_m[0]
        if after == len(self.distances_m):
            return self.heights_m[-1]
        left, right = self.distances_m[after - 1], self.distances_m[after]
        share = (distance_m - left) / (right - left)
        low, high = self.heights_m[after - 1], self.heights_m[after]
        return low + share * (high - low)

    def resampled(self, intervals: int) -> HeightLine:
        """Return the line cut into equal intervals, both ends kept."""
        first = self.distances_m[0]
        step = (self.length_m - first) / intervals
        distances = [first + step * index for index in range(intervals)] + [self.length_m]
        return HeightLine(tuple(distances), tuple(self.height_at(one) for one in distances))


def smoothed(line: HeightLine) -> HeightLine:
    """Take single false heights and the receiver's noise out of a line.

    Resamples every 25 m, takes the median of five samples and then the mean over 100 m. Near the
    ends the windows shrink evenly, so that a straight ramp and both end heights stay as they are.

    Source
    ------
    docs/methods.md, Profiles, steps 3 and 4.
    """
    length_m = line.length_m - line.distances_m[0]
    intervals = max(1, round(length_m / SAMPLE_STEP_M))
    samples = line.resampled(intervals)
    mean_reach = round(_MEAN_WINDOW_M / SAMPLE_STEP_M / 2)
    heights = _windowed(samples.heights_m, _MEDIAN_SAMPLES // 2, median)
    heights = _windowed(heights, mean_reach, fmean)
    return HeightLine(samples.distances_m, tuple(heights))


def climb(heights_m: Sequence[float], threshold_m: float) -> tuple[float, float]:
    """Sum the ascent and the descent of a run of heights, in metres.

    A turn counts only when the height has come back by `threshold_m` from the last high or low.

    Returns
    -------
    (ascent_m, descent_m), both zero or positive.

    Source
    ------
    docs/methods.md, Profiles, step 5 (hysteresis).
    """
    turns = _turning_heights(heights_m, threshold_m)
    steps = [after - before for before, after in pairwise(turns)]
    return sum(step for step in steps if step > 0), -sum(step for step in steps if step < 0)


def _turning_heights(heights_m: Sequence[float], threshold_m: float) -> list[float]:
    """Keep the highs and lows that are at least the threshold apart, in order."""
    turns: list[float] = []
    direction = 0
    lowest = highest = extreme = heights_m[0] if heights_m else 0.0
    for height in heights_m:
        if direction == 0:
            lowest, highest = min(lowest, height), max(highest, height)
            if highest - lowest >= threshold_m:
                direction = 1 if height == highest else -1
                turns.append(lowest if direction > 0 else highest)
                extreme = height
        elif (height - extreme) * direction > 0:
            extreme = height
        elif (extreme - height) * direction >= threshold_m:
            turns.append(extreme)
            direction, extreme = -direction, height
    return [*turns, extreme] if direction else []


def _windowed(
    values: Sequence[float], reach: int, combine: Callable[[Sequence[float]], float]
) -> list[float]:
    """Combine each value with up to ``reach`` neighbours on both sides, evenly."""
    last = len(values) - 1
    result = []
    for index in range(len(values)):
        side = min(reach, index, last - index)
        result.append(combine(values[index - side : index + side + 1]))
    return result
