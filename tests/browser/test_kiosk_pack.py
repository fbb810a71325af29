"""A packed screen runs with no network, and a screen's picture shows what is on it."""

from __future__ import annotations

import io
import subprocess
import sys
from collections.abc import Iterator

import pytest
from PIL import Image
from playwright.sync_api import Browser, Route

from oxymap.config import load_settings
from oxymap.freeze.pack import build_pack
from tests.browser.conftest import KIOSK, OpenPage, Watch

SCREEN = "yongning-town"


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Run the pack's own server, which knows nothing of the project."""
    folder = tmp_path_factory.mktemp("pack") / "stick"
    build_pack(load_settings(tmp_path_factory.mktemp("data")), f"kiosk:{SCREEN}", folder)
    command = [sys.executable, "-I", str(folder / "serve.py"), "8791"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd="/") as process:
        assert process.stdout is not None
        try:
            yield process.stdout.readline().strip()
        finally:
            process.terminate()


def test_packed_screen_shows_its_pages_without_a_network(pack: str, chromium: Browser) -> None:
    watch = Watch(pack.partition("/kiosk/")[0])
    context = chromium.new_context(viewport=KIOSK)  # type: ignore[arg-type]
    watch.follow(context)
    # Whatever is not on this machine is not there.
    context.route(lambda url: not url.startswith("http://127.0.0.1:8791/"), _refuse)
    page = context.new_page()
    page.goto(pack)
    page.wait_for_timeout(4000)
    seen = {page.url}
    for link in page.eval_on_selector_all("a[href]", "all => all.map(a => a.href)"):
        answer = page.goto(link)
        assert answer is not None
        assert answer.status == 200
        seen.add(page.url)
        assert page.locator(".pack-note").inner_text()
        assert page.locator("[data-state=fresh], [data-state=late]").count() == 0
    context.close()

    assert len(seen) > 3
    assert watch.faults == []


def _refuse(route: Route) -> None:
    route.abort()


def test_packed_screen_has_its_map_under_fingers(pack: str, chromium: Browser) -> None:
    watch = Watch(pack.partition("/kiosk/")[0])
    context = chromium.new_context(viewport=KIOSK, has_touch=True)  # type: ignore[arg-type]
    watch.follow(context)
    page = context.new_page()
    page.goto(f"{pack}/map")
    page.wait_for_selector(".map__canvas--live")
    # Whoever comes to a screen that sleeps wakes it first.
    page.touchscreen.tap(400, 120)
    page.wait_for_timeout(600)

    page.locator(".kiosk-here-mark__dot").tap()
    page.locator(".kiosk-card a").tap()
    page.wait_for_url("**/places/*")

    context.close()
    assert watch.faults == []


def test_unknown_address_leads_back_to_the_start(pack: str, chromium: Browser) -> None:
    page = chromium.new_page()

    page.goto(pack.partition("/kiosk/")[0] + "/nowhere")

    assert page.url == pack
    page.close()


def test_picture_of_a_screen_is_what_it_shows(open_page: OpenPage) -> None:
    # One that shows the same at every hour.
    page = open_page("/kiosk/cuandixia-gate", viewport=KIOSK, wait=False)
    page.wait_for_timeout(2000)
    sent: list[bytes] = []

    def take(route: Route) -> None:
        sent.append(route.request.post_data_buffer or b"")
        route.fulfill(status=204)

    page.route("**/picture", take)
    script = page.evaluate("Array.from(document.scripts).map(s => s.src).find(s => /main/.test(s))")
    done = page.evaluate(
        "url => import(url).then(m => m.sendPicture({beat: '/api/v1/kiosks/x/beat'}))",
        script.replace("js/main.js", "js/kiosk/picture.js"),
    )

    picture = Image.open(io.BytesIO(sent[0]))
    real = Image.open(io.BytesIO(page.screenshot()))
    assert done
    assert picture.size == (1080, 1920)
    assert _likeness(picture, real) < 40


def _likeness(one: Image.Image, other: Image.Image) -> float:
    """The mean difference of grey, 0 to 255, of two small copies."""
    small = [item.convert("L").resize((27, 48)).tobytes() for item in (one, other)]
    return float(sum(abs(a - b) for a, b in zip(*small, strict=True)) / len(small[0]))
