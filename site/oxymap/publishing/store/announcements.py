"""Tell the stream that something has been published."""

from __future__ import annotations

from sqlalchemy import Connection, insert

from oxymap.db.tables import EVENTS


def add(connection: Connection, at: int, body: str) -> None:
    """Write an event ``published``; `body` is JSON."""
    connection.execute(insert(EVENTS).values(at=at, kind="published", body=body))
