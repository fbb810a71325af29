"""Pieces of work, their steps and the remarks on them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, RowMapping, insert, select, update

from oxymap.db.studio_tables import COMMENTS as C
from oxymap.db.studio_tables import SUBMISSIONS as S
from oxymap.db.studio_tables import TRANSITIONS as T
from oxymap.publishing.models import (
    Comment,
    Exemption,
    Ref,
    Revision,
    State,
    Submission,
    Transition,
)


def add(  # noqa: PLR0913 -- a column a parameter
    connection: Connection,
    head: Revision,
    *,
    title: str,
    districts: Iterable[str],
    base: int | None,
    shipped_sha256: str | None,
    author: str,
) -> Submission:
    """Write a new draft and return it."""
    row = {
        "ref": str(head.ref), "title": title, "districts": " ".join(districts),
        "state": State.DRAFT, "head_id": head.id, "base_id": base,
        "shipped_sha256": shipped_sha256, "author": author, "created_at": head.at,
        "updated_at": head.at,
    }  # fmt: skip
    key = connection.execute(insert(S).values(**row)).inserted_primary_key
    assert key is not None  # noqa: S101 -- one row always has one
    found = get(connection, int(key[0]))
    assert found is not None  # noqa: S101 -- just written
    return found


def get(connection: Connection, submission_id: int) -> Submission | None:
    """Return one piece of work."""
    row = connection.execute(select(S).where(S.c.id == submission_id)).mappings().first()
    return _submission(row) if row else None


def find(
    connection: Connection,
    *,
    states: Iterable[State] | None = None,
    ref: Ref | None = None,
    author: str | None = None,
) -> list[Submission]:
    """Return the pieces of work that fit, last changed first."""
    query = select(S).order_by(S.c.updated_at.desc(), S.c.id.desc())
    if states is not None:
        query = query.where(S.c.state.in_([str(state) for state in states]))
    if ref is not None:
        query = query.where(S.c.ref == str(ref))
    if author is not None:
        query = query.where(S.c.author == author)
    return [_submission(row) for row in connection.execute(query).mappings()]


def change(connection: Connection, submission_id: int, values: Mapping[str, object]) -> None:
    """Change columns of one piece of work."""
    connection.execute(update(S).where(S.c.id == submission_id).values(**values))


def exemption_text(exemption: Exemption) -> str:
    """Return an exemption as the column holds it."""
    return json.dumps(
        {
            "reason": exemption.reason,
            "document_sha256": exemption.document_sha256,
            "document_name": exemption.document_name,
            "by": exemption.by,
            "at": exemption.at,
            "zones": list(exemption.zones),
        },
        ensure_ascii=False,
    )


def add_transition(connection: Connection, submission: Submission, step: Transition) -> None:
    """Write one step."""
    connection.execute(
        insert(T).values(
            submission_id=submission.id, state_from=step.state_from, state_to=step.state_to,
            revision_id=step.revision, actor=step.actor, at=step.at, note=step.note,
        )
    )  # fmt: skip


def transitions(connection: Connection, submission_id: int) -> list[Transition]:
    """Return the steps of a piece of work, oldest first."""
    query = select(T).where(T.c.submission_id == submission_id).order_by(T.c.id)
    return [
        Transition(row["state_from"], row["state_to"], row["revision_id"], row["actor"],
                   row["at"], row["note"])
        for row in connection.execute(query).mappings()
    ]  # fmt: skip


def add_comment(
    connection: Connection,
    submission: Submission,
    *,
    author: str,
    at: int,
    text: str,
    anchor: Mapping[str, object],
) -> Comment:
    """Write a remark and return it."""
    row = {
        "submission_id": submission.id, "revision_id": submission.head, "author": author,
        "at": at, "text": text, "anchor": json.dumps(dict(anchor), ensure_ascii=False),
    }  # fmt: skip
    key = connection.execute(insert(C).values(**row)).inserted_primary_key
    assert key is not None  # noqa: S101 -- one row always has one
    return Comment(int(key[0]), submission.id, submission.head, author, at, text, anchor)


def comment(connection: Connection, comment_id: int) -> Comment | None:
    """Return one remark."""
    row = connection.execute(select(C).where(C.c.id == comment_id)).mappings().first()
    return _comment(row) if row else None


def comments(connection: Connection, submission_id: int) -> list[Comment]:
    """Return the remarks on a piece of work, oldest first."""
    query = select(C).where(C.c.submission_id == submission_id).order_by(C.c.id)
    return [_comment(row) for row in connection.execute(query).mappings()]


def resolve_comment(connection: Connection, comment_id: int, actor: str, at: int) -> None:
    """Note that a remark is settled."""
    statement = update(C).where(C.c.id == comment_id, C.c.resolved_at.is_(None))
    connection.execute(statement.values(resolved_by=actor, resolved_at=at))


def _comment(row: RowMapping) -> Comment:
    return Comment(
        row["id"], row["submission_id"], row["revision_id"], row["author"], row["at"],
        row["text"], json.loads(row["anchor"]), row["resolved_by"], row["resolved_at"],
    )  # fmt: skip


def _submission(row: RowMapping) -> Submission:
    exemption = json.loads(row["exemption"]) if row["exemption"] else None
    if exemption is not None:
        exemption = Exemption(**{**exemption, "zones": tuple(exemption["zones"])})
    return Submission(
        id=row["id"],
        ref=Ref.parse(row["ref"]),
        title=row["title"],
        districts=tuple(row["districts"].split()),
        state=State(row["state"]),
        head=row["head_id"],
        base=row["base_id"],
        shipped_sha256=row["shipped_sha256"],
        author=row["author"],
        reviewer=row["reviewer"],
        created_at=row["created_at"],
        updated_at=row["updated_at"],
        base_publication=row["base_publication_id"],
        publish_at=row["publish_at"],
        expire_at=row["expire_at"],
        exemption=exemption,
    )
