import re
import xml.etree.ElementTree as ElementTree
from html.parser import HTMLParser

import pytest

from oxymap.maps.labels import overlap
from oxymap.maps.picture import draw_picture, short_prefix
from tests.unit.maps.samples import VILLAGE, base_map, spec, spot

BASE = base_map()
MANY = tuple(spot(f"v{n}", 115.56 + n % 9 * 0.02, 39.95 + n // 9 * 0.02) for n in range(45))


def test_a_picture_is_well_formed_xml():
    root = ElementTree.fromstring(draw_picture(spec(VILLAGE, *MANY), BASE))  # noqa: S314

    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert root.get("viewBox") == "0 0 400 300"


def test_the_same_map_has_the_same_bytes():
    assert draw_picture(spec(VILLAGE, *MANY), BASE) == draw_picture(
        spec(VILLAGE, *MANY), base_map()
    )


def test_a_picture_needs_no_unsafe_policy():
    picture = draw_picture(spec(VILLAGE, *MANY), BASE)

    assert "<style" not in picture
    assert " style=" not in picture
    assert "<script" not in picture
    assert not re.search(r"(?<!xmlns=\")https?://", picture)


def test_two_maps_of_a_page_share_no_element_id():
    one = draw_picture(spec(VILLAGE), BASE)
    other = draw_picture(spec(VILLAGE, id="place-other"), BASE)

    ids = [set(re.findall(r' id="([^"]+)"', picture)) for picture in (one, other)]
    assert ids[0] and not ids[0] & ids[1]


def test_every_reference_leads_to_an_element_of_the_picture():
    picture = draw_picture(spec(VILLAGE, *MANY), BASE)

    ids = set(re.findall(r' id="([^"]+)"', picture))
    assert set(re.findall(r'(?:href="|url\()#([^")]+)', picture)) <= ids


def test_names_from_the_data_cannot_become_markup():
    evil = spot("evil", 115.6, 40.0, name='<script>"&', url='/places/"><x')

    picture = draw_picture(spec(evil), BASE)

    ElementTree.fromstring(picture)  # noqa: S314
    assert "<script" not in picture
    assert "<x" not in picture


def test_places_are_links_with_a_title():
    picture = draw_picture(spec(VILLAGE), BASE)

    assert 'href="/places/cuandixia"' in picture
    assert "<title>爨底下村</title>" in picture


def test_an_approximate_place_says_so_and_is_drawn_blurred():
    picture = draw_picture(spec(spot("malan", 115.69, 40.0, approximate=True)), BASE)

    assert "malan村（位置约略）" in picture
    assert "map-approximate" in picture


@pytest.mark.parametrize(("schematic", "dashed"), [(True, True), (False, False)])
def test_a_schematic_line_is_dashed_and_a_recorded_one_is_not(schematic, dashed):
    line = ((115.6, 39.96), (115.65, 40.0), (115.7, 40.02))
    trail = spot("t", 0, 0, point=None, layer="trails", lines=(line,), schematic=schematic)

    picture = draw_picture(spec(trail), BASE)

    assert ("map-line--schematic" in picture) == dashed
    assert ('stroke-dasharray="7 6"' in picture) == dashed


def test_stops_carry_their_numbers():
    stops = [spot(f"s{n}", 115.6 + n * 0.03, 40.0, number=n + 1) for n in range(3)]

    picture = draw_picture(spec(*stops), BASE)

    assert [f">{n}</text>" in picture for n in (1, 2, 3)] == [True] * 3


def test_crowded_places_become_a_count_that_leads_to_the_map():
    crowd = [spot(f"c{n}", 115.6, 40.0) for n in range(5)]

    picture = draw_picture(spec(*crowd), BASE)

    assert "5 处地点：c0村、c1村、c2村、c3村…" in picture
    assert 'href="/map?view=40.0000,115.6000,' in picture


def test_labels_of_a_crowded_picture_do_not_overlap():
    boxes = _text_boxes(draw_picture(spec(VILLAGE, *MANY), BASE))

    assert len(boxes) > 15
    clashes = [
        (one, other)
        for number, one in enumerate(boxes)
        for other in boxes[number + 1 :]
        if overlap(one[1], other[1])
    ]
    assert clashes == []


def test_the_whole_map_and_a_detail_map_stay_small():
    full = draw_picture(spec(*MANY, kind="full", bbox=(115.4, 39.5, 116.6, 40.8)), BASE)
    detail = draw_picture(spec(VILLAGE, *MANY[:12]), BASE)

    assert len(full.encode()) < 60_000
    assert len(detail.encode()) < 14_000


def test_a_wide_picture_is_laid_out_for_a_phone():
    picture = draw_picture(spec(VILLAGE, size=(800, 600)), BASE)

    assert 'viewBox="0 0 400 300"' in picture
    assert 'width="800" height="600"' in picture


def test_english_names_stand_on_the_english_map():
    picture = draw_picture(spec(lang="en", bbox=(115.4, 39.5, 116.2, 40.2)), BASE)

    assert ">Mentougou</text>" in picture
    assert "门头沟" not in picture


def test_prefixes_are_three_letters():
    assert re.fullmatch("[a-z]{3}", short_prefix("full"))


class _Texts(HTMLParser):
    """Collects the labels of a picture with the font size of the group around them."""

    def __init__(self):
        super().__init__()
        self.sizes, self.open, self.found = [], None, []

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        if tag == "g":
            self.sizes.append(values.get("font-size") or (self.sizes or [None])[-1])
        if tag == "text":
            self.open = values

    def handle_data(self, data):
        if self.open is not None and "class" not in self.open and not data.isdigit():
            self.found.append((data, self.open, float(self.sizes[-1] or 11)))
            self.open = None

    def handle_endtag(self, tag):
        if tag == "g":
            self.sizes.pop()


def _text_boxes(picture):
    parser = _Texts()
    parser.feed(picture)
    boxes = []
    for text, values, size in parser.found:
        x, y = float(values["x"]), float(values["y"])
        width = sum(size if ord(c) > 0x2000 else size * 0.55 for c in text)
        left = {"middle": x - width / 2, "end": x - width}.get(values.get("text-anchor"), x)
        boxes.append((text, (left, y - size * 0.8, left + width, y + size * 0.1)))
    return boxes
