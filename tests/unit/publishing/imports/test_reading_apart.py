"""Every format is read within the limits of the child process."""

from __future__ import annotations

from pathlib import Path

import pytest

from oxymap.geo.surroundings import KnownPlace, Surroundings
from oxymap.publishing.imports import apart
from oxymap.publishing.imports.models import Report, takes_line
from oxymap.publishing.imports.wire import dump, report_from_json, tracks_from_json
from tests.unit.geo.formats.test_gis_files import LINE, saved, shapefile
from tests.unit.geo.making import FIXTURES, zipped
from tests.unit.publishing.imports.sampling import gpx, winding


def read(file: Path, around: Surroundings | None = None) -> Report:
    task = apart.Task(
        file.read_bytes(), file.suffix, "wgs84", dump(around or Surroundings()), wants_line=True
    )
    outcome = apart.read_apart(task, lambda _: True)
    assert outcome.refusal is None, outcome.refusal
    return report_from_json(outcome.report)


@pytest.mark.parametrize(
    ("name", "kind", "encoding"),
    [
        ("ridge.gpx", "GPX", "utf-8"),
        ("ridge-gbk.gpx", "GPX", "gb18030"),
        ("ridge-utf16.gpx", "GPX", "utf-16-le"),
        ("gx-tracks.kml", "KML", "utf-8"),
        ("mixed.geojson", "GeoJSON", "utf-8"),
        ("log.csv", "CSV", "utf-8"),
    ],
)
def test_text_formats_are_named(name: str, kind: str, encoding: str) -> None:
    report = read(FIXTURES / name)

    assert (report.format, report.encoding) == (kind, encoding)
    assert report.tracks


def test_a_geopackage_is_read_within_the_limits(tmp_path: Path) -> None:
    report = read(saved(tmp_path / "a.gpkg", "GPKG", [LINE]))

    assert (report.format, report.encoding) == ("GeoPackage", "binary")
    assert report.tracks[0].name == "步道"
    assert report.tracks[0].length_m == pytest.approx(1400, abs=20)


def test_a_shapefile_is_read_within_the_limits(tmp_path: Path) -> None:
    report = read(shapefile(tmp_path, LINE))

    assert (report.format, report.tracks[0].points) == ("Shapefile", 2)


def test_a_kmz_is_told_from_a_shapefile(tmp_path: Path) -> None:
    kml = (FIXTURES / "gx-tracks.kml").read_bytes()

    assert read(zipped(tmp_path / "a.kmz", {"sub/track.kml": kml})).format == "KMZ"


def test_a_waypoint_of_a_known_name_is_told(tmp_path: Path) -> None:
    file = tmp_path / "a.gpx"
    file.write_bytes(gpx(winding(), waypoints=[("石头村", 115.8, 39.99), ("泉", 115.8, 39.99)]))
    place = KnownPlace("stone-village", "石头村", "Stone", 115.8, 39.99, 20.0, names=("石头村",))

    report = read(file, Surroundings(places=(place,)))

    assert [one.known for one in report.waypoints] == ["stone-village", None]


def test_what_was_read_comes_with_the_report(tmp_path: Path) -> None:
    data = gpx(winding())
    task = apart.Task(data, ".gpx", "wgs84", dump(Surroundings()), wants_line=True)

    outcome = apart.read_apart(task, lambda _: True)
    (track,), waypoints = tracks_from_json(outcome.tracks)

    assert (track.name, track.point_count(), waypoints) == ("Walk", 60, ())


def test_the_reading_is_watched_stage_by_stage() -> None:
    seen: list[str] = []
    task = apart.Task(gpx(winding(30_000)), ".gpx", "wgs84", dump(Surroundings()), wants_line=True)

    apart.read_apart(task, lambda stage: seen.append(stage) or True)

    assert set(seen) <= {"", "reading", "measuring", "comparing"}
    assert "reading" in seen


def test_who_looks_away_ends_the_reading() -> None:
    task = apart.Task(gpx(winding(30_000)), ".gpx", "wgs84", dump(Surroundings()), wants_line=True)

    with pytest.raises(apart.LostError):
        apart.read_apart(task, lambda _: False)


@pytest.mark.parametrize(("layer", "line"), [("trails", True), ("villages", False)])
def test_layers_take_lines_or_points(layer: str, line: bool) -> None:
    assert takes_line(layer) is line
