"""INSERT … ON CONFLICT, which both engines have and SQLAlchemy spells once for each.

Statements are made once: making one costs more than a row takes to be written.
"""

from __future__ import annotations

import functools

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite

Insert = sqlite.Insert | postgresql.Insert


def insert(connection: Connection, table: Table) -> Insert:
    """Return an INSERT of the connection's own dialect."""
    return insert_of(connection.dialect.name, table)


def replacing(connection: Connection, table: Table) -> Insert:
    """Return an INSERT that takes the place of a row with the same primary key."""
    return _replacing(connection.dialect.name, table)


def storable(text: str | None) -> str | None:
    """Return a sender's text as both engines take it: one bad letter fails a whole commit.

    PostgreSQL has no NUL in texts, and neither engine has halves of surrogate pairs.
    """
    if text is None or (text.isprintable() and text.isascii()):
        return text
    return text.replace("\0", "\N{REPLACEMENT CHARACTER}").encode(errors="replace").decode()


@functools.cache
def insert_of(dialect: str, table: Table) -> Insert:
    """Return an INSERT of a dialect, by its name."""
    return postgresql.insert(table) if dialect == "postgresql" else sqlite.insert(table)


@functools.cache
def _replacing(dialect: str, table: Table) -> Insert:
    statement = insert_of(dialect, table)
    key = [column.name for column in table.primary_key]
    values = {name: statement.excluded[name] for name in table.c.keys() if name not in key}  # noqa: SIM118 -- a column collection's keys
    return statement.on_conflict_do_update(index_elements=key, set_=values)
