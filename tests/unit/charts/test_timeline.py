import json
import re

import pytest

from oxymap.charts.models import ChartPoint, Event, TargetLine
from tests.unit.charts.samples import DAY_S, HOUR_S, MIDNIGHT, draw, hours, texts_of, tree

NASTY = "<script>alert(\"x\")</script> & 'y'"
IONS = [300 + 150 * (n % 12) for n in range(24)]


def count(svg: str, css: str) -> int:
    return len(re.findall(rf'class="{css}"', svg))


def flagged(hour: int, raw: float, mark) -> ChartPoint:
    start = MIDNIGHT + hour * HOUR_S
    return ChartPoint(start, start + HOUR_S, None, raw=raw, mark=mark)


def test_a_drawing_is_well_formed_and_always_the_same():
    drawn = draw(hours(IONS)).svg

    assert tree(drawn).get("role") == "img"
    assert draw(hours(IONS)).svg == drawn
    assert not re.search(r"\sstyle=|<style|<script", drawn)


def test_the_drawing_takes_its_name_and_description_from_the_page():
    root = tree(draw(hours(IONS), id="week").svg)

    assert (root.get("aria-labelledby"), root.get("aria-describedby")) == (
        "week-label",
        "week-summary",
    )


def test_ids_in_the_drawing_begin_with_the_id_of_the_chart():
    points = [*hours(IONS[:20]), flagged(20, 9, "error"), flagged(21, 9, "suspect")]

    drawn = draw(points, id="week").svg

    ids, used = re.findall(r' id="([^"]+)"', drawn), re.findall(r'(?:href="|url\()#([^")]+)', drawn)
    assert all(name.startswith("week-") for name in ids)
    assert set(used) <= set(ids)


def test_every_text_from_outside_is_escaped():
    chart = draw(
        hours(IONS),
        unit=NASTY,
        lines=(TargetLine(400, NASTY),),
        events=(Event(MIDNIGHT + 9 * HOUR_S, NASTY),),
    )

    assert "<script" not in chart.svg
    assert NASTY in texts_of(chart.svg, "chart__unit")


def test_the_y_axis_has_round_numbers_in_the_language():
    numbers = [text.text for text in tree(draw(hours([300, 4800])).svg).iter("text")]

    assert {"0", "1,000", "5,000"} <= set(numbers)


def test_a_wide_gap_is_hatched_and_named_where_there_is_room():
    drawn = draw(hours([5, *[None] * 6, *[5] * 17]), lang="zh").svg

    assert count(drawn, "chart__gap") == 1
    assert len(texts_of(drawn, "chart__gap-text", "wide")) == 1
    assert texts_of(drawn, "chart__gap-text", "tight") == []


def test_a_tiny_gap_is_a_break_of_the_line_only():
    points = [ChartPoint(t, t + 60, 5) for t in range(MIDNIGHT, MIDNIGHT + DAY_S, 60)]

    assert count(draw(points[:500] + points[502:]).svg, "chart__gap") == 0


def test_values_that_do_not_count_have_shapes_of_their_own_beside_the_line():
    points = [*hours([1000.0] * 22), flagged(22, 400, "suspect"), flagged(23, 600, "error")]

    drawn = draw(points).svg

    signs = re.findall(r'<use href="#c-(\w+)" x="([\d.]+)%" y="([\d.]+)%"', drawn)
    assert [(name, float(y)) for name, _, y in signs] == [("suspect", 60), ("error", 40)]
    shapes = dict(re.findall(r'chart__sign--(\w+)" d="([^"]+)"', drawn))
    assert shapes["suspect"] != shapes["error"]


def test_a_wrong_number_does_not_stretch_the_axis_but_points_out_of_it():
    drawn = draw([*hours([1000.0] * 23), flagged(23, 180_000, "error")]).svg

    assert '<use href="#c-over"' in drawn
    assert "200,000" not in drawn


def test_numbers_that_do_not_count_are_shown_when_there_are_no_others():
    drawn = draw([flagged(5, 700, "suspect"), flagged(6, 800, "suspect")]).svg

    assert drawn.count('<use href="#c-suspect"') == 2
    assert "chart__empty" not in drawn


def test_levels_in_the_picture_are_dashed_lines_with_names():
    drawn = draw(hours([500.0] * 23 + [1100]), lines=(TargetLine(1000, "Title needs"),)).svg

    assert count(drawn, "chart__target") == 1
    assert texts_of(drawn, "chart__line-text", "wide") == ["Title needs: 1,000"]


def test_a_level_far_above_the_curve_is_in_the_legend_only():
    chart = draw(hours(IONS), lines=(TargetLine(10_000, "Ten thousand"),))

    assert count(chart.svg, "chart__target") == 0
    named = [item for item in chart.legend if item.kind == "target"]
    assert {item.text for item in named} == {"Ten thousand: 10,000"}
    assert [item.css.split("--")[1] for item in named] == ["tight", "narrow", "wide"]


def test_only_the_chart_of_a_day_shows_nights():
    assert count(draw(hours(IONS)).svg, "chart__night") == 2
    assert count(draw(hours(IONS), kind="week").svg, "chart__night") == 0


def test_now_is_shown_inside_of_the_plot_only():
    inside = draw(hours(IONS[:9]), now=MIDNIGHT + 9 * HOUR_S).svg
    at_the_end = draw(hours(IONS), now=MIDNIGHT + DAY_S).svg

    assert count(inside, "chart__now") == 1
    assert texts_of(inside, "chart__now-text", "wide") == ["Now"]
    assert count(at_the_end, "chart__now") == 0


def test_events_outside_of_the_axis_are_left_out():
    events = (Event(MIDNIGHT + 9 * HOUR_S, "Calibrated"), Event(MIDNIGHT - 1, "Before"))

    drawn = draw(hours(IONS), events=events).svg

    assert texts_of(drawn, "chart__event-text", "wide") == ["Calibrated"]
    assert count(drawn, "chart__event") == 1


def test_an_event_without_room_for_its_name_is_in_the_legend():
    chart = draw(hours(IONS), events=(Event(MIDNIGHT + 60, "Calibrated"),))

    assert texts_of(chart.svg, "chart__event-text") == []
    assert {(item.kind, item.text) for item in chart.legend[2:]} == {("event", "Calibrated")}


def test_the_last_point_has_a_dot_and_its_value():
    drawn = draw(hours([*IONS[:23], 2296])).svg

    assert count(drawn, "chart__last") == 1
    assert texts_of(drawn, "chart__last-text", "narrow") == ["2,296"]


def test_an_empty_chart_says_so_and_has_no_numbers():
    chart = draw(lines=(TargetLine(1000, "Title needs"),))

    assert texts_of(chart.svg, "chart__empty") == ["There are no values in this time."]
    assert chart.summary == "There are no values in this time."
    assert [item.kind for item in chart.legend] == ["gap", "night"]
    assert len(chart.rows) == 1


def test_a_single_instant_is_drawn():
    chart = draw([ChartPoint(MIDNIGHT + 60, MIDNIGHT + 60, 5.0)])

    assert "h0" in chart.svg
    assert [row.value for row in chart.rows if row.value != "—"] == ["5"]


@pytest.mark.parametrize("values", [[0.0] * 24, [7.0] * 24, [3.2e12] * 24, [-8.0] * 24])
def test_equal_zero_huge_and_negative_values_are_drawn(values):
    drawn = draw(hours(values)).svg

    assert "nan" not in drawn.lower()
    assert "inf" not in drawn.lower()
    assert "chart__line" in drawn


def test_an_axis_without_length_does_not_fail():
    assert draw([ChartPoint(MIDNIGHT, MIDNIGHT, 5.0)], end=MIDNIGHT).svg


def test_the_legend_names_the_signs_that_occur():
    points = [*hours([5, None, None, 5, *[6] * 18]), flagged(22, 9, "suspect")]

    assert [item.kind for item in draw(points, kind="week").legend] == ["line", "gap", "suspect"]


def test_the_cursor_has_a_stop_for_every_row():
    chart = draw([*hours([0, None, None, *[1000] * 20]), flagged(23, 500, "error")])

    stops = json.loads(chart.data_json)["stops"]
    assert len(stops) == len(chart.rows) == 23
    assert stops[0] == [208, 10_000]
    assert stops[1] == [833, None]
    assert stops[-1] == [9792, 5000]
    assert stops == sorted(stops, key=lambda stop: stop[0])


def test_more_digits_at_the_axis_leave_more_room():
    narrow, wide = draw(hours([5.0] * 24)).svg, draw(hours([190_000.0] * 24)).svg

    assert "chart__drawing--axis-2" in narrow
    assert "chart__drawing--axis-5" in wide


def test_a_month_of_hours_stays_small():
    values = [300 + (n * 7919) % 4700 for n in range(720)]

    drawn = draw(hours(values), end=MIDNIGHT + 30 * DAY_S, kind="month").svg

    assert len(drawn) < 20_000
