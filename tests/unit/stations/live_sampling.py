"""A running service over the sample project, and readings for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from oxymap import clock
from oxymap.catalogue.service import CatalogueService
from oxymap.config import Settings
from oxymap.db.engine import reading
from oxymap.stations.models import Item, Observation, Reading
from oxymap.stations.service import LiveService
from oxymap.stations.store import observations as store

STATION = "hilltop"
#: A quiet evening in Beijing: 2026-06-01T20:00+08:00.
NOON = 1_780_315_200


def service(settings: Settings, **values: object) -> LiveService:
    """A service with one station that reports every minute."""
    catalogue = CatalogueService(settings)
    live = LiveService(settings, lambda: catalogue.current)
    add_station(live, STATION, **values)
    return live


def add_station(live: LiveService, station_id: str, **values: object) -> None:
    document: dict[str, object] = {
        "name_zh": "山顶", "name_en": "Hilltop", "lon": 115.8, "lat": 40.0, "interval_s": 60,
    }  # fmt: skip
    live.put_station(station_id, {**document, **values})


def ion(time: int, result: float | None, period_s: int = 60, flag: str | None = None) -> Item:
    return Item((Reading("neg_ion", time, period_s, result, device_flag=flag),))


def ions(values: Mapping[int, float | None]) -> list[Item]:
    return [ion(time, value) for time, value in values.items()]


def minutes(end: int, values: Iterable[float | None]) -> dict[int, float | None]:
    """Minute values, the last of which ends at `end`."""
    given = list(values)
    return {end - 60 * (len(given) - 1 - n): value for n, value in enumerate(given)}


def lively(count: int) -> list[float]:
    """Values that no check finds fault with."""
    return [2000.0 + (n * 37) % 90 for n in range(count)]


def stored(live: LiveService, station_id: str = STATION) -> list[Observation]:
    with reading(live.engine) as connection:
        found = store.observations_between(connection, station_id, 0, clock.seconds() + 10**6)
    return found.get("neg_ion", [])
