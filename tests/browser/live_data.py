"""Stations for the browser tests: what they have sent before and until now."""

from __future__ import annotations

import json
import urllib.request
from pathlib import Path

from oxymap import clock
from oxymap.catalogue.service import CatalogueService
from oxymap.config import make_settings
from oxymap.stations.service import LiveService

#: A lively station, and one whose last word was hours ago.
LIVELY, SILENT = "test-miaofengshan", "test-lingshan"
STEP_S = 600
#: Steps of the last day in which nothing came, and in which the value did not move.
GAP, FLAT = range(40, 52), range(70, 80)
Tokens = dict[str, str]


def add_stations(data: Path) -> Tokens:
    """Put the stations into the register of a data folder, and return their tokens."""
    settings = make_settings({"data": data})
    catalogue = CatalogueService(settings)
    live = LiveService(settings, lambda: catalogue.current)
    for station_id, name, place in (
        (LIVELY, ("妙峰山测试站", "Miaofengshan test station"), "miaofengshan"),
        (SILENT, ("灵山测试站", "Lingshan test station"), "lingshan-peak"),
    ):
        found = live.keeper.catalogue.places.get(place)
        lon, lat = found.point if found is not None and found.point else (115.9, 40.0)
        live.put_station(
            station_id,
            {
                "name_zh": name[0], "name_en": name[1], "lon": lon, "lat": lat,
                "place": place if found is not None else None, "interval_s": STEP_S,
                "instrument": "AIC-7", "height_m": 1.5, "habitat": "mountain_forest",
                "district": "mentougou",
            },
        )  # fmt: skip
    return {name: live.new_token(name) for name in (LIVELY, SILENT)}


def send_readings(base: str, tokens: Tokens) -> None:
    """Send a day of readings through the real ingest."""
    now = clock.seconds() // STEP_S * STEP_S
    day = [_reading(now - n * STEP_S, n) for n in range(144) if n not in GAP]
    _post(base, LIVELY, tokens, day)
    _post(base, SILENT, tokens, [_reading(now - n * STEP_S, n) for n in range(60, 120)])


def _reading(time: int, number: int) -> dict[str, object]:
    value = 1234 if number in FLAT else 1500 + number * 37 % 400
    values = {"neg_ion": value, "temperature": 12.5, "humidity": 60, "wind_speed": 1.5}
    return {"time": clock.iso(time), "period_s": STEP_S, "values": values}


def _post(base: str, station_id: str, tokens: Tokens, readings: list[dict[str, object]]) -> None:
    request = urllib.request.Request(  # noqa: S310 -- our own server
        f"{base}/api/v1/stations/{station_id}/observations",
        data=json.dumps(readings).encode(),
        headers={
            "Authorization": f"Bearer {tokens[station_id]}",
            "Content-Type": "application/json",
        },
    )
    with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310 -- our own server
        assert answer.status == 202
