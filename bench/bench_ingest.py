"""Readings that arrive: bare SQLite, our store one reading at a time, single POSTs, batches.

Every accepted answer means that the reading is on disk.  The references commit each reading
by itself, in this process; the server has HTTP, tokens and the settling of what arrived to
pay for, and earns it back with commits that many senders share.
"""

from __future__ import annotations

import contextlib
import itertools
import re
import shutil
import sqlite3
import subprocess
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from http.client import HTTPConnection
from multiprocessing import get_context
from pathlib import Path

import many_stations as s
import measuring as m

from oxymap import clock
from oxymap.db.engine import database_url, open_engine
from oxymap.db.migrate import ensure_schema
from oxymap.stations.models import DAY_S, MINUTE_S, Reading
from oxymap.stations.recorder import Batch, Recorder

ROUNDS = int(m.number("BENCH_ROUNDS", 5))
SECONDS = int(m.number("BENCH_SECONDS", 4))
STATIONS = 100
CONNECTIONS = 32
PROCESSES = 4
BATCH = 100
#: Stations may catch up with 30 days; every reading has a minute of its own in them.
BACKFILL_S = 25 * DAY_S
#: What arrived in one round is settled before the next, or after so many seconds at the latest.
SETTLED_S = 180
LUA = Path(__file__).with_name("ingest.lua")
BARE = """
INSERT INTO observations
  (series_id, time, period_s, result, flag, rule_version, received_at, source)
VALUES (?, ?, 60, ?, 9, 0, ?, 'http') ON CONFLICT DO NOTHING
"""
Case = Callable[[], float]


def main(folder: Path) -> None:
    data = folder / "data"
    live = s.open_live(data)
    senders = s.add_stations(live, STATIONS)
    (folder / "senders").write_text("".join(f"{x.id} {x.token}\n" for x in senders), "utf-8")
    live.stop()
    with m.our_server(data, OXYMAP_INGEST_PER_MINUTE="100000000") as server:
        clients = Clients(server, folder / "senders", senders)
        cases: dict[str, Case] = {
            "bare SQLite, one row a commit": _bare(folder / "bare"),
            "our store, one reading a commit": _one_by_one(folder / "store", senders),
            "single POSTs, 32 connections": lambda: clients.singles(data),
            f"bodies of {BATCH}, 32 connections": lambda: clients.batches(data),
        }
        found = m.alternate(cases, ROUNDS, "readings/s")
        _show_latency(clients)
        stored = _count(data)
    bare, ours, singles, batches = found.values()
    m.ratio("single POSTs / our store, one a commit", singles, ours, "≥ 0.4")
    m.ratio("single POSTs / bare SQLite, one a commit", singles, bare, "none")
    m.ratio(f"bodies of {BATCH} / single POSTs", batches, singles, "≥ 20")
    _compare(clients, stored)


# --- the references --------------------------------------------------------------------


def _bare(folder: Path) -> Case:
    """Return what fills our table row by row, without anything of ours around it."""
    folder.mkdir()
    ensure_schema(open_engine(database_url(folder, None)))
    link = sqlite3.connect(folder / s.DATABASE, isolation_level=None)
    link.execute("PRAGMA journal_mode = WAL")
    link.execute("PRAGMA synchronous = FULL")
    link.executemany(
        "INSERT INTO series VALUES (?, ?, 'neg_ion')",
        [(number, f"bench-{number}") for number in range(STATIONS)],
    )
    keys = _keys()

    def write() -> None:
        number, minute = next(keys)
        row = (number, minute * MINUTE_S, s.value_at(minute), minute * MINUTE_S)
        link.execute(BARE, row)

    return lambda: _rate(write)


def _one_by_one(folder: Path, senders: list[s.Sender]) -> Case:
    """Return what hands single readings to our recorder, each when the one before is on disk."""
    folder.mkdir()
    engine = open_engine(database_url(folder, None))
    ensure_schema(engine)
    recorder, keys = Recorder(engine), _keys()

    def write() -> None:
        number, minute = next(keys)
        reading = Reading("neg_ion", minute * MINUTE_S, MINUTE_S, s.value_at(minute))
        if not recorder.record(Batch(senders[number].id, "http", clock.seconds(), [(0, reading)])):
            raise m.CannotMeasureError("the recorder did not take a reading")

    return lambda: _rate(write)


def _keys() -> Iterator[tuple[int, int]]:
    first = (clock.seconds() - BACKFILL_S) // MINUTE_S
    return ((number, minute) for minute in itertools.count(first) for number in range(STATIONS))


def _rate(write: Callable[[], None]) -> float:
    began, count = time.perf_counter(), 0
    while (spent := time.perf_counter() - began) < SECONDS:
        write()
        count += 1
    return count / spent


# --- the server ------------------------------------------------------------------------


@dataclass(frozen=True)
class Found:
    """What a client has seen: accepted readings, seconds, latencies of requests in ms.

    ``turns`` is how often, at most, one station has had its turn.
    """

    accepted: int
    turns: int
    seconds: float
    middle_ms: float
    late_ms: float


@dataclass
class Clients:
    """Sends to the server; every reading is a new one."""

    server: m.Server
    file: Path
    senders: list[s.Sender]
    accepted: int = 0
    #: Readings that the server may have taken after the client had stopped to listen.
    unheard: int = 0
    latencies: list[tuple[float, float]] = field(default_factory=list)
    _minute: int = field(default_factory=lambda: (clock.seconds() - BACKFILL_S) // MINUTE_S)

    def singles(self, data: Path) -> float:
        """Return accepted readings per second, one in a body."""
        _wait_until_settled(data)
        found = self.send(1, CONNECTIONS, SECONDS)
        self.latencies.append((found.middle_ms, found.late_ms))
        return found.accepted / found.seconds

    def batches(self, data: Path) -> float:
        """Return accepted readings per second, many in a body."""
        _wait_until_settled(data)
        found = self.send(BATCH, CONNECTIONS, SECONDS)
        return found.accepted / found.seconds

    def send(self, batch: int, connections: int, seconds: int) -> Found:
        """Send for some seconds, with wrk or, where it is missing, from several processes."""
        wrk = shutil.which("wrk")
        if wrk:
            found = self._with_wrk([wrk, "-t1", f"-c{connections}", f"-d{seconds}s"], batch)
            self.unheard += connections * batch
        else:
            found = self._with_processes(batch, connections, seconds)
        self.accepted += found.accepted
        self._minute += found.turns * batch
        return found

    def _with_wrk(self, command: list[str], batch: int) -> Found:
        script = ["-s", str(LUA), self.server.url("/"), "--", str(self.file)]
        said = subprocess.run(
            [*command, *script, str(self._minute), str(batch)],
            capture_output=True, text=True, check=True, timeout=600,
        ).stdout  # fmt: skip
        match = re.search(r"^FOUND (\d+) (\d+) (\d+) (\S+) (\S+)$", said, re.MULTILINE)
        if match is None or match[2] != "0":
            raise m.CannotMeasureError(f"not every reading was taken:\n{said}")
        accepted = int(match[1])
        # Those in flight had one more.
        turns = accepted // batch // STATIONS + 2
        times = [float(number) for number in match.groups()[2:]]
        return Found(accepted, turns, times[0] / 1e6, times[1] / 1e3, times[2] / 1e3)

    def _with_processes(self, batch: int, connections: int, seconds: int) -> Found:
        count = min(PROCESSES, connections)
        work = [
            (self.server.port, self.senders[part::count], self._minute, batch, seconds,
             connections // count)
            for part in range(count)
        ]  # fmt: skip
        with get_context("spawn").Pool(count) as pool:
            times, turns = zip(*itertools.chain(*pool.map(_keep_sending, work)), strict=True)
        middle, late = (m.percentile(times, share) * 1e3 for share in (50, 99))
        return Found(len(times) * batch, max(turns), seconds, middle, late)


def _keep_sending(work: tuple[int, list[s.Sender], int, int, int, int]) -> list[tuple[float, int]]:
    """Send from one process over several connections; return seconds and turn of each request."""
    port, senders, first, batch, seconds, connections = work
    end = time.monotonic() + seconds

    def one(mine: list[s.Sender]) -> list[tuple[float, int]]:
        times = []
        with contextlib.closing(HTTPConnection(m.HOST, port, timeout=60)) as link:
            for turn in itertools.count():
                start = first + turn * batch
                for sender in mine:
                    bodies = [s.body_of(minute) for minute in range(start, start + batch)]
                    body = bodies[0] if batch == 1 else b"[" + b",".join(bodies) + b"]"
                    times.append((s.post(link, sender, body), turn + 1))
                    # The last request is a little late: a connection sends at least one.
                    if time.monotonic() > end:
                        return times
        return times

    shares = [senders[number::connections] for number in range(connections)]
    with ThreadPoolExecutor(connections) as pool:
        return list(itertools.chain(*pool.map(one, shares)))


def _wait_until_settled(data: Path) -> None:
    """Wait until what arrived before is settled, so that it does not work beside what follows."""
    end = time.monotonic() + SETTLED_S
    with contextlib.closing(sqlite3.connect(data / s.DATABASE)) as link:
        while link.execute("SELECT count(*) FROM due").fetchone()[0]:
            if time.monotonic() > end:
                print("  (what arrived before is not settled yet)")
                return
            time.sleep(0.2)


# --- results ---------------------------------------------------------------------------


def _show_latency(clients: Clients) -> None:
    middle, late = (m.percentile(values, 50) for values in zip(*clients.latencies, strict=True))
    print(f"  single POST, 32 connections always busy: p50 {middle:.1f} ms, p99 {late:.1f} ms")
    found = clients.send(1, 1, SECONDS)
    print(f"  single POST, alone: p50 {found.middle_ms:.1f} ms, p99 {found.late_ms:.1f} ms")


def _count(data: Path) -> int:
    time.sleep(1.0)
    with contextlib.closing(sqlite3.connect(data / s.DATABASE)) as link:
        return int(link.execute("SELECT count(*) FROM observations").fetchone()[0])


def _compare(clients: Clients, stored: int) -> None:
    more = stored - clients.accepted
    print(
        f"→ {clients.accepted:,} readings were answered as accepted, {stored:,} are stored", end=""
    )
    if not 0 <= more <= clients.unheard:
        raise m.CannotMeasureError("\nthe answers and the database do not agree")
    print(f"; {more:,} answers came after a client had stopped" if more else "")


if __name__ == "__main__":
    m.run(main)
