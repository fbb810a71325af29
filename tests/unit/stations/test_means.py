"""Means and how complete they are."""

from __future__ import annotations

import pytest

from oxymap.stations.means import (
    annual_mean,
    day_means,
    daylight_means,
    fine_means,
    half_up,
    month_means,
    rolling_mean,
)
from oxymap.stations.models import DAY_S, HOUR_S, Flag, Mean
from oxymap.stations.steps import month_start
from tests.unit.stations.series import START, accepted, base, day_mean, hour_mean, hours_of_day

#: 2026-06-01 00:00 in Beijing.
DAY = START - 10 * HOUR_S
#: The handbook's twelve monthly means.
MONTHLY = [620, 640, 700, 820, 1100, 1450, 1900, 2000, 1650, 1300, 820, 650]


def hourly(values, *, interval_s=60, observed="neg_ion", **made):
    made.setdefault("observed", observed)
    return fine_means("hour", accepted(values, **made), interval_s, observed=observed)


def month_mean(year, month, value, *, complete=True):
    return Mean("month", month_start(year, month), value, 28, 30, complete)


# --- fine means ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("step", "count", "complete"),
    [("hour", 45, True), ("hour", 44, False), ("10min", 8, True), ("10min", 7, False)],
)
def test_a_mean_is_complete_from_its_share_of_values_on(step, count, complete):
    [mean] = fine_means(step, accepted(base(count)), 60, observed="neg_ion")

    assert (mean.n, mean.complete) == (count, complete)
    assert mean.value == pytest.approx(sum(base(count)) / count)


@pytest.mark.parametrize(
    ("step", "interval_s", "expected"),
    [("hour", 60, 60), ("hour", 300, 12), ("10min", 300, 2), ("10min", 420, 1), ("hour", 7200, 1)],
)
def test_the_reporting_interval_says_how_many_are_expected(step, interval_s, expected):
    given = accepted([2000.0], spacing_s=interval_s)

    [mean] = fine_means(step, given, interval_s, observed="neg_ion")

    assert mean.expected == expected


def test_only_accepted_values_enter():
    given = accepted([1000.0, 2000.0, 3000.0, None])
    given[1] = given[1]._replace(flag=Flag.SUSPECT)

    [mean] = fine_means("hour", given, 60, observed="neg_ion")

    assert (mean.value, mean.n, mean.low, mean.high) == (2000.0, 2, 1000.0, 3000.0)


def test_a_persons_flag_holds():
    given = accepted([1000.0, 3000.0])
    given[0] = given[0]._replace(manual_flag=Flag.ERROR)
    given[1] = given[1]._replace(flag=Flag.SUSPECT, manual_flag=Flag.CORRECT)

    [mean] = fine_means("hour", given, 60, observed="neg_ion")

    assert (mean.value, mean.n) == (3000.0, 1)


def test_an_hour_without_any_good_value_is_a_gap_that_is_known():
    [mean] = hourly([None] * 60)

    assert mean == Mean("hour", START, None, 0, 60, False)


def test_hours_without_reports_have_no_mean():
    assert [mean.start for mean in hourly(base(60), spacing_s=120)] == [START, START + HOUR_S]
    assert hourly([]) == []


def test_extremes_come_with_their_times():
    [mean] = hourly([2000.0, 1500.0, 2600.0, 1500.0])

    assert (mean.low, mean.low_time) == (1500.0, START + 120)
    assert (mean.high, mean.high_time) == (2600.0, START + 180)


def test_extremes_that_the_device_sends_are_used():
    given = accepted([2296.0], period_s=3600)
    given[0] = given[0]._replace(low=1810.0, high=3020.0)

    [mean] = fine_means("hour", given, 3600, observed="neg_ion")

    assert (mean.value, mean.low, mean.high, mean.complete) == (2296.0, 1810.0, 3020.0, True)


def test_more_values_than_expected_count_as_all():
    [mean] = hourly(base(60), interval_s=300)

    assert (mean.n, mean.expected) == (12, 12)


# --- several periods -------------------------------------------------------------------


def mixed_hour(minutes, tens, hour):
    """Return the mean of an hour of minute, ten-minute and hourly values."""
    given = [
        *accepted(minutes),
        *accepted(tens, period_s=600),
        *accepted(hour, period_s=3600),
    ]
    [mean] = fine_means("hour", given, 60, observed="neg_ion")
    return mean.value, mean.n, mean.expected


def test_the_finest_complete_period_makes_the_mean():
    assert mixed_hour([1.0] * 45, [2.0] * 6, [3.0]) == (1.0, 45, 60)
    assert mixed_hour([1.0] * 44, [2.0] * 6, [3.0]) == (2.0, 6, 6)
    assert mixed_hour([1.0] * 44, [2.0] * 4, [3.0]) == (3.0, 1, 1)


def test_without_a_complete_one_the_finest_that_has_anything_makes_it():
    assert mixed_hour([1.0] * 44, [2.0] * 4, [None]) == (1.0, 44, 60)
    assert mixed_hour([None] * 60, [2.0] * 4, [None]) == (2.0, 4, 6)


def test_an_hour_makes_no_ten_minutes():
    given = accepted([2000.0], period_s=3600)

    assert fine_means("10min", given, 60, observed="neg_ion") == []


# --- amounts and directions ------------------------------------------------------------


def test_rain_is_added_up():
    [mean] = hourly([0.1] * 60, observed="rain")

    assert mean.value == pytest.approx(6.0)


@pytest.mark.parametrize(
    ("degrees", "expected"),
    [([350.0, 10.0], 0.0), ([80.0, 100.0], 90.0), ([0.0, 360.0], 0.0), ([270.0], 270.0)],
)
def test_directions_are_meant_as_arrows(degrees, expected):
    [mean] = hourly(degrees, observed="wind_direction")

    assert mean.value == pytest.approx(expected, abs=1e-9)
    assert mean.low is None
    assert 0 <= mean.value < 360


def test_directions_that_cancel_each_other_out_have_no_mean():
    [mean] = hourly([0.0, 180.0] * 30, observed="wind_direction")

    assert (mean.value, mean.n, mean.complete) == (None, 60, False)


# --- rolling means ---------------------------------------------------------------------


def test_a_rolling_mean_holds_what_ended_in_the_span():
    given = accepted([100.0] * 60 + [200.0] * 60)
    end = START + 90 * 60

    mean = rolling_mean(given, end, 3600, 60, "neg_ion")

    assert (mean.step, mean.start, mean.value) == ("hour", end - 3600, 150.0)
    assert (mean.n, mean.expected, mean.complete) == (60, 60, True)


def test_a_rolling_mean_does_not_look_ahead():
    given = accepted([100.0] * 20)

    mean = rolling_mean(given, START + 600, 600, 60, "neg_ion")

    assert (mean.step, mean.n, mean.expected) == ("10min", 10, 10)


def test_a_rolling_mean_between_two_reports_still_counts_both():
    given = accepted([100.0] * 4, period_s=300)

    mean = rolling_mean(given, START + 720, 600, 300, "neg_ion")

    assert (mean.n, mean.expected, mean.complete) == (2, 2, True)


def test_the_latest_hourly_value_is_the_mean_of_the_last_hour():
    given = accepted([100.0, 300.0], period_s=3600)

    mean = rolling_mean(given, START + 2 * HOUR_S + 720, 3600, 3600, "neg_ion")

    assert (mean.value, mean.n, mean.expected, mean.complete) == (300.0, 1, 1, True)


def test_a_rolling_mean_of_nothing_says_of_how_many():
    mean = rolling_mean([], START, 3600, 300, "neg_ion")

    assert mean == Mean("hour", START - 3600, None, 0, 12, False)


# --- days, months, years ---------------------------------------------------------------


@pytest.mark.parametrize(("count", "complete"), [(20, True), (19, False)])
def test_a_day_is_complete_with_twenty_hours(count, complete):
    [mean] = day_means(hours_of_day(DAY, count=count))

    assert (mean.start, mean.n, mean.expected, mean.complete) == (DAY, count, 24, complete)


def test_hours_that_are_not_complete_enter_no_day():
    hours = [
        *hours_of_day(DAY, 1000.0, count=20),
        hour_mean(DAY + 20 * HOUR_S, 9.0, complete=False),
    ]

    [mean] = day_means(hours)

    assert (mean.value, mean.n) == (1000.0, 20)
    assert (mean.low, mean.low_time) == (9.0, DAY + 20 * HOUR_S + 60)


def test_days_are_cut_in_beijing():
    hours = [hour_mean(DAY - HOUR_S, 1.0), hour_mean(DAY, 2.0)]

    assert [(mean.start, mean.value) for mean in day_means(hours)] == [
        (DAY - DAY_S, 1.0),
        (DAY, 2.0),
    ]


def test_the_rain_of_a_day_is_added_up():
    [mean] = day_means(hours_of_day(DAY, 0.5), observed="rain")

    assert mean.value == pytest.approx(12.0)


def test_day_and_night_are_apart():
    halves = daylight_means([*hours_of_day(DAY, 1000.0), *hours_of_day(DAY + DAY_S, 2000.0)])

    assert [(mean.step, (mean.start - DAY) // HOUR_S, mean.n) for mean in halves] == [
        ("night", -4, 8),
        ("daylight", 8, 12),
        ("night", 20, 12),
        ("daylight", 32, 12),
        ("night", 44, 4),
    ]
    assert [mean.complete for mean in halves] == [False, True, True, True, False]
    assert halves[2].value == pytest.approx((4 * 1000 + 8 * 2000) / 12)


def test_half_a_day_is_complete_with_ten_hours():
    hours = [hour_mean(DAY + HOUR_S * hour) for hour in range(8, 18)]

    assert [(mean.n, mean.expected, mean.complete) for mean in daylight_means(hours)] == [
        (10, 12, True)
    ]
    assert not daylight_means(hours[:9])[0].complete


@pytest.mark.parametrize(("count", "complete"), [(21, True), (20, False)])
def test_a_month_is_complete_with_twenty_one_days(count, complete):
    days = [day_mean(DAY + DAY_S * i) for i in range(count)]

    [mean] = month_means(days)

    assert (mean.start, mean.n, mean.expected, mean.complete) == (DAY, count, 30, complete)


def test_days_that_are_not_complete_enter_no_month():
    days = [day_mean(DAY + DAY_S * i) for i in range(21)]
    days.append(day_mean(DAY + DAY_S * 25, 9.0, complete=False))

    [mean] = month_means(days)

    assert (mean.value, mean.n) == (1000.0, 21)


def test_a_year_is_the_mean_of_its_months():
    months = [month_mean(2026, number, value) for number, value in enumerate(MONTHLY, start=1)]

    year = annual_mean(2026, months)

    assert half_up(year.value, 2) == 1137.5
    assert (year.months, year.missing, year.monthly) == (12, (), tuple(MONTHLY))


def test_a_year_with_a_missing_month_has_no_mean_and_names_it():
    months = [month_mean(2026, number, value) for number, value in enumerate(MONTHLY, start=1)]
    months[2] = months[2]._replace(complete=False)
    del months[6]

    year = annual_mean(2026, months)

    assert (year.value, year.months, year.missing) == (None, 10, (3, 7))
    assert (year.monthly[2], year.monthly[3]) == (None, 820)


def test_months_of_other_years_do_not_count():
    year = annual_mean(2026, [month_mean(2025, 12, 5.0), month_mean(2027, 1, 5.0)])

    assert year.missing == tuple(range(1, 13))


# --- rounding --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "digits", "expected"),
    [(0.5, 0, 1), (2.5, 0, 3), (2.675, 2, 2.68), (1137.45, 1, 1137.5), (-2.5, 0, -3), (1e-9, 1, 0)],
)
def test_a_five_is_rounded_up(value, digits, expected):
    assert half_up(value, digits) == expected
