"""Boards of light in a real browser: every state at every size, with a script and without."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from oxymap.config import make_settings
from oxymap.pages.edition import Edition
from oxymap.pages.live_texts import live_words
from oxymap.pages.making import make_site
from oxymap.screens.board_models import make_board
from tests.browser.live_stage import Stage, staged, told
from tests.unit.pages import live_sampling as sampling
from tests.unit.pages.live_sampling import live_station, page_of

STATES = ("fresh", "late", "suspect", "maintenance", "stale", "silent", "planned")
SIZES = ((128, 64), (192, 64), (384, 192), (1920, 1080), (1080, 1920))
OpenBoard = Callable[..., Page]
#: Text boxes that are seen, with their edges; parents of text only.
BOXES = """() => Array.from(document.querySelectorAll('.board *')).filter((one) =>
  one.children.length === 0 && one.textContent.trim() && one.getClientRects().length &&
  getComputedStyle(one).visibility === 'visible').map((one) => {
    const box = one.getBoundingClientRect();
    return [one.className, box.left, box.top, box.right, box.bottom];
  })"""
SCROLLS = """() => {
  const page = document.documentElement;
  return [page.scrollWidth, page.scrollHeight];
}"""


@pytest.fixture(scope="module")
def editions(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Edition]:
    site = make_site(make_settings({"data": tmp_path_factory.mktemp("data")}))
    return {lang: site.edition(lang) for lang in ("zh", "en")}


@pytest.fixture
def stage(editions: dict[str, Edition]) -> Iterator[Stage]:
    assets = editions["zh"].assets
    wanted = {path: body for path, body in assets.files.items() if path.startswith(("css", "js"))}
    files = {f"{assets.base.strip('/')}/{path}": body for path, body in wanted.items()}
    with staged(files) as running:
        yield running


@pytest.fixture
def open_board(
    chromium: Browser, stage: Stage, editions: dict[str, Edition], monkeypatch: pytest.MonkeyPatch
) -> Iterator[OpenBoard]:
    """Return a function that opens the board of a station in a state, as the server writes it."""
    contexts = []

    def open_(
        state: str,
        size: tuple[int, int] = (384, 192),
        lang: str = "zh",
        *,
        script: bool = True,
        clock: bool = False,
    ) -> Page:
        now = stage.now()
        monkeypatch.setattr(sampling, "NOW", now)
        item = live_station(state, station_id="board", demo=True, name_zh="妙峰山涧沟村负离子站")
        edition = dataclasses.replace(editions[lang])
        board = make_board(page_of(edition, item), item, now)
        context = {"board": board, "live_words": live_words(edition), "refresh_s": 30,
                   "canonical": "/"}  # fmt: skip
        stage.pages["/board"] = edition.renderer.render(lang, "board/board.html", context)
        browser = chromium.new_context(
            viewport={"width": size[0], "height": size[1]}, java_script_enabled=script,
            locale="zh-CN", timezone_id="Asia/Shanghai",
        )  # fmt: skip
        contexts.append(browser)
        page = browser.new_page()
        if clock:
            page.add_init_script("Math.random = () => 0")
            page.clock.install(time=now)
        page.goto(f"{stage.base}/board", wait_until="load")
        return page

    yield open_
    for context in contexts:
        context.close()


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_state_fits_and_shows_no_old_number_as_present(
    open_board: OpenBoard, stage: Stage, size: tuple[int, int], lang: str, tmp_path: Path
) -> None:
    stage.status = 503
    for state in STATES:
        page = open_board(state, size, lang)
        expect(page.locator(".board--followed")).to_have_count(1)

        assert page.evaluate(SCROLLS) == list(size), state
        for name, left, top, right, bottom in page.evaluate(BOXES):
            assert left >= -0.5, (state, name)
            assert top >= -0.5, (state, name)
            assert right <= size[0] + 0.5, (state, name)
            assert bottom <= size[1] + size[1] * 0.02, (state, name)
        expect(page.locator(".board__demo")).to_be_visible()
        old = state not in {"fresh", "late"}
        expect(page.locator(".board__value")).to_be_visible(visible=not old)
        expect(page.locator(".board__word")).to_be_visible(visible=old)
        if old:
            assert page.locator(".board__value").text_content() == "—"
        page.context.close()


def test_board_without_a_script_shows_the_same(open_board: OpenBoard) -> None:
    for state in STATES:
        page = open_board(state, (128, 64), script=False)
        old = state not in {"fresh", "late"}

        expect(page.locator(".board__value")).to_be_visible(visible=not old)
        expect(page.locator(".board__word")).to_be_visible(visible=old)
        assert page.locator('meta[http-equiv="refresh"]').count() == 1
        page.context.close()


def test_value_grows_old_while_nobody_answers(open_board: OpenBoard, stage: Stage) -> None:
    stage.status = 503
    page = open_board("fresh", clock=True)
    board = page.locator(".board")
    expect(page.locator(".board__value")).to_have_text("2,296")

    page.clock.run_for(520_000)
    expect(board).to_have_attribute("data-state", "late")
    expect(page.locator(".board__value")).to_be_visible()
    page.clock.run_for(300_000)

    expect(board).to_have_attribute("data-state", "stale")
    expect(page.locator(".board__value")).to_be_hidden()
    expect(page.locator(".board__value")).to_have_text("—")
    expect(page.locator(".board__word")).to_be_visible()
    expect(page.locator(".board__good")).to_contain_text("2,296")


def test_answer_brings_a_new_value_and_takes_it_away(open_board: OpenBoard, stage: Stage) -> None:
    now = stage.now()
    stage.stations = [told("board", now, 60, value=3100.0)]
    page = open_board("stale", clock=True)

    expect(page.locator(".board__value")).to_have_text("3,100")
    expect(page.locator(".board__value")).to_be_visible()
    expect(page.locator(".board__word")).to_be_hidden()
    stage.stations = [told("board", now, 4000, state="stale", value=3100.0)]
    # Beside a stream it asks every two minutes; each answer takes real time.
    for _ in range(5):
        stage.ahead += 31
        page.clock.run_for(31_000)
        page.wait_for_timeout(300)

    expect(page.locator(".board__value")).to_have_text("—")
    expect(page.locator(".board__word")).to_be_visible()


def test_stream_brings_a_reading_at_once(open_board: OpenBoard, stage: Stage) -> None:
    now = stage.now()
    stage.stations = [told("board", now, 200, value=2296.0)]
    stage.events = [told("board", now, 5, value=4444.0)]

    page = open_board("fresh")

    expect(page.locator(".board__value")).to_have_text("4,444")


def test_style_sheet_blanks_a_board_that_nobody_follows(open_board: OpenBoard) -> None:
    page = open_board("fresh")
    page.evaluate("document.querySelector('.board').classList.remove('board--followed')")
    shown = page.evaluate(
        "() => { for (const one of document.getAnimations()) one.currentTime = 151000;"
        " return getComputedStyle(document.querySelector('.board__now')).visibility; }"
    )

    assert shown == "hidden"
