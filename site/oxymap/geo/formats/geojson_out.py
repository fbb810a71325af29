"""Write a track as GeoJSON."""

from __future__ import annotations

import json
from collections.abc import Sequence

from oxymap.geo.formats.xml_out import COORDINATE_DIGITS
from oxymap.geo.track_model import Track, TrackPoint


def write_geojson(
    track: Track, *, id: str, name: str, description: str, link: str, licence: str
) -> bytes:
    """Write a track as one GeoJSON Feature.

    One segment becomes a LineString, several a MultiLineString. Heights are kept, times and
    waypoints are not.

    Parameters
    ----------
    track : the track, WGS 84, at least one segment of two points.
    id : the trail's slug.
    name, description : plain text in the reader's language.
    link : address of the trail's page.
    licence : address of the licence or a sentence on the origin.

    Returns
    -------
    UTF-8 bytes.

    Source
    ------
    RFC 7946, sections 3.1.4, 3.1.5, 3.2 and 5.
    """
    properties = {"name": name, "description": description, "link": link, "licence": licence}
    feature = {
        "type": "Feature",
        "id": id,
        "bbox": track.bbox(),
        "geometry": track_geometry(track),
        "properties": properties,
    }
    return json.dumps(feature, ensure_ascii=False).encode() + b"\n"


def track_geometry(track: Track) -> dict[str, object]:
    """Return a track's GeoJSON geometry: (lon, lat[, ele_m]) in WGS 84."""
    # A line needs two positions (RFC 7946, 3.1.4).
    lines = [_line(segment.points) for segment in track.segments if len(segment.points) > 1]
    if len(lines) == 1:
        return {"type": "LineString", "coordinates": lines[0]}
    return {"type": "MultiLineString", "coordinates": lines}


def _line(points: Sequence[TrackPoint]) -> list[list[float]]:
    return [_position(point) for point in points]


def _position(point: TrackPoint) -> list[float]:
    position = [round(point.lon, COORDINATE_DIGITS), round(point.lat, COORDINATE_DIGITS)]
    return position if point.ele_m is None else [*position, round(point.ele_m, 2)]
