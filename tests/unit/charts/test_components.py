"""The macros put what a chart says into the page, escaped, with a real table behind it."""

import re

import pytest
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from oxymap.charts.heat import heat_table
from oxymap.charts.meter import draw_meter
from oxymap.charts.models import ChartPoint, MeterPart
from oxymap.config import ROOT
from oxymap.stations.models import TypicalCell
from tests.unit.charts.samples import HOUR_S, MIDNIGHT, draw, hours, words


@pytest.fixture
def render():
    environment = Environment(
        loader=FileSystemLoader(ROOT / "templates"), autoescape=True, undefined=StrictUndefined
    )
    environment.globals["_"] = lambda message: message

    def call(component, expression, **values):
        source = f'{{% from "components/{component}.html" import {component.split("_")[0]}'
        source += "_table" if "_" in component else ""
        return environment.from_string(source + " %}{{ " + expression + " }}").render(**values)

    return call


def test_the_drawing_is_named_and_described_by_the_figure(render):
    page = render("chart", "chart(it)", it=draw(hours([5.0] * 24), label="Ions <here>"))

    for name in ("c-label", "c-summary"):
        assert len(re.findall(f' id="{name}"', page)) == 1
    assert "Ions &lt;here&gt;" in page
    assert 'role="group"' in page


def test_the_heading_takes_the_place_of_the_label(render):
    page = render("chart", "chart(it, 'day', '24 hours')", it=draw(hours([5.0] * 24)))

    assert re.search(r'<figcaption class="chart__label" id="c-label">24 hours<', page)
    assert 'id="day"' in page


def test_the_table_has_a_caption_scopes_and_only_the_columns_that_say_something(render):
    plain = render("chart", "chart(it)", it=draw(hours([5.0] * 24)))
    points = [ChartPoint(MIDNIGHT, MIDNIGHT + HOUR_S, 5, low=4, high=6, n=11, expected=12)]
    full = render("chart", "chart(it)", it=draw(points))

    assert "<caption" in plain
    assert (plain.count('scope="col"'), plain.count('scope="row"')) == (2, 24)
    assert (full.count('scope="col"'), full.count('scope="row"')) == (5, 2)


def test_nothing_in_a_chart_needs_inline_style(render):
    page = render("chart", "chart(it)", it=draw(hours([5, None, None, *[9] * 21])))

    assert "style=" not in page


def test_typical_values_carry_their_numbers_long_and_short(render):
    table = heat_table([TypicalCell(7, 5, 2296.0, 31)], words())

    page = render("typical_table", "typical_table(it, 't', 'Typical', 'ions')", it=table)

    assert ">2,296<" in page
    assert ">2.3<" in page
    assert page.count('scope="row"') == 24


def test_without_values_there_is_no_table(render):
    page = render("typical_table", "typical_table(it, 't', 'T', 'u')", it=heat_table([], words()))

    assert "<table" not in page
    assert "There are no values" in page


def test_a_meter_says_its_counts(render):
    made = draw_meter("m", "Townships", "3 of 9", (MeterPart("value", 3, "with a value"),), 9)

    page = render("meter", "meter(it)", it=made)

    assert re.search(r"Townships.*3 of 9.*with a value", page, re.DOTALL)
