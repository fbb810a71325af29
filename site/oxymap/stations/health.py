"""How a station's equipment has done: uptime, gaps, flat lines, flags and the clock."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise
from math import floor
from statistics import median

from oxymap.stations.alerts import Alert
from oxymap.stations.models import DAY_S, HOUR_S, Flag

#: The spans, in days, that the operator's page shows side by side.
SPANS = (7, 30)
#: The quality check that finds a value which does not move, as it stands in ``reasons``.
STUCK = "stuck"
#: A clock that is further off than this is worth a look [H].
SUSPICIOUS_SKEW_S = 120
#: So many readings must have come live before anything is said of a clock.
LEAST_LIVE = 3
#: Rows that come in less than this part of the time that lies between them are caught up.
_LIVE_PACE = 0.5
_FLAGGED = (Flag.SUSPECT, Flag.ERROR)
#: Somebody is at the instrument: its values do not count, and nobody has to be told why.
_ATTENDED = frozenset({"device_maintenance", "device_calibration"})


@dataclass(frozen=True)
class Health:
    """How a station's equipment has done in a span of days."""

    station_id: str
    days: int
    uptime: float | None
    longest_gap_s: int | None
    flat_lines: int
    flagged_share: float | None
    last_report: int | None
    clock_skew_s: int | None
    last_error: str | None
    last_error_at: int | None


@dataclass(frozen=True, slots=True)
class Row:
    """One kept reading of a station's main property.

    Parameters
    ----------
    time : end of its period, seconds UTC.
    period_s : length of its period; 0 for an instant.
    flag : the flag that holds (a person's before the automatic one).
    reasons : the codes of the checks that found something.
    received_at : when it arrived, by the server's clock, seconds UTC.
    """

    time: int
    period_s: int
    flag: Flag
    reasons: tuple[str, ...]
    received_at: int


@dataclass(frozen=True)
class Record:
    """What is kept of one station; only its main property is counted.

    Parameters
    ----------
    interval_s : how often the station should report now.
    rows : sorted by time; they may begin before the span that is asked for.
    expected_by_hour : how many readings each hour should have, by the hour's first second, as
        the hourly means say.  Hours that are not in it are counted with `interval_s`.
    first_report : the oldest reading ever, or None when only `rows` are known.
    last_error, last_error_at : the newest rejection's code and its time.
    """

    station_id: str
    interval_s: int
    rows: Sequence[Row]
    expected_by_hour: Mapping[int, int] = field(default_factory=dict)
    first_report: int | None = None
    last_error: str | None = None
    last_error_at: int | None = None


@dataclass(frozen=True)
class StationProblems:
    """How many items of a station were rejected in the last days, by the rejection's code."""

    station_id: str
    rejected: Mapping[str, int]


@dataclass(frozen=True)
class OperationsReport:
    """What the operator's page shows beside the current states.

    Parameters
    ----------
    at : when it was put together, seconds UTC.
    healths : of every station for each of SPANS, in any order.
    problems : of every station that had rejections; `problem_days` says in how many days.
    alerts : the open ones.
    """

    at: int
    healths: tuple[Health, ...] = ()
    problems: tuple[StationProblems, ...] = ()
    alerts: tuple[Alert, ...] = ()
    problem_days: int = 7


def healths(
    records: Iterable[Record], until: int, spans: Sequence[int] = SPANS
) -> tuple[Health, ...]:
    """Return the health of every station over each span of days that ends at `until`."""
    return tuple(health(record, days, until) for record in records for days in spans)


def health(record: Record, days: int, until: int) -> Health:
    """Return how a station has done in the `days` before `until`.

    Parameters
    ----------
    record : what is kept of the station; rows outside the span are left out.
    until : end of the span, seconds UTC; usually now.

    Returns
    -------
    Health
        ``uptime`` and ``flagged_share`` are from 0 to 1.  ``uptime`` is the share of the
        expected readings that arrived, whatever their quality, since the span's beginning or,
        for a younger station, since its first report.  ``longest_gap_s`` is the longest time
        between two reports, and from the last one to `until`.  Values that were sent during
        maintenance or calibration have arrived, but are neither flagged nor an error.
        ``clock_skew_s`` is positive when the station's clock is behind, or when its readings
        take that long to arrive.  What cannot be said is None.

    Notes
    -----
    An hour never counts for more than it should have: readings that come twice as often do not
    make up for an hour without any.
    """
    since = until - days * DAY_S
    rows = _between(record.rows, since, until)
    begin = _begin(record, rows, since)
    errors = [row for row in rows if row.flag == Flag.ERROR and _ATTENDED.isdisjoint(row.reasons)]
    last_error, last_error_at = _last_error(record, errors)
    return Health(
        station_id=record.station_id,
        days=days,
        uptime=None if begin is None else _uptime(record, rows, begin, until),
        longest_gap_s=None if begin is None else _longest_gap_s(rows, begin, until),
        flat_lines=flat_lines(rows),
        flagged_share=_flagged_share(rows),
        last_report=rows[-1].time if rows else _time_before(record.rows, since),
        clock_skew_s=clock_skew_s(rows),
        last_error=last_error,
        last_error_at=last_error_at,
    )


def flat_lines(rows: Sequence[Row]) -> int:
    """Return how many runs of rows, one after the other, were found not to move.

    Values of one period are compared with each other: a station may send minutes and hours.
    """
    return sum(
        stuck
        for period_s in {row.period_s for row in rows}
        for stuck, _ in groupby(STUCK in row.reasons for row in rows if row.period_s == period_s)
    )


def clock_skew_s(rows: Iterable[Row]) -> int | None:
    """Return how far a station's clock is behind the server's, s; negative when it is ahead.

    Only live rows count.  What a station sends afterwards, from its memory, says nothing of its
    clock: of what arrives in one second only the newest counts, and only when it is newer than
    everything before; and rows that come faster than they were measured do not.

    Returns
    -------
    int or None
        The median; None as long as there are fewer than LEAST_LIVE live rows.
    """
    ages: list[int] = []
    before: Row | None = None
    for row in sorted(rows, key=lambda row: (row.received_at, -row.time)):
        if before is None:
            before = row
        elif row.time > before.time:
            waited_s = row.received_at - before.received_at
            if waited_s >= _LIVE_PACE * (row.time - before.time):
                ages.append(row.received_at - row.time)
            before = row
    return round(median(ages)) if len(ages) >= LEAST_LIVE else None


def is_suspicious(skew_s: int | None) -> bool:
    """Tell whether a clock is so far off that somebody should look at it."""
    return skew_s is not None and abs(skew_s) > SUSPICIOUS_SKEW_S


def _between(rows: Sequence[Row], since: int, until: int) -> Sequence[Row]:
    first = bisect_right(rows, since, key=lambda row: row.time)
    return rows[first : bisect_right(rows, until, key=lambda row: row.time)]


def _time_before(rows: Sequence[Row], since: int) -> int | None:
    index = bisect_left(rows, since + 1, key=lambda row: row.time)
    return rows[index - 1].time if index else None


def _begin(record: Record, rows: Sequence[Row], since: int) -> int | None:
    """Return where counting begins, or None when the station has never reported."""
    if record.first_report is not None and record.first_report <= since:
        return since
    if _time_before(record.rows, since) is not None:
        return since
    if not rows:
        return None
    return max(since, rows[0].time - max(record.interval_s, rows[0].period_s))


def _uptime(record: Record, rows: Sequence[Row], begin: int, until: int) -> float | None:
    values = [row for row in rows if row.flag != Flag.MISSING]
    if record.interval_s > HOUR_S:
        # An hour holds no whole reading of such a station, so the span is counted as one.
        whole_span = (until - begin) // record.interval_s
        return min(1.0, len(values) / whole_span) if whole_span else None
    # A reading belongs where its period lies; an instant to the hour that ends with it.
    arrived = Counter(_hour(row.time - max(row.period_s, 1)) for row in values)
    expected_total = arrived_total = 0.0
    for hour in range(_hour(begin), until, HOUR_S):
        whole = record.expected_by_hour.get(hour, HOUR_S / record.interval_s)
        expected = whole * (min(hour + HOUR_S, until) - max(hour, begin)) / HOUR_S
        if hour + HOUR_S > until:
            # What is still being measured cannot have arrived; the rest is for rounding errors.
            expected = floor(expected + 1e-9)
        expected_total += expected
        arrived_total += min(arrived[hour], expected)
    return arrived_total / expected_total if expected_total else None


def _hour(time: int) -> int:
    return time - time % HOUR_S


def _longest_gap_s(rows: Sequence[Row], begin: int, until: int) -> int:
    times = [begin, *(row.time for row in rows), until]
    return max(later - earlier for earlier, later in pairwise(times))


def _flagged_share(rows: Sequence[Row]) -> float | None:
    values = [r for r in rows if r.flag != Flag.MISSING and _ATTENDED.isdisjoint(r.reasons)]
    if not values:
        return None
    return sum(row.flag in _FLAGGED for row in values) / len(values)


def _last_error(record: Record, errors: Sequence[Row]) -> tuple[str | None, int | None]:
    """Return the newer of the last rejection and the last value that a check found wrong."""
    if errors and (record.last_error_at is None or errors[-1].time > record.last_error_at):
        return (errors[-1].reasons or ("error",))[0], errors[-1].time
    return record.last_error, record.last_error_at
