"""``feed`` and ``gateway``: readings from elsewhere, by the commands."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import Result

from oxymap.commands import feeds
from oxymap.stations.gateways import drop_folder, mqtt_client
from oxymap.stations.gateways.hj212_frames import encode_frame
from oxymap.stations.service import LiveService
from tests.unit.commands.conftest import Run
from tests.unit.demo.server import TOKEN, running
from tests.unit.stations.live_sampling import NOON, STATION, add_station, stored

TABLE = "站号,时间,负氧离子\nhilltop,2026-06-01 19:00,2296\nhilltop,2026-06-01 19:05,2301\n"


@pytest.fixture
def hilltop(live: LiveService) -> LiveService:
    add_station(live, STATION, interval_s=300)
    return live


@pytest.fixture
def _signals() -> Iterator[None]:
    """Commands that run on take the signals; the tests want them back."""
    numbers = (signal.SIGTERM, signal.SIGINT)
    before = [signal.getsignal(number) for number in numbers]
    yield
    for number, handler in zip(numbers, before, strict=True):
        signal.signal(number, handler)


# --- a folder --------------------------------------------------------------------------


def put(folder: Path, name: str, text: str) -> Path:
    folder.mkdir(exist_ok=True)
    file = folder / name
    file.write_text(text, encoding="utf-8")
    os.utime(file, (NOON - 60, NOON - 60))
    return file


def test_files_of_a_folder_are_taken_once(run: Run, hilltop: LiveService, tmp_path: Path) -> None:
    folder = tmp_path / "drop"
    put(folder, "june.csv", TABLE)

    first, second = (run("gateway", "folder", folder, "--once") for _ in range(2))

    assert (first.exit_code, second.exit_code) == (0, 0)
    assert first.stdout == "june.csv: done, 2 taken, 0 known already, 0 mistakes\n"
    assert second.stdout == ""
    hilltop.keeper.settle_all()
    assert [row.result for row in stored(hilltop)] == [2296.0, 2301.0]


def test_mistakes_are_counted_for_the_operator(
    run: Run, hilltop: LiveService, tmp_path: Path
) -> None:
    folder = tmp_path / "drop"
    put(folder, "june.csv", TABLE + "hilltop,2026-06-01 19:10,many\nelse,2026-06-01 19:10,3\n")

    result = run("gateway", "folder", folder, "--once")

    assert result.stdout == "june.csv: failed, 2 taken, 0 known already, 2 mistakes\n"
    rejected = [count for item in hilltop.operations().problems for count in item.rejected.items()]
    assert sorted(rejected) == [("number", 1), ("station", 1)]


def test_folder_that_is_not_there_is_made(run: Run, tmp_path: Path) -> None:
    result = run("gateway", "folder", tmp_path / "new", "--once")

    assert (result.exit_code, (tmp_path / "new").is_dir()) == (0, True)


@pytest.mark.usefixtures("_signals")
def test_folder_is_watched_until_a_signal_comes(
    run: Run, hilltop: LiveService, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Path] = []

    def watch(folder: Path, *, stop: threading.Event, **_: object) -> None:
        asked.append(folder)
        os.kill(os.getpid(), signal.SIGTERM)
        assert stop.wait(5)

    monkeypatch.setattr(drop_folder, "watch_folder", watch)

    result = run("gateway", "folder", tmp_path / "drop")

    assert (result.exit_code, asked) == (0, [tmp_path / "drop"])


# --- protocols ---------------------------------------------------------------------------


@pytest.mark.usefixtures("_signals")
def test_broker_is_handed_the_one_way_in(
    run: Run, hilltop: LiveService, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def subscribe(broker: str, *, count, on_connected, **_: object) -> None:
        asked.append(broker)
        on_connected()
        count("payload", STATION)
        count("topic", None)

    monkeypatch.setattr(mqtt_client, "run_mqtt", subscribe)

    result = run("gateway", "mqtt", "--broker", "mqtt://127.0.0.1:1883")

    assert (result.stdout, asked) == ("MQTT: connected\n", ["mqtt://127.0.0.1:1883"])
    problems = {item.station_id: item.rejected for item in hilltop.operations().problems}
    assert problems == {"": {"topic": 1}, STATION: {"payload": 1}}


def test_broker_has_to_be_named(run: Run) -> None:
    result = run("gateway", "mqtt")

    assert (result.exit_code, "'--broker'" in result.stderr) == (2, True)


def test_device_gateway_says_where_it_listens_and_ends_with_a_signal(hilltop: LiveService) -> None:
    hilltop.put_station(STATION, {"hj212_mn": "A1"})
    words = ["gateway", "hj212", "--host", "127.0.0.1", "--port", "0"]
    asked = "QN=20260601110000456;ST=22;CN=2021;PW=123456;MN=A1;Flag=5;CP=&&&&"
    command = [sys.executable, "-m", "oxymap.cli", *words]

    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        said = process.stdout.readline()
        port = int(said.rpartition(":")[2])
        with socket.create_connection(("127.0.0.1", port), timeout=10) as device:
            device.sendall(encode_frame(asked.encode()))
            answered = device.recv(200)
        process.terminate()
        ended = process.wait(10)

    assert said == f"HJ 212: 127.0.0.1:{port}\n"
    assert b"CN=9014" in answered
    assert ended == 0


@pytest.mark.parametrize("port", ["-1", "65536", "hj"])
def test_port_that_cannot_exist_is_a_mistake(run: Run, port: str) -> None:
    result = run("gateway", "hj212", "--port", port)

    assert (result.exit_code, "'--port'" in result.stderr) == (2, True)


# --- a recording -----------------------------------------------------------------------


@pytest.fixture
def recording(tmp_path: Path) -> Path:
    file = tmp_path / "recording.csv"
    rows = [f"2026-06-01T19:{minute:02}:00+08:00,{2000 + minute},60" for minute in range(3)]
    file.write_text("\n".join(["time,neg_ion,period_s", *rows]) + "\n", encoding="utf-8")
    return file


def refused(result: Result, status: int) -> str:
    assert (result.exit_code, result.stdout) == (status, "")
    assert "Traceback" not in result.output
    return result.stderr


@pytest.mark.usefixtures("_signals")
def test_recording_is_sent_with_a_given_token(run: Run, recording: Path) -> None:
    with running() as log:
        result = run("feed", "replay", recording, "--url", log.url, "--station", "s-1",
                     "--token", TOKEN, "--speed", "max", "--no-shift")  # fmt: skip

    assert result.exit_code == 0, result.output
    assert len(log.times("s-1")) == 3


@pytest.mark.usefixtures("_signals")
def test_without_a_token_a_new_one_is_made(
    run: Run, hilltop: LiveService, recording: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: dict[str, str] = {}

    def play(_file: Path, _url: str, tokens: dict[str, str], *_: object) -> str:
        given.update(tokens)
        return "sent"

    monkeypatch.setattr("oxymap.demo.replay.replay", play)

    result = run("feed", "replay", recording, "--station", STATION)

    assert result.stdout == "sent\n"
    hilltop.tokens.check(STATION, given[STATION])


def test_station_of_a_recording_has_to_be_known(run: Run, recording: Path) -> None:
    assert "--station" in refused(run("feed", "replay", recording), 2)


def test_unknown_station_has_no_token(run: Run, recording: Path) -> None:
    result = run("feed", "replay", recording, "--station", "nowhere")

    assert "No station is called 'nowhere'" in refused(result, 1)


def test_speed_that_is_no_number_names_its_option(run: Run, recording: Path) -> None:
    result = run("feed", "replay", recording, "--station", STATION, "--speed", "fast")

    assert "--speed" in refused(result, 2)


# --- what they share -------------------------------------------------------------------


@pytest.mark.usefixtures("_signals")
def test_feed_ends_with_the_process_that_started_it() -> None:
    stop = feeds._until_stopped(parent=os.getppid() + 1)

    assert stop.wait(5)


@pytest.mark.usefixtures("_signals")
def test_feed_goes_on_while_its_parent_lives() -> None:
    stop = feeds._until_stopped(parent=os.getppid())

    time.sleep(0.05)

    assert not stop.is_set()
    stop.set()
