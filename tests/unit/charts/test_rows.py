from oxymap.charts.models import ChartPoint, ChartRow, Event
from tests.unit.charts.samples import DAY_S, HOUR_S, MIDNIGHT, draw, hours


def test_a_row_says_time_value_extremes_and_count():
    point = ChartPoint(MIDNIGHT, MIDNIGHT + HOUR_S, 2296, low=1800, high=3100, n=11, expected=12)

    chart = draw([point], now=MIDNIGHT + HOUR_S)

    assert chart.rows == (ChartRow("21 Nov 00:00–01:00", "2,296", "1,800–3,100", "11 of 12", ""),)
    assert (chart.has_low_high, chart.has_count, chart.has_remark) == (True, True, False)


def test_a_short_period_is_named_by_its_end():
    chart = draw([ChartPoint(MIDNIGHT, MIDNIGHT + 300, 5)], now=MIDNIGHT + 300)

    assert chart.rows[0].time == "21 Nov 00:05"


def test_days_are_named_without_hours():
    points = [ChartPoint(MIDNIGHT + n * DAY_S, MIDNIGHT + (n + 1) * DAY_S, 5) for n in range(3)]

    chart = draw([points[0], points[2]], end=MIDNIGHT + 3 * DAY_S, kind="year", lang="zh")

    assert [row.time for row in chart.rows] == ["2026年11月21日", "2026年11月23日"]


def test_a_gap_of_many_steps_is_one_row():
    chart = draw(hours([5, None, None, None, *[6] * 20]))

    assert chart.rows[1] == ChartRow("21 Nov 01:00–04:00", "—", remark="no data")
    assert len(chart.rows) == 22


def test_a_gap_over_midnight_names_both_days():
    points = hours([5, 5, *[None] * 30, *[6] * 16])

    chart = draw(points, end=MIDNIGHT + 2 * DAY_S)

    assert chart.rows[2].time == "21 Nov 02:00 – 22 Nov 08:00"


def test_a_number_that_does_not_count_is_a_remark_and_no_value():
    bad = ChartPoint(MIDNIGHT, MIDNIGHT + 300, None, raw=99_999, mark="error", remark="Spike")

    row = draw([bad], now=MIDNIGHT + 300).rows[0]

    assert (row.value, row.remark) == ("—", "99,999: wrong, not counted; Spike")


def test_an_event_is_told_in_the_row_of_its_time():
    events = (Event(MIDNIGHT + 2 * HOUR_S + 60, "Calibrated"),)

    rows = draw(hours([5.0] * 24), events=events).rows

    assert [index for index, row in enumerate(rows) if row.remark == "Calibrated"] == [2]


def test_the_summary_says_highest_lowest_last_and_what_is_missing():
    points = list(hours([500, 900, None, 300, *[400] * 20]))
    points[10] = ChartPoint(points[10].start, points[10].end, None, raw=9, mark="suspect")

    assert draw(points).summary == (
        "Highest 900 ions/cm³ (21 Nov 01:00–02:00). "
        "Lowest 300 ions/cm³ (21 Nov 03:00–04:00). "
        "Last 400 ions/cm³ (21 Nov 23:00–00:00). "
        "Times without data: 1. Values not counted: 1."
    )


def test_a_full_day_has_no_gaps_to_tell():
    assert "without data" not in draw(hours([5.0] * 24)).summary
