"""Draw an elevation profile: a silhouette of the way, in the manner of the map."""

from __future__ import annotations

import itertools
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from oxymap.maps import palette, svg
from oxymap.maps.labels import Box, overlap, text_width
from oxymap.maps.projection import Xy
from oxymap.maps.words import map_words

#: Wider profiles are laid out at this width and scaled up, pixels.
DESIGN_WIDTH = 400
LEFT, RIGHT, TOP, BOTTOM = 38, 14, 30, 22
#: Font size of names, and how many rows above its point a name may climb.
NAME_SIZE, ROWS = 10.5, 7
#: The plot is at least this high in metres, so that a flat way looks flat.
LEAST_RELIEF_M = 60.0


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


def draw_profile(
    points: Sequence[tuple[float, float]],
    marks: Sequence[tuple[float, float, str]],
    size: tuple[int, int],
    label: str,
    lang: str,
) -> str:
    """Return the profile as one ``<svg>`` element for use inside a page.

    Parameters
    ----------
    points : (distance from the start in m, height above sea level in m), in order.
    marks : named points: (distance in m, height in m, name).
    size : width and height of the picture, CSS pixels.
    label : what the picture shows.
    lang : ``zh`` or ``en``.

    Returns
    -------
    SVG whose ``data-plot`` tells a script the frame: left, top, right, bottom in the
    view box, length in m, lowest and highest m.  Empty when there are fewer than 2 points.
    """
    if len(points) < 2:
        return ""
    plot = _plot(points, size)
    prefix = f"p{zlib.crc32(label.encode()) % 46656:x}-"
    words = map_words(lang)
    content = (
        svg.tag("defs", _gradient(prefix))
        + _grid(plot, words)
        + _silhouette(points, plot, prefix)
        + _marks(marks, points, plot)
        + _cursor(plot)
    )
    return svg.tag(
        "svg",
        content,
        xmlns="http://www.w3.org/2000/svg",
        class_="profile-picture",
        viewBox=f"0 0 {plot.width} {plot.height}",
        width=size[0],
        height=size[1],
        role="img",
        aria_label=label,
        font_family="system-ui, sans-serif",
        data_plot=" ".join(map(svg.number, _frame(plot))),
        data_readout=words["readout"],
        data_hint=words["profile_hint"],
    )


def steps(low: float, high: float, most: int) -> list[float]:
    """Return round values (1, 2 or 5 times a power of ten apart) from `low` to `high`."""
    step = next(size for size in _sizes() if (high - low) / size <= most)
    first = -(-low // step)
    count = int((high - first * step) / step + 1e-9) + 1
    return [(first + index) * step for index in range(count)]


def _sizes() -> Iterator[float]:
    power = 0.1
    while True:
        yield from (power, power * 2, power * 5)
        power *= 10


def _plot(points: Sequence[tuple[float, float]], size: tuple[int, int]) -> Plot:
    width = min(size[0], DESIGN_WIDTH)
    height = round(size[1] * width / size[0])
    low, high = min(ele for _, ele in points), max(ele for _, ele in points)
    relief = max(LEAST_RELIEF_M, high - low)
    return Plot(
        width=width,
        height=height,
        length_m=max(points[-1][0], 1.0),
        low_m=low - relief * 0.12,
        high_m=low + relief,
    )


def _frame(plot: Plot) -> tuple[float, ...]:
    edges = (LEFT, TOP, plot.width - RIGHT, plot.height - BOTTOM)
    return (*edges, plot.length_m, plot.low_m, plot.high_m)


def _gradient(prefix: str) -> str:
    stops = svg.tag(
        "stop", offset="0", class_="profile-top", stop_color=palette.HILL_TOP
    ) + svg.tag("stop", offset="1", class_="profile-foot", stop_color=palette.HILL_FOOT)
    return svg.tag("linearGradient", stops, id=f"{prefix}hill", x1="0", y1="0", x2="0", y2="1")


def _grid(plot: Plot, words: dict[str, str]) -> str:
    bottom, right = plot.height - BOTTOM, plot.width - RIGHT
    lines, texts = [], []
    for ele in steps(plot.low_m, plot.high_m, 4):
        y = plot.place(0, ele)[1]
        lines.append(f"M{LEFT} {svg.number(y)}H{right}")
        texts.append(_text(f"{ele:g}", LEFT - 5, y + 3.5, "end"))
    for kilometre in steps(0, plot.length_m / 1000, 6):
        x = plot.place(kilometre * 1000, 0)[0]
        lines.append(f"M{svg.number(x)} {bottom}v4")
        texts.append(_text(f"{round(kilometre, 1):g}", x, bottom + 15, "middle"))
    texts.append(_text(words["axis_height"], LEFT - 5, TOP - 14, "end"))
    texts.append(_text(words["axis_distance"], plot.width - 2, bottom + 15, "end"))
    grid = svg.tag(
        "path", d=svg.join(lines), class_="profile-grid", fill="none", stroke=palette.BORDER,
        stroke_width=".6", stroke_opacity=".6",
    )  # fmt: skip
    names = svg.tag("g", svg.join(texts), class_="profile-axis", font_size="10", fill="#53625b")
    return grid + names


def _silhouette(points: Sequence[tuple[float, float]], plot: Plot, prefix: str) -> str:
    line = [plot.place(distance, ele) for distance, ele in points]
    bottom = plot.height - BOTTOM
    area = svg.path([(line[0][0], bottom), *line, (line[-1][0], bottom)], closed=True)
    return svg.tag(
        "path", d=area, class_="profile-area", fill=f"url(#{prefix}hill)"
    ) + svg.tag(
        "path", d=svg.path(line), class_="profile-line", fill="none", stroke=palette.LINE,
        stroke_width="2", stroke_linejoin="round",
    )  # fmt: skip


def _marks(
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
        return _leader(leader) + _text(text, middle, base, "middle")
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


def _cursor(plot: Plot) -> str:
    line = svg.tag(
        "path", d=f"M0 {TOP - 6}V{plot.height - BOTTOM}", stroke=palette.INK, stroke_width="1"
    )
    dot = svg.tag("circle", r="5", fill=palette.LINE, stroke="#fff", stroke_width="2")
    return svg.tag("g", line + dot, class_="profile-cursor", visibility="hidden")


def _text(value: str, x: float, y: float, anchor: str) -> str:
    return svg.tag(
        "text",
        svg.text(value),
        x=svg.number(x),
        y=svg.number(y),
        text_anchor=None if anchor == "start" else anchor,
    )
