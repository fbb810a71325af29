"""Display settings, filters, search and what is near."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.browser.conftest import OpenPage

JIUYANLOU = {"longitude": 116.502, "latitude": 40.482}


def test_large_type_is_one_tap_away_and_stays(open_page: OpenPage) -> None:
    page = open_page("/places/cuandixia")
    size = "parseFloat(getComputedStyle(document.querySelector('main p')).fontSize)"
    before = page.evaluate(size)

    page.get_by_role("button", name="大字").click()
    page.goto(page.url.replace("/places/cuandixia", "/trails/"))

    assert page.evaluate(size) >= 1.3 * before
    expect(page.get_by_role("button", name="大字")).to_have_attribute("aria-pressed", "true")


def test_dark_colours_are_kept_on_this_device(open_page: OpenPage) -> None:
    page = open_page("/")

    page.get_by_role("button", name="深色").click()
    page.reload()

    expect(page.locator("html")).to_have_attribute("data-theme", "dark")


def test_language_switch_leads_to_the_same_page(open_page: OpenPage) -> None:
    page = open_page("/places/cuandixia")

    page.get_by_role("link", name="English").first.click()

    expect(page).to_have_url(re.compile(r"/en/places/cuandixia$"))
    expect(page.locator("html")).to_have_attribute("lang", "en")


def test_filter_narrows_the_list_and_is_kept_in_the_address(open_page: OpenPage) -> None:
    page = open_page("/trails/")
    everything = page.locator("[data-item]:visible").count()

    page.locator(".pill", has_text="延庆").click()

    shown = page.locator("[data-item]:visible")
    assert 0 < shown.count() < everything
    assert set(shown.evaluate_all("items => items.map((i) => i.dataset.district)")) == {"yanqing"}
    assert "district=yanqing" in page.url


def test_filter_in_the_address_is_applied(open_page: OpenPage) -> None:
    page = open_page("/routes/?district=fangshan")

    districts = page.locator("[data-item]:visible").evaluate_all(
        "items => items.map((i) => i.dataset.district)"
    )
    assert districts
    assert all("fangshan" in value for value in districts)


def test_nearest_first_asks_only_on_tap_and_sends_nothing(open_page: OpenPage) -> None:
    page = open_page("/trails/", geolocation=JIUYANLOU, permissions=["geolocation"])
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))

    page.get_by_role("button", name=re.compile("由近到远|最近")).click()

    expect(page.locator("[data-item]").first).to_have_attribute("data-id", "jiuyanlou-trail")
    assert [url for url in requests if "116.5" in url or "40.48" in url] == []


def test_position_that_cannot_be_found_is_said(open_page: OpenPage) -> None:
    page = open_page("/trails/", permissions=[])

    page.get_by_role("button", name=re.compile("由近到远|最近")).click()

    expect(page.get_by_role("status").filter(has_text="没能定位").first).to_be_visible(
        timeout=12_000
    )


def test_search_answers_pinyin_initials(open_page: OpenPage) -> None:
    page = open_page("/search")

    page.get_by_role("searchbox").first.fill("tzs")
    page.get_by_role("searchbox").first.press("Enter")

    expect(page.locator("main").get_by_role("link", name="潭柘寺").first).to_be_visible()


def test_keyboard_reaches_the_content_first(open_page: OpenPage) -> None:
    page = open_page("/")

    page.keyboard.press("Tab")

    assert page.evaluate("document.activeElement.getAttribute('href')") == "#main"
