import re
import subprocess
import sys

import folium
import pytest

from oxymap.config import ROOT
from oxymap.errors import SettingsError
from oxymap.maps.compose import compose_script

KINDS = ["full", "detail", "kiosk"]


@pytest.mark.parametrize("kind", KINDS)
def test_two_renders_are_the_same_bytes(kind):
    assert compose_script(kind) == compose_script(kind)


@pytest.mark.parametrize("kind", KINDS)
def test_our_own_base_map_needs_nothing_from_outside(kind):
    script = compose_script(kind)

    assert not re.search(r"(https?:)?//\w", script)
    assert "$(" not in script
    assert "jquery" not in script.lower()


@pytest.mark.parametrize("kind", KINDS)
def test_a_script_defines_one_function_that_returns_the_map(kind):
    script = compose_script(kind)

    assert script.startswith(f"oxymap.composed.{kind} = function (element, spec) {{\n")
    assert script.endswith(f"  return map_{kind};\n}};\n")


def test_every_function_that_a_script_calls_exists_in_the_modules():
    called = set(re.findall(r"oxymap\.(\w+)\(", compose_script("full") + compose_script("detail")))

    module = (ROOT / "static/js/map/oxymap.js").read_text(encoding="utf-8")
    offered = module[module.index("window.oxymap = {") :]
    assert called - set(re.findall(r"^  (\w+)[,(]", offered, re.MULTILINE)) == set()


def test_the_whole_map_has_layers_and_a_detail_map_has_features():
    assert "oxymap.layers(" in compose_script("full")
    assert "oxymap.features(" in compose_script("detail")
    assert "oxymap.gestures(" in compose_script("detail")


def test_a_screens_map_calls_what_its_module_offers_and_takes_no_tiles():
    script = compose_script("kiosk", {"provider": "xyz", "url": "https://t.example/{z}/{x}/{y}"})

    module = (ROOT / "static/js/map/kiosk.js").read_text(encoding="utf-8")
    assert "oxymap.kiosk(" in script
    assert "window.oxymap.kiosk = kiosk;" in module
    assert 'oxymap.base(map_kiosk, {"relief": true}, spec);' in script
    assert "t.example" not in script


def test_foliums_own_lists_stay_as_they_were():
    before = [*folium.Map.default_js], [*folium.Map.default_css]

    compose_script("full", {"provider": "tianditu", "key": "k"})

    assert ([*folium.Map.default_js], [*folium.Map.default_css]) == before


def test_tianditu_comes_with_its_labels_key_and_attribution():
    script = compose_script(
        "full", {"provider": "tianditu", "key": "abc", "approval": "GS(2026)1号"}
    )

    assert "vec_w/wmts" in script
    assert "cva_w/wmts" in script
    assert "tk=abc" in script
    assert '"texts": ["天地图 tianditu.gov.cn", "GS(2026)1号"]' in script
    assert '"relief": false' in script


def test_a_wmts_template_is_put_into_leaflets_words():
    url = "https://tiles.example/wmts/{TileMatrix}/{TileRow}/{TileCol}.png"

    script = compose_script("detail", {"provider": "wmts", "url": url, "attribution": "Example"})

    assert "https://tiles.example/wmts/{z}/{y}/{x}.png" in script


@pytest.mark.parametrize(
    "choice",
    [
        {"provider": "pmtiles", "url": "/base.pmtiles"},
        {"provider": "tianditu"},
        {"provider": "xyz", "url": "https://tiles.example/"},
        {"provider": "stamen"},
    ],
)
def test_a_base_map_that_cannot_work_is_refused(choice):
    with pytest.raises(SettingsError):
        compose_script("full", choice)


def test_an_unknown_kind_is_refused():
    with pytest.raises(SettingsError):
        compose_script("globe")


def test_nothing_but_composing_imports_folium():
    modules = "picture, profile, spec, basemap, scripts"
    code = f"import sys; from oxymap.maps import {modules}; sys.exit('folium' in sys.modules)"

    done = subprocess.run([sys.executable, "-c", code], check=False)

    assert done.returncode == 0
