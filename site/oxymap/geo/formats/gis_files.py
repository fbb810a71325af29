"""Read GeoPackages and zipped Shapefiles, in a process that can do no harm."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from oxymap.geo.formats import gdal_child
from oxymap.geo.formats.archives import Archive
from oxymap.geo.formats.geojson_io import read_geojson
from oxymap.geo.formats.result import (
    MAX_POINTS,
    TOO_MANY_POINTS,
    Findings,
    TrackRefusedError,
)
from oxymap.geo.formats.values import ValueReader
from oxymap.wording import N_, say

_TIMEOUT_S = 40
_SHIFTED = ("gcj02", "bd09")
#: What belongs to a Shapefile and is of use to us.
_SHAPEFILE_PARTS = (".shp", ".shx", ".dbf", ".prj", ".cpg")
_SHP_MAGIC = b"\x00\x00\x27\x0a"
_GPKG_MAGIC = b"SQLite format 3\x00"


def is_geopackage(data: bytes) -> bool:
    """Tell whether a file's first bytes are those of an SQLite database."""
    return data.startswith(_GPKG_MAGIC)


def read_geopackage(data: bytes, crs: str, findings: Findings) -> None:
    """Collect the lines and points of all layers of a GeoPackage.

    Parameters
    ----------
    data : the file.
    crs : reference system of layers that name none; ``gcj02`` and ``bd09`` hold for all layers,
        for those datums have no name that a file could give.
    findings : receives tracks, waypoints and warnings.

    Raises
    ------
    TrackRefusedError : the file or a position cannot be read.
    """
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "upload.gpkg")
        file.write_bytes(data)
        _collect(_read_apart(file, "GPKG"), crs, findings)


def read_shapefile(archive: Archive, crs: str, findings: Findings) -> None:
    """Collect the lines and points of the one Shapefile in an archive.

    Parameters and errors as for `read_geopackage`; also refused are two Shapefiles at once.
    """
    shapefiles = archive.names(".shp")
    if len(shapefiles) != 1:
        template = N_("the archive holds %(count)s Shapefiles: please upload them one by one")
        raise TrackRefusedError("unsupported", say(template, count=len(shapefiles)))
    stem = shapefiles[0][: -len(".shp")].lower()
    with tempfile.TemporaryDirectory() as folder:
        for suffix in _SHAPEFILE_PARTS:
            for name in archive.names(suffix):
                if name.lower() == stem + suffix:
                    Path(folder, "upload" + suffix).write_bytes(archive.read(name))
        file = Path(folder, "upload.shp")
        if not file.read_bytes().startswith(_SHP_MAGIC):
            raise _unreadable("Shapefile")
        _collect(_read_apart(file, "ESRI Shapefile"), crs, findings)


def _collect(layers: list[Mapping[str, object]], crs: str, findings: Findings) -> None:
    for layer in layers:
        known = layer["in_wgs84"] and crs.strip().lower() not in _SHIFTED
        values = ValueReader("wgs84" if known else crs, findings)
        collection = {"type": "FeatureCollection", "features": layer["features"]}
        read_geojson(collection, values, findings)


def _read_apart(file: Path, driver: str) -> list[Mapping[str, object]]:
    """Run `gdal_child` on a file and return the layers that it printed."""
    command = [sys.executable, "-I", gdal_child.__file__, str(file), driver, str(MAX_POINTS)]
    # Only what is listed here is known to GDAL; above all no proxy, no home, no search path.
    environment = {"PROJ_NETWORK": "OFF", "OPENBLAS_NUM_THREADS": "1", "LC_ALL": "C.UTF-8"}
    try:
        done = subprocess.run(
            command,
            cwd=file.parent,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_TIMEOUT_S,
            check=True,
        )
        answer = json.loads(done.stdout)
    except (subprocess.SubprocessError, ValueError) as error:
        raise _unreadable(driver) from error
    if "too_large" in answer:
        raise TrackRefusedError("too_large", say(TOO_MANY_POINTS, count=MAX_POINTS))
    layers: list[Mapping[str, object]] = answer["layers"]
    return layers


def _unreadable(kind: str) -> TrackRefusedError:
    template = N_("the file cannot be read as %(kind)s; is it complete?")
    return TrackRefusedError("unreadable", say(template, kind=kind))
