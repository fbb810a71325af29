"""Photographs in a browser: sent one by one, refused by name, and found by an editor."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.studio_stage import StudioServer, running_studio
from tests.unit.media.pictures import jpeg, saved, scene

Studio = Callable[..., Page]
PUT_A_PICKER_INTO_THE_PAGE = """async (base) => {
  const element = document.createElement("div");
  element.innerHTML = `<button type="button" data-picker-open hidden>Choose</button>
    <div data-picker-panel hidden><input data-picker-query><p data-picker-status></p>
    <ul data-picker-list></ul></div>`;
  Object.assign(element.dataset, {
    url: "/en/studio/photos.json", ref: "", lang: "en",
    textFailed: "failed", textNone: "none", textCount: "%(count)s found",
  });
  document.querySelector("main").append(element);
  element.addEventListener("studio-photo:choose", (event) => { window.chosen = event.detail; });
  const main = document.querySelector("script[type=module]").src;
  (await import(main.replace("main.js", "modules/studio-photo-picker.js"))).init(element);
}"""


@pytest.fixture(scope="module")
def studio(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StudioServer]:
    data = tmp_path_factory.mktemp("studio-photos")
    with running_studio(data) as found:
        yield found


@pytest.fixture
def open_studio(chromium: Browser, studio: StudioServer) -> Iterator[Studio]:
    contexts = []

    def open_at(path: str, viewport: dict[str, int] = DESKTOP) -> Page:
        context = chromium.new_context(viewport=viewport)
        contexts.append(context)
        studio.sign_in(context, "anna")
        page = context.new_page()
        page.goto(studio.base + path)
        return page

    yield open_at
    for context in contexts:
        context.close()


NUMBERS = itertools.count()


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    # The same picture sent again would be the one that has its texts already.
    number = next(NUMBERS)
    bodies = {
        "slope.jpg": jpeg(900 + number, 600),
        "drawing.svg": b'<svg xmlns="http://www.w3.org/2000/svg"/>',
        "wall.png": saved(scene(500 + number, 400), "PNG"),
    }
    for name, body in bodies.items():
        (tmp_path / name).write_bytes(body)
    return {name: tmp_path / name for name in bodies}


def test_refused_file_stops_none_of_the_others(open_studio: Studio, files: dict[str, Path]) -> None:
    page = open_studio("/en/studio/photos")

    page.set_input_files("#f-file", list(files.values()))
    page.get_by_role("button", name="Upload").click()

    status = page.locator("[data-photos-status]")
    expect(status).to_contain_text("drawing.svg was not taken", timeout=20_000)
    expect(page.get_by_role("button", name="Upload")).to_be_enabled(timeout=20_000)
    page.reload()
    expect(page.get_by_text("slope.jpg").first).to_be_visible()
    expect(page.get_by_text("wall.png").first).to_be_visible()


def test_way_from_the_file_to_the_editor(open_studio: Studio, files: dict[str, Path]) -> None:
    page = open_studio("/en/studio/photos", PHONE)
    page.set_input_files("#f-file", files["slope.jpg"])
    page.get_by_role("button", name="Upload").click()
    page.wait_for_url("**/studio/photos/*")
    page.get_by_label("What is to be seen, in Chinese").fill("山坡")
    page.get_by_label("What is to be seen, in English").fill("A slope in autumn")
    page.get_by_label("Photographer").fill("A. B.")
    page.get_by_label("Licence or permission").fill("CC BY 4.0")
    page.get_by_role("button", name="Save the texts").click()
    expect(page.get_by_role("status").first).to_have_text("Saved.")

    page.evaluate(PUT_A_PICKER_INTO_THE_PAGE)
    page.get_by_role("button", name="Choose").click()
    page.locator("[data-picker-query]").fill("autumn")
    expect(page.locator("[data-picker-status]")).to_have_text("1 found")
    page.locator("[data-picker-list] button").click()

    chosen = page.evaluate("window.chosen")
    assert chosen["alt"] == {"zh": "山坡", "en": "A slope in autumn"}
    assert chosen["position"] == [115.7951, 39.9942]
    expect(page.locator("[data-picker-panel]")).to_be_hidden()


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desk"])
def test_pages_have_no_barrier_and_fit(
    open_studio: Studio, files: dict[str, Path], viewport: dict[str, int]
) -> None:
    page = open_studio("/studio/photos", viewport)
    found = [Axe().run(page).response["violations"]]
    page.set_input_files("#f-file", files["wall.png"])
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url("**/studio/photos/*")
    found.append(Axe().run(page).response["violations"])

    assert found == [[], []]
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
