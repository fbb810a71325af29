"""Keep what the stream tells, problems, alerts and leases."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

import orjson
from sqlalchemy import Connection, delete, func, or_, select, update

from oxymap.db.tables import ALERTS, DUE, EVENTS, LEASES, PROBLEMS
from oxymap.stations.store.upserts import insert, storable


@dataclass(frozen=True, slots=True)
class Event:
    """One event of the stream; ``body`` is JSON."""

    id: int
    kind: str
    body: str


@dataclass(frozen=True, slots=True)
class ProblemCount:
    """How often something could not be taken on one day (start of the UTC day)."""

    thing_id: str
    source: str
    code: str
    day: int
    count: int
    last_at: int
    message: str | None


def add_events(connection: Connection, events: Sequence[tuple[str, str]], now: int) -> None:
    """Append events, given as (kind, JSON body)."""
    values = [{"at": now, "kind": kind, "body": body} for kind, body in events]
    if values:
        connection.execute(insert(connection, EVENTS), values)


def events_after(connection: Connection, event_id: int, most: int) -> list[Event]:
    """Return events that came after one, oldest first."""
    rows = connection.execute(
        select(EVENTS.c.id, EVENTS.c.kind, EVENTS.c.body)
        .where(EVENTS.c.id > event_id)
        .order_by(EVENTS.c.id)
        .limit(most)
    )
    return [Event(*row) for row in rows]


def last_event_id(connection: Connection) -> int:
    """Return the id of the newest event, or 0."""
    return int(connection.scalar(select(func.max(EVENTS.c.id))) or 0)


def remove_events(connection: Connection, before: int) -> None:
    """Forget events that are older than a time."""
    connection.execute(delete(EVENTS).where(EVENTS.c.at < before))


def count_problems(connection: Connection, problems: Sequence[ProblemCount]) -> None:
    """Add to the counts of what could not be taken."""
    statement = insert(connection, PROBLEMS)
    statement = statement.on_conflict_do_update(
        index_elements=["thing_id", "source", "code", "day"],
        set_={
            "count": PROBLEMS.c.count + statement.excluded.count,
            "last_at": statement.excluded.last_at,
            "message": statement.excluded.message,
        },
    )
    for problem in problems:
        values = asdict(problem)
        texts = {name: storable(values[name]) for name in ("thing_id", "code", "message")}
        connection.execute(statement, [{**values, **texts}])


def problems_since(connection: Connection, day: int) -> list[ProblemCount]:
    """Return the problems of the days since one."""
    rows = connection.execute(
        select(PROBLEMS).where(PROBLEMS.c.day >= day).order_by(PROBLEMS.c.last_at.desc())
    )
    return [ProblemCount(*row) for row in rows]


def open_alerts(connection: Connection) -> list[tuple[int, str, Mapping[str, object], int]]:
    """Return (id, kind, document, opened_at) of alerts that are not closed."""
    rows = connection.execute(
        select(ALERTS.c.id, ALERTS.c.kind, ALERTS.c.document, ALERTS.c.opened_at)
        .where(ALERTS.c.closed_at.is_(None))
        .order_by(ALERTS.c.id)
    )
    return [(row[0], row[1], orjson.loads(row[2]), row[3]) for row in rows]


def add_alert(
    connection: Connection, kind: str, document: Mapping[str, object], opened_at: int
) -> None:
    """Keep an alert that was raised."""
    values = {
        "kind": kind, "document": orjson.dumps(document).decode(), "opened_at": opened_at,
    }  # fmt: skip
    connection.execute(insert(connection, ALERTS), [values])


def close_alert(connection: Connection, alert_id: int, now: int) -> None:
    """Note that an alert is over."""
    connection.execute(update(ALERTS).where(ALERTS.c.id == alert_id).values(closed_at=now))


def take_lease(connection: Connection, name: str, holder: str, now: int, until: int) -> bool:
    """Take or renew the right to do something alone; False when another process has it."""
    statement = insert(connection, LEASES).on_conflict_do_nothing()
    connection.execute(statement, [{"name": name, "holder": holder, "until": until}])
    done = connection.execute(
        update(LEASES)
        .where(LEASES.c.name == name, or_(LEASES.c.holder == holder, LEASES.c.until < now))
        .values(holder=holder, until=until)
    )
    return bool(done.rowcount)


def has_due(connection: Connection) -> bool:
    """Tell whether anything waits to be settled."""
    return connection.execute(select(DUE.c.hour).limit(1)).first() is not None


def release_lease(connection: Connection, name: str, holder: str) -> None:
    """Give back the right to do something alone."""
    connection.execute(delete(LEASES).where(LEASES.c.name == name, LEASES.c.holder == holder))
