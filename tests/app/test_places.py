"""Place pages say what is known, and how well."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from oxymap.pages.site import Site
from tests.app.reading import links, page, visible_text


def test_precise_place_shows_coordinates_and_its_source(client: FlaskClient) -> None:
    text = visible_text(page(client, "/places/tanzhe-temple"))

    assert "北纬 39.90198°，东经 116.02439°" in text
    assert "位置误差约 150 米" in text


def test_approximate_place_says_so_and_shows_no_exact_coordinates(client: FlaskClient) -> None:
    text = visible_text(page(client, "/places/malan"))

    assert "位置为约略" in text
    assert "北纬" not in text


def test_place_without_position_says_so(client: FlaskClient, site: Site) -> None:
    unplaced = [p for p in site.catalogue.current.layer("zones") if p.geometry_type is None]

    text = visible_text(page(client, f"/places/{unplaced[0].id}"))

    assert "暂时没有可靠的坐标" in text


def test_planned_place_is_not_shown_as_open(client: FlaskClient, site: Site) -> None:
    planned = [p for p in site.catalogue.current.layer("zones") if p.properties.status == "planned"]

    text = visible_text(page(client, f"/places/{planned[0].id}"))

    assert "规划中" in text


def test_hand_off_links_are_in_each_apps_datum(client: FlaskClient) -> None:
    found = links(page(client, "/places/tanzhe-temple"))

    amap = next(link for link in found if "uri.amap.com" in link)
    apple = next(link for link in found if "maps.apple.com" in link)
    assert "116.03" in amap  # 116.0244 in WGS 84 lies 0.006° further east in GCJ-02
    assert "ll=39.90" in apple
    assert any("map.baidu.com" in link for link in found)
    assert any("map.qq.com" in link for link in found)


@pytest.mark.parametrize("alias", ["阪泉", "板泉"])
def test_both_spellings_of_banquan_are_on_its_page(client: FlaskClient, alias: str) -> None:
    assert alias in visible_text(page(client, "/places/banquan-park"))


def test_fangshan_is_never_shown_as_awarded(client: FlaskClient) -> None:
    text = visible_text(page(client, "/districts/fangshan"))

    assert "申报" in text
    assert "已获称号" not in text


@pytest.mark.parametrize(
    "place_id",
    ["yunju-snow", "liulihe-pear", "pofengling", "changyang-ginkgo", "baihuashan-dawn",
     "jinshuihu-icefall", "daanshan-rime", "lingshan-sunset", "zhaojiawa-sunrise",
     "jinding-yunhai"],
)  # fmt: skip
def test_named_weather_sights_have_season_and_phenomenon(
    client: FlaskClient, place_id: str
) -> None:
    text = visible_text(page(client, f"/places/{place_id}"))

    assert "看什么" in text
    assert "常年时段" in text or "适合季节" in text
