"""The maps on the pages: which features each shows, and how far it looks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

from oxymap.catalogue.models import Place
from oxymap.maps.models import Bbox, Line, MapFeature, MapSpec, MapView
from oxymap.maps.picture import draw_picture
from oxymap.maps.spec import spec_json
from oxymap.pages.cards import address, start_point
from oxymap.pages.edition import Edition

#: The layers that the whole map shows at first, and those that can be switched on.
FIRST_LAYERS = ("villages", "zones", "viewpoints", "scenic", "trails")
FULL_LAYERS = (*FIRST_LAYERS, "valleys", "protected", "products", "peaks", "waters", "townships",
               "facilities")  # fmt: skip
#: The three districts with a little room around them.
REGION: Bbox = (115.36, 39.46, 116.62, 40.83)
DETAIL_SIZE = (640, 420)
FULL_SIZE = (720, 1040)
#: No detail map looks closer than this, in degrees of longitude.
_LEAST_SPAN = 0.04


def full_map(edition: Edition) -> MapView:
    """Return the map of everything, with its layer switches."""
    places = [p for layer in FIRST_LAYERS for p in edition.catalogue.layer(layer)]
    label = edition.texts.text("Map of villages, trails and sights in the three districts")
    return _view(edition, "full", REGION, FULL_SIZE, label, map_features(edition, places))


def detail_map(
    edition: Edition,
    map_id: str,
    label: str,
    places: Sequence[Place],
    *,
    about: str | None = None,
    numbered: Sequence[str] = (),
) -> MapView | None:
    """Return a map of some features, or None when none of them has a position.

    Parameters
    ----------
    about : the id of the feature that the page is about.
    numbered : ids of stops, in their order.
    """
    features = tuple(
        _feature(edition, place, about=about, numbers=list(numbered)) for place in places
    )
    features = tuple(item for item in features if item.point or item.lines)
    if not features:
        return None
    return _view(edition, map_id, bounds(features), DETAIL_SIZE, label, features)


def map_features(edition: Edition, places: Iterable[Place]) -> tuple[MapFeature, ...]:
    """Return the features that have a position."""
    found = (_feature(edition, place) for place in places)
    return tuple(item for item in found if item.point or item.lines)


def _feature(
    edition: Edition, place: Place, *, about: str | None = None, numbers: Sequence[str] = ()
) -> MapFeature:
    return MapFeature(
        id=place.id,
        layer=place.layer,
        kind=place.properties.kind,
        name=edition.name(place),
        url=address(edition, place),
        point=place.point,
        lines=line_parts(place),
        approximate=place.properties.position.approximate,
        emphasis=place.id == about,
        number=numbers.index(place.id) + 1 if place.id in numbers else None,
        schematic=place.properties.line == "schematic",
    )


def line_parts(place: Place) -> tuple[Line, ...]:
    """Return the parts of a line as (lon, lat) vertices; none for other geometries."""
    coordinates = place.coordinates
    if place.geometry_type == "LineString":
        return (_flat(coordinates),)
    if place.geometry_type == "MultiLineString":
        return tuple(_flat(part) for part in coordinates if isinstance(part, tuple))
    return ()


def _flat(part: tuple[object, ...]) -> Line:
    return tuple((float(c[0]), float(c[1])) for c in part if isinstance(c, tuple))


def bounds(features: Sequence[MapFeature]) -> Bbox:
    """Return west, south, east, north around features, with room for pins and labels."""
    points = [item.point for item in features if item.point]
    points += [point for item in features for line in item.lines for point in line]
    west, east = min(p[0] for p in points), max(p[0] for p in points)
    south, north = min(p[1] for p in points), max(p[1] for p in points)
    across = max((_LEAST_SPAN - (east - west)) / 2, (east - west) * 0.18)
    along = max(across * 0.4, (north - south) * 0.18)
    return (west - across, south - along, east + across, north + along)


def _view(
    edition: Edition,
    map_id: str,
    bbox: Bbox,
    size: tuple[int, int],
    label: str,
    features: tuple[MapFeature, ...],
) -> MapView:
    kind: Literal["full", "detail"] = "full" if map_id == "full" else "detail"
    spec = MapSpec(
        id=map_id, kind=kind, lang=edition.lang, bbox=bbox, size=size, label=label,
        features=features, map_url=edition.urls.map(),
    )  # fmt: skip
    return MapView(
        id=map_id,
        kind=kind,
        label=label,
        picture=draw_picture(spec, edition.base_map),
        spec_json=spec_json(spec, edition.urls.prefix, layer_urls(edition), map_strings(edition)),
        script=edition.map_scripts.get(kind),
        attribution=attribution(edition),
        schematic=True,
    )


def layer_urls(edition: Edition) -> dict[str, str]:
    """Return the addresses of the base map and of each layer, in the order of the switches."""
    return {layer: edition.map_layers[layer].url for layer in ("base", *FULL_LAYERS)}


def map_strings(edition: Edition) -> dict[str, str]:
    """Return the layers' names, and what is always written on a map."""
    settings = edition.settings
    names = {f"layer.{layer}": edition.texts.label("layer", layer) for layer in FULL_LAYERS}
    return {
        **names,
        "attribution": settings.basemap_attribution or attribution(edition),
        "approval": settings.map_approval_no or "",
    }


def attribution(edition: Edition) -> str:
    """Return whose work a map shows."""
    return edition.texts.text("Sketch map for visitors; it fixes no boundary.")


def located(places: Iterable[Place]) -> list[Place]:
    """Return the features that have a position."""
    return [place for place in places if start_point(place) is not None]
