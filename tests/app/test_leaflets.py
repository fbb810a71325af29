"""Leaflets are offered, opened and saved like other files."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from oxymap.catalogue.models import LANGS
from oxymap.freeze.walker import addresses
from oxymap.leaflets import views
from oxymap.pages.site import Site
from oxymap.web.urls import URLS
from tests.app.reading import links, page
from tests.unit.leaflets.printing import needs_font, pages_of


@pytest.fixture
def no_font(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("leaflets.views", "pages.leaflet_links", "freeze.walker"):
        monkeypatch.setattr(f"oxymap.{module}.print_fonts", lambda setting: ())


@needs_font
@pytest.mark.parametrize(
    "url",
    [
        "/trails/jiuyanlou-trail.pdf",
        "/en/trails/jiuyanlou-trail-folded.pdf",
        "/routes/mtg-red.pdf",
        "/en/routes/mtg-red-folded.pdf",
    ],
)
def test_leaflet_is_a_pdf_that_may_be_kept(client: FlaskClient, url: str) -> None:
    response = client.get(url)

    assert (response.status_code, response.content_type) == (200, "application/pdf")
    assert response.data.startswith(b"%PDF-")
    assert response.headers["X-OxyMap-Publish"]
    assert len(response.data) < 250_000


@needs_font
def test_leaflet_opens_in_the_browser_and_is_saved_under_its_name(client: FlaskClient) -> None:
    response = client.get("/trails/jiuyanlou-trail-folded.pdf")

    header = response.headers["Content-Disposition"]
    assert header.startswith("inline; filename=\"jiuyanlou-trail-folded.pdf\"; filename*=UTF-8''")
    assert "%E4%B9%9D%E7%9C%BC%E6%A5%BC" in header
    assert header.isascii()


@needs_font
def test_real_trail_prints_every_named_point(client: FlaskClient, site: Site) -> None:
    text = "".join(pages_of(client.get("/trails/jiuyanlou-trail.pdf").data))

    points = site.catalogue.current.trail("jiuyanlou-trail").properties.waypoints
    missing = [p.name.zh for p in points if p.name and p.name.zh.replace(" ", "") not in text]
    assert missing == []
    assert "不能用来导航" in text


@needs_font
def test_live_values_are_not_printed(client: FlaskClient) -> None:
    text = "".join(pages_of(client.get("/en/trails/jiuyanlou-trail.pdf").data))

    assert "arenotprintedhere" in text
    assert "cm³" not in text


@pytest.mark.parametrize(
    "url",
    [
        "/trails/nowhere.pdf",
        "/trails/pofengling-trail.pdf",
        "/routes/nowhere-folded.pdf",
        "/routes/-folded.pdf",
        "/places/cuandixia.pdf",
    ],
)
def test_what_has_no_leaflet_is_not_found(client: FlaskClient, url: str) -> None:
    assert client.get(url).status_code == 404


@needs_font
def test_pages_offer_both_leaflets(client: FlaskClient) -> None:
    for subject in ("/trails/jiuyanlou-trail", "/en/routes/mtg-red"):
        assert {f"{subject}.pdf", f"{subject}-folded.pdf"} <= links(page(client, subject))


@needs_font
def test_every_flat_leaflet_is_frozen(site: Site) -> None:
    frozen = {url for url in addresses(site) if url.endswith(".pdf")}

    routes = {
        URLS[lang].route_leaflet(found.id)
        for lang in LANGS
        for found, _ in site.catalogue.current.routes(lang)
    }
    assert routes <= frozen
    assert "/en/trails/jiuyanlou-trail.pdf" in frozen
    assert not any("-folded" in url for url in frozen)
    assert not any("pofengling" in url for url in frozen)


@pytest.mark.usefixtures("no_font")
def test_server_without_a_font_says_what_is_missing(client: FlaskClient) -> None:
    response = client.get("/trails/jiuyanlou-trail.pdf")

    assert response.status_code == 503
    assert response.headers["Cache-Control"] == "no-store"
    assert "fonts-wqy-microhei" in response.text
    assert "X-OxyMap-Publish" not in response.headers


@pytest.mark.usefixtures("no_font")
def test_page_offers_no_leaflet_without_a_font(app: Flask, client: FlaskClient, site: Site) -> None:
    offered = [link for link in links(page(client, "/trails/jiuyanlou-trail")) if ".pdf" in link]

    assert offered == []
    assert not any(url.endswith(".pdf") for url in addresses(site))


@needs_font
def test_too_many_at_once_are_asked_to_come_again(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "PATIENCE_S", 0.0)
    taken = [views._seats.acquire(blocking=False) for _ in range(views.AT_ONCE)]
    try:
        response = client.get("/en/trails/jiuyanlou-trail.pdf")
    finally:
        for _ in filter(None, taken):
            views._seats.release()

    assert (response.status_code, response.headers["Retry-After"]) == (503, "30")
