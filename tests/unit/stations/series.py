"""Make observations and means for the tests of `oxymap.stations`.

Every function has defaults that are valid, so a test names only what it is about.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from oxymap.stations.models import DAY_S, HOUR_S, Flag, Mean, Observation, Verdict
from oxymap.stations.properties import NEG_ION
from oxymap.stations.quality import judge
from oxymap.stations.rules import Rules

#: 2026-06-01 10:00 in Beijing.
START = 1_780_279_200


def base(count: int = 60) -> list[float | None]:
    """Return the handbook's base series b[i] = 2000 + int(150·sin(i/5))."""
    return [2000.0 + int(150 * math.sin(i / 5)) for i in range(count)]


def observations(
    values: Iterable[float | None],
    *,
    observed: str = NEG_ION,
    start: int = START,
    period_s: int = 60,
    spacing_s: int | None = None,
) -> list[Observation]:
    """Return values one after the other; the first one's period begins at `start`."""
    apart = spacing_s or period_s
    return [
        Observation(observed, start + apart * i, period_s, value)
        for i, value in enumerate(values, start=1)
    ]


def judged(
    given: Sequence[Observation], *around: Sequence[Observation], interval_s: int = 60, **known
) -> list[Verdict]:
    """Return the verdicts on `given`, with other properties of the station around it."""
    by_property = {rows[0].observed: rows for rows in (given, *around) if rows}
    rules = known.pop("rules", Rules())
    verdicts = judge(by_property, interval_s=interval_s, rules=rules, **known)
    return verdicts[given[0].observed]


def flags(verdicts: Sequence[Verdict]) -> list[int]:
    return [int(verdict.flag) for verdict in verdicts]


def flagged(verdicts: Sequence[Verdict]) -> dict[int, tuple[str, ...]]:
    """Return the reasons of those values that have any, by position."""
    return {i: verdict.reasons for i, verdict in enumerate(verdicts) if verdict.reasons}


def accepted(values: Iterable[float | None], **made) -> list[Observation]:
    """Return observations that have been judged good, None judged missing."""
    return [
        item._replace(flag=Flag.MISSING if item.result is None else Flag.CORRECT)
        for item in observations(values, **made)
    ]


def with_verdicts(given: Sequence[Observation], verdicts: Sequence[Verdict]) -> list[Observation]:
    return [
        item._replace(flag=verdict.flag, reasons=verdict.reasons, marks=verdict.marks)
        for item, verdict in zip(given, verdicts, strict=True)
    ]


def hour_mean(start: int, value: float | None = 1000.0, *, complete: bool = True) -> Mean:
    n = 60 if complete else 30
    return Mean("hour", start, value, n, 60, complete, value, start + 60, value, start + 60)


def hours_of_day(day: int, value: float = 1000.0, count: int = 24) -> list[Mean]:
    """Return the first hourly means of the Beijing day that begins at `day`."""
    return [hour_mean(day + HOUR_S * i, value) for i in range(count)]


def day_mean(start: int, value: float = 1000.0, *, complete: bool = True) -> Mean:
    return Mean("day", start, value, 24, 24, complete, value, start, value, start + DAY_S)
