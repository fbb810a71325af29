"""Written ways out of a kiosk: after each the screen is still in it, and nothing has opened."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.conftest import KIOSK
from tests.browser.kiosk_stage import KioskStage, running_kiosk

pytestmark = pytest.mark.long

START = "/kiosk/gate/map"
LINKS = {
    "page of the site": "href='/places'",
    "foreign site": "href='https://example.org/'",
    "new window": "href='/kiosk/gate/near' target='_blank'",
    "foreign new window": "href='https://example.org/' target='_blank' rel='opener'",
    "named frame": "href='/places' target='other'",
    "javascript": "href='javascript:location.href=\"/places\"'",
    "mail": "href='mailto:a@example.org'",
    "telephone": "href='tel:110'",
    "data": "href='data:text/html,<h1>out</h1>'",
    "file of the disk": "href='file:///etc/passwd'",
    "download": "href='/kiosk/gate/near' download='x.html'",
    "file of the kiosk": "href='/kiosk/gate/bundle.json'",
    "other kiosk": "href='/kiosk/gate-2'",
    "folders up": "href='../../places'",
}
SCRIPTS = {
    "window.open": "window.open('/places')",
    "location": "location.href = '/places'",
    "foreign location": "location.assign('https://example.org/')",
    "blob": "location.href = URL.createObjectURL(new Blob(['<h1>out</h1>'], {type: 'text/html'}))",
    "link in no page": (
        "Object.assign(document.createElement('a'), {href: '/places', target: '_blank'}).click()"
    ),
    "form that a script sends": (
        "(() => { const f = document.createElement('form'); f.action = '/places';"
        " document.body.append(f); f.submit(); })()"
    ),
    "form of another window": (
        "(() => { const f = document.createElement('form'); f.action = '/places';"
        " f.method = 'post'; f.target = '_blank'; document.body.append(f); f.requestSubmit(); })()"
    ),
    "refresh": (
        "document.head.append(Object.assign(document.createElement('meta'),"
        " {httpEquiv: 'refresh', content: '0;url=/places'}))"
    ),
    "back past the start": (
        "let n = 0; const timer = setInterval(() => { history.back();"
        " if (++n === 5) clearInterval(timer); }, 40)"
    ),
    "far back": "history.go(-9)",
    "print": "window.print()",
}
KEYS = [
    *(f"Control+{key}" for key in "psolntwuhj"), *(f"F{number}" for number in range(1, 13)),
    "Alt+ArrowLeft", "Alt+ArrowRight", "Alt+Home", "Backspace", "Control+Shift+i",
    "Control+Shift+n", "Control+Tab", "Control+Equal", "Control+Minus", "Shift+F10", "ContextMenu",
    "Escape",
]  # fmt: skip


@pytest.fixture(scope="module")
def stage() -> Iterator[KioskStage]:
    with running_kiosk() as running:
        yield running


@pytest.fixture
def kiosk(chromium: Browser, stage: KioskStage) -> Iterator[tuple[Page, list[str]]]:
    """Give a page of the kiosk and what has opened: windows, downloads, dialogs, choosers."""
    context = chromium.new_context(viewport=KIOSK, has_touch=True, service_workers="block")
    opened: list[str] = []
    page = context.new_page()
    _listen(context, page, opened)
    page.goto(stage.base + START)
    page.wait_for_selector("html[data-kiosk-ready]")
    yield page, opened
    context.close()


def _listen(context: BrowserContext, page: Page, opened: list[str]) -> None:
    context.on("page", lambda new: opened.append(f"window {new.url}") if new != page else None)
    page.on("download", lambda download: opened.append(f"download {download.url}"))
    page.on("dialog", lambda dialog: (opened.append("dialog"), dialog.dismiss()))
    page.on("filechooser", lambda _chooser: opened.append("file chooser"))


def _is_kept(page: Page, stage: KioskStage, opened: list[str]) -> None:
    page.wait_for_timeout(300)
    assert page.url.startswith(stage.base + "/kiosk/gate"), page.url
    assert page.locator("[data-module=kiosk]").count() == 1
    assert opened == []


@pytest.mark.parametrize("name", LINKS)
@pytest.mark.parametrize("how", ["tap", "middle", "shift", "control", "enter"])
def test_a_link_leads_nowhere_else(
    stage: KioskStage, kiosk: tuple[Page, list[str]], name: str, how: str
) -> None:
    page, opened = kiosk
    page.evaluate(
        "html => { document.querySelector('h1').insertAdjacentHTML('afterend', html); }",
        f"<p><a id='way' style='font-size: 60px' {LINKS[name]}>way</a></p>",
    )
    way = page.locator("#way")
    if how == "tap":
        way.tap()
    elif how == "enter":
        way.press("Enter")
    else:
        button = "middle" if how == "middle" else "left"
        keys = {"shift": ["Shift"], "control": ["Control"]}.get(how, [])
        way.click(button=button, modifiers=keys)  # type: ignore[arg-type]
    _is_kept(page, stage, opened)


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_script_leads_nowhere_else(
    stage: KioskStage, kiosk: tuple[Page, list[str]], name: str
) -> None:
    page, opened = kiosk
    page.evaluate(f"() => {{ {SCRIPTS[name]}; }}")
    _is_kept(page, stage, opened)


def test_links_within_drawings_are_links_too(
    stage: KioskStage, kiosk: tuple[Page, list[str]]
) -> None:
    page, opened = kiosk
    page.evaluate(
        "html => { document.querySelector('h1').insertAdjacentHTML('afterend', html); }",
        "<svg width='300' height='100'><a id='way' href='/places'>"
        "<rect width='300' height='100'/></a></svg>",
    )
    page.locator("#way rect").tap()
    _is_kept(page, stage, opened)


def test_no_key_leads_out(stage: KioskStage, kiosk: tuple[Page, list[str]]) -> None:
    page, opened = kiosk
    page.evaluate(
        "window.free = []; addEventListener('keydown', (event) =>"
        " event.defaultPrevented || free.push(event.key))"
    )
    for key in KEYS:
        page.keyboard.press(key)
    _is_kept(page, stage, opened)
    free = set(page.evaluate("free"))
    assert free <= {"Escape", "Control", "Alt", "Shift"}, free


@pytest.mark.parametrize(
    "event", ["contextmenu", "dragstart", "dragover", "drop", "selectstart", "copy", "gesturestart"]
)
def test_a_gesture_of_the_browser_is_held(kiosk: tuple[Page, list[str]], event: str) -> None:
    page, _ = kiosk
    let = page.evaluate(
        "name => document.querySelector('h1').dispatchEvent("
        "new Event(name, {bubbles: true, cancelable: true}))",
        event,
    )
    assert not let


def test_a_long_press_opens_no_menu_and_selects_nothing(kiosk: tuple[Page, list[str]]) -> None:
    page, _ = kiosk
    page.locator("h1").click(button="right")
    page.locator("h1").dblclick()
    page.locator("#map").drag_to(page.locator("#home"))
    assert page.evaluate("String(getSelection())") == ""
    assert page.url.endswith(START)


def test_nothing_grows_by_fingers_or_wheel(kiosk: tuple[Page, list[str]]) -> None:
    page, _ = kiosk
    client = page.context.new_cdp_session(page)
    client.send(
        "Input.synthesizePinchGesture",
        {"x": 500, "y": 900, "scaleFactor": 3, "gestureSourceType": "touch"},
    )
    page.touchscreen.tap(500, 900)
    page.touchscreen.tap(500, 900)
    page.mouse.move(500, 900)
    page.keyboard.down("Control")
    page.mouse.wheel(0, -400)
    page.keyboard.up("Control")
    assert page.evaluate("[visualViewport.scale, devicePixelRatio]") == [1, 1]


def test_no_file_can_be_chosen(stage: KioskStage, kiosk: tuple[Page, list[str]]) -> None:
    page, opened = kiosk
    page.evaluate(
        "document.querySelector('h1').insertAdjacentHTML('afterend',"
        " '<label id=way style=\"font-size:60px\">way <input id=file type=file></label>')"
    )
    page.locator("#file").tap()
    page.locator("#way").click(position={"x": 5, "y": 20})
    page.evaluate("window.showOpenFilePicker && showOpenFilePicker()")
    _is_kept(page, stage, opened)


def test_a_visitor_is_told_why(kiosk: tuple[Page, list[str]]) -> None:
    page, _ = kiosk
    page.evaluate(
        "document.querySelector('h1').insertAdjacentHTML('afterend',"
        " '<a id=way href=\"/places\">way</a>')"
    )
    page.locator("#way").tap()
    assert page.inner_text(".kiosk-message") == "请用手机扫码继续"


def test_the_pages_of_the_kiosk_are_free(stage: KioskStage, kiosk: tuple[Page, list[str]]) -> None:
    page, opened = kiosk
    page.locator("#other").tap()
    page.wait_for_url(stage.base + "/en" + START)
    page.locator("#home").tap()
    page.wait_for_url(stage.base + "/en/kiosk/gate")
    page.go_back()
    assert page.url == stage.base + "/en" + START
    assert opened == []
