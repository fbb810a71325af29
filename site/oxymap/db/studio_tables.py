"""The studio's tables. Times are whole seconds since 1970-01-01T00:00Z."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Table,
    Text,
)

from oxymap.db.tables import METADATA as METADATA

# --- people ----------------------------------------------------------------------------

PEOPLE = Table(
    "people",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("name", Text, nullable=False, unique=True),
    Column("display", Text, nullable=False),
    Column("password_hash", Text, nullable=False),
    Column("must_change", Boolean, nullable=False),
    Column("disabled", Boolean, nullable=False),
    #: Base32; None until a code from it has been confirmed.
    Column("totp_secret", Text),
    #: The last time step whose code was used: a code opens the door once.
    Column("totp_step", BigInteger),
    #: JSON list of hashes of recovery codes that are left.
    Column("recovery", Text),
    Column("created_at", BigInteger, nullable=False),
    Column("last_seen", BigInteger),
    sqlite_autoincrement=True,
)

GRANTS = Table(
    "grants",
    METADATA,
    Column("person_id", Integer, ForeignKey("people.id"), primary_key=True),
    Column("role", Text, primary_key=True),
    #: A district's id, or `*` for all.
    Column("district", Text, primary_key=True),
)

#: `hash` is SHA-256 of the cookie's secret.
SESSIONS = Table(
    "sessions",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("hash", Text, nullable=False, unique=True),
    Column("person_id", Integer, ForeignKey("people.id"), nullable=False, index=True),
    Column("csrf", Text, nullable=False),
    Column("created_at", BigInteger, nullable=False),
    Column("last_at", BigInteger, nullable=False),
    Column("second_done", Boolean, nullable=False),
    Column("network", Text, nullable=False),
    Column("agent", Text, nullable=False),
    sqlite_autoincrement=True,
)

#: Tries to sign in that failed, by account and by network.
ATTEMPTS = Table(
    "attempts",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("key", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
)
Index("ix_attempts_key_at", ATTEMPTS.c.key, ATTEMPTS.c.at)

#: Only ever added to: triggers refuse anything else, and each hash covers the one before.
AUDIT = Table(
    "audit",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("at", BigInteger, nullable=False),
    Column("actor", Text, nullable=False),
    Column("action", Text, nullable=False),
    Column("subject", Text, nullable=False, index=True),
    Column("detail", Text, nullable=False),
    Column("hash", Text, nullable=False),
    sqlite_autoincrement=True,
)

# --- files and photos ------------------------------------------------------------------

#: Received files as they came, and photographs; found by the SHA-256 of their bytes.
BLOBS = Table(
    "blobs",
    METADATA,
    Column("sha256", Text, primary_key=True),
    Column("media_type", Text, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("bytes", LargeBinary, nullable=False),
    Column("created_at", BigInteger, nullable=False),
)

#: Photographs that may be used; `document` is JSON (media/models.py).
PHOTOS = Table(
    "photos",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("document", Text, nullable=False),
    Column("master_sha256", Text, ForeignKey("blobs.sha256"), nullable=False),
    Column("original_sha256", Text, nullable=False),
    Column("uploaded_by", Text, nullable=False),
    Column("created_at", BigInteger, nullable=False),
)

# --- publishing ------------------------------------------------------------------------

#: Every saved state of every object; never changed. `document` is JSON of named texts.
REVISIONS = Table(
    "revisions",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("ref", Text, nullable=False, index=True),
    Column("parent_id", Integer),
    Column("merged_id", Integer),
    Column("document", Text, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("note", Text, nullable=False),
    sqlite_autoincrement=True,
)

#: A piece of work on one object, from draft to published.
SUBMISSIONS = Table(
    "submissions",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("ref", Text, nullable=False, index=True),
    Column("title", Text, nullable=False),
    Column("districts", Text, nullable=False),
    Column("state", Text, nullable=False, index=True),
    Column("head_id", Integer, ForeignKey("revisions.id"), nullable=False),
    #: The revision that was published when this was begun; None for shipped or new objects.
    Column("base_id", Integer),
    #: The newest publication of the object when this was handed in; None before the first.
    Column("base_publication_id", Integer),
    #: SHA-256 of the shipped document when this was begun; None when there was none.
    Column("shipped_sha256", Text),
    Column("author", Text, nullable=False),
    Column("reviewer", Text),
    Column("created_at", BigInteger, nullable=False),
    Column("updated_at", BigInteger, nullable=False),
    Column("publish_at", BigInteger),
    Column("expire_at", BigInteger),
    #: JSON {reason, document: {sha256, name}, by, at, zones: [...]} or None.
    Column("exemption", Text),
    sqlite_autoincrement=True,
)

TRANSITIONS = Table(
    "transitions",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("submission_id", Integer, ForeignKey("submissions.id"), nullable=False, index=True),
    Column("state_from", Text, nullable=False),
    Column("state_to", Text, nullable=False),
    Column("revision_id", Integer, nullable=False),
    Column("actor", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("note", Text, nullable=False),
    sqlite_autoincrement=True,
)

#: `anchor` is JSON: {"field": …, "quote": …} or {"lon": …, "lat": …} or {}.
COMMENTS = Table(
    "comments",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("submission_id", Integer, ForeignKey("submissions.id"), nullable=False, index=True),
    Column("revision_id", Integer, nullable=False),
    Column("author", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("text", Text, nullable=False),
    Column("anchor", Text, nullable=False),
    Column("resolved_by", Text),
    Column("resolved_at", BigInteger),
    sqlite_autoincrement=True,
)

#: What is laid over the shipped files: only ever added to, and the newest row in force wins.
#: `revision_id` is None when the object is withdrawn or (`action` is `ship`) as shipped again.
PUBLICATIONS = Table(
    "publications",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("ref", Text, nullable=False, index=True),
    Column("action", Text, nullable=False),
    Column("revision_id", Integer, ForeignKey("revisions.id")),
    Column("submission_id", Integer),
    Column("shipped_sha256", Text),
    Column("actor", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("from_at", BigInteger, nullable=False),
    Column("until_at", BigInteger),
    Column("note", Text, nullable=False),
    sqlite_autoincrement=True,
)

#: Received track files and what became of them.
IMPORTS = Table(
    "imports",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("submission_id", Integer, ForeignKey("submissions.id"), nullable=False, index=True),
    Column("blob_sha256", Text, ForeignKey("blobs.sha256"), nullable=False),
    Column("filename", Text, nullable=False),
    Column("crs", Text, nullable=False),
    #: waiting, running, ready, failed, taken
    Column("state", Text, nullable=False),
    Column("progress", Float, nullable=False),
    Column("stage", Text, nullable=False),
    #: JSON: the report, or what went wrong.
    Column("report", Text),
    #: JSON: the tracks and waypoints that were read, before any repair.
    Column("tracks", Text),
    #: JSON list of the ids of accepted repairs.
    Column("accepted", Text),
    Column("actor", Text, nullable=False),
    Column("created_at", BigInteger, nullable=False),
    Column("updated_at", BigInteger, nullable=False),
    #: Until when the process that works on it has it to itself.
    Column("lease_until", BigInteger, nullable=False),
    sqlite_autoincrement=True,
)
