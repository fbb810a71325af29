"""Geometry that can be drawn, measures that can be true."""

from __future__ import annotations

import pytest

from oxymap.publishing.models import Document
from tests import factories
from tests.unit.publishing.checks.faults import drawn, written
from tests.unit.publishing.checks.sampling import (
    codes,
    context,
    errors,
    finding,
    good,
    made,
    made_page,
    with_places,
)

LON, LAT = factories.POINTS["mentougou"]


def area(*corners: tuple[float, float]) -> dict[str, object]:
    return {"type": "Polygon", "coordinates": [[[LON + x, LAT + y] for x, y in corners]]}


def line(*positions: list[float], kind: str = "LineString") -> dict[str, object]:
    return {"type": kind, "coordinates": list(positions)}


def trail(*positions: list[float], **values: object) -> Document:
    return made("trails", "new-way", geometry=line(*positions), **values)


@pytest.mark.parametrize(
    ("geometry", "code"),
    [
        (area((0, 0), (0.01, 0), (0.01, 0.01), (0, 0.01)), "area_not_closed"),
        (area((0, 0), (0, 0.01), (0.01, 0.01), (0, 0)), "area_wrong_way"),
        (area((0, 0), (0.01, 0), (0, 0)), "area_not_closed"),
        (area((0, 0), (0.01, 0), (0, 0.01), (0.01, 0.012), (0, 0)), "area_crosses_itself"),
        ({"type": "Point", "coordinates": [LON, 29.9]}, "outside_region"),
        ({"type": "Point", "coordinates": ["115.8", "40"]}, "geometry_unreadable"),
    ],
)
def test_areas_and_points_that_cannot_be_drawn(geometry: object, code: str) -> None:
    assert code in {item.code for item in errors(made("zones", geometry=geometry))}


@pytest.mark.parametrize(
    ("positions", "code"),
    [
        ([[LON, LAT]], "line_too_short"),
        ([[LON, LAT], [LON, LAT], [LON + 0.01, LAT]], "point_repeated"),
        ([[LON, LAT], [float("nan"), LAT]], "geometry_unreadable"),
    ],
)
def test_lines_that_cannot_be_drawn(positions: list[list[float]], code: str) -> None:
    assert code in {item.code for item in errors(trail(*positions))}


def test_village_is_a_point() -> None:
    document = made(geometry=line([LON, LAT], [LON + 0.01, LAT]))

    assert [item.code for item in errors(document)] == ["wrong_geometry"]


def test_waypoint_with_exchanged_coordinates_is_stopped() -> None:
    waypoint = {"name": None, "lon": LAT, "lat": LON}
    document = trail([LON, LAT], [LON + 0.01, LAT], waypoints=[waypoint])

    assert [item.code for item in errors(document)] == ["lon_lat_exchanged"]


def test_position_without_its_story_is_stopped() -> None:
    assert [x.code for x in errors(made(geometry=None))] == ["position_missing"]
    assert [x.code for x in errors(made(position=factories.NO_POSITION))] == [
        "position_unexplained"
    ]


def test_place_outside_its_district_is_shown_on_the_map() -> None:
    found = finding(made(geometry={"type": "Point", "coordinates": [116.3, 40.5]}),
                    "outside_district")  # fmt: skip

    assert found.place == (116.3, 40.5)
    assert float(str(found.said.params["km"])) > 10


def test_summit_higher_than_the_highest_is_stopped() -> None:
    assert [item.code for item in errors(made("peaks", ele_m=2991.0))] == ["height_absurd"]


def test_recorded_line_with_a_hole_is_a_warning() -> None:
    document = trail([LON, LAT], [LON + 0.002, LAT], [LON + 0.05, LAT], line="recorded")

    assert finding(document, "line_jumps").place == (LON + 0.002, LAT)


def test_schematic_line_may_have_long_legs() -> None:
    assert "line_jumps" not in codes(trail([LON, LAT], [LON + 0.05, LAT], line="schematic"))


def test_stated_length_that_differs_is_a_warning() -> None:
    document = trail([LON, LAT], [LON + 0.05, LAT], length_hint_m=9_000)

    assert finding(document, "length_differs_from_line").severity == "warning"


def test_waypoint_beside_a_recorded_line_is_a_warning() -> None:
    waypoint = {"name": None, "lon": LON, "lat": LAT + 0.05}
    document = trail([LON, LAT], [LON + 0.01, LAT], waypoints=[waypoint], line="recorded")

    assert finding(document, "waypoint_off_line").field == "waypoints.0"


def test_very_long_walk_is_a_warning() -> None:
    there_and_back = [[LON + 0.1 * (n % 2), LAT + n * 0.002, 500.0] for n in range(9)]

    assert finding(trail(*there_and_back, line="schematic"), "walk_too_long").severity == "warning"


def test_unverified_trail_is_noted() -> None:
    document = drawn(lambda positions: positions)(good("shangfang-steps"))

    assert finding(document, "position_unverified").severity == "note"


def test_stop_twice_in_a_row_is_a_warning() -> None:
    document = written("", "- place: jietai-temple", "- place: tanzhe-temple")(
        good("temples-by-bus")
    )

    assert finding(document, "stop_repeated").field == "stops.1.place"


def test_day_without_a_stop_and_days_out_of_order_are_warnings() -> None:
    stops = [{"place": "cuandixia", "day": 3}, {"place": "lingshui", "day": 1}]
    document = made_page("routes", "new-route", stops=stops, days=3)

    assert {"day_empty", "days_mixed"} <= codes(document)
    assert errors(document) == []


def test_day_that_is_too_long_is_stopped() -> None:
    stops = [{"place": name, "stay_min": 300} for name in ("cuandixia", "lingshui", "malan")]

    assert [x.code for x in errors(made_page("routes", "new-route", stops=stops))] == [
        "day_too_long"
    ]


def test_stop_in_a_district_that_is_not_named_is_a_warning() -> None:
    stops = [{"place": "cuandixia"}, {"place": "longqingxia"}]
    document = made_page("routes", "new-route", stops=stops, mode="drive")

    assert finding(document, "district_not_named").field == "stops.1.place"


def test_stop_without_a_position_is_noted() -> None:
    lost = factories.place("lost", geometry=None, position=factories.NO_POSITION)
    stops = [{"place": "cuandixia"}, {"place": "lost"}]
    here = context(catalogue=with_places(lost))

    found = finding(made_page("routes", "new-route", stops=stops), "stop_without_position", here)

    assert found.severity == "note"
