"""What has changed of an object's position or shape, in figures and as lines for the map."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from oxymap.geo.distances import distance_m
from oxymap.wording import N_, Say, say

#: (lon, lat[, ele_m]), WGS 84.
Position = tuple[float, ...]
Line = tuple[Position, ...]
Geometry = Mapping[str, object]
Change = Literal["none", "placed", "removed", "moved", "reshaped", "retyped", "heights"]
#: Points in the changed middle beyond which it is taken as changed as a whole.
_MANY = 4_000
#: Points of a line that are looked at to find the farthest; comparing each with each is quadratic.
_LOOKS = 400


@dataclass(frozen=True)
class GeometryDifference:
    """How a geometry differs.

    Parameters
    ----------
    length_before_m, length_after_m : along all lines; None when there is none.
    points_before, points_after : how many positions there are.
    moved_m : how far a point moved; of lines how far the farthest changed point lies from the
        other line's points.
    removed, added : the stretches of lines that went and came, with the point that they leave
        the common line from; (lon, lat[, ele_m]), WGS 84.
    sentences : the same in words.
    """

    change: Change
    points_before: int = 0
    points_after: int = 0
    length_before_m: float | None = None
    length_after_m: float | None = None
    moved_m: float = 0.0
    removed: tuple[Line, ...] = ()
    added: tuple[Line, ...] = ()
    sentences: tuple[Say, ...] = ()


def geometry_difference(before: Geometry | None, after: Geometry | None) -> GeometryDifference:
    """Compare two GeoJSON geometries of one object; None where there is no position."""
    old, new = lines_of(before), lines_of(after)
    figures = _Figures(
        sum(map(len, old)), sum(map(len, new)), _length(before, old), _length(after, new)
    )
    if old == new:
        return figures.difference("none")
    if not old or not new:
        return _one_sided(figures, old, new)
    kinds = {
        str((geometry or {}).get("type")).removeprefix("Multi") for geometry in (before, after)
    }
    if len(kinds) > 1:
        said = say(N_("It is another kind of shape now."))
        return figures.difference("retyped", removed=old, added=new, sentences=(said,))
    if kinds == {"Point"}:
        return _moved_point(figures, old[0][0], new[0][0])
    return _reshaped(figures, old, new)


@dataclass(frozen=True)
class _Figures:
    points_before: int
    points_after: int
    length_before_m: float | None
    length_after_m: float | None

    def difference(
        self,
        change: Change,
        *,
        moved_m: float = 0.0,
        removed: tuple[Line, ...] = (),
        added: tuple[Line, ...] = (),
        sentences: tuple[Say, ...] = (),
    ) -> GeometryDifference:
        return GeometryDifference(
            change,
            self.points_before,
            self.points_after,
            self.length_before_m,
            self.length_after_m,
            moved_m,
            removed,
            added,
            sentences,
        )


def _one_sided(
    figures: _Figures, old: tuple[Line, ...], new: tuple[Line, ...]
) -> GeometryDifference:
    if new:
        said = say(N_("It had no position, and now has one."))
        return figures.difference("placed", added=new, sentences=(said,))
    said = say(N_("It had a position, and now has none."))
    return figures.difference("removed", removed=old, sentences=(said,))


def _moved_point(figures: _Figures, old: Position, new: Position) -> GeometryDifference:
    moved = distance_m(_flat(old), _flat(new))
    if moved == 0:
        said = say(N_("Only the height has changed."))
        return figures.difference("heights", sentences=(said,))
    said = say(N_("The point has moved by %(distance)s m."), distance=_round(moved))
    return figures.difference(
        "moved", moved_m=moved, removed=((old,),), added=((new,),), sentences=(said,)
    )


def _reshaped(
    figures: _Figures, old: tuple[Line, ...], new: tuple[Line, ...]
) -> GeometryDifference:
    flat_old = tuple(_flat(position) for line in old for position in line)
    flat_new = tuple(_flat(position) for line in new for position in line)
    if flat_old == flat_new:
        said = (
            say(N_("Only heights have changed."))
            if len(old) == len(new)
            else say(N_("The same points are split into other pieces now."))
        )
        return figures.difference("heights", sentences=(said,))
    removed, added = _changed_parts(old, new)
    moved = max(_farthest(added, old), _farthest(removed, new))
    return figures.difference(
        "reshaped",
        moved_m=moved,
        removed=removed,
        added=added,
        sentences=tuple(_in_words(figures, moved)),
    )


def _in_words(figures: _Figures, moved: float) -> Iterator[Say]:
    if figures.length_before_m is not None and figures.length_after_m is not None:
        yield say(
            N_("Length before %(before)s km, after %(after)s km."),
            before=f"{figures.length_before_m / 1000:.2f}",
            after=f"{figures.length_after_m / 1000:.2f}",
        )
    yield say(
        N_("%(before)s points before, %(after)s after."),
        before=figures.points_before,
        after=figures.points_after,
    )
    yield say(N_("At most %(distance)s m from where it was."), distance=_round(moved))


def _changed_parts(
    old: tuple[Line, ...], new: tuple[Line, ...]
) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    """Return the stretches that went and came; lines are compared in their order."""
    removed: list[Line] = []
    added: list[Line] = []
    for number in range(max(len(old), len(new))):
        left = old[number] if number < len(old) else ()
        right = new[number] if number < len(new) else ()
        for i, j, k, m in _changed_spans(left, right):
            # One point more on either side, so that the stretch hangs together with the line.
            removed.append(left[max(0, i - 1) : j + 1])
            added.append(right[max(0, k - 1) : m + 1])
    return tuple(filter(None, removed)), tuple(filter(None, added))


def _changed_spans(old: Line, new: Line) -> Iterator[tuple[int, int, int, int]]:
    start = 0
    while start < min(len(old), len(new)) and old[start] == new[start]:
        start += 1
    end = 0
    while end < min(len(old), len(new)) - start and old[-1 - end] == new[-1 - end]:
        end += 1
    left, right = old[start : len(old) - end], new[start : len(new) - end]
    if not left and not right:
        return
    if len(left) + len(right) > _MANY:
        yield start, len(old) - end, start, len(new) - end
        return
    for tag, i, j, k, m in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if tag != "equal":
            yield start + i, start + j, start + k, start + m


def _farthest(changed: tuple[Line, ...], other: tuple[Line, ...]) -> float:
    """Return how far the farthest changed point lies from the nearest stretch of the others."""
    mine = _some([position for line in changed for position in line])
    theirs = [_thinned(line) for line in other]
    return max((min(_to_line(point, line) for line in theirs) for point in mine), default=0.0)


def _some(items: Sequence[Position]) -> list[Position]:
    step = max(1, math.ceil(len(items) / _LOOKS))
    return list(items[::step])


def _thinned(line: Line) -> list[Position]:
    kept = _some(line)
    return kept if kept[-1] == line[-1] else [*kept, line[-1]]


def _to_line(point: Position, line: Sequence[Position]) -> float:
    """Return metres from a point to a line, on a plane around the point."""
    east = math.cos(math.radians(point[1])) * 111_195
    flat = [((p[0] - point[0]) * east, (p[1] - point[1]) * 111_195) for p in line]
    if len(flat) == 1:
        return math.hypot(*flat[0])
    return min(_to_segment(a, b) for a, b in itertools.pairwise(flat))


def _to_segment(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Return the distance of the origin from the segment a-b."""
    along = (b[0] - a[0], b[1] - a[1])
    square = along[0] ** 2 + along[1] ** 2
    share = 0.0 if square == 0 else -(a[0] * along[0] + a[1] * along[1]) / square
    share = min(1.0, max(0.0, share))
    return math.hypot(a[0] + share * along[0], a[1] + share * along[1])


def lines_of(geometry: Geometry | None) -> tuple[Line, ...]:
    """Return the positions of a GeoJSON geometry as lines; a point is a line of one position."""
    if not geometry:
        return ()
    return tuple(filter(None, _lines(geometry.get("coordinates"))))


def _lines(coordinates: object) -> Iterator[Line]:
    if not isinstance(coordinates, list | tuple) or not coordinates:
        return
    first = coordinates[0]
    if isinstance(first, int | float):
        yield (tuple(map(float, coordinates)),)
    elif isinstance(first, list | tuple) and first and isinstance(first[0], int | float):
        yield tuple(tuple(map(float, position)) for position in coordinates)
    else:
        for part in coordinates:
            yield from _lines(part)


def _length(geometry: Geometry | None, lines: tuple[Line, ...]) -> float | None:
    if not geometry or "Line" not in str(geometry.get("type")):
        return None
    return sum(
        distance_m(_flat(a), _flat(b)) for line in lines for a, b in itertools.pairwise(line)
    )


def _flat(position: Position) -> tuple[float, float]:
    return position[0], position[1]


def _round(metres: float) -> str:
    return f"{metres:.0f}" if metres >= 10 else f"{metres:.1f}"
