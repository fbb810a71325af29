"""Writing in a browser: the picker, text that survives, two people, languages, previews."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.studio_stage import StudioServer, running_studio

PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}
SAVE = "保存"
Open = Callable[..., Page]


@pytest.fixture(scope="module")
def studio(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StudioServer]:
    with running_studio(tmp_path_factory.mktemp("studio")) as server:
        yield server


@pytest.fixture
def open_as(chromium: Browser, studio: StudioServer) -> Iterator[Open]:
    contexts: list[BrowserContext] = []

    def open_(name: str, path: str, **options: object) -> Page:
        options.setdefault("viewport", DESK)
        context = chromium.new_context(locale="zh-CN", timezone_id="Asia/Shanghai", **options)
        contexts.append(context)
        studio.sign_in(context, name)
        page = context.new_page()
        page.goto(studio.base + path)
        return page

    yield open_
    for context in contexts:
        context.close()


def begin(page: Page, what: str, zh: str, en: str = "", district: str = "mentougou") -> str:
    """Make something new and return the path of its editor."""
    page.locator(f'input[value="{what}"]').check()
    page.fill('[name="name_zh"]', zh)
    page.fill('[name="name_en"]', en)
    page.select_option('[name="district"]', district)
    page.locator(".new-object button[type=submit]").click()
    page.wait_for_url(re.compile(r"/studio/drafts/\d+"))
    ready(page)
    return path_of(page)


def path_of(page: Page) -> str:
    return re.sub(r"^https?://[^/]+", "", page.url).split("?")[0]


def ready(page: Page) -> None:
    """Wait until the scripts of the editor have started."""
    expect(page.locator(".pick input[role=combobox]").first).to_be_attached()
    expect(page.locator(".markdown__tools").first).to_be_attached()
    page.wait_for_load_state("networkidle")


def save(page: Page) -> None:
    page.locator('.editor__bar [value="save"]').click()
    expect(page.locator(".message[role=status]")).to_be_visible()
    ready(page)


def pick(page: Page, row: int, query: str, name: str) -> None:
    field = page.locator(f'[data-name="stops"] [data-row]:nth-child({row}) [role=combobox]')
    field.fill(query)
    option = field.locator("xpath=..").get_by_role("option").filter(has_text=name).first
    option.wait_for()
    field.press("ArrowDown")
    field.press("Enter")
    expect(field).to_have_value(re.compile(name))


def wide(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth > innerWidth"))


@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
def test_a_route_is_written_with_the_picker(open_as: Open, viewport: dict[str, int]) -> None:
    page = open_as("anna", "/studio/new", viewport=viewport)
    begin(page, "page/routes", f"古道两日 {viewport['width']}", f"Two Days {viewport['width']}")

    for number, (query, name) in enumerate([("cuandixia", "爨底下"), ("灵水", "灵水")], start=1):
        page.locator('[data-name="stops"] [data-do=add]').click()
        pick(page, number, query, name)
    page.fill('[name="stops.1.note.zh"]', "第二站先看")
    page.locator('[data-name="stops"] [data-row]:nth-child(2) [data-do=up]').click()
    save(page)

    expect(page.locator('[name="stops.0.place"]')).to_have_value("lingshui")
    expect(page.locator('[name="stops.1.place"]')).to_have_value("cuandixia")
    expect(page.locator('[name="stops.0.note.zh"]')).to_have_value("第二站先看")
    assert not wide(page)


def test_unsaved_text_survives_a_reload(open_as: Open) -> None:
    page = open_as("anna", "/studio/new")
    path = begin(page, "page/routes", "断电也在")

    page.fill('[name="summary.zh"]', "还没保存的一句话，断电也不丢。")
    page.locator('[data-name="stops"] [data-do=add]').click()
    pick(page, 1, "cuandixia", "爨底下")
    expect(page.locator(".editor__status[data-state=kept]")).to_be_visible()
    page.wait_for_timeout(1000)
    page.reload()
    ready(page)

    found = page.locator("[data-found]")
    expect(found).to_be_visible()
    expect(page.locator('[name="summary.zh"]')).to_have_value("")
    found.locator("[data-take]").click()
    expect(page.locator('[name="summary.zh"]')).to_have_value("还没保存的一句话，断电也不丢。")
    expect(page.locator('[name="stops.0.place"]')).to_have_value("cuandixia")
    expect(page.locator('[data-name="stops"] [role=combobox]')).to_have_value(re.compile("爨底下"))
    save(page)
    page.goto(page.url.split("/studio")[0] + path)
    ready(page)
    expect(found).to_be_hidden()
    expect(page.locator('[name="summary.zh"]')).to_have_value("还没保存的一句话，断电也不丢。")


def test_without_a_network_the_text_stays_and_goes_out_later(open_as: Open) -> None:
    page = open_as("anna", "/studio/new", viewport=PHONE)
    begin(page, "page/routes", "山里没信号")

    page.fill('[name="summary.zh"]', "在山里写的一句话，没有信号。")
    page.context.set_offline(True)
    page.locator('.editor__bar [value="save"]').click()
    expect(page.locator(".editor__status[data-state=noNetwork]")).to_be_visible()
    expect(page.locator('[name="summary.zh"]')).to_have_value("在山里写的一句话，没有信号。")
    page.context.set_offline(False)

    expect(page.locator(".message[role=status]")).to_be_visible()
    expect(page.locator('[name="summary.zh"]')).to_have_value("在山里写的一句话，没有信号。")
    expect(page.locator("[data-found]")).to_be_hidden()


def test_a_session_that_has_ended_loses_no_text(open_as: Open, studio: StudioServer) -> None:
    page = open_as("anna", "/studio/new")
    begin(page, "page/routes", "登录过期")

    page.fill('[name="summary.zh"]', "写到一半，登录过期了也还在。")
    page.context.clear_cookies()
    page.locator('.editor__bar [value="save"]').click()
    expect(page.locator(".editor__status[data-state=signedOut]")).to_be_visible()
    studio.sign_in(page.context, "anna")
    page.reload()
    ready(page)
    page.locator("[data-take]").click()

    expect(page.locator('[name="summary.zh"]')).to_have_value("写到一半，登录过期了也还在。")
    save(page)


def test_text_of_an_older_state_is_joined_and_overwrites_nothing(open_as: Open) -> None:
    anna = open_as("anna", "/studio/new")
    path = begin(anna, "page/routes", "两台电脑")
    anna.fill('[name="summary.zh"]', "在单位的电脑上写的，没有保存。")
    expect(anna.locator(".editor__status[data-state=kept]")).to_be_visible()
    other = open_as("anna", path)
    ready(other)
    other.fill('[name="title.en"]', "Saved at home")
    save(other)

    anna.reload()
    ready(anna)
    anna.locator("[data-take]").click()
    save(anna)

    expect(anna.locator('[name="title.en"]')).to_have_value("Saved at home")
    expect(anna.locator('[name="summary.zh"]')).to_have_value("在单位的电脑上写的，没有保存。")


@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
def test_two_people_merge_and_clash(open_as: Open, viewport: dict[str, int]) -> None:
    anna = open_as("anna", "/studio/new", viewport=viewport)
    path = begin(anna, "page/routes", f"两人同写 {viewport['width']}", district="yanqing")
    yan = open_as("yan", path, viewport=viewport)
    ready(yan)

    anna.fill('[name="title.en"]', "By Anna")
    save(anna)
    yan.fill('[name="summary.zh"]', "严写的简介，正好十个字多。")
    save(yan)
    expect(yan.locator('[name="title.en"]')).to_have_value("By Anna")

    anna.fill('[name="summary.zh"]', "安娜写的简介，也有十个字多。")
    anna.locator('.editor__bar [value="save"]').click()
    anna.wait_for_url(re.compile("/merge"))
    joined = anna.locator('[name="summary.zh"]')
    expect(joined).to_have_value(re.compile("严写的"))
    expect(joined).to_have_value(re.compile("安娜写的"))
    assert not wide(anna)
    joined.fill("两人合写的简介，谁的话都没丢。")
    anna.locator('.editor__bar [value="save"]').click()
    anna.wait_for_url(re.compile("done=saved"))
    expect(anna.locator('[name="summary.zh"]')).to_have_value("两人合写的简介，谁的话都没丢。")
    ready(anna)
    expect(anna.locator("[data-found]")).to_be_hidden()


def test_two_windows_are_told_of_each_other(open_as: Open) -> None:
    first = open_as("anna", "/studio/new")
    path = begin(first, "page/routes", "两个窗口")
    expect(first.locator("[data-tabs]")).to_be_hidden()

    second = first.context.new_page()
    second.goto(first.url.split("/studio")[0] + path)

    expect(first.locator("[data-tabs]")).to_be_visible()
    expect(second.locator("[data-tabs]")).to_be_visible()


def test_the_preview_follows_what_is_typed_and_a_link_is_picked(open_as: Open) -> None:
    page = open_as("anna", "/studio/new")
    begin(page, "page/pages", "读一读")
    box = page.locator(".markdown").filter(has=page.locator('[name="body.zh"]'))
    text = box.locator("textarea")

    text.fill("## 标题\n\n去")
    box.get_by_role("button").filter(has_text=re.compile("^(预览|Preview)$")).last.click()
    expect(box.locator("[data-preview] h2")).to_have_text("标题")
    box.locator(".markdown__tools .button").nth(3).click()
    finder = box.locator(".markdown__finder input")
    finder.fill("爨底下")
    finder.locator("xpath=..").get_by_role("option").first.click()

    expect(text).to_have_value(re.compile(r"去\[爨底下.*\]\(place:cuandixia\)"))
    expect(box.locator("[data-preview] a")).to_have_attribute("href", "/places/cuandixia")


def test_one_language_can_be_shown_alone(open_as: Open) -> None:
    page = open_as("anna", "/studio/new", viewport=PHONE)
    begin(page, "page/pages", "单语")

    page.locator('[data-langs] [value="en"]').click()

    expect(page.locator('[name="title.zh"]')).to_be_hidden()
    expect(page.locator('[name="title.en"]')).to_be_visible()


def test_the_editor_works_with_the_keyboard_alone(open_as: Open) -> None:
    page = open_as("anna", "/studio/new")
    begin(page, "page/routes", "只用键盘")

    page.locator('[name="summary.en"]').focus()
    page.keyboard.type("Typed without a mouse.")
    page.keyboard.press("Control+s")

    expect(page.locator(".message[role=status]")).to_be_visible()
    expect(page.locator('[name="summary.en"]')).to_have_value("Typed without a mouse.")


def test_without_scripts_a_stop_is_added_and_saved(open_as: Open) -> None:
    page = open_as("anna", "/studio/new", java_script_enabled=False)
    page.check('input[value="page/routes"]')
    page.fill('[name="name_zh"]', "不用脚本")
    page.select_option('[name="district"]', "mentougou")
    page.locator(".new-object button[type=submit]").click()

    page.locator('button[value="add:stops"]').click()
    page.fill('[name="stops.0.place"]', "cuandixia")
    page.locator('.editor__bar [value="save"]').click()

    expect(page.locator(".message[role=status]")).to_be_visible()
    expect(page.locator('[name="stops.0.place"]')).to_have_value("cuandixia")


def test_a_draft_is_shown_on_screens_of_every_size(open_as: Open) -> None:
    page = open_as("anna", "/studio/objects/feature/villages/cuandixia")
    page.locator('form[action$="/edit"] button').first.click()
    page.wait_for_url(re.compile(r"/studio/drafts/\d+"))
    path = path_of(page)
    for screen in ("phone", "desk", "kiosk"):
        page.goto(page.url.split("/studio")[0] + f"{path}/preview?screen={screen}")
        frame = page.frame_locator("iframe")
        expect(frame.locator("h1")).to_contain_text("爨底下")
        expect(frame.locator(".preview-banner")).to_be_visible()
        assert not wide(page)


def edit(page: Page) -> str:
    page.locator('form[action$="/edit"] button').first.click()
    page.wait_for_url(re.compile(r"/studio/drafts/\d+"))
    ready(page)
    return path_of(page)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_violation(open_as: Open, scheme: str) -> None:
    page = open_as("anna", "/studio/objects/page/routes/mtg-temples", color_scheme=scheme)
    base, path = page.url.split("/studio")[0], edit(page)
    for viewport in (PHONE, DESK, {"width": 1600, "height": 1000}):
        page.set_viewport_size(viewport)
        for target in (path, f"/en{path}/preview", "/studio/new?what=place"):
            page.goto(base + target)
            page.wait_for_load_state("networkidle")
            assert not wide(page), target
            found = Axe().run(page)
            assert found.violations_count == 0, found.generate_report()


def test_axe_finds_no_violation_while_joining(open_as: Open) -> None:
    first = open_as("anna", "/studio/objects/feature/trails/cuandixia-huangcaoliang-trail")
    path = edit(first)
    second = open_as("anna", path)
    ready(second)
    for page, words in ((first, "一边写的话。"), (second, "另一边写的话。")):
        page.fill('[name="summary.zh"]', words)
        page.fill('[name="waypoints.0.name.zh"]', words)
        page.locator('.editor__bar [value="save"]').click()
        page.wait_for_url(re.compile("done=|merge"))
    second.wait_for_load_state("networkidle")

    found = Axe().run(second)

    assert "/merge" in second.url
    assert found.violations_count == 0, found.generate_report()
