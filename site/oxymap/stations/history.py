"""Read a station's past: raw values or means, with gaps as gaps."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection

from oxymap.errors import BadRequestError
from oxymap.stations.means import step_end, step_start
from oxymap.stations.models import DAY_S, HOUR_S, Mean, Observation, Point, Step
from oxymap.stations.store import means as mean_store
from oxymap.stations.store import observations as store

#: The longest span of each step: an answer stays below some 50 000 points.
LONGEST_S: dict[Step, int] = {
    "raw": 31 * DAY_S,
    "10min": 100 * DAY_S,
    "hour": 800 * DAY_S,
    "day": 20_000 * DAY_S,
    "month": 40_000 * DAY_S,
}


_SECONDS: dict[str, int] = {"10min": 600, "hour": HOUR_S, "day": DAY_S}


def check_span(start: int, end: int, step: Step) -> None:
    """Refuse spans that are empty or too long for their step."""
    if start >= end:
        raise BadRequestError("'from' must be before 'to'.", (start, end))
    longest = LONGEST_S[step]
    if end - start > longest:
        raise BadRequestError(f"With step={step} a span has at most {longest // DAY_S} days.", step)


def history(
    connection: Connection, station_id: str, observed: str, span: tuple[int, int], step: Step
) -> tuple[Point, ...]:
    """Return the points of start <= time < end, oldest first; steps without data are gaps.

    Raw values are those that arrived, and nothing stands where none came.
    """
    start, end = span
    check_span(start, end, step)
    number = store.series_of(connection, station_id).get(observed)
    if number is None:
        return ()
    if step == "raw":
        rows = store.series_between(connection, number, observed, start - 1, end - 1)
        return tuple(_raw_point(row) for row in rows)
    first = step_start(step, start)
    means = mean_store.means_between(connection, number, step, first, end)
    return tuple(_with_gaps(means, step))


def _raw_point(row: Observation) -> Point:
    return Point(
        start=row.time - row.period_s,
        end=row.time,
        value=row.result if row.accepted else None,
        n=1 if row.accepted else 0,
        expected=1,
        low=row.low,
        high=row.high,
        raw=row.result,
        flag=row.effective_flag,
        reasons=row.reasons,
        marks=row.marks,
    )


def _with_gaps(means: Sequence[Mean], step: Step) -> list[Point]:
    """Return the means as points, with an empty point for every step between them."""
    points: list[Point] = []
    ended = means[0].start if means else 0
    for mean in means:
        while ended < mean.start:
            end = _end(step, ended)
            points.append(Point(ended, end, None, 0, mean.expected))
            ended = end
        ended = _end(step, mean.start)
        points.append(_mean_point(mean, ended))
    return points


def _end(step: Step, start: int) -> int:
    """Return the end of a step; only months differ in length."""
    seconds = _SECONDS.get(step)
    return start + seconds if seconds else step_end(step, start)


def _mean_point(mean: Mean, end: int) -> Point:
    _, start, value, n, expected, complete, low, _, high, _ = mean
    if complete:
        return Point(start, end, value, n, expected, low, high, value)
    return Point(start, end, None, n, expected, raw=value)
