"""A small base map and maps on it, for the tests of this folder."""

from __future__ import annotations

import json
from pathlib import Path

from oxymap.config import ROOT
from oxymap.maps.basemap import BaseMap, load_base
from oxymap.maps.models import MapFeature, MapSpec

SHIPPED = ROOT / "geodata" / "base.geojson"
#: Two square districts beside each other.
POLYGONS = {
    "mentougou": [[[(115.4, 39.9), (116.0, 39.9), (116.0, 40.2), (115.4, 40.2), (115.4, 39.9)]]],
    "fangshan": [[[(115.4, 39.5), (116.2, 39.5), (116.2, 39.9), (115.4, 39.9), (115.4, 39.5)]]],
}
VILLAGE = MapFeature(
    id="cuandixia",
    layer="villages",
    kind="village",
    name="爨底下村",
    url="/places/cuandixia",
    point=(115.638, 39.997),
    emphasis=True,
)


def base_map(path: Path = SHIPPED) -> BaseMap:
    """Return the shipped sketch over the two squares."""
    return load_base(path, POLYGONS)


def write_base(folder: Path, *features: dict[str, object]) -> Path:
    """Write a base file with some features and return its path."""
    file = folder / "base.geojson"
    file.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    return file


def spot(id: str, lon: float, lat: float, **more: object) -> MapFeature:
    """Return a village at a place."""
    values = {
        "layer": "villages",
        "kind": "village",
        "name": f"{id}村",
        "url": f"/places/{id}",
        "point": (lon, lat),
    }
    return MapFeature(id=id, **{**values, **more})


def spec(*features: MapFeature, **more: object) -> MapSpec:
    """Return a detail map of the features around 爨底下."""
    values = {
        "id": "place-cuandixia",
        "kind": "detail",
        "lang": "zh",
        "bbox": (115.55, 39.94, 115.75, 40.06),
        "size": (400, 300),
        "label": "爨底下村的位置",
        "map_url": "/map",
    }
    return MapSpec(features=features, **{**values, **more})
