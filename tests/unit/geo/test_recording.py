"""False points and leaps in recordings."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Geod

from oxymap.geo.recording import find_jumps, leg_lengths_m, without_false_points
from oxymap.geo.track_model import TrackPoint
from tests.unit.geo.making import MORNING, northwards, positions, recorded, track

GEOD = Geod(ellps="WGS84")


def metres(points):
    """Return the whole metres of points from the start."""
    start = northwards((0, None))[0]
    return [round(sum(leg_lengths_m((start, point)))) for point in points]


def test_no_leg_without_two_points():
    assert leg_lengths_m(northwards((0, None))) == []


def test_a_leg_is_measured_on_the_ellipsoid():
    assert leg_lengths_m(northwards((0, 0), (1000, 0))) == pytest.approx([1000], rel=1e-4)


def test_heights_make_no_leg_longer():
    flat, steep = northwards((0, 0), (100, 0)), northwards((0, 0), (100, 500))

    assert leg_lengths_m(flat) == leg_lengths_m(steep)


@given(st.lists(positions, min_size=2, max_size=6))
def test_legs_add_up_to_the_geodesic_length(places):
    points = [TrackPoint(lon, lat) for lon, lat in places]

    whole = GEOD.line_length([lon for lon, _ in places], [lat for _, lat in places])
    assert sum(leg_lengths_m(points)) == pytest.approx(whole)


def test_a_walk_keeps_all_its_points():
    walk = recorded((0, 0), (50, 40), (100, 80), (100, 600), (150, 640))

    assert without_false_points(walk) == list(walk)


def test_a_false_point_in_the_middle_goes():
    walk = recorded((0, 0), (50, 40), (9000, 50), (100, 80))

    assert metres(without_false_points(walk)) == [0, 50, 100]


def test_false_points_at_the_end_go():
    walk = recorded((0, 0), (50, 40), (9000, 50), (18000, 60))

    assert metres(without_false_points(walk)) == [0, 50]


def test_a_false_first_point_goes_and_not_all_the_others():
    walk = recorded((9000, 0), (0, 10), (50, 50), (100, 90))

    assert metres(without_false_points(walk)) == [0, 50, 100]


def test_points_without_times_all_stay():
    drawn = northwards((0, None), (9000, None), (50, None))

    assert without_false_points(drawn) == list(drawn)


def test_two_points_within_a_second_may_be_fifteen_metres_apart():
    walk = recorded((0, 0.0), (14, 0.2), (20, 5.0))

    assert len(without_false_points(walk)) == 3


def test_a_clock_that_stands_still_proves_nothing():
    walk = recorded((0, 0), (500, 0), (550, 40))

    assert len(without_false_points(walk)) == 3


def test_no_points_are_no_fault():
    assert without_false_points(()) == []


def test_a_walk_has_no_leaps():
    assert find_jumps(track(recorded((0, 0), (100, 80), (200, 160)))) == []


def test_a_leg_of_more_than_two_kilometres_is_a_leap_even_without_times():
    (jump,) = find_jumps(track(northwards((0, None), (2500, None))))

    assert (jump.segment, jump.point, jump.speed_m_s) == (0, 1, None)
    assert jump.length_m == pytest.approx(2500, rel=1e-3)


def test_a_leg_faster_than_fifteen_metres_a_second_is_a_leap():
    (jump,) = find_jumps(track(recorded((0, 0), (200, 10))))

    assert jump.speed_m_s == pytest.approx(20, rel=1e-3)


def test_a_leap_says_where_it_ends():
    runs = recorded((0, 0), (10, 9)), recorded((0, 0), (10, 9), (20, 18), (900, 27))

    (jump,) = find_jumps(track(*runs))

    assert (jump.segment, jump.point) == (1, 3)


def test_a_break_between_segments_is_no_leap():
    assert find_jumps(track(northwards((0, None)), northwards((9000, None)))) == []


def test_a_rest_is_no_leap():
    rest = [TrackPoint(115.8, 39.95, None, MORNING + timedelta(seconds=n)) for n in range(50)]

    assert find_jumps(track(rest)) == []
