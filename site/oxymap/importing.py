"""Take a recording or a file of places into the published state.

An import is published over the shipped files as a planner's work would be, never written into
``geodata/``; the whole state is checked before, so a bad file changes nothing.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from pathlib import Path

from shapely.geometry import Point, shape

from oxymap.catalogue.geodata import read_feature
from oxymap.catalogue.models import LAYER_KINDS, SLUG, Place
from oxymap.catalogue.search import pinyin_of
from oxymap.catalogue.snapshot import Catalogue
from oxymap.config import Settings
from oxymap.errors import FormatError
from oxymap.geo.formats.reading import ReadResult, ReadWarning, read_tracks
from oxymap.geo.tracks import Track, Waypoint
from oxymap.people.models import COMMAND
from oxymap.publishing.documents import feature_document
from oxymap.publishing.models import Ref
from oxymap.publishing.opening import open_publishing
from oxymap.publishing.service import Publishing

Feature = dict[str, object]
#: What a hand-held receiver reaches under open sky.
RECORDED_PRECISION_M = 15.0
_NOT_SLUG = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True)
class Wishes:
    """What the caller says about the things to import; None is worked out from the file."""

    layer: str
    crs: str = "wgs84"
    id: str | None = None
    name_zh: str | None = None
    name_en: str | None = None


@dataclass(frozen=True)
class Imported:
    """What an import did: the features, and what the reader noticed."""

    places: tuple[Place, ...]
    warnings: tuple[str, ...]


def import_file(settings: Settings, file: Path, wishes: Wishes) -> Imported:
    """Read a file and lay its features over the shipped ones.

    Parameters
    ----------
    file : GPX, KML, KMZ, GeoJSON, GeoPackage, zipped Shapefile or CSV.
    wishes : with an ``id`` that is published already, its line is replaced and its texts
        are kept.

    Raises
    ------
    FormatError : the file cannot be read, or holds nothing for the layer; names the line.
    InvalidDataError : the result does not fit the published state; nothing is kept.
    """
    _check_wishes(wishes)
    publishing = open_publishing(settings)
    read = read_tracks(file, crs=wishes.crs)
    imported = imported_ids(publishing, wishes.layer)
    features = make_features(publishing.catalogue(), read, file.stem, wishes, imported)
    places = tuple(_checked(wishes.layer, feature) for feature in features)
    refs = [Ref("feature", wishes.layer, place.id) for place in places]
    publishing.publish_directly(
        [feature_document(ref, feature) for ref, feature in zip(refs, features, strict=True)],
        f"imported from {file.name}",
    )
    return Imported(places, tuple(map(_remark, read.warnings)))


def _checked(layer: str, feature: Feature) -> Place:
    """Return a feature as the catalogue will read it; say what does not fit the layer."""
    try:
        return read_feature(layer, feature)
    except ValueError as error:  # pydantic's errors are ValueErrors, too
        raise FormatError(f"{feature['id']} cannot be in the layer {layer}: {error}") from error


def _check_wishes(wishes: Wishes) -> None:
    if wishes.layer not in LAYER_KINDS:
        known = ", ".join(LAYER_KINDS)
        raise FormatError(f"layer: {wishes.layer!r} is not one of {known}.", wishes.layer)
    if wishes.id is not None and not SLUG.fullmatch(wishes.id):
        raise FormatError(
            f"id: {wishes.id!r} is not lower-case ASCII words joined by hyphens.", wishes.id
        )


def _remark(warning: ReadWarning) -> str:
    return warning.message if warning.line is None else f"line {warning.line}: {warning.message}"


def imported_ids(publishing: Publishing, layer: str) -> frozenset[str]:
    """Return the ids of a layer that earlier imports have given."""
    return frozenset(
        line.ref.id
        for line in publishing.all_publications()
        if line.actor == COMMAND.name
        and (line.ref.kind, line.ref.group) == ("feature", layer)
        and publishing.shipped(line.ref) is None
    )


def make_features(
    catalogue: Catalogue,
    read: ReadResult,
    stem: str,
    wishes: Wishes,
    imported: frozenset[str] = frozenset(),
) -> list[Feature]:
    """Return the GeoJSON features of what was read: lines for trails, points otherwise.

    An id that is worked out from a name never takes a published feature's place, except
    that of an earlier import (`imported`).
    """
    things: tuple[Track | Waypoint, ...] = (
        read.tracks if wishes.layer == "trails" else read.waypoints
    )
    if not things:
        wanted = "line" if wishes.layer == "trails" else "point"
        raise FormatError(f"{stem}: there is no {wanted} in it for the layer {wishes.layer}.")
    if wishes.id and len(things) > 1:
        raise FormatError(
            f"{stem}: holds {len(things)} features, so one id {wishes.id!r} cannot name them."
        )
    taken = set(catalogue.places) - imported
    features = []
    for number, thing in enumerate(things, start=1):
        name = _fallback(stem, number, len(things))
        place_id = wishes.id or _free(slug(thing.name or name), taken)
        taken.add(place_id)
        features.append(_feature(catalogue, thing, wishes, name, place_id))
    return features


def _free(wanted: str, taken: set[str]) -> str:
    """Return an id that nothing has yet, as near to the wanted one as possible."""
    numbered = (f"{wanted}-{number}" for number in itertools.count(2))
    return next(found for found in itertools.chain([wanted], numbered) if found not in taken)


def _fallback(stem: str, number: int, count: int) -> str:
    return stem if count == 1 else f"{stem} {number}"


def _feature(
    catalogue: Catalogue, thing: Track | Waypoint, wishes: Wishes, name: str, place_id: str
) -> Feature:
    shown = wishes.name_zh or thing.name or name
    existing = catalogue.places.get(place_id)
    geometry = _line(thing) if isinstance(thing, Track) else _point(thing)
    if existing is not None:
        properties = existing.properties.model_dump(mode="json", exclude_defaults=True)
    else:
        properties = _new_properties(catalogue, geometry, shown, wishes, place_id)
    properties["position"] = {
        "source": f"Recording imported from a file: {name}",
        "method": "gps",
        "precision_m": RECORDED_PRECISION_M,
        "verified": False,
    }
    if wishes.layer == "trails":
        properties["line"] = "recorded"
    return {"type": "Feature", "id": place_id, "geometry": geometry, "properties": properties}


def _new_properties(
    catalogue: Catalogue, geometry: Feature, shown: str, wishes: Wishes, place_id: str
) -> Feature:
    english = wishes.name_en or (shown if shown.isascii() else place_id.replace("-", " ").title())
    return {
        "name": {"zh": shown, "en": english},
        "kind": LAYER_KINDS[wishes.layer][0],
        "district": district_of(catalogue, geometry),
        "summary": {
            "zh": "由文件导入，说明待补充。",
            "en": "Imported from a file; its description is still to be written.",
        },
        "status": "unknown",
    }


def district_of(catalogue: Catalogue, geometry: Feature) -> str:
    """Return the district in which a geometry (lon, lat, WGS 84) begins.

    Raises
    ------
    FormatError : it begins in none of the three; names the position.
    """
    line = shape(geometry)
    start = Point(line.geoms[0].coords[0] if hasattr(line, "geoms") else line.coords[0])
    nearest = min(
        (shape(boundary).distance(start), name) for name, boundary in catalogue.boundaries.items()
    )
    if nearest[0] > 0.02:
        raise FormatError(
            f"The file begins at {start.x:.5f}, {start.y:.5f}, outside the three districts.",
            (start.x, start.y),
        )
    return nearest[1]


def slug(name: str) -> str:
    """Return an ASCII id for a name; Chinese is written in pinyin."""
    ascii_name = name if name.isascii() else " ".join(pinyin_of(name)) or "imported"
    return _NOT_SLUG.sub("-", ascii_name.lower()).strip("-") or "imported"


def _line(track: Track) -> Feature:
    parts = [
        [_position(p.lon, p.lat, p.ele_m) for p in segment.points]
        for segment in track.segments
        if len(segment.points) > 1
    ]
    if not parts:
        raise FormatError(f"{track.name or 'track'}: has no segment of two points or more.")
    if len(parts) == 1:
        return {"type": "LineString", "coordinates": parts[0]}
    return {"type": "MultiLineString", "coordinates": parts}


def _point(waypoint: Waypoint) -> Feature:
    return {"type": "Point", "coordinates": _position(waypoint.lon, waypoint.lat, None)}


def _position(lon: float, lat: float, ele_m: float | None) -> list[float]:
    """Keep the recorded digits: seven decimals are a centimetre."""
    height = [] if ele_m is None else [round(ele_m, 2)]
    return [round(lon, 7), round(lat, 7), *height]
