"""One file with the whole database: made while the site runs, and read back into either engine.

The file is an SQLite database in the form of the OxyMap that made it, whatever engine the site
uses: any SQLite can open it, and a site can move from one engine to the other with it.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, Engine, Table, func, insert, select, text

from oxymap.db import kiosk_tables, studio_tables  # noqa: F401 -- they add their tables
from oxymap.db.engine import BUSY_MS, open_engine, reading, writing
from oxymap.db.migrate import HEAD, ensure_schema
from oxymap.db.tables import METADATA
from oxymap.errors import StoreError

#: Says in the file's head that it is a copy made here ("OxyM").
APPLICATION_ID = 0x4F78794D
#: Rows that are held in memory at a time.
CHUNK = 500
TABLES = METADATA.sorted_tables


@dataclass(frozen=True)
class Copy:
    """What a copy holds: the form of its tables, and how many rows each has."""

    revision: str
    rows: Mapping[str, int]


def write_copy(engine: Engine, file: Path) -> Copy:
    """Write everything into one file, as it is at one moment; an older copy there is replaced.

    Whoever else writes is neither stopped nor waited for. The file appears when it is whole and
    has been checked, and only its owner may read it: it holds the hashes of passwords.

    Raises
    ------
    StoreError : the database cannot be read, the file cannot be written, or something else than
        a copy stands in its place.
    """
    if file.exists() and not _is_copy(file):
        raise StoreError(f"{file} is there already and is no backup: choose another name.")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=file.parent, prefix=".backup-") as folder:
            made = Path(folder) / "copy.sqlite3"
            _fill(engine, made)
            _mark(made, APPLICATION_ID)
            found = check_copy(made)
            made.chmod(0o600)
            _to_disk(made)
            made.replace(file)
    except (OSError, sqlite3.Error) as error:
        raise StoreError(f"{file} cannot be written: {error}") from error
    return found


def _fill(engine: Engine, made: Path) -> None:
    if engine.dialect.name == "sqlite":
        with closing(_open_file(engine)) as connection:
            connection.execute("VACUUM INTO ?", (str(made),))
        return
    with _engine_of(made) as target, reading(engine) as rows, writing(target) as written:
        _copy_rows(rows, written)


def check_copy(file: Path) -> Copy:
    """Read a copy through and say what is in it.

    Raises
    ------
    StoreError : the file is none, is damaged, or was made by a newer OxyMap.
    """
    if not file.is_file():
        raise StoreError(f"There is no file {file}.")
    if not _is_copy(file):
        raise StoreError(f"{file} is no backup of OxyMap.")
    return _look_through(file)


def _look_through(file: Path) -> Copy:
    try:
        with closing(_read_only(file)) as connection:
            problems = [row[0] for row in connection.execute("PRAGMA integrity_check(3)")]
            if problems != ["ok"]:
                raise StoreError(f"{file} is damaged: {'; '.join(map(str, problems))}.")
            lost = connection.execute("PRAGMA foreign_key_check").fetchone()
            if lost is not None:
                raise StoreError(f"{file} is damaged: a row of {lost[0]} belongs to nothing.")
            revision = _revision(connection, file)
            return Copy(revision, {name: _count(connection, name) for name in _names(connection)})
    except sqlite3.Error as error:
        raise StoreError(f"{file} is damaged: {error}.") from error


def read_copy(file: Path, engine: Engine) -> Copy:
    """Put a copy in the place of everything in the database, in one step or not at all.

    Raises
    ------
    StoreError : the copy cannot be used, or the database cannot be written; nothing has changed.
    """
    check_copy(file)
    try:
        with tempfile.TemporaryDirectory(prefix="oxymap-restore-") as folder:
            present = Path(folder) / "copy.sqlite3"
            shutil.copyfile(file, present)
            with _engine_of(present) as source:
                if engine.dialect.name != "sqlite":
                    with reading(source) as rows, writing(engine) as target:
                        _replace_rows(rows, target)
            if engine.dialect.name == "sqlite":
                _mark(present, 0)
                _replace_file(present, engine)
            return _look_through(present)
    except (OSError, sqlite3.Error) as error:
        raise StoreError(f"{file} cannot be restored: {error}") from error


def _replace_file(present: Path, engine: Engine) -> None:
    # The library's own way: other connections see the old state until the new one is whole.
    with closing(sqlite3.connect(present)) as source, closing(_open_file(engine)) as target:
        source.backup(target)


def _replace_rows(source: Connection, target: Connection) -> None:
    names = ", ".join(f'"{table.name}"' for table in TABLES)
    target.execute(text(f"TRUNCATE {names}"))
    _copy_rows(source, target)
    for table in TABLES:
        column = table.autoincrement_column
        if column is not None:
            # New rows take numbers after those that are there.
            numbers = func.pg_get_serial_sequence(table.name, column.name)
            following = func.coalesce(func.max(column), 0) + 1
            target.execute(select(func.setval(numbers, following, False)))


def _copy_rows(source: Connection, target: Connection) -> None:
    for table in TABLES:
        for rows in _chunks(source, table):
            target.execute(insert(table), rows)


def _chunks(source: Connection, table: Table) -> Iterator[list[dict[str, object]]]:
    found = source.execute(select(table), execution_options={"stream_results": True})
    for rows in found.mappings().partitions(CHUNK):
        yield [dict(row) for row in rows]


# --- files -------------------------------------------------------------------------------


@contextmanager
def _engine_of(file: Path) -> Iterator[Engine]:
    """Open a file of its own with tables of the present form."""
    engine = open_engine(f"sqlite:///{file}")
    try:
        ensure_schema(engine)
        yield engine
    finally:
        engine.dispose()


def _open_file(engine: Engine) -> sqlite3.Connection:
    return sqlite3.connect(str(engine.url.database), timeout=BUSY_MS / 1000)


def _read_only(file: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)


def _is_copy(file: Path) -> bool:
    # From the head of the file (https://sqlite.org/fileformat2.html): a damaged one has it, too.
    with file.open("rb") as opened:
        head = opened.read(100)
    number = int.from_bytes(head[68:72], "big")
    return head.startswith(b"SQLite format 3\0") and number == APPLICATION_ID


def _revision(connection: sqlite3.Connection, file: Path) -> str:
    revision = str(connection.execute("SELECT version_num FROM alembic_version").fetchone()[0])
    if revision > HEAD:
        raise StoreError(
            f"{file} has the form {revision}, which is newer than this OxyMap ({HEAD}): "
            "restore it with the newer one."
        )
    return revision


def _names(connection: sqlite3.Connection) -> list[str]:
    found = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' "
        "AND name <> 'alembic_version' ORDER BY name"
    )
    return [str(row[0]) for row in found]


def _count(connection: sqlite3.Connection, name: str) -> int:
    quoted = name.replace('"', '""')
    found = connection.execute(f'SELECT count(*) FROM "{quoted}"')  # noqa: S608 -- quoted
    return int(found.fetchone()[0])


def _mark(file: Path, application_id: int) -> None:
    """Say what a file is, and leave it without a log of its own beside it."""
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
        connection.execute(f"PRAGMA application_id = {application_id}")
        connection.commit()


def _to_disk(file: Path) -> None:
    with file.open("rb") as opened:
        os.fsync(opened.fileno())
