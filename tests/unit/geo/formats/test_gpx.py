"""GPX as apps write it."""

from __future__ import annotations

import pytest

from oxymap.geo.formats.reading import TrackRefusedError
from oxymap.geo.track_model import TrackPoint, Waypoint
from tests.unit.geo.making import MORNING, codes, read_fixture, read_text


def points(folder, body):
    """Read one track segment with this body."""
    text = f"<gpx><trk><trkseg>{body}</trkseg></trk></gpx>"
    return read_text(folder, "a.gpx", text).tracks[0].segments[0].points


def test_a_track_keeps_its_name_and_segments():
    (track,) = read_fixture("ridge.gpx").tracks

    assert track.name == "山脊"
    assert [len(segment.points) for segment in track.segments] == [3, 2]


def test_points_keep_position_height_and_time():
    (track,) = read_fixture("ridge.gpx").tracks

    assert track.segments[0].points[0] == TrackPoint(115.8, 39.95, 900.0, MORNING)


def test_a_waypoint_keeps_what_it_says_on_one_line():
    (waypoint,) = read_fixture("ridge.gpx").waypoints

    assert waypoint == Waypoint(115.8, 39.95, "山口 凉亭", 900.0, "歇脚处")


def test_a_good_file_is_read_without_warnings():
    assert read_fixture("ridge.gpx").warnings == ()


def test_a_route_is_a_track_of_one_segment():
    (track,) = read_fixture("route-1.0.gpx").tracks

    assert (track.name, track.point_count(), len(track.segments)) == ("走廊", 2, 1)


def test_waypoints_alone_are_enough(tmp_path):
    found = read_text(tmp_path, "a.gpx", '<gpx><wpt lat="40" lon="116"/></gpx>')

    assert (found.tracks, found.waypoints) == ((), (Waypoint(116.0, 40.0),))


def test_a_comment_serves_where_there_is_no_description(tmp_path):
    text = '<gpx><wpt lat="40" lon="116"><cmt>泉水</cmt></wpt></gpx>'

    assert read_text(tmp_path, "a.gpx", text).waypoints[0].description == "泉水"


def test_elements_of_no_standard_do_no_harm(tmp_path):
    found = points(
        tmp_path,
        '<trkpt lat="40" lon="116"><speed>1.2</speed><x:hr>90</x:hr><ele>500</ele></trkpt>',
    )

    assert found == (TrackPoint(116.0, 40.0, 500.0),)


def test_a_track_inside_the_metadata_is_found(tmp_path):
    text = '<gpx><metadata><trk><trkseg><trkpt lat="40" lon="116"/></trkseg></trk></metadata></gpx>'

    assert read_text(tmp_path, "a.gpx", text).tracks[0].point_count() == 1


def test_points_without_a_segment_are_read(tmp_path):
    text = '<gpx><trk><trkpt lat="40" lon="116"/><trkpt lat="40" lon="116.01"/></trk></gpx>'

    assert read_text(tmp_path, "a.gpx", text).tracks[0].point_count() == 2


def test_empty_segments_and_tracks_are_left_out():
    found = read_fixture("odd-values.gpx")

    assert [len(track.segments) for track in found.tracks] == [1]
    assert "empty_track" in codes(found)


def test_odd_heights_and_times_are_left_out_with_a_warning():
    found = read_fixture("odd-values.gpx")

    assert [point.ele_m for point in found.tracks[0].points()] == [None, None]
    assert [point.time is None for point in found.tracks[0].points()] == [True, False]
    assert {"bad_height", "bad_time"} <= set(codes(found))


@pytest.mark.parametrize(
    ("name", "reason", "line"),
    [
        ("swapped-axes.gpx", "swapped_axes", 4),
        ("undefined-position.gpx", "bad_number", 5),
        ("cut-off.gpx", "not_well_formed", 5),
        ("entities.gpx", "dtd", None),
    ],
)
def test_a_bad_file_is_refused_with_its_line(name, reason, line):
    with pytest.raises(TrackRefusedError) as caught:
        read_fixture(name)

    assert (caught.value.reason, caught.value.line) == (reason, line)


def test_a_point_without_a_position_is_refused(tmp_path):
    with pytest.raises(TrackRefusedError, match="line 1: latitude None is not a number"):
        points(tmp_path, '<trkpt lon="116"/>')


def test_positions_are_converted_from_the_stated_datum(tmp_path):
    text = '<gpx><wpt lat="39.942045" lon="116.108336"/></gpx>'

    (waypoint,) = read_text(tmp_path, "a.gpx", text, crs="gcj02").waypoints

    assert (waypoint.lon, waypoint.lat) == pytest.approx((116.102009, 39.940647), abs=1e-6)
