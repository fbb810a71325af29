"""What was acknowledged is there after the server is killed, once and with its value."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import random
import signal
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import time_machine
from sqlalchemy import select, text

from oxymap import clock
from oxymap.catalogue.service import CatalogueService
from oxymap.config import ROOT, Settings, make_settings
from oxymap.db.engine import reading
from oxymap.db.tables import OBSERVATIONS
from oxymap.stations.keeper import LEASE_S
from oxymap.stations.means import day_means, fine_means, month_means
from oxymap.stations.models import DAY_S, Mean
from oxymap.stations.service import LiveService
from oxymap.stations.store import means as mean_store
from oxymap.stations.store import observations as store
from tests.unit.stations.live_sampling import STATION, add_station

THREADS, ROUNDS = 4, 3
HOST = "127.0.0.1"
URL = f"/api/v1/stations/{STATION}/observations"
START_S = 30.0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def value_of(moment: int) -> float:
    """Every reading has a value that is known from its time."""
    return 2000.0 + moment // 60 * 37 % 90


@dataclass
class Sender:
    """Sends minutes one after the other, each until it is acknowledged."""

    token: str
    first: int
    acknowledged: set[int] = field(default_factory=set)
    sent: int = 0

    @property
    def next(self) -> int:
        return self.first + 60 * THREADS * len(self.acknowledged)

    def run(self, port: int, dead: threading.Event) -> None:
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}
        connection = http.client.HTTPConnection(HOST, port, timeout=5)
        with (
            contextlib.closing(connection),
            contextlib.suppress(OSError, http.client.HTTPException),
        ):
            while not dead.is_set():
                moment = self.next
                values = {"neg_ion": value_of(moment)}
                body = {"time": clock.iso(moment), "period_s": 60, "values": values}
                self.sent += 1
                connection.request("POST", URL, json.dumps(body), headers)
                answer = connection.getresponse()
                answer.read()
                if answer.status == 202:
                    self.acknowledged.add(moment)


@contextlib.contextmanager
def server(data: Path) -> Iterator[tuple[int, subprocess.Popen[bytes]]]:
    """Run the production server in a process group of its own, until it is killed."""
    port = free_port()
    command = [sys.executable, "-m", "oxymap.cli", "serve", "--no-demo", "--port", str(port),
               "--data", str(data)]  # fmt: skip
    with (data / "server.log").open("ab") as log:
        process = subprocess.Popen(
            command, cwd=ROOT, stdout=log, stderr=log, start_new_session=True
        )
    try:
        wait_for(port, process)
        yield port, process
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + START_S
    while time.monotonic() < end and process.poll() is None:
        connection = http.client.HTTPConnection(HOST, port, timeout=START_S)
        with contextlib.closing(connection), contextlib.suppress(OSError):
            connection.request("GET", "/api/v1/live")
            if connection.getresponse().status == 200:
                return
        time.sleep(0.05)
    pytest.fail("The server did not start.")


def round_until_killed(data: Path, senders: list[Sender]) -> None:
    dead = threading.Event()
    with server(data) as (port, process):
        threads = [threading.Thread(target=sender.run, args=(port, dead)) for sender in senders]
        for thread in threads:
            thread.start()
        time.sleep(random.uniform(0.3, 1.0))  # noqa: S311 -- no secret
        os.killpg(process.pid, signal.SIGKILL)
        dead.set()
        for thread in threads:
            thread.join(10)


def opened(settings: Settings) -> LiveService:
    catalogue = CatalogueService(settings)
    return LiveService(settings, lambda: catalogue.current)


@dataclass
class Aftermath:
    """What the senders know, and the store as the next process finds it."""

    senders: list[Sender]
    live: LiveService

    @property
    def acknowledged(self) -> set[int]:
        return set().union(*(sender.acknowledged for sender in self.senders))


@pytest.fixture(scope="module")
def aftermath(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Aftermath]:
    data = tmp_path_factory.mktemp("data")
    settings = make_settings({"data": data, "demo": False})
    live = opened(settings)
    add_station(live, STATION)
    token = live.new_token(STATION)
    begin = clock.seconds() // 3600 * 3600 - 25 * DAY_S
    senders = [Sender(token, begin + 60 * n) for n in range(THREADS)]
    for _ in range(ROUNDS):
        round_until_killed(data, senders)
    live.engine.dispose()
    # The lease of the server that was killed has to end before another may settle.
    with time_machine.travel(clock.seconds() + LEASE_S + 1):
        after = opened(settings)
        after.keeper.settle_all()
        yield Aftermath(senders, after)
    after.engine.dispose()


def rows(live: LiveService) -> list[tuple[int, float]]:
    with reading(live.engine) as connection:
        found = connection.execute(select(OBSERVATIONS.c.time, OBSERVATIONS.c.result))
        return [(row.time, row.result) for row in found]


def test_every_round_had_readings_to_lose(aftermath: Aftermath) -> None:
    assert len(aftermath.acknowledged) > 10 * ROUNDS
    assert any(sender.sent > len(sender.acknowledged) for sender in aftermath.senders)


def test_every_acknowledged_reading_is_there_with_its_value(aftermath: Aftermath) -> None:
    kept = dict(rows(aftermath.live))

    lost = {moment for moment in aftermath.acknowledged if kept.get(moment) != value_of(moment)}

    assert lost == set()


def test_no_reading_is_there_twice_or_was_never_sent(aftermath: Aftermath) -> None:
    kept = rows(aftermath.live)
    sent = aftermath.acknowledged | {sender.next for sender in aftermath.senders}

    assert [moment for moment, count in Counter(m for m, _ in kept).items() if count > 1] == []
    assert {moment for moment, _ in kept} <= sent
    assert [(m, result) for m, result in kept if result != value_of(m)] == []


def test_database_is_sound(aftermath: Aftermath) -> None:
    with reading(aftermath.live.engine) as connection:
        assert connection.scalar(text("PRAGMA integrity_check")) == "ok"


def test_nothing_is_left_to_settle(aftermath: Aftermath) -> None:
    with reading(aftermath.live.engine) as connection:
        assert store.due_hours(connection, 1) == []


def test_means_are_those_of_everything_that_is_stored(aftermath: Aftermath) -> None:
    with reading(aftermath.live.engine) as connection:
        number = store.series_of(connection, STATION)["neg_ion"]
        found = store.series_between(connection, number, "neg_ion", 0, 10**11)
        kept = {
            step: mean_store.means_between(connection, number, step, 0, 10**11)
            for step in ("10min", "hour", "day", "month")
        }

    made: dict[str, list[Mean]] = {
        step: fine_means(step, found, 60, observed="neg_ion") for step in ("10min", "hour")
    }
    made["day"] = day_means(made["hour"])
    made["month"] = month_means(made["day"])
    assert kept == made
