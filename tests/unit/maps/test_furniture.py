import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oxymap.maps.furniture import LONGEST, draw_furniture, furniture_boxes, round_length
from oxymap.maps.projection import fit
from tests.unit.maps.markup import parse

SIZE = (400, 300)
NEAR = fit((115.636, 39.996, 115.640, 39.999), SIZE)
FAR = fit((115.2, 39.5, 116.6, 40.8), SIZE)


@given(st.floats(1, 5_000_000))
def test_a_scale_is_a_round_number_not_above_and_not_far_below(metres):
    length = round_length(metres)

    assert re.fullmatch("[125]0*", str(length))
    assert metres / 2.5 - 1 <= length <= metres


@pytest.mark.parametrize(("metres", "length"), [(0.2, 1), (1, 1), (9.9, 5), (10, 10), (499, 200)])
def test_round_lengths(metres, length):
    assert round_length(metres) == length


@pytest.mark.parametrize(
    ("view", "lang", "text"),
    [
        (NEAR, "zh", r"示意 · \d+ 米"),
        (NEAR, "en", r"Sketch · \d+ m"),
        (FAR, "zh", r"示意 · \d+ 公里"),
        (FAR, "en", r"Sketch · \d+ km"),
    ],
)
def test_the_scale_says_its_length_and_that_the_map_is_a_sketch(view, lang, text):
    scale, _ = parse(draw_furniture(view, lang)).iter("text")

    assert re.fullmatch(text, scale.text)


@pytest.mark.parametrize("view", [NEAR, FAR])
def test_the_bar_is_as_long_as_the_metres_it_names(view):
    drawn = draw_furniture(view, "en")
    pixels = float(re.search(r"v4h([\d.]+)v-4", drawn)[1])
    count, unit = re.search(r"(\d+) (k?m)<", drawn).groups()

    metres = int(count) * (1000 if unit == "km" else 1)
    assert pixels == pytest.approx(metres / view.metres_per_px, abs=0.06)
    assert pixels <= LONGEST


@pytest.mark.parametrize(("lang", "letter"), [("zh", "北"), ("en", "N")])
def test_north_is_named_in_the_pages_language(lang, letter):
    _, north = parse(draw_furniture(FAR, lang)).iter("text")

    assert north.text == letter


def test_the_corners_lie_in_the_picture_and_hold_what_is_drawn():
    scale, north = furniture_boxes(FAR)
    texts = parse(draw_furniture(FAR, "zh")).iter("text")

    places = [(float(text.get("x")), float(text.get("y"))) for text in texts]
    for (x, y), (left, top, right, bottom) in zip(places, (scale, north), strict=True):
        assert 0 <= left <= x <= right <= FAR.width
        assert 0 <= top <= y <= bottom <= FAR.height


def test_furniture_needs_no_style_attribute_and_never_changes():
    drawn = draw_furniture(FAR, "zh")

    assert " style=" not in drawn
    assert drawn == draw_furniture(FAR, "zh")
