"""Read what a planner types or draws: coordinates in any datum, lines, a point's accuracy."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import groupby
from math import isfinite

from oxymap.errors import FormatError, InvalidInputError
from oxymap.geo.checks import REGION, geometry_problems
from oxymap.geo.crs import converter
from oxymap.geo.geojson import COORDINATE_DIGITS
from oxymap.publishing.imports.models import DATUMS
from oxymap.studio.map_spec import positions
from oxymap.wording import N_, Say, say

Position = tuple[float, ...]
Geometry = dict[str, object]
Convert = Callable[[float, float], tuple[float, float]]
#: More rows or vertices are a file's work, not a form's.
MAX_VERTICES = 5000
#: Heights on earth with some air, metres.
_HEIGHTS = (-500.0, 9000.0)
_ELE_DIGITS = 1
_EPSG = re.compile(r"(?:epsg[: ]*)?(\d{4,6})", re.IGNORECASE)
#: Full-width marks are as good as the others; tables are often pasted from sheets.
_SEPARATORS = re.compile(r"[\s,;，；、|]+")
_AROUND = " \t,;，；、|()（）[]"


def read_datum(name: str, epsg: str = "") -> str:
    """Return what `geo.crs` calls a datum that a form names.

    Raises
    ------
    InvalidInputError : none of ours, or no number of EPSG (field ``crs`` or ``epsg``).
    """
    if name in DATUMS:
        return name
    if name != "epsg":
        raise InvalidInputError(say(N_("Choose a datum.")), field="crs", value=name)
    found = _EPSG.fullmatch(epsg.strip())
    if found is None:
        raise InvalidInputError(
            say(N_("Give the EPSG number, such as 4547.")), field="epsg", value=epsg
        )
    return f"EPSG:{found[1]}"


def read_table(text: str, crs: str, field: str = "table") -> Geometry:
    """Return the line of a table of coordinates, one position a row; an empty row begins a part.

    Parameters
    ----------
    text : ``lon, lat[, ele_m]`` a row (easting and northing for a projected datum).
    crs : as `read_datum` returns it.

    Raises
    ------
    InvalidInputError : names the row (1-based) and what is wrong in it.
    """
    convert = _converter(crs)
    rows = list(enumerate(text.splitlines(), start=1))
    if sum(bool(row.strip()) for _, row in rows) > MAX_VERTICES:
        raise InvalidInputError(
            say(
                N_("More than %(count)s rows: bring them in as a file (CSV or GPX)."),
                count=MAX_VERTICES,
            ),
            field=field,
        )
    parts = [
        [_read_row(number, row, convert, field) for number, row in group]
        for filled, group in groupby(rows, key=lambda item: bool(item[1].strip()))
        if filled
    ]
    return line_of(parts, field)


def read_drawn(text: str, field: str = "geometry") -> Geometry:
    """Return the line that was drawn on the map.

    Parameters
    ----------
    text : a GeoJSON LineString or MultiLineString, WGS 84.

    Raises
    ------
    InvalidInputError : it is nothing of the kind; names the position.
    """
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        found = None
    parts = _drawn_parts(found) if isinstance(found, dict) else None
    if not parts:
        raise InvalidInputError(say(N_("Nothing has been drawn yet.")), field=field)
    places = [place for part in parts for place in part]
    if len(places) > MAX_VERTICES:
        raise InvalidInputError(
            say(N_("A drawn line may have at most %(count)s vertices."), count=MAX_VERTICES),
            field=field,
        )
    for number, place in enumerate(places, start=1):
        said = _outside(place, str(number), _AT_VERTEX)
        if said is not None:
            raise InvalidInputError(said, field=field, value=place)
    return line_of(parts, field)


def _drawn_parts(found: Mapping[str, object]) -> list[list[Position]] | None:
    """Return the parts of a GeoJSON line, or None where it is anything else."""
    kind, coordinates = found.get("type"), found.get("coordinates")
    if kind not in {"LineString", "MultiLineString"} or not isinstance(coordinates, list):
        return None
    parts = [coordinates] if kind == "LineString" else coordinates
    if not all(isinstance(part, list) and all(map(_is_place, part)) for part in parts):
        return None
    return [[tuple(map(float, place)) for place in part] for part in parts]


def _is_place(value: object) -> bool:
    return (
        isinstance(value, list)
        and 2 <= len(value) <= 3
        and all(isinstance(n, int | float) and not isinstance(n, bool) and isfinite(n)
                for n in value)
    )  # fmt: skip


def read_point(lon: str, lat: str, crs: str) -> Position:
    """Return a typed position in WGS 84.

    Raises
    ------
    InvalidInputError : no number, or outside the districts (field ``lon`` or ``lat``).
    """
    convert = _converter(crs)
    x, y = _number_of(lon, "lon"), _number_of(lat, "lat")
    place = convert(x, y)
    said = _outside(place, "", _AT_POINT)
    if said is not None:
        raise InvalidInputError(said, field="lon", value=(lon, lat))
    return _short(place)


def read_precision(text: str) -> float:
    """Return how far a position can be off, metres.

    Raises
    ------
    InvalidInputError : no number from 0 to 50 000 (field ``precision_m``).
    """
    value = _float(text)
    if value is None or not 0 < value <= 50_000:
        raise InvalidInputError(
            say(N_("Say in metres how far it can be off: more than 0, at most 50,000.")),
            field="precision_m",
            value=text,
        )
    return int(value) if value == int(value) else value


def line_of(parts: Iterable[Sequence[Sequence[float]]], field: str) -> Geometry:
    """Return one LineString, or a MultiLineString of several parts.

    A position that only repeats the one before it is left out.

    Raises
    ------
    InvalidInputError : fewer than two positions in a part, or what `geo.checks` finds.
    """
    lines = [_without_repeats(map(_short, part)) for part in parts]
    short = next((number for number, line in enumerate(lines, start=1) if len(line) < 2), None)
    if short is not None or not lines:
        raise InvalidInputError(
            say(N_("Part %(part)s has fewer than two different positions."), part=short)
            if len(lines) > 1
            else say(N_("A line needs at least two different positions.")),
            field=field,
        )
    geometry: Geometry = (
        {"type": "LineString", "coordinates": [list(place) for place in lines[0]]}
        if len(lines) == 1
        else {
            "type": "MultiLineString",
            "coordinates": [[list(place) for place in line] for line in lines],
        }
    )
    problem = next(geometry_problems(geometry), None)
    if problem is not None:
        raise InvalidInputError(
            say(N_("The line cannot be used: %(problem)s."), problem=problem), field=field
        )
    return geometry


def table_text(geometry: Mapping[str, object] | None) -> str:
    """Return a line as rows that `read_table` takes; nothing for what is too long for a form."""
    if not geometry or geometry.get("type") not in {"LineString", "MultiLineString"}:
        return ""
    if len(positions(geometry)) > MAX_VERTICES:
        return ""
    whole = geometry["type"] == "LineString"
    parts = [geometry] if whole else [{"type": "LineString", "coordinates": part}
                                      for part in _list(geometry["coordinates"])]  # fmt: skip
    blocks = ["\n".join(map(_row_text, positions(part))) for part in parts]
    return "\n\n".join(blocks)


# --- rows ------------------------------------------------------------------------------

_AT_ROW: tuple[str, str, str] = (
    N_("Row %(number)s: longitude and latitude are exchanged (%(place)s)."),
    N_("Row %(number)s: %(place)s lies outside the three districts."),
    N_("Row %(number)s: %(place)s is no height between -500 and 9,000 m."),
)
_AT_VERTEX: tuple[str, str, str] = (
    N_("Vertex %(number)s: longitude and latitude are exchanged (%(place)s)."),
    N_("Vertex %(number)s: %(place)s lies outside the three districts."),
    N_("Vertex %(number)s: %(place)s is no height between -500 and 9,000 m."),
)
_AT_POINT: tuple[str, str, str] = (
    N_("Longitude and latitude are exchanged (%(place)s)."),
    N_("%(place)s lies outside the three districts."),
    N_("%(place)s is no height between -500 and 9,000 m."),
)


def _read_row(number: int, row: str, convert: Convert, field: str) -> Position:
    texts = [text for text in _SEPARATORS.split(row.strip(_AROUND)) if text]
    values = [_float(text) for text in texts]
    numbers = [value for value in values if value is not None]
    if len(numbers) != len(texts) or not 2 <= len(numbers) <= 3:
        raise InvalidInputError(
            say(
                N_("Row %(number)s: “%(row)s” is not “longitude, latitude” or “longitude, "
                   "latitude, height”."),
                number=number, row=row.strip()[:60],
            ),
            field=field, value=number,
        )  # fmt: skip
    place = (*convert(numbers[0], numbers[1]), *numbers[2:])
    said = _outside(place, str(number), _AT_ROW)
    if said is not None:
        raise InvalidInputError(said, field=field, value=number)
    return place


def _outside(place: Position, number: str, said: tuple[str, str, str]) -> Say | None:
    """Return what is wrong with where a position is, or None."""
    exchanged, outside, height = said
    west, south, east, north = REGION
    lon, lat = place[0], place[1]
    text = f"{lon:.6g}, {lat:.6g}"
    if west <= lat <= east and south <= lon <= north:
        return say(exchanged, number=number, place=text)
    if not (isfinite(lon) and isfinite(lat) and west <= lon <= east and south <= lat <= north):
        return say(outside, number=number, place=text)
    if len(place) > 2 and not _HEIGHTS[0] <= place[2] <= _HEIGHTS[1]:
        return say(height, number=number, place=f"{place[2]:g}")
    return None


def _converter(crs: str) -> Convert:
    try:
        return converter(crs)
    except FormatError as error:
        raise InvalidInputError(
            say(N_("%(crs)s is no known reference system."), crs=crs), field="epsg", value=crs
        ) from error


def _number_of(text: str, field: str) -> float:
    value = _float(text)
    if value is None:
        raise InvalidInputError(
            say(N_("Give a number in degrees, such as 115.63812.")), field=field, value=text
        )
    return value


def _float(text: str) -> float | None:
    """Return a finite number, written as people and programs write it, or None."""
    try:
        value = float(text.strip().rstrip("°"))
    except ValueError:
        return None
    return value if isfinite(value) else None


def _short(place: Sequence[float]) -> Position:
    """Return a position as it is published: to 0.1 m."""
    flat = tuple(round(float(number), COORDINATE_DIGITS) for number in place[:2])
    return (*flat, *(round(float(number), _ELE_DIGITS) for number in place[2:3]))


def _without_repeats(line: Iterable[Position]) -> list[Position]:
    found: list[Position] = []
    for place in line:
        if not found or place[:2] != found[-1][:2]:
            found.append(place)
    return found


def _row_text(place: Position) -> str:
    flat = f"{place[0]:.6f}, {place[1]:.6f}"
    return f"{flat}, {place[2]:g}" if len(place) > 2 else flat


def _list(value: object) -> Sequence[object]:
    return value if isinstance(value, (list, tuple)) else ()
