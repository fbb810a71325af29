"""Keep the present: settle what came, follow the register, make snapshots, tell the stream."""

from __future__ import annotations

import hashlib
import os
import secrets
import threading
import time
from collections.abc import Callable, Iterable, Sequence

import orjson
import structlog
from sqlalchemy import Engine

from oxymap import clock
from oxymap.catalogue.snapshot import Catalogue
from oxymap.config import Settings
from oxymap.db.engine import reading, writing
from oxymap.stations import facts as fact_reader
from oxymap.stations.facts import Facts
from oxymap.stations.levels import Scheme
from oxymap.stations.models import LiveSnapshot, LiveStation, Station
from oxymap.stations.register import StationError, merged, shipped_stations
from oxymap.stations.rules import Rules
from oxymap.stations.settle import Settler
from oxymap.stations.snapshot import SnapshotMaker, known_places, station_json
from oxymap.stations.states import Limits
from oxymap.stations.store import events as event_store
from oxymap.stations.store import things as thing_store
from oxymap.stations.store.events import Event
from oxymap.stations.stream import Hub

log = structlog.get_logger()
#: How long a change of the register by another process may go unseen.
REGISTER_S = 1.0
#: Events are kept for so long, for those who resume.
EVENTS_S = 3_600
LEASE, LEASE_S = "settle", 10
MOST_EVENTS = 2_000


class Keeper:
    """What a process knows of now.

    Every process follows the register and the events; one at a time, by a lease, settles.

    Parameters
    ----------
    catalogue : gives the published state.
    """

    def __init__(
        self,
        engine: Engine,
        settings: Settings,
        catalogue: Callable[[], Catalogue],
        rules: Rules,
        scheme: Scheme | None,
    ) -> None:
        self.engine = engine
        self.hub = Hub()
        self.register: dict[str, Station] = {}
        self._shipped: dict[str, Station] = {}
        self._settings = settings
        self._catalogue = catalogue
        self._scheme = scheme
        self._facts: dict[str, Facts] = {}
        self._lock = threading.RLock()
        self._signature: tuple[object, ...] = ()
        self._looked_at = -REGISTER_S
        self._published = catalogue().version
        self._register_news = False
        self._holder = f"{os.getpid()}-{secrets.token_hex(4)}"
        self._told = 0
        self._unheard: set[str] = set()
        self._next_change: int | None = None
        self._swept_at = 0
        self.settler = Settler(engine, rules, lambda name: self.register.get(name), self._peers)
        self.follow_register()
        # Streams that were cut off by a restart resume from what the database has kept.
        with reading(engine) as connection:
            self._told = max(0, event_store.last_event_id(connection) - MOST_EVENTS)
        self._publish()
        self._read_facts(self.register)
        self.snapshot = self._make_snapshot()
        self._register_news = False

    @property
    def catalogue(self) -> Catalogue:
        """The published state."""
        return self._catalogue()

    @property
    def content_version(self) -> str:
        """A hash of what is known of all stations; the passing of time does not change it."""
        known = sorted(
            (name, sorted(found.latest.items()))
            for name, found in self._facts.items()
            if found.latest
        )
        return hashlib.sha256(repr((self._signature, known)).encode()).hexdigest()

    # --- the register ----------------------------------------------------------------

    @property
    def shown(self) -> dict[str, Station]:
        """The stations that are not retired; demo ones only while the demo is on."""
        return {
            name: station
            for name, station in self.register.items()
            if not station.retired and (self._settings.demo or not station.demo)
        }

    def follow_register(self) -> bool:
        """Take over what has changed in the register; return whether anything has."""
        catalogue = self.catalogue
        self._looked_at = time.monotonic()
        with reading(self.engine) as connection:
            signature = (catalogue.version, *thing_store.signature(connection))
            if signature == self._signature:
                return False
            documents = thing_store.all_things(connection)
        try:
            self._shipped = shipped_stations(catalogue)
            self.register = merged(catalogue, self._shipped, documents)
        except StationError as error:
            log.error("register.kept_last_good", reason=error.message)
        self._signature = signature
        self._register_news = True
        return True

    def follow_register_soon(self) -> None:
        """Follow the register, unless that was done a moment ago."""
        if time.monotonic() - self._looked_at > REGISTER_S:
            self.follow_register()

    def _peers(self, station: Station) -> Sequence[str]:
        if station.instrument is None:
            return ()
        return [
            other.id
            for other in self.shown.values()
            if other.instrument == station.instrument
            and other.id != station.id
            and other.demo == station.demo
        ]

    # --- the round -------------------------------------------------------------------

    def tick(self) -> float:
        """Do what is due; return how long settling took, in seconds."""
        with self._lock:
            self.follow_register_soon()
            began = time.monotonic()
            touched = self._settle()
            took = time.monotonic() - began if touched else 0.0
            heard = self._hear()
            # Only now, so that news of the register outlive a round that fails.
            register_changed, self._register_news = self._register_news, False
            now = clock.seconds()
            stale = self._next_change is not None and now >= self._next_change
            if register_changed:
                self._read_facts(self.register)
            elif touched or heard:
                self._read_facts(touched | heard)
            if register_changed or touched or heard or stale:
                self._take_over(touched, heard)
            self._tell_published()
            return took

    def release(self) -> None:
        """Let another process settle at once."""
        with writing(self.engine) as connection:
            event_store.release_lease(connection, LEASE, self._holder)

    def settle_all(self) -> None:
        """Settle until nothing is due."""
        while self.tick():
            pass

    def _settle(self) -> set[str]:
        with reading(self.engine) as connection:
            if not event_store.has_due(connection):
                return set()
        return self.settler.settle() if self._takes_lease() else set()

    def _takes_lease(self) -> bool:
        now = clock.seconds()
        with writing(self.engine) as connection:
            return event_store.take_lease(connection, LEASE, self._holder, now, now + LEASE_S)

    def _tell_published(self) -> None:
        """Tell, from one process, that something else is published."""
        version = self.catalogue.version
        if version != self._published:
            self._published = version
            if self._takes_lease():
                self.tell([("published", orjson.dumps({"version": version}).decode())])

    def _take_over(self, touched: set[str], heard: set[str]) -> None:
        """Make a snapshot, and tell of stations that have news or another state.

        What was heard has been told already.
        """
        before = self.snapshot
        after = self._make_snapshot()
        self.snapshot = after
        told = [name for name in after.stations if name in touched]
        turned = [
            name
            for name, item in after.stations.items()
            if name not in touched | heard and _turned(before.stations.get(name), item)
        ]
        # Every process sees that time has passed; one of them tells.
        if turned and (touched or self._takes_lease()):
            told += turned
        self.tell(
            (
                "reading",
                orjson.dumps(station_json(after.stations[name], after.generated_at)).decode(),
            )
            for name in told
        )

    def _make_snapshot(self) -> LiveSnapshot:
        catalogue = self.catalogue
        townships = [place.id for place in catalogue.layer("townships")]
        shipped = self._shipped.values()
        limits = limits_of(self._settings)
        maker = SnapshotMaker(self.shown, known_places(shipped, townships), limits, self._scheme)
        now = clock.seconds()
        self._next_change = maker.next_change(self._facts, now)
        return maker.make(self._facts, now)

    def _read_facts(self, names: Iterable[str]) -> None:
        wanted = {name: self.register[name] for name in names if name in self.register}
        with reading(self.engine) as connection:
            self._facts.update(fact_reader.gather_all(connection, wanted))

    # --- the stream ------------------------------------------------------------------

    def tell(self, events: Iterable[tuple[str, str]]) -> None:
        """Keep events for every process, and hand them on in this one."""
        made = list(events)
        now = clock.seconds()
        if made:
            with writing(self.engine) as connection:
                event_store.add_events(connection, made, now)
                if now - self._swept_at > EVENTS_S:
                    event_store.remove_events(connection, now - EVENTS_S)
                    self._swept_at = now
            own = {body for _, body in made}
            # What others told in between is news for the next round.
            self._unheard |= _stations_of(e for e in self._publish() if e.body not in own)

    def _publish(self) -> list[Event]:
        with reading(self.engine) as connection:
            events = event_store.events_after(connection, self._told, MOST_EVENTS)
        if events:
            self._told = events[-1].id
            self.hub.publish(events)
        return events

    def _hear(self) -> set[str]:
        """Hand on what other processes have told; return the stations that it is about."""
        unheard, self._unheard = self._unheard, set()
        return unheard | _stations_of(self._publish())


def limits_of(settings: Settings) -> Limits:
    """Return the limits of the states from the settings."""
    return Limits(
        late_intervals=settings.live_late_intervals,
        stale_intervals=settings.live_stale_intervals,
        stale_least_s=settings.live_stale_least_s,
        silent_intervals=settings.live_silent_intervals,
        silent_least_s=settings.live_silent_least_s,
    )


def _stations_of(events: Iterable[Event]) -> set[str]:
    return {str(orjson.loads(event.body)["id"]) for event in events if event.kind == "reading"}


def _turned(before: LiveStation | None, after: LiveStation) -> bool:
    return before is not None and before.state != after.state
