"""Put together what screens show of now, and its JSON."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass

import orjson

from oxymap.clock import iso
from oxymap.stations.facts import NO_FACTS, Facts
from oxymap.stations.levels import Scheme
from oxymap.stations.models import (
    Count,
    Flag,
    Grade,
    LastGood,
    Latest,
    LiveSnapshot,
    LiveStation,
    LiveValue,
    Mean,
    State,
    Station,
)
from oxymap.stations.properties import PROPERTIES
from oxymap.stations.states import Limits, next_change, state_of

#: States in which the newest accepted value is recent enough to stand as the value.
CURRENT = (State.FRESH, State.LATE)
_QUALITY = {
    Flag.CORRECT: "good",
    Flag.SUSPECT: "suspect",
    Flag.ERROR: "error",
    Flag.MISSING: "missing",
    Flag.UNCHECKED: "suspect",
}
Json = dict[str, object]


@dataclass(frozen=True)
class Places:
    """The places that ought to have a station: the denominators of the coverage."""

    townships: frozenset[str]
    sights: frozenset[str]


@dataclass(frozen=True)
class SnapshotMaker:
    """Makes snapshots of one register.

    Parameters
    ----------
    scheme : grades hourly means; None where levels are off.
    """

    stations: Mapping[str, Station]
    places: Places
    limits: Limits
    scheme: Scheme | None

    def make(self, facts: Mapping[str, Facts], now: int) -> LiveSnapshot:
        """Return the snapshot of one moment."""
        live = {
            station_id: self._live(station, facts.get(station_id, NO_FACTS), now)
            for station_id, station in self.stations.items()
        }
        coverage = self._coverage(live.values())
        document = {
            "generated_at": iso(now),
            "limits": asdict(self.limits),
            "stations": [station_json(item, now) for item in live.values()],
            "coverage": {name: asdict(count) for name, count in coverage.items()},
        }
        body = orjson.dumps(document)
        version = hashlib.sha256(body).hexdigest()[:16]
        return LiveSnapshot(now, live, coverage, body, version)

    def next_change(self, facts: Mapping[str, Facts], now: int) -> int | None:
        """Return when a state, or a value beside it, becomes another one without any news."""
        moments = (
            next_change(
                interval_s=station.interval_s,
                maintenance=station.maintenance,
                latest=latest,
                now=now,
                limits=self.limits,
            )
            for station_id, station in self.stations.items()
            for latest in facts.get(station_id, NO_FACTS).latest.values()
        )
        return min((moment for moment in moments if moment is not None), default=None)

    def _live(self, station: Station, facts: Facts, now: int) -> LiveStation:
        main = facts.latest.get(station.main_property)
        state = self._state(station, main, now)
        values = {
            name: self._value(station, facts, facts.latest[name], now)
            for name in PROPERTIES
            if name in facts.latest
        }
        times = [latest.time for latest in facts.latest.values()]
        return LiveStation(
            station, state, values, _last_good(main, facts), max(times, default=None)
        )

    def _state(self, station: Station, latest: Latest | None, now: int) -> State:
        return state_of(
            interval_s=station.interval_s,
            maintenance=station.maintenance,
            latest=latest,
            now=now,
            limits=self.limits,
        )

    def _value(self, station: Station, facts: Facts, latest: Latest, now: int) -> LiveValue:
        current = self._state(station, latest, now) in CURRENT and latest.good_time is not None
        quality = "good" if current else _QUALITY[latest.flag]
        if quality == "good" and not current:
            quality = "stale"
        hour = facts.mean_hour.get(latest.observed)
        return LiveValue(
            observed=latest.observed,
            unit=PROPERTIES[latest.observed].unit,
            value=facts.samples.get(latest.observed, latest.good_value) if current else None,
            time=latest.good_time if current else None,
            period_s=latest.good_period_s if current else None,
            quality=quality,
            level=self._grade(latest.observed, hour) if current else None,
            mean_10min=facts.mean_10min.get(latest.observed) if current else None,
            mean_hour=hour if current else None,
        )

    def _grade(self, observed: str, hour: Mean | None) -> Grade | None:
        if self.scheme is None or observed != "neg_ion" or hour is None or not hour.complete:
            return None
        return self.scheme.grade(hour.value)

    def _coverage(self, live: Iterable[LiveStation]) -> dict[str, Count]:
        ions = [item for item in live if item.station.kind == "ion"]
        return {
            "townships": _count(self.places.townships, ions, lambda station: station.township),
            "sights": _count(self.places.sights, ions, lambda station: station.place),
        }


def _count(
    places: frozenset[str], live: Sequence[LiveStation], place_of: Callable[[Station], str | None]
) -> Count:
    def having(wanted: Callable[[LiveStation], bool]) -> int:
        return len({place_of(item.station) for item in live if wanted(item)} & places)

    def has_value(item: LiveStation) -> bool:
        return item.main is not None and item.main.value is not None

    return Count(
        total=len(places),
        with_station=having(lambda i: not i.station.demo and i.state != State.PLANNED),
        with_value=having(lambda i: not i.station.demo and has_value(i)),
        with_demo=having(lambda i: i.station.demo and has_value(i)),
    )


def _last_good(latest: Latest | None, facts: Facts) -> LastGood | None:
    if latest is None or latest.good_time is None or latest.good_value is None:
        return None
    return LastGood(
        observed=latest.observed,
        unit=PROPERTIES[latest.observed].unit,
        value=facts.samples.get(latest.observed, latest.good_value),
        time=latest.good_time,
        period_s=latest.good_period_s or 0,
    )


# --- JSON ------------------------------------------------------------------------------


def station_json(item: LiveStation, now: int) -> Json:
    """Return a station as it stands in the snapshot and in the stream."""
    station = item.station
    return {
        "id": station.id,
        "name": {"zh": station.name_zh, "en": station.name_en},
        "kind": station.kind,
        "place": station.place,
        "district": station.district,
        "township": station.township,
        "lon": station.lon,
        "lat": station.lat,
        "demo": station.demo,
        "state": item.state,
        "interval_s": station.interval_s,
        "habitat": station.habitat,
        "values": {name: _value_json(value, now) for name, value in item.values.items()},
        "last_good": _last_good_json(item.last_good, now),
    }


def _value_json(value: LiveValue, now: int) -> Json:
    return {
        "value": value.value,
        "unit": value.unit,
        "time": None if value.time is None else iso(value.time),
        "age_s": None if value.time is None else max(0, now - value.time),
        "period_s": value.period_s,
        "level": _level_json(value.level),
        "quality": value.quality,
        "mean_10min": _mean_json(value.mean_10min),
        "mean_hour": _mean_json(value.mean_hour),
    }


def _level_json(level: Grade | None) -> Json | None:
    if level is None:
        return None
    return {
        "scheme": level.scheme,
        "grade": level.number,
        "code": level.code,
        "name": {"zh": level.name_zh, "en": level.name_en},
        "verified": level.verified,
    }


def _mean_json(mean: Mean | None) -> Json | None:
    if mean is None:
        return None
    value = None if mean.value is None or not mean.complete else round(mean.value, 2)
    return {"value": value, "n": mean.n, "of": mean.expected}


def _last_good_json(good: LastGood | None, now: int) -> Json | None:
    if good is None:
        return None
    return {
        "property": good.observed,
        "value": good.value,
        "unit": good.unit,
        "time": iso(good.time),
        "age_s": max(0, now - good.time),
    }


def known_places(stations: Iterable[Station], townships: Iterable[str]) -> Places:
    """Return the denominators: all townships, and the sights that a shipped station names."""
    all_townships = frozenset(townships)
    sights = {
        station.place
        for station in stations
        if station.place and station.kind == "ion" and station.origin == "shipped"
    }
    return Places(all_townships, frozenset(sights - all_townships))
