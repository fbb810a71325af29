"""The records refuse what cannot be published."""

from __future__ import annotations

import datetime

import pytest
from pydantic import ValidationError

from oxymap.catalogue.models import (
    LAYER_KINDS,
    PLACE_LAYERS,
    FestivalFront,
    Position,
    RouteFront,
    SeasonWindow,
    Stop,
    Text,
)
from tests.factories import front, line, place


def window(start: str, end: str) -> SeasonWindow:
    return SeasonWindow(start=start, end=end, certainty=2)


@pytest.mark.parametrize(
    "value", ["Stone", "stone_village", "stone--village", "-stone", "石村", ""]
)
def test_id_that_could_not_stand_in_an_address_is_refused(value: str) -> None:
    with pytest.raises(ValidationError, match="lower-case ASCII words joined by hyphens"):
        place(value)


@pytest.mark.parametrize("value", ["13-01", "00-10", "1-5", "05-32", "May 5", "02-30", "04-31"])
def test_day_that_no_year_has_is_refused(value: str) -> None:
    with pytest.raises(ValidationError, match="MM-DD"):
        window(value, "12-31")


def test_leap_day_is_a_day_of_the_year() -> None:
    assert window("02-29", "03-01").contains(datetime.date(2024, 2, 29))


@pytest.mark.parametrize(
    ("day", "expected"),
    [((10, 14), False), ((10, 15), True), ((11, 1), True), ((11, 15), True), ((11, 16), False)],
)
def test_window_contains_both_its_ends(day: tuple[int, int], expected: bool) -> None:
    assert window("10-15", "11-15").contains(datetime.date(2026, *day)) is expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [((11, 30), False), ((12, 1), True), ((1, 1), True), ((2, 28), True), ((3, 1), False)],
)
def test_window_may_run_over_new_year(day: tuple[int, int], expected: bool) -> None:
    assert window("12-01", "02-28").contains(datetime.date(2026, *day)) is expected


@pytest.mark.parametrize(("method", "precision_m"), [("none", 50.0), ("gps", None)])
def test_precision_goes_with_a_point(method: str, precision_m: float | None) -> None:
    with pytest.raises(ValidationError, match="null exactly when method is 'none'"):
        Position(source="x", method=method, precision_m=precision_m)


@pytest.mark.parametrize(
    ("precision_m", "expected"), [(15.0, False), (500.0, False), (501.0, True)]
)
def test_position_worse_than_500_m_is_approximate(precision_m: float, expected: bool) -> None:
    position = Position(source="x", method="estimate", precision_m=precision_m)

    assert position.approximate is expected


def test_feature_without_a_position_counts_as_approximate() -> None:
    assert Position(source="x", method="none", precision_m=None).approximate


def test_text_gives_its_language_and_needs_both() -> None:
    text = Text(zh="石头村", en="Stone Village")

    assert (text["zh"], text["en"]) == ("石头村", "Stone Village")
    with pytest.raises(ValidationError, match="at least 1 character"):
        Text(zh=" ", en="Stone Village")


def test_point_of_a_point_feature_is_lon_lat() -> None:
    found = place(geometry={"type": "Point", "coordinates": [115.8, 40, 900]})

    assert found.point == (115.8, 40.0)


def test_line_has_no_point() -> None:
    assert place("ridge-walk", "trails", geometry=line((115.8, 40.0))).point is None


@pytest.mark.parametrize("values", [{}, {"place": "stone-village", "name": "Stone Village"}])
def test_stop_has_either_a_place_or_a_name(values: dict[str, str]) -> None:
    with pytest.raises(ValidationError, match="either 'place'"):
        Stop(**values)


def test_route_needs_two_stops() -> None:
    values = front("routes", stops=[{"place": "stone-village"}])

    with pytest.raises(ValidationError, match="at least 2 items"):
        RouteFront.model_validate(values)


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"end": "2026-05-03"}, "end needs a start"),
        ({"start": "2026-05-03", "end": "2026-05-01"}, "is not before it"),
        ({"state": "scheduled"}, "a scheduled event has a start"),
    ],
)
def test_event_with_impossible_dates_is_refused(values: dict[str, str], message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        FestivalFront.model_validate(front("festivals", **values))


def test_records_cannot_be_changed() -> None:
    found = place()

    with pytest.raises(ValidationError, match="frozen"):
        found.id = "other"  # type: ignore[misc]


def test_every_layer_with_pages_is_a_layer() -> None:
    assert set(PLACE_LAYERS) < set(LAYER_KINDS)


def test_no_kind_stands_in_two_layers() -> None:
    kinds = [kind for kinds in LAYER_KINDS.values() for kind in kinds]

    assert len(kinds) == len(set(kinds))
