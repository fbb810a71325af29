"""Write a track as KML 2.2."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from oxymap.geo.formats.xml_out import add, degrees, document, legal, metres
from oxymap.geo.track_model import Track, TrackPoint, Waypoint

NAMESPACE = "http://www.opengis.net/kml/2.2"
_ATOM = "http://www.w3.org/2005/Atom"
_AUTHOR = "OxyMap"
#: aabbggrr: the trail's red-brown, opaque.
_LINE_COLOUR = "ff1f4fc2"


def write_kml(track: Track, *, name: str, description: str, link: str, licence: str) -> bytes:
    """Write a track as a KML 2.2 file.

    Segments, heights and waypoints are kept, times are left out. The line lies on the ground: the
    heights are data, not a line in the air.

    Parameters
    ----------
    track : the track, WGS 84.
    name, description : plain text in the reader's language.
    link : address of the trail's page.
    licence : address of the licence or a sentence on the origin; joins the description.

    Returns
    -------
    UTF-8 bytes.

    Source
    ------
    OGC 07-147r2, KML 2.2.
    """
    root = etree.Element(f"{{{NAMESPACE}}}kml", nsmap={None: NAMESPACE, "atom": _ATOM})
    folder = add(root, "Document")
    add(folder, "name", name)
    author = etree.SubElement(folder, f"{{{_ATOM}}}author")
    etree.SubElement(author, f"{{{_ATOM}}}name").text = _AUTHOR
    if link:
        etree.SubElement(folder, f"{{{_ATOM}}}link", {"href": legal(link)})
    add(folder, "description", "\n".join(part for part in (description, licence) if part))
    _style(folder)
    _line(folder, track, name)
    for waypoint in track.waypoints:
        _waypoint(folder, waypoint)
    return document(root)


def _style(folder: etree._Element) -> None:
    line = add(add(folder, "Style", id="trail"), "LineStyle")
    add(line, "color", _LINE_COLOUR)
    add(line, "width", "4")


def _line(folder: etree._Element, track: Track, name: str) -> None:
    placemark = add(folder, "Placemark")
    add(placemark, "name", name)
    add(placemark, "styleUrl", "#trail")
    several = len(track.segments) > 1
    parent = add(placemark, "MultiGeometry") if several else placemark
    for segment in track.segments:
        line = add(parent, "LineString")
        add(line, "tessellate", "1")
        add(line, "coordinates", _coordinates(segment.points))


def _waypoint(folder: etree._Element, waypoint: Waypoint) -> None:
    placemark = add(folder, "Placemark")
    add(placemark, "name", waypoint.name)
    if waypoint.description:
        add(placemark, "description", waypoint.description)
    add(add(placemark, "Point"), "coordinates", _coordinates([waypoint]))


def _coordinates(points: Sequence[TrackPoint | Waypoint]) -> str:
    return " ".join(
        ",".join(
            [degrees(point.lon), degrees(point.lat)]
            + ([metres(point.ele_m)] if point.ele_m is not None else [])
        )
        for point in points
    )
