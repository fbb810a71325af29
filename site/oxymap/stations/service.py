"""The stations as the rest of the site sees them: now, then, and the verbs."""

from __future__ import annotations

import datetime
import threading
import time
from collections.abc import Callable, Mapping
from typing import TypeVar, cast

import structlog
from sqlalchemy import Engine

from oxymap import clock
from oxymap.catalogue.snapshot import Catalogue
from oxymap.config import Settings
from oxymap.db.engine import reading, writing
from oxymap.db.migrate import open_database
from oxymap.errors import BadRequestError, NotFoundError, SettingsError
from oxymap.stations.badge import ten_thousand
from oxymap.stations.health import OperationsReport
from oxymap.stations.history import history
from oxymap.stations.ingest import Ingest
from oxymap.stations.keeper import Keeper
from oxymap.stations.levels import load_schemes
from oxymap.stations.means import AnnualMean, annual_mean
from oxymap.stations.models import (
    BEIJING_OFFSET_S,
    DAY_S,
    HOUR_S,
    Flag,
    LiveSnapshot,
    Mean,
    Point,
    Station,
    Step,
    TenThousand,
    TypicalCell,
)
from oxymap.stations.operations import operations_report
from oxymap.stations.problems import ProblemBook
from oxymap.stations.properties import NEG_ION, PROPERTIES
from oxymap.stations.recorder import Recorder
from oxymap.stations.register import StationError, changed
from oxymap.stations.rules import load_rules
from oxymap.stations.store import means as mean_store
from oxymap.stations.store import observations as store
from oxymap.stations.store import things as thing_store
from oxymap.stations.stream import Hub
from oxymap.stations.targets import Target, load_targets
from oxymap.stations.tokens import TokenCheck, issue_token, revoke_tokens
from oxymap.stations.typical import typical_table

log = structlog.get_logger()
T = TypeVar("T")
_NOTHING = object()
TICK_S = 0.25
#: After settling, others get so many times as long to themselves.
REST = 3.0
LONGEST_REST_S = 2.0
PROBLEMS_S = 5.0
#: Hours that make the typical values and the badge.
TYPICAL_S = 400 * DAY_S


class LiveService:
    """Everything that is known of stations.

    Parameters
    ----------
    catalogue : gives the published state, which holds the shipped stations.
    background : settle in a thread; otherwise whoever asks for the present settles first.
    engine : the database, in its present form; else it is opened here.
    """

    def __init__(
        self,
        settings: Settings,
        catalogue: Callable[[], Catalogue],
        *,
        background: bool = False,
        engine: Engine | None = None,
    ) -> None:
        self.settings = settings
        self.engine: Engine = engine or open_database(settings.data, settings.database_url)
        standards = settings.standards
        schemes = load_schemes(standards)
        if settings.level_scheme != "none" and settings.level_scheme not in schemes:
            raise SettingsError(
                f"level_scheme {settings.level_scheme!r} is not one of none, {', '.join(schemes)}"
            )
        self.schemes = schemes
        self.targets: tuple[Target, ...] = load_targets(standards)
        self._wake = threading.Event()
        self._stopped = threading.Event()
        self._background = background
        self.problems = ProblemBook(self.engine)
        self.recorder = Recorder(self.engine, self._wake.set)
        self.keeper = Keeper(
            self.engine,
            settings,
            catalogue,
            load_rules(standards),
            schemes.get(settings.level_scheme),
        )
        self.tokens = TokenCheck(self.engine)
        self._made: dict[tuple[str, str, str, int], object] = {}
        self.accept = Ingest(self.recorder, self.station, self.problems.note_rejections)
        #: Told how long each settling took, in seconds.
        self.on_settled: Callable[[float], None] = lambda _seconds: None
        #: Called about once a minute in the background, by one process at a time.
        self.each_minute: list[Callable[[LiveService], None]] = []
        self._minute_at = 0.0
        if background:
            threading.Thread(target=self._run, name="stations", daemon=True).start()

    # --- now -------------------------------------------------------------------------

    @property
    def current(self) -> LiveSnapshot:
        """The present snapshot."""
        if not self._background:
            self.keeper.settle_all()
        return self.keeper.snapshot

    @property
    def hub(self) -> Hub:
        """The events of the stream."""
        return self.keeper.hub

    @property
    def stations(self) -> Mapping[str, Station]:
        """The stations that are shown, by id."""
        return self.keeper.shown

    def station(self, station_id: str) -> Station:
        """Return a station that is not retired; raise NotFoundError when there is none."""
        self._follow()
        found = self.keeper.register.get(station_id)
        if found is None and self.keeper.follow_register():
            # It may have been added a moment ago by another process.
            found = self.keeper.register.get(station_id)
        if found is None or found.retired or (found.demo and not self.settings.demo):
            raise NotFoundError(f"No station is called {station_id!r}.", station_id)
        return found

    def by_number(self, number: str) -> Station | None:
        """Return the station that has an HJ 212 device id or an id, or None."""
        self._follow()
        found = self.stations.get(number)
        if found is None:
            matching = (s for s in self.stations.values() if s.hj212_mn == number)
            found = next(matching, None)
        return found

    def _follow(self) -> None:
        """See what others have changed; where there is no background, as in gateways."""
        if not self._background:
            self.keeper.follow_register_soon()

    # --- then ------------------------------------------------------------------------

    def history(
        self, station_id: str, observed: str, start: int, end: int, step: Step
    ) -> tuple[Point, ...]:
        """Return the points of start <= time < end (seconds UTC), oldest first.

        Raises
        ------
        NotFoundError : there is no such station.
        BadRequestError : no such property, or the span does not fit the step.
        """
        self._check(station_id, observed)
        with reading(self.engine) as connection:
            return history(connection, station_id, observed, (start, end), step)

    def typical(self, station_id: str, observed: str) -> tuple[TypicalCell, ...]:
        """Return the typical value of each month and hour of the day, made once an hour."""
        self._check(station_id, observed)
        key = ("typical", station_id, observed)
        return self._hourly(
            key, lambda: typical_table(self._hours(station_id, observed, TYPICAL_S))
        )

    def annual(self, station_id: str, observed: str, year: int) -> AnnualMean:
        """Return the mean of a year's twelve monthly means, or what is missing of it."""
        start, end = _beijing_year(year), _beijing_year(year + 1)
        return annual_mean(year, self._means(station_id, observed, "month", (start, end)))

    def ten_thousand(self, station_id: str) -> TenThousand | None:
        """Return the evidence for the badge 万级, or None; it is looked at once an hour."""
        demo = self.station(station_id).demo
        return self._hourly(
            ("ten_thousand", station_id, NEG_ION),
            lambda: ten_thousand(station_id, self._hours(station_id, NEG_ION, TYPICAL_S), demo),
        )

    def _hourly(self, key: tuple[str, str, str], make: Callable[[], T]) -> T:
        """Return what was made in this hour, or make it; forget what earlier hours have made."""
        hour = clock.seconds() // HOUR_S
        found = self._made.get((*key, hour), _NOTHING)
        if found is _NOTHING:
            found = make()
            kept = {name: made for name, made in self._made.items() if name[3] == hour}
            self._made = {**kept, (*key, hour): found}
        return cast("T", found)

    def _hours(self, station_id: str, observed: str, span_s: int) -> list[Mean]:
        now = clock.seconds()
        return self._means(station_id, observed, "hour", (now - span_s, now + HOUR_S))

    def _means(
        self, station_id: str, observed: str, step: str, span: tuple[int, int]
    ) -> list[Mean]:
        self._check(station_id, observed)
        with reading(self.engine) as connection:
            number = store.series_of(connection, station_id).get(observed)
            if number is None:
                return []
            return mean_store.means_between(connection, number, step, *span)

    def _check(self, station_id: str, observed: str) -> None:
        if not self._background:
            self.keeper.settle_all()
        self.station(station_id)
        if observed not in PROPERTIES:
            known = ", ".join(PROPERTIES)
            raise BadRequestError(f"property {observed!r} is not one of {known}", observed)

    def operations(self) -> OperationsReport:
        """Return how the equipment has done lately."""
        self.problems.write()
        return operations_report(self.engine, self.stations)

    # --- verbs -----------------------------------------------------------------------

    def put_station(self, station_id: str, document: Mapping[str, object]) -> Station:
        """Add a station, or change some values of one; return it as it is now.

        Raises
        ------
        StationError : a field is unknown or does not fit, or a new station lacks one.
        RulesError : a threshold of its own is unknown or out of range.
        """
        self.keeper.follow_register()
        with writing(self.engine) as connection:
            before = thing_store.all_things(connection).get(station_id, {})
            whole = {**before, **document}
            found = changed(self.keeper.register.get(station_id), station_id, whole)
            self.keeper.settler.rules.for_station(found.rules, waterfall=found.waterfall)
            other = self.by_number(found.hj212_mn) if found.hj212_mn else None
            if other is not None and other.id != station_id:
                raise StationError(
                    f"The HJ 212 device id {found.hj212_mn!r} is that of {other.id!r} already."
                )
            thing_store.put_thing(connection, station_id, whole, time.time_ns())
        self.keeper.follow_register()
        return self.keeper.register[station_id]

    def new_token(self, station_id: str, overlap_s: int = 0) -> str:
        """Return a new token; the old ones end now, or after an overlap."""
        self.station(station_id)
        return issue_token(self.engine, station_id, overlap_s)

    def revoke(self, station_id: str) -> int:
        """End all tokens of a station; return how many."""
        return revoke_tokens(self.engine, station_id)

    def flag(
        self, station_id: str, observed: str, span: tuple[int, int], flag: Flag | None, reason: str
    ) -> int:
        """Set a person's flag for start < time <= end, or take it back; return how many rows."""
        self._check(station_id, observed)
        with writing(self.engine) as connection:
            number = store.series_of(connection, station_id).get(observed)
            if number is None:
                return 0
            count = store.set_manual_flag(
                connection, number, span, flag, None if flag is None else reason
            )
            hours = store.hours_between(connection, number, *span)
            store.mark_due(connection, ((station_id, hour) for hour in hours))
        self._wake.set()
        return count

    def recompute(self, station_id: str) -> None:
        """Judge all rows of a station again with the present rules; old verdicts are kept."""
        with reading(self.engine) as connection:
            span = store.span_of(connection, station_id)
        if span is not None:
            self.keeper.settler.recompute(station_id, span[0] - 1, span[1])

    # --- the background --------------------------------------------------------------

    def stop(self) -> None:
        """End the background thread and every stream."""
        self._stopped.set()
        self._wake.set()
        self.keeper.release()
        self.hub.close()

    def _run(self) -> None:
        written_at = time.monotonic()
        while not self._stopped.is_set():
            self._wake.wait(TICK_S)
            self._wake.clear()
            try:
                took = self.keeper.tick()
                if took:
                    self.on_settled(took)
                if time.monotonic() - written_at > PROBLEMS_S:
                    self.problems.write()
                    written_at = time.monotonic()
                self._watch()
            except Exception:
                # The round must go on: the next one sees the same rows again.
                log.exception("stations.round_failed")
                took = TICK_S
            self._stopped.wait(min(took * REST, LONGEST_REST_S))

    def _watch(self) -> None:
        if time.monotonic() - self._minute_at < 60:
            return
        self._minute_at = time.monotonic()
        for work in self.each_minute:
            work(self)


def _beijing_year(year: int) -> int:
    start = datetime.datetime(year, 1, 1, tzinfo=datetime.UTC)
    return int(start.timestamp()) - BEIJING_OFFSET_S
