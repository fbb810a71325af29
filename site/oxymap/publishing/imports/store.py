"""The rows of imports: one function a statement."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import orjson
from sqlalchemy import ColumnElement, Connection, Row, and_, insert, or_, select, update

from oxymap.db.studio_tables import IMPORTS as I
from oxymap.publishing.imports.models import ImportJob, JobState
from oxymap.publishing.imports.wire import dump, refusal_from_json, report_from_json, say_from_json
from oxymap.wording import Say

_COLUMNS = [column for column in I.c if column.name != "tracks"]


def add(connection: Connection, values: Mapping[str, object], stage: Say, now: int) -> int:
    """Write a new import that waits, and return its number."""
    row = {
        **values, "state": JobState.WAITING, "progress": 0.0, "stage": dump(stage).decode(),
        "created_at": now, "updated_at": now, "lease_until": 0,
    }  # fmt: skip
    found = connection.execute(insert(I).values(**row).returning(I.c.id))
    return int(found.scalar_one())


def find(connection: Connection, job_id: int) -> ImportJob | None:
    """Return an import, or None."""
    row = connection.execute(select(*_COLUMNS).where(I.c.id == job_id)).first()
    return None if row is None else _job(row)


def of_submission(connection: Connection, submission_id: int) -> list[ImportJob]:
    """Return the imports of a submission, newest first."""
    query = select(*_COLUMNS).where(I.c.submission_id == submission_id).order_by(I.c.id.desc())
    return [_job(row) for row in connection.execute(query)]


def tracks_of(connection: Connection, job_id: int) -> str:
    """Return what was read, as `wire.tracks_to_json` wrote it; empty when nothing was."""
    return str(connection.scalar(select(I.c.tracks).where(I.c.id == job_id)) or "")


def due(connection: Connection, now: int) -> int | None:
    """Return the oldest import that nobody works on, or None."""
    waits = I.c.state == JobState.WAITING
    left = and_(I.c.state == JobState.RUNNING, I.c.lease_until < now)
    query = select(I.c.id).where(or_(waits, left)).order_by(I.c.id).limit(1)
    found = connection.scalar(query)
    return None if found is None else int(found)


def claim(connection: Connection, job_id: int, now: int, until: int) -> None:
    """Take an import that is due for this process."""
    connection.execute(
        update(I)
        .where(I.c.id == job_id)
        .values(state=JobState.RUNNING, lease_until=until, updated_at=now)
    )


def renew(
    connection: Connection, job: ImportJob, held: int, *, until: int, progress: float, stage: Say
) -> bool:
    """Keep an import and say how far it is; False when another process has taken it over."""
    done = connection.execute(
        update(I)
        .where(_is_held(job, held))
        .values(lease_until=until, progress=progress, stage=dump(stage).decode())
    )
    return done.rowcount == 1


def finish(connection: Connection, job: ImportJob, held: int, values: Mapping[str, object]) -> bool:
    """Write what became of an import; False when another process has taken it over."""
    done = connection.execute(update(I).where(_is_held(job, held)).values(lease_until=0, **values))
    return done.rowcount == 1


def wait_again(connection: Connection, job_id: int, crs: str, stage: Say, now: int) -> None:
    """Put an import in line once more; what was read before is forgotten."""
    connection.execute(
        update(I)
        .where(I.c.id == job_id)
        .values(
            crs=crs, state=JobState.WAITING, progress=0.0, stage=dump(stage).decode(), report=None,
            tracks=None, accepted=None, updated_at=now, lease_until=0,
        )
    )  # fmt: skip


def mark_taken(connection: Connection, job_id: int, accepted: Iterable[str], now: int) -> None:
    """Note that an import is in the draft, and with which repairs."""
    names = orjson.dumps(sorted(accepted)).decode()
    connection.execute(
        update(I)
        .where(I.c.id == job_id)
        .values(state=JobState.TAKEN, accepted=names, updated_at=now)
    )


def _is_held(job: ImportJob, held: int) -> ColumnElement[bool]:
    """Say that the import is still the one that was claimed, read as the same datum."""
    return and_(
        I.c.id == job.id,
        I.c.state == JobState.RUNNING,
        I.c.lease_until == held,
        I.c.crs == job.crs,
    )


def _job(row: Row[tuple[object, ...]]) -> ImportJob:
    state = JobState(row.state)
    failed = state is JobState.FAILED
    return ImportJob(
        id=row.id,
        submission_id=row.submission_id,
        filename=row.filename,
        crs=row.crs,
        state=state,
        progress=row.progress,
        stage=say_from_json(orjson.loads(row.stage)),
        report=report_from_json(row.report) if row.report and not failed else None,
        refusal=refusal_from_json(row.report) if row.report and failed else None,
        actor=row.actor,
        created_at=row.created_at,
        updated_at=row.updated_at,
        sha256=row.blob_sha256,
        accepted=tuple(orjson.loads(row.accepted)) if row.accepted else (),
    )
