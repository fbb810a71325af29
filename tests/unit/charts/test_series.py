from oxymap.charts.models import ChartPoint
from oxymap.charts.series import doubtful_of, gaps_of, mark_of, pieces_of, stops_of
from tests.unit.charts.samples import DAY_S, HOUR_S, MIDNIGHT, hours, timeline


def spans(stops):
    return [((s.start - MIDNIGHT) // HOUR_S, (s.end - MIDNIGHT) // HOUR_S) for s in stops]


def test_a_full_day_has_no_gap():
    stops = stops_of(timeline(hours([1.0] * 24)))

    assert len(stops) == 24
    assert gaps_of(stops) == []
    assert len(pieces_of(stops)) == 1


def test_neighbouring_empty_points_are_one_gap():
    stops = stops_of(timeline(hours([1, None, None, None, *[2] * 20])))

    assert spans(gaps_of(stops)) == [(1, 4)]
    assert [len(piece) for piece in pieces_of(stops)] == [1, 20]


def test_steps_that_are_left_out_are_a_gap_too():
    points = hours([1.0] * 24)

    stops = stops_of(timeline(points[:6] + points[9:]))

    assert spans(gaps_of(stops)) == [(6, 9)]


def test_left_out_and_empty_steps_side_by_side_are_one_gap():
    points = hours([1, 1, None, *[1] * 21])

    stops = stops_of(timeline(points[:3] + points[6:]))

    assert spans(gaps_of(stops)) == [(2, 6)]


def test_time_before_the_first_and_after_the_last_value_is_a_gap():
    stops = stops_of(timeline(hours([1, 1, 1], MIDNIGHT + 6 * HOUR_S)))

    assert spans(gaps_of(stops)) == [(0, 6), (9, 24)]


def test_what_is_still_to_come_is_no_gap():
    now = MIDNIGHT + 9 * HOUR_S + 300

    assert gaps_of(stops_of(timeline(hours([1.0] * 9), now=now))) == []


def test_a_silent_station_has_a_gap_up_to_now():
    stops = stops_of(timeline(hours([1.0] * 9), now=MIDNIGHT + 12 * HOUR_S))

    assert spans(gaps_of(stops)) == [(9, 12)]


def test_periods_shorter_than_the_interval_leave_no_gaps():
    points = [ChartPoint(t + 240, t + 300, 5.0) for t in range(MIDNIGHT, MIDNIGHT + DAY_S, 300)]

    assert gaps_of(stops_of(timeline(points))) == []


def test_a_value_that_does_not_count_breaks_the_curve_but_is_no_gap():
    bad = ChartPoint(MIDNIGHT + HOUR_S, MIDNIGHT + 2 * HOUR_S, None, raw=99_999, mark="error")
    points = hours([1.0] * 24)

    stops = stops_of(timeline((points[0], bad, *points[2:])))

    assert gaps_of(stops) == []
    assert [len(piece) for piece in pieces_of(stops)] == [1, 22]
    assert [(raw, mark) for _, raw, mark in doubtful_of(stops)] == [(99_999, "error")]


def test_a_number_without_a_reason_is_suspect():
    assert mark_of(ChartPoint(0, 1, None, raw=5)) == "suspect"
    assert mark_of(ChartPoint(0, 1, None)) == "missing"


def test_points_outside_of_the_axis_are_left_out():
    points = hours([1.0] * 72, MIDNIGHT - DAY_S - 60)

    stops = stops_of(timeline(points))

    assert len(stops) == 25
    assert gaps_of(stops) == []


def test_without_points_everything_is_one_gap():
    assert spans(stops_of(timeline())) == [(0, 24)]
