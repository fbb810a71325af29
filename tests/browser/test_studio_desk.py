"""The desk in a browser: fits a phone, is accessible, works by keyboard and without scripts."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from oxymap.config import load_settings
from oxymap.publishing.documents import feature_document, feature_of
from oxymap.publishing.models import Ref
from oxymap.publishing.opening import open_publishing
from tests.browser.conftest import DESKTOP
from tests.browser.studio_stage import StudioServer

Open = Callable[..., Page]
VILLAGE = Ref("feature", "villages", "cuandixia")
LISTS = ("/studio/", "/studio/objects?q=cun", "/studio/languages", "/studio/missing?gap=line",
         "/studio/expiring", "/studio/table", f"/studio/objects/{VILLAGE}")  # fmt: skip


@pytest.fixture(scope="module")
def draft(studio_server: StudioServer) -> int:
    """A draft of a village with a new summary and a moved point; returns its number."""
    publishing = open_publishing(load_settings(studio_server.people.settings.data))
    anna = studio_server.people.by_name("anna")
    begun = publishing.begin(anna, VILLAGE)
    feature = feature_of(publishing.head(begun.id).document)
    feature["properties"]["summary"]["zh"] += "村口的老槐树下能歇脚。"
    feature["geometry"]["coordinates"][0] += 0.002
    document = feature_document(VILLAGE, feature)
    publishing.save(anna, begun.id, begun.head, document)
    publishing.submit(anna, begun.id, "请看看新简介")
    publishing.comment(anna, begun.id, "这里挪过了。", {"lon": 115.64, "lat": 39.99})
    return begun.id


@pytest.fixture
def pages(draft: int) -> list[tuple[str, str]]:
    """The desk's pages, with who opens them."""
    work = [(f"/studio/drafts/{draft}/review", "bo"), ("/studio/revisions/2?against=1", "bo")]
    return [*((path, "anna") for path in LISTS), *work]


def test_nothing_is_wider_than_a_phone(open_studio: Open, pages: list[tuple[str, str]]) -> None:
    for prefix in ("", "/en"):
        for path, who in pages:
            page = open_studio(prefix + path, who)
            page.wait_for_load_state("networkidle")
            assert page.evaluate("document.documentElement.scrollWidth") <= 390, prefix + path


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_has_a_fault_that_axe_finds(
    open_studio: Open, pages: list[tuple[str, str]], scheme: str
) -> None:
    for path, who in pages:
        page = open_studio(path, who, viewport=DESKTOP, color_scheme=scheme)
        page.wait_for_load_state("networkidle")
        results = Axe().run(page)
        assert results.violations_count == 0, path + results.generate_report()


def test_marked_words_become_a_remark(open_studio: Open, draft: int) -> None:
    page = open_studio(f"/en/studio/drafts/{draft}/review", "bo", viewport=DESKTOP)
    page.locator("#read-name-zh .reading__line").select_text()

    page.get_by_role("button", name="Remark on this").click()
    page.keyboard.type("Is this the right character?")
    page.get_by_role("button", name="Add the remark").click()

    remark = page.locator(".remark").last
    expect(remark).to_contain_text("Is this the right character?")
    expect(remark.locator("blockquote")).to_have_text("爨底下村")
    expect(remark.get_by_role("link")).to_have_attribute("href", "#read-name-zh")


def test_a_remark_shows_its_place_on_the_map(open_studio: Open, draft: int) -> None:
    page = open_studio(f"/en/studio/drafts/{draft}/review", "bo", viewport=DESKTOP)
    page.wait_for_load_state("networkidle")

    page.locator(".remark").first.get_by_role("button", name="Show on the map").click()

    expect(page.locator(".leaflet-popup")).to_contain_text("这里挪过了。")


def test_the_table_is_filled_by_keyboard(open_studio: Open) -> None:
    page = open_studio("/en/studio/table?q=cun&fields=name.en", viewport=DESKTOP)
    page.wait_for_load_state("networkidle")
    first, second = page.locator("td input.cell-input").nth(0), page.locator("td input").nth(1)
    first.focus()

    page.keyboard.type("!")
    page.keyboard.press("ArrowDown")

    expect(second).to_be_focused()
    expect(page.locator("[data-count]")).to_have_text("Cells changed: 1")
    page.get_by_role("button", name="Look at the changes").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Changes, before they are made")
    expect(page.get_by_role("heading", level=2)).to_have_count(1)


def test_typed_cells_survive_the_way_back(open_studio: Open) -> None:
    page = open_studio("/en/studio/table?q=cun&fields=name.en", viewport=DESKTOP)
    page.wait_for_load_state("networkidle")
    page.locator("td input.cell-input").first.fill("Typed")
    page.get_by_role("button", name="Look at the changes").click()

    page.get_by_role("button", name="Back to the table").click()

    expect(page.locator("td input.cell-input[value='Typed']")).to_have_count(1)
    expect(page.locator("[data-count]")).to_have_text("Cells changed: 1")
    page.get_by_role("button", name="Look at the changes").click()
    expect(page.locator("ins")).to_contain_text(["added", "Typed"])


def test_a_review_needs_no_script(open_studio: Open, draft: int) -> None:
    path = f"/en/studio/drafts/{draft}/review"
    page = open_studio(path, "bo", java_script_enabled=False)

    page.get_by_label("Your remark").fill("Without a script.")
    page.get_by_role("button", name="Add the remark").click()

    expect(page.locator(".remark").last).to_contain_text("Without a script.")


def test_a_printed_review_has_no_controls(open_studio: Open, draft: int) -> None:
    page = open_studio(f"/studio/drafts/{draft}/review", "bo", viewport=DESKTOP)
    page.emulate_media(media="print")

    expect(page.locator(".studio-menu")).to_be_hidden()
    expect(page.locator(".remark-form")).to_be_hidden()
    expect(page.locator(".reading")).to_be_visible()
