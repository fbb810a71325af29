"""Walking time and effort: the vectors of docs/methods.md, Walking time."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oxymap.geo.walking import effort_class, effort_km, pace_min_per_km, walking_time_min

#: Slope, minutes per kilometre.
PACES = [
    (0.0, 14.271),
    (0.05, 16.631),
    (0.10, 19.999),
    (0.20, 32.326),
    (0.30, 48.794),
    (0.39, 65.278),
    (0.40, 68.000),
    (-0.05, 13.244),
    (-0.10, 14.209),
    (-0.20, 19.835),
    (-0.30, 27.521),
    (-0.39, 35.455),
    (-0.40, 36.000),
]
#: Distance and height of the handbook's profile P, m.
PROFILE = [(0, 300), (1000, 400), (3000, 700), (4500, 950), (6000, 700), (9000, 320)]
#: Kilometres, ascent in metres, effort kilometres.
EFFORTS = [(5, 0, 5.0), (10, 800, 18.0), (6, 1000, 16.0), (4, 100, 5.0)]


def legs(profile):
    """Return (distance_m, rise_m) between the stops of a profile."""
    return [(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(profile)]


@pytest.mark.parametrize(("slope", "pace"), PACES)
def test_the_pace_is_that_of_the_swiss_formula(slope, pace):
    assert pace_min_per_km(slope) == pytest.approx(pace, abs=6e-4)


def test_the_handbooks_profile_takes_its_time():
    assert walking_time_min(legs(PROFILE)) == pytest.approx(184.2, abs=0.05)


def test_the_last_leg_counts():
    without_last = walking_time_min(legs(PROFILE[:-1]))

    assert walking_time_min(legs(PROFILE)) > without_last + 30


def test_the_way_back_takes_another_time():
    back = [(9000 - distance, height) for distance, height in PROFILE[::-1]]

    assert walking_time_min(legs(back)) != pytest.approx(184.2, abs=0.05)


def test_no_way_takes_no_time():
    assert walking_time_min([]) == 0


def test_a_leg_of_no_length_is_passed_over():
    assert walking_time_min([(0.0, 5.0), (1000.0, 0.0)]) == pytest.approx(14.271)


@given(st.floats(0.4, 3.0))
def test_steeper_than_forty_percent_goes_by_the_climb(slope):
    assert pace_min_per_km(slope) == pytest.approx(170 * slope)


@given(st.floats(-3.0, 3.0, allow_nan=False))
def test_no_slope_is_quicker_than_five_kilometres_an_hour(slope):
    assert pace_min_per_km(slope) > 12.0


@given(st.floats(0.0, 0.35))
def test_uphill_is_slower_the_steeper_it_is(slope):
    assert pace_min_per_km(slope + 0.01) > pace_min_per_km(slope)


@pytest.mark.parametrize(("km", "ascent_m", "expected"), EFFORTS)
def test_effort_kilometres_add_a_hundred_metres_of_ascent_as_one(km, ascent_m, expected):
    assert effort_km(km * 1000.0, ascent_m) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("km", "expected"),
    [(0, 1), (5.99, 1), (6, 2), (11.99, 2), (12, 3), (19.99, 3), (20, 4), (29.99, 4), (30, 5)],
)
def test_the_class_changes_at_its_limits(km, expected):
    assert effort_class(km * 1000.0, 0.0) == expected


@pytest.mark.parametrize(
    ("km", "ascent_m", "expected"), [(5, 0, 1), (4, 100, 1), (6, 1000, 3), (10, 800, 3)]
)
def test_the_class_goes_by_length_and_ascent(km, ascent_m, expected):
    assert effort_class(km * 1000.0, ascent_m) == expected
