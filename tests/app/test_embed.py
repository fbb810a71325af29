"""Frames for other sites: framed anywhere, nothing kept of readers; and oEmbed."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from flask.testing import FlaskClient
from lxml import html

from oxymap.pages.live_texts import NONE
from oxymap.pages.site import Site
from tests.app.reading import english_runs, page, visible_text
from tests.unit.pages.live_sampling import FakeLive, live_station, snapshot

FRAMES = ("/embed/map", "/en/embed/map?route=mtg-red", "/embed/live", "/en/embed/live?theme=dark")
SPOT = {"lon": 115.638, "lat": 39.997, "place": "cuandixia", "district": "mentougou"}


@pytest.fixture
def stations(site: Site, monkeypatch: pytest.MonkeyPatch) -> FakeLive:
    live = FakeLive(snapshot(live_station("fresh", demo=True, **SPOT)))
    monkeypatch.setattr(site, "_live", live)
    return live


def frame_of(client: FlaskClient, url: str) -> html.HtmlElement:
    response = client.get(url)
    assert response.status_code == 200, url
    return html.document_fromstring(response.text)


@pytest.mark.parametrize("url", FRAMES)
def test_any_site_may_frame_it_and_no_cookie_is_set(client: FlaskClient, url: str) -> None:
    response = client.get(url)

    policy = response.headers["Content-Security-Policy"]
    assert "frame-ancestors *" in policy
    assert "script-src 'self';" in policy
    assert "Set-Cookie" not in response.headers
    assert "X-Frame-Options" not in response.headers


@pytest.mark.parametrize("url", ["/", "/places/cuandixia", "/live", "/map", "/trails/"])
def test_other_pages_are_framed_by_us_alone(client: FlaskClient, url: str) -> None:
    assert "frame-ancestors 'self'" in client.get(url).headers["Content-Security-Policy"]


@pytest.mark.parametrize("url", FRAMES)
def test_frame_leads_back_and_opens_links_outside(client: FlaskClient, url: str) -> None:
    document = frame_of(client, url)

    assert document.xpath("//base/@target") == ["_blank"]
    assert document.xpath("//footer//a/@href")
    assert len(document.xpath("//h1")) == 1
    assert document.xpath('//meta[@name="robots"]/@content') == ["noindex"]


def test_map_works_without_a_script(client: FlaskClient) -> None:
    document = frame_of(client, "/embed/map?layers=villages")

    assert document.xpath('//*[contains(@class, "map-picture")]')
    assert "/places/cuandixia" in document.xpath("//noscript//a/@href")
    assert not [a for a in document.xpath("//noscript//a/@href") if a.startswith("/trails/")]


def test_map_shows_the_view_and_the_feature_asked_for(client: FlaskClient) -> None:
    url = "/embed/map?layers=trails&view=40.0,115.64,12&selected=cuandixia&theme=light"
    document = frame_of(client, url)

    assert document.get("data-theme") == "light"
    assert document.xpath("//footer//a/@href") == ["/places/cuandixia"]
    assert "爨底下" in document.xpath('string(//*[contains(@class, "map-picture")])')


@pytest.mark.parametrize(
    ("url", "status"),
    [
        ("/embed/map?layers=gold", 400), ("/embed/map?view=north", 400),
        ("/embed/map?theme=pink", 400), ("/embed/map?selected=nowhere", 404),
        ("/embed/map?route=nowhere", 404), ("/embed/live?station=nowhere", 404),
        ("/embed/live?district=haidian", 400), ("/embed/live?theme=pink", 400),
    ],
)  # fmt: skip
def test_parameters_that_cannot_be_are_refused(client: FlaskClient, url: str, status: int) -> None:
    assert client.get(url).status_code == status


@pytest.mark.usefixtures("stations")
def test_values_come_with_state_time_and_demo_mark(client: FlaskClient) -> None:
    text = visible_text(frame_of(client, "/embed/live?district=mentougou"))

    assert "演示数据" in text
    assert "最新" in text


@pytest.mark.usefixtures("stations")
def test_district_without_values_says_so(client: FlaskClient) -> None:
    document = frame_of(client, "/en/embed/live?district=fangshan")

    assert "No station reports here yet." in visible_text(document)
    assert not document.xpath("//*[@data-station]")


def test_old_value_is_not_shown_as_present(
    client: FlaskClient, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    station = live_station("stale", **SPOT)
    monkeypatch.setattr(site, "_live", FakeLive(snapshot(station)))

    document = frame_of(client, f"/embed/live?station={station.station.id}")

    assert document.xpath('string(//*[@data-live="value"])').strip() == NONE


@pytest.mark.usefixtures("stations")
@pytest.mark.parametrize("url", ["/embed/map", "/embed/live"])
def test_chinese_frames_are_in_chinese(client: FlaskClient, url: str) -> None:
    assert english_runs(page(client, url)) == []


# --- oEmbed -------------------------------------------------------------------------------


def ask(client: FlaskClient, site: Site, path: str, query: str = "") -> dict[str, object]:
    url = quote(site.settings.base_url + path, safe="")
    response = client.get(f"/oembed?url={url}{query}")
    assert response.status_code == 200, path
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    return response.get_json()


@pytest.mark.parametrize(
    "path", ["/places/cuandixia", "/en/trails/jiuyanlou-trail", "/routes/mtg-red", "/live", "/map"]
)
def test_frame_that_oembed_names_answers(client: FlaskClient, site: Site, path: str) -> None:
    answer = ask(client, site, path)

    frame = html.fragment_fromstring(str(answer["html"]))
    address = frame.get("src").removeprefix(site.settings.base_url)
    assert (answer["version"], answer["type"]) == ("1.0", "rich")
    assert address.startswith("/en/") == path.startswith("/en/")
    assert frame.get("title") == answer["title"]
    assert client.get(address).status_code == 200


def test_frame_is_no_larger_than_asked(client: FlaskClient, site: Site) -> None:
    answer = ask(client, site, "/places/cuandixia", "&maxwidth=400&maxheight=300&format=json")

    assert (answer["width"], answer["height"]) == (400, 300)


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("", 400), ("url=https%3A%2F%2Fexample.com%2Fplaces%2Fcuandixia", 404),
        ("url={base}/places/nowhere", 404), ("url={base}/studio/", 404),
        ("url={base}.evil.example/live", 404), ("url={base}/live/nowhere", 404),
        ("url={base}/live&format=xml", 501), ("url={base}/live&maxwidth=wide", 400),
    ],
)  # fmt: skip
def test_other_questions_are_refused(
    client: FlaskClient, site: Site, query: str, status: int
) -> None:
    base = quote(site.settings.base_url, safe="")

    assert client.get(f"/oembed?{query.format(base=base)}").status_code == status


@pytest.mark.parametrize("path", ["/places/cuandixia", "/en/routes/mtg-red", "/live"])
def test_pages_tell_where_to_ask(client: FlaskClient, site: Site, path: str) -> None:
    (found,) = page(client, path).xpath('//link[@type="application/json+oembed"]/@href')

    assert client.get(found.removeprefix(site.settings.base_url)).status_code == 200


def test_lists_have_no_frame(client: FlaskClient) -> None:
    assert not page(client, "/places/").xpath('//link[@type="application/json+oembed"]')
