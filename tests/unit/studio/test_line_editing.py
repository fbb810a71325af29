"""A typed or drawn geometry in a feature, and what it says of its accuracy."""

from __future__ import annotations

import json

import pytest

from oxymap.errors import InvalidInputError
from oxymap.publishing.documents import feature_document, feature_of
from oxymap.publishing.models import Ref
from oxymap.studio.line_editing import Json, LineForm, apply_form, initial_values
from tests.factories import feature

LINE = [[115.8, 39.9, 350], [115.81, 39.9, 360], [115.82, 39.9, 371], [115.83, 39.9, 380]]


def trail(**values: object) -> Json:
    geometry = {"type": "LineString", "coordinates": LINE}
    return feature("brook-path", "trails", geometry=geometry, **values)


def table(rows: str, **values: str) -> LineForm:
    shared = {"crs": "wgs84", "source": "Walked.", "method": "gps", "precision_m": "10"}
    return LineForm("table", {"rows": rows, **shared, **values})


def drawn(coordinates: list[list[float]], **values: str) -> LineForm:
    geometry = json.dumps({"type": "LineString", "coordinates": coordinates})
    shared = {"source": "Drawn after a town map.", "precision_m": "80"}
    return LineForm("drawn", {"geometry": geometry, **shared, **values})


def test_surveyed_coordinates_are_a_recorded_line() -> None:
    made = apply_form(table("115.8, 39.9\n115.9, 39.9"), trail())

    assert made["properties"]["line"] == "recorded"
    position = made["properties"]["position"]
    assert (position["method"], position["precision_m"], position["source"]) == (
        "gps",
        10,
        "Walked.",
    )


def test_drawn_line_is_schematic_and_an_estimate() -> None:
    made = apply_form(drawn([[115.8, 39.9], [115.9, 39.95]]), trail(line="recorded"))

    assert made["properties"]["line"] == "schematic"
    assert made["properties"]["position"]["method"] == "estimate"


def test_recording_that_was_mended_stays_a_recording() -> None:
    mended = [*LINE[:3], [115.8301, 39.9001]]

    made = apply_form(drawn(mended), trail(line="recorded", position=placed("gps")))

    assert made["properties"]["line"] == "recorded"
    assert made["properties"]["position"]["method"] == "gps"
    assert made["geometry"]["coordinates"][:3] == LINE[:3]


def placed(method: str) -> Json:
    return {"source": "A recording.", "method": method, "precision_m": 10, "verified": True}


def test_moved_line_has_to_be_verified_anew() -> None:
    made = apply_form(table("115.8, 39.9\n115.9, 39.9"), trail(position=placed("gps")))

    assert made["properties"]["position"]["verified"] is False


def test_saving_the_shown_table_changes_no_byte_of_the_geometry() -> None:
    ref = Ref("feature", "trails", "brook-path")
    before = trail(position=placed("gps"), line="recorded")
    shown = [(name.partition("."), value) for name, value in initial_values(before).items()]
    values = {field: value for (form, _, field), value in shown if form == "table"}

    made = apply_form(LineForm("table", values), feature_of(feature_document(ref, before)))

    assert feature_document(ref, made).texts == feature_document(ref, before).texts


def test_other_properties_stay() -> None:
    before = trail(tags=["river"], note={"zh": "注", "en": "Note"})

    made = apply_form(drawn([[115.8, 39.9], [115.9, 39.95]]), before)

    changed = {"line", "position"}
    kept = {key: value for key, value in made["properties"].items() if key not in changed}
    assert kept == {key: value for key, value in before["properties"].items() if key not in changed}


def test_point_is_set() -> None:
    form = LineForm(
        "point",
        {"lon": "115.8", "lat": "39.9", "crs": "wgs84", "source": "Seen.", "method": "osm",
         "precision_m": "15"},
    )  # fmt: skip

    made = apply_form(form, {**feature(), "geometry": None})

    assert made["geometry"] == {"type": "Point", "coordinates": [115.8, 39.9]}
    assert made["properties"]["position"]["method"] == "osm"
    assert "line" not in made["properties"]


@pytest.mark.parametrize(
    ("values", "field"),
    [({"source": " "}, "source"), ({"method": "none"}, "method"), ({"method": "magic"}, "method"),
     ({"precision_m": ""}, "precision_m"), ({"crs": "epsg"}, "epsg")],
)  # fmt: skip
def test_incomplete_form_names_its_field(values: dict[str, str], field: str) -> None:
    with pytest.raises(InvalidInputError) as caught:
        apply_form(table("115.8, 39.9\n115.9, 39.9", **values), trail())

    assert caught.value.field == field


def test_form_of_a_draft_without_any_position_can_be_shown() -> None:
    values = initial_values({"type": "Feature", "geometry": None, "properties": {}})

    assert values["table.rows"] == ""
    assert values["point.method"] == "estimate"
