"""What a received file is, as far as its first bytes and its members tell."""

from __future__ import annotations

import zipfile
from pathlib import Path

from oxymap.geo.formats.gis_files import is_geopackage
from oxymap.geo.formats.text import decode

_START_BYTES = 4000


def format_of(path: Path) -> str:
    """Return the name of a file's format; the file has been read without an error."""
    with path.open("rb") as file:
        start = file.read(_START_BYTES)
    if start.startswith(b"PK"):
        with zipfile.ZipFile(path) as archive:
            names = [name.lower() for name in archive.namelist()]
        return "KMZ" if any(name.endswith(".kml") for name in names) else "Shapefile"
    if is_geopackage(start):
        return "GeoPackage"
    text = decode(start).text.lstrip().lower()
    if text.startswith("<"):
        return "KML" if "<kml" in text or "earth.google" in text else "GPX"
    return "GeoJSON" if text.startswith(("{", "[")) else "CSV"
