"""Draw the elevation profile: a silhouette, an axis with units, and numbered points."""

from __future__ import annotations

from dataclasses import dataclass

from oxymap.leaflets import looks
from oxymap.leaflets.looks import Type
from oxymap.leaflets.models import ProfilePart
from oxymap.leaflets.sheet import Sheet
from oxymap.maps import palette, svg
from oxymap.maps.profile import LEAST_RELIEF_M, steps

LEFT, RIGHT, TOP, BOTTOM = 30.0, 18.0, 24.0, 16.0
AXIS = Type(6.8, looks.INK_FAINT)
PIN = 4.6


@dataclass(frozen=True)
class _Plot:
    x: float
    y: float
    width: float
    height: float
    length_m: float
    low_m: float
    high_m: float

    def place(self, distance_m: float, ele_m: float) -> tuple[float, float]:
        share = (ele_m - self.low_m) / (self.high_m - self.low_m)
        return self.x + distance_m / self.length_m * self.width, self.y + (1 - share) * self.height


def draw_profile(
    sheet: Sheet, part: ProfilePart, x: float, y: float, size: tuple[float, float]
) -> None:
    """Draw a profile into a frame of width and height, points."""
    width, height = size
    plot = _plot(part, x + LEFT, y + TOP, width - LEFT - RIGHT, height - TOP - BOTTOM)
    _draw_grid(sheet, part, plot)
    _draw_silhouette(sheet, part, plot)
    _draw_marks(sheet, part, plot)


def _plot(part: ProfilePart, x: float, y: float, width: float, height: float) -> _Plot:
    heights = [ele for _, ele in part.points]
    low = min(heights)
    relief = max(LEAST_RELIEF_M, max(heights) - low)
    length = max(part.points[-1][0], 1.0)
    return _Plot(x, y, width, height, length, low - relief * 0.14, low + relief)


def _draw_grid(sheet: Sheet, part: ProfilePart, plot: _Plot) -> None:
    bottom, right = plot.y + plot.height, plot.x + plot.width
    for ele in steps(plot.low_m, plot.high_m, 4):
        y = plot.place(0, ele)[1]
        sheet.line(plot.x, y, right, y, looks.LINE, 0.5)
        sheet.middle(plot.x - 8, y, f"{ele:g}", AXIS, 1)
    for kilometre in steps(0, plot.length_m / 1000, 8):
        x = plot.place(kilometre * 1000, 0)[0]
        sheet.line(x, bottom, x, bottom + 3, looks.LINE_STRONG, 0.5)
        sheet.middle(x, bottom + 9, f"{round(kilometre, 1):g}", AXIS, 0.5)
    distance, height = part.units
    sheet.middle(right + RIGHT, bottom + 9, distance, AXIS, 1)
    sheet.middle(plot.x - 8, plot.y - 15, height, AXIS, 1)


def _draw_silhouette(sheet: Sheet, part: ProfilePart, plot: _Plot) -> None:
    line = [plot.place(distance, ele) for distance, ele in part.points]
    line = [(x - plot.x, y - plot.y) for x, y in line]
    area = svg.path([(0.0, plot.height), *line, (plot.width, plot.height)], closed=True)
    stops = svg.tag("stop", offset="0", stop_color=palette.HILL_TOP) + svg.tag(
        "stop", offset="1", stop_color=palette.HILL_FOOT
    )
    markup = svg.tag(
        "svg",
        svg.tag("defs", svg.tag("linearGradient", stops, id="hill", x1="0", y1="0", x2="0", y2="1"))
        + svg.tag("path", d=area, fill="url(#hill)")
        + svg.tag("path", d=svg.path(line), fill="none", stroke=palette.LINE, stroke_width="1.6"),
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 -2 {plot.width:.2f} {plot.height + 2:.2f}",
    )
    sheet.svg(markup, plot.x, plot.y - 2, plot.width, plot.height + 2)


def _draw_marks(sheet: Sheet, part: ProfilePart, plot: _Plot) -> None:
    """Draw the numbers of the points over the way, as many as have room beside each other."""
    last = len(part.marks) - 1
    order = sorted(range(len(part.marks)), key=lambda n: (n not in {0, last}, n))
    taken: list[float] = []
    for index in order:
        distance, ele, number = part.marks[index]
        x, y = plot.place(distance, ele)
        sheet.disc(x, y, 1.5, looks.STOP)
        if any(abs(x - other) < 2 * PIN + 0.8 for other in taken):
            continue
        taken.append(x)
        top = y - 11
        sheet.line(x, top + PIN, x, y - 1.5, looks.STOP, 0.4)
        sheet.disc(x, top, PIN, looks.WHITE, stroke=looks.STOP, stroke_width=0.7)
        type_ = Type(6.2 if number < 10 else 5.4, looks.STOP, bold=True)
        sheet.middle(x, top, str(number), type_, 0.5)
