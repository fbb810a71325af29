"""The log of every act: only ever added to, and each row's hash covers the one before.

Whoever changes a row breaks the chain from there on; whoever cuts off its end is found out
by the number and the hash of the newest row, when somebody has noted them elsewhere.
"""

from __future__ import annotations

import dataclasses
import hashlib

import orjson
from sqlalchemy import Connection, Engine

from oxymap import clock
from oxymap.db.engine import reading
from oxymap.people.models import AuditEntry, Person
from oxymap.people.store import audit as store

#: What the first row's hash covers in place of a hash before it.
START = "0" * 64
PAGE = 50


def write_audit(
    connection: Connection, actor: Person | str, action: str, subject: str, **detail: object
) -> None:
    """Write down an act in the caller's writing transaction: both are kept, or neither.

    Parameters
    ----------
    actor : who did it; a name for those who have no account.
    action : what was done, such as ``person.disable``: an area and a verb.
    subject : what it was done to, such as ``person/anna`` or ``places/cuandixia``.
    detail : JSON values; never a secret.
    """
    number, before = store.newest(connection) or (0, START)
    entry = AuditEntry(
        id=number + 1,
        at=clock.seconds(),
        actor=actor.name if isinstance(actor, Person) else actor,
        action=action,
        subject=subject,
        detail=orjson.dumps(detail, option=orjson.OPT_SORT_KEYS).decode(),
        hash="",
    )
    store.add(connection, dataclasses.replace(entry, hash=chained(before, entry)))


def chained(before: str, entry: AuditEntry) -> str:
    """Return the hash of an entry: SHA-256 over the hash before it and the entry's own words."""
    words = dataclasses.asdict(entry)
    del words["hash"]
    canonical = orjson.dumps(words, option=orjson.OPT_SORT_KEYS)
    return hashlib.sha256(before.encode() + canonical).hexdigest()


@dataclasses.dataclass(frozen=True)
class AuditLog:
    """Reads the log."""

    engine: Engine

    def entries(
        self,
        *,
        subject: str | None = None,
        actor: str | None = None,
        before: int | None = None,
        limit: int = PAGE,
    ) -> list[AuditEntry]:
        """Return entries, newest first.

        Parameters
        ----------
        subject, actor : only those; None: all.
        before : only entries with a smaller id.
        """
        with reading(self.engine) as connection:
            return store.page(connection, subject=subject, actor=actor, before=before, limit=limit)

    def newest(self) -> tuple[int, str] | None:
        """Return number and hash of the newest entry, to be noted elsewhere; None when empty."""
        with reading(self.engine) as connection:
            return store.newest(connection)

    def verify(self, after: int = 0) -> int | None:
        """Return the id of the first entry that is missing or was changed, or None.

        Parameters
        ----------
        after : believe the entries up to this one; 0: none. A thousand take about 50 ms.
        """
        with reading(self.engine) as connection:
            before = START if after == 0 else store.hash_of(connection, after)
            if before is None:
                return after
            expected = after + 1
            for entry in store.oldest_first(connection, after):
                if entry.id != expected or chained(before, entry) != entry.hash:
                    return expected
                expected, before = expected + 1, entry.hash
        return None
