"""The facade: telling formats apart, limits, refusals."""

from __future__ import annotations

import pytest

from oxymap.errors import FormatError
from oxymap.geo.crs import wgs84_to_gcj02
from oxymap.geo.formats import reading
from oxymap.geo.formats.reading import SUFFIXES, TrackRefusedError, read_tracks
from tests.unit.geo.making import FIXTURES, codes, read_fixture, read_text, zipped

POINT = "<kml><Placemark><Point><coordinates>116,40</coordinates></Point></Placemark></kml>"
OTHER = POINT.replace("116,40", "115,40")


def refusal(file, **options):
    """Return the error that a file is refused with."""
    with pytest.raises(TrackRefusedError) as caught:
        read_tracks(file, **options)
    return caught.value


@pytest.mark.parametrize("suffix", [".gpx", ".kml", ".json", ".csv", ".txt", "", ".gpkg"])
def test_the_content_decides_and_not_the_name(tmp_path, suffix):
    text = (FIXTURES / "ridge.gpx").read_bytes()

    assert read_text(tmp_path, f"upload{suffix}", text).tracks == read_fixture("ridge.gpx").tracks


def test_every_format_has_a_suffix():
    assert set(SUFFIXES) == {
        ".gpx", ".kml", ".kmz", ".geojson", ".json", ".csv", ".gpkg", ".zip",
    }  # fmt: skip


@pytest.mark.parametrize("name", ["doc.kml", "jyl_tracks.kml", "线路/轨迹.kml", "A.KML"])
def test_a_kmz_may_call_its_member_anything(tmp_path, name):
    file = zipped(tmp_path / "a.kmz", {name: POINT, "images/a.png": "x"})

    assert read_tracks(file).waypoints[0].lon == 116.0


def test_doc_kml_comes_first_in_a_kmz(tmp_path):
    file = zipped(tmp_path / "a.kmz", {"a.kml": OTHER, "doc.kml": POINT})

    assert read_tracks(file).waypoints[0].lon == 116.0


def test_an_archive_of_something_else_is_refused(tmp_path):
    file = zipped(tmp_path / "a.zip", {"notes.txt": "hello"})

    assert refusal(file).reason == "unsupported"


def test_a_kmz_that_climbs_out_is_refused(tmp_path):
    assert refusal(zipped(tmp_path / "a.kmz", {"../doc.kml": POINT})).reason == "bad_archive"


def test_an_entity_in_a_kmz_is_refused(tmp_path):
    bomb = (FIXTURES / "external-entity.kml").read_text(encoding="utf-8")

    assert refusal(zipped(tmp_path / "a.kmz", {"doc.kml": bomb})).reason == "dtd"


@pytest.mark.parametrize("content", [b"", b" \n\t ", b"\xef\xbb\xbf"])
def test_an_empty_file_is_refused(tmp_path, content):
    file = tmp_path / "a.gpx"
    file.write_bytes(content)

    error = refusal(file)

    assert (error.reason, error.message) == ("empty", "the file is empty")


def test_other_xml_is_refused_with_its_name(tmp_path):
    file = tmp_path / "a.gpx"
    file.write_text("<?xml version='1.0'?>\n<TrainingCenterDatabase/>", encoding="utf-8")

    error = refusal(file)

    assert (error.reason, error.line) == ("unsupported", 2)
    assert "<TrainingCenterDatabase>" in error.message


def test_html_is_refused(tmp_path):
    file = tmp_path / "a.gpx"
    file.write_text("<!DOCTYPE html><html><body>404</body></html>", encoding="utf-8")

    assert refusal(file).reason == "dtd"


@pytest.mark.parametrize("name", ["walk.plt"])
def test_plt_is_refused_with_what_to_do(name):
    error = refusal(FIXTURES / name)

    assert error.reason == "unsupported"
    assert "heights are in feet" in error.message
    assert "GPX" in error.message


def test_plt_under_another_name_is_refused_too(tmp_path):
    file = tmp_path / "walk.csv"
    file.write_text("OziExplorer Track Point File Version 2.1\nWGS 84\n", encoding="utf-8")

    assert "PLT" in refusal(file).message


def test_a_file_that_is_too_large_is_not_even_opened(tmp_path, monkeypatch):
    monkeypatch.setattr(reading, "MAX_BYTES", 10)
    file = tmp_path / "a.gpx"
    file.write_bytes(b"x" * 11)

    assert refusal(file).reason == "too_large"


@pytest.mark.parametrize("crs", ["gps", "", "EPSG:999999"])
def test_an_unknown_reference_system_is_an_error(crs):
    with pytest.raises(FormatError):
        read_tracks(FIXTURES / "ridge.gpx", crs=crs)


@pytest.mark.parametrize("name", ["ridge.gpx", "gx-tracks.kml", "mixed.geojson", "log.csv"])
def test_every_format_is_converted_from_the_stated_datum(name):
    shifted = read_fixture(name, crs="gcj02").tracks[0].segments[0].points[0]
    plain = read_fixture(name).tracks[0].segments[0].points[0]

    there = wgs84_to_gcj02(shifted.lon, shifted.lat)
    assert there == pytest.approx((plain.lon, plain.lat), abs=1e-9)


def test_warnings_of_all_steps_come_together():
    found = read_fixture("ridge-gbk-says-utf8.gpx")

    assert codes(found) == ["false_encoding"]
    assert found.warnings[0].line == 1


def test_what_cannot_be_mended_is_refused_with_the_first_fault(tmp_path):
    file = tmp_path / "a.kml"
    file.write_text("<kml>\n<name>A & B</name>\n<Placemark>\n", encoding="utf-8")

    error = refusal(file)

    assert (error.reason, error.line) == ("not_well_formed", 2)


def test_a_document_type_is_not_mended_away(tmp_path):
    file = tmp_path / "a.kml"
    file.write_text("<!DOCTYPE kml><kml><name>A & B</name></kml>", encoding="utf-8")

    assert refusal(file).reason == "dtd"


@pytest.mark.parametrize(
    "content",
    [b"\x00\x01\x02\x03", b"\x89PNG\r\n\x1a\n", b"%PDF-1.7\n", b"MZ\x90\x00", b"\xff" * 50],
)
def test_other_files_are_refused(tmp_path, content):
    file = tmp_path / "a.gpx"
    file.write_bytes(content)

    assert refusal(file).reason in {"unsupported", "not_well_formed"}
