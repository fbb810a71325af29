"""Read GPX 1.0 and 1.1, tolerant of what apps write."""

from __future__ import annotations

from collections.abc import Sequence

from oxymap.geo.formats.result import Findings
from oxymap.geo.formats.values import ValueReader
from oxymap.geo.formats.xml_tree import Node
from oxymap.geo.track_model import Track, TrackPoint, TrackSegment, Waypoint


def read_gpx(root: Node, values: ValueReader, findings: Findings) -> None:
    """Collect tracks, routes (as tracks of one segment) and waypoints.

    Elements in the wrong place, of no namespace or of unknown names do no harm.

    Parameters
    ----------
    root : the ``gpx`` element.
    values : reads positions, heights and times.
    findings : receives tracks, waypoints and warnings.

    Raises
    ------
    TrackRefusedError : a position cannot be read; names the line.
    """
    for node in root.every("trk"):
        runs = [child for child in node.children if child.tag == "trkseg"] or [node]
        points = [_points(run, "trkpt", values) for run in runs]
        findings.tracks.append(_track(node, points))
    for node in root.every("rte"):
        findings.tracks.append(_track(node, [_points(node, "rtept", values)]))
    for node in root.every("wpt"):
        findings.waypoints.append(_waypoint(node, values))


def _track(node: Node, runs: Sequence[tuple[TrackPoint, ...]]) -> Track:
    return Track(one_line(node.child_text("name")), tuple(TrackSegment(points) for points in runs))


def _points(parent: Node, tag: str, values: ValueReader) -> tuple[TrackPoint, ...]:
    return tuple(_point(node, values) for node in parent.children if node.tag == tag)


def _point(node: Node, values: ValueReader) -> TrackPoint:
    lon, lat = _position(node, values)
    ele_m = values.height(node.child_text("ele"), node.line)
    return TrackPoint(lon, lat, ele_m, values.time(node.child_text("time"), node.line))


def _waypoint(node: Node, values: ValueReader) -> Waypoint:
    lon, lat = _position(node, values)
    return Waypoint(
        lon,
        lat,
        name=one_line(node.child_text("name")),
        ele_m=values.height(node.child_text("ele"), node.line),
        description=node.child_text("desc") or node.child_text("cmt"),
    )


def _position(node: Node, values: ValueReader) -> tuple[float, float]:
    return values.position(node.attributes.get("lon"), node.attributes.get("lat"), node.line)


def one_line(text: str) -> str:
    """Return a name with its line breaks and runs of blanks as single blanks."""
    return " ".join(text.split())
