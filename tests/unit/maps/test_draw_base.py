import re

import pytest

from oxymap.maps.basemap import BaseFeature, BaseMap
from oxymap.maps.draw_base import PEAK_ZOOM, TOWN_ZOOM, draw_base
from oxymap.maps.labels import place_labels
from oxymap.maps.projection import fit
from tests.unit.maps.markup import classes, colourless, ids, parse, references
from tests.unit.maps.samples import base_map

BASE = base_map()
WHOLE = fit(BASE.bbox, (400, 500))
VALLEY = fit((115.55, 39.94, 115.75, 40.06), (400, 300))
FAR = fit((113.0, 38.0, 119.0, 42.0), (400, 300))


def point(kind, rank=1, place=(115.65, 40.0), ele_m=None, id="p"):
    return BaseFeature(id, kind, ("灵山", "Mount Ling"), rank, (place,), ele_m)


def draw(*features, view=VALLEY, lang="zh"):
    return draw_base(BaseMap((), features), view, lang, "abc")


@pytest.mark.parametrize("view", [WHOLE, VALLEY])
def test_mist_paper_hills_water_and_borders_lie_on_each_other_in_this_order(view):
    found = classes(draw_base(BASE, view, "zh", "abc").body)

    layers = ["map-mist", "map-shadow", "map-edge", "map-district", "map-hills", "map-river",
              "map-border"]  # fmt: skip
    assert [name for name in dict.fromkeys(found) if name in layers] == layers


@pytest.mark.parametrize("view", [WHOLE, VALLEY])
def test_ids_stand_once_and_every_reference_has_one(view):
    drawn = draw_base(BASE, view, "zh", "abc")

    found = ids(drawn.defs + drawn.body + drawn.marks)
    assert len(found) == len(set(found))
    assert references(drawn.defs + drawn.body) <= set(found)
    assert all(id.startswith("abc") for id in found)


def test_another_prefix_shares_no_id():
    one, other = (draw_base(BASE, WHOLE, "zh", prefix) for prefix in ("abc", "xyz"))

    assert not set(ids(one.defs)) & set(ids(other.defs))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_drawing_holds_no_text_and_no_style_attribute(lang):
    drawn = draw_base(BASE, WHOLE, lang, "abc")

    markup = drawn.defs + drawn.body + drawn.marks
    parse(markup)
    assert " style=" not in markup
    assert "<text" not in markup


def test_the_drawing_is_the_same_for_an_equal_base_and_kept_for_the_same():
    drawn = draw_base(BASE, WHOLE, "zh", "abc")

    assert draw_base(BASE, WHOLE, "zh", "abc") is drawn
    assert draw_base(base_map(), WHOLE, "zh", "abc") == drawn


def test_both_languages_share_the_drawing_and_differ_in_names():
    zh, en = (draw_base(BASE, WHOLE, lang, "abc") for lang in ("zh", "en"))

    assert (zh.body, zh.marks) == (en.body, en.marks)
    assert [wish.key for wish in zh.wishes] == [wish.key for wish in en.wishes]
    assert [w.text for w in en.wishes if re.search("[一-鿿]", w.text)] == []


def test_a_summit_and_a_town_differ_without_colour():
    looks = {colourless(draw(point(kind)).marks) for kind in ("peak", "town")}

    assert len(looks) == 2
    assert {re.search('class="([^"]+)', look)[1] for look in looks} == {"map-summit", "map-town"}


def test_the_seat_of_a_district_has_a_larger_dot_and_a_heavier_name():
    seat, town = draw(point("town")), draw(point("town", rank=2))

    assert seat.marks != town.marks
    assert (seat.wishes[0].style, town.wishes[0].style) == ("seat", "town")


@pytest.mark.parametrize(("kind", "zooms"), [("town", TOWN_ZOOM), ("peak", PEAK_ZOOM)])
@pytest.mark.parametrize("view", [FAR, WHOLE, VALLEY])
def test_lesser_points_are_shown_only_from_near(kind, zooms, view):
    shown = [rank for rank in zooms if draw(point(kind, rank), view=view).marks]

    assert shown == [rank for rank, least in zooms.items() if view.zoom >= least]


def test_points_out_of_view_are_neither_drawn_nor_named():
    drawn = draw(point("peak", place=(117.0, 41.0)))

    assert (drawn.marks, drawn.wishes, drawn.obstacles) == ("", (), ())


def test_names_from_outside_have_no_mark_and_block_nobody():
    drawn = draw(point("outside"))

    assert (drawn.marks, drawn.obstacles) == ("", ())
    assert drawn.wishes[0].sides == ("c",)


@pytest.mark.parametrize(("lang", "text"), [("zh", "灵山 2303"), ("en", "Mount Ling 2303 m")])
def test_a_summit_is_named_with_its_height(lang, text):
    assert draw(point("peak", ele_m=2303), lang=lang).wishes[0].text == text


def test_a_mark_is_an_obstacle_for_all_but_its_own_name():
    drawn = draw(point("peak"))

    ((key, box),) = drawn.obstacles
    x, y = VALLEY.project(115.65, 40.0)
    assert key == "p"
    assert box == pytest.approx((x - 4, y - 4, x + 4, y + 4))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_district_finds_room_for_its_name(lang):
    drawn = draw_base(BASE, WHOLE, lang, "abc")

    placed = place_labels(drawn.wishes, (3, 3, 397, 497), drawn.obstacles)

    assert {"district-mentougou", "district-fangshan"} <= {label.wish.key for label in placed}
