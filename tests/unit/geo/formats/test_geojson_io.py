"""GeoJSON in."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oxymap.geo.formats.geojson_io import declared_crs, parse_geojson, read_geojson
from oxymap.geo.formats.result import Findings, TrackRefusedError
from oxymap.geo.formats.values import ValueReader
from oxymap.geo.track_model import Waypoint
from tests.unit.geo.making import codes, read_fixture, read_text

LINE = [[115.80, 39.90], [115.81, 39.91]]


def read(folder, document):
    """Read a GeoJSON object."""
    text = document if isinstance(document, str) else json.dumps(document)
    return read_text(folder, "a.geojson", text)


def refusal(folder, document):
    """Return the error that a document is refused with."""
    with pytest.raises(TrackRefusedError) as caught:
        read(folder, document)
    return caught.value


def test_a_multi_line_is_a_track_of_segments():
    (track,) = read_fixture("mixed.geojson").tracks

    assert track.name == "步道"
    assert [len(segment.points) for segment in track.segments] == [2, 2]


def test_heights_are_read_where_they_are():
    (track,) = read_fixture("mixed.geojson").tracks

    assert [point.ele_m for point in track.points()] == [800, 810, None, None]


def test_points_are_waypoints():
    assert read_fixture("mixed.geojson").waypoints == (
        Waypoint(115.81, 39.90, "亭", None, "木亭"),
        Waypoint(115.82, 39.90, "", 812.0),
    )


def test_areas_are_left_out_with_a_warning():
    assert codes(read_fixture("mixed.geojson")) == ["not_a_line"]


@pytest.mark.parametrize(
    "document",
    [
        {"type": "LineString", "coordinates": LINE},
        {"type": "MultiLineString", "coordinates": [LINE]},
        {"type": "Feature", "geometry": {"type": "LineString", "coordinates": LINE}},
        {
            "type": "GeometryCollection",
            "geometries": [{"type": "LineString", "coordinates": LINE}],
        },
    ],
)
def test_bare_geometries_and_features_are_read(tmp_path, document):
    (track,) = read(tmp_path, document).tracks

    assert [[point.lon, point.lat] for point in track.points()] == LINE


def test_several_points_are_several_waypoints(tmp_path):
    found = read(tmp_path, {"type": "MultiPoint", "coordinates": LINE})

    assert len(found.waypoints) == 2


def test_exchanged_axes_are_refused_with_their_line():
    with pytest.raises(TrackRefusedError) as caught:
        read_fixture("swapped-axes.geojson")

    assert (caught.value.reason, caught.value.line) == ("swapped_axes", 4)


def test_a_fault_in_the_middle_is_found(tmp_path):
    text = '{"type": "LineString", "coordinates": [\n[115.8, 39.9],\n[115.80,\n null]]}'

    error = refusal(tmp_path, text)

    assert (error.reason, error.line) == ("bad_number", 3)


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e400"])
def test_numbers_must_be_finite(tmp_path, number):
    error = refusal(tmp_path, f'{{"type": "Point", "coordinates": [115.8, {number}]}}')

    assert error.reason == "not_finite"


@pytest.mark.parametrize(
    ("text", "line"), [("{", 1), ('{"type":\n', 2), ('{\n"type": "Point",\n}', 3)]
)
def test_broken_json_is_refused_with_its_line(tmp_path, text, line):
    error = refusal(tmp_path, text)

    assert (error.reason, error.line) == ("not_well_formed", line)


@pytest.mark.parametrize("depth", [100_000, 900])
def test_json_that_is_too_deep_is_refused(tmp_path, depth):
    opening = '{"type": "GeometryCollection", "geometries": ['
    error = refusal(tmp_path, opening * depth + "]}" * depth)

    assert error.reason == "too_large"


def test_a_number_of_a_million_digits_is_refused(tmp_path):
    text = '{"type": "Point", "coordinates": [' + "1" * 1_000_000 + ", 40]}"

    assert refusal(tmp_path, text).reason == "too_large"


@pytest.mark.parametrize(
    "document",
    [
        [],
        [1, 2],
        {},
        {"type": "Topology"},
        {"type": ["Point"]},
        {"features": []},
    ],
)
def test_other_json_is_refused(tmp_path, document):
    error = refusal(tmp_path, document)

    assert error.reason == "unsupported"
    assert "is not GeoJSON" in error.message


def test_vias_shards_are_refused_with_what_to_do():
    with pytest.raises(TrackRefusedError, match=r"lists of \[lat, lon, height\].*export") as caught:
        read_fixture("vias.json")

    assert caught.value.reason == "unsupported"


@pytest.mark.parametrize(
    "document",
    [
        {"type": "FeatureCollection", "features": {}},
        {"type": "FeatureCollection", "features": [5]},
        {"type": "Feature", "geometry": "POINT (1 1)"},
        {"type": "Feature", "geometry": {"type": "Point"}, "properties": [1]},
        {"type": "LineString", "coordinates": 5},
        {"type": "LineString", "coordinates": [5, 6]},
        {"type": "MultiLineString", "coordinates": [[5]]},
        {"type": "GeometryCollection", "geometries": [None]},
    ],
)
def test_nesting_that_does_not_fit_is_refused(tmp_path, document):
    assert refusal(tmp_path, document).reason == "unsupported"


def test_a_position_of_one_number_is_refused(tmp_path):
    assert refusal(tmp_path, {"type": "Point", "coordinates": [115.8]}).reason == "bad_number"


@pytest.mark.parametrize("document", [{"type": "FeatureCollection", "features": []}])
def test_an_empty_collection_is_refused(tmp_path, document):
    assert refusal(tmp_path, document).reason == "empty"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("urn:ogc:def:crs:EPSG::4548", "EPSG:4548"),
        ("EPSG:4490", "EPSG:4490"),
        ("urn:ogc:def:crs:EPSG::4326", None),
        ("urn:ogc:def:crs:OGC:1.3:CRS84", None),
        (None, None),
    ],
)
def test_a_named_system_is_recognised(name, expected):
    document = {"type": "FeatureCollection", "crs": {"properties": {"name": name}}}

    assert declared_crs(document) == expected


@pytest.mark.parametrize("crs", [None, "EPSG:4548", {"properties": None}, {}])
def test_odd_systems_are_no_systems(crs):
    assert declared_crs({"type": "Point", "crs": crs}) is None


def test_a_named_system_is_converted(tmp_path):
    document = {
        "type": "Point",
        "coordinates": [423250.175, 4423324.968],
        "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::4548"}},
    }

    (waypoint,) = read(tmp_path, document).waypoints

    assert (waypoint.lon, waypoint.lat) == pytest.approx((116.102009, 39.940647), abs=1e-7)


WORDS = ["type", "coordinates", "geometry", "features", "properties", "geometries"]
TYPES = ["Point", "LineString", "Polygon", "Feature", "FeatureCollection", "GeometryCollection"]
JSON = st.recursive(
    st.none() | st.booleans() | st.floats(-200, 200) | st.sampled_from(TYPES),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(WORDS), inner, max_size=4)
    ),
    max_leaves=15,
)


@given(st.dictionaries(st.sampled_from(WORDS), JSON), st.sampled_from(TYPES))
def test_any_json_is_read_or_refused(members, kind):
    text = json.dumps({**members, "type": kind})
    findings = Findings()

    try:
        read_geojson(parse_geojson(text), ValueReader("wgs84", findings), findings, text)
    except TrackRefusedError as error:
        assert error.reason in {"unsupported", "bad_number", "swapped_axes", "out_of_range"}


@given(JSON)
def test_any_json_is_geojson_or_refused(document):
    try:
        assert parse_geojson(json.dumps(document))["type"] in TYPES
    except TrackRefusedError as error:
        assert error.reason == "unsupported"
