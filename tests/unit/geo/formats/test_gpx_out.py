"""GPX out."""

from __future__ import annotations

import subprocess
import sys

import gpxpy
import pytest
from hypothesis import given
from lxml import etree

from oxymap.geo.formats.gpx import read_gpx
from oxymap.geo.formats.gpx_out import NAMESPACE, write_gpx
from oxymap.geo.formats.result import Findings
from oxymap.geo.formats.values import ValueReader
from oxymap.geo.formats.xml_tree import parse
from oxymap.geo.track_model import Waypoint
from oxymap.geo.tracks import measures
from tests.unit.geo.making import ABOUT, northwards, recorded, track, tracks

HUT = Waypoint(115.801, 39.951, "亭 & <茶>", 905.5, "歇脚处")
WALK = track(
    northwards((0, 900), (100, 912.34)), northwards((300, None), (400, 950)), waypoints=[HUT]
)


def read_back(data):
    """Read a file's tracks and waypoints without mending anything."""
    findings = Findings()
    read_gpx(parse(data.decode()), ValueReader("wgs84", findings), findings)
    return findings


def written(**changes):
    """Return the root element of the written walk."""
    return etree.fromstring(write_gpx(WALK, **{**ABOUT, **changes}))


def text(root, path):
    """Return the text at a path of GPX names."""
    return root.findtext("/".join(f"{{{NAMESPACE}}}{tag}" for tag in path.split("/")))


def test_an_independent_reader_finds_the_same_points():
    gpx = gpxpy.parse(write_gpx(WALK, **ABOUT).decode())

    points = [
        (round(point.longitude, 6), round(point.latitude, 6), point.elevation)
        for segment in gpx.tracks[0].segments
        for point in segment.points
    ]
    assert points == [(p.lon, pytest.approx(p.lat, abs=1e-6), p.ele_m) for p in WALK.points()]


def test_an_independent_reader_finds_the_metadata():
    gpx = gpxpy.parse(write_gpx(WALK, **ABOUT).decode())

    assert (gpx.version, gpx.name, gpx.description) == ("1.1", "百花山环线", "一条测试线路。")
    assert (gpx.author_name, gpx.copyright_author) == ("OxyMap", "OxyMap")
    assert (gpx.link, gpx.copyright_license) == (ABOUT["link"], ABOUT["licence"])


def test_gdal_reads_the_tracks_and_waypoints(tmp_path):
    file = tmp_path / "a.gpx"
    file.write_bytes(write_gpx(WALK, **ABOUT))
    program = (
        "import sys, pyogrio\n"
        "print([pyogrio.read_info(sys.argv[1], layer=layer, force_feature_count=True)['features']"
        " for layer in ('tracks', 'track_points', 'waypoints')])"
    )

    done = subprocess.run(
        [sys.executable, "-c", program, str(file)], capture_output=True, text=True, check=True
    )

    assert done.stdout.strip() == "[1, 4, 1]"


def test_segments_are_kept():
    (found,) = read_back(write_gpx(WALK, **ABOUT)).tracks

    assert [len(segment.points) for segment in found.segments] == [2, 2]


def test_waypoints_are_kept_with_any_characters():
    assert read_back(write_gpx(WALK, **ABOUT)).waypoints == [HUT]


def test_a_waypoint_may_have_no_name():
    bare = track(northwards((0, None)), waypoints=[Waypoint(115.8, 39.95)])

    assert read_back(write_gpx(bare, **ABOUT)).waypoints == [Waypoint(115.8, 39.95)]


def test_times_are_not_published():
    assert b"<time>" not in write_gpx(track(recorded((0, 0), (50, 40))), **ABOUT)


def test_the_metadata_stand_in_the_order_of_the_schema():
    (metadata,) = written().findall(f"{{{NAMESPACE}}}metadata")

    tags = [etree.QName(child).localname for child in metadata]
    assert tags == ["name", "desc", "author", "copyright", "link"]


def test_waypoints_stand_before_tracks():
    assert [etree.QName(child).localname for child in written()] == ["metadata", "wpt", "trk"]


def test_a_licence_that_is_a_sentence_joins_the_description():
    root = written(licence="线位依据公开资料绘制")

    assert text(root, "metadata/desc") == "一条测试线路。\n线位依据公开资料绘制"
    assert text(root, "metadata/copyright/license") is None


def test_without_a_link_there_is_none():
    assert text(written(link=""), "metadata/link/text") is None


@pytest.mark.parametrize("name", ["灵山\x00", "<script>", "]]>", "&amp;"])
def test_any_name_can_be_written(name):
    assert text(written(name=name), "trk/name") == name.replace("\x00", "")


def test_the_same_track_gives_the_same_bytes():
    assert write_gpx(WALK, **ABOUT) == write_gpx(WALK, **ABOUT)


@given(tracks())
def test_a_round_trip_keeps_length_and_heights(walk):
    (found,) = read_back(write_gpx(walk, **ABOUT)).tracks

    assert measures(found).length_m == pytest.approx(measures(walk).length_m, rel=1e-3)
    assert [p.ele_m for p in found.points()] == [p.ele_m for p in walk.points()]
    assert len(found.segments) == len(walk.segments)
