"""The tables of screens and notices. Times are whole seconds since 1970-01-01T00:00Z."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, Integer, Table, Text

from oxymap.db.tables import METADATA as METADATA

#: Warnings and closures; ended ones stay. `document` is JSON of texts in every language.
NOTICES = Table(
    "notices",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("severity", Text, nullable=False),
    Column("document", Text, nullable=False),
    #: Ids separated by blanks; empty: everywhere.
    Column("districts", Text, nullable=False),
    Column("places", Text, nullable=False),
    Column("from_at", BigInteger, nullable=False),
    Column("until_at", BigInteger),
    Column("author", Text, nullable=False),
    Column("created_at", BigInteger, nullable=False),
    Column("ended_by", Text),
    Column("ended_at", BigInteger),
    sqlite_autoincrement=True,
)

#: What each screen said of itself last; `document` is JSON.
KIOSK_STATES = Table(
    "kiosk_states",
    METADATA,
    Column("kiosk_id", Text, primary_key=True),
    Column("token_hash", Text),
    Column("first_at", BigInteger, nullable=False),
    Column("last_at", BigInteger, nullable=False),
    Column("document", Text, nullable=False),
    #: JSON of what the screen is asked for with its next beat, such as a picture.
    Column("wishes", Text),
)

#: When a screen went up or down, restarted, or had a fault.
KIOSK_EVENTS = Table(
    "kiosk_events",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("kiosk_id", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("kind", Text, nullable=False),
    Column("detail", Text, nullable=False),
    sqlite_autoincrement=True,
)
Index("ix_kiosk_events_kiosk_id_at", KIOSK_EVENTS.c.kiosk_id, KIOSK_EVENTS.c.at)

#: Pictures of screens, the newest few of each.
KIOSK_PICTURES = Table(
    "kiosk_pictures",
    METADATA,
    Column("kiosk_id", Text, primary_key=True),
    Column("at", BigInteger, primary_key=True),
    Column("blob_sha256", Text, nullable=False),
)
