"""Links into the map apps: known addresses, with our own name."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oxymap.geo.crs import wgs84_to_gcj02
from oxymap.geo.handoff import map_links
from tests.unit.geo.making import positions

MENTOUGOU = (116.102009, 39.940647)
NAME = "%E9%97%A8%E5%A4%B4%E6%B2%9F%E5%8C%BA"
EXPECTED = {
    "amap": f"https://uri.amap.com/marker?position=116.108336,39.942045&name={NAME}"
    "&src=oxymap&coordinate=gaode&callnative=1",
    "baidu": f"https://api.map.baidu.com/marker?location=39.942045,116.108336&title={NAME}"
    f"&content={NAME}&output=html&coord_type=gcj02&src=webapp.oxymap.map",
    "tencent": "https://apis.map.qq.com/uri/v1/marker?marker=coord:39.942045,116.108336"
    f";title:{NAME};addr:{NAME}&referer=oxymap",
    "apple": f"https://maps.apple.com/?ll=39.942045,116.108336&q={NAME}",
}


def links(name="门头沟区", position=MENTOUGOU):
    """Return the addresses by app."""
    return {link.app: link.url for link in map_links(*position, name)}


@pytest.mark.parametrize("app", EXPECTED)
def test_the_address_is_as_documented(app):
    assert links()[app] == EXPECTED[app]


def test_the_apps_come_in_a_fixed_order():
    assert [link.app for link in map_links(*MENTOUGOU, "灵山")] == list(EXPECTED)


def test_every_link_says_its_datum():
    assert {link.datum for link in map_links(*MENTOUGOU, "灵山")} == {"gcj02"}


def test_every_address_is_https():
    assert all(url.startswith("https://") for url in links().values())


@pytest.mark.parametrize("app", ["amap", "apple"])
@given(name=st.text(min_size=1, max_size=20).filter(lambda text: text.isprintable()))
def test_no_name_breaks_out_of_its_parameter(app, name):
    query = parse_qs(urlsplit(links(name)[app]).query, keep_blank_values=True)

    assert query["name" if app == "amap" else "q"] == [name]


@pytest.mark.parametrize("name", ["a&b=c", "a;addr:b", "a|b", "a#b", "a b", "a/b?c"])
def test_separators_in_a_name_are_quoted_everywhere(name):
    for url in links(name).values():
        assert name not in url


@given(positions)
def test_positions_are_shifted_and_rounded_to_a_decimetre(position):
    lon, lat = wgs84_to_gcj02(*position)

    assert f"position={lon:.6f},{lat:.6f}&" in links(position=position)["amap"]
