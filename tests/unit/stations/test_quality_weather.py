"""Dust, moisture, rain and wind around an ion reading."""

from __future__ import annotations

import pytest

from oxymap.stations.models import Flag, Observation
from tests.unit.stations.series import START, flagged, judged, observations


def ion(value=2000.0, time=START):
    return [Observation("neg_ion", time, 60, value)]


def other(observed, value, *, before_s=0, period_s=60, **fields):
    return [Observation(observed, START - before_s, period_s, value, **fields)]


def marks(*around):
    return judged(ion(), *around)[0].marks


# --- pollution -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ions", "pm25", "suspect"),
    [(5001.0, 151.0, True), (5000.0, 151.0, False), (5001.0, 150.0, False)],
)
def test_many_ions_in_polluted_air_are_suspect(ions, pm25, suspect):
    [verdict] = judged(ion(ions), other("pm25", pm25))

    assert verdict.reasons == (("pollution",) if suspect else ())


@pytest.mark.parametrize(("before_s", "reasons"), [(3600, ("pollution",)), (3660, ())])
def test_dust_speaks_for_the_hour_after_it(before_s, reasons):
    [verdict] = judged(ion(6000.0), other("pm25", 200.0, before_s=before_s))

    assert verdict.reasons == reasons


def test_the_newest_dust_counts():
    dust = [*other("pm25", 200.0, before_s=600), *other("pm25", 20.0, before_s=60)]

    assert flagged(judged(ion(6000.0), dust)) == {}


@pytest.mark.parametrize("fields", [{"device_flag": "D"}, {"low": 900.0}])
def test_dust_that_failed_its_own_checks_says_nothing(fields):
    dust = other("pm25", 200.0, **fields)

    assert flagged(judged(ion(6000.0), dust)) == {}


# --- marks -----------------------------------------------------------------------------


def test_dry_and_calm_air_leaves_no_mark():
    dry = (other("humidity", 94.9), other("rain", 0.0), other("wind_speed", 10.0))

    assert marks(*dry) == ()


def test_without_other_sensors_there_is_no_mark():
    assert marks() == ()


def test_air_near_saturation_is_wet():
    assert marks(other("humidity", 95.0)) == ("wet",)


def test_old_humidity_says_nothing():
    assert marks(other("humidity", 99.0, before_s=3660)) == ()


@pytest.mark.parametrize(
    ("before_s", "period_s", "expected"),
    [
        (0, 60, ("wet",)),
        (3540, 60, ("wet",)),
        (3600, 60, ()),
        (0, 3600, ("wet",)),
        (-3540, 3600, ("wet",)),  # The hour of rain has not ended yet.
        (-3600, 3600, ()),
        (0, 86_400, ()),  # A day's sum does not say when it rained.
    ],
)
def test_rain_in_the_last_hour_is_wet(before_s, period_s, expected):
    assert marks(other("rain", 0.2, before_s=before_s, period_s=period_s)) == expected


def test_wind_is_a_mean_of_ten_minutes():
    gusts = observations([30.0] + [8.0] * 9, observed="wind_speed", start=START - 600)
    storm = observations([30.0, 30.0] + [8.0] * 8, observed="wind_speed", start=START - 600)

    assert marks(gusts[1:]) == ()
    assert marks(gusts) == ("windy",)
    assert marks(storm) == ("windy",)


def test_an_older_wind_counts_where_there_is_no_newer_one():
    assert marks(other("wind_speed", 12.0, before_s=1800)) == ("windy",)


def test_a_missing_value_bears_no_mark():
    [verdict] = judged(ion(None), other("humidity", 99.0))

    assert (verdict.flag, verdict.marks) == (Flag.MISSING, ())


def test_a_failed_value_bears_its_marks():
    [verdict] = judged(ion(-5.0), other("humidity", 99.0), other("wind_speed", 20.0))

    assert verdict.marks == ("wet", "windy")


def test_other_properties_bear_no_marks():
    humidity = other("humidity", 99.0)

    [verdict] = judged(humidity, ion())

    assert verdict.marks == ()
