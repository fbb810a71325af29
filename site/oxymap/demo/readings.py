"""What a demo station sends: objects of the ingest contract, a pure function of the time."""

from __future__ import annotations

from oxymap import clock
from oxymap.demo import faults, ions
from oxymap.demo.noise import scatter, seed_of
from oxymap.demo.stations import ion_site, role_of
from oxymap.demo.weather import Weather, weather
from oxymap.stations.models import HOUR_S, Station

Payload = dict[str, object]
#: Another seed is another invented past, with the same habits.
SEED = 2026


def reading(station: Station, time: int, seed: int = SEED) -> Payload | None:
    """Return what a station sends at the end of an interval, or None when it sends nothing.

    Parameters
    ----------
    time : end of the interval, seconds UTC.
    """
    role = role_of(station)
    if faults.is_out(role, time):
        return None
    site, period_s = ion_site(station), station.interval_s

    def true_ions(moment: int) -> float:
        return ions.concentration(site, moment, period_s, seed)

    shown = faults.shown_ions(role, time, period_s, true_ions)
    payload = _payload(station, time, period_s, shown, seed)
    payload["flag"] = faults.device_flag(role, time)
    return payload


def hourly(station: Station, time: int, seed: int = SEED) -> Payload | None:
    """Return the mean of the hour that ends at `time`, for the past before the first start.

    Only outages of hours are in it; the other faults are for seeing now.
    """
    if faults.is_out_for_hours(role_of(station), time):
        return None
    mean = ions.concentration(ion_site(station), time, HOUR_S, seed)
    return _payload(station, time, HOUR_S, mean, seed)


def _payload(station: Station, time: int, period_s: int, shown: float, seed: int) -> Payload:
    air = ion_site(station).air
    now = weather(air, time - period_s / 2, seed)
    wet = faults.is_wet(role_of(station), time)
    values = _values(now, seed_of("air", air.name, seed), time, wet=wet)
    values["rain"] = round((now.rain_mm_h + (0.8 if wet else 0.0)) * period_s / HOUR_S, 2)
    if station.kind == "ion":
        values = {"neg_ion": float(round(shown)), **values}
    return {"time": clock.iso(time), "period_s": period_s, "values": values, "flag": "N"}


def _values(now: Weather, seed: int, time: int, *, wet: bool) -> dict[str, float]:
    """Return the weather as an instrument shows it, with a little noise in each number."""

    def noisy(number: int, value: float, size: float) -> float:
        return value + size * scatter(seed + number, time)

    humidity = 98.5 if wet else now.humidity
    return {
        "temperature": round(noisy(0, now.temperature, 0.15), 1),
        "humidity": round(min(100.0, noisy(1, humidity, 0.6)), 1),
        "wind_speed": round(max(0.0, noisy(2, now.wind_speed, 0.4)), 1),
        "pm25": round(max(1.0, noisy(3, now.pm25, 1.0)), 1),
    }
