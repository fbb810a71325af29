"""A day of one's own: worked out from its address, without a script and without an account."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask.testing import FlaskClient
from lxml import html

from oxymap import create_app
from tests.factories import sample_project

DAY = "/my-day?s=stone-village.90,ridge-walk,spring-fair.60&t=0830"


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    settings = sample_project(tmp_path_factory.mktemp("day"))
    return create_app(settings, testing=True).test_client()


def page(client: FlaskClient, address: str) -> html.HtmlElement:
    answer = client.get(address)
    assert answer.status_code == 200
    return html.document_fromstring(answer.text)


def names(client: FlaskClient, address: str) -> list[str]:
    found = page(client, address).xpath("//*[@data-day-stop]//h2")
    return [" ".join(item.text_content().split()) for item in found]


@pytest.mark.parametrize("lang", ["", "/en"])
def test_empty_day_says_how_to_begin(client: FlaskClient, lang: str) -> None:
    found = page(client, f"{lang}/my-day")

    assert found.xpath("//*[@data-day-stop]") == []
    assert found.xpath(f"//main//a[@href='{lang}/places/']")


def test_stops_stand_in_order_with_times(client: FlaskClient) -> None:
    found = page(client, "/en" + DAY)

    assert names(client, "/en" + DAY) == ["Stone Village", "Ridge Walk", "A sample page"]
    times = [item.text for item in found.xpath("//*[@class='day-stop__time']/strong")]
    assert times[0] == "08:30–10:00"
    assert "straight lines times 1.3" in found.text_content()
    assert "Opening hours not known" in found.text_content()


def test_map_and_code_are_in_the_page(client: FlaskClient) -> None:
    found = page(client, DAY)

    assert found.xpath("//figure//*[local-name()='svg']")
    assert found.xpath("//*[local-name()='svg'][contains(@class, 'day-qr__picture')]")
    assert found.xpath("//*[@class='day-share__address']/a/@href")[0].endswith(DAY)


def test_code_leads_to_the_day(client: FlaskClient) -> None:
    from segno import make_qr

    from oxymap.pages.day_page import qr_svg

    address = "https://oxy.example" + DAY
    dark = sum(sum(row) for row in make_qr(address, error="m").matrix)

    assert qr_svg(address).count("h1v1h-1z") == dark


def test_every_button_is_an_address(client: FlaskClient) -> None:
    found = page(client, DAY)
    links = found.xpath("//*[@class='day-stop__buttons']/a/@href")

    assert "/my-day?s=ridge-walk,stone-village.90,spring-fair.60&t=0830" in links
    assert "/my-day?s=stone-village.90,spring-fair.60&t=0830" in links
    assert len(links) == 3 + 2 * 2


def test_what_is_not_there_is_named_and_the_rest_stays(client: FlaskClient) -> None:
    address = "/en/my-day?s=no-such-place,stone-village"

    assert names(client, address) == ["Stone Village"]
    assert "no-such-place" in page(client, address).text_content()


@pytest.mark.parametrize(
    "query",
    [
        "s=",
        "s=,,,",
        "s=%00",
        "s=<script>",
        "t=9",
        "s=a.b.c&t=",
        "s=" + "x," * 3000,
        "s=lost-orchard",
    ],
)
def test_no_address_breaks_the_page(client: FlaskClient, query: str) -> None:
    answer = client.get(f"/my-day?{query}")

    assert answer.status_code == 200
    assert "<script>" not in answer.text.split("<main")[1].split('type="application/json"')[0]


def test_more_than_twenty_are_cut_and_said(client: FlaskClient) -> None:
    address = "/en/my-day?s=" + ",".join(["stone-village"] * 25)

    assert len(names(client, address)) == 20
    assert "5 more were left out" in page(client, address).text_content()


def test_form_without_a_script_leads_to_the_address(client: FlaskClient) -> None:
    answer = client.get("/my-day?id=stone-village&min=45&id=ridge-walk&min=&at=10:30")

    assert answer.status_code == 303
    assert answer.location == "/my-day?s=stone-village.45,ridge-walk&t=1030"


@pytest.mark.parametrize(
    ("path", "stops"),
    [
        ("/places/stone-village", "stone-village"),
        ("/trails/ridge-walk", "ridge-walk"),
        ("/festivals/spring-fair", "spring-fair"),
        ("/routes/village-day", "stone-village.45"),
    ],
)
def test_pages_offer_to_add_what_they_show(client: FlaskClient, path: str, stops: str) -> None:
    for lang in ("", "/en"):
        links = page(client, lang + path).xpath("//a[@data-day-add]")
        assert [link.get("data-day-add") for link in links] == [stops]
        assert links[0].get("href") == f"{lang}/my-day?s={stops}"


def test_addresses_with_a_day_are_not_indexed(client: FlaskClient) -> None:
    assert client.get(DAY).headers["X-Robots-Tag"] == "noindex"


def test_frozen_site_offers_no_day(tmp_path: Path) -> None:
    app = create_app(sample_project(tmp_path), testing=True, frozen=True)

    assert "my-day" not in app.test_client().get("/places/stone-village").text
