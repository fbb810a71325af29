"""What is usual: medians of hourly means by month and hour of the day in Beijing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from statistics import median

from oxymap.stations.models import Mean, TypicalCell
from oxymap.stations.steps import beijing_hour, beijing_month

_BEST_COUNT = 3


def typical_table(hours: Iterable[Mean]) -> tuple[TypicalCell, ...]:
    """Return 288 cells, by month and hour of the day; a cell's `n` counts the days behind it.

    Parameters
    ----------
    hours : hourly means; those that are not complete are passed over.
    """
    values: dict[tuple[int, int], list[float]] = {}
    for mean in hours:
        if mean.complete and mean.value is not None:
            key = (beijing_month(mean.start)[1], beijing_hour(mean.start))
            values.setdefault(key, []).append(mean.value)
    return tuple(
        _cell(month, hour, values.get((month, hour), ()))
        for month in range(1, 13)
        for hour in range(24)
    )


def best_hours(cells: Iterable[TypicalCell], month: int, least_days: int = 10) -> list[int]:
    """Return the three hours of the day with the highest typical values in a month, best first.

    Hours with fewer than `least_days` days behind them do not count; there may be fewer than
    three, or none.
    """
    known = [
        (-cell.value, cell.hour)
        for cell in cells
        if cell.month == month and cell.n >= least_days and cell.value is not None
    ]
    return [hour for _, hour in sorted(known)[:_BEST_COUNT]]


def _cell(month: int, hour: int, values: Sequence[float]) -> TypicalCell:
    return TypicalCell(month, hour, median(values) if values else None, len(values))
