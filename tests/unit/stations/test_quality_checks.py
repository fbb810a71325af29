"""Stuck, low variance, spike and step: what they object to, and what they leave alone."""

from __future__ import annotations

import pytest

from oxymap.stations.models import HOUR_S
from oxymap.stations.rules import Rules
from tests.unit.stations.series import START, base, flagged, judged, observations


def reasons(values, *around, period_s=60, spacing_s=None, **known):
    given = observations(values, period_s=period_s, spacing_s=spacing_s)
    known.setdefault("interval_s", spacing_s or period_s)
    return flagged(judged(given, *around, **known))


# --- stuck -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("period_s", "count", "is_stuck"),
    [
        (60, 29, False),
        (60, 30, True),
        (300, 5, False),
        (300, 6, True),
        (600, 5, False),
        (600, 6, True),
        (3600, 5, False),
        (3600, 6, True),
        (7200, 12, False),
    ],
)
def test_a_run_is_stuck_from_half_an_hour_and_six_values_on(period_s, count, is_stuck):
    values = [1500.0, 1600.0, *[1234.0] * count, 1600.0]

    expected = dict.fromkeys(range(2, 2 + count), ("stuck",)) if is_stuck else {}
    assert reasons(values, period_s=period_s) == expected


def test_a_run_of_instants_is_measured_by_the_reporting_interval():
    values = [1500.0, *[1234.0] * 6]

    found = reasons(values, period_s=0, spacing_s=300)

    assert list(found) == list(range(1, 7))


def test_minutes_that_come_in_hourly_batches_are_not_stuck_after_six():
    assert reasons([1234.0] * 20, interval_s=3600) == {}


def test_one_lost_minute_does_not_end_a_run():
    values = base(10) + [1234.0] * 15 + [None] + [1234.0] * 15

    found = reasons(values)

    assert found[25] == ("missing",)
    assert {i for i, why in found.items() if why == ("stuck",)} == {*range(10, 25), *range(26, 41)}


def test_three_lost_minutes_end_a_run():
    values = base(10) + [1234.0] * 15 + [None] * 3 + [1234.0] * 15

    assert set(reasons(values)) == {25, 26, 27}


def test_a_stuck_value_out_of_the_climatic_range_is_an_error():
    found = reasons([26_000.0] * 30)

    assert found[0] == ("climatic", "stuck")


def test_what_was_sent_during_calibration_is_not_stuck():
    given = [item._replace(device_flag="C") for item in observations([0.0] * 40)]

    assert set(flagged(judged(given)).values()) == {("device_calibration",)}


# --- low variance ----------------------------------------------------------------------


def nearly_still(count):
    return [2000.0 + (i % 3) for i in range(count)]


def test_three_hours_without_variation_are_suspect():
    found = reasons(nearly_still(180))

    assert found == dict.fromkeys(range(180), ("low_variance",))


def test_less_than_nine_tenths_of_three_hours_are_not_judged():
    assert reasons(nearly_still(161)) == {}
    assert len(reasons(nearly_still(162))) == 162


def test_only_the_still_part_is_suspect():
    lively = [2500.0 + i % 2 * 500 for i in range(120)]

    found = reasons([*lively, *nearly_still(240), *lively])

    assert set(found) == set(range(120, 360))


def test_the_variation_of_five_minute_values_is_judged_too():
    assert len(reasons(nearly_still(36), period_s=300)) == 36


def test_the_variation_of_half_hours_is_not_judged():
    assert reasons(nearly_still(24), period_s=1800) == {}


def test_what_failed_before_does_not_lend_variation():
    values = nearly_still(180)
    values[90] = 30_000.0

    found = reasons(values)

    assert found[90] == ("climatic",)
    assert found[0] == ("low_variance",)


# --- spike -----------------------------------------------------------------------------


@pytest.mark.parametrize("at", [0, 5, 30, 58, 59])
def test_a_spike_is_found_wherever_it_stands(at):
    values = base()
    values[at] = 9000.0

    assert reasons(values) == {at: ("spike",)}


def test_the_newest_value_needs_five_before_it():
    assert reasons([*base(5), 9000.0]) == {5: ("spike",)}
    assert reasons([*base(4), 9000.0]) == {}


def test_a_rise_that_lasts_is_no_spike():
    values = [*base(30), *[value + 4000.0 for value in base(30)]]

    assert reasons(values) == {}


def test_two_spikes_side_by_side_are_both_found():
    values = base()
    values[30] = values[31] = 9000.0

    assert set(reasons(values)) == {30, 31}


def test_failed_values_are_not_in_the_median():
    values = [*base(30), *[25_000.0] * 5, 9000.0, *[25_000.0] * 5, *base(30)]

    found = reasons(values)

    assert 35 not in found  # There are no neighbours to compare it with.
    assert set(found) == {*range(30, 35), *range(36, 41)}


@pytest.mark.parametrize(("value", "expected"), [(5000.0, {}), (5001.0, {30: ("spike",)})])
def test_a_spike_is_further_off_than_one_and_a_half_times_the_median(value, expected):
    values = [2000.0] * 25 + [1999.0, 2001.0, 2000.0, 2000.0, 2000.0] + [2000.0] * 25
    values[30] = value

    assert reasons(values) == expected


def test_among_low_values_a_spike_is_more_than_three_hundred_off():
    values = [50.0, 51.0, 52.0] * 20
    values[30] = 345.0
    assert reasons(values) == {}

    values[30] = 400.0
    assert reasons(values) == {30: ("spike",)}


def test_a_spike_among_wild_values_has_to_be_wilder():
    wild = [500.0, 2300.0, 1100.0, 2900.0, 1700.0, 3500.0] * 10
    wild[30] = 6500.0

    assert reasons(wild) == {}


def test_hourly_values_have_no_spikes():
    values = [2000.0, 2100.0] * 10
    values[10] = 7000.0

    assert reasons(values, period_s=3600) == {}


def test_a_station_may_have_a_narrower_limit():
    values = base()
    values[30] = 4000.0
    rules = Rules().for_station({"spike_share": 0.5}, waterfall=False)

    assert reasons(values) == {}
    assert reasons(values, rules=rules) == {30: ("spike",)}


# --- step ------------------------------------------------------------------------------


def two_hours(second_level):
    return [*base(60), *[second_level + value / 100 for value in base(60)]]


def test_an_hour_that_is_many_times_the_one_before_is_suspect():
    found = reasons(two_hours(8000.0))

    assert {i for i, why in found.items() if "step" in why} == set(range(60, 120))


def test_an_hour_that_falls_to_a_fraction_is_suspect():
    assert set(reasons(two_hours(400.0))) == set(range(60, 120))


def test_less_than_four_times_is_no_step():
    assert reasons(two_hours(7900.0)) == {}


def test_the_hour_after_a_step_is_compared_with_the_new_level():
    values = [*two_hours(400.0), *[400 + value / 100 for value in base(60)]]

    assert set(reasons(values)) == set(range(60, 120))


@pytest.mark.parametrize("minute", [3, 100])
def test_rain_in_either_hour_explains_a_step(minute):
    rain = observations([float(i == minute) for i in range(120)], observed="rain")

    assert reasons(two_hours(400.0), rain) == {}


def test_rain_that_was_measured_wrongly_explains_nothing():
    rain = observations([5000.0 * (i == 3) for i in range(120)], observed="rain")

    assert set(reasons(two_hours(400.0), rain)) == set(range(60, 120))


def test_an_hour_with_less_than_half_its_values_is_not_compared():
    assert reasons(two_hours(400.0)[:89]) == {}
    assert set(reasons(two_hours(400.0)[:90])) == set(range(60, 90))


def test_hours_with_a_gap_between_them_are_not_compared():
    values = [*base(60), *[None] * 60, *[450.0 + i % 7 for i in range(60)]]

    assert set(reasons(values)) == set(range(60, 120))


def test_hourly_values_are_compared_too():
    assert reasons([2000.0, 2100.0, 400.0, 410.0], period_s=3600) == {2: ("step",)}


def test_an_hour_after_one_of_zeros_is_a_step():
    given = observations([0.0, 300.0], period_s=HOUR_S, start=START)

    assert flagged(judged(given, interval_s=HOUR_S)) == {1: ("step",)}
