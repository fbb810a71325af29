"""GeoJSON for people to read."""

from __future__ import annotations

import json

from oxymap.geo.geojson import dump_collection

FEATURE = {
    "type": "Feature",
    "geometry": {"type": "LineString", "coordinates": [[115.8, 39.9], [115.81, -1e-7]]},
    "properties": {"name": "灵山"},
}


def test_a_collection_reads_back_as_it_was():
    text = dump_collection([FEATURE], attribution="OxyMap")

    assert json.loads(text) == {
        "type": "FeatureCollection",
        "attribution": "OxyMap",
        "features": [FEATURE],
    }


def test_a_position_takes_one_line():
    assert "[115.8, 39.9]" in dump_collection([FEATURE])


def test_chinese_stays_readable():
    assert "灵山" in dump_collection([FEATURE])


def test_the_text_ends_in_a_newline():
    assert dump_collection([]).endswith("]\n}\n") or dump_collection([]).endswith("[]\n}\n")
