"""Read KML 2.2 with its gx extensions."""

from __future__ import annotations

import re
from collections.abc import Iterator

from oxymap.geo.formats.gpx import one_line
from oxymap.geo.formats.result import Findings, TrackRefusedError
from oxymap.geo.formats.values import ValueReader
from oxymap.geo.formats.xml_tree import Node
from oxymap.geo.track_model import Track, TrackPoint, TrackSegment, Waypoint
from oxymap.wording import N_, say

NOT_A_LINE = N_("areas are not tracks and were left out")
#: Numbers between commas; some writers put blanks after the commas. One more than there may be.
_TUPLE = re.compile(r"[^\s,]+(?:\s*,\s*[^\s,]*){0,3}")


def read_kml(root: Node, values: ValueReader, findings: Findings) -> None:
    """Collect lines and points of all placemarks, at any depth.

    The lines of one placemark (MultiGeometry, gx:MultiTrack) become the segments of one track.
    Polygons are left out with a warning, links to other files are never followed.

    Parameters
    ----------
    root : the ``kml`` element.
    values : reads positions, heights and times.
    findings : receives tracks, waypoints and warnings.

    Raises
    ------
    TrackRefusedError : a position cannot be read; names the line.
    """
    for link in root.every("NetworkLink"):
        findings.warn_once(
            "network_link", say(N_("links to other files are not followed")), link.line
        )
    for placemark in root.every("Placemark"):
        _read_placemark(placemark, values, findings)


def _read_placemark(placemark: Node, values: ValueReader, findings: Findings) -> None:
    name = one_line(placemark.child_text("name"))
    description = placemark.child_text("description")
    segments = []
    for node in placemark.every("LineString", "Track", "Point", "Polygon"):
        if node.tag == "Polygon":
            findings.warn_once("not_a_line", say(NOT_A_LINE), node.line)
        elif node.tag == "Point":
            for point in _coordinates(node, values):
                waypoint = Waypoint(point.lon, point.lat, name, point.ele_m, description)
                findings.waypoints.append(waypoint)
        else:
            read = _timed_points if node.tag == "Track" else _coordinates
            segments.append(TrackSegment(tuple(read(node, values))))
    if segments:
        findings.tracks.append(Track(name, tuple(segments)))


def _coordinates(node: Node, values: ValueReader) -> Iterator[TrackPoint]:
    """Yield the points of a geometry's ``coordinates``; an empty one has none."""
    coordinates = node.child("coordinates")
    if coordinates is None:
        return
    line, counted_to = coordinates.line, 0
    for found in _TUPLE.finditer(coordinates.text):
        line += coordinates.text.count("\n", counted_to, found.start())
        counted_to = found.start()
        yield _point([part.strip() for part in found[0].split(",")], values, line)


def _timed_points(node: Node, values: ValueReader) -> Iterator[TrackPoint]:
    """Yield the points of a gx:Track; times only if there is one for each point."""
    coords = [child for child in node.children if child.tag == "coord"]
    whens = [child for child in node.children if child.tag == "when"]
    for number, coord in enumerate(coords):
        # The extension allows an empty coord for a moment without a position.
        if not coord.text.strip():
            continue
        point = _point(coord.text.split(), values, coord.line)
        if len(whens) == len(coords):
            time = values.time(whens[number].text.strip(), whens[number].line)
            point = TrackPoint(point.lon, point.lat, point.ele_m, time)
        yield point


def _point(parts: list[str], values: ValueReader, line: int) -> TrackPoint:
    if not 2 <= len(parts) <= 3:
        template = N_("%(value)s is not lon,lat[,height]")
        said = say(template, value=f"{','.join(parts)!r:.40}")
        raise TrackRefusedError("bad_number", said, line=line)
    lon, lat = values.position(parts[0], parts[1], line)
    return TrackPoint(lon, lat, values.height(parts[2], line) if len(parts) > 2 else None)
