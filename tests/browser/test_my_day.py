"""A day of one's own on the phone: gathered, ordered, kept, handed on."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP, OpenPage

SHARED = "/my-day?s=cuandixia.90,lingshan,yq-yongning-town&t=0830"


def test_stops_are_gathered_on_the_phone(open_page: OpenPage) -> None:
    page = open_page("/en/places/cuandixia")
    page.locator("[data-day-add]").click()
    expect(page.locator("[data-day-label]")).to_contain_text("1 stop")
    page.goto(page.url.replace("places/cuandixia", "trails/cuandixia-huangcaoliang-trail"))

    page.locator("[data-day-add]").click()
    page.locator("[data-day-add]").click()

    expect(page.locator("[data-day-stop]")).to_have_count(2)
    expect(page).to_have_url(re.compile(r"\?s=cuandixia,cuandixia-huangcaoliang-trail&t=0900$"))


def test_changes_of_my_day_are_kept(open_page: OpenPage) -> None:
    page = open_page("/en" + SHARED)
    base = page.url.split("?")[0]

    page.get_by_role("link", name="later").first.click()
    page.locator("input[name=min]").first.fill("35")
    page.locator("input[name=min]").first.blur()
    page.wait_for_url(re.compile(r"lingshan\.35,cuandixia"))
    page.goto(base)

    expect(page).to_have_url(re.compile(r"\?s=lingshan\.35,cuandixia\.90,yq-yongning-town"))


def test_day_of_somebody_else_does_not_replace_mine(open_page: OpenPage) -> None:
    page = open_page("/en/my-day?s=baihuashan-none,lingshan")
    base = page.url.split("/en/")[0]
    expect(page.locator("[data-day-shared]")).to_be_hidden()

    page.goto(f"{base}/en{SHARED}")
    expect(page.locator("[data-day-shared]")).to_be_visible()
    page.get_by_role("link", name="later").first.click()
    page.goto(f"{base}/en/my-day")
    expect(page.locator("[data-day-stop]")).to_have_count(1)

    page.goto(f"{base}/en{SHARED}")
    page.get_by_role("button", name="Make it mine").click()
    page.goto(f"{base}/en/my-day")
    expect(page.locator("[data-day-stop]")).to_have_count(3)


def test_stop_is_dragged_to_another_place(open_page: OpenPage) -> None:
    page = open_page(SHARED, viewport=DESKTOP)
    stops = page.locator("[data-day-stop]")

    stops.nth(2).locator(".day-stop__number").drag_to(stops.nth(0).locator(".day-stop__number"))

    expect(page).to_have_url(re.compile(r"\?s=yq-yongning-town\.60,cuandixia\.90,lingshan"))


def test_page_works_without_a_script(open_page: OpenPage) -> None:
    page = open_page(SHARED, java_script_enabled=False)

    page.locator(".day-stop__buttons a").first.click()
    page.locator("[data-day-submit]").click()

    expect(page).to_have_url(re.compile(r"\?s=lingshan\.60,cuandixia\.90,yq-yongning-town\.60"))
    expect(page.locator(".day-qr__picture")).to_be_visible()


def test_day_is_no_wider_than_the_phone(open_page: OpenPage) -> None:
    page = open_page(SHARED)

    assert page.evaluate("document.documentElement.scrollWidth") <= 390
