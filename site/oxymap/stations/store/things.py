"""Keep the register's changes and the tokens."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

import orjson
from sqlalchemy import Connection, delete, func, or_, select, update

from oxymap.db.tables import THINGS, TOKENS
from oxymap.stations.store.upserts import insert, replacing

Document = Mapping[str, object]


def put_thing(connection: Connection, thing_id: str, document: Document, now: int) -> None:
    """Write what the database says of a station; `now` in ns, later than any other change."""
    newest = signature(connection)[1]
    values = {
        "id": thing_id,
        "document": orjson.dumps(document).decode(),
        "updated_at": max(now, newest + 1),
    }
    connection.execute(replacing(connection, THINGS), [values])


def all_things(connection: Connection) -> dict[str, dict[str, object]]:
    """Return what the database says of each station, by id, in the order of the ids."""
    rows = connection.execute(select(THINGS.c.id, THINGS.c.document)).all()
    # Engines sort texts each in its own manner, and unsorted rows may come in any order.
    return {row.id: orjson.loads(row.document) for row in sorted(rows, key=lambda row: str(row.id))}


def add_token(connection: Connection, thing_id: str, token: str, now: int) -> None:
    """Keep the hash of a new token."""
    values = {"hash": token_hash(token), "thing_id": thing_id, "created_at": now}
    connection.execute(insert(connection, TOKENS), [values])


def expire_tokens(connection: Connection, thing_id: str, at: int) -> int:
    """Let all tokens of a station end at a time, unless they end earlier; return how many."""
    done = connection.execute(
        update(TOKENS)
        .where(
            TOKENS.c.thing_id == thing_id,
            or_(TOKENS.c.expires_at.is_(None), TOKENS.c.expires_at > at),
        )
        .values(expires_at=at)
    )
    return int(done.rowcount)


def remove_expired_tokens(connection: Connection, before: int) -> None:
    """Forget tokens that have ended."""
    connection.execute(delete(TOKENS).where(TOKENS.c.expires_at <= before))


def token_owner(connection: Connection, hashed: str, now: int) -> str | None:
    """Return the station that a token belongs to, by the token's hash."""
    row = connection.execute(
        select(TOKENS.c.thing_id, TOKENS.c.expires_at).where(TOKENS.c.hash == hashed)
    ).first()
    if row is None or (row.expires_at is not None and row.expires_at <= now):
        return None
    return str(row.thing_id)


def token_hash(token: str) -> str:
    """Return what is kept of a token; it is random enough that a plain hash is safe."""
    return hashlib.sha256(token.encode()).hexdigest()


def signature(connection: Connection) -> tuple[int, int]:
    """Return what changes whenever a station is added or changed."""
    row = connection.execute(select(func.count(), func.max(THINGS.c.updated_at))).one()
    return int(row[0]), int(row[1] or 0)
