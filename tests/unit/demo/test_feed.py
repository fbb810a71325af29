"""The demo feed: the present at once, the past behind it, then every interval."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import pairwise

import pytest

from oxymap import clock
from oxymap.demo import feed as module
from oxymap.demo.feed import run_feed
from oxymap.stations.models import Station
from tests.unit.demo.server import TOKEN, Log, running

#: 12:34:59 in Beijing.
NOW = datetime(2026, 6, 3, 4, 34, 59, tzinfo=UTC)
NOON = int(datetime(2026, 6, 3, 4, tzinfo=UTC).timestamp())
HOUR = 3600


def station(name: str, interval_s: int = 300) -> Station:
    return Station(name, "", "", 116.0, 40.0, interval_s=interval_s, demo=True)


STATIONS = [station("demo-a", 60), station("demo-b"), station("demo-c", HOUR)]
TOKENS = dict.fromkeys(("demo-a", "demo-b", "demo-c"), TOKEN)


@pytest.fixture(autouse=True)
def _no_rests(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_REST_S", 0.0)


@contextmanager
def feeding(
    log: Log, *, stations: list[Station] = STATIONS, tokens: dict[str, str] = TOKENS, days: int = 2,
    now: Callable[[], datetime] = lambda: NOW,
) -> Iterator[None]:  # fmt: skip
    stop = threading.Event()
    thread = threading.Thread(
        target=run_feed,
        args=(log.url, tokens, stations, stop),
        kwargs={"backfill_days": days, "now": now},
    )
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(timeout=10)
        assert not thread.is_alive()


def until(happened: Callable[[], bool]) -> None:
    for _ in range(500):
        if happened():
            return
        time.sleep(0.01)
    raise AssertionError("it did not happen within five seconds")


def fed(log: Log, **options: object) -> None:
    """Feed until the past of the last station has been sent."""
    with feeding(log, **options):  # type: ignore[arg-type]
        until(lambda: any("demo-c" in path for path in log.asked) and quiet(log))


def quiet(log: Log) -> bool:
    before = len(log.batches)
    time.sleep(0.1)
    return len(log.batches) == before


def test_every_station_has_a_value_before_any_has_its_past() -> None:
    with running() as log:
        fed(log)

    assert [name for name, _ in log.batches[:3]] == ["demo-a", "demo-b", "demo-c"]
    assert len(log.batches[0][1]) < 20
    newest = {name: max(log.times(name)) for name in TOKENS}
    assert newest == {"demo-a": NOON + 2040, "demo-b": NOON + 1800, "demo-c": NOON}


def test_present_is_sent_at_each_interval() -> None:
    with running() as log:
        fed(log)

    minutes = [t for t in log.times("demo-a") if t > NOON - 24 * HOUR]
    assert {after - before for before, after in pairwise(minutes)} == {60}


def test_past_is_sent_by_hours_and_has_no_double() -> None:
    with running() as log:
        fed(log)

    present = NOON - 24 * HOUR
    hours = [t for t in log.times("demo-a") if t <= present]
    assert hours == list(range(present - 47 * HOUR, present + 1, HOUR))
    periods = {item["period_s"] for (_, _), item in log.kept.items() if item["period_s"] == HOUR}
    assert periods == {HOUR}


def test_no_hour_is_in_two_halves() -> None:
    with running() as log:
        fed(log)

    first_minute = min(
        t for t in log.times("demo-a") if log.kept["demo-a", clock.iso(t)]["period_s"] == 60
    )
    assert first_minute % HOUR == 60


def test_second_start_does_not_send_the_past_again() -> None:
    with running() as log:
        fed(log)
        kept, log.asked[:], log.batches[:] = dict(log.kept), [], []
        fed(log)

    assert log.kept == kept
    assert all(
        item["period_s"] != HOUR for name, b in log.batches for item in b if name != "demo-c"
    )


def test_hours_that_are_missing_after_a_pause_are_sent() -> None:
    with running() as log:
        fed(log)
        lost = clock.iso(NOON - 50 * HOUR)
        del log.kept["demo-b", lost]
        log.asked[:] = []
        fed(log)

    assert log.kept["demo-b", lost]["period_s"] == HOUR


def test_readings_follow_as_they_fall_due() -> None:
    moments = [NOW]
    with running() as log, feeding(log, days=1, now=lambda: moments[-1]):
        until(lambda: any("demo-c" in path for path in log.asked))
        moments.append(datetime(2026, 6, 3, 4, 36, 1, tzinfo=UTC))
        until(lambda: max(log.times("demo-b")) == NOON + 35 * 60)

    assert max(log.times("demo-a")) == NOON + 36 * 60
    assert max(log.times("demo-c")) == NOON


def test_machine_that_slept_for_days_sends_one_day() -> None:
    moments = [NOW]
    with running() as log, feeding(log, days=1, now=lambda: moments[-1]):
        until(lambda: any("demo-c" in path for path in log.asked))
        moments.append(datetime(2026, 6, 5, 4, 34, 59, tzinfo=UTC))
        until(lambda: max(log.times("demo-a")) > NOON + 48 * HOUR)

    after = [t for t in log.times("demo-a") if t > NOON + HOUR]
    assert min(after) > NOON + 24 * HOUR
    assert len(after) == 1440


def test_station_that_is_refused_does_not_stop_the_others() -> None:
    with running() as log:
        fed(log, tokens={**TOKENS, "demo-a": "wrong"})

    assert log.times("demo-a") == []
    assert len(log.times("demo-b")) > 40
    assert [name for name, _ in log.batches].count("demo-a") == 1


def test_station_without_a_token_is_left_out() -> None:
    with running() as log:
        fed(log, tokens={"demo-c": TOKEN})

    assert {name for name, _ in log.batches} == {"demo-c"}


def test_station_that_is_silent_now_has_said_something_before() -> None:
    with running() as log:
        fed(log, stations=[station("demo-baicaopan", 600), STATIONS[2]],
            tokens={**TOKENS, "demo-baicaopan": TOKEN})  # fmt: skip

    last = max(log.times("demo-baicaopan"))
    assert last == NOON - 4 * HOUR
