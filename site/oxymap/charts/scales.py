"""Axes: round values upwards, hours, days and months across, in Beijing time."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from oxymap.charts.markup import width_em
from oxymap.charts.models import Kind
from oxymap.clock import BEIJING

HOUR_S, DAY_S = 3600, 86_400
#: So many ticks at most beside the y axis.
MOST_TICKS = 6
#: Free space between two words at the x axis, in the size of the type.
_SPACE_EM = 0.7
#: How far a word at the x axis may stand out of the plot on the left and on the right.
_OVER_LEFT_EM, _OVER_RIGHT_EM = 2.6, 1.0
#: Steps to choose from, in hours, days or months.
_STEPS: dict[Kind, tuple[int, ...]] = {
    "day": (1, 2, 3, 4, 6, 12, 24),
    "week": (1, 2, 3, 7),
    "month": (1, 2, 5, 7, 10, 15, 30),
    "year": (1, 2, 3, 4, 6, 12),
}
#: Night in the chart of a day, hours in Beijing.
NIGHT_FROM, NIGHT_TO = 20, 8


@dataclass(frozen=True)
class Axis:
    """The y axis: its bounds and its round values."""

    low: float
    high: float
    ticks: tuple[float, ...]

    def share(self, value: float) -> float:
        """Return how far down a value is: 0 at the top of the plot, 1 at its foot."""
        return (self.high - value) / (self.high - self.low)


@dataclass(frozen=True)
class Span:
    """The x axis: bounds in seconds UTC."""

    start: int
    end: int

    def share(self, time: float) -> float:
        """Return how far right a time is: 0 at the left, 1 at the right."""
        return (time - self.start) / (self.end - self.start)


@dataclass(frozen=True)
class Tick:
    """A mark at the x axis: where its line is, and where its word is, as shares."""

    at: float
    text: str
    text_at: float


def value_axis(values: Sequence[float], *, from_zero: bool = True) -> Axis:
    """Return an axis that holds all values, with round bounds.

    Parameters
    ----------
    values : everything that must be inside; may be empty.
    from_zero : the axis holds 0 as well.
    """
    held = [*values, 0.0] if from_zero or not values else list(values)
    low, high = min(held), max(held)
    if low == high:
        # One value only: a little room on the side where nothing bounds it.
        room = max(abs(high) * 0.1, 1.0)
        low, high = (low, high + room) if from_zero else (low - room, high + room)
    step = _round_step((high - low) / (MOST_TICKS - 1))
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    ticks = tuple(_exact(index * step) for index in range(first, last + 1))
    return Axis(ticks[0], ticks[-1], ticks)


def time_ticks(
    span: Span, kind: Kind, width: float, name: Callable[[int, Kind], str]
) -> list[Tick]:
    """Return the closest ticks whose words do not touch.

    Parameters
    ----------
    width : of the plot, in the size of the type.
    name : (seconds UTC, kind) → the word at a tick.
    """
    for step in _STEPS[kind]:
        ticks = [tick for tick in _ticks(span, kind, step, name) if _inside(tick, width)]
        if not _touching(ticks, width):
            return ticks
    return ticks[:1]


def nights(span: Span) -> list[tuple[float, float]]:
    """Return the nights, 20 to 8 in Beijing, as pairs of shares of the x axis."""
    dusks = (
        _seconds(day) + NIGHT_FROM * HOUR_S
        for day in _days(_midnight(span.start) - timedelta(days=1), span.end)
    )
    pairs = ((dusk, dusk + (24 - NIGHT_FROM + NIGHT_TO) * HOUR_S) for dusk in dusks)
    return [
        (span.share(max(dusk, span.start)), span.share(min(dawn, span.end)))
        for dusk, dawn in pairs
        if dawn > span.start and dusk < span.end
    ]


def _round_step(least: float) -> float:
    power: float = 10.0 ** math.floor(math.log10(least))
    return next(power * size for size in (1, 2, 2.5, 5, 10) if power * size >= least * (1 - 1e-9))


def _exact(value: float) -> float:
    """Undo what floating point adds to a round value."""
    return float(f"{value:.12g}") + 0.0


def _ticks(span: Span, kind: Kind, step: int, name: Callable[[int, Kind], str]) -> Iterator[Tick]:
    for start, end in _units(span, kind, step):
        if start < span.start - 1 and kind in ("day", "month"):
            continue
        # Days of a week and months of a year are named in their middle.
        middle = (start + end) / 2 if kind in ("week", "year") else start
        if span.start <= middle <= span.end:
            yield Tick(span.share(start), name(start, kind), span.share(middle))


def _units(span: Span, kind: Kind, step: int) -> Iterator[tuple[int, int]]:
    """Yield every step-th hour, day or month that touches the span, as its bounds."""
    first = _midnight(span.start)
    if kind == "day":
        begin = _seconds(first)
        for time in range(begin, span.end + 1, step * HOUR_S):
            yield time, time + HOUR_S
    elif kind == "year":
        month = first.replace(day=1)
        while _seconds(month) <= span.end:
            after = (month + timedelta(days=31)).replace(day=1)
            if (month.month - 1) % step == 0:
                yield _seconds(month), _seconds(after)
            month = after
    else:
        if kind == "month" and _seconds(first) < span.start:
            first += timedelta(days=1)
        for index, day in enumerate(_days(first, span.end)):
            if index % step == 0:
                yield _seconds(day), _seconds(day) + DAY_S


def _days(first: datetime, end: int) -> Iterator[datetime]:
    day = first
    while _seconds(day) <= end:
        yield day
        day += timedelta(days=1)


def _midnight(time: int) -> datetime:
    here = datetime.fromtimestamp(time, BEIJING)
    return here.replace(hour=0, minute=0, second=0, microsecond=0)


def _seconds(moment: datetime) -> int:
    return int(moment.timestamp())


def _inside(tick: Tick, width: float) -> bool:
    half = width_em(tick.text) / 2
    middle = tick.text_at * width
    return middle - half >= -_OVER_LEFT_EM and middle + half <= width + _OVER_RIGHT_EM


def _touching(ticks: Sequence[Tick], width: float) -> bool:
    return any(
        (after.text_at - before.text_at) * width
        < (width_em(before.text) + width_em(after.text)) / 2 + _SPACE_EM
        for before, after in pairwise(ticks)
    )
