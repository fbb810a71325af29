"""Read an uploaded track file of any supported format."""

from __future__ import annotations

from pathlib import Path

from oxymap.geo.formats.archives import Archive
from oxymap.geo.formats.cleaning import clean
from oxymap.geo.formats.geojson_io import declared_crs, parse_geojson, read_geojson
from oxymap.geo.formats.gis_files import is_geopackage, read_geopackage, read_shapefile
from oxymap.geo.formats.gpx import read_gpx
from oxymap.geo.formats.kml import read_kml
from oxymap.geo.formats.result import (
    MAX_BYTES,
    Findings,
    ReadResult,
    ReadWarning,
    TrackRefusedError,
)
from oxymap.geo.formats.table import read_table
from oxymap.geo.formats.text import decode
from oxymap.geo.formats.values import ValueReader
from oxymap.geo.formats.xml_tree import Node, mended, parse
from oxymap.wording import N_, say

__all__ = ["ReadResult", "ReadWarning", "TrackRefusedError", "read_tracks"]

#: File names that the upload form may offer; the content decides, not the name.
SUFFIXES = (".gpx", ".kml", ".kmz", ".geojson", ".json", ".csv", ".gpkg", ".zip")
_PLT_MARKS = ("geolife trajectory", "oziexplorer track point file")


def read_tracks(path: Path, *, crs: str = "wgs84") -> ReadResult:
    """Read the tracks and waypoints of an uploaded file, believing nothing in it.

    Formats are told by content: GPX 1.0 and 1.1, KML, KMZ, GeoJSON, CSV, GeoPackage, zipped
    Shapefile. At most 50 MB and 200 000 points.

    Parameters
    ----------
    path : the file; its name matters only for telling formats that are refused.
    crs : reference system of the positions as the person who uploads states it: ``wgs84``,
        ``cgcs2000``, ``gcj02``, ``bd09`` or ``EPSG:n``. A projected system that a GIS file or
        GeoJSON names itself takes the place of ``wgs84``.

    Returns
    -------
    Tracks and waypoints in WGS 84, with a warning for everything mended or left out.

    Raises
    ------
    TrackRefusedError : the file cannot be read; has a reason, a message and mostly a line.
    FormatError : `crs` is unknown.

    Source
    ------
    docs/methods.md, Uploads.
    """
    if path.stat().st_size > MAX_BYTES:
        template = N_("the file is larger than %(megabytes)s MB")
        raise TrackRefusedError("too_large", say(template, megabytes=MAX_BYTES // 1024 // 1024))
    data = path.read_bytes()
    findings = Findings()
    if data.startswith(b"PK"):
        encoding = _read_archive(path, crs, findings)
    elif is_geopackage(data):
        read_geopackage(data, crs, findings)
        encoding = "binary"
    else:
        encoding = _read_text(data, path.suffix.lower(), crs, findings)
    clean(findings)
    return ReadResult(
        tuple(findings.tracks), tuple(findings.waypoints), tuple(findings.warnings), encoding
    )


def _read_archive(path: Path, crs: str, findings: Findings) -> str:
    with Archive(path) as archive:
        kml_names = archive.names(".kml")
        if kml_names:
            main = next((name for name in kml_names if name.endswith("doc.kml")), kml_names[0])
            return _read_text(archive.read(main), ".kml", crs, findings)
        if archive.names(".shp"):
            read_shapefile(archive, crs, findings)
            return "binary"
    said = say(N_("the archive holds neither a KML file nor a Shapefile"))
    raise TrackRefusedError("unsupported", said)


def _read_text(data: bytes, suffix: str, crs: str, findings: Findings) -> str:
    decoded = decode(data)
    findings.warnings.extend(decoded.warnings)
    start = decoded.text[:2000].lstrip()
    if not start:
        raise TrackRefusedError("empty", say(N_("the file is empty")))
    if start.startswith("<"):
        _read_xml(decoded.text, crs, findings)
    elif start[0] in "{[":
        _read_json(decoded.text, crs, findings)
    elif suffix == ".plt" or any(mark in start.lower() for mark in _PLT_MARKS):
        template = N_("PLT files are not read (their heights are in feet): please save as GPX")
        raise TrackRefusedError("unsupported", say(template))
    else:
        read_table(decoded.text, ValueReader(crs, findings), findings)
    return decoded.encoding


def _read_json(text: str, crs: str, findings: Findings) -> None:
    document = parse_geojson(text)
    named = declared_crs(document) if crs.strip().lower() == "wgs84" else None
    read_geojson(document, ValueReader(named or crs, findings), findings, text)


def _read_xml(text: str, crs: str, findings: Findings) -> None:
    root = _parse_or_mend(text, findings)
    values = ValueReader(crs, findings)
    if root.tag == "gpx":
        read_gpx(root, values, findings)
    elif root.tag == "kml":
        read_kml(root, values, findings)
    else:
        said = say(N_("the XML is neither GPX nor KML but <%(tag)s>"), tag=root.tag[:40])
        raise TrackRefusedError("unsupported", said, line=root.line)


def _parse_or_mend(text: str, findings: Findings) -> Node:
    try:
        return parse(text)
    except TrackRefusedError as error:
        better = mended(text)
        if error.reason != "not_well_formed" or better == text:
            raise
        try:
            root = parse(better)
        except TrackRefusedError:
            raise error from None
        findings.warn("mended_xml", say(N_("the XML was broken and has been mended")), error.line)
        return root
