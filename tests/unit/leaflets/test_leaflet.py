"""Leaflets as PDF: what readers, printers and cameras find in them."""

from __future__ import annotations

import dataclasses
import datetime
import io
import subprocess
import sys
import time

import pytest
from PIL import Image, ImageDraw
from pypdf import PdfReader
from zxingcpp import read_barcode

from oxymap.catalogue.models import Page, Place
from oxymap.config import ROOT
from oxymap.leaflets.drawing_qr import draw_qr
from oxymap.leaflets.leaflet import make_leaflet
from oxymap.leaflets.typesetting import FontError
from oxymap.pages.edition import Edition
from oxymap.pages.site import Site
from oxymap.web.print_font import print_fonts
from tests.unit.leaflets.printing import (
    needs_font,
    pages_of,
    route,
    text_of,
    trail,
    village,
    waypoint,
)
from tests.unit.sampling import BASE, edition_of

pytestmark = needs_font
VILLAGES = [village(number) for number in range(20)]


def edition(site: Site, *places: Place, lang: str = "zh") -> Edition:
    return edition_of(site, places=[*VILLAGES, *places], lang=lang)


def long_route(lang: str = "zh") -> Page:
    return route(VILLAGES, lang, days=2)


def test_chinese_text_can_be_read_and_searched(leaflet_site: Site) -> None:
    text = text_of(make_leaflet(edition(leaflet_site), trail()))

    for wanted in ("石头岭步道", "从村口走到岭上的一条小路。", "雷雨天不要上山。", "岭顶", "110"):
        assert wanted in text


def test_document_says_what_it_is(leaflet_site: Site) -> None:
    reader = PdfReader(io.BytesIO(make_leaflet(edition(leaflet_site), trail())))

    assert reader.metadata is not None
    assert reader.metadata.title == "石头岭步道"
    assert reader.metadata.creation_date == datetime.datetime(
        2026, 5, 1, tzinfo=datetime.timezone(datetime.timedelta(hours=8))
    )
    assert reader.trailer["/Root"]["/Lang"] == "zh-Hans"
    assert [entry.title for entry in reader.outline] == ["石头岭步道", "沿途地点"]


@pytest.mark.parametrize("folded", [False, True])
def test_same_content_and_day_are_the_same_bytes(leaflet_site: Site, folded: bool) -> None:
    one, other = (
        make_leaflet(edition(leaflet_site), long_route(), folded=folded) for _ in range(2)
    )

    assert one == other


def test_another_day_is_another_print(leaflet_site: Site) -> None:
    later = dataclasses.replace(edition(leaflet_site), today=datetime.date(2026, 5, 2))

    assert "2026年5月2日" in text_of(make_leaflet(later, trail()))


def test_leaflet_is_a_few_pages_and_small(leaflet_site: Site) -> None:
    started = time.process_time()

    body = make_leaflet(edition(leaflet_site), trail())

    # Mostly half a second; the limit is for a machine with much else to do.
    assert time.process_time() - started < 1.5
    assert len(pages_of(body)) == 2
    assert len(body) < 250_000


def test_folded_leaflet_has_two_sides_across(leaflet_site: Site) -> None:
    reader = PdfReader(io.BytesIO(make_leaflet(edition(leaflet_site), long_route(), folded=True)))

    sizes = [
        (round(float(p.mediabox.width)), round(float(p.mediabox.height))) for p in reader.pages
    ]
    assert sizes == [(842, 595)] * 2


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_twenty_stops_are_all_printed_in_order(leaflet_site: Site, lang: str) -> None:
    text = text_of(make_leaflet(edition(leaflet_site, lang=lang), long_route(lang)))

    # The map names them first; the list is on the following pages.
    places = [text.rindex(f"Note{number}.") for number in range(20)]
    assert places == sorted(places)


def test_folded_list_without_room_refers_to_the_page(leaflet_site: Site) -> None:
    stops = [*VILLAGES, *VILLAGES]

    text = text_of(make_leaflet(edition(leaflet_site, lang="en"), route(stops), folded=True))

    assert "Thepagehastherestofthelist." in text


def test_long_names_stay_inside_their_page(leaflet_site: Site) -> None:
    name = {"zh": "一个名字长到一行怎么也放不下" * 4, "en": "An extraordinarily long name " * 6}
    found = trail(name=name, waypoints=[{**waypoint(0, "甲", "A"), "name": name}])

    body = make_leaflet(edition(leaflet_site), found)

    widest = [0.0]
    for page in PdfReader(io.BytesIO(body)).pages:
        page.extract_text(
            visitor_text=lambda text, _, matrix, __, ___: widest.append(
                matrix[4] if text.strip() else 0.0
            )
        )
    assert max(widest) < 595
    assert "一个名字长到一行怎么也放不下" * 4 in text_of(body)


def test_draft_says_so_on_every_page(leaflet_site: Site) -> None:
    pages = pages_of(make_leaflet(edition(leaflet_site, lang="en"), trail(), draft=True))

    assert all("Draft,notforhandingout" in page for page in pages)
    assert "Draft" not in text_of(make_leaflet(edition(leaflet_site, lang="en"), trail()))


def test_sign_that_no_font_has_is_replaced_and_not_fatal(leaflet_site: Site) -> None:
    found = trail(summary={"zh": "这里有\U0002fa1f和\ue000两个生僻字。", "en": "Rare signs."})

    assert "这里有" in text_of(make_leaflet(edition(leaflet_site), found))


def test_english_quotes_are_as_narrow_as_the_letters(leaflet_site: Site) -> None:
    found = trail(summary={"zh": "“碑”很多。", "en": "The “First Tower” isn’t far."})

    text = text_of(make_leaflet(edition(leaflet_site, lang="en"), found))

    assert 'The"FirstTower"isn\'tfar.' in text


def test_page_is_linked_in_its_language(leaflet_site: Site) -> None:
    reader = PdfReader(io.BytesIO(make_leaflet(edition(leaflet_site, lang="en"), trail())))

    links = {
        annotation.get_object()["/A"]["/URI"]
        for page in reader.pages
        for annotation in page.get("/Annots", [])
    }
    assert links == {f"{BASE}/en/trails/stone-ridge"}


class Canvas:
    """Stands for the sheet: draws boxes as pixels."""

    def __init__(self) -> None:
        self.image = Image.new("L", (600, 600), 255)
        self.pen = ImageDraw.Draw(self.image)

    def box(self, x: float, y: float, width: float, height: float, fill: str, **_: object) -> None:
        self.pen.rectangle((round(x), round(y), round(x + width) - 1, round(y + height) - 1), fill)


def test_camera_reads_the_address_from_the_code() -> None:
    canvas = Canvas()

    draw_qr(canvas, 50, 50, 500, f"{BASE}/trails/stone-ridge")  # type: ignore[arg-type]

    assert read_barcode(canvas.image).text == f"{BASE}/trails/stone-ridge"


def test_machine_without_a_font_is_told(
    leaflet_site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("oxymap.leaflets.leaflet.print_fonts", lambda setting: ())

    with pytest.raises(FontError, match="No font with Chinese characters"):
        make_leaflet(edition(leaflet_site), trail())


def test_font_without_chinese_is_refused(
    leaflet_site: Site, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    latin = latin_font(tmp_path_factory)
    monkeypatch.setattr("oxymap.leaflets.leaflet.print_fonts", lambda setting: (latin,))

    with pytest.raises(FontError, match="has no sign for 京，"):
        make_leaflet(edition(leaflet_site), trail())


def latin_font(tmp_path_factory: pytest.TempPathFactory):
    """The Latin letters of the machine's font."""
    from fontTools import subset

    source = print_fonts(None)[0]
    options = subset.Options(font_number=source.face, notdef_outline=True)
    font = subset.load_font(str(source.path), options)
    part = subset.Subsetter(options)
    part.populate(text="Aa09 ")
    part.subset(font)
    file = tmp_path_factory.mktemp("font") / "Latin.ttf"
    font.save(file)
    font.close()
    return dataclasses.replace(source, path=file, face=0)


def test_views_do_not_import_the_library() -> None:
    code = "import sys, oxymap.leaflets.views; print({'fpdf', 'fontTools'} & set(sys.modules))"

    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    )

    assert done.stdout.strip() == "set()"
