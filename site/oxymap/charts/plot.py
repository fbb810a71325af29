"""One chart while it is drawn: its axes, its parts, and room for words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from oxymap.charts.models import ChartPoint, ChartWords, TargetLine, Timeline
from oxymap.charts.scales import Axis, Span, value_axis
from oxymap.charts.series import Stop, doubtful_of, gaps_of, pieces_of, stops_of, values_of

#: Extremes and levels stretch the axis at most to this multiple of the highest value: one
#: spike must not flatten a whole day.
_STRETCH = 1.4


@dataclass(frozen=True)
class Plot:
    """A timeline with its axes; what the parts of the drawing are made from."""

    timeline: Timeline
    words: ChartWords
    stops: tuple[Stop, ...]
    span: Span
    axis: Axis

    @cached_property
    def blank(self) -> bool:
        """Whether nothing at all is known, not even a value that does not count."""
        return all(stop.point is None for stop in self.stops)

    @cached_property
    def pieces(self) -> tuple[tuple[Stop, ...], ...]:
        """The unbroken pieces of the curve."""
        return pieces_of(self.stops)

    @cached_property
    def gaps(self) -> list[Stop]:
        """The gaps."""
        return gaps_of(self.stops)

    @cached_property
    def values(self) -> list[tuple[Stop, float]]:
        """Every stop that has an accepted value."""
        return list(values_of(self.stops))

    @cached_property
    def lines(self) -> list[TargetLine]:
        """The levels that lie in the picture, from the top down."""
        if self.blank:
            return []
        lines = [line for line in self.timeline.lines if self.axis.low < line.value]
        return sorted(
            (line for line in lines if line.value <= self.axis.high), key=lambda line: -line.value
        )

    @property
    def now(self) -> float | None:
        """Where the present moment is; None when it is at the edge or outside."""
        if self.timeline.now is None:
            return None
        share = self.span.share(self.timeline.now)
        return share if 0.005 < share < 0.995 else None

    def place(self, stop: Stop, value: float) -> tuple[float, float]:
        """Return where a value is, as shares from the left and from the top."""
        x, y = self.span.share(stop.middle), self.axis.share(value)
        return min(max(x, 0.0), 1.0), min(max(y, 0.0), 1.0)


def make_plot(timeline: Timeline, words: ChartWords) -> Plot:
    """Return a timeline with its axes."""
    stops = stops_of(timeline)
    points = [stop.point for stop in stops if stop.point is not None]
    held = _held_values(points, timeline) or [raw for _, raw, _ in doubtful_of(stops)]
    return Plot(
        timeline=timeline,
        words=words,
        stops=stops,
        span=Span(timeline.start, max(timeline.end, timeline.start + 1)),
        axis=value_axis(held, from_zero=timeline.from_zero),
    )


def _held_values(points: Iterable[ChartPoint], timeline: Timeline) -> list[float]:
    """Return what the y axis must hold: all values, extremes and levels within reason."""
    accepted = [point for point in points if point.value is not None]
    values = [point.value for point in accepted if point.value is not None]
    if not values:
        return []
    high, low = max(values), min(values)
    room = (_STRETCH - 1) * ((high if timeline.from_zero else high - low) or abs(high))
    extremes = [
        extreme for point in accepted for extreme in (point.low, point.high) if extreme is not None
    ]
    limits = [min(max(extreme, low - room), high + room) for extreme in extremes]
    levels = [line.value for line in timeline.lines if low - room <= line.value <= high + room]
    return [*values, *limits, *levels]


def envelope(plot: Plot, slices: int) -> list[tuple[float, float] | None]:
    """Return between which shares from the top the curve is, by equal slices of the width."""
    found: list[tuple[float, float] | None] = [None] * slices
    for piece in plot.pieces:
        places = [
            plot.place(stop, stop.point.value)
            for stop in piece
            if stop.point is not None and stop.point.value is not None
        ]
        for (x, y), (next_x, next_y) in zip(places, [*places[1:], places[-1]], strict=True):
            first, last = (min(int(share * slices), slices - 1) for share in (x, next_x))
            for index in range(first, last + 1):
                top, foot = found[index] or (1.0, 0.0)
                found[index] = min(top, y, next_y), max(foot, y, next_y)
    return found


# --- room for words --------------------------------------------------------------------

#: left, top, right, bottom, in the size of the type
Box = tuple[float, float, float, float]


@dataclass
class Room:
    """Which places of a drawing are taken; all lengths in the size of the type."""

    width: float
    height: float
    taken: list[Box] = field(default_factory=list)

    def take(self, box: Box) -> bool:
        """Take a place when it is free and inside."""
        if not self.holds(box) or any(_overlap(box, other) for other in self.taken):
            return False
        self.taken.append(box)
        return True

    def holds(self, box: Box) -> bool:
        """Return whether a place is inside the drawing."""
        left, top, right, bottom = box
        return left >= 0 and top >= 0 and right <= self.width and bottom <= self.height


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
