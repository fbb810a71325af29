from __future__ import annotations

import threading
from pathlib import Path

import pytest
from sqlalchemy import text

from oxymap.db.engine import database_url, open_engine, reading, writing
from oxymap.errors import StoreError


def test_database_lies_in_the_data_folder_unless_an_address_is_set(tmp_path: Path) -> None:
    assert database_url(tmp_path, None) == f"sqlite:///{tmp_path}/oxymap.sqlite3"
    assert database_url(tmp_path, "postgresql://db/oxymap") == "postgresql://db/oxymap"


@pytest.mark.parametrize("address", ["nonsense", "nonsense://", "mssql://db/oxymap"])
def test_address_that_is_none_is_refused(address: str) -> None:
    with pytest.raises(StoreError, match="address"):
        open_engine(address)


@pytest.mark.parametrize("driver", ["postgres", "postgresql", "postgresql+psycopg"])
def test_postgresql_may_be_written_as_elsewhere(driver: str) -> None:
    engine = open_engine(f"{driver}://me:secret@db:5433/oxymap?sslmode=require")

    assert engine.url.drivername == "postgresql+psycopg"
    assert (engine.url.host, engine.url.port, engine.url.database) == ("db", 5433, "oxymap")
    assert engine.url.query == {"sslmode": "require", "connect_timeout": "10"}


def test_commits_are_durable_and_written_ahead(tmp_path: Path) -> None:
    engine = open_engine(database_url(tmp_path, None))

    with reading(engine) as connection:
        journal = connection.scalar(text("PRAGMA journal_mode"))
        synchronous = connection.scalar(text("PRAGMA synchronous"))

    assert (journal, synchronous) == ("wal", 2)


def test_no_update_is_lost_between_threads(tmp_path: Path) -> None:
    engine = open_engine(database_url(tmp_path, None))
    with writing(engine) as connection:
        connection.execute(text("CREATE TABLE counter (value INTEGER)"))
        connection.execute(text("INSERT INTO counter VALUES (0)"))

    def increase() -> None:
        for _ in range(200):
            with writing(engine) as connection:
                value = connection.scalar(text("SELECT value FROM counter"))
                connection.execute(text("UPDATE counter SET value = :v"), {"v": int(value) + 1})

    threads = [threading.Thread(target=increase) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    with reading(engine) as connection:
        assert connection.scalar(text("SELECT value FROM counter")) == 1600


def test_failed_block_leaves_nothing(tmp_path: Path) -> None:
    engine = open_engine(database_url(tmp_path, None))
    with writing(engine) as connection:
        connection.execute(text("CREATE TABLE kept (value INTEGER)"))

    with pytest.raises(StoreError), writing(engine) as connection:
        connection.execute(text("INSERT INTO kept VALUES (1)"))
        connection.execute(text("INSERT INTO nowhere VALUES (1)"))

    with reading(engine) as connection:
        assert connection.scalar(text("SELECT count(*) FROM kept")) == 0


def test_reader_does_not_wait_for_a_writer(tmp_path: Path) -> None:
    engine = open_engine(database_url(tmp_path, None))
    with writing(engine) as connection:
        connection.execute(text("CREATE TABLE kept (value INTEGER)"))

    with writing(engine) as writer:
        writer.execute(text("INSERT INTO kept VALUES (1)"))
        with reading(engine) as connection:
            seen = connection.scalar(text("SELECT count(*) FROM kept"))

    assert seen == 0


def test_database_that_cannot_be_read_is_an_error_of_the_store(tmp_path: Path) -> None:
    engine = open_engine(database_url(tmp_path, None))

    with pytest.raises(StoreError, match="read"), reading(engine) as connection:
        connection.execute(text("SELECT 1 FROM nowhere"))
