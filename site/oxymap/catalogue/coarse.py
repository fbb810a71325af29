"""Keep the places of protected animals, and of the cameras that watch them, to a coarse grid.

What is published never says more, whatever the files say: layers, maps, pages and downloads are
all made from the catalogue, and the catalogue holds only what comes out of here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from oxymap.catalogue.geodata import PlacedFile
from oxymap.catalogue.models import Place, Position
from oxymap.geo.coarse import CELL_PRECISION_M, coarsened

#: Never what the file says: a source may name the spot.
_SOURCE = "Put on a coarse grid, so that nobody finds protected animals or cameras by it."


def without_exact_places(features: Iterable[PlacedFile]) -> tuple[PlacedFile, ...]:
    """Return the features; those that are sensitive as `published_place` gives them."""
    return tuple(
        item
        if item.place.properties.sensitive is None
        else replace(item, place=published_place(item.place))
        for item in features
    )


def published_place(place: Place) -> Place:
    """Return a feature as it may be seen: a sensitive one as the middle of its grid cell.

    Lines and areas become one point, waypoints and measures go, and so does the statement of
    where the position comes from. Other features come back as they are.
    """
    properties = place.properties
    if properties.sensitive is None:
        return place
    hidden: dict[str, object] = {
        "waypoints": (),
        "length_hint_m": None,
        "line": None,
        "ele_m": None,
        "view_direction": None,
    }
    # Only what was set, so that an export does not gain empty fields.
    changes = {name: value for name, value in hidden.items() if name in properties.model_fields_set}
    point = _first_position(place)
    if point is None:
        kept = properties.model_copy(update=changes)
        return place.model_copy(update={"properties": kept})
    position = Position(
        source=_SOURCE,
        method="township",
        precision_m=max(properties.position.precision_m or 0.0, CELL_PRECISION_M),
        verified=properties.position.verified,
    )
    kept = properties.model_copy(update={**changes, "position": position})
    return place.model_copy(
        update={"geometry_type": "Point", "coordinates": coarsened(point), "properties": kept}
    )


def _first_position(place: Place) -> tuple[float, float] | None:
    """Return the first position of a geometry of any type, (lon, lat)."""
    value: object = place.coordinates
    while isinstance(value, tuple) and value and isinstance(value[0], tuple):
        value = value[0]
    if not isinstance(value, tuple) or len(value) < 2:
        return None
    return float(value[0]), float(value[1])
