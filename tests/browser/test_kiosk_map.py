"""The map of a screen's surroundings, under fingers: marks, cards, the way back, no network."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin

import pytest
from playwright.sync_api import Browser, Page

from oxymap.config import ROOT
from tests.browser.conftest import KIOSK, OpenPage, _wait
from tests.browser.test_kiosk_pages import LYING, violations

SCREEN = "cuandixia-gate"
MAP = f"/kiosk/{SCREEN}/map"
LIVE = ".map__canvas--live"
#: A mark of one numbered place.
PIN = ".map__live .map-pin--stop"
CARD = ".kiosk-card"
#: The smallest key for a finger, CSS pixels.
TARGET = 56
#: Where the mark of “you are here” stands on the screen.
PLACE_OF_HERE = "document.querySelector('.kiosk-here-mark').getBoundingClientRect().x"


@pytest.fixture
def open_map(open_page: OpenPage) -> OpenPage:
    """Return a function that opens a map and waits until it lives."""

    def open_(path: str = MAP, **options: object) -> Page:
        page = open_page(path, **{"viewport": KIOSK, "has_touch": True, **options})
        page.wait_for_selector(LIVE)
        # Whoever comes to a screen that sleeps wakes it first.
        page.touchscreen.tap(400, 120)
        page.wait_for_timeout(500)
        return page

    return open_


def tap_key(page: Page, name: str) -> None:
    page.tap(f"[data-map-key={name}]")
    page.wait_for_timeout(600)


@pytest.mark.parametrize("viewport", [KIOSK, LYING])
@pytest.mark.parametrize("prefix", ["", "/en"])
def test_axe_finds_no_violation_with_a_card_open(
    open_map: OpenPage, prefix: str, viewport: dict[str, int]
) -> None:
    page = open_map(prefix + MAP, viewport=viewport)
    page.locator(PIN).first.tap()
    page.wait_for_selector(CARD)
    page.wait_for_timeout(400)

    assert violations(page) == []


def test_large_type_breaks_nothing_in_the_dark(open_map: OpenPage) -> None:
    page = open_map(color_scheme="dark", large=True)

    page.locator(PIN).first.tap()
    page.wait_for_timeout(400)
    card, box = page.locator(CARD).bounding_box(), page.locator(LIVE).bounding_box()

    assert violations(page) == []
    assert card and box and card["x"] >= box["x"] and card["y"] >= box["y"]
    assert card["x"] + card["width"] <= box["x"] + box["width"]


def test_every_number_of_the_list_is_on_the_map(open_map: OpenPage) -> None:
    page = open_map()

    listed = page.locator(".kiosk-row__number").all_inner_texts()
    marks = page.locator(".map__live .map-pin--stop, .map__live .kiosk-numbers").all_inner_texts()
    drawn = re.findall(r"\d+", " ".join(marks))

    assert set(listed) == set(drawn)
    assert len(drawn) == len(listed)


def test_keys_are_large_and_low(open_map: OpenPage) -> None:
    for viewport in (KIOSK, LYING):
        page = open_map(viewport=viewport)
        for key in page.locator("[data-map-key]").all():
            box = key.bounding_box()

            assert box is not None
            assert min(box["width"], box["height"]) >= TARGET
            assert viewport["height"] / 2 <= box["y"] <= viewport["height"] - box["height"]


def test_marks_are_large_enough_for_a_finger(open_map: OpenPage) -> None:
    page = open_map()

    sizes = page.eval_on_selector_all(
        ".map__live .leaflet-marker-icon",
        "all => all.map(one => one.getBoundingClientRect()).map(b => Math.min(b.width, b.height))",
    )

    assert min(sizes) >= TARGET


def test_a_card_tells_a_place_and_leads_to_its_page_here(open_map: OpenPage) -> None:
    page = open_map("/en" + MAP)

    page.locator(PIN).first.tap()
    link = page.locator(f"{CARD} a")
    name = page.locator(f"{CARD} h2").inner_text()
    away = page.locator(f"{CARD} .kiosk-card__meta").inner_text()
    address = link.get_attribute("href") or ""
    link.tap()
    page.wait_for_url(f"**/en/kiosk/{SCREEN}/places/*")

    assert "from here" in away
    assert address.startswith(f"/en/kiosk/{SCREEN}/places/")
    assert page.locator("h1").inner_text() == name


def test_no_card_leads_out(open_map: OpenPage) -> None:
    page = open_map()

    told = page.evaluate(
        """() => {
          const spec = JSON.parse(document.querySelector(".kiosk-map__spec").textContent);
          const all = [...spec.features, ...spec.routes, spec.here];
          return all.map((one) => one.url).filter(Boolean);
        }"""
    )
    statuses = {page.request.get(urljoin(page.url, url)).status for url in told}

    assert len(told) > 12
    assert all(url.startswith(f"/kiosk/{SCREEN}/") for url in told)
    assert statuses == {200}
    assert page.locator(".kiosk-map a[href^=http], .kiosk-map a[target]").count() == 0


def test_the_mark_of_here_tells_the_value_of_its_station(open_map: OpenPage) -> None:
    page = open_map()

    page.locator(".kiosk-here-mark__dot").tap()
    page.wait_for_timeout(500)

    assert page.locator(f"{CARD} h2").inner_text() == "爨底下村"
    for part in ("value", "state", "age"):
        assert page.locator(f"{CARD} [data-live={part}]").count() <= 1


def test_fingers_move_the_map_and_the_key_brings_it_back(open_map: OpenPage) -> None:
    page = open_map()
    before = page.evaluate(PLACE_OF_HERE)
    box = page.locator(LIVE).bounding_box()
    assert box is not None
    touch = page.context.new_cdp_session(page)

    def fingers(kind: str, *points: tuple[float, float]) -> None:
        told = [{"x": box["x"] + x, "y": box["y"] + y, "id": n} for n, (x, y) in enumerate(points)]
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": told})

    fingers("touchStart", (150, 760))
    for step in range(1, 9):
        fingers("touchMove", (150 + 30 * step, 760))
    fingers("touchEnd")
    page.wait_for_timeout(900)
    dragged = page.evaluate(PLACE_OF_HERE)
    scale = page.locator(".leaflet-control-scale").inner_text()
    fingers("touchStart", (300, 500), (600, 500))
    for step in range(1, 9):
        fingers("touchMove", (300 - 25 * step, 500), (600 + 25 * step, 500))
    fingers("touchEnd")
    page.wait_for_timeout(900)
    pinched = page.locator(".leaflet-control-scale").inner_text()
    zoomed_page = page.evaluate("visualViewport.scale")
    tap_key(page, "home")

    assert dragged - before > 150
    assert pinched != scale
    assert zoomed_page == 1
    assert abs(page.evaluate(PLACE_OF_HERE) - before) < 2
    assert page.locator(".leaflet-control-scale").inner_text() == scale


def test_idle_reset_puts_the_map_back(open_map: OpenPage) -> None:
    page = open_map()
    before = page.evaluate(PLACE_OF_HERE)
    page.locator("[data-map-way]").last.tap()
    page.wait_for_timeout(700)
    tap_key(page, "in")

    page.evaluate("document.dispatchEvent(new CustomEvent('oxymap:kiosk-reset'))")
    page.wait_for_timeout(300)

    assert page.locator(CARD).is_hidden()
    assert page.locator("[data-map-way][aria-pressed=true]").count() == 0
    assert abs(page.evaluate(PLACE_OF_HERE) - before) < 2


def test_a_route_shows_its_stops_and_gives_the_others_back(open_map: OpenPage) -> None:
    page = open_map()
    marks = page.locator(".map__live .leaflet-marker-icon")
    before = marks.count()
    way = page.locator("[data-map-way]").last

    way.tap()
    page.wait_for_timeout(900)
    fewer = marks.count()
    name = page.locator(f"{CARD} h2").inner_text()
    page.locator(f"{CARD} .kiosk-card__close").tap()
    page.wait_for_timeout(300)
    tap_key(page, "home")

    assert fewer < before
    assert name == way.inner_text()
    assert marks.count() == before
    assert way.get_attribute("aria-pressed") == "false"


def test_the_keyboard_opens_and_closes_a_card(open_map: OpenPage) -> None:
    page = open_map()
    mark = page.locator(".map__live .leaflet-marker-icon", has=page.locator(".map-pin--stop")).first

    mark.focus()
    page.keyboard.press("Enter")
    page.wait_for_timeout(400)
    on_link = page.evaluate("document.activeElement.matches('.kiosk-card a')")
    page.keyboard.press("Escape")
    page.wait_for_timeout(200)

    assert on_link
    assert page.locator(CARD).is_hidden()
    assert page.evaluate("document.activeElement.matches('.leaflet-marker-icon')")


def test_nothing_moves_by_itself_where_no_motion_is_wanted(open_map: OpenPage) -> None:
    page = open_map(reduced_motion="reduce")

    name = page.evaluate(
        "getComputedStyle(document.querySelector('.kiosk-here-mark'), '::after').animationName"
    )

    assert name == "none"


def test_the_drawing_is_there_without_a_script(open_page: OpenPage) -> None:
    page = open_page(MAP, viewport=KIOSK, java_script_enabled=False)

    assert page.locator(".map-picture").is_visible()
    assert page.locator(".kiosk-here__words").is_visible()
    assert page.locator("[data-map-key]").first.is_hidden()


# --- no network -------------------------------------------------------------------------------

#: Whether the worker answers for this page and has the whole bundle.
HELD = """async () => {
  const index = await caches.open("oxymap-kiosk-jiuyanlou-gate~index");
  const current = await index.match("/-/kiosk-current");
  return Boolean(current && navigator.serviceWorker.controller);
}"""


@pytest.fixture
def own_server(tmp_path: Path) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """Run a server that a test may end."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "oxymap.cli", "serve", "--no-demo", "--port", str(port)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "site")}
    with subprocess.Popen(
        [*command, "--data", str(tmp_path)], env=environment, cwd=ROOT
    ) as process:
        base = f"http://127.0.0.1:{port}"
        _wait(f"{base}/readyz", process)
        yield base, process
        process.terminate()


def test_the_map_lives_with_the_server_gone(
    own_server: tuple[str, subprocess.Popen[bytes]], chromium: Browser
) -> None:
    base, process = own_server
    context = chromium.new_context(viewport=KIOSK, has_touch=True)  # type: ignore[arg-type]
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    page = context.new_page()
    page.goto(f"{base}/kiosk/jiuyanlou-gate")
    for _ in range(120):
        if page.evaluate(HELD):
            break
        page.wait_for_timeout(500)
    assert page.evaluate(HELD)

    process.terminate()
    process.wait(20)
    for prefix in ("", "/en"):
        page.goto(f"{base}{prefix}/kiosk/jiuyanlou-gate/map")
        page.wait_for_selector(LIVE)
        page.touchscreen.tap(400, 120)
        page.wait_for_timeout(600)
        page.locator(".kiosk-here-mark__dot").tap()
        page.locator(f"{CARD} a").wait_for()

        assert page.locator(".map-sketch .map-district").count() > 0
        assert page.locator(".map__live .map-glyph, .map__live .map-pin--stop").count() > 0
    context.close()

    assert [url for url in asked if not url.startswith((base, "data:"))] == []
