"""Bring the database to the present form; does nothing when it is there already."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Engine, inspect, text

from oxymap.db.engine import database_url, open_engine, reading, writing
from oxymap.errors import StoreError

#: The newest migration; a test compares it with the folder.
HEAD = "0003"
MIGRATIONS = Path(__file__).with_name("migrations")


def open_database(data: Path, url: str | None) -> Engine:
    """Open the database of a data folder, in its present form.

    Parameters
    ----------
    data : the data folder; made when it is not there.
    url : the setting ``database_url``.

    Raises
    ------
    StoreError : the database cannot be reached, or it is newer than this code.
    """
    data.mkdir(parents=True, exist_ok=True)
    engine = open_engine(database_url(data, url))
    ensure_schema(engine)
    return engine


def ensure_schema(engine: Engine) -> None:
    """Create or update the tables.

    Raises
    ------
    StoreError : the database cannot be reached, or it is newer than this code.
    """
    found = current_revision(engine)
    if found == HEAD:
        return
    if found is not None and found > HEAD:
        raise StoreError(
            f"The database has the form {found}, which is newer than this OxyMap ({HEAD}). "
            "Start the newer OxyMap, or restore a backup."
        )
    # Alembic takes half a second to import and is needed only here.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    # Of several processes that start at once, the first makes the tables; the others wait.
    with writing(engine) as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def current_revision(engine: Engine) -> str | None:
    """Return the form that the database has, or None when it is empty.

    Raises
    ------
    StoreError : the database cannot be reached or read.
    """
    with reading(engine) as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        found = connection.scalar(text("SELECT version_num FROM alembic_version"))
        return None if found is None else str(found)
