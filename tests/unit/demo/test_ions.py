"""Invented concentrations are of the size and have the habits that were measured."""

from __future__ import annotations

import datetime
import itertools
from functools import cache
from statistics import correlation, fmean, stdev

import pytest

from oxymap.demo.ions import IonSite, concentration
from oxymap.demo.weather import Site, weather

HOUR = 3600
#: Midnight in Beijing, 1 January 2026.
YEAR = int(datetime.datetime(2025, 12, 31, 16, tzinfo=datetime.UTC).timestamp())
FOREST = IonSite(Site("forest", 800), 1500)
YANQING = IonSite(Site("far-forest", 800), 1500, yanqing=True)
FALL = IonSite(Site("fall", 500), 9500, waterfall=True)


@cache
def year(site: IonSite) -> list[float]:
    """The hourly means of a year."""
    return [concentration(site, YEAR + HOUR * (hour + 1), HOUR, 1) for hour in range(8760)]


def test_same_time_has_the_same_value() -> None:
    assert concentration(FOREST, YEAR, 60, 1) == concentration(FOREST, YEAR, 60, 1)


def test_another_seed_has_another_value() -> None:
    assert concentration(FOREST, YEAR, 60, 1) != concentration(FOREST, YEAR, 60, 2)


def test_mean_of_a_year_is_the_level_of_the_site() -> None:
    assert fmean(year(FOREST)) == pytest.approx(1500, rel=0.08)


def test_ordinary_places_never_come_near_ten_thousand() -> None:
    assert 60 <= min(year(FOREST)) < max(year(FOREST)) <= 4800


def test_falling_water_does() -> None:
    assert max(year(FALL)) > 10_000


def test_summer_and_autumn_are_richer_than_winter_and_spring() -> None:
    quarters = [fmean(year(FOREST)[day * 24 : (day + 90) * 24]) for day in (0, 60, 150, 240)]
    winter, spring, summer, autumn = quarters

    assert summer > autumn > spring > winter
    assert summer > 1.8 * winter


@pytest.mark.parametrize(("site", "hours"), [(FOREST, {9, 10}), (YANQING, {11, 12, 13})])
def test_day_has_its_peak_at_nine_to_ten_and_later_in_yanqing(
    site: IonSite, hours: set[int]
) -> None:
    means = [fmean(year(site)[hour::24]) for hour in range(24)]

    assert means.index(max(means)) in hours


def test_warm_damp_still_clean_air_has_more_ions() -> None:
    values = year(FOREST)
    air = [weather(FOREST.air, YEAR + HOUR * hour + HOUR // 2, 1) for hour in range(8760)]

    assert correlation(values, [item.temperature for item in air]) > 0.4
    assert correlation(values, [item.humidity for item in air]) > 0.3
    assert correlation(values, [item.wind_speed for item in air]) < -0.2
    assert correlation(values, [item.pm25 for item in air]) < -0.2


def test_minutes_follow_each_other() -> None:
    minutes = [concentration(FOREST, YEAR + 60 * n, 60, 1) for n in range(1, 361)]

    assert correlation(minutes[:-1], minutes[1:]) > 0.5
    assert stdev(minutes) > 0.01 * fmean(minutes)


def test_mean_of_an_hour_is_near_that_of_its_minutes() -> None:
    minutes = [concentration(FOREST, YEAR + 60 * n, 60, 1) for n in range(1, 61)]

    assert concentration(FOREST, YEAR + HOUR, HOUR, 1) == pytest.approx(fmean(minutes), rel=0.1)


def test_minutes_do_not_repeat_themselves_like_a_stuck_instrument() -> None:
    minutes = [round(concentration(FOREST, YEAR + 60 * n, 60, 1)) for n in range(1, 1441)]

    in_a_row = longest = 1
    for before, after in itertools.pairwise(minutes):
        in_a_row = in_a_row + 1 if after == before else 1
        longest = max(longest, in_a_row)
    assert longest < 5
