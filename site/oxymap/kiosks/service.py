"""What screens send, and how they do, for all others."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Collection

from sqlalchemy import Connection, Engine

from oxymap import clock
from oxymap.config import Settings
from oxymap.db.engine import reading, writing
from oxymap.errors import ConflictError, NotFoundError, ThrottledError, UnauthorizedError
from oxymap.kiosks import store
from oxymap.kiosks.health import events_of_beat, health_of
from oxymap.kiosks.models import DAY_S, SPAN_S, Answer, Beat, Event, KioskHealth
from oxymap.kiosks.pace import Pace
from oxymap.media.blobs import forget_blob, get_blob, put_blob
from oxymap.media.processing import receive_picture
from oxymap.wording import N_, say

KEPT_PICTURES = 5
KEPT_EVENTS_S = 90 * DAY_S
#: A screen that is out of its mind fills no table.
MOST_EVENTS_A_DAY = 200
MOST_PICTURE_BYTES = 2_000_000


class Kiosks:
    """The health of screens.

    Parameters
    ----------
    engine : the database.
    settings : ``kiosk_token_required`` tells whether a screen must show its token.
    pace : how often a screen may say something; None: as often as usual.
    """

    def __init__(self, engine: Engine, settings: Settings, pace: Pace | None = None) -> None:
        self._engine = engine
        self._settings = settings
        self._pace = pace or Pace()

    # --- what screens send -------------------------------------------------------------

    def beat(self, kiosk_id: str, token: str | None, beat: Beat) -> Answer:
        """Take what a screen says of itself; the caller knows that there is such a screen.

        Raises
        ------
        UnauthorizedError : the token is missing or wrong.
        ThrottledError : it says more than it may, see `pace`.
        """
        now = clock.seconds()
        if wait_s := self._pace.wait_s(kiosk_id):
            raise ThrottledError(say(N_("This screen has just said something.")), wait_s)
        self._check(kiosk_id, token)
        # Whoever has no token takes nothing away from the screen that has it.
        self._pace.take(kiosk_id)
        with writing(self._engine) as connection:
            before = store.find(connection, kiosk_id)
            self._note(connection, kiosk_id, events_of_beat(kiosk_id, before, beat, now), now)
            if before is None:
                store.add(connection, kiosk_id, now, beat)
            else:
                first_at = now if before.beat is None else before.first_at
                store.heard(connection, kiosk_id, first_at, now, beat)
        return Answer(now, picture=before is not None and before.asked_at is not None)

    def _note(self, connection: Connection, kiosk_id: str, events: list[Event], now: int) -> None:
        if not events:
            return
        store.forget_events(connection, kiosk_id, now - KEPT_EVENTS_S)
        if store.count_events(connection, kiosk_id, now - DAY_S) >= MOST_EVENTS_A_DAY:
            # Without its gaps the share of time would be wrong; restarts and faults may wait.
            events = [event for event in events if event.kind in {"up", "down"}]
        store.add_events(connection, events)

    def take_picture(self, kiosk_id: str, token: str | None, data: bytes) -> None:
        """Keep a picture that a screen has been asked for, made anew; older ones go.

        Raises
        ------
        UnauthorizedError : the token is missing or wrong.
        ConflictError : nobody has asked for one.
        InvalidInputError, ThrottledError : as `media.processing.receive_picture`.
        """
        self._check(kiosk_id, token)
        with writing(self._engine) as connection:
            known = store.find(connection, kiosk_id)
            if known is None or known.asked_at is None:
                raise ConflictError(say(N_("Nobody has asked this screen for a picture.")))
            # One answer to one question, whatever comes of it.
            store.set_asked(connection, kiosk_id, None)
        master = receive_picture(data).master
        now = clock.seconds()
        with writing(self._engine) as connection:
            sha256 = put_blob(connection, master, "image/jpeg")
            store.put_picture(connection, kiosk_id, now, sha256)
            for at in store.pictures(connection).get(kiosk_id, [])[KEPT_PICTURES:]:
                self._forget_picture(connection, kiosk_id, at)

    def _forget_picture(self, connection: Connection, kiosk_id: str, at: int) -> None:
        sha256 = store.picture(connection, kiosk_id, at)
        store.forget_picture(connection, kiosk_id, at)
        if sha256 is not None and not store.is_used(connection, sha256):
            forget_blob(connection, sha256)

    # --- tokens ------------------------------------------------------------------------

    def new_token(self, kiosk_id: str) -> str:
        """Return a new token of a screen; it is shown once, and the old one ends."""
        token = secrets.token_urlsafe(32)
        with writing(self._engine) as connection:
            if store.find(connection, kiosk_id) is None:
                store.add(connection, kiosk_id, clock.seconds(), None)
            store.set_token(connection, kiosk_id, store.token_hash(token))
        return token

    def _check(self, kiosk_id: str, token: str | None) -> None:
        if not self._settings.kiosk_token_required:
            return
        if not token:
            raise UnauthorizedError("A bearer token is needed: Authorization: Bearer <token>.")
        with reading(self._engine) as connection:
            hashed = store.hash_of(connection, kiosk_id)
        if hashed is None or not hmac.compare_digest(hashed, store.token_hash(token)):
            raise UnauthorizedError("This token is not the one of this screen.")

    # --- what planners see -------------------------------------------------------------

    def states(self, configured: Collection[str], now: int | None = None) -> list[KioskHealth]:
        """Return how every screen does: published ones, and others that were heard of.

        Parameters
        ----------
        configured : the ids that published pages describe.
        """
        now = clock.seconds() if now is None else now
        with reading(self._engine) as connection:
            known = store.known(connection)
            events = store.events_since(connection, now - SPAN_S)
            pictures = store.pictures(connection)
        by_kiosk: dict[str, list[Event]] = {}
        for event in events:
            by_kiosk.setdefault(event.kiosk_id, []).append(event)
        return [
            health_of(
                name,
                known.get(name),
                by_kiosk.get(name, []),
                now,
                pictures=pictures.get(name, ()),
                configured=name in configured,
            )
            for name in sorted({*configured, *known})
        ]

    def ask_picture(self, kiosk_id: str) -> None:
        """Ask a screen for a picture with its next beat.

        Raises
        ------
        ConflictError : it has never been heard of.
        """
        with writing(self._engine) as connection:
            known = store.find(connection, kiosk_id)
            if known is None or known.beat is None:
                raise ConflictError(say(N_("This screen has never reported.")))
            store.set_asked(connection, kiosk_id, clock.seconds())

    def picture(self, kiosk_id: str, at: int) -> bytes:
        """Return a picture of a screen, JPEG.

        Raises
        ------
        NotFoundError : there is none of this moment.
        """
        with reading(self._engine) as connection:
            sha256 = store.picture(connection, kiosk_id, at)
            if sha256 is None:
                raise NotFoundError(f"No picture of {kiosk_id!r} at {at}.", kiosk_id)
            return get_blob(connection, sha256)[0]
