"""Keep who is signed in; of the cookie's secret only the hash."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, Row, delete, insert, or_, select, update

from oxymap.db.studio_tables import SESSIONS


@dataclass(frozen=True)
class Kept:
    """A row of the sessions."""

    id: int
    hash: str
    person_id: int
    csrf: str
    created_at: int
    last_at: int
    second_done: bool
    network: str
    agent: str


def add(connection: Connection, **values: object) -> Kept:
    """Add a session and return it."""
    done = connection.execute(insert(SESSIONS).values(values))
    key = done.inserted_primary_key
    assert key is not None  # noqa: S101 -- the table has a key that the database gives
    return _kept(connection.execute(select(SESSIONS).where(SESSIONS.c.id == key[0])).one())


def by_hash(connection: Connection, hashed: str) -> Kept | None:
    """Return the session whose cookie has a hash, or None."""
    row = connection.execute(select(SESSIONS).where(SESSIONS.c.hash == hashed)).first()
    return None if row is None else _kept(row)


def of_person(connection: Connection, person_id: int) -> list[Kept]:
    """Return a person's sessions, the one used last first."""
    query = select(SESSIONS).where(SESSIONS.c.person_id == person_id)
    found = map(_kept, connection.execute(query))
    return sorted(found, key=lambda session: (-session.last_at, -session.id))


def change(connection: Connection, session_id: int, **values: object) -> None:
    """Change columns of a session."""
    connection.execute(update(SESSIONS).where(SESSIONS.c.id == session_id).values(values))


def end(connection: Connection, session_id: int, person_id: int) -> bool:
    """End a session of a person; tell whether there was one."""
    done = connection.execute(
        delete(SESSIONS).where(SESSIONS.c.id == session_id, SESSIONS.c.person_id == person_id)
    )
    return bool(done.rowcount)


def end_all(connection: Connection, person_id: int, but: int | None = None) -> int:
    """End a person's sessions but one; return how many."""
    query = delete(SESSIONS).where(SESSIONS.c.person_id == person_id)
    if but is not None:
        query = query.where(SESSIONS.c.id != but)
    return int(connection.execute(query).rowcount)


def forget_ended(connection: Connection, created_before: int, used_before: int) -> None:
    """Remove sessions that have ended by themselves."""
    old = or_(SESSIONS.c.created_at < created_before, SESSIONS.c.last_at < used_before)
    connection.execute(delete(SESSIONS).where(old))


def _kept(row: Row[tuple[object, ...]]) -> Kept:
    return Kept(**row._mapping)
