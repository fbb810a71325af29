"""Put a received line, or a point, into an object's feature; its texts stay."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from shapely.geometry import Point, shape

from oxymap.errors import InvalidInputError
from oxymap.geo.datum_evidence import plain
from oxymap.geo.distances import distance_m
from oxymap.geo.track_model import Track, TrackPoint, Waypoint
from oxymap.publishing.imports.models import WaypointSummary
from oxymap.wording import N_, say

Json = dict[str, Any]
#: What a hand-held receiver reaches under open sky.
RECORDED_PRECISION_M = 15.0
#: Waypoints further from the line than this belong to another part of the file.
_BESIDE_M = 300.0
_MOST_WAYPOINTS = 60
_BORDER_DEG = 0.02
_LON_LAT_DIGITS, _ELE_DIGITS = 7, 2


def with_track(
    feature: Json,
    track: Track,
    waypoints: Iterable[tuple[Waypoint, Mapping[str, str] | None]],
    *,
    filename: str,
    districts: Mapping[str, Mapping[str, object]],
    is_trail: bool,
) -> Json:
    """Return the feature with the track as its line.

    Parameters
    ----------
    waypoints : those of the file, with the names of the published place if it is one.
    districts : outlines by id; an object without a district gets the one where it starts.

    Raises
    ------
    InvalidInputError : nothing of the track is left (field ``track``).
    """
    geometry = line_of(track)
    properties = _positioned(feature, filename)
    if is_trail:
        properties["line"] = "recorded"
        added = [pair for pair in waypoints if pair[0].name and _is_beside(pair[0], track)]
        merged = _merged_waypoints(properties.get("waypoints") or [], added[:_MOST_WAYPOINTS])
        if merged:
            properties["waypoints"] = merged
    first = next(track.points())
    _fill_district(properties, (first.lon, first.lat), districts)
    return {**feature, "geometry": geometry, "properties": properties}


def with_point(
    feature: Json,
    waypoint: Waypoint,
    *,
    filename: str,
    districts: Mapping[str, Mapping[str, object]],
) -> Json:
    """Return the feature with the waypoint as its position."""
    properties = _positioned(feature, filename)
    _fill_district(properties, (waypoint.lon, waypoint.lat), districts)
    position = [round(waypoint.lon, _LON_LAT_DIGITS), round(waypoint.lat, _LON_LAT_DIGITS)]
    geometry = {"type": "Point", "coordinates": position}
    return {**feature, "geometry": geometry, "properties": properties}


def line_of(track: Track) -> Json:
    """Return a track as a LineString, or as a MultiLineString when it has breaks.

    Positions are [lon, lat, height], to a centimetre; a position that repeats the one before is
    left out.

    Raises
    ------
    InvalidInputError : no part has two positions (field ``track``).
    """
    parts = [_positions(segment.points) for segment in track.segments]
    parts = [part for part in parts if len(part) > 1]
    if not parts:
        said = say(N_("Nothing of this track is left: no part of it has two points."))
        raise InvalidInputError(said, field="track")
    if len(parts) == 1:
        return {"type": "LineString", "coordinates": parts[0]}
    return {"type": "MultiLineString", "coordinates": parts}


def waypoint_names(
    waypoints: Sequence[Waypoint],
    summaries: Sequence[WaypointSummary],
    names: Mapping[str, Mapping[str, str]],
) -> Iterator[tuple[Waypoint, Mapping[str, str] | None]]:
    """Yield each waypoint with the names of the place that it was found to be."""
    for waypoint, summary in zip(waypoints, summaries, strict=True):
        yield waypoint, names.get(summary.known) if summary.known else None


def _positioned(feature: Json, filename: str) -> Json:
    properties = dict(feature.get("properties") or {})
    properties["position"] = {
        "source": f"Recording {filename}",
        "method": "gps",
        "precision_m": RECORDED_PRECISION_M,
        "verified": False,
    }
    return properties


def _positions(points: Iterable[TrackPoint]) -> list[list[float]]:
    found: list[list[float]] = []
    for point in points:
        height = [] if point.ele_m is None else [round(point.ele_m, _ELE_DIGITS)]
        position = [round(point.lon, _LON_LAT_DIGITS), round(point.lat, _LON_LAT_DIGITS)]
        if not found or found[-1][:2] != position:
            found.append([*position, *height])
    return found


def _is_beside(waypoint: Waypoint, track: Track) -> bool:
    where = waypoint.lon, waypoint.lat
    return any(
        abs(point.lat - where[1]) < 0.003 and distance_m((point.lon, point.lat), where) <= _BESIDE_M
        for point in track.points()
    )


def _merged_waypoints(
    before: Sequence[Json], added: Iterable[tuple[Waypoint, Mapping[str, str] | None]]
) -> list[Json]:
    """Return the old waypoints, moved where the file has them too, then the new ones."""
    merged = [dict(one) for one in before]
    by_name = {
        plain(str(name)): one for one in merged for name in (one.get("name") or {}).values() if name
    }
    for waypoint, names in added:
        known = by_name.get(plain(waypoint.name))
        if known is None:
            known = {"name": dict(names) if names else _name(waypoint.name)}
            by_name[plain(waypoint.name)] = known
            merged.append(known)
        known["lon"] = round(waypoint.lon, _LON_LAT_DIGITS)
        known["lat"] = round(waypoint.lat, _LON_LAT_DIGITS)
        if waypoint.ele_m is not None:
            known["ele_m"] = round(waypoint.ele_m, _ELE_DIGITS)
    return merged


def _name(name: str) -> dict[str, str]:
    # The other language is for a person to write; a name in ASCII may stand in both.
    return {"zh": name, "en": name if name.isascii() else ""}


def _fill_district(
    properties: Json, start: tuple[float, float], districts: Mapping[str, Mapping[str, object]]
) -> None:
    if properties.get("district") or not districts:
        return
    distances = [(shape(dict(one)).distance(Point(start)), name) for name, one in districts.items()]
    distance, nearest = min(distances)
    if distance <= _BORDER_DEG:
        properties["district"] = nearest
