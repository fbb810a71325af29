"""Open the database: SQLite in the data folder, or PostgreSQL by setting."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, create_engine, event, make_url
from sqlalchemy import Engine as Engine
from sqlalchemy.exc import SQLAlchemyError

from oxymap.config import DATABASE_FILE
from oxymap.errors import StoreError

#: How long a writer waits for another process that writes, in ms.
BUSY_MS = 10_000
_READ_ONLY = "oxymap_read_only"
#: One look for the whole transaction, as SQLite gives it; it can fail for nobody's writing.
_POSTGRESQL_READS = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"
#: One writer at a time, as with BEGIN IMMEDIATE: what a writer has read stays so until its
#: commit, event ids become visible in their order, and no two writers wait for each other.
#: A writer whose machine has vanished is given up after a minute.
_POSTGRESQL_WRITES = (
    f"SET LOCAL lock_timeout = {BUSY_MS}; "
    "SET LOCAL idle_in_transaction_session_timeout = 60000; "
    "SELECT pg_advisory_xact_lock(8276489)"
)


def database_url(data: Path, url: str | None) -> str:
    """Return the address of the database: the setting, else a file in the data folder."""
    return url or f"sqlite:///{data / DATABASE_FILE}"


def open_engine(url: str) -> Engine:
    """Return an engine whose transactions are safe and durable.

    On SQLite: write-ahead log, ``synchronous = FULL`` (a commit is on disk), and
    ``BEGIN IMMEDIATE``, without which transactions that read and then write lose
    updates of others without any error.

    On PostgreSQL: a lock that every writing transaction begins with, to the same end.
    ``postgresql://`` and ``postgres://`` mean the driver that is installed, psycopg.

    Raises
    ------
    StoreError : the address cannot be understood.
    """
    try:
        parsed = make_url(url)
        if parsed.drivername in {"postgres", "postgresql"}:
            parsed = parsed.set(drivername="postgresql+psycopg")
        match parsed.get_backend_name():
            case "sqlite":
                return _open_sqlite(parsed)
            case "postgresql":
                return _open_postgresql(parsed)
        raise StoreError("The database address names neither SQLite nor PostgreSQL.")
    except (SQLAlchemyError, ModuleNotFoundError) as error:
        raise StoreError(f"The database address cannot be used: {error}") from error


def _open_sqlite(url: URL) -> Engine:
    # Read transactions run beside the writer, each on a connection of its own.
    engine = create_engine(url, pool_size=8, max_overflow=24, pool_timeout=30)

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: object) -> None:  # noqa: ANN401 -- a DBAPI connection
        connection.isolation_level = None
        for pragma in (
            "journal_mode = WAL", "synchronous = FULL", f"busy_timeout = {BUSY_MS}",
            "foreign_keys = ON", "cache_size = -32000", "temp_store = MEMORY",
        ):  # fmt: skip
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        read_only = connection.get_execution_options().get(_READ_ONLY)
        connection.exec_driver_sql("BEGIN" if read_only else "BEGIN IMMEDIATE")

    return engine


def _open_postgresql(url: URL) -> Engine:
    url = url.set(query={"connect_timeout": "10", **url.query})
    # A server's own defaults may be others; and it has a hundred connections for everybody.
    engine = create_engine(
        url, isolation_level="READ COMMITTED", client_encoding="utf8", pool_pre_ping=True,
        pool_size=8, max_overflow=8, pool_timeout=30,
    )  # fmt: skip

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        read_only = connection.get_execution_options().get(_READ_ONLY)
        connection.exec_driver_sql(_POSTGRESQL_READS if read_only else _POSTGRESQL_WRITES)

    return engine


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """Open a transaction that only reads and never waits for a writer.

    Raises
    ------
    StoreError : the database cannot be reached or read.
    """
    try:
        with engine.connect() as connection:
            yield connection.execution_options(**{_READ_ONLY: True})
    except SQLAlchemyError as error:
        raise StoreError(f"The database cannot be read: {error}") from error


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """Open a transaction that writes; it is committed at the end of the block.

    Raises
    ------
    StoreError : the database refuses; nothing of the block is kept.
    """
    try:
        with engine.begin() as connection:
            yield connection
    except SQLAlchemyError as error:
        raise StoreError(f"The database cannot be written: {error}") from error
