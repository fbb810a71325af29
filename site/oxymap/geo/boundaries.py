"""Read the outlines of the three districts."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from oxymap.errors import InvalidDataError, Problem
from oxymap.geo.checks import wound

#: Administrative codes (GB/T 2260) of the districts, by our id.
DISTRICT_CODES = {"mentougou": "110109", "fangshan": "110111", "yanqing": "110119"}
#: The package stores hundred-thousandths of a degree.
_UNITS_PER_DEGREE = 100_000

Ring = list[tuple[float, float]]


def read_boundaries(file: Path | None = None) -> dict[str, dict[str, object]]:
    """Read the districts' outlines as GeoJSON geometries.

    Parameters
    ----------
    file : a GeoJSON FeatureCollection that the operator brings, one Polygon or MultiPolygon per
        district, WGS 84, with the district's id (``mentougou``, …) or code (``110109``, …) as the
        feature's ``id`` or its property ``id``, ``code`` or ``adcode``. None takes the package's.

    Returns
    -------
    MultiPolygon geometries by district id; (lon, lat) in WGS 84, right-hand winding, closed.

    Raises
    ------
    InvalidDataError : the file is not such a collection, or a district is missing.

    Source
    ------
    geotool-cn, generalised outlines; they fix no boundary and may be replaced
    (docs/methods.md, District outlines).
    """
    return _from_package() if file is None else _from_file(file)


def _from_package() -> dict[str, dict[str, object]]:
    # The outlines are read once per catalogue, so nothing else waits for this import.
    from GeoToolCN import GeoTool

    tool = GeoTool()
    try:
        # There is no public way to a polygon; the version is pinned and a test measures an area.
        reader = tool._data
        return {
            district: wound(_from_units(reader.geometry(reader.index_of(code, "district"))[1]))
            for district, code in DISTRICT_CODES.items()
        }
    finally:
        tool.close()


def _from_units(
    polygons: Iterable[Iterable[tuple[Iterable[float], Iterable[float]]]],
) -> dict[str, object]:
    coordinates = [[_ring(lons, lats) for lons, lats in polygon] for polygon in polygons]
    return {"type": "MultiPolygon", "coordinates": coordinates}


def _ring(lons: Iterable[float], lats: Iterable[float]) -> Ring:
    ring = [
        (lon / _UNITS_PER_DEGREE, lat / _UNITS_PER_DEGREE)
        for lon, lat in zip(lons, lats, strict=True)
    ]
    return ring if ring[0] == ring[-1] else [*ring, ring[0]]


def _from_file(file: Path) -> dict[str, dict[str, object]]:
    try:
        features = json.loads(file.read_text(encoding="utf-8"))["features"]
        found = {_district(feature): _multi_polygon(feature["geometry"]) for feature in features}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise _unusable(file, f"cannot be read as district outlines: {error!r}") from error
    missing = [district for district in DISTRICT_CODES if district not in found]
    if missing:
        raise _unusable(file, f"has no outline of {', '.join(missing)}")
    return {district: found[district] for district in DISTRICT_CODES}


def _district(feature: Mapping[str, object]) -> str:
    """Return the district's id, or an empty text for a feature that is something else."""
    properties = feature.get("properties")
    sources = [feature, properties if isinstance(properties, dict) else {}]
    marks = {str(source.get(key)) for source in sources for key in ("id", "code", "adcode")}
    for district, code in DISTRICT_CODES.items():
        if district in marks or code in marks:
            return district
    return ""


def _multi_polygon(geometry: Mapping[str, object]) -> dict[str, object]:
    coordinates = geometry["coordinates"]
    if geometry["type"] == "Polygon":
        coordinates = [coordinates]
    elif geometry["type"] != "MultiPolygon":
        raise ValueError(f"{geometry['type']!r} is no outline")
    return wound({"type": "MultiPolygon", "coordinates": coordinates})


def _unusable(file: Path, message: str) -> InvalidDataError:
    return InvalidDataError([Problem(file, 1, message)])
