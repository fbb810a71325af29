"""Keep tries that failed, by account and by network."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, delete, insert, select

from oxymap.db.studio_tables import ATTEMPTS


def add(connection: Connection, keys: Iterable[str], at: int) -> list[int]:
    """Add a try for each key; return their ids."""
    found = []
    for key in keys:
        done = connection.execute(insert(ATTEMPTS).values(key=key, at=at))
        made = done.inserted_primary_key
        assert made is not None  # noqa: S101 -- the table has a key that the database gives
        found.append(int(made[0]))
    return found


def times(connection: Connection, key: str, since: int) -> list[int]:
    """Return when tries were made under a key, oldest first."""
    query = select(ATTEMPTS.c.at).where(ATTEMPTS.c.key == key, ATTEMPTS.c.at > since)
    return sorted(connection.scalars(query))


def remove(connection: Connection, ids: Iterable[int]) -> None:
    """Take tries back."""
    connection.execute(delete(ATTEMPTS).where(ATTEMPTS.c.id.in_(list(ids))))


def clear(connection: Connection, key: str) -> None:
    """Forget all tries under a key."""
    connection.execute(delete(ATTEMPTS).where(ATTEMPTS.c.key == key))


def forget(connection: Connection, before: int) -> None:
    """Remove what is too old to count."""
    connection.execute(delete(ATTEMPTS).where(ATTEMPTS.c.at <= before))
