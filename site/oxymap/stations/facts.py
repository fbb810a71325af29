"""What is known of a station's newest readings: all that a snapshot needs of the store."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import Connection

from oxymap.stations.means import rolling_mean
from oxymap.stations.models import HOUR_S, MINUTE_S, Latest, Mean, Observation, Station
from oxymap.stations.properties import PROPERTIES
from oxymap.stations.store import means as mean_store
from oxymap.stations.store import observations as store

TEN_MINUTES_S = 600


@dataclass(frozen=True)
class Facts:
    """A station's newest values by property, and the rolling means up to them.

    ``samples`` replaces the newest accepted value by the mean of the last minute where the
    station sends samples of less than a minute: a peak of one second is never shown.
    """

    latest: Mapping[str, Latest] = field(default_factory=dict)
    samples: Mapping[str, float] = field(default_factory=dict)
    mean_10min: Mapping[str, Mean] = field(default_factory=dict)
    mean_hour: Mapping[str, Mean] = field(default_factory=dict)


NO_FACTS = Facts()


def gather(connection: Connection, station: Station) -> Facts:
    """Read what is known of one station."""
    return gather_all(connection, {station.id: station})[station.id]


def gather_all(connection: Connection, stations: Mapping[str, Station]) -> dict[str, Facts]:
    """Read what is known of several stations."""
    latest = mean_store.all_latest(connection)
    return {
        station_id: _facts(connection, station, latest.get(station_id, {}))
        for station_id, station in stations.items()
    }


def _facts(connection: Connection, station: Station, latest: Mapping[str, Latest]) -> Facts:
    samples: dict[str, float] = {}
    ten: dict[str, Mean] = {}
    hour: dict[str, Mean] = {}
    numbers = store.series_of(connection, station.id) if latest else {}
    for observed, found in latest.items():
        if found.good_time is None:
            continue
        main = observed == station.main_property
        # An amount is what fell in its own period, however short.
        sampled = (found.good_period_s or 0) < MINUTE_S and not PROPERTIES[observed].total
        if not main and not sampled:
            continue
        end = found.good_time
        rows = store.series_between(
            connection, numbers[observed], observed, end - HOUR_S - MINUTE_S, end
        )
        sample = _last_minute(rows, end, observed) if sampled else None
        if sample is not None:
            samples[observed] = sample
        if main:
            ten[observed] = rolling_mean(rows, end, TEN_MINUTES_S, station.interval_s, observed)
            hour[observed] = rolling_mean(rows, end, HOUR_S, station.interval_s, observed)
    return Facts(latest, samples, ten, hour)


def _last_minute(rows: list[Observation], end: int, observed: str) -> float | None:
    """Return the mean of the samples of a minute; None where a person has flagged them all."""
    samples = [row for row in rows if row.period_s < MINUTE_S and row.time > end - MINUTE_S]
    return rolling_mean(samples, end, TEN_MINUTES_S, 1, observed).value
