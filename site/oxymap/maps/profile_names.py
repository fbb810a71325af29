"""The frame of an elevation profile, and the names that stand in the sky over the way."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from oxymap.maps import palette, svg
from oxymap.maps.labels import Box, overlap, text_width
from oxymap.maps.projection import Xy

LEFT, RIGHT, TOP, BOTTOM = 38, 14, 30, 22
#: Font size of names, and how many rows above its point a name may climb.
NAME_SIZE, ROWS = 10.5, 7


@dataclass(frozen=True)
class Plot:
    """The plot's frame in pixels, and what its edges mean in metres."""

    width: int
    height: int
    length_m: float
    low_m: float
    high_m: float

    def place(self, distance_m: float, ele_m: float) -> Xy:
        """Return the x, y of a point of the way."""
        across = self.width - LEFT - RIGHT
        down = self.height - TOP - BOTTOM
        share = (ele_m - self.low_m) / (self.high_m - self.low_m)
        return LEFT + distance_m / self.length_m * across, TOP + (1 - share) * down


def draw_marks(
    marks: Sequence[tuple[float, float, str]], points: Sequence[tuple[float, float]], plot: Plot
) -> str:
    """Return dots on the way and, where there is room in the sky, names on leaders."""
    places = [plot.place(distance, ele) for distance, ele, _ in marks]
    taken = [*_line_boxes(points, plot), *((x - 3, y - 3, x + 3, y + 3) for x, y in places)]
    drawn = []
    for number in sorted(range(len(marks)), key=lambda item: _worth(item, len(marks))):
        name = _name(marks[number][2], places[number], plot, taken)
        drawn.append(_dot(places[number]) + name)
    looks = {**palette.text_looks("town"), "class_": "map-label profile-marks"}
    return svg.tag("g", svg.join(drawn), **looks) if drawn else ""


def _worth(number: int, count: int) -> tuple[int, int]:
    """Return the order of naming: both ends first, then every other one."""
    return (0, number) if number in {0, count - 1} else (1 + number % 2, number)


def _name(text: str, place: Xy, plot: Plot, taken: list[Box]) -> str:
    """Return a name and its leader, and take their room; nothing when there is none."""
    x, y = place
    width = text_width(text, NAME_SIZE)
    middle = min(max(x, LEFT + width / 2 - 4), plot.width - width / 2 - 2)
    for row in range(ROWS):
        base = y - 9 - row * 13
        box = (middle - width / 2 - 2, base - NAME_SIZE, middle + width / 2 + 2, base + 3)
        leader = (x - 1.5, base + 4, x + 1.5, y - 4)
        if box[1] < 1 or any(overlap(box, other) for other in taken):
            continue
        if leader[3] > leader[1] and any(overlap(leader, other) for other in taken):
            continue
        taken += [box, leader]
        return _leader(leader) + axis_text(text, middle, base, "middle")
    return ""


def _line_boxes(points: Sequence[tuple[float, float]], plot: Plot) -> Iterator[Box]:
    """Yield small boxes along the line of the way, which names must keep clear of."""
    line = [plot.place(distance, ele) for distance, ele in points]
    for (x0, y0), (x1, y1) in itertools.pairwise(line):
        yield (x0, min(y0, y1) - 1, max(x1, x0 + 0.1), max(y0, y1) + 1)


def _leader(box: Box) -> str:
    if box[3] - box[1] < 4:
        return ""
    x = svg.number((box[0] + box[2]) / 2)
    return svg.tag(
        "path", d=f"M{x} {svg.number(box[1])}V{svg.number(box[3])}", class_="profile-leader",
        stroke=palette.BORDER, stroke_width=".8",
    )  # fmt: skip


def _dot(place: Xy) -> str:
    x, y = place
    return svg.tag("circle", cx=x, cy=y, r="2.6", class_="profile-dot", fill=palette.INK)


def axis_text(value: str, x: float, y: float, anchor: str) -> str:
    """Return a text at a place; `anchor` is SVG's text-anchor."""
    return svg.tag(
        "text",
        svg.text(value),
        x=svg.number(x),
        y=svg.number(y),
        text_anchor=None if anchor == "start" else anchor,
    )
