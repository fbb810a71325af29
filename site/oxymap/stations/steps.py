"""The steps of time that means are made for; days and months are cut in Beijing time."""

from __future__ import annotations

from datetime import UTC, datetime

from oxymap.stations.models import BEIJING_OFFSET_S, DAY_S, HOUR_S, MINUTE_S, Observation

_LENGTHS_S = {"10min": 10 * MINUTE_S, "hour": HOUR_S, "day": DAY_S}


def step_start(step: str, time_s: int) -> int:
    """Return the first second of the step that holds a second.

    Parameters
    ----------
    step : ``10min``, ``hour``, ``day`` or ``month``.
    time_s : seconds UTC.
    """
    if step == "month":
        year, month = beijing_month(time_s)
        return month_start(year, month)
    length_s = _LENGTHS_S[step]
    local = time_s + BEIJING_OFFSET_S
    return local - local % length_s - BEIJING_OFFSET_S


def step_end(step: str, start: int) -> int:
    """Return the first second after the step that begins at `start`."""
    if step == "month":
        year, month = beijing_month(start)
        return month_start(year + month // 12, month % 12 + 1)
    return start + _LENGTHS_S[step]


def bucket_of(step: str, observation: Observation) -> int:
    """Return the start of the step that a value belongs to: the one in which its period begins.

    An instant belongs to the step that ends with it.
    """
    return step_start(step, observation.time - max(observation.period_s, 1))


def beijing_month(time_s: int) -> tuple[int, int]:
    """Return year and month, 1 to 12, of a moment in Beijing."""
    local = datetime.fromtimestamp(time_s + BEIJING_OFFSET_S, UTC)
    return local.year, local.month


def beijing_hour(time_s: int) -> int:
    """Return the hour of the day, 0 to 23, of a moment in Beijing."""
    return (time_s + BEIJING_OFFSET_S) % DAY_S // HOUR_S


def month_start(year: int, month: int) -> int:
    """Return the first second of a month in Beijing, seconds UTC."""
    return int(datetime(year, month, 1, tzinfo=UTC).timestamp()) - BEIJING_OFFSET_S
