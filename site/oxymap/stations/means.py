"""Means over ten minutes, hours, days, months and years, each with how complete it is."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from itertools import groupby

from oxymap.stations.models import DAY_S, HOUR_S, MINUTE_S, Mean, Observation
from oxymap.stations.properties import NEG_ION, PROPERTIES
from oxymap.stations.steps import (
    beijing_hour,
    beijing_month,
    bucket_of,
    step_end,
    step_start,
)

__all__ = [
    "AnnualMean",
    "annual_mean",
    "bucket_of",
    "day_means",
    "daylight_means",
    "fine_means",
    "half_up",
    "month_means",
    "rolling_mean",
    "step_end",
    "step_start",
]

#: Share of the expected values, in percent, that makes a mean complete.
_COMPLETE_PERCENT = {"10min": 80, "hour": 75}
#: Complete hours of a day and of half a day, and complete days of a month.
_LEAST_HOURS, _LEAST_HALF_DAY_HOURS, _LEAST_DAYS = 20, 10, 21
#: Day is from 08 to 20 Beijing time.
_DAY_BEGINS_HOUR = 8
_SPANS = {10 * MINUTE_S: "10min", HOUR_S: "hour"}
#: A mean direction means nothing when the directions cancel each other out.
_SHORTEST_VECTOR = 1e-6
_Ends = tuple[float, int | None, float, int | None]
_Extremes = tuple[float | None, int | None, float | None, int | None]


@dataclass(frozen=True)
class AnnualMean:
    """The mean of the twelve monthly means of a year.

    Parameters
    ----------
    value : None when a month is missing.
    months : how many months are valid.
    missing : the months that are not, 1 to 12.
    monthly : the mean of each month, January first, None where it is missing.
    """

    year: int
    value: float | None
    months: int
    missing: tuple[int, ...]
    monthly: tuple[float | None, ...]


def fine_means(
    step: str, observations: Iterable[Observation], interval_s: int, *, observed: str
) -> list[Mean]:
    """Return the means of every step that a value was reported for, in the order of time.

    When values come with several periods, the finest complete ones make the mean; when none is
    complete, the finest that has anything. Values with periods longer than the step make none.

    Parameters
    ----------
    step : ``10min`` or ``hour``.
    observations : of one property of one station, in any order, with their flags.
    interval_s : how often the station reports.

    Source
    ------
    10 minutes are complete with 80 %, hours with 75 % of the values: docs/quality.md.
    """
    length_s = step_end(step, 0)
    buckets: dict[int, list[Observation]] = {}
    for item in observations:
        if item.period_s <= length_s:
            buckets.setdefault(bucket_of(step, item), []).append(item)
    return [
        _best_mean(_Span(step, start, length_s), found, interval_s, observed)
        for start, found in sorted(buckets.items())
    ]


def rolling_mean(
    observations: Iterable[Observation], end: int, span_s: int, interval_s: int, observed: str
) -> Mean:
    """Return the mean of the values whose periods end within a span, not later than `end`.

    Parameters
    ----------
    end : seconds UTC.
    span_s : 600 or 3600; decides, as in `fine_means`, when the mean is complete.
    """
    inside = [
        item for item in observations if end - span_s < item.time <= end and item.period_s <= span_s
    ]
    return _best_mean(_Span(_SPANS[span_s], end - span_s, span_s), inside, interval_s, observed)


def day_means(hours: Iterable[Mean], *, observed: str = NEG_ION) -> list[Mean]:
    """Return the means of Beijing days from hourly ones; complete with 20 of 24 hours.

    Only complete hours make the mean; the extremes are those of all hours.
    """
    return _joined(
        "day", _by(hours, lambda start: step_start("day", start)), _LEAST_HOURS, observed
    )


def daylight_means(hours: Iterable[Mean], *, observed: str = NEG_ION) -> list[Mean]:
    """Return means of ``daylight`` (08 to 20) and ``night`` (20 to 08); complete with 10 of 12."""
    halves = _by(hours, _half_day)
    daylight = {s: found for s, found in halves.items() if beijing_hour(s) == _DAY_BEGINS_HOUR}
    night = {s: found for s, found in halves.items() if s not in daylight}
    made = [
        *_joined("daylight", daylight, _LEAST_HALF_DAY_HOURS, observed),
        *_joined("night", night, _LEAST_HALF_DAY_HOURS, observed),
    ]
    return sorted(made, key=lambda mean: mean.start)


def month_means(days: Iterable[Mean], *, observed: str = NEG_ION) -> list[Mean]:
    """Return the means of Beijing months from daily ones; complete with 21 days."""
    return _joined(
        "month", _by(days, lambda start: step_start("month", start)), _LEAST_DAYS, observed
    )


def annual_mean(year: int, months: Iterable[Mean]) -> AnnualMean:
    """Return the mean of a year's twelve monthly means; there is none when a month is missing.

    Source
    ------
    Trial guide to data of 中国天然氧吧: a year's mean is the mean of its monthly means. That all
    twelve have to be there is a rule of this project [H].
    """
    known = {
        beijing_month(mean.start)[1]: mean.value
        for mean in months
        if mean.complete and beijing_month(mean.start)[0] == year
    }
    monthly = tuple(known.get(month) for month in range(1, 13))
    values = [value for value in monthly if value is not None]
    missing = tuple(month for month, value in enumerate(monthly, start=1) if value is None)
    value = None if missing else math.fsum(values) / len(values)
    return AnnualMean(year, value, len(values), missing, monthly)


def half_up(value: float, digits: int = 0) -> float:
    """Return a number rounded as standards mean it (四舍五入): a five goes away from zero.

    The number is taken as it is written, so that 2.675 becomes 2.68.
    """
    return float(Decimal(repr(value)).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP))


@dataclass(frozen=True)
class _Span:
    step: str
    start: int
    length_s: int


def _best_mean(
    span: _Span, observations: Iterable[Observation], interval_s: int, observed: str
) -> Mean:
    """Return the mean of the finest period that is complete, else of the finest that has any."""
    ordered = sorted(observations, key=lambda item: (item.period_s, item.time))
    means = [
        _mean(span, list(found), max(period_s, interval_s, 1), observed)
        for period_s, found in groupby(ordered, key=lambda item: item.period_s)
    ]
    if not means:
        return Mean(span.step, span.start, None, 0, _expected(span, max(interval_s, 1)), False)
    complete = (mean for mean in means if mean.complete)
    partial = (mean for mean in means if mean.n)
    return next(complete, None) or next(partial, None) or means[0]


def _expected(span: _Span, spacing_s: int) -> int:
    return max(span.length_s // spacing_s, 1)


def _mean(span: _Span, observations: Sequence[Observation], spacing_s: int, observed: str) -> Mean:
    expected = _expected(span, spacing_s)
    accepted = [item for item in observations if item.accepted]
    values = [item.result for item in accepted if item.result is not None]
    n = min(len(values), expected)
    complete = n * 100 >= expected * _COMPLETE_PERCENT[span.step]
    value = _average(values, observed)
    ends = _extremes(_ends(accepted), observed)
    complete = complete and value is not None
    return Mean(span.step, span.start, value, n, expected, complete, *ends)


def _joined(
    step: str, groups: Mapping[int, Sequence[Mean]], least: int, observed: str
) -> list[Mean]:
    """Return means of means: of each group's complete ones, at least `least` of them."""
    made = []
    for start, parts in sorted(groups.items()):
        values = [part.value for part in parts if part.complete and part.value is not None]
        value = _average(values, observed)
        ends = _extremes(_part_ends(parts), observed)
        complete = len(values) >= least and value is not None
        made.append(Mean(step, start, value, len(values), _parts_of(step, start), complete, *ends))
    return made


def _parts_of(step: str, start: int) -> int:
    """Return of how many hours or days a step consists."""
    if step == "month":
        return (step_end("month", start) - start) // DAY_S
    return 24 if step == "day" else 12


def _average(values: Sequence[float], observed: str) -> float | None:
    """Return the mean of values, the sum of amounts, the mean direction of directions."""
    if not values:
        return None
    if observed == "wind_direction":
        return _mean_direction(values)
    known = PROPERTIES.get(observed)
    if known is not None and known.total:
        return math.fsum(values)
    return math.fsum(values) / len(values)


def _mean_direction(degrees: Sequence[float]) -> float | None:
    east = math.fsum(math.sin(math.radians(item)) for item in degrees)
    north = math.fsum(math.cos(math.radians(item)) for item in degrees)
    if math.hypot(east, north) < _SHORTEST_VECTOR * len(degrees):
        return None
    # A tiny negative angle would become 360.
    return math.degrees(math.atan2(east, north)) % 360.0 % 360.0


def _ends(observations: Iterable[Observation]) -> Iterator[_Ends]:
    """Yield the extremes inside each value's period, or the value where none were sent."""
    for item in observations:
        if item.result is not None:
            low = item.result if item.low is None else item.low
            high = item.result if item.high is None else item.high
            yield low, item.time, high, item.time


def _part_ends(parts: Iterable[Mean]) -> Iterator[_Ends]:
    for part in parts:
        if part.low is not None and part.high is not None:
            yield part.low, part.low_time, part.high, part.high_time


def _extremes(ends: Iterable[_Ends], observed: str) -> _Extremes:
    """Return the lowest and the highest with their times, the earliest where they are equal."""
    found = list(ends)
    if not found or observed == "wind_direction":
        return None, None, None, None
    lowest = min(found, key=lambda item: item[0])
    highest = max(found, key=lambda item: item[2])
    return lowest[0], lowest[1], highest[2], highest[3]


def _by(means: Iterable[Mean], start_of: Callable[[int], int]) -> dict[int, list[Mean]]:
    groups: dict[int, list[Mean]] = {}
    for mean in sorted(means, key=lambda mean: mean.start):
        groups.setdefault(start_of(mean.start), []).append(mean)
    return groups


def _half_day(start: int) -> int:
    """Return the beginning of the half day; 08 and 20 in Beijing are 00 and 12 UTC."""
    return start - start % (DAY_S // 2)
