"""Recordings from other people's projects: each is read sanely or refused with a reason.

They may not be published, so they are not in this repository; without them the tests are skipped.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from oxymap.geo.formats.reading import TrackRefusedError, read_tracks
from oxymap.geo.tracks import measures

SAMPLES = Path(os.environ.get("SAMPLE_TRACKS", Path(__file__).parents[5] / "shared" / "tracks"))

#: File: tracks, points in them, waypoints, length in metres of all tracks.
READ = {
    "2bulu_style_raw_html_unescaped_amp.kml": (1, 57, 1, 1893),
    "ezgpx_garmin_etrex32_hike_error_1.gpx": (1, 1550, 0, 43412),
    "ezgpx_invalid_schema.gpx": (2, 4, 0, 6),
    "ezgpx_river_run.kmz": (1, 203, 0, 13294),
    "gpxpy_cerknicko-jezero-without-elevations.gpx": (7, 296, 7, 4536),
    "gpxpy_cerknicko-jezero.gpx": (7, 296, 7, 4536),
    "gpxpy_gpx1.0_with_all_fields.gpx": (3, 6, 2, 465779),
    "gpxpy_gpx1.1_with_extensions_without_namespaces.gpx": (0, 0, 1, 0),
    "gpxpy_route.gpx": (1, 55, 0, 6691),
    "gpxpy_track-with-empty-segment.gpx": (1, 9, 0, 86),
    "gpxpy_unicode_with_bom.gpx": (0, 0, 1, 0),
    "jyl_points.kmz": (0, 0, 849, 0),
    "jyl_tracks.kmz": (1, 849, 0, 4703),
    "prettygpx_diagonale_des_fous.gpx": (1, 40718, 0, 167322),
    "route2_gbk_but_says_utf8.gpx": (1, 57, 0, 1893),
    "route2_gbk_declared.gpx": (1, 57, 0, 1893),
    "route2_utf16le_bom.gpx": (1, 57, 0, 1893),
    "shangfangshan_poi.geojson": (0, 0, 4, 0),
    "shangfangshan_route2.gpx": (1, 57, 0, 1893),
    "shangfangshan_track.gpx": (1, 46, 0, 2243),
    "togeojson_cdata.kml": (0, 0, 1, 0),
    "togeojson_gxmultitrack.kml": (1, 26, 2, 27),
    "togeojson_gxtrack.kml": (1, 7, 0, 527),
    "togeojson_multigeometry.kml": (1, 4, 0, 50),
    "togeojson_trek.gpx": (1, 120, 0, 5031),
    "togeojson_wpt.gpx": (0, 0, 40, 0),
}
#: File: reason, line.
REFUSED = {
    "route2_latlon_swapped.gpx": ("swapped_axes", 14),
    "route2_truncated.gpx": ("not_well_formed", 165),
    "tianye_beijing-water.geojson": ("too_many_tracks", None),
    "togeojson_bad.gpx": ("bad_number", 5),
    "togeojson_bad.kml": ("bad_number", 5),
    "togeojson_ground_overlay.kml": ("empty", None),
    "togeojson_networklink.kml": ("empty", None),
    "togeojson_null_geometry.kml": ("empty", None),
    "vias_osm-w659656629_partial.json": ("unsupported", None),
}
#: File: the codes of its warnings.
WARNED = {
    "2bulu_style_raw_html_unescaped_amp.kml": {"mended_xml"},
    "ezgpx_garmin_etrex32_hike_error_1.gpx": {"jumps"},
    "ezgpx_river_run.kmz": {"zero_heights"},
    "gpxpy_cerknicko-jezero.gpx": {"empty_track", "jumps"},
    "jyl_points.kmz": {"null_island"},
    "jyl_tracks.kmz": set(),
    "prettygpx_diagonale_des_fous.gpx": set(),
    "route2_gbk_but_says_utf8.gpx": {"false_encoding"},
    "route2_gbk_declared.gpx": set(),
    "route2_utf16le_bom.gpx": set(),
    "shangfangshan_route2.gpx": set(),
    "shangfangshan_track.gpx": set(),
    "togeojson_multigeometry.kml": {"zero_heights"},
}

pytestmark = pytest.mark.skipif(
    not SAMPLES.is_dir(), reason="the sample tracks are not on this machine (SAMPLE_TRACKS)"
)


@pytest.mark.parametrize("name", READ)
def test_a_sample_is_read(name):
    found = read_tracks(SAMPLES / name)

    length_m = sum(measures(track).length_m for track in found.tracks)
    points = sum(track.point_count() for track in found.tracks)
    assert (len(found.tracks), points, len(found.waypoints)) == READ[name][:3]
    assert length_m == pytest.approx(READ[name][3], abs=1)


@pytest.mark.parametrize("name", REFUSED)
def test_a_sample_is_refused_with_reason_and_line(name):
    with pytest.raises(TrackRefusedError) as caught:
        read_tracks(SAMPLES / name)

    assert (caught.value.reason, caught.value.line) == REFUSED[name]
    assert len(caught.value.message) > 20


@pytest.mark.parametrize("name", WARNED)
def test_a_sample_is_warned_of(name):
    found = read_tracks(SAMPLES / name)

    assert {warning.code for warning in found.warnings} == WARNED[name]


def test_every_sample_is_expected():
    assert {file.name for file in SAMPLES.iterdir()} == {*READ, *REFUSED}


def test_the_encodings_of_one_walk_read_alike():
    names = ["route2_gbk_but_says_utf8.gpx", "route2_gbk_declared.gpx", "route2_utf16le_bom.gpx"]

    found = {read_tracks(SAMPLES / name).tracks for name in names}

    assert len(found) == 1
    assert "上方山" in found.pop()[0].name


def test_the_survey_of_the_beacon_tower_has_its_heights():
    (track,) = read_tracks(SAMPLES / "jyl_tracks.kmz").tracks

    found = measures(track)

    assert (found.min_ele_m, found.max_ele_m) == (850, 1181)
    assert found.ascent_m == pytest.approx(325, abs=5)
    assert 90 < found.walking_time_min < 120


def test_the_long_race_climbs_as_much_as_it_is_known_for():
    (track,) = read_tracks(SAMPLES / "prettygpx_diagonale_des_fous.gpx").tracks

    assert measures(track).ascent_m == pytest.approx(9500, rel=0.05)


def test_two_false_points_at_the_end_are_not_measured():
    (track,) = read_tracks(SAMPLES / "ezgpx_garmin_etrex32_hike_error_1.gpx").tracks

    west, south, east, north = measures(track).bbox

    assert east - west < 0.5
    assert north - south < 0.5


def test_names_lose_their_raw_line_breaks():
    names = [waypoint.name for waypoint in read_tracks(SAMPLES / "jyl_points.kmz").waypoints]

    assert any("&&" in name for name in names)
    assert not any("\r" in name or "\n" in name for name in names)
