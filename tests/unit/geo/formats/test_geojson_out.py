"""GeoJSON out."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from shapely.geometry import shape

from oxymap.geo.formats.geojson_io import parse_geojson, read_geojson
from oxymap.geo.formats.geojson_out import track_geometry, write_geojson
from oxymap.geo.formats.result import Findings
from oxymap.geo.formats.values import ValueReader
from oxymap.geo.tracks import measures
from tests.unit.geo.making import ABOUT, northwards, recorded, track, tracks

ONE = track(northwards((0, 900), (100, 912.34)))
TWO = track(northwards((0, 900), (100, 910)), northwards((300, None), (400, None)))


def feature(walk=ONE):
    """Return the written Feature."""
    return json.loads(write_geojson(walk, id="baihuashan", **ABOUT))


def test_the_feature_has_the_members_of_the_standard():
    found = feature()

    assert list(found) == ["type", "id", "bbox", "geometry", "properties"]
    assert (found["type"], found["id"]) == ("Feature", "baihuashan")


def test_the_properties_say_what_it_is():
    assert feature()["properties"] == ABOUT


def test_one_segment_is_a_line():
    found = feature()["geometry"]

    assert found["type"] == "LineString"
    assert found["coordinates"][0] == [115.8, 39.95, 900.0]


def test_several_segments_are_a_multi_line():
    found = feature(TWO)["geometry"]

    assert found["type"] == "MultiLineString"
    assert [len(line) for line in found["coordinates"]] == [2, 2]


def test_points_without_heights_have_two_numbers():
    assert feature(TWO)["geometry"]["coordinates"][1][0] == pytest.approx(
        [115.8, 39.9527], abs=1e-4
    )


def test_a_segment_of_one_point_is_no_line():
    found = track_geometry(track(northwards((0, 900)), northwards((100, 900), (200, 900))))

    assert found["type"] == "LineString"


def test_the_box_is_two_dimensional_and_around_the_line():
    found = feature(TWO)

    assert found["bbox"] == pytest.approx(shape(found["geometry"]).bounds, abs=1e-6)


def test_times_are_not_published():
    assert b"2026" not in write_geojson(track(recorded((0, 0), (50, 40))), id="a", **ABOUT)


def test_chinese_stays_readable():
    assert "百花山环线".encode() in write_geojson(ONE, id="a", **ABOUT)


@given(tracks())
def test_a_round_trip_keeps_length_and_heights(walk):
    findings = Findings()
    document = parse_geojson(write_geojson(walk, id="a", **ABOUT).decode())
    read_geojson(document, ValueReader("wgs84", findings), findings)

    (found,) = findings.tracks
    assert measures(found).length_m == pytest.approx(measures(walk).length_m, rel=1e-3)
    assert [p.ele_m for p in found.points()] == [p.ele_m for p in walk.points()]
    assert len(found.segments) == len(walk.segments)
