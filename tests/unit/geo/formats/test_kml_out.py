"""KML out."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from lxml import etree

from oxymap.geo.formats.kml import read_kml
from oxymap.geo.formats.kml_out import NAMESPACE, write_kml
from oxymap.geo.formats.result import Findings
from oxymap.geo.formats.values import ValueReader
from oxymap.geo.formats.xml_tree import parse
from oxymap.geo.track_model import Waypoint
from oxymap.geo.tracks import measures
from tests.unit.geo.making import ABOUT, northwards, recorded, track, tracks

HUT = Waypoint(115.801, 39.951, "亭 & <茶>", 905.5, "歇脚处")
WALK = track(
    northwards((0, 900), (100, 912.34)), northwards((300, None), (400, 950)), waypoints=[HUT]
)


def read_back(data):
    """Read a file's tracks and waypoints without mending anything."""
    findings = Findings()
    read_kml(parse(data.decode()), ValueReader("wgs84", findings), findings)
    return findings


def tags(element):
    """List the names of an element's children."""
    return [etree.QName(child).localname for child in element]


def document(walk=WALK, **changes):
    """Return the Document element of a written walk."""
    (found,) = etree.fromstring(write_kml(walk, **{**ABOUT, **changes}))
    return found


def test_gdal_reads_the_line_and_the_waypoint(tmp_path):
    file = tmp_path / "a.kml"
    file.write_bytes(write_kml(WALK, **ABOUT))
    program = (
        "import sys, pyogrio\n"
        "layer = pyogrio.list_layers(sys.argv[1])[0][0]\n"
        "print(pyogrio.read_info(sys.argv[1], layer=layer)['features'])"
    )

    done = subprocess.run(
        [sys.executable, "-c", program, str(file)], capture_output=True, text=True, check=True
    )

    assert done.stdout.strip() == "2"


def test_the_document_stands_in_the_order_of_the_schema():
    assert tags(document()) == [
        "name",
        "author",
        "link",
        "description",
        "Style",
        "Placemark",
        "Placemark",
    ]


def test_name_description_and_licence_are_told():
    found = document()

    assert found.findtext(f"{{{NAMESPACE}}}name") == "百花山环线"
    assert found.findtext(f"{{{NAMESPACE}}}description") == (
        "一条测试线路。\nhttps://example.org/licence"
    )


def test_the_link_leads_to_the_page():
    link = document().find("{http://www.w3.org/2005/Atom}link")

    assert link.get("href") == ABOUT["link"]


def test_without_a_link_there_is_none():
    assert "link" not in tags(document(link=""))


def test_several_segments_are_several_lines():
    (found,) = read_back(write_kml(WALK, **ABOUT)).tracks

    assert [len(segment.points) for segment in found.segments] == [2, 2]


def test_one_segment_is_a_single_line():
    line = document(track(northwards((0, 900), (100, 912)))).findall(f"{{{NAMESPACE}}}Placemark")

    assert tags(line[0]) == ["name", "styleUrl", "LineString"]


def test_waypoints_are_kept_with_any_characters():
    assert read_back(write_kml(WALK, **ABOUT)).waypoints == [HUT]


def test_a_waypoint_may_have_nothing_but_a_position():
    bare = track(northwards((0, None)), waypoints=[Waypoint(115.8, 39.95)])

    assert read_back(write_kml(bare, **ABOUT)).waypoints == [Waypoint(115.8, 39.95)]


def test_times_are_not_published():
    data = write_kml(track(recorded((0, 0), (50, 40))), **ABOUT)

    assert b"when" not in data
    assert b"2026" not in data


def test_the_style_that_the_line_uses_is_there():
    found = document()

    style = found.find(f"{{{NAMESPACE}}}Style").get("id")
    used = found.findtext(f"{{{NAMESPACE}}}Placemark/{{{NAMESPACE}}}styleUrl")
    assert used == f"#{style}"


@given(tracks())
def test_a_round_trip_keeps_length_and_heights(walk):
    (found,) = read_back(write_kml(walk, **ABOUT)).tracks

    assert measures(found).length_m == pytest.approx(measures(walk).length_m, rel=1e-3)
    assert [p.ele_m for p in found.points()] == [p.ele_m for p in walk.points()]
    assert len(found.segments) == len(walk.segments)
