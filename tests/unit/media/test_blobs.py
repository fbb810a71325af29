"""Received files: stored once, found by their hash, deleted when nobody needs them."""

from __future__ import annotations

import hashlib

import pytest
from sqlalchemy import Engine, func, select

from oxymap.db.engine import reading, writing
from oxymap.db.studio_tables import BLOBS
from oxymap.errors import NotFoundError
from oxymap.media.blobs import forget_blob, get_blob, put_blob


def test_file_comes_back_as_it_was(engine: Engine) -> None:
    with writing(engine) as connection:
        name = put_blob(connection, b"\0a track\xff", "application/gpx+xml")

    with reading(engine) as connection:
        assert get_blob(connection, name) == (b"\0a track\xff", "application/gpx+xml")
    assert name == hashlib.sha256(b"\0a track\xff").hexdigest()


def test_same_bytes_are_stored_once(engine: Engine) -> None:
    with writing(engine) as connection:
        names = {put_blob(connection, b"same", "text/plain") for _ in range(3)}

    with reading(engine) as connection:
        assert connection.scalar(select(func.count()).select_from(BLOBS)) == 1
    assert len(names) == 1


def test_unknown_file_is_not_found(engine: Engine) -> None:
    with reading(engine) as connection, pytest.raises(NotFoundError):
        get_blob(connection, "0" * 64)


def test_file_that_nobody_needs_is_deleted(engine: Engine) -> None:
    with writing(engine) as connection:
        name = put_blob(connection, b"alone", "text/plain")

        assert forget_blob(connection, name)
        assert not forget_blob(connection, name)
