from __future__ import annotations

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, text

from oxymap.db.engine import database_url, open_engine, writing
from oxymap.db.migrate import HEAD, MIGRATIONS, current_revision, ensure_schema
from oxymap.db.tables import METADATA
from oxymap.errors import StoreError


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    return open_engine(database_url(tmp_path, None))


def test_empty_database_has_no_form(engine: Engine) -> None:
    assert current_revision(engine) is None


def test_file_that_is_no_database_is_refused(tmp_path: Path, engine: Engine) -> None:
    (tmp_path / "oxymap.sqlite3").write_bytes(b"no database" * 100)

    with pytest.raises(StoreError, match="not a database"):
        ensure_schema(engine)


def test_migrations_make_the_tables_that_the_code_uses(engine: Engine) -> None:
    ensure_schema(engine)

    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, METADATA) == []


def test_newest_migration_is_named(engine: Engine) -> None:
    numbers = sorted(file.name[1:5] for file in (MIGRATIONS / "versions").glob("m*.py"))

    ensure_schema(engine)

    assert numbers[-1] == HEAD == current_revision(engine)


def test_second_time_changes_nothing(engine: Engine) -> None:
    ensure_schema(engine)
    with writing(engine) as connection:
        connection.execute(text("INSERT INTO things VALUES ('a', '{}', 1)"))

    ensure_schema(engine)

    with engine.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM things")) == 1


def test_database_of_a_newer_release_is_refused(engine: Engine) -> None:
    ensure_schema(engine)
    with writing(engine) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))

    with pytest.raises(StoreError, match="newer"):
        ensure_schema(engine)
