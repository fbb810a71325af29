"""The statements on the table of notices, and what the stream is told of them."""

from __future__ import annotations

import json

from sqlalchemy import Connection, RowMapping, insert, select, update

from oxymap.catalogue.records import Text
from oxymap.db.kiosk_tables import NOTICES
from oxymap.db.tables import EVENTS
from oxymap.errors import NotFoundError
from oxymap.notices.models import Notice


def add(connection: Connection, notice: Notice) -> int:
    """Add a notice; return its number, whatever number it carries."""
    document = {"title": notice.title.model_dump(), "body": notice.body.model_dump()}
    done = connection.execute(
        insert(NOTICES).values(
            severity=notice.severity,
            document=json.dumps(document, ensure_ascii=False, sort_keys=True),
            districts=" ".join(notice.districts),
            places=" ".join(notice.places),
            from_at=notice.from_at,
            until_at=notice.until_at,
            author=notice.author,
            created_at=notice.created_at,
        )
    )
    key = done.inserted_primary_key
    assert key is not None  # noqa: S101 -- of an insert of one row
    return int(key[0])


def end(connection: Connection, notice_id: int, actor: str, at: int) -> None:
    """Note who has ended a notice, and when."""
    connection.execute(
        update(NOTICES).where(NOTICES.c.id == notice_id).values(ended_by=actor, ended_at=at)
    )


def get(connection: Connection, notice_id: int) -> Notice:
    """Return a notice; raise NotFoundError when there is none."""
    query = select(NOTICES).where(NOTICES.c.id == notice_id)
    row = connection.execute(query).mappings().first()
    if row is None:
        raise NotFoundError(f"There is no notice {notice_id}.", notice_id)
    return _notice(row)


def standing(connection: Connection, at: int) -> list[Notice]:
    """Return the notices that hold at a moment or will hold later."""
    query = select(NOTICES).where(
        NOTICES.c.ended_at.is_(None), (NOTICES.c.until_at.is_(None)) | (NOTICES.c.until_at > at)
    )
    return [_notice(row) for row in connection.execute(query).mappings()]


def newest(connection: Connection, most: int) -> list[Notice]:
    """Return notices in any state, the newest first."""
    query = select(NOTICES).order_by(NOTICES.c.id.desc()).limit(most)
    return [_notice(row) for row in connection.execute(query).mappings()]


def announce(connection: Connection, at: int, body: str) -> None:
    """Write an event ``notice`` for the stream; `body` is JSON."""
    connection.execute(insert(EVENTS).values(at=at, kind="notice", body=body))


def _notice(row: RowMapping) -> Notice:
    document = json.loads(row["document"])
    return Notice(
        id=row["id"],
        severity=row["severity"],
        title=Text.model_validate(document["title"]),
        body=Text.model_validate(document["body"]),
        districts=tuple(row["districts"].split()),
        places=tuple(row["places"].split()),
        from_at=row["from_at"],
        until_at=row["until_at"],
        author=row["author"],
        created_at=row["created_at"],
        ended_by=row["ended_by"],
        ended_at=row["ended_at"],
    )
