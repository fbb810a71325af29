import pytest
import shapely
from shapely.geometry import box

from oxymap.maps.basemap import BaseMap, load_base
from oxymap.maps.draw_districts import (
    MARGIN,
    NAME_SIZES,
    draw_borders,
    draw_sheets,
    name_wishes,
    outline_defs,
    sheets,
)
from oxymap.maps.projection import fit
from tests.unit.maps.markup import classes, ids, parse, references
from tests.unit.maps.samples import SHIPPED, base_map

BASE = base_map()
WHOLE = fit(BASE.bbox, (400, 500))
INSIDE = fit((115.6, 40.0, 115.7, 40.1), (400, 300))


def ring(west, south, east, north):
    return [(west, south), (east, south), (east, north), (west, north), (west, south)]


def base_of(**polygons) -> BaseMap:
    return load_base(SHIPPED, polygons)


def wishes(base, view, language=0):
    return list(name_wishes(sheets(base, view), view, language))


def test_the_whole_map_shows_every_district_in_its_order():
    assert [item.id for item in sheets(BASE, WHOLE)] == ["mentougou", "fangshan"]


def test_a_window_shows_only_the_districts_it_meets():
    assert [item.id for item in sheets(BASE, INSIDE)] == ["mentougou"]
    assert sheets(BASE, fit((118, 42, 118.2, 42.2), (400, 300))) == []


@pytest.mark.parametrize("view", [WHOLE, INSIDE])
def test_sheets_are_cut_a_little_outside_the_window(view):
    frame = box(-MARGIN, -MARGIN, view.width + MARGIN, view.height + MARGIN).buffer(0.01)

    assert all(frame.covers(item.shape) for item in sheets(BASE, view))


def test_a_district_that_only_touches_the_frame_is_left_out():
    base = base_of(mentougou=[[ring(115.0, 40.0, 115.3, 40.1)]])
    west, _ = INSIDE.unproject(-MARGIN, 0)
    touching = base_of(mentougou=[[ring(west - 0.1, 40.0, west, 40.1)]])

    assert sheets(base, INSIDE) == sheets(touching, INSIDE) == []


def test_a_hole_in_a_district_stays_open():
    base = base_of(mentougou=[[ring(115.4, 39.9, 116.0, 40.2), ring(115.6, 40.0, 115.8, 40.1)]])

    (sheet,) = sheets(base, fit(base.bbox, (400, 300)))

    hole = fit(base.bbox, (400, 300)).project(115.7, 40.05)
    assert not sheet.shape.contains(shapely.Point(hole))
    assert outline_defs([sheet], "abc").count("z") == 2


def test_each_outline_stands_once_and_is_used_by_all_layers():
    shown = sheets(BASE, WHOLE)
    defs = outline_defs(shown, "abc")

    drawn = draw_sheets(shown, "abc") + draw_borders(shown, "abc")

    assert ids(defs) == ["abcmentougou", "abcfangshan"]
    assert references(drawn) == set(ids(defs))
    assert ids(drawn) == []


def test_the_shadow_lies_under_the_edge_and_the_edge_under_the_paper():
    drawn = draw_sheets(sheets(BASE, WHOLE), "abc")

    assert classes(drawn) == ["map-shadow", "map-edge", "map-district", "map-district"]


def test_districts_are_told_apart_by_class_and_a_dashed_border():
    shown = sheets(BASE, WHOLE)

    assert "map-district--mentougou" in draw_sheets(shown, "abc")
    assert 'fill="none"' in draw_borders(shown, "abc")
    assert "stroke-dasharray" in draw_borders(shown, "abc")


def test_an_unknown_district_is_drawn_without_a_colour_of_its_own():
    drawn = draw_sheets(sheets(base_of(miyun=[[ring(115.4, 39.9, 116.0, 40.2)]]), WHOLE), "abc")

    paper = parse(drawn)[-1]
    assert (paper.get("class"), paper.get("fill")) == ("map-district map-district--miyun", None)


@pytest.mark.parametrize(("language", "name"), [(0, "门头沟"), (1, "Mentougou")])
def test_a_district_asks_for_a_large_name_and_then_a_small_one(language, name):
    asked = [wish for wish in wishes(BASE, WHOLE, language) if wish.key == "district-mentougou"]

    assert [(wish.text, wish.size) for wish in asked] == [(name, size) for size in NAME_SIZES]
    assert asked[0].priority < asked[1].priority
    assert asked[0].spacing > asked[1].spacing


def test_names_stand_within_the_visible_part():
    shapes = {f"district-{item.id}": item.shape.buffer(0.1) for item in sheets(BASE, WHOLE)}

    outside = [
        (wish.key, place)
        for wish in wishes(BASE, WHOLE)
        for place in wish.places
        if not shapes[wish.key].contains(shapely.Point(place)) or not WHOLE.holds(place)
    ]
    assert outside == []


def test_a_bent_district_is_not_named_in_its_bend():
    bend = [ring(115.4, 39.9, 115.5, 40.2), ring(115.9, 39.9, 116.0, 40.2)]
    foot = ring(115.4, 39.88, 116.0, 39.9)
    base = base_of(
        mentougou=[[part] for part in (*bend, foot)],
        fangshan=[[ring(115.4, 39.5, 116.0, 39.88)]],
    )
    view = fit(base.bbox, (400, 400))
    shape = next(item.shape for item in sheets(base, view) if item.id == "mentougou")

    (first, *_) = (wish for wish in wishes(base, view) if wish.key == "district-mentougou")

    assert shape.buffer(0.1).contains(shapely.Point(first.places[0]))


def test_on_a_map_of_one_district_its_name_stands_back_in_a_corner():
    (large, _) = wishes(BASE, INSIDE)

    x, y = large.places[0]
    assert x < INSIDE.width / 4 and y < INSIDE.height / 4
    assert large.priority > wishes(BASE, WHOLE)[0].priority


def test_a_sliver_of_a_district_is_not_named():
    sliver = base_of(
        mentougou=[[ring(115.4, 39.9, 116.0, 40.2)]], fangshan=[[ring(115.4, 39.89, 116.0, 39.9)]]
    )
    view = fit((115.4, 39.89, 116.0, 40.2), (400, 300))

    assert {wish.key for wish in wishes(sliver, view)} == {"district-mentougou"}
