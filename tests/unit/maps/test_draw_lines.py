import re

import pytest

from oxymap.maps.clusters import Group
from oxymap.maps.draw_lines import draw_lines, line_wish
from oxymap.maps.draw_pins import PIN, SMALL_PIN, symbol_defs
from oxymap.maps.projection import fit
from tests.unit.maps.markup import EVIL, colourless, ids, numbers, parse, references
from tests.unit.maps.samples import spec, spot

VIEW = fit(spec().bbox, (400, 300))
LINE = ((115.6, 39.96), (115.65, 40.0), (115.7, 40.02))


def trail(**more):
    values = {"point": None, "layer": "trails", "lines": (LINE,), **more}
    return spot("t", 0, 0, **values)


def test_a_schematic_and_an_emphasised_line_differ_without_colour():
    kinds = [trail(), trail(schematic=True), trail(emphasis=True)]

    assert len({colourless(draw_lines([item], VIEW)) for item in kinds}) == 3


def test_only_a_schematic_line_is_dashed():
    assert "stroke-dasharray" in draw_lines([trail(schematic=True)], VIEW)
    assert "stroke-dasharray" not in draw_lines([trail()], VIEW)


def test_a_line_lies_on_a_wider_casing():
    casing, line = numbers(draw_lines([trail()], VIEW), "stroke-width")

    assert casing > line


def test_the_name_of_a_line_is_escaped():
    assert parse(draw_lines([trail(name=EVIL)], VIEW)).find(".//title").text == EVIL


def test_the_line_that_the_page_is_about_leads_nowhere():
    assert parse(draw_lines([trail(emphasis=True)], VIEW))[0].tag == "g"
    assert parse(draw_lines([trail()], VIEW))[0].get("href") == "/places/t"


@pytest.mark.parametrize("lines", [(), ((),), (((115.6, 40.0),),)])
def test_a_line_of_less_than_two_points_is_not_drawn(lines):
    assert draw_lines([trail(lines=lines)], VIEW) == ""


def test_points_that_nobody_would_miss_are_left_out():
    steps = 200
    straight = tuple((115.6 + n / steps / 10, 40.0) for n in range(steps + 1))

    data = re.search(r' d="([^"]+)"', draw_lines([trail(lines=(straight,))], VIEW))[1]

    assert len(data) < 40


def test_a_line_is_named_near_its_middle_within_the_picture():
    wish = line_wish(trail(), spec(), VIEW)

    assert all(VIEW.holds(place, -14) for place in wish.places)
    assert wish.places[0] == pytest.approx(VIEW.project(*LINE[1]))


def test_a_line_out_of_view_or_with_a_pin_is_not_named():
    far = ((117.0, 41.0), (117.1, 41.1))

    assert line_wish(trail(lines=(far,)), spec(), VIEW) is None
    assert line_wish(trail(point=(115.6, 40.0)), spec(), VIEW) is None


@pytest.mark.parametrize("radius", [PIN, SMALL_PIN])
def test_pins_are_defined_once_and_complete(radius):
    items = [spot("a", 0, 0), spot("b", 0, 0, approximate=True), spot("c", 0, 0, layer="trails")]

    drawn = symbol_defs([Group((0, 0), (item,)) for item in items], "abc", radius)

    assert sorted(ids(drawn)) == ["abcblur", "abcfog", "abctrails", "abcvillages"]
    assert references(drawn) <= set(ids(drawn))
    assert " style=" not in drawn


def test_crowds_and_numbered_stops_need_no_pin():
    crowd = Group((0, 0), (spot("a", 0, 0), spot("b", 0, 0)))
    stop = Group((0, 0), (spot("c", 0, 0, number=1),))

    assert symbol_defs([crowd, stop], "abc", PIN) == ""
