"""The frozen site behind a plain file server: pages, maps and search work without ours."""

from __future__ import annotations

import functools
import http.server
import re
import threading
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from oxymap.config import make_settings
from oxymap.freeze.build import build_site
from tests.browser.conftest import PHONE, Watch


class QuietHandler(http.server.SimpleHTTPRequestHandler):
    """Serves files without writing a line for each."""

    extensions_map = {  # noqa: RUF012 -- the standard library reads it from the class
        **http.server.SimpleHTTPRequestHandler.extensions_map,
        ".geojson": "application/geo+json",
        ".webmanifest": "application/manifest+json",
    }

    def log_message(self, *_arguments: object) -> None:
        pass


@pytest.fixture(scope="module")
def frozen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("frozen")
    server = http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), functools.partial(QuietHandler, directory=str(folder))
    )
    base = f"http://127.0.0.1:{server.server_port}"
    report = build_site(make_settings({"data": folder / "data", "site_url": base}), folder)
    assert report.failures == ()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield base
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(
    "path",
    ["/", "/map/", "/places/cuandixia/", "/trails/jiuyanlou-trail/", "/en/routes/yq-cycling/"],
)
def test_frozen_page_shows_its_live_map(chromium: Browser, frozen: str, path: str) -> None:
    watch = Watch(frozen)
    context = chromium.new_context(viewport=PHONE)
    watch.follow(context)
    page = context.new_page()

    page.goto(frozen + path)
    page.locator("figure.map").first.scroll_into_view_if_needed()
    page.locator("figure.map").first.hover()

    expect(page.locator(".leaflet-container").first).to_be_visible(timeout=15_000)
    context.close()
    assert watch.faults == []


def test_frozen_search_finds_in_the_browser(chromium: Browser, frozen: str) -> None:
    context = chromium.new_context(viewport=PHONE)
    page = context.new_page()

    page.goto(f"{frozen}/search/?q=tzs")

    found = page.locator("main").get_by_role("link", name=re.compile("潭柘寺")).first
    expect(found).to_have_attribute("href", "/places/tanzhe-temple")
    context.close()
