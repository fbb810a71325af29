"""Take from the catalogue what a recording is compared with."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from oxymap.catalogue.models import PLACE_LAYERS, Place
from oxymap.catalogue.snapshot import Catalogue
from oxymap.geo.surroundings import KnownPlace, KnownTrail, Line, Surroundings

#: Coarser places say nothing about a recording.
_PRECISE_M = 300.0


def surroundings_of(catalogue: Catalogue, own: str | None) -> Surroundings:
    """Return the published places and trails that are known well, and the districts.

    Parameters
    ----------
    own : id of the object that the recording is for.
    """
    return Surroundings(
        places=tuple(_places(catalogue)),
        trails=tuple(_trails(catalogue)),
        districts=catalogue.boundaries,
        own=own,
    )


def _places(catalogue: Catalogue) -> Iterator[KnownPlace]:
    for layer in PLACE_LAYERS:
        for place in catalogue.layer(layer):
            precision = place.properties.position.precision_m
            if place.point is None or precision is None or precision > _PRECISE_M:
                continue
            lon, lat = place.point
            name = place.properties.name
            names = (name.zh, name.en, *place.properties.aliases)
            ele_m = place.properties.ele_m
            yield KnownPlace(place.id, name.zh, name.en, lon, lat, precision, ele_m, names)


def _trails(catalogue: Catalogue) -> Iterator[KnownTrail]:
    for place in catalogue.layer("trails"):
        precision = place.properties.position.precision_m
        lines = _lines(place)
        if lines and precision is not None:
            yield KnownTrail(
                id=place.id,
                zh=place.properties.name.zh,
                en=place.properties.name.en,
                lines=lines,
                precision_m=precision,
                recorded=place.properties.line == "recorded",
                marks=tuple((one.lon, one.lat) for one in place.properties.waypoints),
            )


def _lines(place: Place) -> tuple[Line, ...]:
    parts: Any = place.coordinates
    if place.geometry_type == "LineString":
        parts = (parts,)
    elif place.geometry_type != "MultiLineString":
        return ()
    return tuple(tuple((float(p[0]), float(p[1])) for p in part) for part in parts)
