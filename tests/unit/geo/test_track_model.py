"""The words of GPX."""

from __future__ import annotations

from dataclasses import FrozenInstanceError

import pytest

from oxymap.geo.track_model import Track, TrackPoint, Waypoint
from tests.unit.geo.making import northwards, track

TWO_RUNS = track(northwards((0, 900), (100, 910)), northwards((300, 930)), name="山脊")


def test_points_come_in_order_over_all_segments():
    assert [point.ele_m for point in TWO_RUNS.points()] == [900, 910, 930]


def test_points_are_counted_over_all_segments():
    assert TWO_RUNS.point_count() == 3


def test_the_box_goes_around_all_segments():
    west, south, east, north = TWO_RUNS.bbox()

    assert (west, east) == (115.8, 115.8)
    assert (south, north) == (39.95, next(iter(northwards((300, None)))).lat)


def test_a_track_without_points_has_no_box():
    assert Track("", ()).bbox() is None


def test_nothing_can_be_changed():
    with pytest.raises(FrozenInstanceError):
        TWO_RUNS.name = "other"


def test_tracks_can_be_kept_by_their_value():
    again = track(northwards((0, 900), (100, 910)), northwards((300, 930)), name="山脊")

    assert hash(TWO_RUNS) == hash(again)


def test_heights_and_times_may_be_unknown():
    assert (TrackPoint(116, 40).ele_m, TrackPoint(116, 40).time) == (None, None)


def test_a_waypoint_needs_only_a_position():
    assert Waypoint(116, 40) == Waypoint(116, 40, name="", ele_m=None, description="")
