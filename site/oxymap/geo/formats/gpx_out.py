"""Write a track as GPX 1.1."""

from __future__ import annotations

from lxml import etree

from oxymap.geo.formats.xml_out import add, degrees, document, is_address, legal, metres
from oxymap.geo.track_model import Track, TrackPoint, Waypoint

NAMESPACE = "http://www.topografix.com/GPX/1/1"
_AUTHOR = "OxyMap"


def write_gpx(track: Track, *, name: str, description: str, link: str, licence: str) -> bytes:
    """Write a track as a GPX 1.1 file for hiking apps and receivers.

    Segments, heights and waypoints are kept. Times are left out: a published trail does not tell
    when somebody walked there.

    Parameters
    ----------
    track : the track, WGS 84.
    name, description : plain text in the reader's language.
    link : address of the trail's page.
    licence : address of the licence, or a sentence on the origin, which joins the description.

    Returns
    -------
    UTF-8 bytes.

    Source
    ------
    GPX 1.1 schema, https://www.topografix.com/GPX/1/1/ (order of elements).
    """
    root = etree.Element(
        f"{{{NAMESPACE}}}gpx", {"version": "1.1", "creator": _AUTHOR}, nsmap={None: NAMESPACE}
    )
    _metadata(root, name, description, link, licence)
    for waypoint in track.waypoints:
        _waypoint(root, waypoint)
    trk = add(root, "trk")
    add(trk, "name", name)
    for segment in track.segments:
        trkseg = add(trk, "trkseg")
        for point in segment.points:
            _position(trkseg, "trkpt", point)
    return document(root)


def _metadata(root: etree._Element, name: str, description: str, link: str, licence: str) -> None:
    licensed_by_address = is_address(licence)
    metadata = add(root, "metadata")
    add(metadata, "name", name)
    parts = [description] if licensed_by_address else [description, licence]
    add(metadata, "desc", "\n".join(part for part in parts if part))
    add(add(metadata, "author"), "name", _AUTHOR)
    copyright_ = add(metadata, "copyright", author=_AUTHOR)
    if licensed_by_address:
        add(copyright_, "license", licence)
    if link:
        add(add(metadata, "link", href=legal(link)), "text", name)


def _waypoint(root: etree._Element, waypoint: Waypoint) -> None:
    wpt = _position(root, "wpt", waypoint)
    if waypoint.name:
        add(wpt, "name", waypoint.name)
    if waypoint.description:
        add(wpt, "desc", waypoint.description)


def _position(parent: etree._Element, tag: str, point: TrackPoint | Waypoint) -> etree._Element:
    element = add(parent, tag, lat=degrees(point.lat), lon=degrees(point.lon))
    if point.ele_m is not None:
        add(element, "ele", metres(point.ele_m))
    return element
