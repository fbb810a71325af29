"""Notices: published, ended, and found for a page."""

from __future__ import annotations

import dataclasses
import hashlib
import threading
import time
from collections.abc import Callable, Collection, Sequence

import orjson
import structlog
from sqlalchemy import Connection, Engine

from oxymap import clock
from oxymap.catalogue.snapshot import Catalogue
from oxymap.db.engine import reading, writing
from oxymap.errors import ConflictError, ForbiddenError, StoreError
from oxymap.notices import drafts, store
from oxymap.notices.models import Notice, NoticeDraft, rank
from oxymap.people.audit import write_audit
from oxymap.people.models import Person, Role
from oxymap.wording import N_, say

log = structlog.get_logger()
#: Who may publish and end notices.
PUBLISHERS: tuple[Role, ...] = ("publisher", "administrator")
#: Another process's notice is seen after so long.
LOOK_S = 1.0
#: How many the studio lists.
LISTED = 200


class Notices:
    """The notices of the whole site.

    What holds now is kept in memory and read anew about once a second, so that a page may
    ask for every request.

    Parameters
    ----------
    catalogue : gives the published state, which knows the places.
    """

    def __init__(self, engine: Engine, catalogue: Callable[[], Catalogue]) -> None:
        self._engine = engine
        self._catalogue = catalogue
        self._standing: tuple[Notice, ...] = ()
        self._looked_at = float("-inf")
        self._version: tuple[Sequence[Notice], int, str] | None = None
        self._looking = threading.Lock()

    # --- reading -----------------------------------------------------------------------

    def now(self, at: int | None = None) -> list[Notice]:
        """Return what holds at a moment (None: now), the gravest first."""
        moment = clock.seconds() if at is None else at
        return sorted((one for one in self._look() if one.is_now(moment)), key=rank)

    def coming(self, at: int | None = None) -> list[Notice]:
        """Return what will hold later, the next one first."""
        moment = clock.seconds() if at is None else at
        found = (one for one in self._look() if one.is_coming(moment))
        return sorted(found, key=lambda one: (one.from_at, *rank(one)))

    def for_places(
        self, districts: Collection[str], places: Collection[str], at: int | None = None
    ) -> list[Notice]:
        """Return what holds now in any of some districts or at any of some places.

        Parameters
        ----------
        districts : ids; every notice of the whole district counts.
        places : ids of places and trails.
        """
        return [one for one in self.now(at) if one.touches(districts, places)]

    def get(self, notice_id: int) -> Notice:
        """Return a notice in any state; raise NotFoundError when there is none."""
        with reading(self._engine) as connection:
            return store.get(connection, notice_id)

    def all(self) -> list[Notice]:
        """Return the newest notices in any state, for planners."""
        with reading(self._engine) as connection:
            return store.newest(connection, LISTED)

    @property
    def version(self) -> str:
        """What changes whenever another notice holds or comes; empty when none does."""
        moment, standing = clock.seconds(), self._look()
        kept = self._version
        if kept is None or kept[0] is not standing or kept[1] != moment:
            parts = [f"{one.id}{'+' if one.is_now(moment) else '-'}" for one in standing
                     if not one.is_over(moment)]  # fmt: skip
            version = hashlib.sha256(" ".join(parts).encode()).hexdigest()[:12] if parts else ""
            kept = self._version = (standing, moment, version)
        return kept[2]

    def _look(self) -> tuple[Notice, ...]:
        """Return what is not over, as it was at most a moment ago.

        When the database cannot be read, what was known still holds.
        """
        if self._is_recent():
            return self._standing
        with self._looking:
            if self._is_recent():
                return self._standing
            try:
                with reading(self._engine) as connection:
                    found = tuple(store.standing(connection, clock.seconds()))
                if found != self._standing:
                    self._standing = found
            except StoreError:
                log.exception("notices.not_read")
            self._looked_at = time.monotonic()
        return self._standing

    def _is_recent(self) -> bool:
        return 0 <= time.monotonic() - self._looked_at <= LOOK_S

    def refresh(self) -> None:
        """See at once what another process has published or ended."""
        self._looked_at = float("-inf")

    # --- verbs -------------------------------------------------------------------------

    def publish(self, actor: Person, draft: NoticeDraft) -> Notice:
        """Publish a notice; visitors and screens see it within seconds.

        Raises
        ------
        ForbiddenError : the person is no publisher or administrator of all its districts.
        InvalidInputError : a text is missing or too long, a place is unknown, or the times do
            not fit; names the form's field.
        """
        now = clock.seconds()
        notice = drafts.read(draft, self._catalogue(), now, actor.name)
        self._require(actor, notice)
        with writing(self._engine) as connection:
            number = store.add(connection, notice)
            notice = dataclasses.replace(notice, id=number)
            self._note(connection, actor, "publish", notice)
        self.refresh()
        return notice

    def end(self, actor: Person, notice_id: int) -> Notice:
        """End a notice now, or one that has not begun; it stays in the list of old ones.

        Raises
        ------
        NotFoundError : there is no such notice.
        ForbiddenError : as `publish`.
        ConflictError : it is over already.
        """
        now = clock.seconds()
        with writing(self._engine) as connection:
            notice = store.get(connection, notice_id)
            self._require(actor, notice)
            if notice.is_over(now):
                raise ConflictError(say(N_("This notice is over already.")), value=notice_id)
            store.end(connection, notice_id, actor.name, now)
            notice = dataclasses.replace(notice, ended_by=actor.name, ended_at=now)
            self._note(connection, actor, "end", notice)
        self.refresh()
        return notice

    def may(self, actor: Person, notice: Notice) -> bool:
        """Tell whether a person may publish or end a notice."""
        districts = drafts.districts_of(notice, self._catalogue())
        return not actor.disabled and any(actor.has(role, districts) for role in PUBLISHERS)

    def _require(self, actor: Person, notice: Notice) -> None:
        if not self.may(actor, notice):
            raise ForbiddenError(
                say(N_("Only a publisher of all districts that it is about may do that.")),
                value=actor.name,
            )

    @staticmethod
    def _note(connection: Connection, actor: Person, action: str, notice: Notice) -> None:
        write_audit(
            connection, actor, f"notice.{action}", f"notice/{notice.id}",
            severity=notice.severity, title=notice.title.model_dump(),
            districts=list(notice.districts), places=list(notice.places),
            from_at=notice.from_at, until_at=notice.until_at,
        )  # fmt: skip
        body = {
            "id": notice.id, "action": action, "severity": notice.severity,
            "districts": notice.districts, "places": notice.places,
            "from": clock.iso(notice.from_at),
            "until": clock.iso(notice.until_at) if notice.until_at is not None else None,
        }  # fmt: skip
        store.announce(connection, clock.seconds(), orjson.dumps(body).decode())
