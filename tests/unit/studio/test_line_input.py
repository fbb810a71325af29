"""What a planner types as coordinates: good rows, and bad ones that are named."""

from __future__ import annotations

from math import asinh, radians, tan

import pytest

from oxymap.errors import InvalidInputError
from oxymap.geo.crs import wgs84_to_gcj02
from oxymap.studio.line_input import (
    MAX_VERTICES,
    read_datum,
    read_drawn,
    read_point,
    read_precision,
    read_table,
    table_text,
)

ROWS = "115.80000, 39.99000, 350\n115.80500, 39.99200, 362.5\n115.81000, 39.99100"


def refused(field: str, run: object) -> str:
    assert callable(run)
    with pytest.raises(InvalidInputError) as caught:
        run()
    assert caught.value.field == field
    return str(caught.value.said)


def test_rows_become_a_line_with_the_heights_that_are_known() -> None:
    line = read_table(ROWS, "wgs84")

    assert line == {
        "type": "LineString",
        "coordinates": [[115.8, 39.99, 350.0], [115.805, 39.992, 362.5], [115.81, 39.991]],
    }


def test_empty_row_begins_a_new_part() -> None:
    line = read_table("115.8,39.99\n115.81,39.99\n\n115.82,39.99\n115.83,39.99\n", "wgs84")

    assert line["type"] == "MultiLineString"
    first, second = line["coordinates"]
    assert first == [[115.8, 39.99], [115.81, 39.99]]
    assert second == [[115.82, 39.99], [115.83, 39.99]]


@pytest.mark.parametrize(
    "row",
    ["115.8,39.99", "115.8 39.99", "115.8\t39.99", "115.8；39.99", "115.8，39.99", "(115.8, 39.99)",
     "[115.8, 39.99],", "115.8°, 39.99°", " 115.8 ; 39.99 ", "115.8、39.99"],
)  # fmt: skip
def test_rows_are_read_as_people_write_them(row: str) -> None:
    line = read_table(f"{row}\n115.9, 39.9", "wgs84")

    assert line["coordinates"] == [[115.8, 39.99], [115.9, 39.9]]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("115.8", "Row 2: “115.8” is not"),
        ("115.8, north", "Row 2: “115.8, north” is not"),
        ("115.8, 39.99, 3, 4", "Row 2: “115.8, 39.99, 3, 4” is not"),
        ("nan, 39.99", "Row 2: “nan, 39.99” is not"),
        ("1e999, 39.99", "Row 2: “1e999, 39.99” is not"),
        ("39.99, 115.8", "Row 2: longitude and latitude are exchanged (39.99, 115.8)."),
        ("121.47, 31.23", "Row 2: 121.47, 31.23 lies outside the three districts."),
        ("115.8, 39.99, 99999", "Row 2: 99999 is no height between"),
    ],
)
def test_bad_row_is_named(row: str, said: str) -> None:
    text = f"115.80, 39.99\n{row}\n115.82, 39.99"

    assert refused("rows", lambda: read_table(text, "wgs84", "rows")).startswith(said)


def test_one_position_is_no_line() -> None:
    said = refused("rows", lambda: read_table("115.8, 39.99\n115.8, 39.99\n", "wgs84", "rows"))

    assert said == "A line needs at least two different positions."


def test_short_part_is_named() -> None:
    text = "115.8,39.99\n115.81,39.99\n\n115.82,39.99"

    assert "Part 2 " in refused("rows", lambda: read_table(text, "wgs84", "rows"))


def test_empty_table_is_refused() -> None:
    assert refused("rows", lambda: read_table(" \n\n", "wgs84", "rows"))


def test_too_many_rows_are_sent_to_a_file() -> None:
    text = "115.8, 39.99\n" * (MAX_VERTICES + 1)

    assert "as a file" in refused("rows", lambda: read_table(text, "wgs84", "rows"))


def test_other_datum_is_turned_into_wgs84() -> None:
    lon, lat = wgs84_to_gcj02(115.8, 39.99)

    line = read_table(f"{lon:.8f}, {lat:.8f}\n115.9, 39.9", "gcj02")

    assert line["coordinates"][0] == [115.8, 39.99]


def test_projected_coordinates_are_turned_into_degrees() -> None:
    radius = 6_378_137.0
    x, y = radius * radians(115.8), radius * asinh(tan(radians(39.99)))

    line = read_table(f"{x:.3f} {y:.3f}\n{x + 900:.3f} {y:.3f}", "EPSG:3857")

    assert line["coordinates"][0] == [115.8, 39.99]


def test_unknown_epsg_number_is_refused() -> None:
    assert refused("epsg", lambda: read_table(ROWS, "EPSG:999999"))


@pytest.mark.parametrize(
    ("name", "epsg", "crs"),
    [("wgs84", "", "wgs84"), ("bd09", "4547", "bd09"), ("epsg", "4547", "EPSG:4547"),
     ("epsg", " EPSG:4547 ", "EPSG:4547")],
)  # fmt: skip
def test_datum_is_read(name: str, epsg: str, crs: str) -> None:
    assert read_datum(name, epsg) == crs


@pytest.mark.parametrize(
    ("name", "epsg", "field"), [("mars", "", "crs"), ("epsg", "x", "epsg"), ("epsg", "", "epsg")]
)
def test_wrong_datum_is_refused(name: str, epsg: str, field: str) -> None:
    assert refused(field, lambda: read_datum(name, epsg))


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "null", '"x"', '{"type":"Point","coordinates":[115.8,39.9]}', "[" * 100_000,
     '{"type":"LineString"}', '{"type":"LineString","coordinates":[[115.8,39.9]]}',
     '{"type":"LineString","coordinates":[["a",39.9],[115.8,39.9]]}',
     '{"type":"LineString","coordinates":[[115.8,39.9],[115.8,39.9]]}',
     '{"type":"LineString","coordinates":[[[115.8,39.9],[115.9,39.9]]]}',
     '{"type":"LineString","coordinates":[[115.8,39.9],[115.9,39.9,1,2]]}',
     '{"type":"LineString","coordinates":{"a":1}}',
     '{"type":"MultiLineString","coordinates":[7]}'],
)  # fmt: skip
def test_what_is_no_drawn_line_is_refused(text: str) -> None:
    assert refused("geometry", lambda: read_drawn(text))


def test_drawn_vertex_outside_is_named() -> None:
    text = '{"type":"LineString","coordinates":[[115.8,39.9],[115.9,39.9],[118,39.9]]}'

    assert refused("geometry", lambda: read_drawn(text)).startswith("Vertex 3: 118, 39.9 lies")


def test_drawn_line_keeps_heights_and_loses_repeats() -> None:
    text = (
        '{"type":"LineString","coordinates":'
        "[[115.8,39.9,410.26],[115.8,39.9,410.26],[115.81000049,39.9]]}"
    )

    assert read_drawn(text)["coordinates"] == [[115.8, 39.9, 410.3], [115.81, 39.9]]


def test_table_of_a_line_reads_back_as_the_same_line() -> None:
    line = read_table(ROWS + "\n\n115.82,39.99\n115.83,39.99", "wgs84")

    assert read_table(table_text(line), "wgs84") == line


def test_line_that_is_too_long_for_a_form_has_no_table() -> None:
    long = {"type": "LineString", "coordinates": [[115.8, 39.9]] * (MAX_VERTICES + 1)}

    assert table_text(long) == ""


def test_point_is_read_in_its_datum() -> None:
    lon, lat = wgs84_to_gcj02(115.8, 39.99)

    assert read_point(f"{lon:.8f}", f"{lat:.8f}", "gcj02") == (115.8, 39.99)


@pytest.mark.parametrize(
    ("lon", "lat", "field"),
    [("", "39.9", "lon"), ("115.8", "x", "lat"), ("39.9", "115.8", "lon"), ("2", "48", "lon")],
)
def test_wrong_point_is_refused(lon: str, lat: str, field: str) -> None:
    assert refused(field, lambda: read_point(lon, lat, "wgs84"))


@pytest.mark.parametrize(("text", "value"), [("10", 10), (" 2.5 ", 2.5), ("50000", 50_000)])
def test_precision_is_read(text: str, value: float) -> None:
    assert read_precision(text) == value


@pytest.mark.parametrize("text", ["", "0", "-3", "50001", "nan", "ten"])
def test_wrong_precision_is_refused(text: str) -> None:
    assert refused("precision_m", lambda: read_precision(text))
