"""A running service settles by itself, and goes on whatever happens."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator

import pytest
from structlog.testing import capture_logs

from oxymap.catalogue.service import CatalogueService
from oxymap.config import Settings
from oxymap.errors import StoreError
from oxymap.stations import service as module
from oxymap.stations.service import LiveService
from tests.unit.stations.live_sampling import STATION, add_station, ion


def until(found: Callable[[], bool]) -> bool:
    """Wait for something, at most some seconds."""
    end = time.monotonic() + 5
    while not found() and time.monotonic() < end:
        time.sleep(0.01)
    return found()


@pytest.fixture
def running(sample_settings: Settings) -> Iterator[LiveService]:
    catalogue = CatalogueService(sample_settings)
    live = LiveService(sample_settings, lambda: catalogue.current, background=True)
    add_station(live, STATION)
    yield live
    live.stop()


def now() -> int:
    return int(time.time())


def test_running_service_settles_by_itself(running: LiveService) -> None:
    running.accept(STATION, [ion(now(), 2296.0)], "http")

    assert until(
        lambda: (
            STATION in running.current.stations
            and running.current.stations[STATION].state == "fresh"
        )
    )


def test_running_service_goes_on_after_an_error(
    running: LiveService, monkeypatch: pytest.MonkeyPatch
) -> None:
    failed = threading.Event()

    def fail() -> float:
        failed.set()
        raise StoreError("The disk is full.")

    monkeypatch.setattr(module, "LONGEST_REST_S", 0.0)
    with capture_logs() as logs, monkeypatch.context() as patch:
        patch.setattr(running.keeper, "tick", fail)
        running.accept(STATION, [ion(now(), 2296.0)], "http")
        assert failed.wait(5)
    running._wake.set()

    assert until(lambda: running.keeper.snapshot.stations.get(STATION) is not None
                 and running.keeper.snapshot.stations[STATION].state == "fresh")  # fmt: skip
    assert "stations.round_failed" in {entry["event"] for entry in logs}


def test_running_service_does_what_is_to_be_done_each_minute(running: LiveService) -> None:
    done: list[LiveService] = []
    running.each_minute.append(done.append)
    running._minute_at = -1000.0

    running._wake.set()

    assert until(lambda: bool(done))
    assert done == [running]


def test_problems_reach_the_report_of_the_equipment(running: LiveService) -> None:
    running.problems.note(STATION, "http", "future")

    assert [dict(item.rejected) for item in running.operations().problems] == [{"future": 1}]


def test_stopping_ends_the_streams(running: LiveService) -> None:
    stream = running.hub.follow(None, 60)
    next(stream)

    running.stop()

    assert list(stream) == []
