"""Measures and profiles of whole tracks."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from pyproj import Geod

from oxymap.geo import tracks as module
from oxymap.geo.heights import RAW_GPS_THRESHOLD_M
from oxymap.geo.tracks import Track, TrackPoint, measures, profile
from tests.unit.geo.making import northwards, recorded, track, tracks

GEOD = Geod(ellps="WGS84")
#: The handbook's profile P: metres from the start, height in metres.
PROFILE = ((0, 300), (1000, 400), (3000, 700), (4500, 950), (6000, 700), (9000, 320))
HILL = track(northwards(*PROFILE))
NO_HEIGHTS = track(northwards((0, None), (1000, None)))


def test_the_length_is_geodesic():
    line = [(115.80, 39.90), (115.85, 39.93), (115.83, 39.99)]
    expected = GEOD.line_length(*zip(*line, strict=True))

    found = measures(track([TrackPoint(*position) for position in line]))

    assert found.length_m == pytest.approx(expected)


def test_heights_do_not_lengthen_the_way():
    flat = track(northwards(*((metres, 300) for metres, _ in PROFILE)))

    assert measures(HILL).length_m == measures(flat).length_m


def test_ascent_and_descent_lose_a_little_at_the_summit():
    found = measures(HILL)

    assert found.ascent_m == pytest.approx(650, abs=6)
    assert found.descent_m == pytest.approx(630, abs=6)


def test_the_walking_time_is_that_of_the_swiss_formula():
    assert measures(HILL).walking_time_min == pytest.approx(184.2, rel=0.01)


def test_lowest_and_highest_point_are_as_recorded():
    found = measures(HILL)

    assert (found.min_ele_m, found.max_ele_m) == (300, 950)


def test_a_level_kilometre_takes_fourteen_minutes():
    level = track(northwards((0, 500), (1000, 500)))

    assert measures(level).walking_time_min == pytest.approx(14.271, rel=1e-3)


def test_without_heights_there_is_neither_ascent_nor_time():
    found = measures(NO_HEIGHTS)

    assert found.length_m == pytest.approx(1000, rel=1e-3)
    assert (found.ascent_m, found.descent_m, found.walking_time_min) == (None, None, None)
    assert (found.min_ele_m, found.max_ele_m) == (None, None)


def test_a_missing_height_is_interpolated():
    whole = track(northwards((0, 300), (500, 350), (1000, 400)))
    holed = track(northwards((0, 300), (500, None), (1000, 400)))

    assert measures(holed).ascent_m == pytest.approx(measures(whole).ascent_m)


def test_with_most_heights_missing_the_track_has_none():
    sparse = track(northwards((0, 300), (300, None), (600, None), (1000, None)))

    assert measures(sparse).ascent_m is None


def test_one_segment_without_heights_leaves_the_track_without():
    mixed = track(northwards((0, 300), (500, 320)), northwards((600, None), (900, None)))

    assert measures(mixed).ascent_m is None


def test_a_segment_of_one_point_needs_no_height():
    mixed = track(northwards((0, 300), (500, 320)), northwards((600, None)))

    assert measures(mixed).ascent_m == pytest.approx(20)


def test_a_gap_is_not_walked():
    broken = track(northwards((0, 500), (500, 550)), northwards((1500, 650), (2000, 700)))

    found = measures(broken)

    assert found.length_m == pytest.approx(1000, rel=1e-3)
    assert found.ascent_m == pytest.approx(100)


def test_a_gap_is_named_with_its_ends_and_length():
    runs = northwards((0, 500), (500, 550)), northwards((1500, 650), (2000, 700))

    (gap,) = measures(track(*runs)).gaps

    assert (gap.start, gap.end) == (runs[0][-1], runs[1][0])
    assert gap.length_m == pytest.approx(1000, rel=1e-3)


def test_an_unbroken_track_has_no_gaps():
    assert measures(HILL).gaps == ()


def test_false_points_are_not_measured():
    walk = recorded((0, 0), (50, 40), (9000, 50), (100, 80))

    found = measures(track(walk))

    assert found.length_m == pytest.approx(100, rel=1e-2)
    assert found.bbox[3] < 39.952


def test_a_rest_adds_no_length():
    assert measures(track(recorded((0, 0), (50, 40), (50, 900), (100, 940)))).length_m < 101


@pytest.mark.parametrize(("threshold_m", "expected"), [(3.0, 6), (RAW_GPS_THRESHOLD_M, 0)])
def test_a_bare_receiver_needs_a_higher_threshold(threshold_m, expected):
    bump = track(northwards((0, 500), (1000, 507), (2000, 500)))

    found = measures(bump, threshold_m=threshold_m)

    assert found.ascent_m == pytest.approx(expected, abs=1)


def test_a_track_without_points_measures_nothing():
    found = measures(Track("", ()))

    assert (found.length_m, found.ascent_m, found.bbox, found.gaps) == (0, None, None, ())


def test_a_track_of_one_point_has_a_box_and_no_length():
    found = measures(track(northwards((0, 500))))

    assert (found.length_m, found.bbox) == (0, (115.8, 39.95, 115.8, 39.95))


@given(tracks())
def test_measures_are_never_negative(any_track):
    found = measures(any_track)

    numbers = [found.length_m, found.ascent_m, found.descent_m, found.walking_time_min]
    assert all(number is None or number >= 0 for number in numbers)


@given(tracks())
def test_names_and_waypoints_change_no_measure(any_track):
    assert measures(replace(any_track, name="另一个")) == measures(any_track)


@given(tracks())
def test_the_climb_is_known_with_the_walking_time(any_track):
    found = measures(any_track)

    assert (found.ascent_m is None) == (found.walking_time_min is None)


def test_the_profile_has_a_point_every_step_and_the_end():
    found = profile(HILL, 2000.0)

    whole = [round(point.distance_m, -1) for point in found]
    assert whole == [0, 2000, 4000, 6000, 8000, 9000]


def test_the_profile_interpolates_heights():
    found = profile(track(northwards((0, 300), (1000, 400))), 250.0)

    assert [round(point.ele_m) for point in found] == [300, 325, 350, 375, 400]


def test_the_profile_knows_where_its_points_are():
    found = profile(track(northwards((0, 300), (1000, 400))), 500.0)

    middle = northwards((500, None))[0]
    assert (found[1].lon, found[1].lat) == pytest.approx((middle.lon, middle.lat), abs=1e-6)


def test_the_profile_is_not_smoothed():
    found = profile(HILL, 10.0)

    assert max(point.ele_m for point in found) == pytest.approx(950, abs=1)


def test_the_profile_runs_on_behind_a_gap():
    broken = track(northwards((0, 500), (500, 550)), northwards((1500, 650), (2000, 700)))

    found = profile(broken, 500.0)

    assert [round(point.distance_m, -1) for point in found] == [0, 500, 500, 1000]
    assert [round(point.ele_m) for point in found] == [500, 550, 650, 700]


def test_a_step_that_ends_on_the_end_is_no_point_twice():
    line = track(northwards((0, 300), (1000, 400)))

    found = profile(line, measures(line).length_m / 4)

    assert len(found) == 5


def test_a_track_without_heights_has_no_profile():
    assert profile(NO_HEIGHTS, 100.0) == ()


def test_a_track_of_one_point_has_no_profile():
    assert profile(track(northwards((0, 500))), 100.0) == ()


def test_the_model_can_be_had_from_the_same_place():
    assert {"Track", "TrackPoint", "TrackSegment", "Waypoint"} <= set(module.__all__)
