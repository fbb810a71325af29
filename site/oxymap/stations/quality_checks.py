"""The checks that compare a value with those before and after it, for ions only.

Every check here looks a bounded way to both sides, and its arithmetic does not depend on where
a series begins: sums are of whole numbers, medians sort.  `quality.REACH_S` builds on both.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from oxymap.stations.models import HOUR_S, MINUTE_S
from oxymap.stations.quality_rows import Bools, Floats, Ints, Rows
from oxymap.stations.rules import Rules

#: Up to this spacing values are fine enough for the checks of spikes and variation, s.
FINE_S = 600
#: Coarser values than hourly ones are not compared with each other.
COARSE_S = HOUR_S
#: A run goes on over gaps up to this many spacings: one lost message does not end it, except
#: among hourly values, whose runs would reach too far.
FINE_GAP, COARSE_GAP = 2.1, 1.1
#: A median absolute deviation times this is a standard deviation, for normal distributions.
MAD_TO_DEVIATION = 1.4826
#: Sums are of tenths, as whole numbers.
_TENTHS = 10.0
_CHUNK = 50_000


@dataclass(frozen=True)
class PeriodClass:
    """The rows of one property that have the same period.

    Parameters
    ----------
    spacing_s : the longer of the period and the reporting interval: how far apart they should be.
    """

    rows: Rows
    spacing_s: int

    @property
    def hours(self) -> Ints:
        """The hour in which each period begins, counted from 1970."""
        return self.rows.begins // HOUR_S


def is_stuck(values: PeriodClass, rules: Rules) -> Bools:
    """Return which values belong to a run of one and the same value that is too long.

    A value stands for its spacing, or for less where values come closer together.
    """
    rows, found = values.rows, np.zeros(len(values.rows.times), dtype=np.bool_)
    index = np.flatnonzero(rows.measured)
    if values.spacing_s > COARSE_S or index.size < 2:
        return found
    gap_s = values.spacing_s * (FINE_GAP if values.spacing_s <= FINE_S else COARSE_GAP)
    apart = np.diff(rows.times[index])
    goes_on = (rows.values[index][1:] == rows.values[index][:-1]) & (apart <= gap_s)
    starts = np.flatnonzero(np.concatenate(([True], ~goes_on)))
    lengths = np.diff(np.append(starts, index.size))
    covered = np.concatenate(([0], np.where(goes_on, np.minimum(apart, values.spacing_s), 0)))
    first = np.append(covered, 0)[starts + 1]  # The first value stands for as long as the second.
    spans_s = np.add.reduceat(covered, starts) + first
    long = (spans_s >= rules.stuck_minutes * MINUTE_S) & (lengths >= rules.stuck_values)
    found[index] = np.repeat(long, lengths)
    return found


def varies_too_little(values: PeriodClass, rules: Rules) -> Bools:
    """Return which values lie in a well-filled window with hardly any variation."""
    rows, size = values.rows, len(values.rows.times)
    if values.spacing_s > FINE_S or size == 0:
        return np.zeros(size, dtype=np.bool_)
    passed, span_s = rows.passed, rules.low_variance_minutes * MINUTE_S
    tenths = _tenths(rows.values, passed)
    first = np.searchsorted(rows.times, rows.times - span_s, side="right")
    counts = _window_sums(passed.astype(np.int64), first)
    sums = _window_sums(tenths, first).astype(np.float64)
    squares = _window_sums(tenths * tenths, first).astype(np.float64)
    least = rules.low_variance_present * span_s / values.spacing_s
    mean = sums / np.maximum(counts, 1)
    variance = squares / np.maximum(counts, 1) - mean * mean
    flat = (counts >= max(least, 2)) & (variance < (rules.low_variance_share * mean) ** 2)
    edges = np.bincount(first[flat], minlength=size + 1)
    edges -= np.bincount(np.flatnonzero(flat) + 1, minlength=size + 1)
    covered: Bools = np.cumsum(edges)[:size] > 0
    return covered & passed


def is_spike(values: PeriodClass, rules: Rules) -> Bools:
    """Return which values stand far from the median of their neighbours in time.

    At the newest edge the neighbours before it have to do, so that a fresh spike is not shown.
    """
    rows, found = values.rows, np.zeros(len(values.rows.times), dtype=np.bool_)
    if values.spacing_s > FINE_S:
        return found
    index = np.flatnonzero(rows.passed)
    times, numbers = rows.times[index], rows.values[index]
    reach_s = rules.spike_steps * max(MINUTE_S, values.spacing_s)
    first = np.searchsorted(times, times - reach_s, side="left")
    after = np.searchsorted(times, times + reach_s, side="right")
    chosen = np.flatnonzero(after - first - 1 >= rules.spike_neighbours)
    for start in range(0, chosen.size, _CHUNK):
        part = chosen[start : start + _CHUNK]
        near = _neighbours(numbers, part, first[part], after[part])
        counts = after[part] - first[part] - 1
        median = _middle(near, counts)
        deviation = _middle(np.abs(near - median[:, None]), counts)
        limit = np.maximum(
            rules.spike_deviations * MAD_TO_DEVIATION * deviation, rules.spike_share * median
        )
        far = np.abs(numbers[part] - median) > np.maximum(limit, rules.spike_least)
        found[index[part[far]]] = True
    return found


def is_step(values: PeriodClass, rules: Rules, rained: Callable[[Ints], Bools]) -> Bools:
    """Return which values lie in an hour that is many times the hour before it, or a part of it.

    Parameters
    ----------
    rained : says of hours, counted from 1970, in which of them rain was measured.
    """
    rows, found = values.rows, np.zeros(len(values.rows.times), dtype=np.bool_)
    index = np.flatnonzero(rows.passed)
    if values.spacing_s > COARSE_S or index.size == 0:
        return found
    hour_of = values.hours[index]
    hours, starts, counts = np.unique(hour_of, return_index=True, return_counts=True)
    sums = np.add.reduceat(_tenths(rows.values, rows.passed)[index], starts)
    means = sums / counts
    enough = counts >= rules.step_present * HOUR_S / values.spacing_s
    low, high = np.minimum(means[1:], means[:-1]), np.maximum(means[1:], means[:-1])
    follows = (np.diff(hours) == 1) & enough[1:] & enough[:-1]
    dry = ~rained(hours[1:]) & ~rained(hours[:-1])
    jumps = hours[1:][follows & dry & (high > rules.step_factor * low)]
    found[index] = np.isin(hour_of, jumps)
    return found


def _tenths(values: Floats, where: Bools) -> Ints:
    """Return values in whole tenths, 0 elsewhere."""
    return np.rint(np.where(where, values, 0.0) * _TENTHS).astype(np.int64)


def _window_sums(values: Ints, first: Ints) -> Ints:
    """Return the sums from each window's first value up to the one it belongs to."""
    upto = np.concatenate(([0], np.cumsum(values)))
    sums: Ints = upto[1:] - upto[first]
    return sums


def _neighbours(numbers: Floats, centres: Ints, first: Ints, after: Ints) -> Floats:
    """Return the neighbours of each centre, one row each, filled up with infinity."""
    at = first[:, None] + np.arange(int((after - first).max()))
    inside = (at < after[:, None]) & (at != centres[:, None])
    near: Floats = np.where(inside, numbers[np.minimum(at, numbers.size - 1)], np.inf)
    return near


def _middle(rows: Floats, counts: Ints) -> Floats:
    """Return the median of the first `counts` values of each row, once sorted."""
    ordered = np.sort(rows, axis=1)
    low = np.take_along_axis(ordered, ((counts - 1) // 2)[:, None], axis=1)[:, 0]
    high = np.take_along_axis(ordered, (counts // 2)[:, None], axis=1)[:, 0]
    middle: Floats = (low + high) / 2.0
    return middle
