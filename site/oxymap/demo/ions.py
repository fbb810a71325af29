"""Invented ion concentrations with the habits that measurements around Beijing have.

Higher in summer and autumn than in winter and spring; highest at nine to ten in the
morning, later in Yanqing; higher in warm and damp air, much lower in wind and haze.

Source: two years of stations in the districts of Beijing's mountains, Climate Change
Research Letters 2022, DOI 10.12677/CCRL.2022.115084 (habits); the size of each effect is
our own choice.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, log, sqrt

from oxymap.demo.noise import drift, scatter, seed_of
from oxymap.demo.weather import Site, Weather, wave_of_day, wave_of_year, weather
from oxymap.stations.models import HOUR_S, MINUTE_S

#: The richest day of the year, counted from 1 January, and the richest hour of the day.
RICHEST_D, RICHEST_H = 222.0, 9.6
#: In Yanqing the best hour comes later.
RICHEST_YANQING_H = 12.5
LOWEST, HIGHEST, HIGHEST_WATERFALL = 60.0, 4800.0, 18_000.0
#: Makes the mean of a year the site's `level`, in spite of the exponentials.
_EVEN = -0.10


@dataclass(frozen=True)
class IonSite:
    """What the ions of a place depend on.

    Parameters
    ----------
    level : mean of a usual year, ions in a cubic centimetre.
    """

    air: Site
    level: float
    yanqing: bool = False
    waterfall: bool = False


def concentration(site: IonSite, time: int, period_s: int, seed: int) -> float:
    """Return the mean concentration over ``(time - period_s, time]``, ions in a cm³.

    The same arguments give the same value; a longer period has less noise in it.
    """
    middle = time - period_s / 2
    now = weather(site.air, middle, seed)
    peak_h = RICHEST_YANQING_H if site.yanqing else RICHEST_H
    habit = 0.38 * wave_of_year(middle, RICHEST_D) + 0.26 * wave_of_day(middle, peak_h)
    power = _EVEN + habit + _effect(now) + _noise(site.air.name, time, period_s, seed)
    highest = HIGHEST_WATERFALL if site.waterfall else HIGHEST
    return min(highest, max(LOWEST, site.level * exp(power)))


def _effect(now: Weather) -> float:
    """Return the logarithm of what the weather makes of the concentration."""
    haze = log(now.pm25 / 26)
    return 0.012 * now.warmth + 0.007 * now.damp - 0.26 * max(-0.5, now.gust) - 0.28 * haze


def _noise(name: str, time: int, period_s: int, seed: int) -> float:
    own = seed_of("ions", name, seed)
    slow = 0.10 * drift(own, time, 3 * HOUR_S)
    middling = 0.05 * drift(own + 1, time, 20 * MINUTE_S)
    fast = 0.06 * scatter(own + 2, time) / sqrt(max(1.0, period_s / MINUTE_S))
    return slow + middling + fast
