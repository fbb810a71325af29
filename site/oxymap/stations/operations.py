"""What the operator sees of the equipment, and when to call somebody."""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, Engine

from oxymap import clock
from oxymap.db.engine import reading, writing
from oxymap.stations.alerts import Alert, AlertRules, Seen, alert_document, read_alert, watch
from oxymap.stations.health import (
    SPANS,
    OperationsReport,
    Record,
    Row,
    StationProblems,
    clock_skew_s,
    healths,
    is_suspicious,
)
from oxymap.stations.models import DAY_S, HOUR_S, Flag, LiveSnapshot, LiveStation, Station
from oxymap.stations.store import events as event_store
from oxymap.stations.store import means as mean_store
from oxymap.stations.store import observations as store
from oxymap.stations.store.events import ProblemCount

PROBLEM_DAYS = 7
LEASE, LEASE_S = "watch", 90
_FLAGS = {int(flag): flag for flag in Flag}
_HOLDER = secrets.token_hex(8)


def operations_report(engine: Engine, stations: Mapping[str, Station]) -> OperationsReport:
    """Return how all equipment has done lately; takes about a second a hundred stations."""
    now = clock.seconds()
    since = now - max(SPANS) * DAY_S
    with reading(engine) as connection:
        heard = store.reports(connection)
        problems = event_store.problems_since(connection, now - PROBLEM_DAYS * DAY_S)
        alerts = [read_alert(row[2]) for row in event_store.open_alerts(connection)]
        errors = {problem.thing_id: problem for problem in reversed(problems)}
        records = [
            _record(connection, station, (since, now), heard[station.id][0], errors.get(station.id))
            for station in stations.values()
            if station.id in heard
        ]
    counts: dict[str, Counter[str]] = {}
    for problem in problems:
        counts.setdefault(problem.thing_id, Counter())[problem.code] += problem.count
    return OperationsReport(
        at=now,
        healths=healths(records, now),
        problems=tuple(StationProblems(name, count) for name, count in sorted(counts.items())),
        alerts=tuple(alerts),
        problem_days=PROBLEM_DAYS,
    )


def _record(
    connection: Connection,
    station: Station,
    span: tuple[int, int],
    first_at: int,
    problem: ProblemCount | None,
) -> Record:
    since, until = span
    number = store.series_of(connection, station.id).get(station.main_property)
    if number is None:
        return Record(station.id, station.interval_s, (), first_report=first_at)
    hours = mean_store.means_between(connection, number, "hour", since - HOUR_S, until)
    return Record(
        station_id=station.id,
        interval_s=station.interval_s,
        rows=_rows(connection, number, since, until),
        expected_by_hour={mean.start: mean.expected for mean in hours},
        first_report=first_at,
        last_error=problem.code if problem else None,
        last_error_at=problem.last_at if problem else None,
    )


def _rows(connection: Connection, series_id: int, since: int, until: int) -> list[Row]:
    return [
        Row(time, period_s, _FLAGS[flag], tuple((reasons or "").split(",")) if reasons else (), at)
        for time, period_s, flag, reasons, at in store.quality_rows(
            connection, series_id, since, until
        )
    ]


def watch_stations(engine: Engine, snapshot: LiveSnapshot, rules: AlertRules) -> Sequence[Alert]:
    """Look at all stations once; return what has to be told, and keep what stays open."""
    now = clock.seconds()
    with writing(engine) as connection:
        if not event_store.take_lease(connection, LEASE, _HOLDER, now, now + LEASE_S):
            return ()
    with reading(engine) as connection:
        kept = [(row[0], row[2]) for row in event_store.open_alerts(connection)]
        seen = [_seen(connection, item, now) for item in snapshot.stations.values()]
    step = watch([read_alert(document) for _, document in kept], seen, now, rules)
    documents = {alert.kind + str(alert_document(alert)): alert for alert in step.open}
    with writing(engine) as connection:
        for number, document in kept:
            alert = read_alert(document)
            if documents.pop(alert.kind + str(alert_document(alert)), None) is None:
                event_store.close_alert(connection, number, now)
        for alert in documents.values():
            event_store.add_alert(connection, alert.kind, alert_document(alert), alert.opened_at)
    return step.told


def _seen(connection: Connection, item: LiveStation, now: int) -> Seen:
    station = item.station
    number = store.series_of(connection, station.id).get(station.main_property)
    # Stations that report once an hour are judged by a few hours.
    since = now - max(HOUR_S, 12 * station.interval_s)
    rows = [] if number is None else _rows(connection, number, since, now)
    skew = clock_skew_s(rows)
    return Seen(
        station_id=station.id,
        name_zh=station.name_zh,
        name_en=station.name_en,
        state=item.state,
        last_report=item.last_report,
        demo=station.demo,
        clock_skew_s=skew if is_suspicious(skew) else None,
        stuck=bool(rows) and "stuck" in rows[-1].reasons,
    )
