"""Faults in geometries, and winding."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import Polygon, shape

from oxymap.geo.checks import REGION, geometry_problems, signed_area, wound

#: Counter-clockwise, closed.
RING = [(115.80, 39.90), (115.90, 39.90), (115.90, 40.00), (115.80, 39.90)]
HOLE = [(115.85, 39.91), (115.88, 39.94), (115.89, 39.91), (115.85, 39.91)]
LINE = [(115.80, 39.90), (115.81, 39.91), (115.82, 39.90)]
GOOD = {
    "Point": (115.8, 39.9),
    "MultiPoint": LINE,
    "LineString": LINE,
    "MultiLineString": [LINE, LINE],
    "Polygon": [RING, HOLE],
    "MultiPolygon": [[RING, HOLE], [RING]],
}


def problems(kind, coordinates):
    """List what is wrong with a geometry."""
    return list(geometry_problems({"type": kind, "coordinates": coordinates}))


@pytest.mark.parametrize("kind", GOOD)
def test_a_good_geometry_has_no_problems(kind):
    assert problems(kind, GOOD[kind]) == []


@pytest.mark.parametrize("kind", GOOD)
def test_lists_serve_as_well_as_tuples(kind):
    def listed(value):
        return [listed(one) for one in value] if isinstance(value, (list, tuple)) else value

    assert problems(kind, listed(GOOD[kind])) == []


def test_heights_are_allowed():
    assert problems("LineString", [(115.80, 39.90, 800), (115.81, 39.91, 812.5)]) == []


@pytest.mark.parametrize("kind", ["Circle", "GeometryCollection", None, 3, ["Point"]])
def test_an_unknown_type_is_a_problem(kind):
    (message,) = problems(kind, [])

    assert "is not one of Point, MultiPoint" in message


@pytest.mark.parametrize(
    "coordinates",
    [
        None,
        "115,39",
        (115.8,),
        (115.8, 39.9, 1, 2),
        ("115.8", "39.9"),
        (True, 39.9),
        (None, 39.9),
        [(115.8, 39.9)],
        {"lon": 115.8},
    ],
)
def test_a_position_is_two_or_three_numbers(coordinates):
    (message,) = problems("Point", coordinates)

    assert "is not [lon, lat]" in message


@pytest.mark.parametrize(("kind", "coordinates"), [("LineString", 5), ("Polygon", [5])])
def test_nesting_that_does_not_fit_is_a_problem(kind, coordinates):
    (message,) = problems(kind, coordinates)

    assert "not nested as their type wants" in message


def test_exchanged_axes_are_named_as_such():
    assert problems("Point", (39.9, 115.8)) == ["position (39.9, 115.8) has lon and lat exchanged"]


@pytest.mark.parametrize("number", [math.nan, math.inf, -math.inf])
def test_positions_must_be_finite(number):
    (message,) = problems("Point", (115.8, number))

    assert "is not finite" in message


def test_heights_must_be_finite():
    (message,) = problems("Point", (115.8, 39.9, math.nan))

    assert "is not finite" in message


@pytest.mark.parametrize(
    "position", [(0, 0), (115.2, 39.9), (116.8, 39.9), (115.8, 39.2), (115.8, 41.0), (-115.8, 39.9)]
)
def test_a_position_outside_the_region_is_a_problem(position):
    (message,) = problems("Point", position)

    assert "is outside the region" in message


@pytest.mark.parametrize("corner", [REGION[:2], REGION[2:]])
def test_the_regions_edge_is_inside(corner):
    assert problems("Point", corner) == []


def test_one_message_a_line_is_enough():
    assert len(problems("LineString", [(0, 0), (1, 1), (2, 2)])) == 1


@pytest.mark.parametrize("line", [[], LINE[:1]])
def test_a_line_needs_two_positions(line):
    assert problems("LineString", line) == [f"a line of {len(line)} positions is not a line"]


def test_a_repeated_position_is_named_with_its_number():
    (message,) = problems("LineString", [LINE[0], LINE[1], LINE[1], LINE[2]])

    assert message == "position (115.81, 39.91) (number 2) repeats the one before"


def test_another_height_at_the_same_place_is_a_repetition():
    assert len(problems("LineString", [(115.8, 39.9, 1), (115.8, 39.9, 2)])) == 1


def test_points_may_repeat():
    assert problems("MultiPoint", [LINE[0], LINE[0]]) == []


def test_an_open_ring_is_a_problem():
    (message,) = problems("Polygon", [[*RING[:-1], (115.81, 39.95)]])

    assert message == "the ring that starts at (115.8, 39.9) is not closed"


def test_a_ring_needs_four_positions():
    (message,) = problems("Polygon", [[RING[0], RING[1], RING[0]]])

    assert message == "a ring needs four positions, this one has 3"


@pytest.mark.parametrize(
    ("rings", "word"), [([RING[::-1]], "counter-clockwise"), ([RING, HOLE[::-1]], "clockwise")]
)
def test_left_hand_winding_is_a_problem(rings, word):
    (message,) = problems("Polygon", rings)

    assert message.endswith(f"is not {word}")


def test_every_polygon_of_several_is_checked():
    assert len(problems("MultiPolygon", [[RING], [RING[::-1]], [HOLE]])) == 2


@given(st.permutations([(115.8, 39.9), (115.9, 39.9), (115.9, 40.0), (115.8, 40.05)]))
def test_winding_makes_any_ring_right_handed(corners):
    ring = [*corners, corners[0]]

    (mended,) = wound({"type": "Polygon", "coordinates": [ring]})["coordinates"]

    if Polygon(ring).is_valid:
        assert shape({"type": "Polygon", "coordinates": [mended]}).exterior.is_ccw


def test_winding_turns_holes_the_other_way():
    (mended,) = wound({"type": "MultiPolygon", "coordinates": [[RING[::-1], HOLE[::-1]]]})[
        "coordinates"
    ]

    assert mended == [RING, HOLE]


def test_winding_changes_nothing_that_is_right():
    assert wound({"type": "Polygon", "coordinates": [RING, HOLE]})["coordinates"] == [RING, HOLE]


def test_winding_leaves_lines_alone():
    assert wound({"type": "LineString", "coordinates": LINE})["coordinates"] == LINE


def test_winding_keeps_heights():
    ring = [(*position, 500.0) for position in RING]

    (mended,) = wound({"type": "Polygon", "coordinates": [ring[::-1]]})["coordinates"]

    assert mended == ring


def test_area_is_positive_counter_clockwise():
    assert signed_area(RING) == pytest.approx(0.005)
    assert signed_area(RING[::-1]) == pytest.approx(-0.005)
