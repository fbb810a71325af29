"""A recording is played again through the ingest, at any speed."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from pathlib import Path
from threading import Event, Thread

import pytest

from oxymap import clock
from oxymap.demo.replay import Pace, replay
from oxymap.demo.sender import Receipt
from oxymap.errors import FormatError, SettingsError
from tests.unit.demo.server import TOKEN, running

#: 2026-06-03 00:00 in Beijing.
MIDNIGHT = 1780416000
FAST = Pace(speed=None)
ROWS = """time,neg_ion,period_s,flag
2026-06-03T00:00:00+08:00,2000,60,N
2026-06-03T00:01:00+08:00,2010,60,M
2026-06-03T00:02:00+08:00,,60,N
"""


@pytest.fixture
def recording(tmp_path: Path) -> Path:
    file = tmp_path / "recording.csv"
    file.write_text(ROWS, encoding="utf-8")
    return file


def test_recording_goes_to_the_station_of_the_token(recording: Path) -> None:
    with running() as log:
        receipt = replay(recording, log.url, {"s-1": TOKEN}, FAST, Event())

    assert receipt == Receipt(accepted=3)
    assert log.times("s-1") == [MIDNIGHT, MIDNIGHT + 60, MIDNIGHT + 120]
    assert log.batches[0][1][1] == {
        "time": "2026-06-02T16:01:00Z",
        "values": {"neg_ion": 2010},
        "period_s": 60,
        "flag": "M",
    }
    assert log.batches[0][1][2]["values"] == {"neg_ion": None}


def test_recording_of_several_stations_goes_to_each(tmp_path: Path) -> None:
    file = tmp_path / "two.csv"
    file.write_text(
        "station,time,neg_ion\na,2026-06-03 00:00,1\nb,2026-06-03 00:00,2\n", encoding="utf-8"
    )

    with running() as log:
        replay(file, log.url, {"a": TOKEN, "b": TOKEN}, FAST, Event())

    assert [name for name, _ in log.batches] == ["a", "b"]


@pytest.mark.parametrize("tokens", [{}, {"a": TOKEN, "b": TOKEN}])
def test_rows_without_a_station_need_exactly_one_token(
    recording: Path, tokens: dict[str, str]
) -> None:
    with pytest.raises(FormatError, match="no token"):
        replay(recording, "http://127.0.0.1:9", tokens, FAST, Event())


def test_speed_keeps_the_distances(recording: Path) -> None:
    with running() as log:
        started = time.monotonic()
        replay(recording, log.url, {"s-1": TOKEN}, Pace(speed=600), Event())
        took_s = time.monotonic() - started

    assert 0.19 < took_s < 2
    assert [len(objects) for _, objects in log.batches] == [1, 1, 1]
    assert log.times("s-1")[0] == MIDNIGHT


def test_stop_ends_a_slow_replay(recording: Path) -> None:
    stop = Event()
    with running() as log:
        player = Thread(
            target=replay, args=(recording, log.url, {"s-1": TOKEN}, Pace(speed=1), stop)
        )
        player.start()
        time.sleep(0.2)
        stop.set()
        player.join(timeout=5)

    assert not player.is_alive()
    assert log.times("s-1") == [MIDNIGHT]


def test_shift_lets_the_first_row_be_now_and_none_be_in_the_future(recording: Path) -> None:
    before = int(clock.now().timestamp())
    with running() as log:
        replay(recording, log.url, {"s-1": TOKEN}, Pace(speed=60, shift_to_now=True), Event())

    first, second, third = log.times("s-1")
    assert before <= first <= before + 1
    assert (second - first, third - first) == (1, 2)
    assert third <= int(clock.now().timestamp())
    assert {item["period_s"] for item in log.kept.values()} == {1}


def test_shift_at_full_speed_lets_the_last_row_be_now(recording: Path) -> None:
    now = datetime(2026, 11, 21, tzinfo=UTC)
    with running() as log:
        replay(
            recording, log.url, {"s-1": TOKEN}, Pace(None, shift_to_now=True), Event(),
            now=lambda: now,
        )  # fmt: skip

    last = int(now.timestamp())
    assert log.times("s-1") == [last - 120, last - 60, last]


def test_recording_of_no_rows_sends_nothing(tmp_path: Path) -> None:
    file = tmp_path / "empty.csv"
    file.write_text("time,neg_ion\n", encoding="utf-8")

    with running() as log:
        assert replay(file, log.url, {"s-1": TOKEN}, Pace(60), Event()) == Receipt()

    assert log.batches == []


@pytest.mark.parametrize("speed", [0, -1, float("nan")])
def test_speed_is_over_zero(speed: float) -> None:
    with pytest.raises(SettingsError, match="over 0"):
        Pace(speed=speed)
