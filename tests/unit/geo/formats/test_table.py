"""Tables of positions."""

from __future__ import annotations

import pytest

from oxymap.geo.formats.reading import TrackRefusedError
from oxymap.geo.track_model import TrackPoint, Waypoint
from tests.unit.geo.making import MORNING, codes, read_fixture, read_text


def read(folder, *lines, crs="wgs84"):
    """Read a table of these lines."""
    return read_text(folder, "a.csv", "\n".join(lines), crs)


def refusal(folder, *lines):
    """Return the error that a table is refused with."""
    with pytest.raises(TrackRefusedError) as caught:
        read(folder, *lines)
    return caught.value


def test_rows_with_names_are_waypoints():
    assert read_fixture("places-zh.csv").waypoints == (
        Waypoint(115.48, 40.03, "灵山", 2303.0, "主峰, 北京最高"),
        Waypoint(115.47, 40.02, "东灵山口"),
    )


def test_rows_without_names_are_a_track():
    (track,) = read_fixture("log.csv").tracks

    assert track.segments[0].points[0] == TrackPoint(115.80, 39.90, 800.0, MORNING)


def test_rows_of_one_name_are_a_track_of_that_name(tmp_path):
    (track,) = read(tmp_path, "name,lon,lat", "环线,116,40", "环线,116.001,40").tracks

    assert (track.name, track.point_count()) == ("环线", 2)


def test_one_row_with_a_name_is_a_waypoint(tmp_path):
    assert read(tmp_path, "name,lon,lat", "亭,116,40").waypoints == (Waypoint(116.0, 40.0, "亭"),)


@pytest.mark.parametrize(
    "header",
    ["lon,lat", "lng,lat", "Longitude,Latitude", "X,Y", "经度,纬度", " LON , LAT ", "东经,北纬"],
)
def test_columns_have_many_names(tmp_path, header):
    assert read(tmp_path, header, "116,40").tracks[0].point_count() == 1


@pytest.mark.parametrize("title", ["ele", "海拔", "高程", "Altitude", "ele_m"])
def test_heights_have_many_names(tmp_path, title):
    points = read(tmp_path, f"lon,lat,{title}", "116,40,812").tracks[0].points()

    assert [point.ele_m for point in points] == [812.0]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_the_delimiter_is_found(tmp_path, delimiter):
    lines = [delimiter.join(row) for row in (("lon", "lat", "ele"), ("116", "40", "5"))]

    assert read(tmp_path, *lines).tracks[0].point_count() == 1


def test_columns_may_stand_in_any_order(tmp_path):
    points = read(tmp_path, "纬度,备注,经度", "40,x,116").tracks[0].points()

    assert [(point.lon, point.lat) for point in points] == [(116.0, 40.0)]


def test_a_table_of_gb18030_is_read(tmp_path):
    text = "名称,经度,纬度\n灵山,115.48,40.03\n百花山,115.6,39.8\n"

    found = read_text(tmp_path, "a.csv", text.encode("gb18030"))

    assert [waypoint.name for waypoint in found.waypoints] == ["灵山", "百花山"]
    assert found.encoding == "gb18030"


def test_a_byte_order_mark_does_not_hide_the_first_column(tmp_path):
    found = read_text(tmp_path, "a.csv", "\ufefflon,lat\n116,40\n")

    assert found.tracks[0].point_count() == 1


def test_short_rows_have_no_height(tmp_path):
    points = read(tmp_path, "lon,lat,ele", "116,40", "116.001,40,5").tracks[0].points()

    assert [point.ele_m for point in points] == [None, 5.0]


def test_quoted_fields_may_hold_delimiters_and_lines(tmp_path):
    found = read(tmp_path, "name,lon,lat", '"a, b",116,40', '"c ""d""",116.1,40')

    assert [waypoint.name for waypoint in found.waypoints] == ["a, b", 'c "d"']


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("x,40", "bad_number"),
        ("116,", "bad_number"),
        ("116", "bad_number"),
        ("40,116", "swapped_axes"),
        ("nan,40", "not_finite"),
    ],
)
def test_a_bad_row_is_refused_with_its_line(tmp_path, row, reason):
    error = refusal(tmp_path, "lon,lat", "116,40", "", row)

    assert (error.reason, error.line) == (reason, 4)


@pytest.mark.parametrize(
    "lines", [("hello",), ("lon", "116"), ("a,b", "1,2"), ("116,40", "116.1,40")]
)
def test_a_table_without_positions_is_refused(tmp_path, lines):
    error = refusal(tmp_path, *lines)

    assert (error.reason, error.line) == ("unsupported", 1)


def test_a_header_alone_is_an_empty_file(tmp_path):
    assert refusal(tmp_path, "lon,lat").reason == "empty"


def test_an_endless_field_is_refused(tmp_path):
    assert refusal(tmp_path, "lon,lat", '"' + "1" * 200_000).reason == "not_well_formed"


def test_positions_are_converted_from_the_stated_system(tmp_path):
    points = read(tmp_path, "x,y", "423250.175,4423324.968", crs="EPSG:4548").tracks[0].points()

    assert [(p.lon, p.lat) for p in points] == [pytest.approx((116.102009, 39.940647), abs=1e-7)]


def test_formulas_stay_text(tmp_path):
    found = read(tmp_path, "name,lon,lat", "=1+1,116,40", "b,116.1,40")

    assert found.waypoints[0].name == "=1+1"


def test_a_bad_time_is_left_out_with_a_warning(tmp_path):
    found = read(tmp_path, "lon,lat,time", "116,40,noon")

    assert codes(found) == ["bad_time"]
