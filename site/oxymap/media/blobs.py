"""Files as they were received, kept in the database and found by the hash of their bytes."""

from __future__ import annotations

import hashlib

from sqlalchemy import Connection, delete, or_, select

from oxymap import clock
from oxymap.db.studio_tables import BLOBS, IMPORTS, PHOTOS, SUBMISSIONS
from oxymap.errors import NotFoundError


def put_blob(connection: Connection, data: bytes, media_type: str) -> str:
    """Keep a file and return its name; the same bytes are stored once.

    Parameters
    ----------
    connection : a writing transaction; the file is kept when it commits.
    media_type : what it was found to be; a file that is there already keeps its first type.

    Returns
    -------
    SHA-256 of the bytes, 64 hexadecimal digits.
    """
    sha256 = hashlib.sha256(data).hexdigest()
    known = connection.execute(select(BLOBS.c.sha256).where(BLOBS.c.sha256 == sha256)).first()
    if known is None:
        connection.execute(
            BLOBS.insert().values(
                sha256=sha256,
                media_type=media_type,
                size=len(data),
                bytes=data,
                created_at=clock.seconds(),
            )
        )
    return sha256


def get_blob(connection: Connection, sha256: str) -> tuple[bytes, str]:
    """Return a kept file's bytes and media type.

    Raises
    ------
    NotFoundError : no file of this hash is kept.
    """
    query = select(BLOBS.c.bytes, BLOBS.c.media_type).where(BLOBS.c.sha256 == sha256)
    row = connection.execute(query).first()
    if row is None:
        raise NotFoundError(f"No file {sha256!r} is kept.", sha256)
    return bytes(row.bytes), str(row.media_type)


def forget_blob(connection: Connection, sha256: str) -> bool:
    """Delete a file unless a photograph, an import or an exemption still needs it.

    Returns
    -------
    Whether it was deleted.
    """
    users = (
        select(PHOTOS.c.id).where(
            or_(PHOTOS.c.master_sha256 == sha256, PHOTOS.c.original_sha256 == sha256)
        ),
        select(IMPORTS.c.id).where(IMPORTS.c.blob_sha256 == sha256),
        select(SUBMISSIONS.c.id).where(SUBMISSIONS.c.exemption.contains(sha256, autoescape=True)),
    )
    if any(connection.execute(query.limit(1)).first() is not None for query in users):
        return False
    return connection.execute(delete(BLOBS).where(BLOBS.c.sha256 == sha256)).rowcount > 0
