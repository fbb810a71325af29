"""An invented weather that hangs together: one for the region, a little different at each site.

It is no forecast and no record.  Only its habits are those of the mountains west of
Beijing: cold dry winters, wet summers, the warmest hour at three, dew in the morning, wind
that sweeps the haze away and rain that washes it out.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, exp, pi

from oxymap.demo.noise import drift, seed_of
from oxymap.stations.models import BEIJING_OFFSET_S, DAY_S, HOUR_S

#: Mean length of the calendar's year, days.
YEAR_D = 365.2425
#: The warmest day of the year and the wettest one, counted from 1 January.
WARMEST_D, WETTEST_D = 200.0, 215.0
#: Air grows colder by this much with each metre of height (standard atmosphere), K/m.
LAPSE_K_M = 0.0065


@dataclass(frozen=True)
class Site:
    """What of a place the weather depends on.

    Parameters
    ----------
    name : gives each site its own small differences.
    ele_m : height above sea level.
    town : 0 in the wild, 1 in the middle of a town: how much dust is in the air.
    """

    name: str
    ele_m: float = 100.0
    town: float = 0.0


@dataclass(frozen=True)
class Weather:
    """The weather of one moment.

    Parameters
    ----------
    temperature : degrees Celsius.
    humidity : per cent.
    wind_speed : m/s.
    rain_mm_h : how hard it rains.
    pm25 : micrograms in a cubic metre.
    warmth, damp, gust : how far temperature, humidity and wind are from what is usual at
        this hour of this time of the year.
    """

    temperature: float
    humidity: float
    wind_speed: float
    rain_mm_h: float
    pm25: float
    warmth: float
    damp: float
    gust: float


def wave_of_year(time: float, peak_d: float) -> float:
    """Return 1 on the day `peak_d` of the year, -1 half a year away."""
    day = (time + BEIJING_OFFSET_S) / DAY_S
    return cos(2 * pi * (day - peak_d) / YEAR_D)


def wave_of_day(time: float, peak_h: float) -> float:
    """Return 1 at the hour `peak_h` in Beijing, -1 twelve hours away."""
    hour = (time + BEIJING_OFFSET_S) / HOUR_S
    return cos(2 * pi * (hour - peak_h) / 24)


def weather(site: Site, time: float, seed: int) -> Weather:
    """Return the weather at a site; the same arguments give the same weather.

    Parameters
    ----------
    time : seconds since 1970-01-01T00:00Z.
    seed : another seed is another weather, with the same habits.
    """
    here = seed_of("site", site.name, seed)
    warm, wet = wave_of_year(time, WARMEST_D), wave_of_year(time, WETTEST_D)
    cloud = _cloud(time, seed)
    rain = max(0.0, cloud - 0.62 + 0.22 * wet) * 4.5 * (1.1 + drift(here + 1, time, HOUR_S / 2))
    warmth = _front(time, seed) - 2.5 * max(0.0, cloud) + 0.5 * drift(here + 2, time, HOUR_S)
    damp = 24 * cloud + 3 * drift(here + 3, time, HOUR_S) + (12 if rain > 0 else 0)
    gust = _gust(time, seed) + 0.5 * drift(here + 4, time, HOUR_S / 3)
    breeze = 1.3 + 0.0006 * site.ele_m + 0.6 * max(0.0, wave_of_day(time, 14))
    wind = max(0.1, breeze + gust)
    afternoon = wave_of_day(time, 15)
    return Weather(
        temperature=12.6 - LAPSE_K_M * site.ele_m + 14.5 * warm + 5 * afternoon + warmth,
        humidity=min(100.0, max(10.0, 54 + 14 * wet - 13 * afternoon + damp)),
        wind_speed=wind,
        rain_mm_h=rain,
        pm25=_dust(site, time, seed, gust) * exp(-min(rain, 3.0) / 3),
        warmth=warmth,
        damp=damp,
        gust=gust,
    )


def _front(time: float, seed: int) -> float:
    """Return how warm the air over the region is, kelvins from the usual."""
    return 4 * drift(seed_of("front", seed), time, 3.5 * DAY_S)


def _cloud(time: float, seed: int) -> float:
    """Return how wet the air over the region is, about -1 to 1."""
    days = drift(seed_of("cloud", seed), time, 2.2 * DAY_S)
    return 0.72 * days + 0.28 * drift(seed_of("shower", seed), time, 5 * HOUR_S)


def _gust(time: float, seed: int) -> float:
    """Return how much stronger the wind blows than usual, m/s; strong on few days."""
    blow = max(0.0, drift(seed_of("north", seed), time, 1.8 * DAY_S))
    return 4.5 * blow * blow - 0.5


def _dust(site: Site, time: float, seed: int, gust: float) -> float:
    """Return the fine dust in dry air, micrograms in a cubic metre."""
    still = drift(seed_of("haze", seed), time, 3 * DAY_S)
    winter = -wave_of_year(time, WARMEST_D)
    swept = 0.22 * max(-0.5, gust)
    height = 0.0003 * site.ele_m
    return 26 * exp(0.75 * still + 0.2 * winter + 0.35 * site.town - swept - height)
