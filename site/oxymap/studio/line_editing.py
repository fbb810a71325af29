"""Put a typed or drawn geometry into a feature, with what is known of its accuracy."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from oxymap.errors import InvalidInputError
from oxymap.studio.line_input import (
    Geometry,
    read_datum,
    read_drawn,
    read_point,
    read_precision,
    read_table,
    table_text,
)
from oxymap.studio.line_words import EPSG, METHODS
from oxymap.studio.map_spec import positions
from oxymap.wording import N_, say

Json = dict[str, Any]
#: Of a line that is mended by hand, more than this must have been recorded to call it that.
RECORDED_SHARE = 0.5


@dataclass(frozen=True)
class LineForm:
    """One of the page's forms as it was sent.

    Parameters
    ----------
    name : ``table``, ``drawn`` or ``point``; the fields are called ``table.rows`` and so on.
    values : by field name without the form's name.
    """

    name: str
    values: Mapping[str, str]

    def __getitem__(self, field: str) -> str:
        """Return a value; empty when it was not sent."""
        return self.values.get(field, "")

    @property
    def typed(self) -> dict[str, str]:
        """The values by full field name, to show the form again."""
        return {f"{self.name}.{field}": value for field, value in self.values.items()}


FORMS = ("table", "drawn", "point")


def apply_form(form: LineForm, feature: Json) -> Json:
    """Return the feature as a form wants it.

    Raises
    ------
    InvalidInputError : a value cannot be used; its field is named without the form's name.
    """
    if form.name == "point":
        return _with_point(form, feature)
    if form.name == "table":
        geometry = read_table(form["rows"], read_datum(form["crs"], form[EPSG]), "rows")
        method = _method(form)
        recorded = method == "gps"
    else:
        geometry = read_drawn(form["geometry"])
        recorded = stays_recorded(feature, geometry)
        method = position_of(feature).get("method", "gps") if recorded else "estimate"
    changed = _placed(feature, geometry, form, method)
    changed["properties"]["line"] = "recorded" if recorded else "schematic"
    return changed


def stays_recorded(feature: Json, geometry: Geometry) -> bool:
    """Tell whether a line is still a recording: most of its vertices were recorded."""
    if feature.get("properties", {}).get("line") != "recorded" or not feature.get("geometry"):
        return False
    before = {place[:2] for place in positions(feature["geometry"])}
    now = [place[:2] for place in positions(geometry)]
    return sum(place in before for place in now) > RECORDED_SHARE * len(now)


def initial_values(feature: Json) -> dict[str, str]:
    """Return what the page's forms show at first, by full field name."""
    geometry, placed = feature.get("geometry"), position_of(feature)
    known = placed.get("method") not in {None, "none"}
    precision = placed.get("precision_m")
    shared = {
        "source": str(placed.get("source") or "") if known else "",
        "precision_m": f"{precision:g}" if known and precision is not None else "",
        "method": str(placed["method"]) if known else "estimate",
        "crs": "wgs84",
    }
    values = {f"{form}.{field}": value for form in FORMS for field, value in shared.items()}
    values["table.rows"] = table_text(geometry)
    if geometry and geometry.get("type") == "Point":
        lon, lat = geometry["coordinates"][:2]
        values |= {"point.lon": f"{lon:.6f}", "point.lat": f"{lat:.6f}"}
    return values


def _with_point(form: LineForm, feature: Json) -> Json:
    place = read_point(form["lon"], form["lat"], read_datum(form["crs"], form[EPSG]))
    geometry: Geometry = {"type": "Point", "coordinates": list(place)}
    before = feature.get("geometry")
    if before and before.get("type") == "Point" and len(before["coordinates"]) > 2:
        same = before["coordinates"][:2] == list(place)
        geometry = before if same else geometry
    return _placed(feature, geometry, form, _method(form))


def _placed(feature: Json, geometry: Geometry, form: LineForm, method: str) -> Json:
    """Return the feature at its new place; equal numbers keep their bytes."""
    precision = read_precision(form["precision_m"])
    source = form["source"].strip()
    if not source:
        raise InvalidInputError(say(N_("Say where it is known from.")), field="source")
    before = position_of(feature)
    same = geometry == feature.get("geometry")
    position = {
        **before,
        "source": source,
        "method": method,
        "precision_m": before.get("precision_m") if before.get("precision_m") == precision
        else precision,
    }  # fmt: skip
    if not same and "verified" in position:
        position["verified"] = False
    return {
        **feature,
        "geometry": feature["geometry"] if same else geometry,
        "properties": {**feature.get("properties", {}), "position": position},
    }


def position_of(feature: Json) -> Json:
    """Return what a draft says of its position; a draft may say nothing."""
    found: Json = feature.get("properties", {}).get("position") or {}
    return found


def _method(form: LineForm) -> str:
    if form["method"] not in METHODS:
        raise InvalidInputError(
            say(N_("Choose how the position was found.")), field="method", value=form["method"]
        )
    return form["method"]
