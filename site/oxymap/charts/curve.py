"""The curve itself: line, area, band and bars, as paths that stretch to any width.

They are drawn in a box of their own units that the browser stretches to the plot; strokes keep
their width.  Everything else in a chart stands at per cent of the plot and is never stretched.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from oxymap.charts.markup import tag
from oxymap.charts.models import Form
from oxymap.charts.scales import Axis, Span
from oxymap.charts.series import Stop

#: Units of the box; whole numbers in it are finer than pixels.
WIDTH, HEIGHT = 1600, 400
#: A bar leaves this share of its step free, on both sides together.
_BAR_SPACE = 0.24
#: The area below the line passes over breaks that are shorter than this share of the axis.
_SHORT_BREAK = 0.02

Xy = tuple[int, int]


def draw_curve(
    pieces: Sequence[Sequence[Stop]], span: Span, axis: Axis, form: Form, fill: str
) -> str:
    """Return the curve as one ``<svg>`` that fills the plot.

    Parameters
    ----------
    pieces : unbroken runs of stops with values.
    fill : id of the gradient below a line.
    """
    if form == "bars":
        content = _shape("bars", (_bar(stop, span, axis) for piece in pieces for stop in piece))
    else:
        lines = [_line(piece, span, axis) for piece in pieces]
        # Only from zero does the area below a line mean something.
        areas = [_area(_line(run, span, axis)) for run in _closed(pieces, span)]
        content = (
            _shape("area", areas if axis.low == 0 else (), fill=f"url(#{fill})")
            + _shape("band", (_band(run, span, axis) for run in banded(pieces)))
            + _shape("line", map(path, lines), fill="none", vector_effect="non-scaling-stroke")
        )
    if not content:
        return ""
    return tag(
        "svg", content, class_="chart__curve", viewBox=f"0 0 {WIDTH} {HEIGHT}",
        preserveAspectRatio="none", width="100%", height="100%",
    )  # fmt: skip


def path(points: Sequence[Xy]) -> str:
    """Return path data through points, in relative steps; one point is a dot."""
    (x, y), *others = points
    start = f"M{x} {y}"
    if not others:
        return f"{start}h0"
    steps = []
    for next_x, next_y in others:
        steps += [str(next_x - x), str(next_y - y)]
        x, y = next_x, next_y
    # A minus separates two numbers as well as a space does.
    return f"{start}l{' '.join(steps)}".replace(" -", "-")


def banded(pieces: Iterable[Sequence[Stop]]) -> list[list[Stop]]:
    """Return the runs of stops that have both extremes: the band is drawn along them."""
    runs: list[list[Stop]] = []
    for piece in pieces:
        runs.append([])
        for stop in piece:
            if stop.point is None or stop.point.low is None or stop.point.high is None:
                runs.append([])
            else:
                runs[-1].append(stop)
    return [run for run in runs if len(run) > 1]


def _closed(pieces: Iterable[Sequence[Stop]], span: Span) -> list[list[Stop]]:
    """Return the pieces with short breaks closed: below the line a break would be a streak."""
    runs: list[list[Stop]] = []
    for piece in pieces:
        if runs and span.share(piece[0].start) - span.share(runs[-1][-1].end) < _SHORT_BREAK:
            runs[-1].extend(piece)
        else:
            runs.append(list(piece))
    return runs


def _shape(name: str, paths: Iterable[str], **attributes: str) -> str:
    data = "".join(paths)
    return tag("path", class_=f"chart__{name}", d=data, **attributes) if data else ""


def _line(piece: Sequence[Stop], span: Span, axis: Axis) -> list[Xy]:
    return [
        (_across(span, stop.middle), _height(axis, stop.point.value))
        for stop in piece
        if stop.point is not None and stop.point.value is not None
    ]


def _area(line: Sequence[Xy]) -> str:
    if len(line) < 2:
        return ""
    return path([(line[0][0], HEIGHT), *line, (line[-1][0], HEIGHT)]) + "z"


def _band(run: Sequence[Stop], span: Span, axis: Axis) -> str:
    lows, highs = [], []
    for stop in run:
        if stop.point is not None and stop.point.low is not None and stop.point.high is not None:
            x = _across(span, stop.middle)
            lows.append((x, _height(axis, stop.point.low)))
            highs.append((x, _height(axis, stop.point.high)))
    return path([*highs, *reversed(lows)]) + "z"


def _bar(stop: Stop, span: Span, axis: Axis) -> str:
    if stop.point is None or stop.point.value is None:
        return ""
    space = (stop.end - stop.start) * _BAR_SPACE / 2
    left, right = _across(span, stop.start + space), _across(span, stop.end - space)
    top, foot = _height(axis, stop.point.value), _height(axis, max(axis.low, 0.0))
    # An instant has no width; it still shows.
    return "" if top == foot else f"M{left} {foot}V{top}H{max(right, left + 3)}V{foot}z"


def _across(span: Span, time: float) -> int:
    return round(_inside(span.share(time)) * WIDTH)


def _height(axis: Axis, value: float) -> int:
    return round(_inside(axis.share(value)) * HEIGHT)


def _inside(share: float) -> float:
    return min(max(share, 0.0), 1.0)
