"""The published layers as GeoJSON, whole and slim."""

from __future__ import annotations

import orjson

from oxymap.catalogue.models import LAYERS, Place
from oxymap.catalogue.snapshot import Catalogue, Geometry
from oxymap.errors import NotFoundError

ATTRIBUTION = (
    "OxyMap; © OpenStreetMap contributors (ODbL); GeoNames (CC BY 4.0); "
    "district boundaries: geotool-cn. Positions carry their own source and precision."
)


def layer_json(catalogue: Catalogue, layer: str) -> bytes:
    """Return one published layer as an RFC 7946 FeatureCollection, WGS 84, (lon, lat).

    Raises
    ------
    NotFoundError : there is no such layer.
    """
    features = [_feature(catalogue, place) for place in _places(catalogue, layer)]
    return orjson.dumps(
        {"type": "FeatureCollection", "attribution": ATTRIBUTION, "features": features}
    )


def slim_layer_json(catalogue: Catalogue, layer: str) -> bytes:
    """Return only what a map draws: geometry, names, kind, and whether it is approximate."""
    features = [_slim(place) for place in _places(catalogue, layer) if place.geometry_type]
    return orjson.dumps({"type": "FeatureCollection", "features": features})


def _places(catalogue: Catalogue, layer: str) -> tuple[Place, ...]:
    if layer not in LAYERS:
        raise NotFoundError(f"There is no layer {layer!r}; the layers are {', '.join(LAYERS)}.")
    return catalogue.layer(layer)


def _feature(catalogue: Catalogue, place: Place) -> dict[str, object]:
    return {
        "type": "Feature",
        "id": place.id,
        "geometry": geometry(catalogue, place),
        "properties": {
            "id": place.id,
            **place.properties.model_dump(mode="json", exclude_none=True),
        },
    }


def geometry(catalogue: Catalogue, place: Place) -> Geometry | None:
    """Return a feature's GeoJSON geometry; a district's is its boundary."""
    if place.layer == "districts":
        return catalogue.boundaries.get(place.id)
    if place.geometry_type is None:
        return None
    return {"type": place.geometry_type, "coordinates": place.coordinates}


def _slim(place: Place) -> dict[str, object]:
    properties = place.properties
    return {
        "type": "Feature",
        "id": place.id,
        "geometry": {"type": place.geometry_type, "coordinates": place.coordinates},
        "properties": {
            "layer": place.layer,
            "kind": properties.kind,
            "name": {"zh": properties.name.zh, "en": properties.name.en},
            "approximate": properties.position.approximate,
            "schematic": properties.line == "schematic",
        },
    }
