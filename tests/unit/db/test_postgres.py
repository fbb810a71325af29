"""Transactions and tables on PostgreSQL: all that holds on SQLite holds here."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, text

from oxymap.db import engine as module
from oxymap.db.engine import reading, writing
from oxymap.db.migrate import HEAD, current_revision, ensure_schema
from oxymap.db.tables import METADATA
from oxymap.errors import StoreError
from oxymap.stations.store import events as event_store
from tests.unit.stations.live_sampling import NOON
from tests.unit.stations.postgres import EMPTY, Opener, Server, at_once, engines, running_server


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with running_server() as found:
        yield found


@pytest.fixture
def opened() -> Iterator[Opener]:
    with engines() as opening:
        yield opening


@pytest.fixture
def engine(server: Server, opened: Opener) -> Engine:
    return opened(server.new_database())


# --- the tables ------------------------------------------------------------------------


def test_migrations_make_the_tables_that_the_code_uses(server: Server, opened: Opener) -> None:
    engine = opened(server.new_database(EMPTY))
    before = current_revision(engine)

    ensure_schema(engine)

    with reading(engine) as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, METADATA) == []
    assert (before, current_revision(engine)) == (None, HEAD)


def test_processes_that_start_together_make_the_tables_once(server: Server, opened: Opener) -> None:
    url = server.new_database(EMPTY)
    engines = [opened(url) for _ in range(3)]

    at_once(*(lambda engine=engine: ensure_schema(engine) for engine in engines))

    assert [current_revision(engine) for engine in engines] == [HEAD] * 3


def test_database_that_is_not_there_is_an_error_of_the_store(
    server: Server, opened: Opener
) -> None:
    with pytest.raises(StoreError, match="nowhere"):
        ensure_schema(opened(server.url("nowhere")))


# --- transactions ----------------------------------------------------------------------


def test_no_update_is_lost_between_threads(engine: Engine) -> None:
    with writing(engine) as connection:
        connection.execute(text("CREATE TABLE counter AS SELECT 0 AS value"))

    def increase() -> None:
        for _ in range(25):
            with writing(engine) as connection:
                value = connection.scalar(text("SELECT value FROM counter"))
                connection.execute(text("UPDATE counter SET value = :v"), {"v": int(value) + 1})

    at_once(*[increase] * 8)

    with reading(engine) as connection:
        assert connection.scalar(text("SELECT value FROM counter")) == 200


def test_reader_waits_for_nobody_and_sees_one_moment(engine: Engine) -> None:
    with reading(engine) as reader:
        before = event_store.last_event_id(reader)
        with writing(engine) as writer:
            event_store.add_events(writer, [("reading", "{}")], NOON)
            during = event_store.last_event_id(reader)
        after = event_store.last_event_id(reader)

    assert before == during == after == 0


def test_reader_cannot_write(engine: Engine) -> None:
    with pytest.raises(StoreError, match="read"), reading(engine) as connection:
        event_store.add_events(connection, [("reading", "{}")], NOON)


def test_failed_block_leaves_nothing_and_the_next_one_works(engine: Engine) -> None:
    with pytest.raises(StoreError), writing(engine) as connection:
        event_store.add_events(connection, [("reading", "{}")], NOON)
        connection.execute(text("INSERT INTO nowhere VALUES (1)"))

    with writing(engine) as connection:
        assert event_store.last_event_id(connection) == 0


def test_writer_does_not_wait_for_ever(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    short = module._POSTGRESQL_WRITES.replace(str(module.BUSY_MS), "50")
    monkeypatch.setattr(module, "_POSTGRESQL_WRITES", short)

    with (
        writing(engine) as _,
        pytest.raises(StoreError, match="lock timeout"),
        writing(engine) as _,
    ):
        pass


def test_server_that_was_away_is_found_again(engine: Engine, server: Server) -> None:
    with reading(engine) as connection:
        event_store.last_event_id(connection)
    with server.connect() as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s",
            [engine.url.database],
        )

    with reading(engine) as found:
        assert event_store.last_event_id(found) == 0
