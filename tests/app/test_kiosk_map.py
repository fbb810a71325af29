"""The map of a screen's surroundings: what is on it, where its cards lead, what is held for it."""

from __future__ import annotations

import json
import posixpath
import re
from typing import Any

import pytest
from flask.testing import FlaskClient

from oxymap.pages.site import Site
from oxymap.screens.kiosk_edition import kiosk_edition
from tests.app.reading import page

KIOSKS = ("yongning-town", "cuandixia-gate", "jiuyanlou-gate")
MAPS = [f"{prefix}/kiosk/{name}/map" for prefix in ("", "/en") for name in KIOSKS]
_IMPORT = re.compile(r"(?:from|import)\s*\(?\s*[\"'](\.[^\"'\n]+)[\"']")


def spec_of(client: FlaskClient, address: str) -> dict[str, Any]:
    script = page(client, address).xpath('//script[@class="kiosk-map__spec"]/text()')[0]
    return dict(json.loads(script))


@pytest.mark.parametrize("address", MAPS)
def test_the_map_has_only_what_the_screen_has(
    client: FlaskClient, site: Site, address: str
) -> None:
    spec = spec_of(client, address)
    lang = "en" if address.startswith("/en") else "zh"
    edition = kiosk_edition(site.edition(lang), address.split("/")[-2])
    scope = edition.scope

    known = {*scope.places, *scope.trails, *(name for name, _ in scope.near)}
    ids = {item["id"] for item in spec["features"]}
    urls = [item.get("url") for item in (*spec["features"], *spec["routes"], spec["here"])]
    assert ids - known == set()
    assert set(spec["cards"]) >= ids
    assert [route["id"] for route in spec["routes"]] == list(scope.routes)
    assert {url for url in urls if url} - edition.addresses == set()


@pytest.mark.parametrize("address", MAPS)
def test_numbers_of_the_map_are_those_of_the_list(client: FlaskClient, address: str) -> None:
    document, spec = page(client, address), spec_of(client, address)

    rows = {
        row.xpath("string(.//*[contains(@class, 'kiosk-row__number')])"): row.xpath(
            "string(.//*[contains(@class, 'kiosk-cover')])"
        )
        for row in document.xpath("//ol[contains(@class, 'kiosk-rows')]/li")
    }
    marks = {str(item["number"]): item["name"] for item in spec["features"] if item.get("number")}
    assert marks == rows


def test_the_map_says_how_far_and_that_it_is_approximate(client: FlaskClient) -> None:
    spec = spec_of(client, "/en/kiosk/cuandixia-gate/map")

    first = next(item for item in spec["features"] if item.get("number") == 1)
    assert first["approximate"] is True
    assert spec["cards"][first["id"]]["away"].startswith("about ")
    assert spec["strings"]["here"] == "You are here"


def test_no_value_stands_in_the_maps_own_data(client: FlaskClient) -> None:
    spec = spec_of(client, "/kiosk/jiuyanlou-gate/map")

    assert not any("station" in item for item in spec["features"])
    assert set(spec["here"]) == {"point", "heading", "name", "url", "station"}


def test_all_that_the_map_loads_is_held(client: FlaskClient, site: Site) -> None:
    found = client.get("/kiosk/cuandixia-gate/bundle.json").get_json()
    listed = {entry["url"] for entry in found["urls"]}
    document, spec = page(client, MAPS[1]), spec_of(client, MAPS[1])
    script = document.xpath("//figure[@data-module='kiosk-map']/@data-script")[0]
    root = script.removesuffix("js/composed/kiosk.js")

    wanted = {script, spec["base"], root + "vendor/leaflet.css", root + "vendor/leaflet.js"}
    waiting = [root + "js/modules/kiosk-map.js"]
    while waiting:
        url = waiting.pop()
        wanted.add(url)
        for name in _IMPORT.findall(client.get(url).text):
            target = posixpath.normpath(posixpath.join(posixpath.dirname(url), name))
            if target not in wanted:
                waiting.append(target)
    assert wanted - listed == set()
    assert root + "js/map/kiosk-card.js" in wanted


def test_the_map_asks_nobody_else(client: FlaskClient) -> None:
    document = page(client, MAPS[1])

    script = client.get(document.xpath("//figure/@data-script")[0]).text
    assert "tileLayer" not in script
    assert not re.search(r"(https?:)?//\w", script)
