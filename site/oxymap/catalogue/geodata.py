"""Read the map layers from ``geodata/``."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from oxymap.catalogue.lines import line_of, not_utf8
from oxymap.catalogue.models import DISTRICTS, LAYER_KINDS, Place
from oxymap.errors import Problem

Json = dict[str, object]


@dataclass(frozen=True)
class PlacedFile:
    """A feature and where it was read."""

    place: Place
    file: Path
    line: int


@dataclass(frozen=True)
class LayerFiles:
    """What was read from the layer files, and what was wrong with them."""

    features: tuple[PlacedFile, ...]
    problems: tuple[Problem, ...]


def layer_files(folder: Path) -> list[tuple[str, Path]]:
    """Return (layer, file) for every layer file: ``<layer>.geojson`` or ``<layer>/*.geojson``."""
    found = []
    for layer in LAYER_KINDS:
        found += [(layer, file) for file in sorted(folder.glob(f"{layer}.geojson"))]
        found += [(layer, file) for file in sorted(folder.glob(f"{layer}/*.geojson"))]
    return found


def read_layers(folder: Path) -> LayerFiles:
    """Read every layer of a folder; a bad feature is reported and left out.

    Coordinates are (lon, lat[, ele_m]) in WGS 84, as RFC 7946 has it.
    """
    features: list[PlacedFile] = []
    problems: list[Problem] = []
    if folder.exists():
        problems += _unknown_files(folder)
    for layer, file in layer_files(folder):
        read = _read_file(layer, file)
        features += read.features
        problems += read.problems
    return LayerFiles(tuple(features), tuple(problems))


def _unknown_files(folder: Path) -> list[Problem]:
    known = {"base", *LAYER_KINDS}
    return [
        Problem(file, 1, f"layer {file.stem!r} is unknown; the layers are {', '.join(LAYER_KINDS)}")
        for file in sorted(folder.glob("*.geojson"))
        if file.stem not in known
    ]


def _read_file(layer: str, file: Path) -> LayerFiles:
    try:
        text = file.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        return _only(not_utf8(file, error))
    return parse_layer(layer, file, text)


def _only(problem: Problem) -> LayerFiles:
    return LayerFiles((), (problem,))


def parse_layer(layer: str, file: Path, text: str) -> LayerFiles:
    """Read the text of a layer file; `file` is what its problems are reported under."""
    try:
        document = json.loads(text)
    except json.JSONDecodeError as error:
        return _only(Problem(file, error.lineno, f"is not JSON: {error.msg}"))
    if not isinstance(document, dict):
        return _only(Problem(file, 1, "is not a GeoJSON object"))
    members = _features(document)
    if members is None:
        return _only(Problem(file, 1, "is not a GeoJSON Feature or FeatureCollection"))
    found: list[PlacedFile] = []
    problems: list[Problem] = []
    single = document.get("type") == "Feature"
    for number, member in enumerate(members):
        path: tuple[str | int, ...] = () if single else ("features", number)
        try:
            place = read_feature(layer, member)
        except ValidationError as error:
            problems += _explain(file, text, path, error)
        except ValueError as error:
            problems.append(Problem(file, line_of(text, path), str(error)))
        else:
            found.append(PlacedFile(place, file, 0))
    return LayerFiles(tuple(_with_lines(found, text, single=single)), tuple(problems))


def _features(document: Json) -> list[Json] | None:
    if document.get("type") == "Feature":
        return [document]
    members = document.get("features")
    if document.get("type") != "FeatureCollection" or not isinstance(members, list):
        return None
    return members


def _with_lines(found: list[PlacedFile], text: str, *, single: bool) -> list[PlacedFile]:
    """Give each feature the line of its id, by one look through the text."""
    if single:
        return [PlacedFile(item.place, item.file, 1) for item in found]
    lines: dict[str, list[int]] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        key, _, value = line.strip().partition(":")
        if key == '"id"':
            lines.setdefault(value.strip(' ",'), []).append(number)
    # An id that stands there twice is a mistake, and its second line is what to look at.
    return [
        PlacedFile(item.place, item.file, (lines.get(item.place.id) or [1]).pop(0))
        for item in found
    ]


def read_feature(layer: str, member: Json) -> Place:
    """Check one GeoJSON feature against the schema of its layer.

    Raises
    ------
    pydantic.ValidationError : a property is missing, unknown or wrong.
    ValueError : the geometry, the id or the kind does not fit.
    """
    if not isinstance(member, dict) or member.get("type") != "Feature":
        raise ValueError("is not a GeoJSON Feature")
    geometry = member.get("geometry")
    if geometry is not None and not isinstance(geometry, dict):
        raise ValueError("geometry: is neither an object nor null")
    place = Place.model_validate(
        {
            "id": member.get("id"),
            "layer": layer,
            "geometry_type": geometry.get("type") if geometry else None,
            "coordinates": _freeze(geometry.get("coordinates", [])) if geometry else (),
            "properties": member.get("properties"),
        }
    )
    _check_layer(place)
    return place


def _check_layer(place: Place) -> None:
    kinds = LAYER_KINDS[place.layer]
    if place.properties.kind not in kinds:
        raise ValueError(
            f"properties.kind: {place.properties.kind!r} of {place.id} "
            f"is not one of {', '.join(kinds)}"
        )
    if place.layer == "districts" and place.id not in DISTRICTS:
        raise ValueError(f"id: {place.id!r} is not one of the districts {', '.join(DISTRICTS)}")
    if (place.geometry_type is None) != (place.properties.position.method == "none"):
        raise ValueError(
            f"properties.position.method: {place.id} has method "
            f"{place.properties.position.method!r}, which does not fit its geometry"
        )


def _freeze(value: object) -> object:
    return tuple(map(_freeze, value)) if isinstance(value, list) else value


def _explain(
    file: Path, text: str, path: tuple[str | int, ...], error: ValidationError
) -> list[Problem]:
    problems = []
    for item in error.errors():
        location = tuple(step for step in item["loc"] if step != "coordinates")
        field = ".".join(map(str, location))
        value = item.get("input")
        shown = "" if isinstance(value, dict | list | tuple) else f" (value {value!r})"
        line = line_of(text, (*path, *location))
        problems.append(Problem(file, line, f"{field}: {item['msg']}{shown}"))
    return problems
