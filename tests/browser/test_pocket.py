"""The trail in the pocket: kept on one day, opened on another without any network."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, Playwright, Request, expect

from oxymap.config import ROOT
from oxymap.testing import find_browser
from tests.browser.conftest import ARGUMENTS, PHONE
from tests.browser.live_data import add_stations, send_readings

TRAIL = "/trails/jiuyanlou-trail"
#: Whether the present build's cache has an asset.
HAS = """async (end) => {
  const names = (await caches.keys()).filter((name) => name.startsWith('pocket-shell-'));
  const found = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
  return found.flat().some((request) => request.url.endsWith(end));
}"""
START, TOP = (116.48559, 40.49), (116.50212, 40.48188)


@dataclass
class House:
    """A server of one build of the site that can be stopped and started again."""

    data: Path
    root: Path
    port: int
    process: subprocess.Popen[bytes] | None = None

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        environment = {**os.environ, "PYTHONPATH": str(self.root / "site")}
        environment["OXYMAP_SITE_URL"] = self.base
        command = [sys.executable, "-m", "oxymap.cli", "serve", "--no-demo"]
        command += ["--port", str(self.port), "--data", str(self.data)]
        self.process = subprocess.Popen(command, env=environment, cwd=self.root)
        for _ in range(300):
            assert self.process.poll() is None, "the server has stopped; its output is above"
            try:
                with urllib.request.urlopen(f"{self.base}/readyz", timeout=2):  # noqa: S310 -- ours
                    return
            except OSError:
                time.sleep(0.1)
        pytest.fail("the server does not answer")

    def stop(self) -> None:
        if self.process is not None:
            self.process.terminate()
            self.process.wait(20)
        self.process = None


@dataclass
class Phone:
    """A browser with a profile of its own; closed and opened again, it is a fresh process."""

    playwright: Playwright
    folder: Path
    failed: list[str] = field(default_factory=list)
    context: BrowserContext | None = None

    def open(self, *, offline: bool = False, **options: object) -> Page:
        self.close()
        self.failed.clear()
        sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
        settings = {"viewport": PHONE, "locale": "zh-CN", "timezone_id": "Asia/Shanghai"}
        self.context = self.playwright.chromium.launch_persistent_context(
            str(self.folder),
            executable_path=find_browser(),
            args=ARGUMENTS + sandbox,
            offline=offline,
            **{**settings, **options},
        )
        self.context.on("requestfailed", self._failure)
        self.context.on("response", self._response)
        return self.context.pages[0]

    def _failure(self, request: Request) -> None:
        # The worker's own question whether there is a network is not the page's.
        # What the next page's opening has cut short is nobody's failure.
        if request.service_worker or request.is_navigation_request():
            return
        if request.failure != "net::ERR_ABORTED":
            self.failed.append(f"{request.url}: {request.failure}")

    def _response(self, response: object) -> None:
        if int(getattr(response, "status", 0)) >= 400:
            self.failed.append(str(getattr(response, "url", "")))

    def close(self) -> None:
        if self.context is not None:
            self.context.close()
        self.context = None


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    data = tmp_path_factory.mktemp("data")
    tokens = add_stations(data)
    found = House(data, ROOT, port)
    found.start()
    send_readings(found.base, tokens)
    yield found
    found.stop()


@pytest.fixture
def phone(playwright: Playwright, tmp_path: Path) -> Iterator[Phone]:
    assert find_browser(), "no Chromium"
    found = Phone(playwright, tmp_path / "profile")
    yield found
    found.close()


@pytest.fixture
def up(house: House) -> House:
    if house.process is None:
        house.start()
    return house


def until(page: Page, script: str, arg: object = None) -> None:
    """Wait until an asynchronous script says yes; `wait_for_function` awaits none."""
    for _ in range(300):
        if page.evaluate(script, arg):
            return
        time.sleep(0.1)
    pytest.fail(f"this never came true: {script} {arg}")


def controlled(page: Page, url: str) -> None:
    """Open a page and wait until the worker is there and has kept it."""
    page.goto(url)
    until(page, "() => navigator.serviceWorker.controller !== null")
    kept = "async (path) => Boolean(await (await caches.open('pocket-pages')).match(path))"
    path = "/" + url.partition("//")[2].partition("/")[2]
    until(page, kept, path.rstrip("/") or "/")


def take(page: Page, url: str) -> None:
    page.goto(url)
    page.locator(".pocket [data-take]").click()
    expect(page.locator(".pocket [data-remove]")).to_be_visible(timeout=60_000)
    expect(page.locator(".pocket [data-take]")).to_be_hidden()


def shown_map(page: Page) -> None:
    page.locator("figure.map").first.scroll_into_view_if_needed()
    page.locator("figure.map").first.hover()
    expect(page.locator(".leaflet-container").first).to_be_visible(timeout=15_000)
    expect(page.locator(".leaflet-container .map-sketch path").first).to_be_attached()


def test_kept_trail_opens_without_network_in_a_fresh_process(phone: Phone, up: House) -> None:
    take(phone.open(), up.base + TRAIL)
    phone.close()
    up.stop()

    page = phone.open(offline=True)
    page.goto(up.base + TRAIL)
    page.wait_for_load_state("load")
    shown_map(page)

    expect(page.get_by_role("heading", level=1)).to_contain_text("九眼楼")
    expect(page.locator(".pocket-bar")).to_be_visible()
    expect(page.locator(".profile svg")).to_be_visible()
    expect(page.locator(".whereabouts").get_by_role("link", name="120")).to_be_visible()
    for path in ("/pages/safety", "/pocket"):
        page.goto(up.base + path)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.locator(".pocket-list__item")).to_have_count(1)
    assert phone.failed == []


def test_pages_that_were_read_can_be_read_again_and_say_from_when(phone: Phone, up: House) -> None:
    page = phone.open()
    for path in ("/live", "/places/cuandixia", "/en/trails/"):
        controlled(page, up.base + path)
    page.goto(up.base + "/places/?q=secret")
    phone.close()
    up.stop()

    page = phone.open(offline=True)
    for path in ("/live", "/places/cuandixia", "/en/trails/"):
        page.goto(up.base + path)
        expect(page.locator(".pocket-bar")).to_contain_text(re.compile(r"\d\d:\d\d"))
        expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert phone.failed == []
    page.goto(up.base + "/en/routes/")
    assert page.evaluate("document.documentElement.lang") == "en"
    expect(page.get_by_role("link", name="Try again")).to_be_visible()
    kept = "async () => (await (await caches.open('pocket-pages')).keys()).map((k) => k.url)"
    assert not [url for url in page.evaluate(kept) if "secret" in url]


def test_kept_values_grow_old_even_if_the_clock_stands_still(phone: Phone, up: House) -> None:
    page = phone.open()
    controlled(page, up.base + "/live/test-miaofengshan")
    station = "[data-station='test-miaofengshan'][data-state]"
    before = page.locator(station).first.get_attribute("data-state")
    # Kept three hours ago by this phone's clock, which has been put back to that moment since.
    page.evaluate(
        """async () => {
          const cache = await caches.open("pocket-pages");
          const found = await cache.match("/live/test-miaofengshan");
          const headers = new Headers(found.headers);
          headers.set("x-oxymap-kept", String(Date.now() - 3 * 3600 * 1000));
          await cache.put("/live/test-miaofengshan", new Response(await found.text(), {headers}));
        }"""
    )
    phone.close()
    up.stop()

    page = phone.open(offline=True)
    page.goto(up.base + "/live/test-miaofengshan")

    assert before in {"fresh", "late"}
    old = re.compile("stale|silent")
    expect(page.locator(station).first).to_have_attribute("data-state", old)


def test_slow_network_gives_way_to_what_is_kept(phone: Phone, up: House) -> None:
    page = phone.open()
    controlled(page, up.base + "/pages/safety")
    up.stop()
    # Somebody answers the call, and then says nothing.
    with socket.create_server(("127.0.0.1", up.port)):
        page.goto(up.base + "/pages/safety", wait_until="domcontentloaded")

        expect(page.locator(".pocket-bar")).to_be_visible()


def test_planners_pages_and_data_are_never_kept(phone: Phone, up: House) -> None:
    page = phone.open()
    controlled(page, up.base + "/trails/")
    for path in ("/studio/", "/api/v1/live", "/healthz", "/-/patterns"):
        page.goto(up.base + path)
    page.goto(up.base + "/trails/")

    kept = page.evaluate(
        """async () => { const found = [];
          for (const name of await caches.keys())
            for (const key of await (await caches.open(name)).keys())
              found.push(new URL(key.url).pathname);
          return found; }"""
    )
    assert not [path for path in kept if re.match(r"(/en)?/(studio|api|-|healthz)", path)]


def another_build(folder: Path) -> Path:
    """Return a copy of the site whose style, scripts and pages are of another build."""
    root = folder / "build"
    for name in ("site", "static", "templates", "content", "geodata"):
        skip = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / name, root / name, ignore=skip)
    (root / "node_modules").mkdir()
    sheet = root / "static" / "css" / "pocket" / "bar.css"
    sheet.write_text(sheet.read_text() + ".another-build { color: inherit }\n")
    return root


#: The builds that a page names, and of which it has run or shown anything; the app's icon, which
#: the manifest names, is the browser's.
BUILDS = """() => { const build = (url) => (/[/]assets[/]([0-9a-f]+)[/]/.exec(url) || [])[1];
  const named = Array.from(document.querySelectorAll('script[src], link[href], img[src]'));
  const loaded = performance.getEntriesByType('resource').filter((one) =>
    one.initiatorType !== 'fetch' && !one.name.includes('/img/icon-'));
  const all = named.map((one) => build(one.src || one.href)).concat(
    loaded.map((one) => build(one.name)));
  return Array.from(new Set(all.filter(Boolean))); }"""


#: What a page has named or loaded of a build, for the message of a test that fails.
LOADED = """(build) => Array.from(document.querySelectorAll('[src], [href]'))
  .map((one) => one.outerHTML.slice(0, 120))
  .concat(performance.getEntriesByType('resource').map((one) => one.initiatorType + one.name))
  .filter((text) => text.includes(build))"""
#: Whether a build's worker is at work and the stored trail has followed.
WHOLE = """async (build) => {
  const found = await navigator.serviceWorker.getRegistration();
  const list = await caches.open("pocket-list");
  const item = await (await list.match("/packs/trails/jiuyanlou-trail.json")).json();
  const there = (await caches.keys()).includes("pocket-shell-" + build);
  return there && found.active && !found.installing && item.complete && item.assets === build; }"""


def test_two_builds_are_never_mixed(phone: Phone, up: House, tmp_path: Path) -> None:
    page = phone.open()
    take(page, up.base + TRAIL)
    controlled(page, up.base + "/trails/")
    controlled(page, up.base + "/pages/safety")
    (old,) = page.evaluate(BUILDS)
    up.stop()
    second = House(up.data, another_build(tmp_path), up.port)
    second.start()
    try:
        # A page that is still open asks for a script of its own build, which is gone.
        gone = f"/assets/{old}/js/modules/none.js"
        assert page.evaluate("(url) => import(url).then(() => 1, () => 0)", gone) == 0
        expect(page.locator(".pocket-bar")).to_be_visible()

        for _ in range(10):
            # A server that has just started may be slower than the patience of a phone.
            page.goto(up.base + TRAIL)
            if not page.locator(".pocket-bar").count():
                break
        shown_map(page)
        found = page.evaluate(BUILDS)
        assert len(found) == 1, page.evaluate(LOADED, old)
        assert found != [old]
        new = found[0]
        until(page, WHOLE, new)
    finally:
        second.stop()
    phone.close()

    page = phone.open(offline=True)
    for path, build in ((TRAIL, new), ("/trails/", old), ("/pages/safety", None)):
        page.goto(up.base + path)
        page.wait_for_load_state("load")
        builds = page.evaluate(BUILDS)
        assert len(builds) == 1, path
        assert build in {None, builds[0]}, path
    assert phone.failed == []


def test_position_is_told_along_the_line_and_off_it(phone: Phone, up: House) -> None:
    spot = {"longitude": START[0], "latitude": START[1], "accuracy": 12}
    page = phone.open(geolocation=spot, permissions=["geolocation"])
    asked: list[str] = []
    page.goto(up.base + TRAIL)
    page.wait_for_load_state("networkidle")
    shown_map(page)
    page.on("request", lambda request: asked.append(request.url))
    page.locator("[data-start]").click()

    here = page.locator(".whereabouts [data-here]")
    expect(here.locator("[data-degrees]")).to_contain_text("40.49000")
    first = here.locator("[data-along]").inner_text()
    expect(page.locator(".map-here")).to_be_attached()
    expect(page.locator(".map-here-area")).to_be_attached()
    phone.context.set_geolocation({"longitude": TOP[0], "latitude": TOP[1], "accuracy": 12})
    expect(here.locator("[data-along]")).not_to_have_text(first)
    expect(here.locator("[data-notice]")).to_be_hidden()
    phone.context.set_geolocation({"longitude": 116.6, "latitude": 40.6, "accuracy": 12})
    expect(here.locator("[data-notice]")).to_contain_text("公里")
    assert [url for url in asked if "/assets/" not in url] == []
    page.locator("[data-start]").click()
    expect(page.locator(".map-here")).to_have_count(0)


def test_refused_position_is_a_plain_sentence(phone: Phone, up: House) -> None:
    page = phone.open()
    phone.context.clear_permissions()
    page.goto(up.base + "/en" + TRAIL)
    page.locator("[data-start]").click()

    expect(page.locator("[data-notice]")).to_contain_text("Allow it in the phone's settings")
    expect(page.locator("[data-start]")).to_have_attribute("aria-pressed", "false")


def test_what_is_stored_is_listed_and_deleted(phone: Phone, up: House) -> None:
    page = phone.open()
    take(page, up.base + "/en/routes/yq-cycling")
    page.goto(up.base + "/en/pocket")

    row = page.locator(".pocket-list__item")
    expect(row).to_have_count(1)
    expect(row).to_contain_text(re.compile(r"\d+ KB|\d MB"))
    row.get_by_role("button", name=re.compile("^Update")).click()
    expect(row).to_contain_text("It is up to date")
    row.get_by_role("button", name=re.compile("^Delete")).click()
    expect(row).to_have_count(0)
    names = page.evaluate("caches.keys()")
    assert not [name for name in names if name.startswith("pocket-pack:")]


def test_browser_without_a_store_says_so(phone: Phone, up: House) -> None:
    page = phone.open()
    page.add_init_script("delete Navigator.prototype.serviceWorker")
    page.goto(up.base + "/en" + TRAIL)

    expect(page.locator(".pocket [data-say]")).to_contain_text("cannot store pages")
    expect(page.locator(".pocket [data-take]")).to_be_hidden()


def test_rest_of_the_scripts_comes_later_and_not_to_those_who_save_data(
    phone: Phone, up: House, playwright: Playwright, tmp_path: Path
) -> None:
    thrifty = Phone(playwright, tmp_path / "thrifty")
    other = thrifty.open()
    other.add_init_script(
        "Object.defineProperty(navigator, 'connection', { value: { saveData: true } })"
    )
    for page in (phone.open(), other):
        controlled(page, up.base + "/")
        assert not page.evaluate(HAS, "/js/modules/profile.js")
        assert page.evaluate(HAS, "/js/modules/pocket-list.js")
        page.goto(up.base + "/festivals/")

    until(phone.context.pages[0], HAS, "/js/modules/profile.js")

    assert not other.evaluate(HAS, "/js/modules/profile.js")
    thrifty.close()


def test_site_can_be_installed(phone: Phone, up: House) -> None:
    page = phone.open()
    controlled(page, up.base + "/")
    session = phone.context.new_cdp_session(page)

    errors = session.send("Page.getInstallabilityErrors")["installabilityErrors"]
    manifest = session.send("Page.getAppManifest")
    assert manifest["errors"] == []
    # A test's window is a private one, which nothing can be installed from.
    assert [one["errorId"] for one in errors if one["errorId"] != "in-incognito"] == []
