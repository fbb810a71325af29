"""GeoPackages and Shapefiles: what is read, and what must not be."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
from pathlib import Path

import numpy as np
import pytest
import shapely
from pyogrio.raw import write

from oxymap.geo.crs import wgs84_to_gcj02
from oxymap.geo.formats import gdal_child, gis_files
from oxymap.geo.formats.archives import Archive
from oxymap.geo.formats.gis_files import read_geopackage, read_shapefile
from oxymap.geo.formats.reading import read_tracks
from oxymap.geo.formats.result import Findings, TrackRefusedError
from tests.unit.geo.making import zipped

LINE = shapely.LineString([(115.80, 39.90, 800.0), (115.81, 39.91, 810.0)])
EASTINGS = shapely.LineString([(423250.175, 4423324.968), (423350.175, 4423324.968)])
#: A VRT names another file; GDAL opens it by its content, whatever its own name is.
VRT = (
    '<OGRVRTDataSource><OGRVRTLayer name="upload"><SrcDataSource>{path}</SrcDataSource>'
    '<GeometryField encoding="PointFromColumns" x="lon" y="lat"/>'
    "</OGRVRTLayer></OGRVRTDataSource>"
)
WFS = (
    "<OGRWFSDataSource><URL>http://127.0.0.1:{port}/wfs</URL></OGRWFSDataSource>"
    "<!-- SERVICE=WFS -->"
)


def saved(file, driver, shapes, *, names=None, crs="EPSG:4326", **options):
    """Write shapes with names into a GIS file and return its path."""
    write(
        file,
        geometry=np.array([shapely.to_wkb(shape) for shape in shapes], dtype=object),
        field_data=[np.array(names or ["步道"] * len(shapes), dtype=object)],
        fields=["名称"],
        geometry_type=shapes[0].geom_type + (" Z" if shapes[0].has_z else ""),
        crs=crs,
        driver=driver,
        **options,
    )
    return file


def shapefile(folder, *shapes, leave_out=(), encoding="UTF-8", **options):
    """Return an archive with a Shapefile of shapes."""
    saved(folder / "trail.shp", "ESRI Shapefile", shapes, encoding=encoding, **options)
    members = {
        part.name: part.read_bytes()
        for part in folder.glob("trail.*")
        if part.suffix not in leave_out
    }
    return zipped(folder / "upload.zip", members)


def positions(result):
    """List (lon, lat, height) of the first track."""
    return [(point.lon, point.lat, point.ele_m) for point in result.tracks[0].points()]


def test_a_geopackage_is_read(tmp_path):
    found = read_tracks(saved(tmp_path / "a.gpkg", "GPKG", [LINE]))

    assert positions(found) == [(115.80, 39.90, 800.0), (115.81, 39.91, 810.0)]
    assert (found.tracks[0].name, found.encoding) == ("步道", "binary")


def test_all_layers_of_a_geopackage_are_read(tmp_path):
    file = saved(tmp_path / "a.gpkg", "GPKG", [LINE], layer="one")
    saved(file, "GPKG", [shapely.Point(115.8, 39.9)], layer="two", append=True)

    found = read_tracks(file)

    assert (len(found.tracks), len(found.waypoints)) == (1, 1)


def test_a_shapefile_is_read(tmp_path):
    found = read_tracks(shapefile(tmp_path, LINE))

    assert positions(found) == [(115.80, 39.90, 800.0), (115.81, 39.91, 810.0)]
    assert found.tracks[0].name == "步道"


def test_a_shapefile_in_a_folder_is_read(tmp_path):
    saved(tmp_path / "trail.shp", "ESRI Shapefile", [LINE])
    members = {f"线路/{part.name}": part.read_bytes() for part in tmp_path.glob("trail.*")}

    assert len(read_tracks(zipped(tmp_path / "upload.zip", members)).tracks) == 1


def test_a_chinese_table_that_does_not_say_its_encoding_is_read(tmp_path):
    found = read_tracks(shapefile(tmp_path, LINE, encoding="GBK", leave_out={".cpg"}))

    assert found.tracks[0].name == "步道"


def test_a_shapefile_without_a_table_is_read(tmp_path):
    found = read_tracks(shapefile(tmp_path, LINE, leave_out={".dbf", ".cpg"}))

    assert found.tracks[0].name == ""


def test_the_files_own_system_is_converted(tmp_path):
    found = read_tracks(saved(tmp_path / "a.gpkg", "GPKG", [EASTINGS], crs="EPSG:4548"))

    assert positions(found)[0][:2] == pytest.approx((116.102009, 39.940647), abs=1e-7)


def test_heights_survive_the_conversion(tmp_path):
    steep = shapely.LineString([(423250.175, 4423324.968, 812.0), (423350.0, 4423324.0, 815.0)])

    found = read_tracks(saved(tmp_path / "a.gpkg", "GPKG", [steep], crs="EPSG:4548"))

    assert [ele_m for _, _, ele_m in positions(found)] == [812.0, 815.0]


def test_without_a_system_the_stated_one_holds(tmp_path):
    file = shapefile(tmp_path, EASTINGS, leave_out={".prj"}, crs="EPSG:4548")

    found = read_tracks(file, crs="EPSG:4548")

    assert positions(found)[0][:2] == pytest.approx((116.102009, 39.940647), abs=1e-7)


def test_without_a_system_and_a_statement_eastings_are_refused(tmp_path):
    file = shapefile(tmp_path, EASTINGS, leave_out={".prj"}, crs="EPSG:4548")

    with pytest.raises(TrackRefusedError) as caught:
        read_tracks(file)

    assert caught.value.reason == "out_of_range"


def test_a_shifted_datum_holds_whatever_the_file_says(tmp_path):
    shifted = shapely.LineString([wgs84_to_gcj02(115.8, 39.9), wgs84_to_gcj02(115.81, 39.9)])

    found = read_tracks(saved(tmp_path / "a.gpkg", "GPKG", [shifted]), crs="gcj02")

    assert positions(found)[0][:2] == pytest.approx((115.8, 39.9), abs=1e-9)


def test_areas_are_refused_as_such(tmp_path):
    file = saved(tmp_path / "a.gpkg", "GPKG", [shapely.box(115.8, 39.9, 115.9, 40)])

    with pytest.raises(TrackRefusedError, match="areas are not tracks"):
        read_tracks(file)


def test_two_shapefiles_at_once_are_refused(tmp_path):
    file = zipped(tmp_path / "a.zip", {"a.shp": "", "b.shp": ""})

    with pytest.raises(TrackRefusedError, match="2 Shapefiles") as caught:
        read_tracks(file)

    assert caught.value.reason == "unsupported"


def test_too_many_points_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(gis_files, "MAX_POINTS", 1)

    with pytest.raises(TrackRefusedError) as caught:
        read_tracks(saved(tmp_path / "a.gpkg", "GPKG", [LINE]))

    assert caught.value.reason == "too_large"


@pytest.mark.parametrize("data", [b"SQLite format 3\x00", b"SQLite format 3\x00" + b"x" * 5000])
def test_a_damaged_geopackage_is_refused(data):
    with pytest.raises(TrackRefusedError) as caught:
        read_geopackage(data, "wgs84", Findings())

    assert caught.value.reason == "unreadable"


def test_a_child_that_takes_too_long_is_ended(tmp_path, monkeypatch):
    monkeypatch.setattr(gis_files, "_TIMEOUT_S", 0.01)

    with pytest.raises(TrackRefusedError) as caught:
        read_tracks(saved(tmp_path / "a.gpkg", "GPKG", [LINE]))

    assert caught.value.reason == "unreadable"


def test_a_vrt_that_calls_itself_a_shapefile_is_refused(tmp_path):
    secret = tmp_path / "secret.csv"
    secret.write_text("lon,lat,password\n115.8,39.9,sesame\n", encoding="utf-8")
    file = zipped(tmp_path / "a.zip", {"a.shp": VRT.format(path=secret)})

    with Archive(file) as archive, pytest.raises(TrackRefusedError) as caught:
        read_shapefile(archive, "wgs84", Findings())

    assert caught.value.reason == "unreadable"


@pytest.mark.parametrize("suffix", [".gpkg", ".gpx", ".kml", ".geojson", ".csv", ".zip"])
def test_a_vrt_is_refused_under_any_name(tmp_path, suffix):
    secret = tmp_path / "secret.csv"
    secret.write_text("lon,lat\n115.8,39.9\n", encoding="utf-8")
    file = tmp_path / f"upload{suffix}"
    file.write_text(VRT.format(path=secret), encoding="utf-8")

    with pytest.raises(TrackRefusedError) as caught:
        read_tracks(file)

    assert caught.value.reason == "unsupported"


def child(file, driver):
    """Run the child on a file as `gis_files` does and return what it printed."""
    return subprocess.run(
        [sys.executable, "-I", gdal_child.__file__, str(file), driver, "1000"],
        env={"LC_ALL": "C.UTF-8"},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("driver", ["GPKG", "ESRI Shapefile"])
def test_gdal_itself_does_not_open_a_vrt_in_the_child(tmp_path, driver):
    secret = tmp_path / "secret.csv"
    secret.write_text("lon,lat,password\n115.8,39.9,sesame\n", encoding="utf-8")
    file = tmp_path / "upload.shp"
    file.write_text(VRT.format(path=secret), encoding="utf-8")

    done = child(file, driver)

    assert done.returncode != 0
    assert "sesame" not in done.stdout


def test_gdal_in_the_child_calls_nobody(tmp_path):
    listener = socket.create_server(("127.0.0.1", 0))
    listener.settimeout(10)
    calls = []
    thread = threading.Thread(target=_count_calls, args=(listener, calls), daemon=True)
    thread.start()
    file = tmp_path / "upload.gpkg"
    file.write_text(WFS.format(port=listener.getsockname()[1]), encoding="utf-8")

    done = child(file, "GPKG")
    listener.close()

    assert done.returncode != 0
    assert calls == []


def _count_calls(listener, calls):
    try:
        connection, _ = listener.accept()
    except OSError:
        return
    calls.append(1)
    connection.close()


def test_the_child_refuses_to_work_with_other_drivers(tmp_path):
    file = saved(tmp_path / "a.gpkg", "GPKG", [LINE])

    done = subprocess.run(
        [sys.executable, "-I", gdal_child.__file__, str(file), "GPKG", "1000"],
        env={"GDAL_SKIP": "VRT"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode != 0
    assert "drivers that it must not have" in done.stderr


def test_the_child_knows_nothing_of_our_environment(tmp_path, monkeypatch):
    monkeypatch.setenv("OXYMAP_SECRET", "sesame")
    seen = {}

    def run(*_, env, **__):
        seen.update(env)
        raise subprocess.SubprocessError

    monkeypatch.setattr(subprocess, "run", run)

    with pytest.raises(TrackRefusedError):
        read_tracks(saved(tmp_path / "a.gpkg", "GPKG", [LINE]))

    assert set(seen) == {"PROJ_NETWORK", "OPENBLAS_NUM_THREADS", "LC_ALL"}


def test_the_upload_is_gone_afterwards(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    file = saved(tmp_path / "a.gpkg", "GPKG", [LINE])

    read_tracks(file)

    assert os.listdir(tmp_path) == ["a.gpkg"]  # noqa: PTH208 -- names are what is compared


def layers(file, max_points=1000):
    """Read layers in this process, as the child does in its own."""
    return list(gdal_child.read_layers(Path(file), max_points))


def test_the_child_gives_features_with_names(tmp_path):
    (layer,) = layers(saved(tmp_path / "a.gpkg", "GPKG", [LINE], names=["甲"]))

    assert layer["in_wgs84"] is True
    assert layer["features"][0]["properties"] == {"name": "甲"}
    assert layer["features"][0]["geometry"]["type"] == "LineString"


def test_the_child_passes_over_empty_shapes(tmp_path):
    empty = shapely.LineString()
    file = saved(tmp_path / "a.gpkg", "GPKG", [shapely.force_2d(LINE), empty])

    (layer,) = layers(file)

    assert len(layer["features"]) == 1


def test_the_child_converts_into_wgs84(tmp_path):
    (layer,) = layers(saved(tmp_path / "a.gpkg", "GPKG", [EASTINGS], crs="EPSG:4548"))

    first = layer["features"][0]["geometry"]["coordinates"][0]
    assert first == pytest.approx([116.102009, 39.940647], abs=1e-7)


def test_the_child_counts_points_over_all_layers(tmp_path):
    file = saved(tmp_path / "a.gpkg", "GPKG", [LINE], layer="one")
    saved(file, "GPKG", [LINE], layer="two", append=True)

    with pytest.raises(OverflowError):
        layers(file, max_points=3)


def test_the_child_says_when_a_layer_has_no_system(tmp_path):
    saved(tmp_path / "a.shp", "ESRI Shapefile", [LINE])
    (tmp_path / "a.prj").unlink()

    (layer,) = layers(tmp_path / "a.shp")

    assert layer["in_wgs84"] is False
