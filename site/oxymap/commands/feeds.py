"""``build.py feed`` and ``build.py gateway``: readings from elsewhere."""

from __future__ import annotations

import os
import signal
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import click

from oxymap.commands.options import data_option, open_live

if TYPE_CHECKING:
    from oxymap.stations.service import LiveService

url_option = click.option(
    "--url", default="http://127.0.0.1:8000", show_default=True, help="The running site."
)


@click.group()
def feed() -> None:
    """Send readings to a running site, through the real ingest."""


@feed.command("demo")
@url_option
@click.option("--parent", type=int, hidden=True, help="End when this process is gone.")
@data_option
def demo(url: str, parent: int | None, data: Path | None) -> None:
    """Send demo readings of the demo stations until it is stopped."""
    from oxymap.demo.feed import run_feed
    from oxymap.demo.stations import demo_stations

    live = open_live(data)
    stations = demo_stations(live.keeper.catalogue)
    for found in stations:
        live.put_station(found.id, _said(found))
    tokens = {found.id: live.new_token(found.id) for found in stations}
    stop = _until_stopped(parent)
    run_feed(url, tokens, stations, stop)


@feed.command("replay")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@url_option
@click.option("--station", "station_id", help="The station, when the file does not name one.")
@click.option("--token", "given", help="Its token; without one, new tokens are made.")
@click.option("--speed", default="1", show_default=True, help="Times as fast as recorded, or max.")
@click.option("--shift/--no-shift", "shift_to_now", default=True, show_default=True,
              help="Move the times so that the first row is now.")  # fmt: skip
@data_option
def replay(
    file: Path,
    url: str,
    station_id: str | None,
    given: str | None,
    speed: str,
    shift_to_now: bool,
    data: Path | None,
) -> None:
    """Send a recorded CSV again, at any speed."""
    from oxymap.demo.recorded import read_recording
    from oxymap.demo.replay import Pace
    from oxymap.demo.replay import replay as play

    pace = Pace(None if speed == "max" else _speed(speed), shift_to_now)
    named = {row.station for row in read_recording(file) if row.station}
    names = sorted(named) or ([station_id] if station_id else [])
    if not names:
        raise click.UsageError("The file names no station; say which: --station ID.")
    if given is not None:
        tokens = dict.fromkeys(names, given)
    else:
        live = open_live(data)
        tokens = {name: live.new_token(name) for name in names}
    click.echo(str(play(file, url, tokens, pace, _until_stopped(None))))


def _speed(text: str) -> float:
    try:
        return float(text)
    except ValueError as error:
        raise click.BadParameter(
            f"{text!r} is no number and not 'max'", param_hint="--speed"
        ) from error


@click.group()
def gateway() -> None:
    """Receive readings by other protocols; each is a process of its own."""


@gateway.command("hj212")
@click.option("--host", default="0.0.0.0", show_default=True, help="Address to listen on.")  # noqa: S104 -- stations are outside
@click.option("--port", default=9212, show_default=True, type=click.IntRange(0, 65_535))
@data_option
def hj212(host: str, port: int, data: Path | None) -> None:
    """Receive HJ 212 frames (TCP, versions of 2005 and 2017)."""
    import asyncio

    from oxymap.stations.gateways.hj212_profiles import PROFILES_FILE, load_profiles
    from oxymap.stations.gateways.hj212_server import Hj212Limits, serve_hj212

    live = open_live(data)
    settings = live.settings

    async def run() -> None:
        stop = asyncio.Event()
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, stop.set)
        await serve_hj212(
            host,
            port,
            accept=live.accept,
            find=live.by_number,
            profiles=load_profiles(settings.standards / PROFILES_FILE.name),
            count=lambda code, station_id: live.problems.note(station_id or "", "hj212", code),
            stop=stop,
            on_listening=lambda at: click.echo(f"HJ 212: {host}:{at}"),
            limits=Hj212Limits(idle_s=settings.hj212_idle_s),
        )

    with _writing_problems(live):
        asyncio.run(run())


@gateway.command("mqtt")
@click.option("--broker", required=True, metavar="URL", help="mqtt://user:password@host:1883")
@data_option
def mqtt(broker: str, data: Path | None) -> None:
    """Subscribe to readings at an MQTT broker."""
    from oxymap.stations.gateways.mqtt_client import run_mqtt

    live = open_live(data)
    with _writing_problems(live):
        run_mqtt(
            broker,
            accept=live.accept,
            count=lambda code, station_id: live.problems.note(station_id or "", "mqtt", code),
            stop=_until_stopped(None),
            on_connected=lambda: click.echo("MQTT: connected"),
        )


@gateway.command("folder")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--once", is_flag=True, help="Take what is there, and end.")
@data_option
def folder(folder: Path, once: bool, data: Path | None) -> None:
    """Take NEO and CSV files that appear in a folder."""
    from oxymap.stations.gateways import drop_folder

    live = open_live(data)
    folder.mkdir(parents=True, exist_ok=True)

    def count(code: str, station_id: str | None) -> None:
        live.problems.note(station_id or "", "csv", code)

    with _writing_problems(live):
        if once:
            for report in drop_folder.import_folder(
                folder, accept=live.accept, find=live.by_number, count=count
            ):
                click.echo(str(report))
            return
        drop_folder.watch_folder(
            folder,
            accept=live.accept,
            find=live.by_number,
            count=count,
            stop=_until_stopped(None),
            every_s=10.0,
        )


# --- what they share -------------------------------------------------------------------


class _writing_problems:
    """Write counted problems every few seconds, and once more at the end."""

    def __init__(self, live: LiveService) -> None:
        self._live = live
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(self, *_error: object) -> None:
        self._done.set()
        self._thread.join()
        self._live.problems.write()

    def _run(self) -> None:
        while not self._done.wait(5):
            self._live.problems.write()


def _until_stopped(parent: int | None) -> threading.Event:
    """Return an event that a signal sets, or the end of a parent process."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())

    def watch() -> None:
        while os.getppid() == parent and not stop.wait(1):
            pass
        stop.set()

    if parent is not None:
        threading.Thread(target=watch, daemon=True).start()
    return stop


def _said(station: object) -> dict[str, object]:
    import dataclasses

    from oxymap.stations.models import Station
    from oxymap.stations.register import FIELDS

    assert isinstance(station, Station)  # noqa: S101 -- for the type checker
    values = dataclasses.asdict(station)
    return {name: values[name] for name in FIELDS}
