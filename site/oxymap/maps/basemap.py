"""Our own base map: districts, and a hand-made sketch of water and mountains."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from shapely.geometry import LineString, MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

from oxymap.errors import FormatError
from oxymap.maps.brush import OUTLINES, STROKES
from oxymap.maps.models import Bbox, Line

Kind = Literal["river", "reservoir", "ridge", "peak", "town", "outside"]
KINDS: tuple[Kind, ...] = get_args(Kind)
#: A district as GeoJSON MultiPolygon coordinates: polygons of rings of (lon, lat).
Polygons = Sequence[Sequence[Sequence[Sequence[float]]]]

#: Names of the districts on the map; the polygons come without names.
DISTRICT_NAMES: dict[str, tuple[str, str]] = {
    "mentougou": ("门头沟", "Mentougou"),
    "yanqing": ("延庆", "Yanqing"),
    "fangshan": ("房山", "Fangshan"),
}
#: Degrees (about 90 m): what the browser's copy may be off by.
BROWSER_TOLERANCE = 0.0009


@dataclass(frozen=True)
class District:
    """A district's shape.

    Parameters
    ----------
    id : ``mentougou``, ``yanqing``, ``fangshan``.
    name : in Chinese and English.
    shape : WGS 84 degrees, valid.
    """

    id: str
    name: tuple[str, str]
    shape: MultiPolygon


@dataclass(frozen=True)
class BaseFeature:
    """A river, reservoir, ridge, peak, town or a name outside, as sketched.

    Parameters
    ----------
    id, kind : as in ``geodata/base.geojson``.
    name : in Chinese and English, or None.
    rank : 1 is shown first and drawn largest.
    line : (lon, lat) vertices; one for a point, a closed ring for a reservoir. WGS 84.
    ele_m : height above sea level where it is well established.
    """

    id: str
    kind: Kind
    name: tuple[str, str] | None
    rank: int
    line: Line
    ele_m: int | None = None


@dataclass(frozen=True, eq=False)
class BaseMap:
    """Everything under the features; compared by identity, so it can be a cache key."""

    districts: tuple[District, ...]
    features: tuple[BaseFeature, ...]

    def of(self, kind: Kind) -> tuple[BaseFeature, ...]:
        """Return the features of one kind, in file order."""
        return tuple(feature for feature in self.features if feature.kind == kind)

    @property
    def bbox(self) -> Bbox:
        """West, south, east, north of the districts, degrees; of all features without any."""
        boxes = [district.shape.bounds for district in self.districts]
        boxes = boxes or [(x, y, x, y) for feature in self.features for x, y in feature.line]
        return (
            min(box[0] for box in boxes),
            min(box[1] for box in boxes),
            max(box[2] for box in boxes),
            max(box[3] for box in boxes),
        )


def load_base(path: Path, district_polygons: Mapping[str, Polygons]) -> BaseMap:
    """Read the sketch and join the districts' shapes to it.

    Parameters
    ----------
    path : ``geodata/base.geojson``.
    district_polygons : by district id, MultiPolygon coordinates in WGS 84 degrees; may be empty.

    Raises
    ------
    FormatError : the file is not GeoJSON, or a feature is not of a known kind.
    """
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
        features = tuple(_feature(member) for member in document["features"])
    except (ValueError, KeyError, TypeError) as error:
        raise FormatError(f"{path}: cannot be read as the base map: {error!r}") from error
    districts = tuple(
        District(id, DISTRICT_NAMES.get(id, (id, id)), _shape(polygons))
        for id, polygons in district_polygons.items()
    )
    return BaseMap(districts, features)


def base_layers_json(base: BaseMap) -> str:
    """Return the base map for the browser: compact GeoJSON, simplified for zoom 8 to 16.

    District and water shapes lose detail below `BROWSER_TOLERANCE`; coordinates have
    four decimals (10 m).  ``name`` is an array: Chinese, English.  The foreign member
    ``hills`` has the outlines and brush strokes of the drawn hills.
    """
    members = [*map(_district_member, base.districts), *map(_member, base.features)]
    shapes = {"outlines": OUTLINES, "strokes": STROKES}
    collection = {"type": "FeatureCollection", "hills": shapes, "features": members}
    return json.dumps(collection, ensure_ascii=False, separators=(",", ":"))


def _feature(member: Mapping[str, Mapping[str, object]]) -> BaseFeature:
    properties = member["properties"]
    kind, name = properties["kind"], properties.get("name")
    if kind not in KINDS:
        raise ValueError(f"kind {kind!r} is not one of {', '.join(KINDS)}")
    return BaseFeature(
        id=str(properties["id"]),
        kind=kind,
        name=(str(name["zh"]), str(name["en"])) if isinstance(name, dict) else None,
        rank=int(str(properties["rank"])),
        line=_vertices(member["geometry"]),
        ele_m=int(str(properties["ele_m"])) if "ele_m" in properties else None,
    )


def _vertices(geometry: Mapping[str, object]) -> Line:
    coordinates = geometry["coordinates"]
    if geometry["type"] == "Point":
        coordinates = [coordinates]
    elif geometry["type"] == "Polygon":
        coordinates = coordinates[0]  # type: ignore[index]
    elif geometry["type"] != "LineString":
        raise ValueError(f"geometry {geometry['type']!r} is not used in the base map")
    assert isinstance(coordinates, list)  # noqa: S101 - the file is ours, and JSON
    return tuple((float(position[0]), float(position[1])) for position in coordinates)


def _shape(polygons: Polygons) -> MultiPolygon:
    shape = MultiPolygon([Polygon(rings[0], rings[1:]) for rings in polygons])
    if shape.is_valid:
        return shape
    return MultiPolygon(_parts(shape.buffer(0)))


def _parts(shape: BaseGeometry) -> list[Polygon]:
    """Return the polygons of a shape; lines and points that mending leaves are dropped."""
    return [part for part in getattr(shape, "geoms", [shape]) if isinstance(part, Polygon)]


def _district_member(district: District) -> dict[str, object]:
    rings = [part.exterior.coords for part in _parts(district.shape.simplify(BROWSER_TOLERANCE))]
    coordinates = [[_rounded(ring)] for ring in rings]
    return {
        "type": "Feature",
        "id": district.id,
        "properties": {"kind": "district", "name": list(district.name), "rank": 1},
        "geometry": {"type": "MultiPolygon", "coordinates": coordinates},
    }


def _member(feature: BaseFeature) -> dict[str, object]:
    properties: dict[str, object] = {"kind": feature.kind, "rank": feature.rank}
    if feature.name:
        properties["name"] = list(feature.name)
    if feature.ele_m is not None:
        properties["ele_m"] = feature.ele_m
    return {
        "type": "Feature",
        "id": feature.id,
        "properties": properties,
        "geometry": _geometry(feature),
    }


def _geometry(feature: BaseFeature) -> dict[str, object]:
    if len(feature.line) == 1:
        return {"type": "Point", "coordinates": _rounded(feature.line)[0]}
    if feature.kind == "reservoir":
        return {"type": "Polygon", "coordinates": [_rounded(feature.line)]}
    if feature.kind == "ridge":
        return {"type": "LineString", "coordinates": _rounded(feature.line)}
    thinned = LineString(feature.line).simplify(BROWSER_TOLERANCE / 3)
    return {"type": "LineString", "coordinates": _rounded(thinned.coords)}


def _rounded(coordinates: Iterable[Sequence[float]]) -> list[list[float]]:
    return [[round(position[0], 4), round(position[1], 4)] for position in coordinates]
