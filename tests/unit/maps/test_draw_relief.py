import pytest
import shapely

from oxymap.maps.draw_districts import sheets
from oxymap.maps.draw_relief import draw_hills, hill_defs, hills_in
from oxymap.maps.hills import LOW_SIZES, Hill
from oxymap.maps.projection import fit
from tests.unit.maps.markup import ids, numbers, parse, references
from tests.unit.maps.samples import base_map

BASE = base_map()
VIEWS = {
    "whole": fit(BASE.bbox, (400, 500)),
    "valley": fit((115.55, 39.94, 115.75, 40.06), (400, 300)),
}


def standing(view):
    return hills_in(BASE, view, sheets(BASE, view))


@pytest.mark.parametrize("view", VIEWS.values(), ids=VIEWS)
def test_hills_stand_on_the_visible_sheets_only(view):
    land = shapely.union_all([item.shape for item in sheets(BASE, view)]).buffer(2.01)

    found = standing(view)

    assert len(found) > 20
    assert [hill for hill in found if not land.contains(shapely.Point(hill.x, hill.y))] == []


@pytest.mark.parametrize("view", VIEWS.values(), ids=VIEWS)
def test_every_hill_shows_in_the_window(view):
    reach = 60

    assert all(view.holds((hill.x, hill.y), reach) and hill.y > 0 for hill in standing(view))


@pytest.mark.parametrize("view", VIEWS.values(), ids=VIEWS)
def test_far_hills_are_drawn_before_near_ones(view):
    found = standing(view)
    heights = numbers(draw_hills(found, "abc"), "y")

    assert heights == sorted(heights)
    assert len(heights) == len(found)


@pytest.mark.parametrize("view", VIEWS.values(), ids=VIEWS)
def test_each_kind_of_hill_is_defined_once_and_all_are_defined(view):
    found = standing(view)
    defs, drawn = hill_defs(found, view, "abc"), draw_hills(found, "abc")

    assert len(ids(defs)) == len(set(ids(defs)))
    assert references(defs) | references(drawn) <= set(ids(defs))
    assert ids(drawn) == []


def test_lower_hills_are_paler_than_those_of_ridges():
    view = VIEWS["whole"]
    low, high = LOW_SIZES[0], 1.4

    defs = parse(hill_defs([Hill(9, 9, 0, low), Hill(9, 9, 0, high)], view, "abc"))

    opacity = {item.get("id"): item.get("opacity") for item in defs.iter("g")}
    assert opacity["abca5"] is not None
    assert opacity["abca14"] is None


def test_a_map_without_districts_or_hills_draws_none():
    view = VIEWS["whole"]

    assert hills_in(BASE, view, []) == []
    assert hill_defs([], view, "abc") == draw_hills([], "abc") == ""


def test_hills_take_no_style_attribute_and_never_move():
    view = VIEWS["valley"]
    drawn = hill_defs(standing(view), view, "abc") + draw_hills(standing(view), "abc")

    parse(drawn)
    assert " style=" not in drawn
    assert standing(view) == hills_in(base_map(), view, sheets(BASE, view))
