"""The invented weather has the habits of the mountains west of Beijing."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from functools import cache
from statistics import fmean

import pytest

from oxymap.demo.weather import Site, Weather, weather

VALLEY, SUMMIT = Site("valley", 100), Site("summit", 1500)
BEIJING = datetime.timezone(datetime.timedelta(hours=8))


def at(month: int, day: int, hour: float = 0) -> int:
    midnight = datetime.datetime(2026, month, day, tzinfo=BEIJING)
    return int(midnight.timestamp() + hour * 3600)


@cache
def month(number: int, site: Site = VALLEY) -> list[Weather]:
    return [weather(site, at(number, 1) + hour * 3600, 1) for hour in range(28 * 24)]


def test_same_time_has_the_same_weather() -> None:
    assert weather(VALLEY, at(5, 1), 1) == weather(VALLEY, at(5, 1), 1)


def test_another_seed_is_another_weather() -> None:
    assert weather(VALLEY, at(5, 1), 1) != weather(VALLEY, at(5, 1), 2)


def test_summer_is_warm_and_damp_winter_cold_and_dry() -> None:
    january, july = month(1), month(7)

    assert fmean(item.temperature for item in january) < 2
    assert fmean(item.temperature for item in july) > 22
    assert fmean(item.humidity for item in july) > fmean(item.humidity for item in january) + 10
    assert sum(item.rain_mm_h for item in july) > 20 * sum(item.rain_mm_h for item in january)


def mean(name: str, hours: Iterable[Weather]) -> float:
    return fmean(getattr(item, name) for item in hours)


def test_afternoon_is_warmer_and_drier_than_the_morning() -> None:
    afternoon, morning = month(7)[15::24], month(7)[4::24]

    assert mean("temperature", afternoon) > mean("temperature", morning) + 6
    assert mean("humidity", afternoon) < mean("humidity", morning) - 15


def test_heights_are_colder() -> None:
    difference = mean("temperature", month(7)) - mean("temperature", month(7, SUMMIT))

    assert difference == pytest.approx(9.1, abs=0.5)


def test_the_region_has_one_weather() -> None:
    here, there = month(4), month(4, SUMMIT)

    pairs = zip(here, there, strict=True)
    assert max(abs(a.warmth - b.warmth) for a, b in pairs) < 1.6


def test_wind_and_rain_clear_the_air() -> None:
    hours = [item for number in (1, 4, 7, 10) for item in month(number)]
    windy = [item.pm25 for item in hours if item.gust > 1.5]
    wet = [item.pm25 for item in hours if item.rain_mm_h > 1]
    usual = fmean(item.pm25 for item in hours)

    assert fmean(windy) < 0.8 * usual
    assert fmean(wet) < 0.8 * usual


def test_rain_comes_with_damp_air() -> None:
    assert all(item.damp > 5 for item in month(7) if item.rain_mm_h > 0)


def test_towns_have_more_dust() -> None:
    town, wild = Site("same", 100, town=1.0), Site("same", 100)

    assert weather(town, at(1, 9), 1).pm25 > 1.3 * weather(wild, at(1, 9), 1).pm25


@pytest.mark.parametrize("number", [1, 4, 7, 10])
def test_numbers_are_possible(number: int) -> None:
    for item in month(number):
        assert -30 < item.temperature < 43
        assert 10 <= item.humidity <= 100
        assert 0 < item.wind_speed < 20
        assert 0 <= item.rain_mm_h < 15
        assert 0 < item.pm25 < 300
