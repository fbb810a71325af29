"""The published layers: whole for everybody, slim for the maps."""

from __future__ import annotations

import json

import pytest

from oxymap.catalogue.geodata import read_feature
from oxymap.catalogue.models import Place
from oxymap.catalogue.snapshot import Catalogue
from oxymap.errors import NotFoundError
from oxymap.pages.layers import layer_json, slim_layer_json
from tests.factories import NO_POSITION, POINTS, catalogue, district, line, place, position

BOUNDARY = {"type": "MultiPolygon", "coordinates": [[[[115, 39], [116, 39], [116, 40], [115, 39]]]]}


def unplaced() -> Place:
    return place("lost", "products", geometry=None, position=NO_POSITION)


def whole(layer: str, *places: Place) -> dict[str, object]:
    return json.loads(layer_json(catalogue(places), layer))


def slim(layer: str, *places: Place) -> dict[str, object]:
    return json.loads(slim_layer_json(catalogue(places), layer))


def test_layer_has_the_members_of_a_feature_collection() -> None:
    found = whole("villages", place())

    assert found["type"] == "FeatureCollection"
    (feature,) = found["features"]
    assert set(feature) == {"type", "id", "geometry", "properties"}
    assert feature["type"] == "Feature"
    assert feature["id"] == "stone-village"
    assert feature["geometry"] == {"type": "Point", "coordinates": list(POINTS["mentougou"])}


def test_layer_names_whose_work_it_is() -> None:
    assert "OpenStreetMap contributors (ODbL)" in whole("villages")["attribution"]


def test_layer_without_features_is_an_empty_collection() -> None:
    assert whole("villages")["features"] == []
    assert slim("villages") == {"type": "FeatureCollection", "features": []}


def test_layer_holds_only_its_own_features() -> None:
    found = whole("villages", place(), place("peak", "peaks"))

    assert [feature["id"] for feature in found["features"]] == ["stone-village"]


def test_feature_without_a_position_stands_in_the_whole_layer() -> None:
    (feature,) = whole("products", unplaced())["features"]

    assert feature["geometry"] is None
    assert feature["properties"]["position"]["method"] == "none"


def test_feature_without_a_position_is_not_in_the_slim_layer() -> None:
    found = slim("products", unplaced(), place("orchard", "products"))

    assert [feature["id"] for feature in found["features"]] == ["orchard"]


def test_unknown_values_are_left_out_of_the_properties() -> None:
    (feature,) = whole("villages", place())["features"]

    assert "township" not in feature["properties"]
    assert feature["properties"]["name"] == {"zh": "石头村", "en": "Stone Village"}


def test_slim_feature_holds_only_what_a_map_draws() -> None:
    (feature,) = slim("villages", place(position=position(2000.0)))["features"]

    assert feature["properties"] == {
        "layer": "villages",
        "kind": "village",
        "name": {"zh": "石头村", "en": "Stone Village"},
        "approximate": True,
        "schematic": False,
    }


@pytest.mark.parametrize(("kind", "schematic"), [("schematic", True), ("recorded", False)])
def test_slim_line_says_whether_it_is_schematic(kind: str, schematic: bool) -> None:
    trail = place("walk", "trails", geometry=line(POINTS["mentougou"]), line=kind)

    (feature,) = slim("trails", trail)["features"]

    assert feature["properties"]["schematic"] is schematic


def test_heights_stay_in_the_coordinates() -> None:
    trail = place("walk", "trails", geometry=line(POINTS["mentougou"], count=2), line="recorded")

    (feature,) = whole("trails", trail)["features"]

    assert [vertex[2] for vertex in feature["geometry"]["coordinates"]] == [800.0, 820.0]


def test_district_has_its_boundary_as_geometry() -> None:
    found = read_feature("districts", district("yanqing"))
    published = Catalogue("test", {found.id: found}, {}, {"yanqing": BOUNDARY})

    (feature,) = json.loads(layer_json(published, "districts"))["features"]

    assert feature["geometry"] == BOUNDARY


@pytest.mark.parametrize("make", [layer_json, slim_layer_json])
def test_unknown_layer_is_named_with_those_that_exist(make) -> None:
    with pytest.raises(NotFoundError, match=r"no layer 'roads'.*villages"):
        make(catalogue(), "roads")
