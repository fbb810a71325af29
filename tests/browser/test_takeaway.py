"""A page that was taken along, opened from disk with the network off; frames on another site."""

from __future__ import annotations

import threading
import urllib.request
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import PHONE, OpenPage

FILES = (
    "/trails/jiuyanlou-trail-offline.html",
    "/en/trails/dongling-trail-offline.html",
    "/en/routes/mtg-red-offline.html",
)
HOST = """<!doctype html><meta charset="utf-8"><title>Elsewhere</title>
<link rel="icon" href="data:,">
<iframe id="map" width="600" height="420" src="{base}/en/embed/map?{query}"></iframe>
<iframe id="live" width="420" height="420" src="{base}/en/embed/live"></iframe>"""
QUERY = "layers=villages&amp;view=40,115.64,12"


@pytest.fixture
def elsewhere(server: str) -> Iterator[str]:
    """Run another site with our frames on its page."""
    body = HOST.format(base=server, query=QUERY).encode()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Keep the tests' output clean."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as other:
        thread = threading.Thread(target=other.serve_forever)
        thread.start()
        yield f"http://localhost:{other.server_address[1]}/"
        other.shutdown()
        thread.join()


@pytest.fixture
def pocket(chromium: Browser) -> Iterator[BrowserContext]:
    """A phone without a network; whatever it asks for, or says, is a fault."""
    context = chromium.new_context(viewport=PHONE, offline=True)
    yield context
    context.close()


def saved(server: str, path: str, folder: Path) -> Path:
    file = folder / path.rpartition("/")[2]
    with urllib.request.urlopen(server + path, timeout=20) as answer:  # noqa: S310 -- our own
        file.write_bytes(answer.read())
    return file


def opened(pocket: BrowserContext, file: Path) -> tuple[Page, list[str]]:
    faults: list[str] = []
    page = pocket.new_page()
    page.on("request", lambda request: faults.append(request.url))
    page.on("console", lambda message: faults.append(message.text))
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(file.as_uri())
    faults.remove(file.as_uri())
    return page, faults


@pytest.mark.parametrize("path", FILES)
def test_saved_page_is_whole_without_a_network(
    server: str, pocket: BrowserContext, tmp_path: Path, path: str
) -> None:
    page, faults = opened(pocket, saved(server, path, tmp_path))

    expect(page.locator(".map__canvas--live .leaflet-container")).to_be_visible()
    expect(page.locator(".take-card")).to_contain_text("119")
    expect(page.locator("h1")).to_be_visible()
    if "/trails/" in path:
        expect(page.locator(".profile-picture")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    page.locator(".map-button").first.click()
    page.wait_for_timeout(400)
    assert faults == []


def test_profile_and_map_of_a_saved_page_move_together(
    server: str, pocket: BrowserContext, tmp_path: Path
) -> None:
    page, faults = opened(pocket, saved(server, FILES[0], tmp_path))
    expect(page.locator(".map__canvas--live")).to_be_visible()

    page.locator(".profile__canvas").focus()
    page.keyboard.press("End")

    expect(page.locator(".map-dot")).to_be_visible()
    assert faults == []


def test_pin_of_a_saved_page_has_its_symbol(
    server: str, pocket: BrowserContext, tmp_path: Path
) -> None:
    page, _ = opened(pocket, saved(server, FILES[0], tmp_path))

    pin = page.locator(".map-glyph use").first
    expect(pin).to_be_visible()
    target = str(pin.get_attribute("href"))
    assert target.startswith("#symbol-")
    assert page.locator(f"symbol{target}").count() == 1


def test_saved_page_is_complete_without_a_script(
    server: str, chromium: Browser, tmp_path: Path
) -> None:
    context = chromium.new_context(viewport=PHONE, offline=True, java_script_enabled=False)
    page = context.new_page()
    page.goto(saved(server, FILES[0], tmp_path).as_uri())

    expect(page.locator(".map-picture")).to_be_visible()
    expect(page.locator(".profile-picture")).to_be_visible()
    context.close()


@pytest.mark.parametrize("path", FILES)
def test_page_works_on_the_server_too(open_page: OpenPage, path: str) -> None:
    page = open_page(path)

    expect(page.locator(".map__canvas--live")).to_be_visible()


def test_frames_stand_on_a_page_of_another_site(chromium: Browser, elsewhere: str) -> None:
    context = chromium.new_context(viewport={"width": 1100, "height": 700})
    errors: list[str] = []
    page = context.new_page()
    page.on("console", lambda message: errors.append(message.text))
    page.goto(elsewhere)

    inside = page.frame_locator("#map")
    expect(inside.locator(".map__canvas--live .leaflet-container")).to_be_visible()
    expect(inside.locator(".embed__home")).to_be_visible()
    values = page.frame_locator("#live")
    expect(values.locator("[data-station]").first).to_be_visible()
    expect(values.locator("h2").first).to_be_visible()
    assert context.cookies() == []
    assert errors == []
    context.close()
