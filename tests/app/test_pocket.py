"""What phones are handed to keep: the worker, the lists of what belongs together, the pages."""

from __future__ import annotations

import gzip
import json
import re

import pytest
from flask.testing import FlaskClient

from oxymap.pages.site import Site
from oxymap.pages.worker import SOURCE
from tests.app.reading import headings, links, page

LANGS = ("", "/en")
TRAIL = "/packs/trails/jiuyanlou-trail.json"


def test_worker_is_one_plain_script_that_nobody_caches(client: FlaskClient) -> None:
    response = client.get("/sw.js")

    assert response.content_type == "text/javascript; charset=utf-8"
    assert response.headers["Cache-Control"] == "no-cache"
    assert response.headers["Service-Worker-Allowed"] == "/"
    assert not re.search(r"^(import|export) ", response.text, re.MULTILINE)
    assert "BUILD" in response.text.splitlines()[0]


def test_worker_names_the_build_and_only_what_is_there(client: FlaskClient, site: Site) -> None:
    first = client.get("/sw.js").text.splitlines()[0]

    build = json.loads(first.removeprefix("const BUILD = ").removesuffix(";"))

    assert build["version"] == site.assets.version
    assert set(build["words"]) == {"zh-Hans", "en"}
    assets = [*build["shell"], *build["rest"]]
    for url in (*assets, *build["pages"]):
        assert client.get(url).status_code == 200, url
    assert len(set(assets)) == len(assets)
    assert not [url for url in assets if "studio" in url or "kiosk" in url]
    assert site.assets.url(SOURCE) not in assets


def test_first_visit_pays_for_what_the_kept_pages_need_and_no_more(client: FlaskClient) -> None:
    build = json.loads(client.get("/sw.js").text.splitlines()[0][len("const BUILD = ") : -1])

    modules = {
        name
        for path in build["pages"]
        for found in re.findall(r'data-module="([^"]+)"', client.get(path).text)
        for name in found.split()
    }
    # The style sheet comes out of the browser's own cache.
    urls = [url for url in (*build["shell"], *build["pages"]) if "/css/site" not in url]
    sent = sum(len(gzip.compress(client.get(url).data)) for url in urls)

    assert [name for name in modules if not any(f"/{name}.js" in u for u in build["shell"])] == []
    assert sent < 60_000
    assert any("leaflet" in url for url in build["rest"])


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("path", [TRAIL, "/packs/routes/yq-cycling.json"])
def test_pack_names_all_that_its_pages_need(client: FlaskClient, lang: str, path: str) -> None:
    response = client.get(lang + path)

    pack = json.loads(response.data)
    assert response.content_type == "application/json"
    assert pack["lang"] == ("en" if lang else "zh")
    assert pack["urls"][0] == pack["page"]
    assert len(set(pack["urls"])) == len(pack["urls"])
    for url in pack["urls"]:
        assert client.get(url).status_code == 200, url
    for shown in (pack["page"], f"{lang}/pages/safety"):
        text = client.get(shown).text
        needed = re.findall(r'(?:src|href)="(/assets/[^"#]+)|"(/layers/[^"]+\.geojson)"', text)
        assert {a or b for a, b in needed} - set(pack["urls"]) == set()
        modules = " ".join(re.findall(r'data-module="([^"]+)"', text)).split()
        assert [m for m in modules if not any(f"/modules/{m}.js" in u for u in pack["urls"])] == []


def test_pack_holds_line_files_and_leaflet(client: FlaskClient) -> None:
    urls = json.loads(client.get(TRAIL).data)["urls"]

    assert "/trails/jiuyanlou-trail.gpx" in urls
    assert any(url.endswith("/vendor/leaflet.js") for url in urls)
    assert not [url for url in urls if "share-cover" in url]


def test_size_of_a_pack_is_about_right(client: FlaskClient) -> None:
    pack = json.loads(client.get(TRAIL).data)

    real = sum(len(client.get(url).data) for url in pack["urls"])

    assert 0.85 < pack["bytes"] / real < 1.15


@pytest.mark.parametrize("path", ["/packs/trails/none.json", "/packs/routes/none.json"])
def test_pack_of_nothing_is_not_found(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("lang", LANGS)
def test_pages_of_the_store(client: FlaskClient, lang: str) -> None:
    stored, offline = page(client, f"{lang}/pocket"), page(client, f"{lang}/offline")

    assert len(headings(stored)) == len(headings(offline)) == 1
    assert f"{lang}/pocket" in links(offline)
    assert f"{lang}/pocket" in links(page(client, f"{lang}/"))


@pytest.mark.parametrize("lang", LANGS)
def test_trail_offers_to_be_kept_and_has_the_card(client: FlaskClient, lang: str) -> None:
    document = page(client, f"{lang}/trails/jiuyanlou-trail")

    (section,) = document.xpath('//section[@data-module="pocket"]')
    (way,) = document.xpath('//section[@data-module="offline-position"]')
    assert section.get("data-pack") == lang + TRAIL
    assert {"tel:110", "tel:119", "tel:120"} <= links(way)
    told = json.loads(way.xpath(".//script[@data-way]/text()")[0])
    assert told["trail"] == "jiuyanlou-trail"
    assert len(told["exits"]) == 2
    assert len(told["directions"]) == 8
    assert told["schematic"] == (told["line_m"] > 0)


def test_trail_without_a_line_has_no_way_to_be_on(client: FlaskClient) -> None:
    document = page(client, "/trails/songyan-road")

    assert document.xpath('//section[@data-module="pocket"]')
    assert not document.xpath('//section[@data-module="offline-position"]')


def test_manifest_leads_to_what_is_kept(client: FlaskClient) -> None:
    found = json.loads(client.get("/en/manifest.webmanifest").data)

    assert found["id"] == "/"
    for shortcut in found["shortcuts"]:
        assert client.get(shortcut["url"]).status_code == 200
    assert {icon["sizes"] for icon in found["icons"]} == {"192x192", "512x512"}
