"""A new planner's way: from a file of a phone app to a published trail with its leaflet.

Every step is a click or a key in a real browser. With ``SHOTS=<folder>`` each leaves a picture.
"""

from __future__ import annotations

import io
import math
import os
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from oxymap.geo.crs import wgs84_to_gcj02
from oxymap.geo.distances import distance_m
from tests.browser.conftest import DESKTOP, PHONE

OpenPage = Callable[..., Page]
LIMIT_S = 600
#: Two places that are on the map to within 150 m, WGS 84; the walk between them is made up.
TEMPLE, PEAK = (116.024395, 39.901976), (116.048655, 39.906415)
POINTS = 420
TEXTS = {
    "summary.zh": "从潭柘寺山门往东，沿旧香道上到定都阁，一路上坡，林荫过半。",
    "summary.en": "From Tanzhe Temple up an old pilgrims' way to the tower on Dingdu Peak.",
    "description.zh": "## 怎么走\n\n从[潭柘寺](place:tanzhe-temple)山门出发，一直向东。",
    "description.en": "## The way\n\nStart at [Tanzhe Temple](place:tanzhe-temple) and keep east.",
    "access.zh": "地铁后换乘公交到潭柘寺站。",
    "access.en": "By metro and bus to the stop Tanzhe Temple.",
    "safety.zh": "雨后路滑；防火期听从现场管理。",
    "safety.en": "Slippery after rain; in the fire season follow the wardens.",
}


def walk() -> list[tuple[float, float, float]]:
    """The walk as (lon, lat, height in m), WGS 84."""
    found = []
    for number in range(POINTS + 1):
        t = number / POINTS
        bow = math.sin(math.pi * t)
        lon = TEMPLE[0] + (PEAK[0] - TEMPLE[0]) * t + 0.0022 * math.sin(9 * t) * bow
        lat = TEMPLE[1] + (PEAK[1] - TEMPLE[1]) * t + 0.003 * math.sin(5 * t + 1) * bow
        found.append((lon, lat, 262 + 410 * t**1.2 + 14 * math.sin(22 * t) * bow))
    return found


def phone_file(folder: Path) -> Path:
    """The walk as an app that uses GCJ-02 writes it, without saying so."""
    named = [("潭柘寺", TEMPLE), ("定都阁", PEAK)]
    shifted = [(name, wgs84_to_gcj02(*point)) for name, point in named]
    points = [(wgs84_to_gcj02(lon, lat), ele) for lon, lat, ele in walk()]
    file = folder / "潭柘寺到定都峰.gpx"
    file.write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<gpx version="1.1" creator="phone" xmlns="http://www.topografix.com/GPX/1/1">'
        + "".join(
            f'<wpt lat="{lat:.6f}" lon="{lon:.6f}"><name>{name}</name></wpt>'
            for name, (lon, lat) in shifted
        )
        + "<trk><name>潭柘寺到定都峰</name><trkseg>"
        + "".join(
            f'<trkpt lat="{lat:.6f}" lon="{lon:.6f}"><ele>{ele:.1f}</ele></trkpt>'
            for (lon, lat), ele in points
        )
        + "</trkseg></trk></gpx>",
        encoding="utf-8",
    )
    return file


@dataclass
class Camera:
    """Takes a picture of each step, if anybody wants them."""

    folder: str | None = field(default_factory=lambda: os.environ.get("SHOTS"))
    taken: int = 0

    def shoot(self, page: Page, name: str) -> None:
        if self.folder:
            self.taken += 1
            file = Path(self.folder) / f"{self.taken:02d}-{name}.png"
            page.screenshot(path=file, full_page=True)


def press(page: Page, name: str) -> None:
    page.locator("main").get_by_role("button", name=name, exact=True).last.click()


def write(page: Page, name: str, value: str) -> None:
    """Fill a field, opening the parts of the form in which it is folded away."""
    area = page.locator(f'main [name="{name}"]').first
    area.evaluate(
        "e => { for (let d = e.closest('details'); d; d = d.parentElement.closest('details')) "
        "d.open = true; }"
    )
    area.fill(value)


@pytest.fixture
def camera() -> Camera:
    return Camera()


def test_new_planner_publishes_a_bilingual_trail_with_its_leaflet(
    open_studio: OpenPage, tmp_path: Path, camera: Camera
) -> None:
    began = time.monotonic()

    # Anna makes a trail and brings in the file.
    page = open_studio("/studio/", "anna", viewport=DESKTOP)
    camera.shoot(page, "overview")
    page.get_by_role("link", name="新建", exact=True).first.click()
    page.check('[name="what"][value="feature/trails"]')
    page.fill('[name="name_zh"]', "潭柘寺—定都峰步道")
    page.fill('[name="name_en"]', "Tanzhe Temple to Dingdu Peak")
    page.select_option('[name="district"]', "mentougou")
    camera.shoot(page, "new")
    page.locator("main form button[type=submit]").click()
    page.wait_for_url("**/studio/drafts/*")
    draft = page.url.split("?")[0]
    camera.shoot(page, "editor")
    page.goto(f"{draft}/line")
    page.set_input_files('[name="file"]', phone_file(tmp_path))
    page.locator("form.upload button[type=submit]").click()
    page.wait_for_url("**/studio/uploads/*")

    # The report says that the positions are shifted, and Anna takes them as what they are.
    expect(page.locator("main")).to_contain_text("GCJ-02", timeout=20_000)
    take_as = page.get_by_role("button", name="改按 GCJ-02 读")
    expect(take_as).to_be_visible(timeout=20_000)
    camera.shoot(page, "report")
    take_as.click()
    expect(take_as).to_have_count(0, timeout=20_000)
    take = page.locator('form[action$="/take"] button[type=submit]')
    expect(take).to_be_visible(timeout=20_000)
    camera.shoot(page, "report-gcj02")
    take.click()
    page.wait_for_url("**/line?done=*")
    camera.shoot(page, "line")

    # She writes both languages, looks at the preview, and hands it in.
    page.goto(draft)
    for name, value in TEXTS.items():
        write(page, name, value)
    camera.shoot(page, "written")
    press(page, "保存")
    expect(page.get_by_text("已保存。").first).to_be_visible()
    camera.shoot(page, "saved")
    page.goto(f"{draft}/preview")
    expect(page.frame_locator("iframe").first.locator("h1")).to_contain_text("潭柘寺")
    camera.shoot(page, "preview")
    page.goto(f"{draft}/review")
    camera.shoot(page, "review-of-the-author")
    press(page, "交稿送审")
    page.wait_for_url("**done=submitted*")

    # Bo reads it on a phone and approves; Pia publishes.
    reviewer = open_studio(f"{draft.removeprefix(_base(draft))}/review", "bo", viewport=PHONE)
    camera.shoot(reviewer, "review-on-a-phone")
    reviewer.locator('form[action$="/approve"] button, button[formaction$="/approve"]').click()
    reviewer.wait_for_url("**done=approved*")
    publisher = open_studio(f"{draft.removeprefix(_base(draft))}/publish", "pia", viewport=DESKTOP)
    camera.shoot(publisher, "publish")
    publisher.locator('form[action$="/publish"] button[type=submit]').click()
    publisher.wait_for_url("**done=published*")
    camera.shoot(publisher, "published")

    # Everybody sees it, in both languages, with its line where it belongs and a leaflet.
    base, path = _base(draft), "/trails/tanzhe-temple-to-dingdu-peak"
    visitor = open_studio(path, "stan", viewport=PHONE)
    expect(visitor.locator("h1")).to_contain_text("潭柘寺")
    camera.shoot(visitor, "public-page")
    visitor.goto(f"{base}/en{path}")
    expect(visitor.locator("h1")).to_contain_text("Tanzhe Temple to Dingdu Peak")
    line = visitor.request.get(f"{base}{path}.geojson").json()
    first = _positions(line)[0]
    assert distance_m((first[0], first[1]), TEMPLE) < 2
    leaflet = visitor.request.get(f"{base}{path}.pdf")
    assert leaflet.status == 200
    text = "".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(leaflet.body())).pages)
    assert "潭柘寺" in text
    assert "39.90" in text

    assert time.monotonic() - began < LIMIT_S


def _base(url: str) -> str:
    return "/".join(url.split("/")[:3])


def _positions(document: dict) -> list[list[float]]:
    geometry = document.get("geometry") or document["features"][0]["geometry"]
    found = geometry["coordinates"]
    return found if geometry["type"] == "LineString" else found[0]
