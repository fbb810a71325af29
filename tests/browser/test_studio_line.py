"""A line is brought in, drawn and typed, in a real browser."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from oxymap.config import ROOT
from oxymap.geo.crs import wgs84_to_gcj02
from oxymap.web.assets import STUDIO_VENDOR_TABLE, load_installed
from tests.browser.conftest import DESKTOP, PHONE

OpenPage = Callable[..., Page]
TRAIL = "jiuyanlou-trail"
#: Its draft is changed by one test only; those of the other may have two points left.
CUT_TRAIL = "dongling-trail"
VILLAGE = "cuandixia"
needs_tool = pytest.mark.skipif(
    not load_installed(STUDIO_VENDOR_TABLE, ROOT / "node_modules"),
    reason="the drawing tool is not installed (no Node or no network)",
)


def trail_positions() -> list[list[float]]:
    text = (ROOT / "geodata" / "trails.geojson").read_text(encoding="utf-8")
    features = json.loads(text)["features"]
    return next(f["geometry"]["coordinates"] for f in features if f["id"] == TRAIL)


def shifted_gpx(folder: Path) -> Path:
    """The trail as an app of GCJ-02 would have recorded it, a point every few metres."""
    rows, line = [], trail_positions()
    for (lon, lat, *_), (lon2, lat2, *_) in pairwise(line):
        for step in range(8):
            x, y = wgs84_to_gcj02(lon + (lon2 - lon) * step / 8, lat + (lat2 - lat) * step / 8)
            rows.append(f'<trkpt lat="{y:.7f}" lon="{x:.7f}"><ele>{800 + step}</ele></trkpt>')
    file = folder / "phone.gpx"
    file.write_text(
        '<?xml version="1.0" encoding="UTF-8"?><gpx version="1.1" creator="test" '
        'xmlns="http://www.topografix.com/GPX/1/1"><trk><name>登山</name><trkseg>'
        f"{''.join(rows)}</trkseg></trk></gpx>",
        encoding="utf-8",
    )
    return file


def begin(open_studio: OpenPage, group: str, name: str, **options: object) -> Page:
    """Open the line page of a draft of a published object, in English."""
    page = open_studio("/en/studio/", **{"viewport": DESKTOP, **options})
    token = page.locator('input[name="csrf"]').first.get_attribute("value")
    base = re.match(r"https?://[^/]+", page.url)
    assert base
    response = page.request.post(
        f"{base[0]}/en/studio/objects/feature/{group}/{name}/edit",
        form={"csrf": token or ""}, headers={"Origin": base[0]}, max_redirects=0,
    )  # fmt: skip
    found = re.search(r"/studio/drafts/(\d+)", response.headers.get("location", ""))
    assert found, response.status
    page.goto(f"{base[0]}/en/studio/drafts/{found[1]}/line")
    return page


def live_map(page: Page, id_: str) -> Locator:
    map_ = page.locator(f"#{id_}")
    expect(map_.locator(".map__canvas--live")).to_be_visible(timeout=20_000)
    return map_


def drawn(page: Page) -> dict[str, object]:
    found: dict[str, object] = json.loads(
        page.locator('input[name="drawn.geometry"]').input_value()
    )
    return found


def spot(page: Page, across: float, down: float) -> tuple[float, float]:
    """A point of the drawing map, in parts of its size; brings the map into view."""
    box = page.locator("#line-map .leaflet-container")
    box.scroll_into_view_if_needed()
    found = box.bounding_box()
    assert found
    return found["x"] + found["width"] * across, found["y"] + found["height"] * down


def click_middle(page: Page, line: Locator) -> None:
    """Click a finger's width beside a drawn line, halfway along."""
    line.scroll_into_view_if_needed()
    x, y = line.evaluate(
        """path => {
          const at = path.getPointAtLength(path.getTotalLength() / 2);
          const seen = at.matrixTransform(path.getScreenCTM());
          return [seen.x, seen.y];
        }"""
    )
    page.mouse.click(x + 6, y + 6)


# --- files -------------------------------------------------------------------------------


def test_track_of_a_phone_is_seen_in_every_datum_and_taken_over(
    open_studio: OpenPage, tmp_path: Path
) -> None:
    page = begin(open_studio, "trails", TRAIL)
    page.set_input_files("#f-file", shifted_gpx(tmp_path))
    page.get_by_role("button", name="Bring in", exact=True).click()
    page.wait_for_url(re.compile(r"/studio/uploads/\d+"))
    map_ = live_map(page, "report-map")

    expect(map_.locator("path.studio-line--candidate-1").first).to_be_attached()
    expect(map_.locator("path.studio-line--candidate-2").first).to_be_attached()
    suspected = page.locator(".datum__row--suspected")
    expect(suspected).to_contain_text("GCJ-02")
    expect(page.locator(".datum__said")).to_contain_text("GCJ-02")

    suspected.get_by_role("button", name="Take as GCJ-02").click()
    expect(page.locator(".datum__row").first).to_contain_text("read as this", timeout=20_000)
    expect(page.locator(".datum__row").first).to_contain_text("GCJ-02")
    page.get_by_role("button", name="Take over into the draft").click()

    page.wait_for_url(re.compile("done=taken"))
    line = page.locator("#f-table-rows").input_value().splitlines()
    lon, lat = map(float, line[0].split(",")[:2])
    assert [lon, lat] == pytest.approx(trail_positions()[0][:2], abs=2e-5)


def test_report_is_there_without_scripts(open_studio: OpenPage, tmp_path: Path) -> None:
    page = begin(open_studio, "trails", TRAIL, java_script_enabled=False)
    page.set_input_files("#f-file", shifted_gpx(tmp_path))
    page.get_by_role("button", name="Bring in", exact=True).click()

    # The page asks again by itself every two seconds.
    expect(page.locator(".datum__row").first).to_be_visible(timeout=20_000)
    expect(page.get_by_role("button", name="Take over into the draft")).to_be_visible()


def test_finding_of_the_report_is_shown_on_the_map(open_studio: OpenPage, tmp_path: Path) -> None:
    page = begin(open_studio, "trails", TRAIL)
    page.set_input_files("#f-file", shifted_gpx(tmp_path))
    page.get_by_role("button", name="Bring in", exact=True).click()
    page.wait_for_url(re.compile(r"/studio/uploads/\d+"))
    map_ = live_map(page, "report-map")

    page.locator(".datum__row").nth(1).locator("[data-map-show]").click()

    expect(map_.locator(".leaflet-popup-content")).to_contain_text("GCJ-02")


# --- drawing -----------------------------------------------------------------------------


@needs_tool
def test_line_is_continued_by_drawing_and_undone(open_studio: OpenPage) -> None:
    page = begin(open_studio, "trails", TRAIL)
    live_map(page, "line-map")
    length = page.locator(".draw__length")
    expect(length).to_contain_text("vertices")
    before = length.inner_text()

    page.get_by_role("button", name="Draw", exact=True).click()
    for across, down in ((0.1, 0.7), (0.15, 0.6), (0.2, 0.7)):
        x, y = spot(page, across, down)
        page.mouse.move(x, y, steps=3)
        page.mouse.click(x, y)
        page.wait_for_timeout(250)
    expect(length).not_to_have_text(before)
    x, y = spot(page, 0.25, 0.6)
    page.mouse.dblclick(x, y)

    expect(page.locator(".draw__form")).to_be_visible()
    assert drawn(page)["type"] == "MultiLineString"
    page.get_by_role("button", name="Undo").click()
    expect(length).to_have_text(before)


@needs_tool
def test_moved_vertex_loses_its_height_and_the_others_keep_theirs(open_studio: OpenPage) -> None:
    page = begin(open_studio, "trails", TRAIL)
    live_map(page, "line-map")
    rows = page.locator("#f-table-rows").input_value().splitlines()
    given = [tuple(map(float, row.split(","))) for row in rows]
    page.get_by_role("button", name="Move vertices").click()
    spot(page, 0.5, 0.5)
    marks = page.locator(".marker-icon:not(.marker-icon-middle)")
    expect(marks.first).to_be_attached()
    box = marks.nth(marks.count() // 2).bounding_box()
    assert box

    page.mouse.move(box["x"] + 7, box["y"] + 7)
    page.mouse.down()
    page.mouse.move(box["x"] + 60, box["y"] + 40, steps=5)
    page.mouse.up()

    expect(page.locator(".draw__form")).to_be_visible()
    made = [tuple(place) for place in drawn(page)["coordinates"]]
    changed = [place for place in made if place not in given]
    assert len(made) == len(given)
    assert len(changed) == 1
    assert all(len(place) == len(given[0]) for place in made if place not in changed)
    assert len(changed[0]) == 2
    page.locator("#f-drawn-precision_m").fill("40")
    page.get_by_role("button", name="Save the drawn line").click()
    page.wait_for_url(re.compile("done=saved"))


@needs_tool
def test_end_of_a_line_is_cut_off(open_studio: OpenPage) -> None:
    page = begin(open_studio, "trails", CUT_TRAIL)
    map_ = live_map(page, "line-map")
    lines = map_.locator("path.studio-line--current")
    expect(lines).to_have_count(1)

    page.get_by_role("button", name="Cut in two").click()
    click_middle(page, lines.first)
    expect(lines).to_have_count(2)
    assert drawn(page)["type"] == "MultiLineString"
    page.get_by_role("button", name="Take a part away").click()
    click_middle(page, lines.last)

    expect(lines).to_have_count(1)
    assert drawn(page)["type"] == "LineString"


# --- typing and pointing -----------------------------------------------------------------


def test_table_works_without_scripts(open_studio: OpenPage) -> None:
    page = begin(open_studio, "trails", TRAIL, java_script_enabled=False, watched=False)
    page.locator("#f-table-rows").fill("116.48559, 40.48999\n40.49, 116.49")
    page.locator("#f-table-source").fill("Typed from a list.")
    page.locator("#f-table-precision_m").fill("30")
    page.get_by_role("button", name="Save these coordinates").click()

    expect(page.locator("#f-table-rows-error")).to_have_text(
        "Row 2: longitude and latitude are exchanged (40.49, 116.49)."
    )
    page.locator("#f-table-rows").fill("116.48559, 40.48999\n116.49, 40.49")
    page.get_by_role("button", name="Save these coordinates").click()

    expect(page.get_by_role("status")).to_contain_text("Saved")


def test_point_is_set_by_a_click_and_by_the_keyboard(open_studio: OpenPage) -> None:
    page = begin(open_studio, "villages", VILLAGE)
    map_ = live_map(page, "line-map")
    lon = page.locator("#f-point-lon")
    before = lon.input_value()
    x, y = spot(page, 0.7, 0.4)

    page.mouse.click(x, y)
    expect(lon).not_to_have_value(before)
    clicked = lon.input_value()
    map_.locator(".leaflet-container").focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_timeout(400)
    page.keyboard.press("Enter")

    expect(lon).not_to_have_value(clicked)
    page.locator("#f-point-precision_m").fill("25")
    page.get_by_role("button", name="Save the point").click()
    page.wait_for_url(re.compile("done="))


@pytest.mark.parametrize(("group", "name"), [("trails", TRAIL), ("villages", VILLAGE)])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_violation(open_studio: OpenPage, group: str, name: str, scheme: str) -> None:
    page = begin(open_studio, group, name, color_scheme=scheme, bypass_csp=True)
    live_map(page, "line-map")

    found = Axe().run(page)

    assert found.violations_count == 0, found.generate_report()


def test_axe_finds_no_violation_in_a_report(open_studio: OpenPage, tmp_path: Path) -> None:
    page = begin(open_studio, "trails", TRAIL, viewport=PHONE, bypass_csp=True)
    page.set_input_files("#f-file", shifted_gpx(tmp_path))
    page.get_by_role("button", name="Bring in", exact=True).click()
    live_map(page, "report-map")

    found = Axe().run(page)

    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("lang", ["", "/en"])
def test_pages_do_not_scroll_sideways_on_a_phone(open_studio: OpenPage, lang: str) -> None:
    page = begin(open_studio, "trails", TRAIL, viewport=PHONE, has_touch=True, is_mobile=True)
    page.goto(page.url.replace("/en/", f"{lang}/"))
    live_map(page, "line-map")

    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_file_that_is_too_large_is_not_even_sent(open_studio: OpenPage) -> None:
    page = begin(open_studio, "trails", TRAIL)
    page.locator(".upload").evaluate("form => { form.dataset.most = '3'; }")
    page.set_input_files("#f-file", {"name": "a.gpx", "mimeType": "text/xml", "buffer": b"<gpx/>"})

    page.get_by_role("button", name="Bring in", exact=True).click()

    expect(page.locator(".upload__message")).to_contain_text("50 MB")
    assert "/line" in page.url
