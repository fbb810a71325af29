"""A notice from the planner's desk to the screen, through the real interface."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from oxymap import clock
from oxymap.notices.models import NoticeDraft
from oxymap.notices.service import Notices
from oxymap.people.models import COMMAND
from tests.browser.conftest import KIOSK
from tests.browser.studio_stage import StudioServer
from tests.factories import catalogue

HOME = "/kiosk/yongning-town"
COVER, CARD = ".kiosk-emergency", ".kiosk-notice__item--closure"


@pytest.fixture
def desk(studio_server: StudioServer) -> Iterator[Notices]:
    notices = Notices(studio_server.people.engine, lambda: catalogue([]))
    yield notices
    for one in (*notices.now(), *notices.coming()):
        notices.end(COMMAND, one.id)


@pytest.fixture
def screen(chromium: Browser, studio_server: StudioServer) -> Iterator[Page]:
    context = chromium.new_context(viewport=KIOSK, locale="zh-CN", service_workers="block")
    page = context.new_page()
    page.goto(studio_server.base + HOME)
    page.wait_for_selector("html[data-kiosk-ready]")
    yield page
    context.close()


def draft(severity: str, zh: str, en: str, **more: int) -> NoticeDraft:
    return NoticeDraft(severity, {"zh": zh, "en": en}, {"zh": zh, "en": en}, **more)


def test_emergency_is_on_the_screen_within_ten_seconds_and_gone_again(
    desk: Notices, screen: Page
) -> None:
    began = time.monotonic()
    notice = desk.publish(COMMAND, draft("emergency", "山洪预警", "Flash flood"))
    screen.wait_for_selector(COVER, timeout=12_000)

    assert time.monotonic() - began < 10
    assert "山洪预警" in screen.inner_text(COVER)
    assert "Flash flood" in screen.inner_text(COVER)
    desk.end(COMMAND, notice.id)
    screen.wait_for_selector(COVER, state="detached", timeout=12_000)
    assert screen.get_attribute("[data-kiosk=network]", "data-network") == "online"


def test_closure_comes_into_the_first_pages_round_and_what_is_to_come_waits(
    desk: Notices, screen: Page
) -> None:
    now = clock.seconds()
    assert screen.locator("[data-scene=notices]").count() == 0
    desk.publish(COMMAND, draft("closure", "步道封闭", "Path closed", until_at=now + 7200))
    desk.publish(COMMAND, draft("closure", "明日封闭", "Closed later", from_at=now + 3600))

    # Nobody touches the screen; it is made anew by itself, once.
    card = f"[data-scene=notices] {CARD}"
    screen.wait_for_selector(card, state="attached", timeout=60_000)

    assert "步道封闭" in (screen.text_content(card) or "")
    screen.wait_for_selector(f"{CARD} .kiosk-notice__until", state="attached", timeout=12_000)
    assert screen.get_by_text("明日封闭").count() == 0
    screen.evaluate("() => { window.seen = true; }")
    screen.wait_for_timeout(30_000)
    assert screen.evaluate("() => window.seen")
