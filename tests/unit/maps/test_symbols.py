import re
import xml.etree.ElementTree as ElementTree

from oxymap.catalogue.models import LAYERS
from oxymap.config import ROOT
from oxymap.maps import palette
from oxymap.maps.draw_features import ORDER
from oxymap.maps.symbols import COLOURS, SYMBOLS, sprite
from oxymap.maps.words import map_words

STYLES = (ROOT / "static/css/components/map-drawing.css").read_text(encoding="utf-8")


def test_the_sprite_file_is_made_from_the_symbols():
    assert (ROOT / "static/img/symbols.svg").read_text(encoding="utf-8") == sprite()


def test_the_sprite_is_well_formed():
    ElementTree.fromstring(sprite())  # noqa: S314


def test_every_layer_has_a_symbol_of_its_own_and_a_colour():
    assert set(LAYERS) <= set(SYMBOLS) == set(COLOURS)
    assert len(set(SYMBOLS.values())) == len(SYMBOLS)
    assert set(ORDER) <= set(LAYERS)


def test_the_style_sheet_has_the_pictures_colours():
    light = STYLES[: STYLES.index("@media")]
    values = dict(re.findall(r"--map-([\w-]+): (#\w+);", light))

    assert {name: values[name] for name in COLOURS} == COLOURS
    assert {name: values[name] for name in palette.DISTRICTS} == palette.DISTRICTS
    assert (values["mist"], values["line"], values["water"]) == (
        palette.MIST,
        palette.LINE,
        palette.WATER,
    )


def test_both_nights_of_the_style_sheet_are_the_same():
    media, chosen = re.findall(r"\{\s*((?:--map-[\w-]+: [^;]+;\s*)+)\}", STYLES)[1:3]

    assert media.split() == chosen.split()


def test_both_languages_have_the_same_words():
    assert map_words("zh").keys() == map_words("en").keys()
