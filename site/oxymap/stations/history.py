"""Read a station's past: raw values or means, with gaps as gaps."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection

from oxymap.errors import BadRequestError
from oxymap.stations.means import step_end, step_start
from oxymap.stations.models import DAY_S, Mean, Observation, Point, Step
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
    for mean in means:
        while points and points[-1].end < mean.start:
            start = points[-1].end
            points.append(Point(start, step_end(step, start), None, 0, mean.expected))
        points.append(_mean_point(mean, step))
    return points


def _mean_point(mean: Mean, step: Step) -> Point:
    shown = mean.value if mean.complete else None
    return Point(
        start=mean.start,
        end=step_end(step, mean.start),
        value=shown,
        n=mean.n,
        expected=mean.expected,
        low=mean.low if mean.complete else None,
        high=mean.high if mean.complete else None,
        raw=mean.value,
    )
