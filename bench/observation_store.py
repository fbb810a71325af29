"""A database of many observations, generated once: 100 stations that report every minute.

It is written past our store, straight into the tables, and kept in ``instance/cache/bench``.
The first station has a year of minutes, the others share what is left.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import many_stations as s
import measuring as m
import numpy as np

from oxymap.stations.models import BEIJING_OFFSET_S, DAY_S, HOUR_S, MINUTE_S
from oxymap.stations.store.means import MEAN_STEPS

STATIONS = 100
YEAR_MINUTES = 365 * 24 * 60
#: All times end here: 2026-07-01T00:00+08:00.
END = 1_782_835_200
INSERT = """
INSERT INTO observations
  (series_id, time, period_s, result, flag, rule_version, received_at, source)
VALUES (?, ?, 60, ?, 0, 1, ?, 'http')
"""
#: Means of a length that divides the day; the times of extremes are stand-ins.
FINE = """
INSERT INTO means
SELECT series_id, :step, (time - 1 + :shift) / :length * :length - :shift AS start,
  avg(result), count(*), :length / 60, count(*) >= :length / 60 * 0.8,
  min(result), min(time), max(result), max(time)
FROM observations WHERE series_id = :series GROUP BY start
"""
COARSE = """
INSERT INTO means
SELECT series_id, :step, {start} AS begun, avg(value), count(*), {parts},
  count(*) >= {least}, min(low), min(low_time), max(high), max(high_time)
FROM means WHERE series_id = :series AND step = :step - 1 GROUP BY begun
"""
SHIFTED = f"start + {BEIJING_OFFSET_S}"
DAY_START = f"({SHIFTED}) / {DAY_S} * {DAY_S} - {BEIJING_OFFSET_S}"
MONTH_START = f"unixepoch(strftime('%Y-%m-01', {SHIFTED}, 'unixepoch')) - {BEIJING_OFFSET_S}"
LATEST = """
INSERT INTO latest
SELECT series_id, max(time), flag, device_flag, time, result, period_s
FROM observations WHERE series_id = ?
"""


@dataclass(frozen=True)
class Store:
    """The generated database: its data folder, and the numbers of its stations' series."""

    data: Path
    rows: int
    series: dict[str, int]

    @property
    def file(self) -> Path:
        return self.data / s.DATABASE


def generated(rows: int) -> Store:
    """Return the database of so many observations; make it when it is not there."""
    data = m.TOOLS / f"store-{rows}"
    if not (data / "complete").exists():
        shutil.rmtree(data, ignore_errors=True)
        _generate(data, rows)
        (data / "complete").touch()
    store = Store(data, rows, _series(data))
    print(f"  {rows:,} observations, {store.file.stat().st_size / 2**30:.2f} GiB")
    return store


def _series(data: Path) -> dict[str, int]:
    with sqlite3.connect(data / s.DATABASE) as link:
        return dict(link.execute("SELECT thing_id, id FROM series ORDER BY id"))


def _generate(data: Path, rows: int) -> None:
    live = s.open_live(data)
    names = [sender.id for sender in s.add_stations(live, STATIONS, instrument="bench")]
    live.stop()
    live.engine.dispose()
    link = sqlite3.connect(data / s.DATABASE, isolation_level=None)
    for pragma in ("synchronous = OFF", "cache_size = -200000", "temp_store = MEMORY"):
        link.execute(f"PRAGMA {pragma}")
    link.executemany(
        "INSERT INTO series VALUES (?, ?, 'neg_ion')",
        [(n + 1, name) for n, name in enumerate(names)],
    )
    began = time.perf_counter()
    for number, count in enumerate(_shares(rows), start=1):
        link.execute("BEGIN")
        link.executemany(INSERT, _rows(number, count))
        link.execute("COMMIT")
    spent = time.perf_counter() - began
    print(f"  {rows:,} observations inserted in {spent:.1f} s ({rows / spent:,.0f} a second)")
    began = time.perf_counter()
    for number in range(1, STATIONS + 1):
        link.execute("BEGIN")
        _add_means(link, number)
        link.execute("COMMIT")
    print(f"  means and newest values made in {time.perf_counter() - began:.1f} s")
    link.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    link.close()
    descriptor = os.open(data / s.DATABASE, os.O_RDONLY)
    os.fsync(descriptor)
    os.close(descriptor)


def _shares(rows: int) -> list[int]:
    """Return how many observations each station has."""
    first = min(YEAR_MINUTES, rows // 10)
    each, more = divmod(rows - first, STATIONS - 1)
    return [first, *(each + (number < more) for number in range(STATIONS - 1))]


def _rows(number: int, count: int) -> Iterator[tuple[int, int, float, int]]:
    """Yield a station's values: a course over the day, and some noise that is always the same."""
    times = END - MINUTE_S * np.arange(count - 1, -1, -1)
    noise = np.random.default_rng(number).normal(0, 60, count)
    values = 2000 + 800 * np.sin((times % DAY_S) / DAY_S * 2 * np.pi) + noise
    whole = np.rint(values)
    return zip([number] * count, times.tolist(), whole.tolist(), times.tolist(), strict=True)


def _add_means(link: sqlite3.Connection, number: int) -> None:
    for length in (10 * MINUTE_S, HOUR_S):
        step = MEAN_STEPS.index("hour" if length == HOUR_S else "10min")
        shift = BEIJING_OFFSET_S
        link.execute(FINE, {"step": step, "length": length, "shift": shift, "series": number})
    for name, start, parts, least in (("day", DAY_START, 24, 20), ("month", MONTH_START, 30, 21)):
        statement = COARSE.format(start=start, parts=parts, least=least)
        link.execute(statement, {"step": MEAN_STEPS.index(name), "series": number})
    link.execute(LATEST, (number,))
