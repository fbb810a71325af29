"""Smoothing of heights and counting of climbs."""

from __future__ import annotations

from math import sin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oxymap.geo.heights import HeightLine, climb, smoothed

#: The handbook's vector (docs/methods.md, Profiles), m.
VECTOR = [100, 102, 101, 104, 103, 110, 108, 115, 113, 112, 105, 106, 100]
runs = st.lists(st.floats(-500, 3000, allow_nan=False), max_size=60)


def ramp(length_m=1000.0, start_m=500.0, slope=0.1, samples=2):
    """Return a straight climb."""
    distances = [length_m * index / (samples - 1) for index in range(samples)]
    return HeightLine(tuple(distances), tuple(start_m + slope * one for one in distances))


@pytest.mark.parametrize(("threshold_m", "expected"), [(3, (15, 15)), (5, (15, 15))])
def test_hysteresis_counts_the_handbooks_vector(threshold_m, expected):
    assert climb(VECTOR, threshold_m) == expected


def test_without_a_threshold_every_wobble_counts():
    assert climb(VECTOR, 0.5) == (20, 20)


@pytest.mark.parametrize(
    ("heights", "expected"),
    [
        ([], (0, 0)),
        ([500], (0, 0)),
        ([500, 500, 500], (0, 0)),
        ([500, 502, 500, 502], (0, 0)),
        ([500, 503], (3, 0)),
        ([500, 497], (0, 3)),
        ([500, 499, 510], (11, 0)),
        ([500, 501, 490], (0, 11)),
        ([500, 510, 508, 520], (20, 0)),
        ([500, 510, 507, 520], (23, 3)),
        ([500, 520, 500, 520], (40, 20)),
        ([900, 700, 702, 600], (0, 300)),
    ],
)
def test_a_turn_counts_from_three_metres(heights, expected):
    assert climb(heights, 3.0) == expected


@given(runs, st.floats(0.1, 50))
def test_a_way_back_climbs_what_the_way_there_descends(heights, threshold_m):
    up, down = climb(heights, threshold_m)

    assert climb(heights[::-1], threshold_m) == pytest.approx((down, up), abs=2 * threshold_m)


@given(runs, st.floats(0.1, 50))
def test_climbs_are_never_negative(heights, threshold_m):
    assert min(climb(heights, threshold_m)) >= 0


@given(runs.filter(bool), st.floats(0.1, 50))
def test_ascent_less_descent_is_the_difference_of_the_ends(heights, threshold_m):
    up, down = climb(heights, threshold_m)

    assert up - down == pytest.approx(heights[-1] - heights[0], abs=2 * threshold_m + 1e-6)


@given(runs, st.floats(0.1, 20))
def test_a_higher_threshold_never_counts_more(heights, threshold_m):
    assert climb(heights, 2 * threshold_m)[0] <= climb(heights, threshold_m)[0] + 1e-6


@pytest.mark.parametrize(
    ("distance_m", "height_m"), [(-5, 500), (0, 500), (250, 525), (1000, 600), (1200, 600)]
)
def test_heights_are_interpolated_and_held_at_the_ends(distance_m, height_m):
    assert ramp().height_at(distance_m) == pytest.approx(height_m)


def test_two_samples_at_one_distance_are_no_division_by_zero():
    step = HeightLine((0.0, 100.0, 100.0, 200.0), (500.0, 500.0, 510.0, 510.0))

    assert step.height_at(100.0) == 510.0


def test_resampling_keeps_both_ends():
    line = ramp().resampled(3)

    assert (line.distances_m[0], line.length_m) == (0.0, 1000.0)


def test_resampling_makes_equal_intervals():
    assert ramp().resampled(4).distances_m == (0.0, 250.0, 500.0, 750.0, 1000.0)


@pytest.mark.parametrize("length_m", [0.0, 10.0, 25.0, 1010.0])
def test_samples_stand_about_every_25_metres(length_m):
    line = smoothed(HeightLine((0.0, length_m), (500.0, 510.0)))

    assert len(line.distances_m) == max(1, round(length_m / 25)) + 1


def test_smoothing_leaves_a_ramp_alone():
    line = smoothed(ramp())

    assert line.heights_m == pytest.approx([ramp().height_at(one) for one in line.distances_m])


def test_smoothing_keeps_the_ends():
    wavy = HeightLine(
        tuple(range(0, 1001, 10)), tuple(500 + 40 * sin(one) for one in range(0, 1001, 10))
    )
    line = smoothed(wavy)

    assert (line.heights_m[0], line.heights_m[-1]) == (wavy.heights_m[0], wavy.heights_m[-1])


def test_a_single_false_height_disappears():
    distances = tuple(float(one) for one in range(0, 1001, 25))
    heights = [500.0] * len(distances)
    heights[20] = 900.0

    assert set(smoothed(HeightLine(distances, tuple(heights))).heights_m) == {500.0}


def test_noise_of_two_metres_is_no_climb():
    distances = tuple(float(one) for one in range(0, 2001, 5))
    noisy = HeightLine(distances, tuple(500 + 2 * (-1) ** n for n in range(len(distances))))

    assert climb(smoothed(noisy).heights_m, 3.0) == (0, 0)


def test_a_summit_loses_only_a_few_metres():
    hill = HeightLine((0.0, 1500.0, 3000.0), (700.0, 950.0, 700.0))

    assert max(smoothed(hill).heights_m) == pytest.approx(950, abs=6)
