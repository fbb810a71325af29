"""A kiosk in a real browser: its way home, its network, its versions, its clock."""

from __future__ import annotations

import datetime
import time
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from oxymap.testing import find_browser
from tests.browser.conftest import KIOSK
from tests.browser.kiosk_stage import KioskStage, running_kiosk

pytestmark = pytest.mark.long

HOME = "/kiosk/gate"
READY = "html[data-kiosk-ready]"
#: The page's own times of the question and of its leaving, from the last touch.
WATCH_IDLE = """() => {
    let touched = 0, asked = 0;
    addEventListener('wheel', () => { touched = performance.now(); }, true);
    new MutationObserver(() => {
        const seen = document.querySelector('.kiosk-still:not([hidden])');
        if (seen && !asked) asked = performance.now();
    }).observe(document.body, { childList: true, subtree: true, attributes: true });
    addEventListener('pagehide', () => localStorage.setItem('oxymap-kiosk-test', JSON.stringify(
        [(asked - touched) / 1000, (performance.now() - touched) / 1000])));
}"""
Open = Callable[..., Page]


@pytest.fixture
def stage() -> Iterator[KioskStage]:
    with running_kiosk() as running:
        yield running


@pytest.fixture
def open_kiosk(chromium: Browser, stage: KioskStage) -> Iterator[Open]:
    """Return a function that opens a page of the kiosk, with its worker unless told otherwise."""
    contexts: list[BrowserContext] = []

    def open_(
        path: str = HOME,
        *,
        worker: bool = False,
        clock: bool = False,
        time: datetime.datetime | None = None,
        **more: object,
    ) -> Page:
        options = {"viewport": KIOSK, "has_touch": True, "locale": "zh-CN", **more}
        workers = "allow" if worker else "block"
        context = chromium.new_context(**options, service_workers=workers)
        contexts.append(context)
        page = context.new_page()
        if clock:
            page.clock.install(time=time)
        page.goto(stage.base + path)
        page.wait_for_selector(READY)
        if worker:
            _hold_bundle(page)
        return page

    yield open_
    for context in contexts:
        context.close()


def _hold_bundle(page: Page, version: str = "v1") -> None:
    """Wait until the worker has the bundle and answers for this page."""
    _wait_until(
        page,
        """async (version) => {
            const index = await caches.open('oxymap-kiosk-gate~index');
            const entry = await index.match('/-/kiosk-current');
            const held = entry && (await entry.text()) === version;
            return Boolean(held && navigator.serviceWorker.controller);
        }""",
        version,
    )


def _wait_until(page: Page, question: str, argument: object = None) -> None:
    """Ask the page until it says yes; the question may be one that takes its time."""
    for _ in range(150):
        if page.evaluate(question, argument):
            return
        time.sleep(0.1)
    pytest.fail(question)


def _path(page: Page) -> str:
    return str(page.evaluate("location.pathname"))


def _cut(stage: KioskStage) -> None:
    stage.down = True


# --- the way home ------------------------------------------------------------------------


def test_everything_goes_back_after_the_idle_time(stage: KioskStage, open_kiosk: Open) -> None:
    stage.config = {"idle_s": 2, "warn_s": 2}
    stage.inside = "<div style='height: 3000px'></div>"
    page = open_kiosk("/en/kiosk/gate/map")
    page.click("[data-kiosk=type]")
    page.fill("input", "oxygen")
    page.mouse.wheel(0, 900)
    page.evaluate(WATCH_IDLE)
    page.mouse.wheel(0, 100)

    page.wait_for_url(stage.base + HOME, wait_until="commit")
    page.wait_for_selector(READY)
    asked, back = page.evaluate("JSON.parse(localStorage.getItem('oxymap-kiosk-test'))")

    assert abs(asked - 2) <= 0.5
    assert abs(back - 4) <= 0.5
    page.wait_for_selector(READY)
    state = page.evaluate(
        "[document.documentElement.dataset.type || '', scrollY,"
        " document.querySelector('input').value, document.documentElement.lang,"
        " localStorage.getItem('oxymap-type') || '']"
    )
    assert state == ["", 0, "", "zh", ""]


def test_one_touch_anywhere_stays(open_kiosk: Open) -> None:
    page = open_kiosk("/kiosk/gate/map", clock=True)
    page.touchscreen.tap(500, 1500)
    page.clock.run_for(62_000)
    assert page.is_visible(".kiosk-still")
    assert page.inner_text(".kiosk-still__number") in {"8", "9"}

    page.touchscreen.tap(300, 300)
    page.clock.run_for(1_000)

    assert not page.is_visible(".kiosk-still")
    page.clock.run_for(50_000)
    assert _path(page) == "/kiosk/gate/map"


def test_an_untouched_start_page_stays_as_it_is(open_kiosk: Open) -> None:
    page = open_kiosk(clock=True)
    page.evaluate("window.marked = true")
    page.clock.run_for(300_000)
    assert page.evaluate("window.marked")
    assert page.locator(".kiosk-still").count() == 0


def test_what_a_visitor_left_is_forgotten(stage: KioskStage, open_kiosk: Open) -> None:
    stage.config = {"idle_s": 1, "warn_s": 1}
    page = open_kiosk("/kiosk/gate/map")
    page.evaluate("localStorage.setItem('oxymap-my-day', '[1]')")
    page.wait_for_url(stage.base + HOME)
    assert page.evaluate("localStorage.getItem('oxymap-my-day')") is None


# --- the network -------------------------------------------------------------------------


def test_without_a_network_every_page_is_there(stage: KioskStage, open_kiosk: Open) -> None:
    page = open_kiosk(worker=True)
    _cut(stage)
    page.context.set_offline(True)
    for path in (HOME, "/kiosk/gate/map", "/en/kiosk/gate/near", "/kiosk/gate/never-heard-of"):
        page.goto(stage.base + path)
        page.wait_for_selector(READY)
        assert page.inner_text("h1").startswith(("/kiosk/gate", "/en/kiosk/gate"))
        page.wait_for_selector("[data-network=offline]")
        assert page.inner_text("[data-kiosk=network]") == "没有网络"


def test_a_restart_without_network_starts_from_the_cache(
    stage: KioskStage, chromium: Browser, tmp_path: object
) -> None:
    kind = chromium.browser_type
    options = {"viewport": KIOSK, "executable_path": find_browser(), "args": ["--no-sandbox"]}
    first = kind.launch_persistent_context(str(tmp_path), **options)
    page = first.new_page()
    page.goto(stage.base + HOME)
    _hold_bundle(page)
    first.close()
    _cut(stage)

    second = kind.launch_persistent_context(str(tmp_path), **options)
    page = second.new_page()
    page.goto(stage.base + HOME)
    page.wait_for_selector(READY)

    # Nobody has told the time since the start: the value is not current, and has its time.
    page.wait_for_selector("#spring[data-state=stale]")
    assert page.inner_text("#spring [data-live=value]") == "—"
    assert "月" in page.inner_text("#spring [data-live=last-good]")
    assert page.inner_text("[data-kiosk=age]").endswith("的数据")
    second.close()


@pytest.mark.parametrize("fault", ["refused", "bad gateway", "slow"])
def test_a_server_that_fails_is_not_seen(stage: KioskStage, open_kiosk: Open, fault: str) -> None:
    page = open_kiosk(worker=True)
    stage.down = fault == "refused"
    stage.status = 502 if fault == "bad gateway" else 200
    stage.delay = 8 if fault == "slow" else 0
    began = time.monotonic()

    page.goto(stage.base + "/kiosk/gate/near")

    assert page.inner_text("h1") == "/kiosk/gate/near"
    assert time.monotonic() - began < 5
    stage.delay = 0


def test_it_recovers_within_half_a_minute(stage: KioskStage, open_kiosk: Open) -> None:
    page = open_kiosk(worker=True)
    _cut(stage)
    page.wait_for_selector("[data-network=offline]", timeout=40_000)
    stage.down = False
    stage.value_age = 30

    page.wait_for_selector("[data-network=online]", timeout=30_000)
    page.wait_for_selector("#spring[data-state=fresh]", timeout=5_000)


def test_without_a_worker_nobody_leaves_for_a_page_that_is_not_there(
    stage: KioskStage, open_kiosk: Open
) -> None:
    page = open_kiosk()
    _cut(stage)
    page.click("#map")
    page.wait_for_selector(".kiosk-message")
    assert _path(page) == HOME
    stage.down = False
    page.click("#map")
    page.wait_for_url(stage.base + "/kiosk/gate/map")


# --- versions ----------------------------------------------------------------------------


def test_versions_are_never_mixed(stage: KioskStage, open_kiosk: Open) -> None:
    page = open_kiosk(worker=True)
    seen = []

    def look() -> None:
        page.wait_for_selector(READY)
        style = "getComputedStyle(document.querySelector('#styled'), '::after').content"
        parts = page.evaluate(f"[document.body.dataset.version, {style}, document.scripts[2].src]")
        seen.append(parts)
        assert f"style {parts[0]}" in parts[1]
        assert f"/{parts[0]}/" in parts[2]

    look()
    stage.version = "v2"
    stage.broken = {"/s/v2/js/kiosk/idle.js"}
    for path in ("/kiosk/gate/map", "/kiosk/gate/near", HOME):
        page.goto(stage.base + path)
        look()
    assert {one[0] for one in seen} == {"v1"}
    stage.broken = set()
    page.evaluate("navigator.serviceWorker.controller.postMessage({type: 'update'})")
    _hold_bundle(page, "v2")
    page.goto(stage.base + "/kiosk/gate/map")
    look()
    assert seen[-1][0] == "v2"
    _wait_until(page, "async () => !(await caches.has('oxymap-kiosk-gate~v1'))")


def test_a_new_version_appears_by_itself_when_nobody_is_there(
    stage: KioskStage, open_kiosk: Open
) -> None:
    stage.config = {"idle_s": 3, "warn_s": 1}
    page = open_kiosk(worker=True)
    stage.version = "v2"
    page.wait_for_selector("[data-version=v2]", timeout=60_000)


def test_a_full_disk_leaves_what_works(stage: KioskStage, open_kiosk: Open) -> None:
    page = open_kiosk(worker=True)
    client = page.context.new_cdp_session(page)
    client.send("Storage.overrideQuotaForOrigin", {"origin": stage.base, "quotaSize": 1})
    stage.version = "v2"
    page.evaluate("navigator.serviceWorker.controller.postMessage({type: 'update'})")
    page.wait_for_timeout(1_500)
    _cut(stage)
    page.goto(stage.base + "/kiosk/gate/near")
    page.wait_for_selector(READY)
    assert page.get_attribute("body", "data-version") == "v1"


# --- values and the clock ----------------------------------------------------------------


def test_a_value_loses_its_place_when_it_grows_old(stage: KioskStage, open_kiosk: Open) -> None:
    page = open_kiosk(clock=True)
    page.wait_for_selector("#spring[data-state=fresh]")
    assert "2,296" in page.inner_text("#spring [data-live=value]")
    _cut(stage)
    page.clock.run_for(30 * 60_000)
    page.wait_for_selector("#spring[data-state=stale]")
    assert page.inner_text("#spring [data-live=value]") == "—"
    assert "2,296" in page.inner_text("#spring [data-live=last-good]")
    assert "分钟前" in page.inner_text("[data-kiosk=age]")


@pytest.mark.parametrize("years", [-20, 5])
def test_a_wrong_clock_makes_no_old_value_new(
    stage: KioskStage, open_kiosk: Open, years: int
) -> None:
    stage.made_at = stage.now() - 30 * 86_400
    page = open_kiosk()
    page.wait_for_selector("#spring[data-state=fresh]")
    kept = page.context.storage_state()
    stage.answering = False
    wrong = datetime.datetime.now(datetime.UTC) + datetime.timedelta(days=365 * years)

    page = open_kiosk(clock=True, time=wrong, storage_state=kept)
    page.clock.run_for(20_000)

    assert page.get_attribute("#spring", "data-state") in {"stale", "silent"}
    assert page.inner_text("#spring [data-live=value]") == "—"
    assert "刚刚" not in page.inner_text("body")


def test_the_line_of_state_is_always_there(open_kiosk: Open) -> None:
    page = open_kiosk()
    page.wait_for_selector("#spring[data-state=fresh]")
    page.wait_for_function(
        "document.querySelector('[data-kiosk=age]').textContent.includes('刚刚')"
    )
    assert page.inner_text("[data-kiosk=network]") == "网络正常"
    assert ":" in page.inner_text("[data-kiosk=clock]")
    assert "星期" in page.inner_text("[data-kiosk=date]")


# --- notices, scenes, the panel, the beat ------------------------------------------------


def _emergency() -> dict[str, object]:
    return {
        "id": 7, "severity": "emergency", "from": "2026-01-01T00:00:00Z", "until": None,
        "title": {"zh": "山洪预警", "en": "Flash flood"}, "districts": [], "places": [],
        "body": {"zh": "请离开沟谷", "en": "Leave the valley"},
    }  # fmt: skip


def test_an_emergency_covers_every_page_within_ten_seconds(
    stage: KioskStage, open_kiosk: Open
) -> None:
    page = open_kiosk("/kiosk/gate/near")
    stage.notices = [_emergency()]
    began = time.monotonic()
    page.wait_for_selector(".kiosk-emergency", timeout=10_000)
    assert time.monotonic() - began < 10
    text = page.inner_text(".kiosk-emergency")
    assert "山洪预警" in text
    assert "Leave the valley" in text
    page.goto(stage.base + "/en/kiosk/gate/map")
    page.wait_for_selector(".kiosk-emergency")
    stage.notices = []
    page.wait_for_selector(".kiosk-emergency", state="detached", timeout=10_000)


def test_an_emergency_that_was_read_comes_back(stage: KioskStage, open_kiosk: Open) -> None:
    stage.notices = [_emergency()]
    stage.config = {"idle_s": 4, "warn_s": 60}
    page = open_kiosk("/kiosk/gate/near")
    page.click(".kiosk-emergency__close")
    assert page.locator(".kiosk-emergency").count() == 0
    page.wait_for_selector(".kiosk-emergency", timeout=6_000)


def test_notices_stay_when_the_network_goes(stage: KioskStage, open_kiosk: Open) -> None:
    closure = {**_emergency(), "severity": "closure", "id": 8}
    stage.notices = [closure]
    page = open_kiosk(worker=True)
    page.wait_for_selector(".kiosk-notice__item--closure")
    _cut(stage)
    page.goto(stage.base + "/kiosk/gate/near")
    page.wait_for_selector(".kiosk-notice__item--closure")
    assert "山洪预警" in page.inner_text("[data-kiosk=notices]")


def test_the_attract_loop_goes_on_and_holds_for_a_touch(open_kiosk: Open) -> None:
    page = open_kiosk(clock=True)
    shown = "[data-scene]:not([hidden])"
    assert page.inner_text(shown) == "第 1 幕"
    page.clock.run_for(13_000)
    assert page.inner_text(shown) == "第 2 幕"
    page.touchscreen.tap(900, 1800)
    page.clock.run_for(20_000)
    assert page.inner_text(shown) == "第 2 幕"


def test_a_dark_screen_wakes_on_touch_and_the_touch_does_nothing_else(
    stage: KioskStage, open_kiosk: Open
) -> None:
    stage.config = {"dayparts": [{"from": "00:00", "to": "24:00", "mode": "off"}]}
    page = open_kiosk()
    page.wait_for_selector(".kiosk-night:not([hidden])")
    box = page.locator("#map").bounding_box()
    assert box
    page.touchscreen.tap(box["x"] + 4, box["y"] + 4)
    page.wait_for_selector(".kiosk-night", state="hidden")
    assert _path(page) == HOME


def test_the_picture_moves_against_burn_in(open_kiosk: Open) -> None:
    page = open_kiosk(clock=True)
    place = "getComputedStyle(document.body).left + getComputedStyle(document.body).top"
    places = set()
    for _ in range(5):
        places.add(page.evaluate(place))
        page.clock.run_for(301_000)
    assert len(places) == 5


def test_beats_tell_how_it_is(stage: KioskStage, open_kiosk: Open) -> None:
    page = open_kiosk("/kiosk/gate/map", clock=True)
    page.evaluate("Promise.reject(new Error('on purpose')); 1")
    page.clock.run_for(35_000)
    page.wait_for_timeout(300)
    assert stage.beats
    beat = stage.beats[-1]
    assert (beat["version"], beat["view"], beat["lang"]) == ("v1", "/kiosk/gate/map", "zh")
    assert beat["online"] is True
    assert any("on purpose" in str(one) for sent in stage.beats for one in sent["faults"])


def test_an_empty_page_is_loaded_anew(stage: KioskStage, open_kiosk: Open) -> None:
    page = open_kiosk(clock=True)
    page.evaluate("document.querySelector('main').textContent = ''")
    # The question whether the server is there takes real time, also for a fast clock.
    for _ in range(100):
        page.clock.run_for(1_000)
        time.sleep(0.02)
    page.wait_for_selector("h1")
    assert page.inner_text("h1") == HOME
