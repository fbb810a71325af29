"""The interactive map: takes the picture's place, in step with list, profile and address."""

from __future__ import annotations

import re

from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import DESKTOP, OpenPage

LIVE = ".leaflet-container"


def live_map(page: Page) -> None:
    figure = page.locator("figure.map").first
    figure.scroll_into_view_if_needed()
    figure.hover()
    expect(page.locator(LIVE).first).to_be_visible(timeout=15_000)


def test_interactive_map_takes_the_pictures_place_in_the_same_box(open_page: OpenPage) -> None:
    page = open_page("/map", wait=False)
    before = page.locator("figure.map .map__canvas").bounding_box()

    live_map(page)

    assert page.locator("figure.map .map__canvas").bounding_box() == before


def test_page_that_is_only_read_loads_no_map_code(open_page: OpenPage) -> None:
    page = open_page("/", wait=False)
    page.wait_for_timeout(2000)

    loaded = page.evaluate("performance.getEntriesByType('resource').map((entry) => entry.name)")
    assert not [url for url in loaded if "/vendor/" in url or "/layers/" in url]


def test_layers_are_fetched_when_they_are_switched_on(open_page: OpenPage) -> None:
    page = open_page("/map", viewport=DESKTOP)
    live_map(page)
    fetched: list[str] = []
    page.on("request", lambda request: fetched.append(request.url))

    page.get_by_role("button", name="图层").click()
    page.get_by_role("checkbox", name=re.compile("山峰")).check(force=True)
    page.wait_for_timeout(800)

    assert any(re.search(r"/layers/peaks\.[0-9a-f]+\.geojson", url) for url in fetched)
    assert "peaks" in page.url


def test_map_state_in_the_address_is_read(open_page: OpenPage) -> None:
    page = open_page("/map?view=40.4819,116.5021,13&layers=scenic", viewport=DESKTOP)

    live_map(page)

    expect(
        page.locator(LIVE).get_by_role("button", name=re.compile("九眼楼")).first
    ).to_be_visible()


def test_marker_opens_a_popup_that_is_a_link(open_page: OpenPage) -> None:
    page = open_page("/map?view=40.4819,116.5021,13&layers=scenic", viewport=DESKTOP)
    live_map(page)

    page.locator(LIVE).get_by_role("button", name=re.compile("九眼楼")).first.press("Enter")

    link = page.locator(".leaflet-popup").get_by_role("link").first
    expect(link).to_have_attribute("href", re.compile(r"/places/jiuyanlou"))


def test_zoom_buttons_have_names(open_page: OpenPage) -> None:
    page = open_page("/map", viewport=DESKTOP)
    live_map(page)

    expect(page.get_by_role("button", name="放大").first).to_be_visible()
    expect(page.get_by_role("button", name="缩小").first).to_be_visible()


def test_attribution_is_always_visible(open_page: OpenPage) -> None:
    page = open_page("/map", viewport=DESKTOP)
    live_map(page)

    assert "不作为划界依据" in page.locator("figure.map").first.inner_text()


def test_profile_and_map_move_together(open_page: OpenPage) -> None:
    page = open_page("/trails/jiuyanlou-trail", viewport=DESKTOP)
    live_map(page)
    profile = page.locator('[data-module="profile"]')
    profile.scroll_into_view_if_needed()
    box = profile.locator("svg").first.bounding_box()

    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)

    expect(profile).to_contain_text("海拔")
    expect(page.locator(".leaflet-container .map-dot")).to_be_attached()


def test_profile_is_a_slider_for_the_keyboard(open_page: OpenPage) -> None:
    page = open_page("/trails/jiuyanlou-trail", viewport=DESKTOP)
    slider = page.locator('[data-module="profile"]').get_by_role("slider")
    slider.focus()
    before = slider.get_attribute("aria-valuetext")

    page.keyboard.press("End")

    assert slider.get_attribute("aria-valuetext") != before


def test_profile_answers_a_finger(open_page: OpenPage) -> None:
    page = open_page("/trails/jiuyanlou-trail", has_touch=True, is_mobile=True)
    profile = page.locator('[data-module="profile"]')
    profile.scroll_into_view_if_needed()
    box = profile.locator("svg").first.bounding_box()

    page.touchscreen.tap(box["x"] + box["width"] * 0.7, box["y"] + box["height"] / 2)

    expect(profile).to_contain_text("海拔")


def test_map_code_that_fails_to_load_leaves_the_picture(chromium: Browser, server: str) -> None:
    context = chromium.new_context(viewport=DESKTOP)
    page = context.new_page()
    page.route("**/vendor/leaflet.js", lambda route: route.fulfill(status=200, body=""))

    page.goto(f"{server}/districts/")
    page.locator("figure.map").first.scroll_into_view_if_needed()
    page.locator("figure.map").first.hover()

    expect(page.locator("figure.map").get_by_text("互动地图没能载入")).to_be_visible(timeout=15_000)
    assert page.locator("svg.map-picture").first.is_visible()
    context.close()
