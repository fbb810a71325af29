"""Every page type: accessible, still, within the screen, and useful without script."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.conftest import DESKTOP, KIOSK, PHONE, OpenPage
from tests.browser.pages_to_see import PAGES

LOOKS = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "large": {"color_scheme": "light", "large": True},
}
MEASURE_SHIFT = """() => new Promise((resolve) => {
  let total = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) total += entry.value;
  }).observe({ type: "layout-shift", buffered: true });
  setTimeout(() => resolve(total), 1500);
})"""


def violations(page: Page) -> list[str]:
    results = Axe().run(page)
    return [
        f"{item['id']}: {node['html'][:160]} {node.get('failureSummary', '')[:200]}"
        for item in results.response["violations"]
        for node in item["nodes"]
    ]


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_no_violation(open_page: OpenPage, name: str, look: str) -> None:
    page = open_page(PAGES[name], **LOOKS[look])
    page.wait_for_timeout(700)

    assert violations(page) == []


@pytest.mark.long
@pytest.mark.parametrize("name", PAGES)
def test_english_pages_have_no_violation_either(open_page: OpenPage, name: str) -> None:
    page = open_page("/en" + PAGES[name], viewport=DESKTOP, locale="en-GB")
    page.wait_for_timeout(700)

    assert violations(page) == []


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_wider_than_the_screen(open_page: OpenPage, name: str, prefix: str) -> None:
    page = open_page(prefix + PAGES[name])

    wide = {}
    for width in (320, PHONE["width"], KIOSK["width"]):
        for look in ("", "large"):
            page.set_viewport_size({"width": width, "height": 900})
            page.evaluate("look => document.documentElement.dataset.type = look", look)
            page.wait_for_timeout(60)
            wide[width, look] = page.evaluate("document.documentElement.scrollWidth")

    assert {key: value for key, value in wide.items() if value > key[0]} == {}


@pytest.mark.parametrize("name", ["home", "map", "village", "trail", "route", "live", "station"])
def test_page_does_not_jump_while_it_loads(open_page: OpenPage, name: str) -> None:
    page = open_page(PAGES[name], wait=False)

    assert page.evaluate(MEASURE_SHIFT) < 0.02


@pytest.mark.parametrize("name", [name for name in PAGES if name != "patterns"])
def test_page_is_useful_without_script(open_page: OpenPage, name: str) -> None:
    page = open_page(PAGES[name], java_script_enabled=False)

    assert page.get_by_role("heading", level=1).is_visible()
    assert len(page.locator("main").inner_text()) > 60
    assert not page.locator(".needs-js:visible").count()


@pytest.mark.parametrize("name", ["home", "map", "village", "trail", "route", "district"])
def test_drawn_map_is_there_without_script(open_page: OpenPage, name: str) -> None:
    page = open_page(PAGES[name], java_script_enabled=False)

    picture = page.locator("figure.map svg.map-picture").first
    assert picture.bounding_box()["width"] > 300
    assert picture.locator("text").count() > 3


def test_targets_are_large_enough_for_fingers(open_page: OpenPage) -> None:
    page = open_page("/")

    sizes = page.locator("header a:visible, header button:visible, nav a:visible").evaluate_all(
        "items => items.map((item) => { const box = item.getBoundingClientRect();"
        " return [Math.round(box.width), Math.round(box.height), item.outerHTML.slice(0, 80)]; })"
    )
    assert sizes
    assert [size for size in sizes if size[0] < 44 or size[1] < 44] == []
