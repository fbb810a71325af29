"""Draw an elevation profile: a silhouette of the way, in the manner of the map."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence

from oxymap.maps import palette, svg
from oxymap.maps.profile_names import BOTTOM, LEFT, RIGHT, TOP, Plot, axis_text, draw_marks
from oxymap.maps.words import map_words

#: Wider profiles are laid out at this width and scaled up, pixels.
DESIGN_WIDTH = 400
#: The plot is at least this high in metres, so that a flat way looks flat.
LEAST_RELIEF_M = 60.0


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
        + draw_marks(marks, points, plot)
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
        texts.append(axis_text(f"{ele:g}", LEFT - 5, y + 3.5, "end"))
    for kilometre in steps(0, plot.length_m / 1000, 6):
        x = plot.place(kilometre * 1000, 0)[0]
        lines.append(f"M{svg.number(x)} {bottom}v4")
        texts.append(axis_text(f"{round(kilometre, 1):g}", x, bottom + 15, "middle"))
    texts.append(axis_text(words["axis_height"], LEFT - 5, TOP - 14, "end"))
    texts.append(axis_text(words["axis_distance"], plot.width - 2, bottom + 15, "end"))
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


def _cursor(plot: Plot) -> str:
    line = svg.tag(
        "path", d=f"M0 {TOP - 6}V{plot.height - BOTTOM}", stroke=palette.INK, stroke_width="1"
    )
    dot = svg.tag("circle", r="5", fill=palette.LINE, stroke="#fff", stroke_width="2")
    return svg.tag("g", line + dot, class_="profile-cursor", visibility="hidden")
