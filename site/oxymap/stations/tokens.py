"""Tokens: shown once, kept as a hash, checked without a query each time."""

from __future__ import annotations

import secrets
import time
from dataclasses import dataclass, field

from sqlalchemy import Engine

from oxymap import clock
from oxymap.db.engine import reading, writing
from oxymap.errors import UnauthorizedError
from oxymap.stations.store import things as store

#: A token that was revoked works for at most so long.
REMEMBERED_S = 1.0
_MOST_REMEMBERED = 10_000


def issue_token(engine: Engine, station_id: str, overlap_s: int = 0) -> str:
    """Return a new token of a station; the others end now, or after an overlap."""
    token = secrets.token_urlsafe(32)
    now = clock.seconds()
    with writing(engine) as connection:
        store.expire_tokens(connection, station_id, now + overlap_s)
        store.add_token(connection, station_id, token, now)
    return token


def revoke_tokens(engine: Engine, station_id: str) -> int:
    """End all tokens of a station; return how many."""
    now = clock.seconds()
    with writing(engine) as connection:
        return store.expire_tokens(connection, station_id, now)


@dataclass
class TokenCheck:
    """Tells whether a token is a station's; remembers for a second."""

    engine: Engine
    _known: dict[str, tuple[str | None, float]] = field(default_factory=dict)

    def check(self, station_id: str, token: str | None) -> None:
        """Raise UnauthorizedError unless the token is the station's."""
        if not token:
            raise UnauthorizedError("A bearer token is needed: Authorization: Bearer <token>.")
        if self._owner(store.token_hash(token)) != station_id:
            raise UnauthorizedError("This token is not one of this station.")

    def _owner(self, hashed: str) -> str | None:
        moment = time.monotonic()
        owner, until = self._known.get(hashed, (None, 0.0))
        if moment < until:
            return owner
        with reading(self.engine) as connection:
            owner = store.token_owner(connection, hashed, clock.seconds())
        if len(self._known) > _MOST_REMEMBERED:
            self._known.clear()
        self._known[hashed] = (owner, moment + REMEMBERED_S)
        return owner
