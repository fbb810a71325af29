"""Features lie where they say, as far as their precision goes."""

from __future__ import annotations

import pytest

from oxymap.catalogue.models import Place
from oxymap.catalogue.positions import check_positions
from tests.factories import NO_POSITION, line, place, placed, position

#: A square of 0.2 degrees; its north edge is at 40.1.
SQUARE = [[[115.7, 39.9], [115.9, 39.9], [115.9, 40.1], [115.7, 40.1], [115.7, 39.9]]]
BOUNDARIES = {"mentougou": {"type": "Polygon", "coordinates": SQUARE}}


def messages(found: Place) -> list[str]:
    return [problem.message for problem in check_positions([placed(found)], BOUNDARIES)]


def point(lon: float, lat: float, precision_m: float = 50.0) -> Place:
    return place(
        geometry={"type": "Point", "coordinates": [lon, lat]}, position=position(precision_m)
    )


def test_point_in_its_district_is_right() -> None:
    assert messages(point(115.8, 40.0)) == []


def test_point_just_over_the_border_is_right() -> None:
    # 0.01 degrees are 1.1 km, less than the tolerance.
    assert messages(point(115.8, 40.11)) == []


def test_point_far_outside_is_named_with_its_distance() -> None:
    (message,) = messages(point(115.8, 40.2))

    assert message == (
        "geometry of stone-village: lies 8.5 km outside mentougou, more than its precision allows"
    )


def test_poor_precision_allows_more() -> None:
    assert messages(point(115.8, 40.2, precision_m=10_000)) == []


def test_exchanged_axes_are_named_and_not_measured() -> None:
    (message,) = messages(point(40.0, 115.8))

    assert message == "geometry of stone-village: position (40, 115.8) has lon and lat exchanged"


def test_problem_stands_at_the_line_of_the_feature() -> None:
    item = placed(point(115.8, 40.3), line_number=17)

    (problem,) = check_positions([item], BOUNDARIES)

    assert (problem.file, problem.line) == (item.file, 17)


def test_line_that_touches_its_district_is_right() -> None:
    start_inside = line((115.895, 40.095), count=60)

    assert messages(place("ridge-walk", "trails", geometry=start_inside)) == []


def test_feature_without_a_position_is_left_alone() -> None:
    assert messages(place(geometry=None, position=NO_POSITION)) == []


def test_without_boundaries_only_the_geometry_is_checked() -> None:
    assert list(check_positions([placed(point(115.8, 40.4))], {})) == []


@pytest.mark.parametrize("coordinates", [[], ["115.8", "40.0"], [115.8], [[115.8, 40.0]]])
def test_point_that_is_no_position_is_named(coordinates: list[object]) -> None:
    (message,) = messages(place(geometry={"type": "Point", "coordinates": coordinates}))

    assert "is not [lon, lat]" in message
