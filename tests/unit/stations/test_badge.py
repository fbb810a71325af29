"""The badge 万级 is earned by data."""

from __future__ import annotations

import pytest

from oxymap.stations.badge import ten_thousand
from oxymap.stations.models import DAY_S
from oxymap.stations.steps import month_start
from tests.unit.stations.series import hour_mean, hours_of_day

JULY, AUGUST = month_start(2026, 7), month_start(2026, 8)


def month(start, *, days=30, high_days=0, peak=10_000.0, hours=24):
    """Return the hours of a month in which the first days reach a peak once."""
    found = []
    for i in range(days):
        day = hours_of_day(start + DAY_S * i, 3000.0, count=hours)
        if i < high_days:
            day[9] = hour_mean(day[9].start, peak)
        found += day
    return found


def test_three_days_in_ten_earn_the_badge():
    badge = ten_thousand("demo-a", month(JULY, high_days=9), True)

    assert badge is not None
    assert (badge.station_id, badge.months, badge.demo) == ("demo-a", ("2026-07",), True)
    assert (badge.share, badge.valid_days) == (0.3, 30)


@pytest.mark.parametrize(
    "hours",
    [
        [],
        month(JULY, high_days=8),
        month(JULY, high_days=30, peak=9999.9),
        month(JULY, days=20, high_days=20),
        month(JULY, high_days=30, hours=19),
    ],
    ids=["nothing", "too few days", "too low", "too short a month", "too short days"],
)
def test_less_does_not_earn_it(hours):
    assert ten_thousand("a", hours, False) is None


def test_an_hour_that_is_not_complete_does_not_count():
    hours = month(JULY, high_days=8)
    hours[10 * 24] = hour_mean(hours[10 * 24].start, 50_000.0, complete=False)

    assert ten_thousand("a", hours, False) is None


def test_only_the_months_that_earn_it_are_named_and_counted():
    hours = month(JULY, days=31, high_days=2) + month(AUGUST, days=25, high_days=20)

    badge = ten_thousand("a", hours, False)

    assert badge is not None
    assert (badge.months, badge.share, badge.valid_days) == (("2026-08",), 0.8, 25)


def test_the_share_is_that_of_all_earned_months():
    hours = month(JULY, high_days=9) + month(AUGUST, high_days=21)

    badge = ten_thousand("a", hours, False)

    assert badge is not None
    assert (badge.months, badge.share, badge.valid_days) == (("2026-07", "2026-08"), 0.5, 60)


def test_a_day_that_is_not_valid_counts_neither_way():
    hours = month(JULY, days=21, high_days=7)
    broken = hours_of_day(JULY + DAY_S * 25, 20_000.0, count=5)

    badge = ten_thousand("a", hours + broken, False)

    assert badge is not None
    assert badge.valid_days == 21
