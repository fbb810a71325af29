"""The touch screens: complete in both languages, and no way out."""

from __future__ import annotations

import hashlib
import json
import re

import pytest
from flask.testing import FlaskClient

from oxymap.pages.site import Site
from oxymap.screens.kiosk_edition import kiosk_edition
from tests.app.reading import csp_hash, english_runs, headings, page, visible_text

KIOSKS = ("yongning-town", "cuandixia-gate", "jiuyanlou-gate")
LANGS = ("zh", "en")
#: What one page of each type is called below its screen's first page.
TYPES = (
    "", "map", "near", "routes", "calendar", "notices", "safety", "places/cuandixia",
    "trails/cuandixia-huangcaoliang-trail", "routes/mtg-villages", "@season", "@event",
)  # fmt: skip
HOMES = {"zh": "/kiosk/cuandixia-gate", "en": "/en/kiosk/cuandixia-gate"}


def addresses(site: Site, kiosk_id: str) -> list[str]:
    return sorted(kiosk_edition(site.edition("zh"), kiosk_id).addresses)


def path_of(site: Site, name: str) -> str:
    """The path of a page type; which season and event there are depends on the day."""
    season, *events = kiosk_edition(site.edition("zh"), "cuandixia-gate").scope.festivals
    return {"@season": f"festivals/{season}", "@event": f"festivals/{events[0]}"}.get(name, name)


def url_of(site: Site, lang: str, name: str) -> str:
    return f"{HOMES[lang]}/{path_of(site, name)}".rstrip("/")


def config(client: FlaskClient, path: str) -> dict[str, object]:
    found = page(client, path).xpath('//script[@id="kiosk-config"]')[0].text
    return json.loads(found)


@pytest.mark.parametrize("kiosk_id", KIOSKS)
def test_every_link_of_every_page_leads_to_a_page_of_the_same_screen(
    client: FlaskClient, site: Site, kiosk_id: str
) -> None:
    inside = addresses(site, kiosk_id)

    for path in inside:
        document = page(client, path)
        targets = [*document.xpath("//a/@href"), *document.xpath("//@*[name()='xlink:href']")]
        assert {target for target in targets if target not in inside} == set(), path
        assert document.xpath("//*[@target]") == [], path
        assert document.xpath("//form | //iframe | //object | //embed") == [], path
        assert document.xpath("//*[@download]") == [], path


@pytest.mark.parametrize("kiosk_id", KIOSKS)
def test_every_page_can_be_reached_from_the_first_one(
    client: FlaskClient, site: Site, kiosk_id: str
) -> None:
    home = f"/kiosk/{kiosk_id}"
    seen, waiting = set[str](), [home]
    while waiting:
        path = waiting.pop()
        if path not in seen:
            seen.add(path)
            waiting += page(client, path).xpath("//a/@href")

    # A first page links to the notices only where there are some; scripts lead there.
    missing = set(addresses(site, kiosk_id)) - seen
    assert {path for path in missing if not path.endswith("/notices")} == set()


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", TYPES)
def test_every_page_has_title_heading_language_and_controls(
    client: FlaskClient, site: Site, lang: str, name: str
) -> None:
    document = page(client, url_of(site, lang, name))

    assert document.get("lang") == {"zh": "zh-Hans", "en": "en"}[lang]
    assert document.findtext(".//title").strip()
    assert len(headings(document)) == 1
    assert document.xpath('//a[@data-kiosk="home"]/@href') == [HOMES[lang]]
    other = "en" if lang == "zh" else "zh"
    assert document.xpath('//a[@data-kiosk="lang"]/@href') == [url_of(site, other, name)]
    for part in ("clock", "age", "network", "type"):
        assert document.xpath(f'//*[@data-kiosk="{part}"]'), part


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", TYPES)
def test_the_code_holds_the_public_page_of_this_object_in_this_language(
    client: FlaskClient, site: Site, lang: str, name: str
) -> None:
    path = path_of(site, name)
    document = page(client, url_of(site, lang, name))

    address = document.xpath("//figure/@data-qr")[0]
    public = address.removeprefix(site.settings.base_url)
    assert public.startswith("/en/") == (lang == "en")
    assert "/kiosk/" not in public
    assert client.get(public).status_code == 200
    if "/" in path:
        assert public.endswith("/" + path)


def test_no_page_needs_a_script_or_style_of_its_own(client: FlaskClient, site: Site) -> None:
    for name in TYPES:
        answer = client.get(url_of(site, "zh", name))
        body = answer.get_data(as_text=True)
        assert " style=" not in body
        # Only those whose hashes the policy names: the reader's settings, and the page's waking.
        for script in re.findall(r"<script>(.*?)</script>", body, re.DOTALL):
            assert csp_hash(script) in answer.headers["Content-Security-Policy"]


def test_address_that_a_screen_does_not_have_leads_home(client: FlaskClient) -> None:
    for path in ("places/badaling", "places/no-such-place", "x/y", "trails/none", "live"):
        response = client.get(f"{HOMES['en']}/{path}")

        assert response.status_code == 404
        assert HOMES["en"] in response.get_data(as_text=True)
        assert 'data-module="kiosk"' in response.get_data(as_text=True)


def test_there_is_no_screen_of_an_unknown_name(client: FlaskClient) -> None:
    assert client.get("/kiosk/nowhere").status_code == 404
    assert client.get("/kiosk/nowhere/bundle.json").status_code == 404


def test_the_screens_facts_are_told_to_its_script(client: FlaskClient) -> None:
    found = config(client, "/en/kiosk/yongning-town/near")

    assert (found["id"], found["lang"], found["view"]) == ("yongning-town", "en", "near")
    assert (found["idle_s"], found["warn_s"]) == (90, 10)
    assert found["home"] == "/kiosk/yongning-town"
    assert found["bundle"] == "/kiosk/yongning-town/bundle.json"
    assert found["dayparts"][0] == {"from": "06:30", "to": "22:00", "mode": "full"}
    assert found["words"]["still_title"] == "Are you still there?"


def test_the_safety_card_says_numbers_and_where_the_screen_stands(client: FlaskClient) -> None:
    text = visible_text(page(client, "/en/kiosk/jiuyanlou-gate/safety"))

    for word in ("110", "119", "120", "40.48987° N, 116.48604° E", "30 m"):
        assert word in text


def test_a_place_of_vague_position_is_near_nothing(site: Site) -> None:
    near = kiosk_edition(site.edition("zh"), "yongning-town").scope.near

    assert "guanxinggu" not in dict(near)
    assert [distance for _, distance in near] == sorted(distance for _, distance in near)


# --- what is held ------------------------------------------------------------------------


def test_the_bundle_names_every_page_and_all_that_they_load(
    client: FlaskClient, site: Site
) -> None:
    found = client.get("/kiosk/cuandixia-gate/bundle.json").get_json()
    listed = {entry["url"] for entry in found["urls"]}

    assert set(addresses(site, "cuandixia-gate")) <= listed
    for name in TYPES:
        document = page(client, url_of(site, "zh", name))
        loaded = [
            *document.xpath("//img/@src"),
            *document.xpath('//link[@rel="stylesheet" or @rel="icon"]/@href'),
            *document.xpath("//script/@src"),
            *(address.partition("#")[0] for address in document.xpath("//*[name()='use']/@href")),
        ]
        assert {address for address in loaded if address} - listed == set(), name


def test_the_bundle_gives_the_hash_of_every_file(client: FlaskClient) -> None:
    for entry in client.get("/kiosk/cuandixia-gate/bundle.json").get_json()["urls"]:
        if entry["sha256"]:
            body = client.get(entry["url"]).data
            assert hashlib.sha256(body).hexdigest() == entry["sha256"], entry["url"]
        else:
            assert "/kiosk/" in entry["url"]


def test_every_page_names_the_version_of_the_bundle(client: FlaskClient, site: Site) -> None:
    version = client.get("/kiosk/cuandixia-gate/bundle.json").get_json()["version"]

    for lang in LANGS:
        for name in TYPES:
            address = url_of(site, lang, name)
            assert client.get(address).headers["X-Kiosk-Version"] == version
            assert config(client, address)["version"] == version


def test_the_worker_is_allowed_both_languages(client: FlaskClient) -> None:
    response = client.get("/kiosk/cuandixia-gate/sw.js")

    assert response.headers["Service-Worker-Allowed"] == "/"
    assert response.headers["Cache-Control"] == "no-cache"
    first = response.get_data(as_text=True).splitlines()[0]
    facts = json.loads(first.removeprefix("const KIOSK = ").removesuffix(";"))
    assert facts["scope"] == ["/kiosk/cuandixia-gate", "/en/kiosk/cuandixia-gate"]
    assert set(facts["words"]) == {"zh", "en"}


def test_the_first_view_is_small(client: FlaskClient) -> None:
    document = page(client, HOMES["zh"])
    loaded = document.xpath('//link[@rel="stylesheet"]/@href | //img/@src')
    sizes = [len(client.get(url).data) for url in (HOMES["zh"], *loaded)]

    assert sum(sizes) < 150_000


def test_no_text_of_the_chinese_pages_is_left_in_english(client: FlaskClient, site: Site) -> None:
    found = {name: english_runs(page(client, url_of(site, "zh", name))) for name in TYPES}

    assert {name: runs for name, runs in found.items() if runs} == {}
