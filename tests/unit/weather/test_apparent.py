"""Apparent temperature: the vectors of the handbook, and the guards."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oxymap.weather.apparent import COMFORT_CLASSES, apparent_temperature, comfort_class

#: Temperature, humidity, wind, the day's extremes, apparent temperature.
VECTORS = [
    (24.0, 65.0, 3.0, None, None, 23.167),
    (29.5, 70.0, 2.0, 34.0, 24.0, 31.0),
    (10.0, 40.0, 4.0, None, None, 11.0),
    (17.0, 70.0, 2.0, None, None, 17.0),
    (17.1, 70.0, 2.0, None, None, 17.1),
]


@pytest.mark.parametrize(("t", "rh", "wind", "highest", "lowest", "expected"), VECTORS)
def test_it_feels_as_in_the_handbook(t, rh, wind, highest, lowest, expected):
    assert apparent_temperature(t, rh, wind, highest, lowest) == pytest.approx(expected, abs=5e-4)


@pytest.mark.parametrize(
    ("temperature", "expected"), [(17.0, 16.0), (17.01, 18.01), (27.99, 28.99), (28.0, 30.5)]
)
def test_moist_air_feels_colder_when_cold_and_warmer_when_warm(temperature, expected):
    assert apparent_temperature(temperature, 85.0, 2.0, 30.0, 20.0) == pytest.approx(expected)


def test_a_storm_cools_no_more_than_twelve_metres_a_second():
    storm = apparent_temperature(20.0, 70.0, 30.0, None, None)

    assert storm == apparent_temperature(20.0, 70.0, 12.0, None, None) == 15.0


@pytest.mark.parametrize(("highest", "lowest"), [(30.0, 29.5), (30.0, 30.0), (29.0, 30.0)])
def test_a_tiny_range_of_the_day_counts_as_one_degree(highest, lowest):
    assert apparent_temperature(30.0, 70.0, 2.0, highest, lowest) == 45.0


@pytest.mark.parametrize(("highest", "lowest"), [(None, None), (34.0, None), (None, 20.0)])
def test_an_unknown_range_of_the_day_counts_as_ten_degrees(highest, lowest):
    assert apparent_temperature(30.0, 70.0, 2.0, highest, lowest) == 31.5


@pytest.mark.parametrize(
    ("apparent", "expected"),
    [
        (-0.1, "severe_cold"),
        (0.0, "cold"),
        (9.9, "cold"),
        (10.0, "cool"),
        (18.0, "comfortable"),
        (25.9, "comfortable"),
        (26.0, "warm"),
        (30.0, "hot"),
        (35.0, "hot"),
        (35.1, "very_hot"),
    ],
)
def test_the_class_changes_at_its_limits(apparent, expected):
    assert comfort_class(apparent) == expected


@given(st.floats(-60, 60), st.floats(0, 10))
def test_warmer_never_feels_like_a_colder_class(apparent, more):
    order = COMFORT_CLASSES.index

    assert order(comfort_class(apparent)) <= order(comfort_class(apparent + more))
