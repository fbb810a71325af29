"""A trail's geometry becomes a track with measures."""

from __future__ import annotations

import pytest

from oxymap.catalogue.models import Place
from oxymap.pages.measures import trail_measures, trail_track
from tests.factories import line
from tests.unit.pages.samples import HOME, place_at, trail, unplaced


def two_parts() -> Place:
    east = (HOME[0] + 0.05, HOME[1])
    parts = [line(HOME)["coordinates"], line(east)["coordinates"]]
    return trail(geometry={"type": "MultiLineString", "coordinates": parts})


def test_line_is_a_track_of_one_segment() -> None:
    track = trail_track(trail(name={"zh": "山脊步道", "en": "Ridge Walk"}))

    assert track is not None
    assert track.name == "山脊步道"
    (segment,) = track.segments
    assert [point.ele_m for point in segment.points] == [800, 820, 840, 860, 880]
    assert (segment.points[0].lon, segment.points[0].lat) == HOME


def test_each_part_of_a_line_is_a_segment() -> None:
    track = trail_track(two_parts())

    assert track is not None
    assert [len(segment.points) for segment in track.segments] == [5, 5]


@pytest.mark.parametrize("found", [unplaced("lost", "trails"), place_at("gate", 0)])
def test_what_is_not_a_line_has_no_track_and_no_measures(found) -> None:
    assert trail_track(found) is None
    assert trail_measures(found) is None


def test_recorded_heights_are_measured() -> None:
    found = trail_measures(trail())

    assert found is not None
    assert found.length_m == pytest.approx(1121, rel=0.01)
    assert found.ascent_m == pytest.approx(80, abs=5)
    assert (found.min_ele_m, found.max_ele_m) == (800, 880)


def test_way_between_two_parts_is_not_measured() -> None:
    one, both = trail_measures(trail()), trail_measures(two_parts())

    assert one is not None
    assert both is not None
    assert both.length_m == pytest.approx(2 * one.length_m)
    assert len(both.gaps) == 1


def test_line_without_heights_has_a_length_only() -> None:
    found = trail_measures(trail(geometry=line(HOME, ele_m=None)))

    assert found is not None
    assert found.length_m > 1000
    assert (found.ascent_m, found.min_ele_m, found.walking_time_min) == (None, None, None)


def test_measures_of_a_line_are_worked_out_once() -> None:
    assert trail_measures(trail(status="closed")) is trail_measures(trail())
