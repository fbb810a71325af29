"""Read and extend the log; nothing here changes or removes a row."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, Row, insert, select

from oxymap.db.studio_tables import AUDIT
from oxymap.people.models import AuditEntry

_BATCH = 500


def newest(connection: Connection) -> tuple[int, str] | None:
    """Return id and hash of the newest row, or None."""
    query = select(AUDIT.c.id, AUDIT.c.hash).order_by(AUDIT.c.id.desc()).limit(1)
    row = connection.execute(query).first()
    return None if row is None else (int(row.id), str(row.hash))


def add(connection: Connection, entry: AuditEntry) -> None:
    """Add a row."""
    values = {name: getattr(entry, name) for name in AuditEntry.__dataclass_fields__}
    connection.execute(insert(AUDIT).values(values))


def page(
    connection: Connection,
    *,
    subject: str | None,
    actor: str | None,
    before: int | None,
    limit: int,
) -> list[AuditEntry]:
    """Return rows, newest first."""
    query = select(AUDIT).order_by(AUDIT.c.id.desc()).limit(limit)
    if subject is not None:
        query = query.where(AUDIT.c.subject == subject)
    if actor is not None:
        query = query.where(AUDIT.c.actor == actor)
    if before is not None:
        query = query.where(AUDIT.c.id < before)
    return [_entry(row) for row in connection.execute(query)]


def hash_of(connection: Connection, entry_id: int) -> str | None:
    """Return the hash of a row, or None."""
    return connection.scalar(select(AUDIT.c.hash).where(AUDIT.c.id == entry_id))


def oldest_first(connection: Connection, after: int) -> Iterator[AuditEntry]:
    """Give every row with a larger id, a batch at a time."""
    while True:
        query = select(AUDIT).where(AUDIT.c.id > after).order_by(AUDIT.c.id).limit(_BATCH)
        rows = connection.execute(query).all()
        yield from map(_entry, rows)
        if len(rows) < _BATCH:
            return
        after = int(rows[-1].id)


def _entry(row: Row[tuple[object, ...]]) -> AuditEntry:
    return AuditEntry(**row._mapping)
