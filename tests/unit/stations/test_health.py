"""What is said of a station's equipment, from what has been kept of it."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from oxymap.stations.health import (
    Health,
    Record,
    Row,
    clock_skew_s,
    flat_lines,
    health,
    healths,
    is_suspicious,
)
from oxymap.stations.models import DAY_S, HOUR_S, Flag

NOW = 1_795_248_000
INTERVAL_S = 300


def row(
    time: int,
    flag: Flag = Flag.CORRECT,
    reasons: tuple[str, ...] = (),
    delay_s: int = 5,
    period_s: int = INTERVAL_S,
) -> Row:
    return Row(time, period_s, flag, reasons, time + delay_s)


def every(interval_s: int, start: int, end: int) -> list[Row]:
    """Return good rows with periods that fill `start` to `end`."""
    return [
        row(time, period_s=interval_s) for time in range(start + interval_s, end + 1, interval_s)
    ]


def record(rows: Iterable[Row], **values: object) -> Record:
    return Record(
        **{"station_id": "lingshan", "interval_s": INTERVAL_S, "rows": list(rows), **values}
    )


def week(rows: Iterable[Row], until: int = NOW, **values: object) -> Health:
    return health(record(rows, **values), 7, until)


# --- uptime ----------------------------------------------------------------------------


def test_station_that_missed_nothing_was_up_all_the_time() -> None:
    rows = every(INTERVAL_S, NOW - 7 * DAY_S, NOW)

    assert week(rows).uptime == 1.0


def test_reading_that_is_being_measured_is_not_missed() -> None:
    rows = every(INTERVAL_S, NOW - DAY_S, NOW)

    assert week(rows, until=NOW + INTERVAL_S - 1).uptime == 1.0


def test_uptime_is_the_share_of_expected_readings_that_arrived() -> None:
    rows = every(INTERVAL_S, NOW - 4 * DAY_S, NOW - DAY_S)

    assert week(rows).uptime == pytest.approx(0.75)


def test_flagged_reading_has_arrived_and_missing_one_has_not() -> None:
    rows = every(INTERVAL_S, NOW - HOUR_S, NOW)
    rows[3] = row(rows[3].time, Flag.ERROR)
    rows[4] = row(rows[4].time, Flag.MISSING)

    assert week(rows).uptime == pytest.approx(11 / 12)


def test_young_station_counts_from_its_first_report() -> None:
    rows = every(INTERVAL_S, NOW - 2 * HOUR_S - 600, NOW)

    assert week(rows).uptime == 1.0


@pytest.mark.parametrize("known", [{"first_report": NOW - 30 * DAY_S}, {}])
def test_older_station_counts_from_the_beginning_of_the_span(known: dict[str, int]) -> None:
    before = [] if known else [row(NOW - 8 * DAY_S)]
    rows = [*before, *every(INTERVAL_S, NOW - DAY_S, NOW)]

    assert week(rows, **known).uptime == pytest.approx(1 / 7)


def test_hour_with_twice_the_readings_does_not_make_up_for_an_empty_one() -> None:
    rows = every(INTERVAL_S // 2, NOW - 2 * HOUR_S, NOW - HOUR_S)[1:]

    assert week(rows).uptime == pytest.approx(0.5)


def test_hour_of_another_interval_is_counted_as_its_mean_was() -> None:
    slow = every(1800, NOW - 2 * HOUR_S, NOW - HOUR_S)
    fast = every(INTERVAL_S, NOW - HOUR_S, NOW)

    found = week([*slow, *fast], expected_by_hour={NOW - 2 * HOUR_S: 2})

    assert found.uptime == 1.0


def test_station_that_reports_once_a_day_can_be_up_all_the_time() -> None:
    late_s = (0, 900, 0, 40, 2000, 0, 0)
    rows = [row(NOW - (6 - n) * DAY_S + late_s[n], period_s=0) for n in range(7)]

    assert week(rows, interval_s=DAY_S).uptime == 1.0


def test_nothing_is_said_of_a_station_that_never_reported() -> None:
    found = week([])

    assert found == Health("lingshan", 7, None, None, 0, None, None, None, None, None)


def test_station_that_was_silent_all_the_span_was_down() -> None:
    found = week([row(NOW - 9 * DAY_S)])

    assert (found.uptime, found.longest_gap_s) == (0.0, 7 * DAY_S)
    assert found.last_report == NOW - 9 * DAY_S


def test_rows_outside_the_span_are_left_out() -> None:
    old = [row(NOW - 10 * DAY_S, Flag.ERROR, ("stuck",))]
    future = [row(NOW + 60, Flag.ERROR, ("stuck",))]

    found = week([*old, *every(INTERVAL_S, NOW - DAY_S, NOW), *future])

    assert (found.flat_lines, found.flagged_share, found.last_report) == (0, 0.0, NOW)


# --- gaps, flat lines, flags -----------------------------------------------------------


def test_longest_gap_lies_between_two_reports() -> None:
    rows = every(INTERVAL_S, NOW - DAY_S, NOW - 6 * HOUR_S) + every(INTERVAL_S, NOW - HOUR_S, NOW)

    assert week(rows).longest_gap_s == 5 * HOUR_S + INTERVAL_S


def test_gap_that_lasts_is_counted_until_now() -> None:
    rows = every(INTERVAL_S, NOW - DAY_S, NOW - 3 * HOUR_S)

    assert week(rows).longest_gap_s == 3 * HOUR_S


def test_flat_lines_are_runs_not_readings() -> None:
    stuck = ("range", "stuck")
    marks = [(), stuck, stuck, (), ("spike",), stuck, ()]

    rows = [row(NOW + n * INTERVAL_S, reasons=reasons) for n, reasons in enumerate(marks)]

    assert flat_lines(rows) == 2


def test_flagged_share_is_of_the_values_that_arrived() -> None:
    flags = (Flag.CORRECT, Flag.SUSPECT, Flag.ERROR, Flag.UNCHECKED, Flag.MISSING)
    rows = [row(NOW - (9 - n) * INTERVAL_S, flag) for n, flag in enumerate(flags)]

    assert week(rows).flagged_share == pytest.approx(0.5)


@pytest.mark.parametrize("reason", ["device_maintenance", "device_calibration"])
def test_value_from_a_visit_to_the_instrument_is_no_fault(reason: str) -> None:
    rows = [row(NOW - INTERVAL_S), row(NOW, Flag.ERROR, (reason,))]

    found = week(rows)

    assert (found.uptime, found.flagged_share, found.last_error) == (1.0, 0.0, None)


def test_hours_between_minutes_do_not_cut_a_flat_line() -> None:
    minutes = [row(NOW + n * 60, reasons=("stuck",), period_s=60) for n in range(60)]
    hour = row(NOW + 30 * 60, period_s=HOUR_S)

    assert flat_lines([*minutes[:31], hour, *minutes[31:]]) == 1


# --- the clock -------------------------------------------------------------------------


def test_clock_that_is_behind_has_a_positive_skew() -> None:
    rows = [row(NOW + n * INTERVAL_S, delay_s=600 + n % 3) for n in range(9)]

    assert clock_skew_s(rows) == 601


def test_readings_that_come_afterwards_say_nothing_of_the_clock() -> None:
    live = [row(NOW + n * INTERVAL_S, delay_s=4) for n in range(5)]
    stored = [
        Row(NOW - n * INTERVAL_S, INTERVAL_S, Flag.CORRECT, (), NOW + 5000) for n in range(50)
    ]

    assert clock_skew_s([*live, *stored]) == 4


def test_of_a_batch_only_the_newest_reading_counts() -> None:
    batches = [
        Row(hour - n * 60, 60, Flag.CORRECT, (), hour + 3)
        for hour in range(NOW, NOW + 5 * HOUR_S, HOUR_S)
        for n in range(60)
    ]

    assert clock_skew_s(batches) == 3


def test_readings_that_are_caught_up_one_by_one_say_nothing_of_the_clock() -> None:
    stored = [Row(NOW + n * 60, 60, Flag.CORRECT, (), NOW + 3600 + n) for n in range(60)]
    live = [row(NOW + n * 60, delay_s=2, period_s=60) for n in range(61, 65)]

    assert clock_skew_s(stored) is None
    assert clock_skew_s([*stored, *live]) == 2


@pytest.mark.parametrize("count", [0, 1, 3])
def test_few_readings_say_nothing_of_the_clock(count: int) -> None:
    assert clock_skew_s([row(NOW + n * INTERVAL_S, delay_s=900) for n in range(count)]) is None


@pytest.mark.parametrize(
    ("skew_s", "suspicious"), [(None, False), (120, False), (121, True), (-121, True)]
)
def test_clock_is_suspicious_beyond_two_minutes(skew_s: int | None, suspicious: bool) -> None:
    assert is_suspicious(skew_s) is suspicious


# --- the last error --------------------------------------------------------------------


def test_rejection_is_the_last_error_when_it_is_newer() -> None:
    rows = [row(NOW - 600, Flag.ERROR, ("range",))]

    found = week(rows, last_error="future", last_error_at=NOW - 60)

    assert (found.last_error, found.last_error_at) == ("future", NOW - 60)


def test_wrong_value_is_the_last_error_when_it_is_newer() -> None:
    rows = [row(NOW - 600, Flag.ERROR, ("range", "stuck")), row(NOW - 300)]

    found = week(rows, last_error="future", last_error_at=NOW - 900)

    assert (found.last_error, found.last_error_at) == ("range", NOW - 600)


def test_every_station_is_reported_for_every_span() -> None:
    records = [record([], station_id="a"), record([], station_id="b")]

    found = [(item.station_id, item.days) for item in healths(records, NOW)]

    assert found == [("a", 7), ("a", 30), ("b", 7), ("b", 30)]
