"""The pages of a touch screen, as they hang: upright and lying, with and without a script."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.browser.conftest import DESKTOP, KIOSK, OpenPage

HOME = "/kiosk/cuandixia-gate"
PAGES = {
    "attract": HOME,
    "map": f"{HOME}/map",
    "near": f"{HOME}/near",
    "routes": f"{HOME}/routes",
    "calendar": f"{HOME}/calendar",
    "notices": f"{HOME}/notices",
    "safety": f"{HOME}/safety",
    "place": f"{HOME}/places/cuandixia",
    "trail": f"{HOME}/trails/cuandixia-huangcaoliang-trail",
    "route": f"{HOME}/routes/mtg-villages",
}
LYING = {"width": 1920, "height": 1080}
#: The smallest target for a finger on a public screen, CSS pixels; 72 is what we aim at.
TARGET, AIM = 56, 72


def violations(page: Page) -> list[str]:
    return [
        f"{item['id']}: {node['html'][:160]} {node.get('failureSummary', '')[:200]}"
        for item in Axe().run(page).response["violations"]
        for node in item["nodes"]
    ]


@pytest.mark.parametrize("prefix", ["", pytest.param("/en", marks=pytest.mark.long)])
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_no_violation(open_page: OpenPage, name: str, prefix: str) -> None:
    page = open_page(prefix + PAGES[name], viewport=KIOSK)
    page.wait_for_timeout(400)

    assert violations(page) == []


@pytest.mark.parametrize("name", ["attract", "safety", "route"])
def test_axe_finds_no_violation_at_night_in_large_type(open_page: OpenPage, name: str) -> None:
    page = open_page(PAGES[name], viewport=KIOSK, large=True, color_scheme="dark")
    page.wait_for_timeout(400)

    assert violations(page) == []


def test_large_type_cuts_no_control(open_page: OpenPage) -> None:
    page = open_page("/en/kiosk/jiuyanlou-gate", viewport=LYING, large=True)

    cut = page.evaluate(
        """() => { const dock = document.querySelector(".kiosk-dock");
          return dock.scrollHeight - dock.clientHeight; }"""
    )

    assert cut <= 0


def test_controls_lie_in_the_lower_half_and_are_large(open_page: OpenPage) -> None:
    for viewport in (KIOSK, LYING):
        page = open_page(PAGES["map"], viewport=viewport)
        boxes = [key.bounding_box() for key in page.locator(".kiosk-key").all()]

        assert len(boxes) >= 8
        for box in boxes:
            assert box is not None
            assert box["y"] >= viewport["height"] / 2 - AIM
            assert min(box["width"], box["height"]) >= AIM


@pytest.mark.parametrize("name", PAGES)
def test_every_target_is_large_enough_for_a_finger(open_page: OpenPage, name: str) -> None:
    page = open_page(PAGES[name], viewport=KIOSK)

    small = page.evaluate(
        """(least) => Array.from(document.querySelectorAll("a, button")).filter((one) => {
          const covers = one.matches(".kiosk-cover, .stops__name a");
          const row = covers ? one.closest("li") : one;
          const box = row.getBoundingClientRect();
          const prose = one.closest(".prose, svg");
          return !prose && box.height > 0 && Math.min(box.width, box.height) < least;
        }).map((one) => one.outerHTML.slice(0, 120))""",
        TARGET,
    )

    assert small == []


@pytest.mark.parametrize("viewport", [KIOSK, LYING, DESKTOP])
def test_nothing_is_wider_than_the_screen(open_page: OpenPage, viewport: dict[str, int]) -> None:
    # Without a script: screens say hello to the server only so often a minute.
    for path in PAGES.values():
        page = open_page("/en" + path, viewport=viewport, java_script_enabled=False)

        assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]
        assert page.evaluate("document.querySelector('main').scrollWidth") <= viewport["width"]


def test_page_whose_script_has_not_come_is_asked_for_again(chromium: Browser, server: str) -> None:
    context = chromium.new_context(viewport=KIOSK, service_workers="block")
    page = context.new_page()
    page.route("**/js/modules/kiosk.js", lambda route: route.abort())
    page.clock.install()
    page.goto(server + HOME)
    page.unroute("**/js/modules/kiosk.js")

    context.set_offline(True)
    page.clock.run_for(60_000)
    assert page.locator("html[data-kiosk-ready]").count() == 0
    assert page.locator("main").inner_text()
    context.set_offline(False)
    page.clock.run_for(21_000)

    page.wait_for_selector("html[data-kiosk-ready]", state="attached")
    context.close()
