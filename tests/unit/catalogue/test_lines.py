"""Errors point to the line of a field."""

from __future__ import annotations

import pytest

from oxymap.catalogue.lines import line_of

JSON = """{
 "features": [
  {"id": "first"},
  {
   "id": "second",
   "properties": {
    "name": "x"
   }
  }
 ]
}
"""
YAML = """title: A page
stops:
  - place: one
  - place: two
    note: here
"""


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ((), 1),
        (("features",), 2),
        (("features", 0), 3),
        (("features", 1), 4),
        (("features", 1, "id"), 5),
        (("features", 1, "properties", "name"), 7),
    ],
)
def test_line_of_a_json_value_is_that_of_its_key(
    path: tuple[str | int, ...], expected: int
) -> None:
    assert line_of(JSON, path) == expected


def test_missing_field_gives_the_line_of_the_record_that_lacks_it() -> None:
    assert line_of(JSON, ("features", 1, "properties", "kind")) == 6


def test_position_behind_the_end_of_a_list_gives_the_list() -> None:
    assert line_of(JSON, ("features", 7)) == 2


def test_line_of_a_yaml_list_item_counts_from_the_first_line() -> None:
    assert line_of(YAML, ("stops", 1, "note"), first_line=2) == 6


@pytest.mark.parametrize("text", ["", "{ broken: [", "\t: tab"])
def test_text_that_cannot_be_parsed_gives_its_first_line(text: str) -> None:
    assert line_of(text, ("features", 0), first_line=2) == 2


def test_path_into_a_plain_value_stops_there() -> None:
    assert line_of(YAML, ("title", "zh")) == 1
