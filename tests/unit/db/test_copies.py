"""A backup holds everything, is whole or not there, and goes back into either engine."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Engine, insert, select

from oxymap.db import studio_tables, tables
from oxymap.db.copies import TABLES, check_copy, read_copy, write_copy
from oxymap.db.engine import open_engine, reading, writing
from oxymap.db.migrate import HEAD, ensure_schema
from oxymap.errors import StoreError
from tests.unit.stations.postgres import Opener, Server, engines, running_server

PERSON = {
    "name": "anna", "display": "安娜", "password_hash": "x", "must_change": False,
    "disabled": True, "created_at": 1,
}  # fmt: skip
BLOB = {
    "sha256": "5" * 64, "media_type": "image/png", "size": 256, "bytes": bytes(range(256)),
    "created_at": 1,
}  # fmt: skip


def open_(folder: Path) -> Engine:
    folder.mkdir(exist_ok=True)
    engine = open_engine(f"sqlite:///{folder / 'oxymap.sqlite3'}")
    ensure_schema(engine)
    return engine


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    return open_(tmp_path / "one")


@pytest.fixture
def other(tmp_path: Path) -> Engine:
    return open_(tmp_path / "two")


def fill(engine: Engine, **person: object) -> None:
    with writing(engine) as connection:
        connection.execute(insert(studio_tables.PEOPLE).values({**PERSON, **person}))
        connection.execute(
            insert(studio_tables.GRANTS).values(person_id=1, role="author", district="*")
        )
        connection.execute(insert(studio_tables.BLOBS).values(BLOB))


def contents(engine: Engine) -> dict[str, list[tuple[object, ...]]]:
    with reading(engine) as connection:
        return {
            table.name: sorted((tuple(row) for row in connection.execute(select(table))), key=repr)
            for table in TABLES
        }


def test_copy_has_every_table() -> None:
    assert {table.name for table in TABLES} == set(tables.METADATA.tables)


def test_everything_comes_back(engine: Engine, other: Engine, tmp_path: Path) -> None:
    fill(engine)
    fill(other, name="bo", display="Bo")

    written = write_copy(engine, tmp_path / "kept" / "all.oxymap")
    read = read_copy(tmp_path / "kept" / "all.oxymap", other)

    assert written == read
    assert (written.revision, written.rows["people"], written.rows["grants"]) == (HEAD, 1, 1)
    assert contents(other) == contents(engine)
    assert contents(other)["people"][0][1] == "anna"


def test_rows_of_the_log_come_back_and_stay_unchangeable(
    engine: Engine, other: Engine, tmp_path: Path
) -> None:
    write_copy(engine, tmp_path / "copy")
    read_copy(tmp_path / "copy", other)

    with reading(other) as connection:
        found = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        assert {row[0] for row in found} >= {"tr_audit_update", "tr_audit_delete"}


def test_copy_is_of_one_moment_while_others_write(engine: Engine, tmp_path: Path) -> None:
    stop = threading.Event()

    def write() -> None:
        number = 0
        while not stop.is_set():
            number += 1
            with writing(engine) as connection:
                connection.execute(
                    insert(studio_tables.PEOPLE).values({**PERSON, "name": f"p{number}"})
                )
                connection.execute(
                    insert(studio_tables.GRANTS).values(
                        person_id=number, role="author", district="*"
                    )
                )

    writer = threading.Thread(target=write)
    writer.start()
    try:
        found = [write_copy(engine, tmp_path / f"copy-{number}").rows for number in range(5)]
    finally:
        stop.set()
        writer.join()

    # A person and the person's role are written in one step.
    assert all(rows["people"] == rows["grants"] for rows in found)
    assert found[-1]["people"] > found[0]["people"]


def test_copy_is_its_owners_alone_and_nothing_is_left_beside_it(
    engine: Engine, tmp_path: Path
) -> None:
    folder = tmp_path / "kept"
    write_copy(engine, folder / "copy")
    write_copy(engine, folder / "copy")

    assert [path.name for path in folder.iterdir()] == ["copy"]
    assert (folder / "copy").stat().st_mode & 0o777 == 0o600


def test_file_of_something_else_is_not_replaced(engine: Engine, tmp_path: Path) -> None:
    file = tmp_path / "thesis.odt"
    file.write_text("years of work")

    with pytest.raises(StoreError, match=r"thesis\.odt is there already"):
        write_copy(engine, file)

    assert file.read_text() == "years of work"


def test_database_in_use_is_not_taken_for_a_copy(
    engine: Engine, other: Engine, tmp_path: Path
) -> None:
    write_copy(engine, tmp_path / "copy")
    read_copy(tmp_path / "copy", other)

    with pytest.raises(StoreError, match="choose another name"):
        write_copy(other, tmp_path / "two" / "oxymap.sqlite3")


# --- files that cannot be used -----------------------------------------------------------


def not_there(file: Path) -> None:
    file.unlink()


def of_something_else(file: Path) -> None:
    file.write_bytes(b"PK\x03\x04" + bytes(5000))


def cut_off(file: Path) -> None:
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def of_the_future(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()


def with_an_orphan(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("DELETE FROM people")
        connection.commit()


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (not_there, "There is no file"), (of_something_else, "is no backup"),
        (cut_off, "is damaged"), (of_the_future, "newer than this OxyMap"),
        (with_an_orphan, "a row of grants belongs to nothing"),
    ],
)  # fmt: skip
def test_spoilt_file_changes_nothing(
    engine: Engine, other: Engine, tmp_path: Path, spoil: object, said: str
) -> None:
    assert callable(spoil)
    fill(engine)
    fill(other, name="bo")
    write_copy(engine, tmp_path / "copy")
    spoil(tmp_path / "copy")
    before = contents(other)

    for use in (check_copy, lambda file: read_copy(file, other)):
        with pytest.raises(StoreError, match=said):
            use(tmp_path / "copy")

    assert contents(other) == before


# --- the other engine --------------------------------------------------------------------


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with running_server() as found:
        yield found


@pytest.fixture
def opened() -> Iterator[Opener]:
    with engines() as opening:
        yield opening


def test_copy_moves_between_engines(
    engine: Engine, other: Engine, tmp_path: Path, server: Server, opened: Opener
) -> None:
    large = opened(server.new_database())
    fill(engine)
    fill(large, name="bo")

    write_copy(engine, tmp_path / "copy")
    read_copy(tmp_path / "copy", large)
    write_copy(large, tmp_path / "back")
    read_copy(tmp_path / "back", other)

    assert contents(large) == contents(other) == contents(engine)
    with writing(large) as connection:
        connection.execute(insert(studio_tables.PEOPLE).values({**PERSON, "name": "carl"}))
    assert [row[0] for row in contents(large)["people"]] == [1, 2]
