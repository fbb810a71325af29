import re
from urllib.parse import parse_qs, urlsplit

import pytest

from oxymap.maps import palette
from oxymap.maps.clusters import Group
from oxymap.maps.draw_features import (
    ORDER,
    STYLES,
    draw_group,
    draw_label,
    group_box,
    group_style,
    group_wish,
)
from oxymap.maps.labels import Label, Wish
from oxymap.maps.projection import fit
from tests.unit.maps.markup import EVIL, classes, colourless, numbers, parse
from tests.unit.maps.samples import VILLAGE, spec, spot

VIEW = fit(spec().bbox, (400, 300))
LOOKS = {
    "plain": {},
    "approximate": {"approximate": True},
    "numbered": {"number": 3},
    "emphasised": {"emphasis": True},
}


def lone(**more):
    return Group((120.0, 80.0), (spot("a", 115.6, 40.0, **more),))


def crowd(count, **more):
    return Group((120.0, 80.0), tuple(spot(f"c{n}", 115.6, 40.0, **more) for n in range(count)))


def draw(group, label="", **more):
    return draw_group(group, spec(**more), VIEW, "abc", label)


def label(text="斋堂镇", size=12.0, anchor="start", **more):
    wish = Wish("a", text, ((0.0, 0.0),), size, 1, style="feature", **more)
    return Label(wish, 10.25, 20.0, anchor, (0, 0, 1, 1))


def test_every_look_differs_without_its_colour():
    drawn = {name: colourless(draw(lone(**look))) for name, look in LOOKS.items()}

    assert len(set(drawn.values())) == len(LOOKS)


@pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS)
def test_a_place_is_drawn_at_its_place_without_style_attributes(look):
    drawn = draw(lone(**look))

    parse(drawn)
    assert 'x="120"' in drawn
    assert " style=" not in drawn
    assert " id=" not in drawn


@pytest.mark.parametrize("group", [lone(name=EVIL), crowd(3, name=EVIL)])
def test_names_are_escaped_and_come_back_whole(group):
    root = parse(draw(group))

    assert EVIL in root.find(".//title").text
    assert root.find(".//b") is None


def test_an_address_cannot_leave_its_attribute():
    root = parse(draw(lone(url='/x"><script>')))

    assert root[0].get("href") == '/x"><script>'
    assert root.find(".//script") is None


def test_a_place_without_a_page_is_not_a_link():
    assert parse(draw(lone(url=None)))[0].tag == "g"
    assert parse(draw(lone()))[0].tag == "a"


@pytest.mark.parametrize(
    ("lang", "title"), [("zh", "a村（位置约略）"), ("en", "a村 (approximate position)")]
)
def test_an_approximate_place_says_so_in_the_pages_language(lang, title):
    assert parse(draw(lone(approximate=True), lang=lang)).find(".//title").text == title


def test_the_fog_and_the_halo_lie_under_the_pin():
    drawn = draw(lone(approximate=True, emphasis=True))

    fog, halo, pin = (drawn.index(word) for word in ("#abcblur", "map-halo", "#abcvillages"))
    assert fog < halo < pin


def test_a_stop_shows_its_number_instead_of_a_symbol():
    drawn = draw(lone(number=12))

    assert [text.text for text in parse(drawn).iter("text")] == ["12"]
    assert "<use" not in drawn


def test_a_layer_without_a_symbol_still_has_a_pin():
    assert "#abcscenic" in draw(lone(layer="surprises"))


def test_the_label_is_part_of_the_link():
    link = parse(draw(lone(), "<text>斋堂</text>"))[0]

    assert link.find("text").text == "斋堂"


@pytest.mark.parametrize(
    ("count", "lang", "title"),
    [
        (2, "zh", "2 处地点：c0村、c1村"),
        (4, "zh", "4 处地点：c0村、c1村、c2村、c3村"),
        (5, "zh", "5 处地点：c0村、c1村、c2村、c3村…"),
        (5, "en", "5 places: c0村, c1村, c2村, c3村…"),
    ],
)
def test_a_bubble_names_the_first_places(count, lang, title):
    root = parse(draw(crowd(count), lang=lang))

    assert root.find(".//title").text == title
    assert root.find(".//text").text == str(count)


def test_bubbles_grow_with_their_places_up_to_a_limit():
    radii = [numbers(draw(crowd(count)), "r")[0] for count in (2, 9, 40, 90)]

    assert radii[0] < radii[1] < radii[2] == radii[3]


def test_a_bubble_leads_to_the_map_where_it_stands():
    address = urlsplit(parse(draw(crowd(3), map_url="/en/map"))[0].get("href"))

    lat, lon, zoom = map(float, parse_qs(address.query)["view"][0].split(","))
    assert address.path == "/en/map"
    assert VIEW.project(lon, lat) == pytest.approx((120, 80), abs=0.5)
    assert VIEW.zoom < zoom <= 15


def test_a_bubble_without_a_map_is_not_a_link():
    assert parse(draw(crowd(3), map_url=None))[0].tag == "g"


@pytest.mark.parametrize(
    ("group", "kind", "style"),
    [
        (crowd(2), "detail", "cluster"),
        (lone(), "full", "place"),
        (lone(), "detail", "feature"),
        (lone(number=1), "detail", "stop"),
        (lone(number=1, emphasis=True), "detail", "emphasis"),
    ],
)
def test_the_style_of_a_group(group, kind, style):
    assert group_style(group, spec(kind=kind)) == style
    assert style in STYLES


def test_what_the_page_is_about_is_named_first_and_a_crowd_not_at_all():
    groups = [lone(emphasis=True), lone(number=1), lone(number=2), lone()]

    wishes = [group_wish(group, spec(), 9.5) for group in groups]

    assert [wish.priority for wish in wishes] == sorted({wish.priority for wish in wishes})
    assert wishes[0].size == palette.TEXT["emphasis"][0]
    assert group_wish(crowd(2), spec(), 9.5) is None


def test_layers_are_named_in_their_order_and_unknown_ones_last():
    asked = [group_wish(lone(layer=layer), spec(), 9.5) for layer in (*ORDER, "surprises")]

    assert [wish.priority for wish in asked] == sorted({wish.priority for wish in asked})


def test_the_box_of_a_group_surrounds_its_drawing():
    assert group_box(lone(), 9.5) == (110.5, 70.5, 129.5, 89.5)
    assert (
        group_box(lone(emphasis=True), 9.5)
        == group_box(crowd(2), 9.5)
        == (107.5, 67.5, 132.5, 92.5)
    )


@pytest.mark.parametrize(
    ("drawn", "expected"),
    [
        (label(), '<text x="10.2" y="20">斋堂镇</text>'),
        (label(anchor="end"), '<text x="10.2" y="20" text-anchor="end">斋堂镇</text>'),
        (label(size=10.5), '<text x="10.2" y="20" font-size="10.5">斋堂镇</text>'),
        (label(spacing=5), '<text x="10.2" y="20" letter-spacing="5">斋堂镇</text>'),
        (label("<&>"), '<text x="10.2" y="20">&lt;&amp;&gt;</text>'),
    ],
)
def test_a_label_says_only_what_its_group_does_not(drawn, expected):
    assert draw_label(drawn) == expected


def test_the_same_group_is_always_drawn_alike():
    group = Group((33.333, 66.667), (VILLAGE,))

    assert draw(group) == draw(group)
    assert classes(draw(group)) == ["map-place", "map-halo"]
    assert not re.search(r"\d\.\d{2}", re.sub(r'href="[^"]*"|opacity="[^"]*"', "", draw(group)))
