"""The badge 万级负氧离子体验区: worked out from data, never typed in."""

from __future__ import annotations

from collections.abc import Sequence

from oxymap.stations.means import day_means, month_means
from oxymap.stations.models import Mean, TenThousand
from oxymap.stations.steps import beijing_month, step_start

#: An hourly mean counts from here on, per cm³.
_ENOUGH = 10_000.0
#: Percent of a month's valid days that need such an hour.
_LEAST_PERCENT = 30


def ten_thousand(station_id: str, hours: Sequence[Mean], demo: bool) -> TenThousand | None:
    """Return the evidence for the badge, or None when no month earns it.

    Parameters
    ----------
    hours : hourly means of ions of one station; of the incomplete ones nothing counts.
    demo : the values are made up, which every output has to say.

    Source
    ------
    Rule of this project [H], docs/quality.md: the plans' phrase has no standard.  A month counts
    with 21 valid days, and a day with 20 complete hours.
    """
    days = day_means(hours)
    valid_days = {day.start for day in days if day.complete}
    hits = {
        step_start("day", hour.start)
        for hour in hours
        if hour.complete and hour.value is not None and hour.value >= _ENOUGH
    } & valid_days
    earned: dict[str, tuple[int, int]] = {}
    for month in month_means(days):
        good = sum(step_start("month", day) == month.start for day in hits)
        if month.complete and good * 100 >= month.n * _LEAST_PERCENT:
            earned[_name(month.start)] = (good, month.n)
    if not earned:
        return None
    good_days = sum(good for good, _ in earned.values())
    all_days = sum(valid for _, valid in earned.values())
    return TenThousand(station_id, tuple(earned), good_days / all_days, all_days, demo)


def _name(month: int) -> str:
    year, number = beijing_month(month)
    return f"{year}-{number:02d}"
