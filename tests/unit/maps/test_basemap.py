import json

import pytest

from oxymap.errors import FormatError
from oxymap.maps.basemap import KINDS, base_layers_json, load_base
from tests.unit.maps.samples import SHIPPED, base_map, write_base

RIVER = {
    "type": "Feature",
    "properties": {"id": "r", "kind": "river", "rank": 1, "name": {"zh": "河", "en": "River"}},
    "geometry": {"type": "LineString", "coordinates": [[115.5, 40.0], [115.6, 40.1]]},
}


def test_the_shipped_sketch_holds_every_kind():
    base = base_map()

    assert all(base.of(kind) for kind in KINDS)


def test_every_feature_of_the_shipped_sketch_is_marked_as_schematic():
    features = json.loads(SHIPPED.read_text(encoding="utf-8"))["features"]

    assert {feature["properties"]["schematic"] for feature in features} == {True}


def test_names_of_the_shipped_sketch_come_in_both_languages():
    named = [feature for feature in base_map().features if feature.kind != "ridge"]

    assert [item.id for item in named if not item.name or not all(item.name)] == []


def test_the_box_of_a_base_map_is_that_of_its_districts():
    assert base_map().bbox == (115.4, 39.5, 116.2, 40.2)


def test_a_base_map_without_districts_still_has_a_box(tmp_path):

    assert load_base(write_base(tmp_path, RIVER), {}).bbox == (115.5, 40.0, 115.6, 40.1)


@pytest.mark.parametrize(
    "change",
    [
        {"properties": {"id": "r", "kind": "canal", "rank": 1}},
        {"properties": {"kind": "river"}},
        {"geometry": {"type": "MultiPoint", "coordinates": []}},
        {"geometry": {"type": "LineString", "coordinates": ["x"]}},
    ],
)
def test_a_feature_that_cannot_be_read_is_named_with_its_file(tmp_path, change):
    file = write_base(tmp_path, {**RIVER, **change})

    with pytest.raises(FormatError, match=r"base\.geojson"):
        base_map(file)


def test_a_file_that_is_not_json_is_refused(tmp_path):
    file = tmp_path / "base.geojson"
    file.write_text("river")

    with pytest.raises(FormatError):
        base_map(file)


def test_the_browsers_copy_is_compact_and_complete():
    base = base_map()

    text = base_layers_json(base)

    collection = json.loads(text)
    assert len(collection["features"]) == len(base.features) + len(base.districts)
    assert len(collection["hills"]["outlines"]) == len(collection["hills"]["strokes"])
    assert len(text.encode()) < 50_000
    assert text == base_layers_json(base_map())


def test_ridges_keep_their_vertices_so_that_hills_stand_alike():
    base = base_map()

    members = json.loads(base_layers_json(base))["features"]

    lines = [m["geometry"]["coordinates"] for m in members if m["properties"]["kind"] == "ridge"]
    assert lines == [[list(position) for position in ridge.line] for ridge in base.of("ridge")]
