"""Saved states of objects."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, RowMapping, insert, select

from oxymap.db.studio_tables import REVISIONS as R
from oxymap.publishing.models import Document, Ref, Revision


def add(  # noqa: PLR0913 -- a column a parameter
    connection: Connection,
    document: Document,
    *,
    parent: int | None,
    merged: int | None,
    author: str,
    at: int,
    note: str,
) -> Revision:
    """Write a revision and return it."""
    row = {
        "ref": str(document.ref), "parent_id": parent, "merged_id": merged,
        "document": document.to_json(), "sha256": document.sha256, "author": author, "at": at,
        "note": note,
    }  # fmt: skip
    key = connection.execute(insert(R).values(**row)).inserted_primary_key
    assert key is not None  # noqa: S101 -- one row always has one
    return Revision(int(key[0]), document, parent, merged, author, at, note)


def get(connection: Connection, revision_id: int) -> Revision | None:
    """Return one revision."""
    row = connection.execute(select(R).where(R.c.id == revision_id)).mappings().first()
    return _revision(row) if row else None


def get_many(connection: Connection, ids: Iterable[int]) -> dict[int, Revision]:
    """Return revisions by id."""
    found = connection.execute(select(R).where(R.c.id.in_(sorted(set(ids))))).mappings()
    return {int(row["id"]): _revision(row) for row in found}


def of_ref(connection: Connection, ref: Ref) -> Sequence[Revision]:
    """Return the revisions of an object, newest first."""
    query = select(R).where(R.c.ref == str(ref)).order_by(R.c.id.desc())
    return [_revision(row) for row in connection.execute(query).mappings()]


def refs(connection: Connection) -> set[str]:
    """Return every object that has a revision."""
    return {str(ref) for (ref,) in connection.execute(select(R.c.ref).distinct())}


def _revision(row: RowMapping) -> Revision:
    document = Document.from_json(Ref.parse(row["ref"]), row["document"])
    return Revision(
        row["id"], document, row["parent_id"], row["merged_id"], row["author"], row["at"],
        row["note"],
    )  # fmt: skip
