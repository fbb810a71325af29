"""The tables. Times are whole seconds since 1970-01-01T00:00Z unless their name says more."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    SmallInteger,
    Table,
    Text,
    UniqueConstraint,
)

METADATA = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_label)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

#: Stations added by a command, and what was changed of shipped ones; `document` is JSON.
THINGS = Table(
    "things",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("document", Text, nullable=False),
    Column("updated_at", BigInteger, nullable=False),
)

#: SHA-256 of each token; the token itself is shown once and not kept.
TOKENS = Table(
    "tokens",
    METADATA,
    Column("hash", Text, primary_key=True),
    Column("thing_id", Text, nullable=False, index=True),
    Column("created_at", BigInteger, nullable=False),
    Column("expires_at", BigInteger),
)

#: One property of one station; small numbers keep twenty million observations small.
SERIES = Table(
    "series",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("thing_id", Text, nullable=False),
    Column("observed", Text, nullable=False),
    UniqueConstraint("thing_id", "observed"),
)

#: What arrived, and what the checks and people say of it.
OBSERVATIONS = Table(
    "observations",
    METADATA,
    Column("series_id", Integer, ForeignKey("series.id"), primary_key=True),
    Column("time", BigInteger, primary_key=True),
    Column("period_s", Integer, primary_key=True),
    Column("result", Float),
    Column("low", Float),
    Column("high", Float),
    Column("device_flag", Text),
    Column("flag", SmallInteger, nullable=False),
    Column("reasons", Text),
    Column("marks", Text),
    Column("manual_flag", SmallInteger),
    Column("manual_reason", Text),
    Column("rule_version", SmallInteger, nullable=False),
    Column("received_at", BigInteger, nullable=False),
    Column("source", Text, nullable=False),
    sqlite_with_rowid=False,
)

#: What an earlier version of the rules said.
FLAG_HISTORY = Table(
    "flag_history",
    METADATA,
    Column("series_id", Integer, primary_key=True),
    Column("time", BigInteger, primary_key=True),
    Column("period_s", Integer, primary_key=True),
    Column("rule_version", SmallInteger, primary_key=True),
    Column("flag", SmallInteger, nullable=False),
    Column("reasons", Text),
    Column("marks", Text),
    Column("replaced_at", BigInteger, nullable=False),
    sqlite_with_rowid=False,
)

#: Roll-ups; `step` is the position in ``10min hour day month``.
MEANS = Table(
    "means",
    METADATA,
    Column("series_id", Integer, ForeignKey("series.id"), primary_key=True),
    Column("step", SmallInteger, primary_key=True),
    Column("start", BigInteger, primary_key=True),
    Column("value", Float),
    Column("n", Integer, nullable=False),
    Column("expected", Integer, nullable=False),
    Column("complete", Boolean, nullable=False),
    Column("low", Float),
    Column("low_time", BigInteger),
    Column("high", Float),
    Column("high_time", BigInteger),
    sqlite_with_rowid=False,
)

#: The newest value of each series and the last accepted one.
LATEST = Table(
    "latest",
    METADATA,
    Column("series_id", Integer, ForeignKey("series.id"), primary_key=True),
    Column("time", BigInteger, nullable=False),
    Column("flag", SmallInteger, nullable=False),
    Column("device_flag", Text),
    Column("good_time", BigInteger),
    Column("good_value", Float),
    Column("good_period_s", Integer),
)

#: When each station was heard of.
REPORTS = Table(
    "reports",
    METADATA,
    Column("thing_id", Text, primary_key=True),
    Column("first_at", BigInteger, nullable=False),
    Column("last_at", BigInteger, nullable=False),
)

#: Hours of stations whose flags and means have to be made again; `stamp` tells news apart.
DUE = Table(
    "due",
    METADATA,
    Column("thing_id", Text, primary_key=True),
    Column("hour", BigInteger, primary_key=True),
    Column("stamp", BigInteger, nullable=False),
    sqlite_with_rowid=False,
)

#: What the stream tells; old ones are removed.  SQLite's own ids have 64 bits, but only as INTEGER.
EVENTS = Table(
    "events",
    METADATA,
    Column(
        "id", BigInteger().with_variant(Integer(), "sqlite"), primary_key=True, autoincrement=True
    ),
    Column("at", BigInteger, nullable=False),
    Column("kind", Text, nullable=False),
    Column("body", Text, nullable=False),
    sqlite_autoincrement=True,
)

#: What could not be taken, counted by day.
PROBLEMS = Table(
    "problems",
    METADATA,
    Column("thing_id", Text, primary_key=True),
    Column("source", Text, primary_key=True),
    Column("code", Text, primary_key=True),
    Column("day", BigInteger, primary_key=True),
    Column("count", Integer, nullable=False),
    Column("last_at", BigInteger, nullable=False),
    Column("message", Text),
)

#: Alerts that were raised; open ones have no `closed_at`.
ALERTS = Table(
    "alerts",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("kind", Text, nullable=False),
    Column("document", Text, nullable=False),
    Column("opened_at", BigInteger, nullable=False),
    Column("closed_at", BigInteger),
)

#: Work that only one process may do at a time.
LEASES = Table(
    "leases",
    METADATA,
    Column("name", Text, primary_key=True),
    Column("holder", Text, nullable=False),
    Column("until", BigInteger, nullable=False),
)

Index("ix_events_at", EVENTS.c.at)
