"""Layer files are read feature by feature; what is wrong is named, the rest is kept."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pydantic import ValidationError

from oxymap.catalogue.geodata import layer_files, read_feature, read_layers
from tests.factories import NO_POSITION, feature, line, write_layer


def write(folder: Path, text: str, name: str = "villages.geojson") -> Path:
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


def test_layer_stands_in_one_file_or_in_a_folder_of_files(tmp_path: Path) -> None:
    for name in ("peaks/b.geojson", "peaks/a.geojson", "peaks.geojson", "villages.geojson"):
        write(tmp_path, "{}", name)

    found = [
        (layer, file.relative_to(tmp_path).as_posix()) for layer, file in layer_files(tmp_path)
    ]

    assert found == [
        ("villages", "villages.geojson"),
        ("peaks", "peaks.geojson"),
        ("peaks", "peaks/a.geojson"),
        ("peaks", "peaks/b.geojson"),
    ]


def test_features_come_with_their_layer_file_and_the_line_of_their_id(tmp_path: Path) -> None:
    file = write_layer(tmp_path, "villages", [feature("one-village"), feature("two-village")])

    read = read_layers(tmp_path)

    lines = file.read_text(encoding="utf-8").splitlines()
    assert read.problems == ()
    assert [item.place.layer for item in read.features] == ["villages", "villages"]
    assert [lines[item.line - 1].strip() for item in read.features] == [
        '"id": "one-village",',
        '"id": "two-village",',
    ]


def test_same_id_twice_in_a_file_has_two_lines(tmp_path: Path) -> None:
    write_layer(tmp_path, "villages", [feature(), feature()])

    first, second = read_layers(tmp_path).features

    assert first.line < second.line


def test_single_feature_is_a_layer_file_too(tmp_path: Path) -> None:
    write(tmp_path, json.dumps(feature()), "villages/stone-village.geojson")

    read = read_layers(tmp_path)

    assert [(item.place.id, item.line) for item in read.features] == [("stone-village", 1)]


def test_file_on_a_single_line_is_named_by_its_first_line(tmp_path: Path) -> None:
    collection = {"type": "FeatureCollection", "features": [feature()]}
    write(tmp_path, json.dumps(collection))

    assert [item.line for item in read_layers(tmp_path).features] == [1]


def test_coordinates_are_nested_tuples_in_lon_lat_order(tmp_path: Path) -> None:
    write_layer(
        tmp_path, "trails", [feature("ridge-walk", "trails", geometry=line((115.8, 40.0), 2))]
    )

    (item,) = read_layers(tmp_path).features

    assert item.place.coordinates == ((115.8, 40.0, 800.0), (115.802, 40.002, 820.0))


def test_feature_without_geometry_is_read_when_it_has_no_position() -> None:
    found = read_feature("villages", feature(geometry=None, position=NO_POSITION))

    assert (found.geometry_type, found.coordinates, found.point) == (None, (), None)


def test_bad_feature_leaves_the_good_ones(tmp_path: Path) -> None:
    write_layer(
        tmp_path, "villages", [feature("good-village"), feature("bad-village", kind="town hall")]
    )

    read = read_layers(tmp_path)

    assert [item.place.id for item in read.features] == ["good-village"]
    assert [problem.message for problem in read.problems] == [
        "properties.kind: 'town hall' of bad-village is not one of village, courtyard, town"
    ]


def test_folder_that_is_not_there_is_empty(tmp_path: Path) -> None:
    read = read_layers(tmp_path / "nowhere")

    assert (read.features, read.problems) == ((), ())


def test_base_map_is_no_layer_and_no_problem(tmp_path: Path) -> None:
    write(tmp_path, "{}", "base.geojson")

    assert read_layers(tmp_path).problems == ()


def test_file_of_no_layer_is_named(tmp_path: Path) -> None:
    file = write(tmp_path, "{}", "caves.geojson")

    (problem,) = read_layers(tmp_path).problems

    assert (problem.file, problem.line) == (file, 1)
    assert problem.message.startswith("layer 'caves' is unknown; the layers are districts, ")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[1, 2]", "is not a GeoJSON object"),
        ('{"type": "Topology"}', "is not a GeoJSON Feature or FeatureCollection"),
        (
            '{"type": "FeatureCollection", "features": {}}',
            "is not a GeoJSON Feature or FeatureCollection",
        ),
        ('{"type": "FeatureCollection", "features": [5]}', "is not a GeoJSON Feature"),
        ('{"type": "FeatureCollection", "features": [{}]}', "is not a GeoJSON Feature"),
    ],
)
def test_json_that_is_no_geojson_is_a_problem(tmp_path: Path, text: str, message: str) -> None:
    file = write(tmp_path, text)

    read = read_layers(tmp_path)

    assert [str(problem) for problem in read.problems] == [f"{file}:1: {message}"]


def test_file_in_another_encoding_is_a_problem_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "villages.geojson"
    file.write_bytes('{\n "name": "石头村"}'.encode("gbk"))

    read = read_layers(tmp_path)

    assert [str(problem) for problem in read.problems] == [f"{file}:2: is not UTF-8 text"]


@pytest.mark.parametrize("geometry", ["POINT (1 2)", 5, [115.8, 40.0]])
def test_geometry_that_is_no_object_is_refused(geometry: object) -> None:
    with pytest.raises(ValueError, match="geometry: is neither an object nor null"):
        read_feature("villages", feature(geometry=geometry))


@pytest.mark.parametrize(
    ("geometry", "message"),
    [
        ({"coordinates": [115.8, 40.0]}, "does not fit its geometry"),
        ({"type": "Circle", "coordinates": [115.8, 40.0]}, "geometry_type"),
        ({"type": "Point", "coordinates": None}, "coordinates"),
    ],
)
def test_geometry_of_no_known_kind_is_refused(geometry: dict[str, object], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        read_feature("villages", feature(geometry=geometry))


def test_district_must_be_one_of_the_three() -> None:
    member = feature("haidian", "districts", geometry=None, position=NO_POSITION)

    with pytest.raises(ValueError, match="'haidian' is not one of the districts mentougou, "):
        read_feature("districts", member)


@pytest.mark.parametrize(
    "values", [{"geometry": None}, {"position": NO_POSITION}], ids=["no point", "no method"]
)
def test_method_must_fit_the_geometry(values: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="does not fit its geometry"):
        read_feature("villages", feature(**values))


def test_unknown_property_is_refused() -> None:
    with pytest.raises(ValidationError, match="Extra inputs are not permitted"):
        read_feature("villages", feature(ion_count=1200))
