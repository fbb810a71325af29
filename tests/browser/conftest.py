"""A real server and a real browser; every page is watched for foreign requests and errors."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, sync_playwright

from oxymap.config import ROOT
from oxymap.testing import BROWSER_VARIABLE, find_browser
from tests.browser.live_data import add_stations, send_readings
from tests.browser.studio_stage import StudioServer, running_studio

PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1440, "height": 900}
KIOSK = {"width": 1080, "height": 1920}
ARGUMENTS = [
    "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Run `build.py serve`'s own code on a free port and return its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    base = f"http://127.0.0.1:{port}"
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "site"), "OXYMAP_SITE_URL": base}
    data = tmp_path_factory.mktemp("data")
    tokens = add_stations(data)
    command = [sys.executable, "-m", "oxymap.cli", "serve", "--no-demo", "--port", str(port)]
    command += ["--data", str(data)]
    with subprocess.Popen(command, env=environment, cwd=ROOT) as process:
        try:
            _wait(f"{base}/readyz", process)
            send_readings(base, tokens)
            yield base
        finally:
            process.terminate()


def _wait(url: str, process: subprocess.Popen[bytes]) -> None:
    for _ in range(300):
        assert process.poll() is None, "the server has stopped; its output is above"
        try:
            with urllib.request.urlopen(url, timeout=2):  # noqa: S310 -- our own server
                return
        except OSError:
            time.sleep(0.1)
    pytest.fail(f"{url} does not answer")


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="session")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    path = find_browser()
    assert path, f"no Chromium: set {BROWSER_VARIABLE}, or run python3 build.py test --fast"
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS + sandbox)
    yield browser
    browser.close()


@dataclass
class Watch:
    """What a context did that no page of ours may do."""

    base: str
    faults: list[str] = field(default_factory=list)

    def follow(self, context: BrowserContext) -> None:
        context.on("request", self._request)
        context.on("response", self._response)
        context.on("console", self._console)
        context.on("weberror", lambda error: self.faults.append(f"error: {error.error}"))

    def _request(self, request: object) -> None:
        url = str(getattr(request, "url", ""))
        if not url.startswith((self.base, "data:", "blob:")):
            self.faults.append(f"foreign request: {url}")

    def _response(self, response: object) -> None:
        status = int(getattr(response, "status", 0))
        if status >= 400:
            self.faults.append(f"{status}: {getattr(response, 'url', '')}")

    def _console(self, message: object) -> None:
        text = str(getattr(message, "text", ""))
        # Workers are for the tests about them; others would store the site again for each page.
        wanted = getattr(message, "type", "") in {"error", "warning"}
        if wanted and "blocked by Playwright" not in text:
            self.faults.append(f"console: {text}")


#: An empty first document has no storage to write to.
LARGE_TYPE = "try { localStorage.setItem('oxymap-type', 'large') } catch (error) {}"
OpenPage = Callable[..., Page]


@pytest.fixture
def open_page(chromium: Browser, server: str) -> Iterator[OpenPage]:
    """Return a function that opens a path; nothing foreign or wrong may happen meanwhile."""
    contexts: list[BrowserContext] = []
    watch = Watch(server)

    def open_(path: str, *, large: bool = False, wait: bool = True, **options: object) -> Page:
        options.setdefault("viewport", PHONE)
        options.setdefault("locale", "zh-CN")
        options.setdefault("timezone_id", "Asia/Shanghai")
        options.setdefault("service_workers", "block")
        context = chromium.new_context(**options)
        contexts.append(context)
        watch.follow(context)
        if large:
            context.add_init_script(LARGE_TYPE)
        page = context.new_page()
        page.goto(server + path)
        if wait:
            page.wait_for_load_state("networkidle")
        return page

    yield open_
    for context in contexts:
        context.close()
    assert watch.faults == []


@pytest.fixture(scope="session")
def studio_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StudioServer]:
    """Run a studio with the small studio's people on a data folder of its own."""
    with running_studio(tmp_path_factory.mktemp("studio")) as running:
        yield running


@pytest.fixture
def open_studio(chromium: Browser, studio_server: StudioServer) -> Iterator[OpenPage]:
    """Return a function that opens a path of the studio with somebody signed in.

    A page is watched unless refusals (422 and such) are what the test is about.
    """
    contexts: list[BrowserContext] = []
    watch = Watch(studio_server.base)

    def open_(path: str, name: str = "anna", *, watched: bool = True, **options: object) -> Page:
        usual = {"viewport": PHONE, "locale": "zh-CN", "timezone_id": "Asia/Shanghai"}
        context = chromium.new_context(**{**usual, **options})
        contexts.append(context)
        studio_server.sign_in(context, name)
        if watched:
            watch.follow(context)
        page = context.new_page()
        page.goto(studio_server.base + path)
        return page

    yield open_
    for context in contexts:
        context.close()
    assert watch.faults == []
