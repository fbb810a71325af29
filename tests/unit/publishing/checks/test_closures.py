"""What is closed at present is not led through unsaid."""

from __future__ import annotations

import pytest

from oxymap.publishing.checks.checking import CheckContext
from tests import factories
from tests.unit.publishing.checks.sampling import (
    codes,
    context,
    errors,
    finding,
    made,
    made_page,
    with_places,
)

LON, LAT = factories.POINTS["mentougou"]
RING = [[-0.01, -0.01], [0.01, -0.01], [0.01, 0.01], [-0.01, 0.01], [-0.01, -0.01]]
AREA = {"type": "Polygon", "coordinates": [[[LON + x, LAT + y] for x, y in RING]]}
NAME = {"zh": "汛期封沟", "en": "Valley closed in the flood season"}


def closed(geometry: object = AREA, **values: object) -> CheckContext:
    values = {"status": "closed", "name": NAME, **values}
    return context(
        catalogue=with_places(factories.place("flood", "closures", geometry=geometry, **values))
    )


def long_line() -> dict[str, object]:
    return {"type": "LineString", "coordinates": [[LON, LAT], [LON + 0.1, LAT]]}


def test_open_place_inside_is_stopped() -> None:
    found = errors(made(), closed())

    assert [item.code for item in found] == ["open_in_closure"]
    assert "flood season" in str(found[0].said)


def test_closed_place_inside_is_a_warning() -> None:
    assert finding(made(status="closed"), "in_closure", closed()).severity == "warning"
    assert errors(made(status="closed"), closed()) == []


def test_trail_that_only_touches_is_a_warning() -> None:
    assert (
        finding(made("trails", geometry=long_line()), "in_closure", closed()).severity == "warning"
    )


def test_route_with_a_stop_inside_is_a_warning() -> None:
    here = closed({"type": "Point", "coordinates": [115.637943, 39.997023]})
    stops = [{"place": "cuandixia"}, {"place": "lingshui"}]

    found = finding(made_page("routes", "new-route", stops=stops), "in_closure", here)

    assert found.field == "stops.0.place"


@pytest.mark.parametrize(
    "values",
    [
        {"status": "planned"},
        {"season_window": {"start": "06-01", "end": "09-15", "certainty": 3}},
    ],
)
def test_closure_that_is_not_in_force_says_nothing(values: dict[str, object]) -> None:
    assert not codes(made(), closed(**values)) & {"in_closure", "open_in_closure"}


def test_place_outside_is_free() -> None:
    away = {"type": "Point", "coordinates": [LON + 0.05, LAT]}

    assert not codes(made(geometry=away), closed()) & {"in_closure", "open_in_closure"}
