"""A curve in its parts: unbroken pieces, gaps, values that do not count."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from oxymap.charts.models import ChartPoint, Mark, Timeline

#: A pause longer than so many usual steps is a gap.
_PAUSE_STEPS = 1.75


@dataclass(frozen=True, slots=True)
class Stop:
    """One place of the cursor and one row of the table: a point, or a whole gap (None)."""

    start: int
    end: int
    point: ChartPoint | None = None

    @property
    def middle(self) -> float:
        """The moment at which it is drawn."""
        return (self.start + self.end) / 2


def stops_of(timeline: Timeline) -> tuple[Stop, ...]:
    """Return points and gaps in order; neighbouring gaps are one.

    What lies after ``timeline.now`` is no gap: it has not happened yet.
    """
    points = [p for p in timeline.points if p.end >= timeline.start and p.start <= timeline.end]
    reach = timeline.end if timeline.now is None else min(timeline.now, timeline.end)
    pause = _PAUSE_STEPS * _usual_step(points)
    found: list[Stop] = []
    before = timeline.start
    for point in points:
        if point.end - before > pause:
            _add_gap(found, before, point.start)
        if _is_empty(point):
            _add_gap(found, point.start, point.end)
        else:
            found.append(Stop(point.start, point.end, point))
        before = point.end
    if reach - before > pause:
        _add_gap(found, before, reach)
    return tuple(found)


def pieces_of(stops: Iterable[Stop]) -> tuple[tuple[Stop, ...], ...]:
    """Return the unbroken pieces of the curve; gaps and doubtful values break it."""
    pieces: list[list[Stop]] = [[]]
    for stop in stops:
        if stop.point is not None and stop.point.value is not None:
            pieces[-1].append(stop)
        elif pieces[-1]:
            pieces.append([])
    return tuple(tuple(piece) for piece in pieces if piece)


def values_of(stops: Iterable[Stop]) -> Iterator[tuple[Stop, float]]:
    """Yield every stop with its accepted value."""
    for stop in stops:
        if stop.point is not None and stop.point.value is not None:
            yield stop, stop.point.value


def gaps_of(stops: Iterable[Stop]) -> list[Stop]:
    """Return the gaps."""
    return [stop for stop in stops if stop.point is None]


def doubtful_of(stops: Iterable[Stop]) -> Iterator[tuple[Stop, float, Mark]]:
    """Yield every stop whose value does not count, with its number and mark."""
    for stop in stops:
        point = stop.point
        if point is not None and point.value is None and point.raw is not None:
            yield stop, point.raw, mark_of(point)


def mark_of(point: ChartPoint) -> Mark:
    """Return why a point has no value; where nobody says, its number is suspect."""
    if point.mark is not None:
        return point.mark
    return "missing" if point.raw is None else "suspect"


def _is_empty(point: ChartPoint) -> bool:
    return point.value is None and point.raw is None


def _usual_step(points: Sequence[ChartPoint]) -> float:
    """Return the usual distance of points in seconds; periods may be shorter than it."""
    if len(points) > 1:
        return float(median(after.end - before.end for before, after in pairwise(points)))
    return float(points[0].end - points[0].start) if points else 0.0


def _add_gap(found: list[Stop], start: int, end: int) -> None:
    if found and found[-1].point is None:
        start = found.pop().start
    if end > start:
        found.append(Stop(start, end))
