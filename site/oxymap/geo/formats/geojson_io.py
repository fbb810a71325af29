"""Read lines and points from GeoJSON."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NoReturn

from oxymap.geo.formats.gpx import one_line
from oxymap.geo.formats.kml import NOT_A_LINE
from oxymap.geo.formats.result import Findings, TrackRefusedError
from oxymap.geo.formats.values import ValueReader
from oxymap.geo.track_model import Track, TrackPoint, TrackSegment, Waypoint
from oxymap.wording import N_, Say, say

Json = Mapping[str, object]

#: Property names that hold a feature's name and description.
_NAMES = ("name", "名称", "name:zh", "title", "标题")
_DESCRIPTIONS = ("description", "desc", "描述", "说明")
_EPSG = re.compile(r"EPSG:+(\d+)$", re.IGNORECASE)
_TYPES = {
    "FeatureCollection",
    "Feature",
    "GeometryCollection",
    "Point",
    "MultiPoint",
    "LineString",
    "MultiLineString",
    "Polygon",
    "MultiPolygon",
}


def parse_geojson(text: str) -> Json:
    """Parse a text as a GeoJSON object.

    Raises
    ------
    TrackRefusedError : not JSON (names the line), nested too deeply, with NaN or Infinity, or not
        GeoJSON.
    """
    try:
        document = json.loads(text, parse_constant=_refuse_constant)
    except json.JSONDecodeError as error:
        said = say(N_("the JSON is broken or cut off here (%(detail)s)"), detail=error.msg)
        raise TrackRefusedError("not_well_formed", said, line=error.lineno) from error
    except (RecursionError, ValueError) as error:
        # ValueError: a whole number of thousands of digits.
        said = say(N_("the JSON is nested too deeply or absurd"))
        raise TrackRefusedError("too_large", said) from error
    if isinstance(document, dict) and str(document.get("type")) in _TYPES:
        return document
    raise TrackRefusedError("unsupported", _why_not_geojson(document))


def declared_crs(document: Json) -> str | None:
    """Return the ``EPSG:n`` that a pre-RFC 7946 ``crs`` member names, unless it is WGS 84."""
    crs = document.get("crs")
    properties = crs.get("properties") if isinstance(crs, dict) else None
    name = properties.get("name") if isinstance(properties, dict) else None
    found = _EPSG.search(str(name))
    return f"EPSG:{found[1]}" if found and found[1] != "4326" else None


def read_geojson(document: Json, values: ValueReader, findings: Findings, text: str = "") -> None:
    """Collect the lines and points of a GeoJSON object; areas are left out with a warning.

    Parameters
    ----------
    document : FeatureCollection, Feature or geometry.
    values : reads positions and heights.
    findings : receives tracks, waypoints and warnings.
    text : the file, to name the line of a fault.

    Raises
    ------
    TrackRefusedError : a position or the nesting cannot be read.
    """
    try:
        for feature in _features(document):
            _read_feature(feature, values, findings)
    except TrackRefusedError as error:
        raise _located(error, text) from error
    except RecursionError as error:
        said = say(N_("the JSON is nested too deeply"))
        raise TrackRefusedError("too_large", said) from error


def _features(document: Json) -> Iterator[Json]:
    if document.get("type") == "FeatureCollection":
        for feature in _list(document.get("features")):
            yield _object(feature)
    elif document.get("type") == "Feature":
        yield document
    else:
        yield {"type": "Feature", "geometry": document, "properties": None}


def _read_feature(feature: Json, values: ValueReader, findings: Findings) -> None:
    if feature.get("geometry") is None:
        return
    properties = _object(feature.get("properties") or {})
    name, description = _first(properties, _NAMES), _first(properties, _DESCRIPTIONS)
    segments: list[TrackSegment] = []
    for kind, coordinates in _geometries(_object(feature["geometry"])):
        if kind == "LineString":
            segments.append(TrackSegment(tuple(_points(coordinates, values))))
        elif kind == "Point":
            point = _point(coordinates, values)
            waypoint = Waypoint(point.lon, point.lat, one_line(name), point.ele_m, description)
            findings.waypoints.append(waypoint)
        else:
            findings.warn_once("not_a_line", say(NOT_A_LINE))
    if segments:
        findings.tracks.append(Track(one_line(name), tuple(segments)))


def _geometries(geometry: Json) -> Iterator[tuple[str, object]]:
    """Yield (type, coordinates) of simple geometries; multi-geometries are taken apart."""
    kind = str(geometry.get("type"))
    if kind == "GeometryCollection":
        for member in _list(geometry.get("geometries")):
            yield from _geometries(_object(member))
    elif kind in {"MultiPoint", "MultiLineString"}:
        for part in _list(geometry.get("coordinates")):
            yield kind.removeprefix("Multi"), part
    else:
        yield kind, geometry.get("coordinates")


def _points(coordinates: object, values: ValueReader) -> Iterator[TrackPoint]:
    for position in _list(coordinates):
        yield _point(position, values)


def _point(position: object, values: ValueReader) -> TrackPoint:
    numbers = _list(position)
    if len(numbers) < 2:
        said = say(N_("%(value)s is not [lon, lat]"), value=f"{position!r:.40}")
        raise TrackRefusedError("bad_number", said)
    try:
        lon, lat = values.position(numbers[0], numbers[1])
    except TrackRefusedError as error:
        error.value = position
        raise
    return TrackPoint(lon, lat, values.height(numbers[2]) if len(numbers) > 2 else None)


def _located(error: TrackRefusedError, text: str) -> TrackRefusedError:
    """Return the error with the line on which its position stands, if it can be found."""
    numbers = error.value if isinstance(error.value, list) else []
    if len(numbers) < 2:
        return error
    # A file may write 39.90 where Python says 39.9.
    parts = [re.escape(json.dumps(number)) + "0*" for number in numbers[:2]]
    pattern = r"\[\s*" + r"\s*,\s*".join(parts)
    found = re.search(pattern, text)
    if found is None:
        return error
    line = text.count("\n", 0, found.start()) + 1
    return TrackRefusedError(error.reason, error.said, line=line, value=error.value)


def _first(properties: Json, keys: Sequence[str]) -> str:
    return next((str(properties[key]) for key in keys if properties.get(key) is not None), "")


def _list(value: object) -> list[object]:
    if not isinstance(value, list):
        template = N_("%(value)s stands where a list is expected")
        raise TrackRefusedError("unsupported", say(template, value=f"{value!r:.40}"))
    return value


def _object(value: object) -> Json:
    if not isinstance(value, dict):
        template = N_("%(value)s stands where an object is expected")
        raise TrackRefusedError("unsupported", say(template, value=f"{value!r:.40}"))
    return value


def _refuse_constant(name: str) -> NoReturn:
    said = say(N_("%(value)s is not a number that JSON knows"), value=name)
    raise TrackRefusedError("not_finite", said, value=name)


def _why_not_geojson(document: object) -> Say:
    values = list(document.values()) if isinstance(document, dict) else []
    if values and all(isinstance(value, list) for value in values):
        return say(
            N_(
                "this JSON is not GeoJSON: it looks like Vias shards, lists of [lat, lon, height] "
                "by way; export the way as GPX instead"
            )
        )
    return say(N_("this JSON is not GeoJSON: it has no 'type' of RFC 7946"))
