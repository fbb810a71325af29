"""Maps of the studio as data, and the list that says the same."""

from __future__ import annotations

import json

import pytest

from oxymap.pages.edition import Edition
from oxymap.pages.making import make_site
from oxymap.studio.map_spec import Drawn, MapSpec, Pin, positions, studio_map
from tests.factories import sample_project

LINE = {"type": "LineString", "coordinates": [[115.8, 39.9, 350], [115.81, 39.912345678]]}


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    return make_site(sample_project(tmp_path_factory.mktemp("maps"))).edition("en")


def test_map_and_list_say_the_same(edition: Edition) -> None:
    spec = MapSpec(
        "m", "A map", [Drawn("before", LINE, "Old"), Drawn("after", None, "Gone")],
        [Pin(115.8, 39.9, "A gap", "error"), Pin(115.9, 39.9, "Why?", "comment", number=3)],
    )  # fmt: skip

    made = studio_map(edition, spec)

    told = json.loads(made.json)
    assert [row.label for row in made.rows] == ["Old", "Gone", "A gap", "Why?"]
    assert [row.key for row in made.rows] == [x["key"] for x in told["drawn"] + told["pins"]]
    assert made.rows[2].where == "115.80000, 39.90000"
    assert made.rows[3].number == 3


def test_candidates_have_a_look_each(edition: Edition) -> None:
    drawn = [Drawn("candidate", LINE, str(n)) for n in range(6)]

    signs = [row.sign for row in studio_map(edition, MapSpec("m", "", drawn)).rows]

    assert signs == [f"candidate-{n}" for n in (1, 2, 3, 4, 4, 4)]


def test_geometry_is_as_short_as_the_map_can_use(edition: Edition) -> None:
    told = json.loads(studio_map(edition, MapSpec("m", "", [Drawn("current", LINE, "")])).json)

    assert told["drawn"][0]["geometry"]["coordinates"] == [[115.8, 39.9], [115.81, 39.912346]]


def test_label_cannot_leave_the_script_element(edition: Edition) -> None:
    pin = Pin(115.8, 39.9, "</script><img src=x onerror=alert(1)>")

    made = studio_map(edition, MapSpec("m", "", (), [pin]))

    assert "<" not in made.json
    assert json.loads(made.json)["pins"][0]["label"] == pin.label


def test_strings_keep_their_places_for_the_script(edition: Edition) -> None:
    told = json.loads(studio_map(edition, MapSpec("m", "")).json)

    assert "{lon}" in told["strings"]["picked"]
    assert told["strings"]["zoom_in"]


@pytest.mark.parametrize(
    ("geometry", "count"),
    [(None, 0), ({"type": "Point", "coordinates": [1, 2]}, 1),
     ({"type": "MultiPolygon", "coordinates": [[[[1, 2], [3, 4]]], [[[5, 6]]]]}, 3),
     ({"type": "Nonsense", "coordinates": []}, 1)],
)  # fmt: skip
def test_positions_of_a_geometry(geometry: dict[str, object] | None, count: int) -> None:
    assert len(positions(geometry)) == count
