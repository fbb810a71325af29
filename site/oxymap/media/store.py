"""The statements on the table of photographs."""

from __future__ import annotations

import json
from dataclasses import dataclass

from sqlalchemy import Connection, RowMapping, delete, select, update

from oxymap.catalogue.records import Photo
from oxymap.db.studio_tables import PHOTOS
from oxymap.errors import NotFoundError
from oxymap.media.blobs import forget_blob
from oxymap.media.models import Draft, PhotoRecord, Words


@dataclass(frozen=True)
class Entry:
    """A row: what came in, and the usable photograph once its texts are written."""

    draft: Draft
    record: PhotoRecord | None
    master_sha256: str
    original_sha256: str

    def need_record(self) -> PhotoRecord:
        """Return the usable photograph; raise NotFoundError before its texts are written."""
        if self.record is None:
            raise NotFoundError(f"The photograph {self.draft.id!r} has no texts.", self.draft.id)
        return self.record


def insert(connection: Connection, draft: Draft, master_sha256: str, original_sha256: str) -> None:
    """Add a photograph without texts."""
    document = {
        "width": draft.width,
        "height": draft.height,
        "filename": draft.filename,
        "position": draft.position,
        "taken_at": draft.taken_at,
        "words": None,
    }
    connection.execute(
        PHOTOS.insert().values(
            id=draft.id,
            document=_dump(document),
            master_sha256=master_sha256,
            original_sha256=original_sha256,
            uploaded_by=draft.uploaded_by,
            created_at=draft.created_at,
        )
    )


def find(connection: Connection, photo_id: str) -> Entry | None:
    """Return a photograph's row, or None."""
    query = select(PHOTOS).where(PHOTOS.c.id == photo_id)
    row = connection.execute(query).mappings().first()
    return _entry(row) if row is not None else None


def get(connection: Connection, photo_id: str) -> Entry:
    """Return a photograph's row; raise NotFoundError when there is none."""
    found = find(connection, photo_id)
    if found is None:
        raise NotFoundError(f"There is no photograph {photo_id!r}.", photo_id)
    return found


def entries(connection: Connection) -> list[Entry]:
    """Return all rows, newest first."""
    query = select(PHOTOS).order_by(PHOTOS.c.created_at.desc(), PHOTOS.c.id)
    return [_entry(row) for row in connection.execute(query).mappings()]


def describe(connection: Connection, photo_id: str, words: Words) -> None:
    """Write a photograph's texts."""
    texts = {
        "alt": words.alt.model_dump(),
        "credit": words.credit,
        "licence": words.licence,
        "caption": words.caption.model_dump() if words.caption else None,
    }
    _change(connection, photo_id, words=texts)


def forget_position(connection: Connection, photo_id: str) -> None:
    """Delete where a photograph was taken."""
    _change(connection, photo_id, position=None)


def delete_photo(connection: Connection, entry: Entry) -> None:
    """Delete a row with its files."""
    connection.execute(delete(PHOTOS).where(PHOTOS.c.id == entry.draft.id))
    for sha256 in {entry.master_sha256, entry.original_sha256}:
        forget_blob(connection, sha256)


def _change(connection: Connection, photo_id: str, **members: object) -> None:
    where = PHOTOS.c.id == photo_id
    text = connection.execute(select(PHOTOS.c.document).where(where)).scalar()
    if text is None:
        raise NotFoundError(f"There is no photograph {photo_id!r}.", photo_id)
    document = _dump({**json.loads(text), **members})
    connection.execute(update(PHOTOS).where(where).values(document=document))


def _dump(document: dict[str, object]) -> str:
    return json.dumps(document, ensure_ascii=False, sort_keys=True)


def _entry(row: RowMapping) -> Entry:
    document = json.loads(row["document"])
    position = document["position"]
    draft = Draft(
        id=row["id"],
        width=document["width"],
        height=document["height"],
        filename=document["filename"],
        uploaded_by=row["uploaded_by"],
        created_at=row["created_at"],
        position=(position[0], position[1]) if position else None,
        taken_at=document["taken_at"],
    )
    words = document["words"]
    record = _record(draft, words) if words else None
    return Entry(draft, record, row["master_sha256"], row["original_sha256"])


def _record(draft: Draft, words: dict[str, dict[str, str]]) -> PhotoRecord:
    photo = Photo.model_validate(
        {"id": draft.id, "width": draft.width, "height": draft.height, **words}
    )
    return PhotoRecord(
        photo=photo,
        filename=draft.filename,
        uploaded_by=draft.uploaded_by,
        created_at=draft.created_at,
        position=draft.position,
        taken_at=draft.taken_at,
    )
