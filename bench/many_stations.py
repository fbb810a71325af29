"""Stations for the measurements: made before the server starts, and what they send."""

from __future__ import annotations

import http.client
import time
from dataclasses import dataclass
from pathlib import Path

import measuring as m
import orjson

from oxymap import clock
from oxymap.catalogue.service import CatalogueService
from oxymap.config import make_settings
from oxymap.stations.models import MINUTE_S, Item, Reading
from oxymap.stations.service import LiveService

DATABASE = "oxymap.sqlite3"
HTTP_ACCEPTED = 202


@dataclass(frozen=True)
class Sender:
    """A station with its token, and the path that it posts to."""

    id: str
    token: str

    @property
    def path(self) -> str:
        return f"/api/v1/stations/{self.id}/observations"

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}


def open_live(data: Path) -> LiveService:
    """Open the stations of a data folder; whoever asks for the present settles first."""
    settings = make_settings({"data": data, "demo": False})
    catalogue = CatalogueService(settings)
    return LiveService(settings, lambda: catalogue.current)


def add_stations(live: LiveService, count: int, **values: object) -> list[Sender]:
    """Add stations that report every minute."""
    senders = []
    for number in range(count):
        station_id = f"bench-{number:03}"
        document: dict[str, object] = {
            "name_zh": f"测站{number}", "name_en": f"Station {number}", "interval_s": MINUTE_S,
            "lon": 115.8 + number % 10 * 0.02, "lat": 39.9 + number // 10 * 0.02,
            "habitat": "mountain_forest",
        }  # fmt: skip
        live.put_station(station_id, {**document, **values})
        senders.append(Sender(station_id, live.new_token(station_id)))
    return senders


def value_at(minute: int) -> float:
    """Return a value that no check finds fault with."""
    return 2000.0 + minute * 37 % 90


def fill(live: LiveService, station_id: str, end: int, minutes: int) -> None:
    """Let a station have reported every minute up to a time."""
    last = end // MINUTE_S
    items = [
        Item((Reading("neg_ion", minute * MINUTE_S, MINUTE_S, value_at(minute)),))
        for minute in range(last - minutes + 1, last + 1)
    ]
    if live.accept(station_id, items, "http").accepted != minutes:
        raise m.CannotMeasureError(f"{station_id} was not filled")


def body_of(minute: int) -> bytes:
    """Return the body of one reading."""
    reading = {
        "time": clock.iso(minute * MINUTE_S), "period_s": MINUTE_S,
        "values": {"neg_ion": value_at(minute)},
    }  # fmt: skip
    return orjson.dumps(reading)


def post(link: http.client.HTTPConnection, sender: Sender, body: bytes) -> float:
    """Post readings; return how long the answer took, in seconds."""
    began = time.perf_counter()
    link.request("POST", sender.path, body, sender.headers)
    answer = link.getresponse()
    said = answer.read()
    if answer.status != HTTP_ACCEPTED:
        raise m.CannotMeasureError(f"{sender.path} answers {answer.status}: {said[:300]!r}")
    return time.perf_counter() - began
