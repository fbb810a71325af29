"""Keep observations, and read them back."""

from __future__ import annotations

import functools
import secrets
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, bindparam, func, select, update

from oxymap.db.tables import DUE, FLAG_HISTORY, OBSERVATIONS, REPORTS, SERIES
from oxymap.stations.models import HOUR_S, Flag, Observation, Source, Verdict
from oxymap.stations.store.upserts import Insert, insert, insert_of, replacing, storable

Key = tuple[int, int, int]
_O = OBSERVATIONS.c
_COLUMNS = (
    _O.time, _O.period_s, _O.result, _O.low, _O.high, _O.device_flag, _O.flag, _O.reasons,
    _O.marks, _O.manual_flag, _O.manual_reason, _O.rule_version,
)  # fmt: skip


class NewRow(NamedTuple):
    """A reading on its way into the store: its fields are columns."""

    series_id: int
    time: int
    period_s: int
    result: float | None
    low: float | None
    high: float | None
    device_flag: str | None
    received_at: int
    source: Source

    @property
    def key(self) -> Key:
        """The primary key: series, end of the period, period."""
        return self[:3]

    @property
    def hour(self) -> int:
        """Start of the hour that the period begins in; an instant belongs to what it ends."""
        return _hour(self.time, self.period_s)


def series_ids(
    connection: Connection, names: Iterable[tuple[str, str]]
) -> dict[tuple[str, str], int]:
    """Return the number of each (station, property), making those that are new."""
    wanted = list(dict.fromkeys(names))
    statement = insert(connection, SERIES).on_conflict_do_nothing()
    connection.execute(statement, [{"thing_id": t, "observed": o} for t, o in wanted])
    stations = {station for station, _ in wanted}
    rows = connection.execute(
        select(SERIES.c.thing_id, SERIES.c.observed, SERIES.c.id).where(
            SERIES.c.thing_id.in_(stations)
        )
    )
    return {(row.thing_id, row.observed): row.id for row in rows}


def series_of(connection: Connection, thing_id: str) -> dict[str, int]:
    """Return the series of one station by property, oldest first."""
    rows = connection.execute(
        select(SERIES.c.observed, SERIES.c.id)
        .where(SERIES.c.thing_id == thing_id)
        .order_by(SERIES.c.id)
    )
    return {row.observed: row.id for row in rows}


def add_rows(connection: Connection, rows: Sequence[NewRow]) -> set[Key]:
    """Insert what is new and return its keys; what is there already stays as it is.

    Mostly everything is new, and then nothing has to be asked back from the database.
    """
    attempt = connection.begin_nested()
    added = connection.exec_driver_sql(_adding(connection.dialect.paramstyle), list(rows))
    if added.rowcount == len(rows):
        attempt.commit()
        return {row[:3] for row in rows}
    attempt.rollback()
    statement = insert(connection, OBSERVATIONS).on_conflict_do_nothing()
    told = statement.returning(_O.series_id, _O.time, _O.period_s)
    values = [{**row._asdict(), "flag": int(Flag.UNCHECKED), "rule_version": 0} for row in rows]
    return {(row[0], row[1], row[2]) for row in connection.execute(told, values)}


@functools.cache
def _adding(paramstyle: str) -> str:
    """Return the statement that takes a NewRow as it is: this is where every reading passes."""
    mark = "?" if paramstyle == "qmark" else "%s"
    marks = ", ".join([mark] * len(NewRow._fields))
    return (
        f"INSERT INTO observations ({', '.join(NewRow._fields)}, flag, rule_version) "  # noqa: S608 -- our own names
        f"VALUES ({marks}, {int(Flag.UNCHECKED)}, 0) ON CONFLICT DO NOTHING"
    )


def mark_due(connection: Connection, hours: Iterable[tuple[str, int]]) -> None:
    """Note that hours of stations have to be settled, under a stamp that nobody has seen."""
    stamp = secrets.randbits(62)
    values = [{"thing_id": thing, "hour": hour, "stamp": stamp} for thing, hour in hours]
    if values:
        connection.execute(replacing(connection, DUE), values)


def due_hours(connection: Connection, most: int) -> list[tuple[str, int, int]]:
    """Return (station, hour, stamp) of what has to be settled, newest hours first."""
    rows = connection.execute(select(DUE).order_by(DUE.c.hour.desc()).limit(most))
    return [(row.thing_id, row.hour, row.stamp) for row in rows]


def settle_due(connection: Connection, done: Sequence[tuple[str, int, int]]) -> None:
    """Take settled hours off the list, unless something new came meanwhile."""
    statement = DUE.delete().where(
        DUE.c.thing_id == bindparam("thing"),
        DUE.c.hour == bindparam("at"),
        DUE.c.stamp == bindparam("seen"),
    )
    connection.execute(statement, [{"thing": t, "at": h, "seen": s} for t, h, s in done])


def note_reports(connection: Connection, things: Iterable[str], now: int) -> None:
    """Note that stations have been heard of."""
    values = [{"thing_id": thing, "first_at": now, "last_at": now} for thing in things]
    connection.execute(_reporting(connection.dialect.name), values)


@functools.cache
def _reporting(dialect: str) -> Insert:
    statement = insert_of(dialect, REPORTS)
    return statement.on_conflict_do_update(
        index_elements=["thing_id"], set_={"last_at": statement.excluded.last_at}
    )


def reports(connection: Connection) -> dict[str, tuple[int, int]]:
    """Return when each station was first and last heard of."""
    rows = connection.execute(select(REPORTS))
    return {row.thing_id: (row.first_at, row.last_at) for row in rows}


def observations_between(
    connection: Connection, thing_id: str, start: int, end: int
) -> dict[str, list[Observation]]:
    """Return a station's observations with start < time <= end, by property, oldest first."""
    found: dict[str, list[Observation]] = {}
    for observed, series_id in series_of(connection, thing_id).items():
        rows = connection.execute(
            select(*_COLUMNS)
            .where(_O.series_id == series_id, _O.time > start, _O.time <= end)
            .order_by(_O.time, _O.period_s)
        )
        kept = [_observation(observed, row) for row in rows.all()]
        if kept:
            found[observed] = kept
    return found


def series_between(
    connection: Connection, series_id: int, observed: str, start: int, end: int
) -> list[Observation]:
    """Return one series' observations with start < time <= end, oldest first."""
    rows = connection.execute(
        select(*_COLUMNS)
        .where(_O.series_id == series_id, _O.time > start, _O.time <= end)
        .order_by(_O.time, _O.period_s)
    )
    return [_observation(observed, row) for row in rows.all()]


def hours_between(connection: Connection, series_id: int, start: int, end: int) -> set[int]:
    """Return the hours in which the periods of start < time <= end begin."""
    rows = connection.execute(
        select(_O.time, _O.period_s).where(
            _O.series_id == series_id, _O.time > start, _O.time <= end
        )
    )
    return {_hour(row.time, row.period_s) for row in rows}


def newest(connection: Connection, series_id: int, observed: str) -> Observation | None:
    """Return the newest observation of a series; of several at one time the finest."""
    row = connection.execute(
        select(*_COLUMNS)
        .where(_O.series_id == series_id)
        .order_by(_O.time.desc(), _O.period_s)
        .limit(1)
    ).first()
    return _observation(observed, row) if row else None


def newest_accepted(connection: Connection, series_id: int, observed: str) -> Observation | None:
    """Return the newest observation that is accepted."""
    row = connection.execute(
        select(*_COLUMNS)
        .where(
            _O.series_id == series_id,
            func.coalesce(_O.manual_flag, _O.flag) == int(Flag.CORRECT),
            _O.result.is_not(None),
        )
        .order_by(_O.time.desc(), _O.period_s)
        .limit(1)
    ).first()
    return _observation(observed, row) if row else None


def set_verdicts(
    connection: Connection,
    series_id: int,
    changed: Sequence[tuple[Observation, Verdict]],
    rule_version: int,
    now: int,
) -> None:
    """Write automatic flags; what another version of the rules said goes into the history."""
    old = [
        {
            "series_id": series_id, "time": found.time, "period_s": found.period_s,
            "rule_version": found.rule_version, "flag": int(found.flag),
            "reasons": _join(found.reasons), "marks": _join(found.marks), "replaced_at": now,
        }
        for found, _ in changed
        if found.rule_version not in {0, rule_version}
    ]  # fmt: skip
    if old:
        connection.execute(replacing(connection, FLAG_HISTORY), old)
    statement = (
        update(OBSERVATIONS)
        .where(
            _O.series_id == bindparam("of_series"),
            _O.time == bindparam("at"),
            _O.period_s == bindparam("over"),
        )
        .values(
            flag=bindparam("new_flag"), reasons=bindparam("new_reasons"),
            marks=bindparam("new_marks"), rule_version=rule_version,
        )
    )  # fmt: skip
    connection.execute(
        statement,
        [
            {
                "of_series": series_id, "at": found.time, "over": found.period_s,
                "new_flag": int(verdict.flag), "new_reasons": _join(verdict.reasons),
                "new_marks": _join(verdict.marks),
            }
            for found, verdict in changed
        ],
    )  # fmt: skip


def set_manual_flag(
    connection: Connection,
    series_id: int,
    span: tuple[int, int],
    flag: Flag | None,
    reason: str | None,
) -> int:
    """Set or take back a person's flag for start < time <= end; return how many rows."""
    done = connection.execute(
        update(OBSERVATIONS)
        .where(_O.series_id == series_id, _O.time > span[0], _O.time <= span[1])
        .values(manual_flag=None if flag is None else int(flag), manual_reason=storable(reason))
    )
    return int(done.rowcount)


def span_of(connection: Connection, thing_id: str) -> tuple[int, int] | None:
    """Return the times of a station's oldest and newest observation."""
    numbers = list(series_of(connection, thing_id).values())
    row = connection.execute(
        select(func.min(_O.time), func.max(_O.time)).where(_O.series_id.in_(numbers))
    ).one()
    return None if row[0] is None else (int(row[0]), int(row[1]))


def quality_rows(
    connection: Connection, series_id: int, start: int, end: int
) -> list[tuple[int, int, int, str | None, int]]:
    """Return (time, period_s, effective flag, reasons, received_at) with start < time <= end."""
    rows = connection.execute(
        select(
            _O.time, _O.period_s, func.coalesce(_O.manual_flag, _O.flag), _O.reasons, _O.received_at
        )
        .where(_O.series_id == series_id, _O.time > start, _O.time <= end)
        .order_by(_O.time)
    )
    return [(row[0], row[1], row[2], row[3], row[4]) for row in rows]


def flag_history(
    connection: Connection, series_id: int, time: int
) -> list[tuple[int, int, str | None]]:
    """Return (rule version, flag, reasons) of what earlier rules said of one value."""
    history = FLAG_HISTORY.c
    rows = connection.execute(
        select(history.rule_version, history.flag, history.reasons)
        .where(history.series_id == series_id, history.time == time)
        .order_by(history.rule_version)
    )
    return [(row[0], row[1], row[2]) for row in rows]


def _observation(observed: str, row: Sequence[Any]) -> Observation:
    time, period_s, result, low, high, device, flag, reasons, marks, manual, why, version = row
    return Observation(
        observed=observed,
        time=time,
        period_s=period_s,
        result=result,
        low=low,
        high=high,
        device_flag=device,
        flag=_FLAGS[flag],
        reasons=_split(reasons),
        marks=_split(marks),
        manual_flag=None if manual is None else _FLAGS[manual],
        manual_reason=why,
        rule_version=version,
    )


_FLAGS = {int(flag): flag for flag in Flag}


def _hour(time: int, period_s: int) -> int:
    return (time - max(period_s, 1)) // HOUR_S * HOUR_S


def _join(words: Sequence[str]) -> str | None:
    return ",".join(words) or None


def _split(text: str | None) -> tuple[str, ...]:
    return tuple(text.split(",")) if text else ()
