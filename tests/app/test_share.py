"""Share cards: right for their object, small, honest about values; pages point to them."""

from __future__ import annotations

import io
import time
from collections.abc import Iterator

import pytest
import zxingcpp
from flask.testing import FlaskClient
from PIL import Image

from oxymap.pages.live_edition import live_edition
from oxymap.pages.site import Site
from oxymap.takeaway import share_views
from oxymap.takeaway.card_drawing import SQUARE, TALL, WIDE
from oxymap.takeaway.share_card import KINDS, share_card
from tests.app.reading import links, page
from tests.unit.leaflets.printing import needs_font
from tests.unit.pages.live_sampling import FakeLive, live_station, snapshot

CARDS = {
    "/share/places/cuandixia.png": "/places/cuandixia",
    "/en/share/trails/jiuyanlou-trail.png": "/en/trails/jiuyanlou-trail",
    "/share/routes/mtg-red.png": "/routes/mtg-red",
    "/en/share/festivals/spring.png": "/en/festivals/spring",
    "/share/festivals/car-free-day.png": "/festivals/car-free-day",
    "/share/districts/fangshan.png": "/districts/fangshan",
    "/en/share/home/site.png": "/en/",
}


@pytest.fixture(autouse=True)
def _empty_shelf() -> Iterator[None]:
    share_views._shelf.kept.clear()
    yield
    share_views._shelf.kept.clear()


def picture(client: FlaskClient, url: str) -> Image.Image:
    response = client.get(url)
    assert (response.status_code, response.content_type) == (200, "image/png"), url
    assert len(response.data) < 300_000
    return Image.open(io.BytesIO(response.data)).convert("RGB")


def stand_in(site: Site, monkeypatch: pytest.MonkeyPatch, state: str, **values: object) -> None:
    spot = {"lon": 115.638, "lat": 39.997, "place": "cuandixia"}
    station = live_station(state, **{**spot, **values})
    monkeypatch.setattr(site, "_live", FakeLive(snapshot(station)))


@needs_font
@pytest.mark.parametrize("url", CARDS)
def test_code_on_the_card_leads_to_its_page(client: FlaskClient, site: Site, url: str) -> None:
    card = picture(client, url)

    (code,) = zxingcpp.read_barcodes(card)
    assert card.size == WIDE
    assert code.text == site.settings.base_url + CARDS[url]
    assert client.get(CARDS[url]).status_code == 200


@needs_font
def test_square_card_is_what_wechat_takes(client: FlaskClient) -> None:
    assert picture(client, "/share/places/cuandixia-square.png").size == SQUARE


@needs_font
@pytest.mark.parametrize("url", CARDS)
def test_upright_card_has_the_same_code(client: FlaskClient, site: Site, url: str) -> None:
    card = picture(client, url.replace(".png", "-tall.png"))

    (code,) = zxingcpp.read_barcodes(card)
    assert card.size == TALL
    assert code.text == site.settings.base_url + CARDS[url]


@needs_font
def test_card_is_drawn_quickly_and_once(client: FlaskClient) -> None:
    client.get("/share/places/cuandixia.png")
    begun = time.process_time()
    first = client.get("/share/districts/yanqing.png").data
    taken = time.process_time() - begun
    begun = time.process_time()
    again = client.get("/share/districts/yanqing.png").data

    assert taken < 0.6
    assert time.process_time() - begun < 0.1
    assert first == again


@needs_font
def test_card_may_be_kept_for_five_minutes_and_is_validated(client: FlaskClient) -> None:
    response = client.get("/share/places/cuandixia.png")

    assert response.headers["Cache-Control"] == "public, max-age=300"
    assert "X-OxyMap-Publish" not in response.headers
    etag = {"If-None-Match": response.headers["ETag"]}
    assert client.get("/share/places/cuandixia.png", headers=etag).status_code == 304


@pytest.mark.parametrize("state", ["fresh", "late"])
def test_present_value_stands_on_the_card_with_its_time(
    site: Site, monkeypatch: pytest.MonkeyPatch, state: str
) -> None:
    stand_in(site, monkeypatch, state, demo=True)

    card = share_card(live_edition(site.edition("zh"), site.live), "places", "cuandixia")

    assert card.value is not None
    assert card.value.when
    assert card.value.demo == "演示数据"


@pytest.mark.parametrize("state", ["stale", "silent", "suspect", "maintenance", "planned"])
def test_old_value_has_no_place_on_a_card(
    site: Site, monkeypatch: pytest.MonkeyPatch, state: str
) -> None:
    stand_in(site, monkeypatch, state)

    card = share_card(live_edition(site.edition("zh"), site.live), "places", "cuandixia")

    assert card.value is None


@pytest.mark.parametrize(
    "path", ["nothing/cuandixia", "places/nowhere", "home/elsewhere", "trails/-square"]
)
def test_what_is_not_there_has_no_card(client: FlaskClient, path: str) -> None:
    assert client.get(f"/share/{path}.png").status_code == 404


def test_machine_without_a_font_has_no_cards(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("takeaway.share_views", "pages.sharing"):
        monkeypatch.setattr(f"oxymap.{module}.print_fonts", lambda setting: ())

    assert client.get("/share/places/cuandixia.png").status_code == 404
    found = page(client, "/festivals/").xpath('//meta[@property="og:image"]/@content')
    assert "/share/" not in found[0]


def meta(client: FlaskClient, url: str) -> dict[str, str]:
    found = page(client, url).xpath("//meta[@property or @name or @itemprop]")
    return {
        item.get("property") or item.get("name") or item.get("itemprop"): item.get("content")
        for item in found
    }


@needs_font
@pytest.mark.parametrize("card", CARDS)
def test_pages_point_to_their_card(client: FlaskClient, site: Site, card: str) -> None:
    said = meta(client, CARDS[card])

    full = site.settings.base_url + card
    assert said["og:image"] == said["twitter:image"] == full
    assert (said["og:image:width"], said["og:image:height"]) == ("1200", "630")
    assert said["og:image:alt"]
    assert said["image"] == full.replace(".png", "-square.png")
    assert said["og:locale"] == ("en_GB" if card.startswith("/en/") else "zh_CN")


@needs_font
def test_card_is_offered_to_save(client: FlaskClient, site: Site) -> None:
    offered = links(page(client, "/places/cuandixia"))

    assert site.settings.base_url + "/share/places/cuandixia.png" in offered


def test_every_kind_of_card_is_tested() -> None:
    assert {url.split("/share/")[1].split("/")[0] for url in CARDS} == set(KINDS)
