"""Live values in a real browser, against a server that says what a test wants."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from oxymap.config import make_settings
from oxymap.pages.edition import Edition
from oxymap.pages.making import make_site
from oxymap.web.assets import Assets, load_assets
from tests.browser.conftest import DESKTOP, PHONE, Watch
from tests.browser.live_stage import (
    EVERY_STATE,
    Stage,
    article,
    composed,
    live_page,
    map_files,
    map_page,
    map_views,
    staged,
    told,
    told_of_every_state,
)

YEAR_S = 365 * 86_400
#: Remembers that the feed has had its first answer: time must not jump while it is on its way.
ANSWERED = "document.addEventListener('oxymap:live', () => { window.answered = true; })"
OpenStage = Callable[..., Page]


@pytest.fixture(scope="module")
def assets() -> Assets:
    return load_assets()


@pytest.fixture
def stage(assets: Assets) -> Iterator[Stage]:
    with staged({f"s/{path}": body for path, body in assets.files.items()}) as running:
        yield running


@pytest.fixture
def open_stage(chromium: Browser, stage: Stage) -> Iterator[OpenStage]:
    """Return a function that opens a page of the stage, watched unless faults are wanted."""
    contexts = []
    watch = Watch(stage.base)

    def open_(
        path: str = "/", *, watched: bool = True, clock: int | None = None, **options: object
    ) -> Page:
        options = {"viewport": PHONE, "locale": "zh-CN", "timezone_id": "Asia/Shanghai", **options}
        context = chromium.new_context(**options)
        contexts.append(context)
        if watched:
            watch.follow(context)
        page = context.new_page()
        if clock is not None:
            page.clock.install(time=clock)
        page.goto(stage.base + path)
        page.wait_for_load_state("networkidle")
        return page

    yield open_
    for context in contexts:
        context.close()
    assert watch.faults == []


def part(page: Page, name: str, station: str = "ling") -> Locator:
    return page.locator(f"#{station} [data-live='{name}']")


def pass_time(page: Page, stage: Stage, seconds: int) -> None:
    """Let time pass for the page and for the server, and a question be answered.

    The feed asks after 30 to 33 seconds; 8 more would break the answer off, which takes real time.
    """
    stage.ahead += seconds
    page.clock.run_for(seconds * 1000)
    page.wait_for_timeout(300)


# --- values ----------------------------------------------------------------------------


def test_answer_of_the_server_replaces_what_the_page_said(
    stage: Stage, open_stage: OpenStage
) -> None:
    now = stage.now()
    stage.pages["/"] = live_page(article("ling", now, 400))
    stage.stations = [told("ling", now, 130, value=2296.0)]

    page = open_stage()

    expect(part(page, "value")).to_have_text("2,296")
    expect(part(page, "state")).to_have_text("实时")
    expect(part(page, "age")).to_have_text("2 分钟前")
    expect(part(page, "mean")).to_have_text("近 1 小时平均 2,100（11/12）")
    expect(part(page, "time")).to_have_text(re.compile(r"^\d+月\d+日 \d\d:\d\d$"))
    expect(part(page, "last-good")).to_be_hidden()


def test_old_value_gives_way_to_a_dash_and_the_last_good_one(
    stage: Stage, open_stage: OpenStage
) -> None:
    now = stage.now()
    stage.pages["/"] = live_page(article("ling", now, 400))
    stage.stations = [told("ling", now, 7300, state="stale", value=2296.0)]

    page = open_stage()

    expect(part(page, "value")).to_have_text("—")
    expect(part(page, "state")).to_have_class("live-state live-state--stale")
    expect(part(page, "last-good")).to_have_text("最近一次有效值 2,296（2 小时前）")
    assert page.locator("#ling").get_attribute("data-state") == "stale"


def test_rows_keep_their_order_and_elements_stay_the_same(
    stage: Stage, open_stage: OpenStage
) -> None:
    now = stage.now()
    stage.pages["/"] = live_page(article("a", now, 60) + article("b", now, 60))
    stage.stations = [told("b", now, 30, value=9000.0), told("a", now, 30, value=10.0)]

    page = open_stage()

    expect(part(page, "value", "b")).to_have_text("9,000")
    assert [item.get_attribute("id") for item in page.locator("article").all()] == ["a", "b"]


def test_what_the_server_sends_is_never_taken_as_markup(
    stage: Stage, open_stage: OpenStage
) -> None:
    now = stage.now()
    level = {"scheme": "x", "grade": 1, "code": "Ⅰ", "verified": False}
    stage.pages["/"] = live_page(
        article("ling", now, 60).replace("</article>", '<i data-live="level"></i></article>')
    )
    station = told("ling", now, 30)
    evil = {"zh": "<img src=x onerror=alert(1)>", "en": "x"}
    station["values"]["neg_ion"]["level"] = {**level, "name": evil}
    stage.stations = [station]

    page = open_stage()

    expect(part(page, "level")).to_have_text("<img src=x onerror=alert(1)>")
    assert page.locator("img").count() == 0


def test_listeners_hear_of_new_values_once_a_minute(stage: Stage, open_stage: OpenStage) -> None:
    now = stage.now()
    stage.pages["/"] = live_page(article("a", now, 60) + article("b", now, 60))
    stage.stations = [told("a", now, 30), told("b", now, 30)]

    page = open_stage(clock=now)
    summary = page.locator('[data-live-part="summary"]')
    expect(summary).to_have_text("2 个站有新数据")
    expect(summary).to_have_attribute("role", "status")
    stage.stations = [told("a", now, 20), told("b", now, 30)]
    pass_time(page, stage, 34)
    expect(summary).to_have_text("2 个站有新数据")
    pass_time(page, stage, 34)

    expect(summary).to_have_text("1 个站有新数据")


def test_stream_brings_a_reading_at_once(stage: Stage, open_stage: OpenStage) -> None:
    now = stage.now()
    data = {"live_mode": "stream", "live_stream": "/api/v1/stream"}
    stage.pages["/"] = live_page(article("ling", now, 60), **data)
    stage.stations = [told("ling", now, 60, value=1000.0)]
    stage.events = [told("ling", now, 5, value=4321.0)]

    page = open_stage()

    expect(part(page, "value")).to_have_text("4,321")


# --- ageing ----------------------------------------------------------------------------


def test_page_without_a_network_grows_old_and_says_so(stage: Stage, open_stage: OpenStage) -> None:
    now = stage.now()
    stage.pages["/"] = live_page(article("ling", now, 60))
    stage.stations = [told("ling", now, 60, value=2296.0)]
    page = open_stage(watched=False, clock=now)
    expect(part(page, "value")).to_have_text("2,296")

    page.context.set_offline(True)
    page.clock.fast_forward(4 * 3600 * 1000)

    expect(part(page, "value")).to_have_text("—")
    expect(part(page, "state")).to_have_text("中断")
    expect(part(page, "last-good")).to_have_text("最近一次有效值 2,296（4 小时前）")
    expect(part(page, "mean")).to_be_empty()
    expect(page.locator(".live-note")).to_contain_text("连不上服务器")


def test_values_come_back_with_the_network(stage: Stage, open_stage: OpenStage) -> None:
    now = stage.now()
    stage.pages["/"] = live_page(article("ling", now, 60))
    stage.stations = [told("ling", now, 60)]
    page = open_stage(watched=False)
    page.context.set_offline(True)
    expect(page.locator(".live-note")).to_be_visible()
    page.wait_for_timeout(2100)

    stage.stations = [told("ling", stage.now(), 1, value=3000.0)]
    page.context.set_offline(False)

    expect(part(page, "value")).to_have_text("3,000")
    expect(page.locator(".live-note")).to_be_hidden()


@pytest.mark.parametrize("years", [-28, 30])
def test_wrong_laptop_clock_changes_nothing_the_server_has_said(
    stage: Stage, open_stage: OpenStage, years: int
) -> None:
    now = stage.now()
    stage.pages["/"] = live_page(article("a", now, 60) + article("b", now, 60))
    stage.stations = [told("a", now, 60), told("b", now, 7300, state="stale")]

    page = open_stage(clock=now + years * YEAR_S)

    expect(part(page, "state", "a")).to_have_text("实时")
    expect(part(page, "age", "a")).to_have_text("1 分钟前")
    expect(part(page, "value", "b")).to_have_text("—")


@pytest.mark.parametrize("years", [-28, 0, 30])
def test_frozen_page_asks_no_interface_and_never_looks_fresh_when_it_is_old(
    stage: Stage, open_stage: OpenStage, years: int
) -> None:
    made = stage.now()
    stage.pages["/"] = live_page(article("ling", made, 60), live_url="")
    stage.ahead = 5 * 3600

    page = open_stage(clock=stage.now() + years * YEAR_S)

    expect(part(page, "value")).to_have_text("—")
    expect(part(page, "last-good")).to_have_text(re.compile(r"^最近一次有效值 1,850（"))
    assert not [path for path in stage.asked if path.startswith("/api/")]


def test_last_good_value_of_an_old_page_goes_on_ageing(stage: Stage, open_stage: OpenStage) -> None:
    made = stage.now()
    old = article("ling", made, 5 * 3600, state="silent")
    stage.pages["/"] = live_page(old, live_url="")
    stage.ahead = 2 * 86_400

    page = open_stage()

    expect(part(page, "last-good")).to_have_text("最近一次有效值 1,850（2 天前）")


def test_server_without_the_interface_is_asked_once(stage: Stage, open_stage: OpenStage) -> None:
    now = stage.now()
    stage.pages["/"] = live_page(article("ling", now, 60))
    stage.status = 404

    page = open_stage(watched=False, clock=now)
    pass_time(page, stage, 100)

    assert stage.asked.count("/api/v1/live") == 1
    expect(part(page, "value")).to_have_text("1,850")
    assert page.locator(".live-note").count() == 0


# --- maps ------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    return make_site(make_settings({"data": tmp_path_factory.mktemp("maps")})).edition("zh")


@pytest.fixture
def map_stage(edition: Edition, assets: Assets, stage: Stage) -> Stage:
    """The stage with the whole map and the map of stations, which are in every state."""
    now = int(time.time())
    stage.files = map_files(edition, assets) | composed()
    views = map_views(edition, now)
    stage.pages["/map"] = map_page(views["full"], "/s/js/composed/full.js")
    stage.pages["/live"] = map_page(views["live"], "/s/js/composed/detail.js")
    stage.stations = told_of_every_state(now)
    return stage


def live_map(page: Page) -> Locator:
    figure = page.locator("figure.map")
    figure.hover()
    expect(page.locator(".map__canvas--live")).to_be_visible(timeout=15_000)
    return figure


def pill(page: Page, name: str) -> Locator:
    return page.locator(".map-mark--station").and_(
        page.get_by_role("button", name=re.compile(f"^{name}站"))
    )


@pytest.mark.parametrize("path", ["/live", "/map"])
def test_stations_show_their_values_on_the_map(
    map_stage: Stage, open_stage: OpenStage, path: str
) -> None:
    page = open_stage(path, viewport=DESKTOP)
    live_map(page)

    expect(pill(page, "cuandixia").locator(".map-station--fresh")).to_contain_text("2,296")
    expect(pill(page, "baihuashan").locator(".map-station--late")).to_contain_text("2,296")
    expect(pill(page, "lingshan").locator(".map-station--stale")).to_contain_text("—")
    expect(pill(page, "miaofengshan")).to_contain_text("演示")
    expect(pill(page, "miaofengshan")).to_have_attribute("title", re.compile("演示数据"))


def test_mark_changes_in_place_with_the_feed(map_stage: Stage, open_stage: OpenStage) -> None:
    now = map_stage.now()
    page = open_stage("/live", viewport=DESKTOP, clock=now)
    page.clock.run_for(3000)
    page.evaluate(ANSWERED)
    live_map(page)
    page.wait_for_function("window.answered")
    mark = pill(page, "cuandixia")
    expect(mark).to_contain_text("2,296")
    mark.evaluate("(element) => { element.dataset.mine = 'same'; element.focus(); }")

    changed = told_of_every_state(now)
    changed[0] = told("cuandixia", now, 10, value=777.0, name=changed[0]["name"])
    map_stage.stations = changed
    pass_time(page, map_stage, 34)

    expect(mark).to_contain_text("777")
    assert mark.get_attribute("data-mine") == "same"
    assert mark.evaluate("(element) => element === document.activeElement")


def test_popup_says_value_state_and_age_and_leads_to_the_station(
    map_stage: Stage, open_stage: OpenStage
) -> None:
    page = open_stage("/live", viewport=DESKTOP)
    live_map(page)

    pill(page, "miaofengshan").press("Enter")

    popup = page.locator(".leaflet-popup")
    expect(popup).to_contain_text("miaofengshan站")
    expect(popup.locator("[data-live='value']")).to_have_text("2,296")
    expect(popup).to_contain_text("演示数据")
    expect(popup.locator("[data-live='age']")).to_have_text(re.compile(r"\d|now|刚刚"))
    expect(popup.get_by_role("link")).to_have_attribute("href", "/live/miaofengshan")


def test_popup_of_a_silent_station_has_its_last_good_value(
    map_stage: Stage, open_stage: OpenStage
) -> None:
    page = open_stage("/live", viewport=DESKTOP)
    live_map(page)

    pill(page, "lingshan").press("Enter")

    expect(page.locator(".leaflet-popup [data-live='last-good']")).to_contain_text("2,296")
    expect(page.locator(".leaflet-popup [data-live='age']")).to_be_hidden()


def test_planned_stations_appear_on_the_whole_map_only_from_near(
    map_stage: Stage, open_stage: OpenStage
) -> None:
    far = open_stage("/map", viewport=DESKTOP)
    live_map(far)
    expect(far.locator(".map-mark--station").first).to_be_visible()
    assert far.locator(".map-station--planned").count() == 0

    near = open_stage("/map?view=39.6100,115.7500,11.5", viewport=DESKTOP)
    expect(near.locator(".map-station--planned").first).to_be_visible(timeout=15_000)


def test_planned_stations_appear_where_nothing_else_is_shown(
    map_stage: Stage, open_stage: OpenStage
) -> None:
    page = open_stage("/map?layers=stations", viewport=DESKTOP)

    expect(page.locator(".map-station--planned").first).to_be_visible(timeout=15_000)


def test_layer_of_stations_can_be_switched_off(map_stage: Stage, open_stage: OpenStage) -> None:
    page = open_stage("/map", viewport=DESKTOP)
    live_map(page)
    expect(pill(page, "cuandixia")).to_be_visible()

    page.get_by_role("button", name="图层").click()
    page.get_by_role("checkbox", name=re.compile("负氧离子站|负离子|站")).last.uncheck(force=True)

    expect(page.locator(".map-mark--station")).to_have_count(0)


def test_map_without_an_interface_asks_nothing_and_ages(
    edition: Edition, map_stage: Stage, open_stage: OpenStage
) -> None:
    views = map_views(edition, int(time.time()))
    map_stage.pages["/live"] = map_page(views["live"], "/s/js/composed/detail.js", url="")
    map_stage.ahead = 2 * 86_400

    page = open_stage("/live", viewport=DESKTOP)
    live_map(page)

    expect(page.locator(".map-mark--station .map-station--fresh")).to_have_count(0)
    expect(pill(page, "cuandixia")).to_contain_text("—")
    assert "/api/v1/live" not in map_stage.asked


def test_picture_without_script_shows_values_with_their_times(
    map_stage: Stage, open_stage: OpenStage
) -> None:
    page = open_stage("/live", java_script_enabled=False)

    titles = page.locator("svg .map-station title").all_text_contents()
    assert len(titles) == len(EVERY_STATE)
    assert any(re.search(r"cuandixia站：2,296 .*\d+月\d+日 \d\d:\d\d", title) for title in titles)
