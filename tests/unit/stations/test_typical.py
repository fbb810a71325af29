"""Typical values by month and hour, and the best hours of a month."""

from __future__ import annotations

from oxymap.stations.models import DAY_S, HOUR_S, TypicalCell
from oxymap.stations.steps import month_start
from oxymap.stations.typical import best_hours, typical_table
from tests.unit.stations.series import hour_mean

JUNE = month_start(2026, 6)


def cells_of(*values, month=6, n=20):
    """Return cells of hours 0, 1, 2 … of a month."""
    return [TypicalCell(month, hour, value, n) for hour, value in enumerate(values)]


def test_there_is_a_cell_for_every_month_and_hour():
    cells = typical_table([])

    assert [(cell.month, cell.hour) for cell in cells] == [
        (month, hour) for month in range(1, 13) for hour in range(24)
    ]
    assert {(cell.value, cell.n) for cell in cells} == {(None, 0)}


def test_a_cell_is_the_median_of_its_hours_in_beijing():
    hours = [
        hour_mean(JUNE + DAY_S * day + 9 * HOUR_S, value)
        for day, value in enumerate([1000.0, 9000.0, 1400.0])
    ]

    known = [cell for cell in typical_table(hours) if cell.n]

    assert known == [TypicalCell(6, 9, 1400.0, 3)]


def test_two_middle_values_are_averaged():
    hours = [hour_mean(JUNE + DAY_S * day, value) for day, value in enumerate([1.0, 4.0])]

    assert typical_table(hours)[5 * 24].value == 2.5


def test_incomplete_hours_are_passed_over():
    hours = [hour_mean(JUNE, complete=False), hour_mean(JUNE, None)]

    assert all(cell.n == 0 for cell in typical_table(hours))


def test_the_same_month_of_several_years_is_one():
    hours = [hour_mean(JUNE, 1000.0), hour_mean(month_start(2025, 6), 2000.0)]

    assert typical_table(hours)[5 * 24] == TypicalCell(6, 0, 1500.0, 2)


def test_the_best_hours_are_three_best_first():
    assert best_hours(cells_of(5.0, 9.0, 7.0, 8.0), 6) == [1, 3, 2]


def test_hours_with_too_few_days_are_not_among_the_best():
    cells = [*cells_of(5.0, 6.0), TypicalCell(6, 9, 100.0, 9)]

    assert best_hours(cells, 6) == [1, 0]
    assert best_hours(cells, 6, least_days=9) == [9, 1, 0]


def test_other_months_do_not_count():
    assert best_hours(cells_of(5.0, month=7), 6) == []


def test_of_equally_good_hours_the_earlier_comes_first():
    assert best_hours(cells_of(5.0, 5.0, None, 5.0, 5.0), 6) == [0, 1, 3]
