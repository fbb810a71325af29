"""Settle what has arrived: flags, means and newest values of the touched neighbourhood.

Everything here is a function of the stored rows, so it does not matter in which order
they came, and doing it again changes nothing.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import structlog
from sqlalchemy import Connection, Engine

from oxymap import clock
from oxymap.db.engine import reading, writing
from oxymap.stations.means import (
    bucket_of,
    day_means,
    fine_means,
    month_means,
    step_end,
    step_start,
)
from oxymap.stations.models import (
    DAY_S,
    HOUR_S,
    Latest,
    Mean,
    Observation,
    Station,
    Verdict,
)
from oxymap.stations.properties import NEG_ION
from oxymap.stations.quality import REACH_S, judge
from oxymap.stations.rules import Rules
from oxymap.stations.store import means as mean_store
from oxymap.stations.store import observations as store

log = structlog.get_logger()
#: Hours that are settled in one go; the newest come first.
MOST_HOURS = 2_000
#: Nobody waits longer than this for the news of others.
MOST_SECONDS = 0.5
#: A station that could not be settled is tried again after so long.
RETRY_S = 60.0
#: Hours closer than this are settled together, since they share their neighbourhood.
_GAP_S = 2 * REACH_S
#: No span of one station is longer, so that no transaction takes long.
_LONGEST_S = 14 * DAY_S
#: The neighbours' check needs so many other stations.
_NEIGHBOURS = 2
Span = tuple[int, int]
Spans = dict[str, list[tuple[int, int, list[tuple[str, int, int]]]]]


@dataclass(frozen=True)
class Settler:
    """Settles due hours.

    Parameters
    ----------
    station : gives a station of the register, or None when it is not there any more.
    peers : gives the ids of other stations with the same instrument.
    failed : until when a station that could not be settled is left alone, monotonic seconds.
    """

    engine: Engine
    rules: Rules
    station: Callable[[str], Station | None]
    peers: Callable[[Station], Sequence[str]]
    failed: dict[str, float] = field(default_factory=dict)

    def settle(self, most: int = MOST_HOURS, seconds: float = MOST_SECONDS) -> set[str]:
        """Settle what is due; return the stations that were touched.

        A round takes at most `most` hours and stops after `seconds`, stations with the newest
        hours first; what is left is due in the next round.
        """
        began = time.monotonic()
        with reading(self.engine) as connection:
            due = store.due_hours(connection, most)
        touched = set()
        for station_id, spans in _spans(due).items():
            if self.failed.get(station_id, 0.0) > began:
                continue
            try:
                for start, end, hours in spans:
                    self._settle_span(station_id, (start, end), hours)
            except Exception:
                # One station must not hold up the others; it stays due.
                log.exception("settle.failed", station=station_id)
                self.failed[station_id] = began + RETRY_S
                continue
            touched.add(station_id)
            if time.monotonic() - began > seconds:
                break
        return touched

    def recompute(self, station_id: str, start: int, end: int) -> None:
        """Judge a station's rows with start < time <= end again, with the present rules."""
        for begin in range(start // HOUR_S * HOUR_S, end, _LONGEST_S):
            self._settle_span(station_id, (begin, min(begin + _LONGEST_S, end)), [])

    def rules_of(self, station: Station | None) -> Rules:
        """Return the rules with a station's own thresholds."""
        if station is None:
            return self.rules
        return self.rules.for_station(station.rules, waterfall=station.waterfall)

    def _settle_span(
        self, station_id: str, span: Span, hours: Sequence[tuple[str, int, int]]
    ) -> None:
        station = self.station(station_id)
        outer = (span[0] - 2 * REACH_S - HOUR_S, span[1] + 2 * REACH_S + HOUR_S)
        with reading(self.engine) as connection:
            series = store.series_of(connection, station_id)
            rows = store.observations_between(connection, station_id, *outer)
            context = _Context(self, connection, station, series)
            verdicts = self._judge(station, rows, context)
            results = [
                self._results(series[name], found, verdicts[name], station, span)
                for name, found in rows.items()
            ]
        with writing(self.engine) as connection:
            now = clock.seconds()
            for result in results:
                if result.changed:
                    store.set_verdicts(
                        connection, result.series_id, result.changed, self.rules.version, now
                    )
                mean_store.put_means(connection, result.series_id, result.fine)
                roll_up(connection, result.series_id, result.observed, result.fine)
                _put_latest(connection, result.series_id, result.observed)
            if hours:
                store.settle_due(connection, hours)

    def _judge(
        self, station: Station | None, rows: Mapping[str, Sequence[Observation]], context: _Context
    ) -> dict[str, list[Verdict]]:
        return judge(
            rows,
            interval_s=station.interval_s if station else 60,
            rules=self.rules_of(station),
            typical=context.typical,
            outlying=context.outlying,
        )

    def _results(
        self,
        series_id: int,
        found: Sequence[Observation],
        verdicts: Sequence[Verdict],
        station: Station | None,
        span: Span,
    ) -> _Result:
        inner = (span[0] - REACH_S - HOUR_S, span[1] + REACH_S + HOUR_S)
        version = self.rules.version
        changed = [
            (row, verdict)
            for row, verdict in zip(found, verdicts, strict=True)
            if inner[0] < row.time <= inner[1] and _differs(row, verdict, version)
        ]
        touched = _hours(span) | {bucket_of("hour", row) for row, _ in changed}
        judged = [
            _judged(row, verdict)
            for row, verdict in zip(found, verdicts, strict=True)
            if bucket_of("hour", row) in touched
        ]
        interval = station.interval_s if station else 60
        observed = found[0].observed
        fine = [
            mean
            for step in ("10min", "hour")
            for mean in fine_means(step, judged, interval, observed=observed)
        ]
        return _Result(series_id, observed, changed, fine)


@dataclass(frozen=True)
class _Result:
    series_id: int
    observed: str
    changed: Sequence[tuple[Observation, Verdict]]
    fine: Sequence[Mean]


def _hours(span: Span) -> set[int]:
    return set(range(span[0] // HOUR_S * HOUR_S, span[1], HOUR_S))


def _differs(row: Observation, verdict: Verdict, version: int) -> bool:
    return (
        row.rule_version != version
        or row.flag != verdict.flag
        or row.reasons != verdict.reasons
        or row.marks != verdict.marks
    )


def _judged(row: Observation, verdict: Verdict) -> Observation:
    return row._replace(flag=verdict.flag, reasons=verdict.reasons, marks=verdict.marks)


def _spans(due: Iterable[tuple[str, int, int]]) -> Spans:
    """Join the due hours of each station into spans [start, end) with their due rows."""
    by_station: dict[str, list[tuple[str, int, int]]] = {}
    for row in due:
        by_station.setdefault(row[0], []).append(row)
    spans: Spans = {}
    for station_id, rows in by_station.items():
        joined: list[tuple[int, int, list[tuple[str, int, int]]]] = []
        for row in sorted(rows, key=lambda row: row[1]):
            hour = row[1]
            if joined and hour - joined[-1][1] <= _GAP_S and hour - joined[-1][0] < _LONGEST_S:
                start, _, members = joined[-1]
                joined[-1] = (start, hour + HOUR_S, [*members, row])
            else:
                joined.append((hour, hour + HOUR_S, [row]))
        spans[station_id] = joined
    return spans


def roll_up(connection: Connection, series_id: int, observed: str, fine: Sequence[Mean]) -> None:
    """Make the days and months anew that hold the given hourly means."""
    hours = [mean.start for mean in fine if mean.step == "hour"]
    days = sorted({step_start("day", hour) for hour in hours})
    if not days:
        return
    kept = mean_store.means_between(
        connection, series_id, "hour", days[0], step_end("day", days[-1])
    )
    wanted = set(days)
    made = [mean for mean in day_means(kept, observed=observed) if mean.start in wanted]
    mean_store.put_means(connection, series_id, made)
    months = sorted({step_start("month", day) for day in days})
    for month in months:
        inside = mean_store.means_between(
            connection, series_id, "day", month, step_end("month", month)
        )
        mean_store.put_means(connection, series_id, month_means(inside, observed=observed))


def _put_latest(connection: Connection, series_id: int, observed: str) -> None:
    newest = store.newest(connection, series_id, observed)
    if newest is None:
        return
    good = newest if newest.accepted else store.newest_accepted(connection, series_id, observed)
    mean_store.put_latest(
        connection,
        series_id,
        Latest(
            observed,
            newest.time,
            newest.effective_flag,
            newest.device_flag,
            good.time if good else None,
            good.result if good else None,
            good.period_s if good else None,
        ),
    )


class _Context:
    """What the checks ask of the past and of other stations, looked up once each."""

    def __init__(
        self,
        settler: Settler,
        connection: Connection,
        station: Station | None,
        series: Mapping[str, int],
    ) -> None:
        self._settler = settler
        self._connection = connection
        self._station = station
        self._series = series
        self._typical: dict[int, float | None] = {}
        self._outlying: dict[int, bool] = {}
        self._apart: dict[int, bool] = {}

    def typical(self, hour: int) -> float | None:
        """Return the median of the same hour of the 30 days before, or None."""
        if hour not in self._typical:
            number = self._series.get(NEG_ION)
            values = [] if number is None else self._same_hours(number, hour)
            self._typical[hour] = _median(values) if len(values) >= 10 else None
        return self._typical[hour]

    def _same_hours(self, series_id: int, hour: int) -> list[float]:
        before = mean_store.means_between(
            self._connection, series_id, "hour", hour - 30 * DAY_S, hour
        )
        return [
            mean.value
            for mean in before
            if mean.complete and mean.value is not None and (hour - mean.start) % DAY_S == 0
        ]

    def outlying(self, hour: int) -> bool:
        """Tell whether a day up to an hour was far from all stations with the same instrument."""
        if hour not in self._outlying:
            self._outlying[hour] = self._is_outlying(hour)
        return self._outlying[hour]

    def _is_outlying(self, hour: int) -> bool:
        station = self._station
        number = self._series.get(NEG_ION)
        if station is None or number is None:
            return False
        peers = self._settler.peers(station)
        if len(peers) < _NEIGHBOURS:
            return False
        rules = self._settler.rules_of(station)
        hours = int(rules.neighbour_hours)
        span = (hour - (hours - 1) * HOUR_S, hour + HOUR_S)
        # One hour that was not apart is enough, and the days of two hours share most of theirs.
        if any(self._apart.get(start) is False for start in range(*span, HOUR_S)):
            return False
        own = _complete(mean_store.means_between(self._connection, number, "hour", *span))
        if len(own) < hours:
            return False
        ratio = rules.neighbour_ratio
        # The newest is in the days of the hours that are asked for next.
        return all(self._is_apart(*item, peers, ratio) for item in reversed(own.items()))

    def _is_apart(self, start: int, value: float, peers: Sequence[str], ratio: float) -> bool:
        if start not in self._apart:
            values = mean_store.complete_values(self._connection, peers, NEG_ION, "hour", start)
            middle = _median(values) if len(values) >= _NEIGHBOURS else None
            self._apart[start] = (
                middle is not None and middle > 0 and not 1 / ratio <= value / middle <= ratio
            )
        return self._apart[start]


def _complete(means: Iterable[Mean]) -> dict[int, float]:
    return {m.start: m.value for m in means if m.complete and m.value is not None}


def _median(values: Sequence[float]) -> float | None:
    if not values:
        return None
    ordered = sorted(values)
    middle = len(ordered) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2
