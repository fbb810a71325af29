"""KML and its gx extensions."""

from __future__ import annotations

from datetime import timedelta

import pytest

from oxymap.geo.formats.reading import TrackRefusedError
from oxymap.geo.track_model import TrackPoint, Waypoint
from tests.unit.geo.making import MORNING, codes, read_fixture, read_text


def placemark(folder, body):
    """Read a file of one placemark with this body."""
    text = f"<kml><Document>\n<Placemark>{body}</Placemark></Document></kml>"
    return read_text(folder, "a.kml", text)


def line(folder, coordinates):
    """Read the points of one line."""
    body = f"<LineString><coordinates>{coordinates}</coordinates></LineString>"
    return [
        (point.lon, point.lat, point.ele_m) for point in placemark(folder, body).tracks[0].points()
    ]


def test_the_lines_of_a_placemark_are_the_segments_of_a_track():
    (track,) = read_fixture("placemarks.kml").tracks

    assert track.name == "两段"
    assert [len(segment.points) for segment in track.segments] == [2, 3]


def test_blanks_after_commas_are_no_fault():
    (track,) = read_fixture("placemarks.kml").tracks

    assert track.segments[1].points[0] == TrackPoint(115.82, 39.90, 820.0)


def test_a_point_is_a_waypoint_with_its_name_on_one_line():
    (waypoint,) = read_fixture("placemarks.kml").waypoints

    assert waypoint == Waypoint(115.80, 39.90, "大门口 牌子", 805.0, "<b>检票</b>")


def test_what_is_left_out_is_warned_of():
    assert codes(read_fixture("placemarks.kml")) == ["network_link", "not_a_line", "null_island"]


def test_links_to_other_files_are_never_followed(tmp_path):
    text = "<kml><NetworkLink><Link><href>http://127.0.0.1:9/</href></Link></NetworkLink></kml>"

    with pytest.raises(TrackRefusedError, match="links to other files are not followed") as caught:
        read_text(tmp_path, "a.kml", text)

    assert caught.value.reason == "empty"


def test_a_gx_track_has_times():
    points = read_fixture("gx-tracks.kml").tracks[0].segments[0].points

    assert [point.time for point in points] == [MORNING, MORNING + timedelta(minutes=2)]


def test_a_moment_without_a_position_is_passed_over():
    points = read_fixture("gx-tracks.kml").tracks[0].segments[0].points

    assert [point.lon for point in points] == [115.900, 115.902]


def test_a_multi_track_keeps_its_segments():
    (track,) = read_fixture("gx-tracks.kml").tracks

    assert [len(segment.points) for segment in track.segments] == [2, 2]


def test_times_that_do_not_match_the_positions_are_left_out(tmp_path):
    body = (
        "<gx:Track><when>2026-05-01T01:00:00Z</when>"
        "<gx:coord>116 40 5</gx:coord><gx:coord>116.001 40 5</gx:coord></gx:Track>"
    )

    points = placemark(tmp_path, body).tracks[0].points()

    assert [point.time for point in points] == [None, None]


def test_what_hiking_apps_break_is_mended():
    found = read_fixture("hiking-app.kml")

    assert [waypoint.name for waypoint in found.waypoints] == ["起点 & 山门", "A & B"]
    assert [(w.line, w.code) for w in found.warnings] == [(3, "mended_xml")]


def test_an_external_entity_is_refused():
    with pytest.raises(TrackRefusedError) as caught:
        read_fixture("external-entity.kml")

    assert caught.value.reason == "dtd"


@pytest.mark.parametrize(
    "coordinates",
    [
        "116,40,5 116.1,40,6",
        "\n\t116,40,5\n\t116.1,40,6\n",
        "116, 40, 5 116.1, 40, 6",
        "116 ,40 ,5\n116.1 ,40 ,6",
    ],
)
def test_coordinates_may_be_set_out_in_many_ways(tmp_path, coordinates):
    assert line(tmp_path, coordinates) == [(116.0, 40.0, 5.0), (116.1, 40.0, 6.0)]


def test_heights_may_be_missing_here_and_there(tmp_path):
    assert line(tmp_path, "116,40 116.1,40,6") == [(116.0, 40.0, None), (116.1, 40.0, 6.0)]


@pytest.mark.parametrize(
    ("coordinates", "number"),
    [
        ("116,40\nno,no", 3),
        ("116,40\n\n116.1", 4),
        ("116,40,5,7", 2),
        ("116,40\n39.9,116.1", 3),
        ("116,,5", 2),
        (",40", 2),
    ],
)
def test_a_bad_tuple_is_refused_with_its_own_line(tmp_path, coordinates, number):
    with pytest.raises(TrackRefusedError) as caught:
        line(tmp_path, coordinates)

    assert caught.value.line == number


def test_a_million_commas_take_no_time(tmp_path):
    with pytest.raises(TrackRefusedError, match=r"is not lon,lat\[,height\]"):
        line(tmp_path, "1," * 1_000_000)


@pytest.mark.parametrize("body", ["", "<Point/>", "<MultiGeometry/>", "<GroundOverlay/>"])
def test_a_file_without_geometry_is_refused(tmp_path, body):
    with pytest.raises(TrackRefusedError) as caught:
        placemark(tmp_path, body)

    assert caught.value.reason == "empty"


def test_areas_alone_are_refused_and_named(tmp_path):
    with pytest.raises(TrackRefusedError, match="areas are not tracks"):
        placemark(tmp_path, "<Polygon/>")


def test_prefixed_elements_are_read(tmp_path):
    text = (
        '<kml:kml xmlns:kml="http://www.opengis.net/kml/2.2"><kml:Placemark><kml:Point>'
        "<kml:coordinates>116,40</kml:coordinates></kml:Point></kml:Placemark></kml:kml>"
    )

    assert read_text(tmp_path, "a.kml", text).waypoints == (Waypoint(116.0, 40.0),)
