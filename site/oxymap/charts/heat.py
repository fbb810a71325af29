"""Typical values by month and hour: a table whose cells carry the number and a class."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterable, Sequence

from oxymap.charts.models import (
    ChartWords,
    HeatCell,
    HeatClass,
    HeatRow,
    HeatTable,
    Typical,
)

#: So many classes, each with about as many cells as the others.
CLASSES = 7
_EMPTY_CSS = "typical__cell--none"
#: From here on the short form counts thousands.
_THOUSAND = 1000.0


def heat_table(cells: Iterable[Typical], words: ChartWords) -> HeatTable:
    """Return typical values as a table, hours down and months across.

    Parameters
    ----------
    cells : ``TypicalCell`` or alike; months 1…12, hours 0…23, in any order.  Those that are
        missing are empty.
    words : ``oxymap.charts.words.chart_words``.

    Returns
    -------
    Always 24 rows of 12 cells.  Classes are quantiles of the cells that have a value; equal
    values are in one class.
    """
    known = {(cell.month, cell.hour): cell for cell in cells}
    values = {at: cell.value for at, cell in known.items() if cell.value is not None}
    bounds = _bounds(sorted(values.values()))
    in_thousands = bool(values) and max(values.values()) >= _THOUSAND

    def cell(month: int, hour: int) -> HeatCell:
        n = known[month, hour].n if (month, hour) in known else 0
        value = values.get((month, hour))
        if value is None:
            return HeatCell(words.none, words.none, _EMPTY_CSS, n)
        text = words.number(value)
        short = f"{math.floor(value / 100 + 0.5) / 10:.1f}" if in_thousands else text
        return HeatCell(text, short, _css(bounds, value), n)

    return HeatTable(
        columns=tuple(words.month(month) for month in range(1, 13)),
        rows=tuple(
            HeatRow(words.hour(hour), tuple(cell(month, hour) for month in range(1, 13)))
            for hour in range(24)
        ),
        classes=_legend(bounds, list(values.values()), words),
        summary=_summary(values, words),
        short_unit=words.thousands if in_thousands else "",
    )


def _bounds(values: Sequence[float]) -> list[float]:
    """Return the lowest values of the classes above the first, without repetition."""
    found: list[float] = []
    for index in range(1, CLASSES):
        bound = values[index * len(values) // CLASSES] if values else 0.0
        if values and bound > (found[-1] if found else values[0]):
            found.append(bound)
    return found


def _class(bounds: Sequence[float], index: int) -> int:
    """Return the class of the index-th span; few spans are spread over the whole ramp."""
    return round(index * (CLASSES - 1) / len(bounds)) if bounds else CLASSES // 2


def _css(bounds: Sequence[float], value: float) -> str:
    return f"typical__cell--{_class(bounds, bisect_right(bounds, value))}"


def _legend(
    bounds: Sequence[float], values: Sequence[float], words: ChartWords
) -> tuple[HeatClass, ...]:
    spans: list[list[float]] = [[] for _ in range(len(bounds) + 1)]
    for value in values:
        spans[bisect_right(bounds, value)].append(value)
    return tuple(
        HeatClass(f"typical__cell--{_class(bounds, index)}", _span(min(span), max(span), words))
        for index, span in enumerate(spans)
        if span
    )


def _span(low: float, high: float, words: ChartWords) -> str:
    first, last = words.number(low), words.number(high)
    return first if first == last else words.low_high.format(low=first, high=last)


def _summary(values: dict[tuple[int, int], float], words: ChartWords) -> str:
    if not values:
        return words.empty
    (high_month, high_hour), high = max(values.items(), key=lambda item: (item[1], item[0]))
    (low_month, low_hour), low = min(values.items(), key=lambda item: (item[1], item[0]))
    return words.typical.format(
        high=words.number(high),
        high_month=words.month(high_month),
        high_hour=words.hour(high_hour),
        low=words.number(low),
        low_month=words.month(low_month),
        low_hour=words.hour(low_hour),
    )
