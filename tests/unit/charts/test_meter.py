import re

from oxymap.charts.meter import draw_meter
from oxymap.charts.models import MeterPart
from tests.unit.charts.samples import tree

PARTS = (MeterPart("value", 10, "with a value"), MeterPart("demo", 5, "demonstration"))


def parts(svg: str) -> list[tuple[str, str, str]]:
    return re.findall(r'meter__part--(\w+)"[^>]* x="([^"]+)" width="([^"]+)"', svg)


def test_parts_stand_side_by_side():
    meter = draw_meter("towns", "Townships", "10 of 40", PARTS, 40)

    assert parts(meter.svg) == [("value", "0%", "25%"), ("demo", "25%", "12.5%")]
    assert tree(meter.svg).get("aria-hidden") == "true"


def test_a_demonstration_is_hatched_and_not_only_coloured():
    meter = draw_meter("towns", "Townships", "10 of 40", PARTS, 40)

    assert 'fill="url(#towns-demo)"' in meter.svg
    assert 'id="towns-demo"' in meter.svg


def test_nothing_of_nothing_is_an_empty_bar():
    assert parts(draw_meter("t", "T", "0 of 0", (MeterPart("value", 0, ""),), 0).svg) == []


def test_parts_never_exceed_the_whole():
    meter = draw_meter("t", "T", "", (MeterPart("value", 9, ""), MeterPart("station", 9, "")), 10)

    assert parts(meter.svg) == [("value", "0%", "90%"), ("station", "90%", "10%")]
