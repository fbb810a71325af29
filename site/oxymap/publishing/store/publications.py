"""The overlay's lines: only ever added to."""

from __future__ import annotations

from sqlalchemy import Connection, RowMapping, func, insert, select

from oxymap.db.studio_tables import PUBLICATIONS as P
from oxymap.publishing.models import Action, Publication, Ref, Submission


def add(  # noqa: PLR0913 -- a column a parameter
    connection: Connection,
    ref: Ref,
    action: Action,
    *,
    revision: int | None,
    submission: Submission | None,
    shipped_sha256: str | None,
    actor: str,
    at: int,
    from_at: int,
    until_at: int | None,
    note: str,
) -> int:
    """Write a line and return its number. One line is one publication: whole or not at all."""
    row = {
        "ref": str(ref), "action": action, "revision_id": revision,
        "submission_id": submission.id if submission else None,
        "shipped_sha256": shipped_sha256, "actor": actor, "at": at, "from_at": from_at,
        "until_at": until_at, "note": note,
    }  # fmt: skip
    key = connection.execute(insert(P).values(**row)).inserted_primary_key
    assert key is not None  # noqa: S101 -- one row always has one
    return int(key[0])


def newest(connection: Connection) -> int:
    """Return the number of the newest line; 0 without any."""
    return int(connection.scalar(select(func.max(P.c.id))) or 0)


def newest_of(connection: Connection, ref: Ref) -> int | None:
    """Return the number of the newest line of one object, in force or to come."""
    found = connection.scalar(select(func.max(P.c.id)).where(P.c.ref == str(ref)))
    return None if found is None else int(found)


def every(connection: Connection) -> list[Publication]:
    """Return all lines, oldest first."""
    return [_publication(row) for row in connection.execute(select(P).order_by(P.c.id)).mappings()]


def of_ref(connection: Connection, ref: Ref) -> list[Publication]:
    """Return the lines of one object, newest first."""
    query = select(P).where(P.c.ref == str(ref)).order_by(P.c.id.desc())
    return [_publication(row) for row in connection.execute(query).mappings()]


def _publication(row: RowMapping) -> Publication:
    return Publication(
        row["id"], Ref.parse(row["ref"]), row["action"], row["revision_id"],
        row["submission_id"], row["shipped_sha256"], row["actor"], row["at"], row["from_at"],
        row["until_at"], row["note"],
    )  # fmt: skip
