"""The SQL of the screens, one function a statement."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import cast

import orjson
from sqlalchemy import Connection, Row, delete, func, insert, select, update

from oxymap.db.kiosk_tables import KIOSK_EVENTS, KIOSK_PICTURES, KIOSK_STATES
from oxymap.kiosks.models import TOLD, Beat, Event, EventKind, Known


def token_hash(token: str) -> str:
    """Return what is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


# --- states ----------------------------------------------------------------------------


def known(connection: Connection) -> dict[str, Known]:
    """Return all screens that have been heard of or have a token."""
    return {row.kiosk_id: _known(row) for row in connection.execute(select(KIOSK_STATES))}


def find(connection: Connection, kiosk_id: str) -> Known | None:
    """Return what is kept of a screen, or None."""
    query = select(KIOSK_STATES).where(KIOSK_STATES.c.kiosk_id == kiosk_id)
    row = connection.execute(query).first()
    return None if row is None else _known(row)


def hash_of(connection: Connection, kiosk_id: str) -> str | None:
    """Return the hash of a screen's token, or None."""
    query = select(KIOSK_STATES.c.token_hash).where(KIOSK_STATES.c.kiosk_id == kiosk_id)
    return connection.scalar(query)


def add(connection: Connection, kiosk_id: str, at: int, beat: Beat | None) -> None:
    """Add a screen."""
    values = {"kiosk_id": kiosk_id, "first_at": at, "last_at": at, "document": _document(beat)}
    connection.execute(insert(KIOSK_STATES).values(values))


def heard(connection: Connection, kiosk_id: str, first_at: int, at: int, beat: Beat) -> None:
    """Write what a known screen has said."""
    connection.execute(
        update(KIOSK_STATES)
        .where(KIOSK_STATES.c.kiosk_id == kiosk_id)
        .values(first_at=first_at, last_at=at, document=_document(beat))
    )


def set_token(connection: Connection, kiosk_id: str, hashed: str | None) -> None:
    """Write the hash of a screen's token."""
    connection.execute(
        update(KIOSK_STATES).where(KIOSK_STATES.c.kiosk_id == kiosk_id).values(token_hash=hashed)
    )


def set_asked(connection: Connection, kiosk_id: str, at: int | None) -> None:
    """Write since when a screen is asked for a picture; None: it is not."""
    wishes = None if at is None else orjson.dumps({"picture": at}).decode()
    connection.execute(
        update(KIOSK_STATES).where(KIOSK_STATES.c.kiosk_id == kiosk_id).values(wishes=wishes)
    )


def _document(beat: Beat | None) -> str:
    return "null" if beat is None else beat.model_dump_json()


def _known(row: Row[tuple[object, ...]]) -> Known:
    wishes = orjson.loads(row.wishes) if row.wishes else {}
    return Known(
        kiosk_id=row.kiosk_id,
        first_at=int(row.first_at),
        last_at=int(row.last_at),
        beat=None if row.document == "null" else Beat.model_validate_json(row.document),
        has_token=row.token_hash is not None,
        asked_at=wishes.get("picture"),
    )


# --- events ----------------------------------------------------------------------------


def add_events(connection: Connection, events: Iterable[Event]) -> None:
    """Add events."""
    rows = [
        {"kiosk_id": event.kiosk_id, "at": event.at, "kind": event.kind, "detail": event.detail}
        for event in events
    ]
    if rows:
        connection.execute(insert(KIOSK_EVENTS), rows)


def events_since(connection: Connection, since: int) -> list[Event]:
    """Return the events of all screens since a moment, oldest first; not what was told."""
    query = (
        select(KIOSK_EVENTS)
        .where(KIOSK_EVENTS.c.at >= since, KIOSK_EVENTS.c.kind.not_in(TOLD))
        .order_by(KIOSK_EVENTS.c.at, KIOSK_EVENTS.c.id)
    )
    return [
        Event(row.kiosk_id, int(row.at), cast("EventKind", row.kind), row.detail)
        for row in connection.execute(query)
    ]


def last_told(connection: Connection) -> dict[str, str]:
    """Return what was told of each screen last: ``alert`` or ``recovered``."""
    query = (
        select(KIOSK_EVENTS.c.kiosk_id, KIOSK_EVENTS.c.kind)
        .where(KIOSK_EVENTS.c.kind.in_(TOLD))
        .order_by(KIOSK_EVENTS.c.id)
    )
    return {row.kiosk_id: row.kind for row in connection.execute(query)}


def count_events(connection: Connection, kiosk_id: str, since: int) -> int:
    """Return how many events of a screen are kept since a moment."""
    query = select(func.count()).where(
        KIOSK_EVENTS.c.kiosk_id == kiosk_id, KIOSK_EVENTS.c.at >= since
    )
    return int(connection.scalar(query) or 0)


def forget_events(connection: Connection, kiosk_id: str, before: int) -> None:
    """Remove old events of a screen."""
    connection.execute(
        delete(KIOSK_EVENTS).where(KIOSK_EVENTS.c.kiosk_id == kiosk_id, KIOSK_EVENTS.c.at < before)
    )


# --- pictures --------------------------------------------------------------------------


def pictures(connection: Connection) -> dict[str, list[int]]:
    """Return when each screen's pictures were taken, newest first."""
    query = select(KIOSK_PICTURES.c.kiosk_id, KIOSK_PICTURES.c.at).order_by(
        KIOSK_PICTURES.c.at.desc()
    )
    found: dict[str, list[int]] = {}
    for row in connection.execute(query):
        found.setdefault(row.kiosk_id, []).append(int(row.at))
    return found


def picture(connection: Connection, kiosk_id: str, at: int) -> str | None:
    """Return the file of a picture, by its hash, or None."""
    return connection.scalar(
        select(KIOSK_PICTURES.c.blob_sha256).where(
            KIOSK_PICTURES.c.kiosk_id == kiosk_id, KIOSK_PICTURES.c.at == at
        )
    )


def put_picture(connection: Connection, kiosk_id: str, at: int, sha256: str) -> None:
    """Write which file is a screen's picture of a moment."""
    forget_picture(connection, kiosk_id, at)
    connection.execute(insert(KIOSK_PICTURES).values(kiosk_id=kiosk_id, at=at, blob_sha256=sha256))


def forget_picture(connection: Connection, kiosk_id: str, at: int) -> None:
    """Remove a picture; its file stays."""
    connection.execute(
        delete(KIOSK_PICTURES).where(
            KIOSK_PICTURES.c.kiosk_id == kiosk_id, KIOSK_PICTURES.c.at == at
        )
    )


def is_used(connection: Connection, sha256: str) -> bool:
    """Tell whether a file is still some screen's picture."""
    query = select(KIOSK_PICTURES.c.at).where(KIOSK_PICTURES.c.blob_sha256 == sha256).limit(1)
    return connection.execute(query).first() is not None
