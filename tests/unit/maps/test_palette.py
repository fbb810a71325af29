import re

import pytest

from oxymap.catalogue.models import LAYERS
from oxymap.maps import palette
from oxymap.maps.brush import OUTLINES, STROKES
from oxymap.maps.draw_features import STYLES
from oxymap.maps.hills import SHAPES
from oxymap.maps.symbols import COLOURS

COLOUR = re.compile(r"#[0-9a-f]{6}")
ALONE = [value for name, value in vars(palette).items() if name.isupper() and name[0] != "_"]


def luminance(colour):
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_every_colour_is_written_in_six_digits():
    found = [value for value in ALONE if isinstance(value, str)]

    assert found and [value for value in found if not COLOUR.fullmatch(value)] == []


@pytest.mark.parametrize("style", palette.TEXT)
def test_a_text_style_names_its_class_and_has_a_halo(style):
    looks = palette.text_looks(style)

    assert looks["class_"] == f"map-label map-label--{style}"
    assert (looks["stroke"], looks["paint_order"]) == (palette.HALO, "stroke")
    assert float(looks["font_size"]) >= 10


@pytest.mark.parametrize("style", ["place", "feature", "stop", "emphasis", "seat"])
def test_names_stand_out_from_their_halo(style):
    assert contrast(palette.TEXT[style][1], palette.HALO) > 7


@pytest.mark.parametrize("layer", LAYERS)
def test_white_symbols_stand_out_from_their_pins(layer):
    assert contrast(COLOURS[layer], "#ffffff") > 3


def test_what_matters_more_is_set_larger():
    sizes = [palette.TEXT[style][0] for style in ("place", "feature", "stop", "emphasis")]

    assert sizes == sorted(set(sizes))


def test_every_style_of_a_group_has_looks_and_none_uses_a_style_attribute():
    assert [style for style in STYLES if "style" in palette.group_looks(style)] == []


def test_bubbles_look_unlike_labels():
    assert palette.group_looks("cluster")["class_"] == "map-clusters"
    assert palette.group_looks("stop") == palette.text_looks("stop")


def test_there_is_an_outline_and_strokes_for_every_shape_of_a_hill():
    assert len(OUTLINES) == len(STROKES) == SHAPES
    assert len({*OUTLINES, *STROKES}) == 2 * SHAPES


@pytest.mark.parametrize("data", [*OUTLINES, *STROKES])
def test_a_brush_stroke_is_nothing_but_path_data(data):
    assert re.fullmatch(r"M[MCc\d\s,.-]+", data)


@pytest.mark.parametrize("outline", OUTLINES)
def test_a_hill_begins_at_its_foot(outline):
    assert re.match(r"M-\d+ 0C", outline)
