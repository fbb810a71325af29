"""Files to take along: one page, one archive; nothing in them comes from elsewhere."""

from __future__ import annotations

import base64
import io
import re
import zipfile

import pytest
from flask.testing import FlaskClient
from lxml import etree, html

from oxymap.catalogue.models import LANGS
from oxymap.freeze.walker import Artifact, addresses, file_path
from oxymap.pages.site import Site
from oxymap.web.urls import URLS
from tests.app.reading import csp_hash, english_runs, links, page, visible_text
from tests.unit.leaflets.printing import needs_font

TRAIL = "/trails/jiuyanlou-trail"
PAGES = (f"{TRAIL}-offline.html", f"/en{TRAIL}-offline.html", "/routes/mtg-red-offline.html")
MOST_BYTES = 700_000


def pack(client: FlaskClient, url: str = f"{TRAIL}-pack.zip") -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(client.get(url).data))


@pytest.mark.parametrize("url", PAGES)
def test_page_allows_exactly_its_own_script_and_style(client: FlaskClient, url: str) -> None:
    response = client.get(url)

    document = html.document_fromstring(response.text)
    (policy,) = document.xpath('//meta[@http-equiv="Content-Security-Policy"]/@content')
    (script,) = document.xpath("//script[not(@type)]/text()")
    (style,) = document.xpath("//style/text()")
    assert f"script-src '{csp_hash(script)}';" in policy
    assert f"style-src '{csp_hash(style)}';" in policy
    assert policy.startswith("default-src 'none'")
    assert response.headers["Content-Security-Policy"].startswith(policy)
    assert "\r" not in script + style


@pytest.mark.parametrize("url", PAGES)
def test_page_asks_nobody_for_anything(client: FlaskClient, url: str) -> None:
    document = page(client, url)

    fetched = document.xpath("//@src | //link/@href | //*[local-name()='use']/@href")
    assert [address for address in fetched if not address.startswith(("data:", "#"))] == []
    (style,) = document.xpath("//style/text()")
    assert "url(" not in style
    assert "@import" not in style
    relative = [a for a in links(document) if not a.startswith(("http", "tel:", "data:", "#"))]
    assert relative == []


@pytest.mark.parametrize("url", PAGES)
def test_page_is_small_and_kept(client: FlaskClient, url: str) -> None:
    response = client.get(url)

    assert len(response.data) < MOST_BYTES
    assert response.headers["X-OxyMap-Publish"]
    assert response.headers["Content-Disposition"].startswith("inline;")
    assert response.data == client.get(url).data


def test_page_has_card_map_profile_text_and_line(client: FlaskClient, site: Site) -> None:
    document = page(client, PAGES[1])
    gpx = document.xpath('//a[@download="jiuyanlou-trail.gpx"]/@href')[0]
    text = visible_text(document)

    home = site.settings.base_url + f"/en{TRAIL}"
    precision = "Degrees in WGS 84, good to about 20 m"
    wanted = ("110", "119", "Highest point", precision, "not for finding your way", "Made on", home)
    for said in wanted:
        assert said in text + " ".join(links(document)), said
    assert document.xpath('//*[contains(@class, "map-picture")]')
    assert document.xpath('//*[contains(@class, "profile-picture")]')
    line = etree.fromstring(base64.b64decode(gpx.partition(",")[2]))
    assert len(line.findall(".//{*}trkpt")) == text.count("° N,") - 3
    assert "cm³" not in text


def test_every_trail_and_route_can_be_taken_along(client: FlaskClient, site: Site) -> None:
    found = [url for url in addresses(site) if url.endswith("-offline.html")]

    assert len(found) > 40
    assert {url: client.get(url).status_code for url in found} == dict.fromkeys(found, 200)
    for lang in LANGS:
        routes = site.catalogue.current.routes(lang)
        assert {URLS[lang].route_offline(item.id) for item, _ in routes} <= set(found)


def test_frozen_file_stands_under_its_own_name() -> None:
    frozen = Artifact(PAGES[0], file_path(PAGES[0], "text/html; charset=utf-8"), b"", "text/html")

    assert frozen.path == PAGES[0].lstrip("/")
    assert not frozen.is_page


@pytest.mark.parametrize("name", ["pofengling-trail", "nowhere"])
@pytest.mark.parametrize("suffix", ["-offline.html", "-pack.zip"])
def test_trail_without_a_line_has_no_files(client: FlaskClient, name: str, suffix: str) -> None:
    assert client.get(f"/trails/{name}{suffix}").status_code == 404


def test_closed_trail_has_no_files(
    client: FlaskClient, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    trail = site.catalogue.current.trail("jiuyanlou-trail")
    monkeypatch.setattr(
        trail.properties, "__dict__", {**vars(trail.properties), "status": "closed"}
    )

    assert client.get(PAGES[0]).status_code == 404
    assert client.get(f"{TRAIL}-pack.zip").status_code == 404


@needs_font
def test_archive_has_every_file(client: FlaskClient) -> None:
    archive = pack(client)

    name = "jiuyanlou-trail"
    assert archive.namelist() == [
        f"{name}.html", f"{name}.gpx", f"{name}.kml", f"{name}.pdf",
        "safety-zh.txt", "safety-en.txt", "README.txt",
    ]  # fmt: skip
    assert archive.read(f"{name}.html") == client.get(PAGES[0]).data
    assert archive.read(f"{name}.gpx") == client.get(f"{TRAIL}.gpx").data
    assert archive.read(f"{name}.pdf").startswith(b"%PDF-")
    assert archive.testzip() is None


def test_archive_is_the_same_every_time(client: FlaskClient) -> None:
    assert client.get(f"{TRAIL}-pack.zip").data == client.get(f"{TRAIL}-pack.zip").data


def test_texts_of_the_archive_open_in_notepad(client: FlaskClient) -> None:
    archive = pack(client)

    for name in ("safety-zh.txt", "safety-en.txt", "README.txt"):
        body = archive.read(name)
        assert body.startswith(b"\xef\xbb\xbf")
        assert re.search(rb"(?<!\r)\n", body) is None
    assert "北纬 40.48188°" in archive.read("safety-zh.txt").decode()
    read_me = archive.read("README.txt").decode()
    assert "九眼楼登山步道" in read_me
    assert "Jiuyanlou Trail" in read_me


def test_machine_without_a_font_packs_the_rest(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("oxymap.takeaway.takeaway_views.print_fonts", lambda setting: ())

    assert "jiuyanlou-trail.pdf" not in pack(client).namelist()


def test_pages_offer_the_files(client: FlaskClient) -> None:
    offered = links(page(client, f"/en{TRAIL}"))

    assert {f"/en{TRAIL}-offline.html", f"/en{TRAIL}-pack.zip"} <= offered
    assert "/routes/mtg-red-offline.html" in links(page(client, "/routes/mtg-red"))


def test_chinese_file_is_in_chinese(client: FlaskClient) -> None:
    assert english_runs(page(client, PAGES[0])) == []
