"""The outlines of restricted areas: a private file of the operator."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Annotated

import shapely
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from oxymap.catalogue.records import Text
from oxymap.config import Settings
from oxymap.errors import InvalidDataError, Problem
from oxymap.geo.checks import geometry_problems
from oxymap.publishing.checks.rules import ZoneKind

FILE = "restricted.geojson"
_POLYGONS = {"Polygon", "MultiPolygon"}


class _ZoneProperties(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    id: Annotated[str, Field(min_length=1)]
    name: Text
    zone: ZoneKind
    source: Annotated[str, Field(min_length=1)]
    valid_from: date | None = None


@dataclass(frozen=True)
class Zone:
    """A restricted area.

    Parameters
    ----------
    source : the document that its outline comes from, with its version.
    valid_from : from which day it counts; None for ever.
    shape : polygon or polygons, (lon, lat), WGS 84.
    """

    id: str
    name: Text
    kind: ZoneKind
    source: str
    valid_from: date | None
    shape: BaseGeometry


@dataclass(frozen=True, eq=False)
class RestrictedAreas:
    """All restricted areas that are on file; `file` is None when there is no file."""

    file: Path | None
    zones: tuple[Zone, ...]
    tree: shapely.STRtree

    def near(self, geometry: BaseGeometry, degrees: float, today: date) -> Iterator[Zone]:
        """Yield the zones in force that lie within a distance of a geometry (WGS 84)."""
        for index in sorted(self.tree.query(geometry, "dwithin", degrees).tolist()):
            zone = self.zones[index]
            if zone.valid_from is None or zone.valid_from <= today:
                yield zone


def restricted_areas(settings: Settings) -> RestrictedAreas:
    """Read the operator's file; it is read again when it has changed.

    Raises
    ------
    InvalidDataError : the file that the settings name is not there, or it has mistakes; each is
        named with its feature.
    """
    file = settings.restricted_file or settings.data / FILE
    try:
        stat = file.stat()
    except OSError as error:
        if settings.restricted_file is None:
            return RestrictedAreas(None, (), shapely.STRtree([]))
        raise InvalidDataError([Problem(file, 1, "is not there")]) from error
    return _read(file, stat.st_mtime_ns, stat.st_size)


@lru_cache(maxsize=4)
def _read(file: Path, _modified: int, _size: int) -> RestrictedAreas:
    try:
        document = json.loads(file.read_text(encoding="utf-8"))
        features = document["features"]
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        problem = Problem(file, 1, "is not a GeoJSON FeatureCollection")
        raise InvalidDataError([problem]) from error
    zones: list[Zone] = []
    problems: list[Problem] = []
    for number, feature in enumerate(features, start=1):
        try:
            zones.append(_zone(feature))
        except ValueError as error:
            problems.append(Problem(file, 1, f"feature {_title(feature, number)}: {error}"))
    if problems:
        raise InvalidDataError(problems)
    return RestrictedAreas(file, tuple(zones), shapely.STRtree([zone.shape for zone in zones]))


def _zone(feature: object) -> Zone:
    if not isinstance(feature, dict) or not isinstance(feature.get("geometry"), dict):
        raise ValueError("is not a GeoJSON feature with a geometry")
    geometry = feature["geometry"]
    if geometry.get("type") not in _POLYGONS:
        raise ValueError("is neither a Polygon nor a MultiPolygon")
    # The winding of rings says nothing here, and authorities deliver both.
    wrong = [text for text in geometry_problems(geometry) if "clockwise" not in text]
    if wrong:
        raise ValueError(wrong[0])
    outline = shapely.force_2d(shape(geometry))
    if not outline.is_valid:
        raise ValueError(f"outline: {shapely.is_valid_reason(outline)}")
    try:
        properties = _ZoneProperties.model_validate(feature.get("properties"))
    except ValidationError as error:
        fields = [".".join(map(str, item["loc"])) or "properties" for item in error.errors()]
        raise ValueError(f"cannot be used for its {', '.join(fields)}") from error
    shapely.prepare(outline)
    return Zone(
        properties.id,
        properties.name,
        properties.zone,
        properties.source,
        properties.valid_from,
        outline,
    )


def _title(feature: object, number: int) -> str:
    properties = feature.get("properties") if isinstance(feature, dict) else None
    name = properties.get("id") if isinstance(properties, dict) else None
    return str(name) if name else f"number {number}"
