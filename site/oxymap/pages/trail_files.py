"""A trail as a file: GPX, KML, GeoJSON."""

from __future__ import annotations

from oxymap.catalogue.models import Place
from oxymap.errors import NotFoundError
from oxymap.geo.formats.geojson_out import write_geojson
from oxymap.geo.formats.gpx_out import write_gpx
from oxymap.geo.formats.kml_out import write_kml
from oxymap.pages.edition import Edition
from oxymap.pages.measures import trail_track
from oxymap.pages.trail_page import DOWNLOADS, has_files, line_text

#: Media types by suffix.
TYPES = {suffix: media_type for suffix, _, media_type in DOWNLOADS}


def trail_file(edition: Edition, place: Place, suffix: str) -> bytes:
    """Return a trail as a file, with heights where it has them.

    Parameters
    ----------
    suffix : ``gpx`` (1.1), ``kml`` (2.2) or ``geojson``.

    Raises
    ------
    NotFoundError : the trail has no line, or is closed.
    """
    track = trail_track(place)
    if track is None or not has_files(place):
        raise NotFoundError(f"The trail {place.id!r} has no line to download.", place.id)
    said = {
        "name": edition.name(place),
        "description": f"{place.properties.summary[edition.lang]} {line_text(edition, place)}",
        "link": edition.settings.base_url + edition.urls.trail(place.id),
        "licence": place.properties.position.source,
    }
    if suffix == "gpx":
        return write_gpx(track, **said)
    if suffix == "kml":
        return write_kml(track, **said)
    return write_geojson(track, id=place.id, **said)
