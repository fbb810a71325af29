"""Judge the values of a station: which are good, which are not, and why.

What is found depends on the raw values alone, neither on earlier verdicts nor on the order in
which the values arrived.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from oxymap.stations import quality_checks as checks
from oxymap.stations.models import HOUR_S, Observation, Verdict
from oxymap.stations.properties import NEG_ION
from oxymap.stations.quality_checks import PeriodClass
from oxymap.stations.quality_rows import Bools, Rows, check_alone, rows_of
from oxymap.stations.quality_weather import Surroundings, surroundings
from oxymap.stations.rules import Rules

#: How far, to both sides, a value can change what is found of others, s.  The checks lean on each
#: other: a run of equal values (2.1 h at most), the window of low variance (3 h), a spike's
#: neighbours (50 min), and the hour before (2 h); hourly values have only the runs (5.5 h) and the
#: hour before.
REACH_S = 8 * HOUR_S

Typical = Callable[[int], float | None]
Outlying = Callable[[int], bool]


def _nothing_known(hour_start: int) -> float | None:
    return None


def _never(hour_start: int) -> bool:
    return False


def judge(
    observations: Mapping[str, Sequence[Observation]],
    *,
    interval_s: int,
    rules: Rules,
    typical: Typical = _nothing_known,
    outlying: Outlying = _never,
) -> dict[str, list[Verdict]]:
    """Return a verdict for every value of a station, in the order given.

    Judging a stretch with `REACH_S` of values before and after it gives the same verdicts, for
    the stretch, as judging everything at once.

    Parameters
    ----------
    observations : the values of one station by observed property, each sorted by time and
        period.  Values of one property with different periods are compared only with their like.
        Flags that they carry are not looked at.
    interval_s : how often the station reports.
    rules : the station's thresholds.
    typical : gives what is usual at an hour (its start, seconds UTC), None when not known.
    outlying : says of an hour whether the station stood apart from others of its model then.

    Source
    ------
    docs/quality.md.
    """
    rows = {observed: rows_of(given) for observed, given in observations.items()}
    for observed, given in observations.items():
        check_alone(observed, rows[observed], given, rules)
    if NEG_ION in rows and rows[NEG_ION].times.size:
        _check_ions(rows[NEG_ION], surroundings(rows), interval_s, rules, (typical, outlying))
    return {observed: found.verdicts() for observed, found in rows.items()}


def _check_ions(
    ions: Rows,
    around: Surroundings,
    interval_s: int,
    rules: Rules,
    known: tuple[Typical, Outlying],
) -> None:
    many = ions.measured & (ions.values > rules.pollution_ion)
    ions.object_to("pollution", many & around.is_polluted(ions.times, rules))
    for period_s in np.unique(ions.periods).tolist():
        like = ions.periods == period_s
        part = PeriodClass(ions.only(like), max(period_s, interval_s, 1))
        _check_class(part, around, rules, known)
        ions.bits[like] = part.rows.bits


def _check_class(
    values: PeriodClass, around: Surroundings, rules: Rules, known: tuple[Typical, Outlying]
) -> None:
    rows, (typical, outlying) = values.rows, known
    rows.object_to("stuck", checks.is_stuck(values, rules))
    rows.object_to("low_variance", checks.varies_too_little(values, rules))
    rows.object_to("spike", checks.is_spike(values, rules))
    rows.object_to("step", checks.is_step(values, rules, around.rained))
    wet = rows.measured & around.is_wet(rows.times, rules)
    rows.mark("wet", wet)
    rows.mark("windy", rows.measured & around.is_windy(rows.times, rules))
    rows.object_to("wet", _is_above_usual(values, wet & rows.passed, typical, rules.wet_factor))
    rows.object_to("neighbour", _is_outlying(values, outlying))


def _is_above_usual(values: PeriodClass, where: Bools, typical: Typical, factor: float) -> Bools:
    """Return which of the chosen values are many times what is usual at their hour."""
    found = np.zeros(where.size, dtype=np.bool_)
    hours, place = np.unique(values.hours[where], return_inverse=True)
    usual = [typical(hour * HOUR_S) for hour in hours.tolist()]
    limits = np.array([np.nan if item is None else factor * item for item in usual])
    found[where] = values.rows.values[where] > limits[place] if hours.size else False
    return found


def _is_outlying(values: PeriodClass, outlying: Outlying) -> Bools:
    hours, place = np.unique(values.hours, return_inverse=True)
    apart = np.array([outlying(hour * HOUR_S) for hour in hours.tolist()], dtype=np.bool_)
    found: Bools = apart[place] & values.rows.passed
    return found
