"""Curves keep gaps as gaps and show what does not count; typical values say what they rest on."""

from __future__ import annotations

import pytest

from oxymap.pages import live_charts
from oxymap.pages.live_charts import SPANS, Span
from oxymap.stations.models import DAY_S, HOUR_S, Flag, LiveStation, Point, TypicalCell
from tests.unit.pages.live_sampling import NOW, live_station, page_of
from tests.unit.pages.samples import EditionOf

DAY, WEEK, MONTH, YEAR = SPANS


def chart_of(edition_of: EditionOf, item: LiveStation, span: Span = DAY, **values: object):
    shown = page_of(edition_of(), item, **values)
    return live_charts.span_chart(shown, item.station, span, "curve")


def raw(minutes_ago: int, value: float | None = 2000.0, **values: object) -> Point:
    end = NOW - minutes_ago * 60
    return Point(end - 300, end, value, 1, 1, **values)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("span", "steps"),
    [(DAY, ["raw"]), (WEEK, ["hour"]), (MONTH, ["day"]), (YEAR, ["day"])],
)
def test_each_span_asks_for_its_own_step(
    edition_of: EditionOf, span: Span, steps: list[str]
) -> None:
    item = live_station()
    shown = page_of(edition_of(), item)

    live_charts.span_chart(shown, item.station, span, "curve")

    assert [step for _, _, step in shown.live.asked] == steps


def test_station_that_reports_every_minute_is_drawn_as_means_of_ten(
    edition_of: EditionOf,
) -> None:
    item = live_station(interval_s=60)
    shown = page_of(edition_of(), item)

    live_charts.span_chart(shown, item.station, DAY, "curve")

    assert [step for _, _, step in shown.live.asked] == ["10min", "raw"]


def test_days_begin_at_midnight_in_beijing(edition_of: EditionOf) -> None:
    start, end = live_charts.bounds_of(page_of(edition_of()), MONTH)

    assert (start + 8 * HOUR_S) % DAY_S == 0
    assert end == NOW


def test_gap_is_a_row_of_the_table_and_no_value(edition_of: EditionOf) -> None:
    points = (raw(300), raw(295), raw(5), raw(0))

    found = chart_of(edition_of, live_station(), points=points)

    assert [row.value for row in found.rows].count("—") == 2  # before them, and between
    assert "Times without data: " in found.summary


def test_suspect_value_is_shown_with_its_reason_and_not_counted(edition_of: EditionOf) -> None:
    doubted = raw(5, None, raw=9000.0, flag=Flag.SUSPECT, reasons=("spike",))

    found = chart_of(edition_of, live_station(), points=(raw(10), doubted, raw(0)))

    row = next(row for row in found.rows if "single jump" in row.remark)
    assert "9,000" in row.remark + row.value
    assert "2,000" in found.summary
    assert "Highest 9,000" not in found.summary


def test_flagged_values_inside_means_are_seen_too(edition_of: EditionOf) -> None:
    item = live_station(interval_s=60)
    start = NOW // 600 * 600 - 1200
    shown = page_of(edition_of(), item)
    flagged = Point(start, start + 60, None, 0, 1, raw=9000.0, flag=Flag.ERROR, reasons=("range",))
    steps = {
        "10min": (
            Point(start, start + 600, None, 3, 10),
            Point(start + 600, start + 1200, 2e3, 9, 10),
        ),
        "raw": (flagged,),
    }
    shown.live.history = lambda _id, _observed, _start, _end, step: steps[step]

    found = live_charts.span_chart(shown, item.station, DAY, "curve")

    assert any("no sensor can say this" in row.remark for row in found.rows)


def test_calibration_stands_in_the_drawing(edition_of: EditionOf) -> None:
    found = chart_of(edition_of, live_station(calibrated="2026-11-02"), MONTH)

    assert "Calibrated" in found.svg
    assert "Calibrated" not in chart_of(edition_of, live_station(), MONTH).svg


# --- typical values --------------------------------------------------------------------


def test_typical_values_say_on_how_many_days_they_rest(edition_of: EditionOf) -> None:
    found = live_charts.typical_view(page_of(edition_of(), live_station()), live_station().station)

    assert found is not None
    assert "March" in found.completeness
    assert "20 to 24 days" in found.completeness
    assert len(found.table.rows) == 24


def test_without_any_hour_there_is_no_table(edition_of: EditionOf) -> None:
    empty = tuple(TypicalCell(month, 0, None, 0) for month in range(1, 13))
    shown = page_of(edition_of(), live_station(), cells=empty)

    assert live_charts.typical_view(shown, live_station().station) is None


def test_best_hours_are_those_of_this_month_joined_to_spans(edition_of: EditionOf) -> None:
    cells = [TypicalCell(11, hour, value, 21) for hour, value in ((8, 3), (9, 2), (20, 1))]
    cells.append(TypicalCell(7, 3, 99.0, 30))

    found = live_charts.best_text(page_of(edition_of()), cells)

    assert found is not None
    assert "08:00–10:00, 20:00–21:00" in found
    assert "November" in found
    assert "21 days" in found


def test_too_few_days_give_no_best_hour(edition_of: EditionOf) -> None:
    cells = [TypicalCell(11, 8, 3.0, 4)]

    assert live_charts.best_text(page_of(edition_of()), cells) is None
