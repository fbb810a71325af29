"""Twenty million observations: newest values and histories from our store, and from raw rows.

Shows what the kept means and newest values save against asking the raw rows in plain SQL,
and what the present costs: a snapshot of 100 stations, and one new minute at one of them.
"""

from __future__ import annotations

import contextlib
import sqlite3
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from unittest.mock import patch

import many_stations as s
import measuring as m
from observation_store import END, STATIONS, Store, generated

from oxymap import clock
from oxymap.db.engine import reading
from oxymap.stations import facts
from oxymap.stations.history import history
from oxymap.stations.keeper import limits_of
from oxymap.stations.models import BEIJING_OFFSET_S, DAY_S, MINUTE_S, Item, Reading
from oxymap.stations.service import LiveService
from oxymap.stations.snapshot import SnapshotMaker, known_places
from oxymap.stations.store import means

ROWS = int(m.number("BENCH_ROWS", 20_000_000))
ROUNDS = 5
#: One figure is the mean of so many calls; the plain statements take long enough by themselves.
CALLS = 20
NEW_MINUTES = 10
MONTH, YEAR = (END - 30 * DAY_S, END), (END - 365 * DAY_S, END)
NEWEST = "SELECT series_id, max(time), result FROM observations GROUP BY series_id"
HOURLY = """
SELECT (time - 1) / 3600 AS hour, avg(result), count(*), min(result), max(result)
FROM observations WHERE series_id = ? AND time > ? AND time <= ? GROUP BY hour
"""
DAILY = f"""
SELECT (time - 1 + {BEIJING_OFFSET_S}) / {DAY_S} AS day, avg(result), count(*), min(result),
  max(result)
FROM observations WHERE series_id = ? AND time > ? AND time <= ? GROUP BY day
"""  # noqa: S608 -- only constants
Query = Callable[[], object]


def main(_folder: Path) -> None:
    store = generated(ROWS)
    name, number = next(iter(store.series.items()))
    # The generated present ends at a fixed moment, and so does the clock.
    with patch.object(clock, "seconds", lambda: _now(store)):
        live = _open(store)
        with contextlib.closing(sqlite3.connect(store.file)) as plain:
            found = m.alternate(_cases(live, plain, name, number), ROUNDS, "ms")
        newest, hours, points, days, raw_newest, raw_hours, raw_days = found.values()
        m.ratio("newest values: raw rows / ours", raw_newest, newest, "none")
        m.ratio("30 days of hours: raw rows / ours, as points", raw_hours, points, "none")
        m.ratio("a year of days: raw rows / ours", raw_days, days, "none")
        _goal("newest values", newest, 1)
        _goal("30 days of hours", hours, 2)
        _goal("30 days of hours, as points", points, 2)
        _goal("a year of days", days, 2)
        _measure_present(live)
        _measure_new_minute(live, store)
        live.stop()


def _open(store: Store) -> LiveService:
    """Open the stations, and settle what an earlier run has left."""
    with contextlib.closing(sqlite3.connect(store.file, isolation_level=None)) as link:
        # This clock stands still, so the lease of that run would not end.
        link.execute("DELETE FROM leases")
    live = s.open_live(store.data)
    live.keeper.settle_all()
    return live


def _now(store: Store) -> int:
    """Return a moment just after the newest observation; earlier runs have added some."""
    with contextlib.closing(sqlite3.connect(store.file)) as link:
        return int(link.execute("SELECT max(time) FROM latest").fetchone()[0]) + 5


def _cases(
    live: LiveService, plain: sqlite3.Connection, name: str, number: int
) -> dict[str, Callable[[], float]]:
    def newest() -> None:
        with reading(live.engine) as connection:
            if len(means.all_latest(connection)) != STATIONS:
                raise m.CannotMeasureError("not every station has a newest value")

    def kept(step: str, span: tuple[int, int]) -> None:
        with reading(live.engine) as connection:
            means.means_between(connection, number, step, *span)

    def points() -> None:
        with reading(live.engine) as connection:
            history(connection, name, "neg_ion", MONTH, "hour")

    def raw(statement: str, *values: int) -> None:
        plain.execute(statement, values).fetchall()

    return {
        "newest values of 100 stations, ours": lambda: _ms(newest, CALLS),
        "30 days of hours, ours": lambda: _ms(partial(kept, "hour", MONTH), CALLS),
        "30 days of hours as points, ours": lambda: _ms(points, CALLS),
        "a year of days, ours": lambda: _ms(partial(kept, "day", YEAR), CALLS),
        "newest values, raw rows": lambda: _ms(partial(raw, NEWEST), 1),
        "30 days of hours, raw rows": lambda: _ms(partial(raw, HOURLY, number, *MONTH), 3),
        "a year of days, raw rows": lambda: _ms(partial(raw, DAILY, number, *YEAR), 1),
    }


def _ms(query: Query, calls: int) -> float:
    began = time.perf_counter()
    for _ in range(calls):
        query()
    return (time.perf_counter() - began) / calls * 1e3


def _goal(what: str, values: list[float], most_ms: float) -> None:
    print(f"→ {what}: {m.percentile(values, 50):.2f} ms (goal ≤ {most_ms:g} ms)")


# --- the present -----------------------------------------------------------------------


def _measure_present(live: LiveService) -> None:
    """Measure a whole snapshot: what is known of all stations, read and put together."""
    keeper, catalogue = live.keeper, live.keeper.catalogue
    places = known_places([], [place.id for place in catalogue.layer("townships")])
    maker = SnapshotMaker(
        keeper.shown, places, limits_of(live.settings), live.schemes[live.settings.level_scheme]
    )

    def gather() -> dict[str, facts.Facts]:
        with reading(live.engine) as connection:
            return facts.gather_all(connection, keeper.shown)

    known, now = gather(), clock.seconds()
    made = {"facts of 100 stations": gather, "snapshot of them": lambda: maker.make(known, now)}
    for name, work in made.items():
        m.show(name, [_ms(work, 1) for _ in range(CALLS)], "ms")
    print(f"  {len(maker.make(known, now).body):,} bytes")


def _measure_new_minute(live: LiveService, store: Store) -> None:
    """Measure what one new reading costs after it is on disk, until everybody can see it."""
    keeper = live.keeper
    alone = replace(keeper.settler, peers=lambda _: ())
    cases: dict[str, Query] = {
        "a new minute settled, nothing to compare with": alone.settle,
        "a new minute settled, 99 of the same model": keeper.settler.settle,
        "the whole round: settled, snapshot, told": keeper.tick,
    }
    names = iter(list(store.series) * len(cases))
    for name, work in cases.items():
        figures = []
        for _ in range(NEW_MINUTES):
            _add_minute(live, next(names))
            figures.append(_ms(work, 1))
        m.show(name, figures[1:], "ms")
    keeper.settle_all()


def _add_minute(live: LiveService, name: str) -> None:
    with contextlib.closing(sqlite3.connect(live.settings.data / s.DATABASE)) as link:
        query = "SELECT time FROM latest JOIN series ON id = series_id WHERE thing_id = ?"
        minute = link.execute(query, (name,)).fetchone()[0] // MINUTE_S + 1
    readings = (Reading("neg_ion", minute * MINUTE_S, MINUTE_S, s.value_at(minute)),)
    if live.accept(name, [Item(readings)], "http").accepted != 1:
        raise m.CannotMeasureError("the new minute was not taken")


if __name__ == "__main__":
    m.run(main)
