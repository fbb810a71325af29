import json

from oxymap.maps.spec import spec_json
from tests.unit.maps.samples import VILLAGE, spec, spot

URLS = {"base": "/layers/base.1.geojson", "villages": "/v.geojson", "trails": "/t.geojson"}


def test_a_detail_map_carries_its_features_without_empty_members():
    document = json.loads(spec_json(spec(VILLAGE), "", URLS, {}))

    assert document["features"] == [
        {
            "id": "cuandixia",
            "layer": "villages",
            "name": "爨底下村",
            "url": "/places/cuandixia",
            "point": [115.638, 39.997],
            "emphasis": True,
        }
    ]
    assert document["layers"] == []
    assert document["base"] == "/layers/base.1.geojson"


def test_the_whole_map_carries_its_layers_and_which_are_shown():
    strings = {"layer.villages": "Villages", "layer.trails": "Trails"}

    document = json.loads(spec_json(spec(VILLAGE, kind="full", lang="en"), "/en", URLS, strings))

    assert document["features"] == []
    assert document["layers"] == [
        {
            "id": "villages",
            "label": "Villages",
            "url": "/v.geojson",
            "page": "/en/places/{id}",
            "shown": True,
        },
        {
            "id": "trails",
            "label": "Trails",
            "url": "/t.geojson",
            "page": "/en/trails/{id}",
            "shown": False,
        },
    ]


def test_words_of_the_page_stand_in_place_of_ours():
    document = json.loads(spec_json(spec(), "", URLS, {"zoom_in": "近一点"}))

    assert document["strings"]["zoom_in"] == "近一点"
    assert document["strings"]["zoom_out"] == "缩小"


def test_nothing_can_close_the_script_element():
    text = spec_json(spec(spot("x", 115.6, 40, name="</script><b>")), "", URLS, {})

    assert "<" not in text
    assert json.loads(text)["features"][0]["name"] == "</script><b>"
