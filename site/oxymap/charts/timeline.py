"""Draw a curve over time, with the table and the sentences that say the same.

The drawing has no view box: it is exactly the plot, fills whatever width it is given, and all
its shapes stand at per cent of it, so words and strokes keep their size on every screen.  Words
around the plot hang out of it into the padding that ``chart.css`` leaves.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator

from oxymap.charts.curve import banded, draw_curve
from oxymap.charts.lettering import draw_lettering
from oxymap.charts.markup import em, group, label, percent, tag, width_em
from oxymap.charts.models import Chart, ChartWords, Timeline
from oxymap.charts.plot import Plot, make_plot
from oxymap.charts.rows import summary_of, table_of
from oxymap.charts.scales import nights
from oxymap.charts.series import doubtful_of
from oxymap.charts.signs import definitions, legend, sign

#: ``chart.css`` has a class for each whole number of these, in the size of the type.
_LEAST_AXIS_EM, _MOST_AXIS_EM = 2, 8
#: A narrower gap shows as a break of the line only.
_LEAST_GAP = 0.004
#: Positions of the cursor are whole numbers up to this one.
_POSITIONS = 10_000


def draw_timeline(timeline: Timeline, words: ChartWords) -> Chart:
    """Return a timeline as drawing, table and sentences.

    Parameters
    ----------
    timeline : what to show; may be empty.
    words : ``oxymap.charts.words.chart_words``, with the decimals of the property.

    Returns
    -------
    The same input gives the same bytes.  The drawing's name and description are the elements
    ``<id>-label`` and ``<id>-summary`` that ``chart.html`` writes.
    """
    plot = make_plot(timeline, words)
    axis_em = _axis_em(plot)
    lettering = draw_lettering(plot, axis_em)
    layers = (
        definitions(timeline.id, _shapes(plot)),
        _nights(plot),
        _gaps(plot),
        _grid(plot, axis_em),
        lettering.ticks,
        draw_curve(plot.pieces, plot.span, plot.axis, timeline.form, f"{timeline.id}-fill"),
        _lines(plot),
        _events(plot),
        _doubtful(plot),
        _last(plot),
        lettering.words,
        _empty(plot),
        _cursor(),
    )
    drawing = tag(
        "svg",
        *layers,
        class_=f"chart__drawing chart__drawing--axis-{axis_em}",
        role="img",
        aria_labelledby=f"{timeline.id}-label",
        aria_describedby=f"{timeline.id}-summary",
        focusable="false",
    )
    return Chart(
        id=timeline.id,
        label=timeline.label,
        unit=timeline.unit,
        svg=drawing,
        data_json=_data(plot),
        rows=table_of(plot),
        summary=summary_of(plot),
        legend=tuple(legend(_kinds(plot), lettering.unnamed, words)),
        hint=words.hint,
    )


def _axis_em(plot: Plot) -> int:
    widest = max((width_em(text) for text in _axis_texts(plot)), default=0.0)
    return min(max(math.ceil(widest + 0.7), _LEAST_AXIS_EM), _MOST_AXIS_EM)


def _axis_texts(plot: Plot) -> list[str]:
    return [] if plot.blank else [plot.words.axis(value) for value in plot.axis.ticks]


def _nights(plot: Plot) -> str:
    if plot.timeline.kind != "day":
        return ""
    return group("chart__nights", (_column(*night, "chart__night") for night in nights(plot.span)))


def _gaps(plot: Plot) -> str:
    spans = ((plot.span.share(gap.start), plot.span.share(gap.end)) for gap in plot.gaps)
    boxes = (
        _column(left, right, "chart__gap", fill=f"url(#{plot.timeline.id}-gap)")
        for left, right in spans
        if right - left >= _LEAST_GAP
    )
    return group("chart__gaps", boxes)


def _column(left: float, right: float, css: str, fill: str | None = None) -> str:
    """Return a box over the whole height."""
    x, width = percent(left), percent(right - left)
    return tag("rect", class_=css, x=x, width=width, height="100%", fill=fill)


def _grid(plot: Plot, axis_em: int) -> str:
    texts = _axis_texts(plot)
    shares = [percent(plot.axis.share(value)) for value in plot.axis.ticks]
    lines = (
        tag("line", class_="chart__zero" if value == 0 else None, x2="100%", y1=y, y2=y)
        for value, y in zip(plot.axis.ticks, shares, strict=True)
    )
    numbers = [
        label(text, "0", y, dx="-.6em", dy=".35em") for text, y in zip(texts, shares, strict=False)
    ]
    unit = label(plot.timeline.unit, "0", "0", "chart__unit", dx=em(-axis_em), dy="-.95em")
    return group("chart__grid", lines) + group("chart__axis", [*numbers, unit])


def _lines(plot: Plot) -> str:
    heights = (percent(plot.axis.share(line.value)) for line in plot.lines)
    return group(
        "chart__lines",
        (tag("line", class_="chart__target", x2="100%", y1=y, y2=y) for y in heights),
    )


def _events(plot: Plot) -> str:
    timeline, parts = plot.timeline, []
    for event in timeline.events:
        if timeline.start <= event.time <= timeline.end:
            x = percent(plot.span.share(event.time))
            parts += [_upright(x, "chart__event"), sign(timeline.id, "event", x, "0")]
    now = [] if plot.now is None else [_upright(percent(plot.now), "chart__now")]
    return group("chart__events", [*now, *parts])


def _upright(x: str, css: str) -> str:
    return tag("line", class_=css, x1=x, x2=x, y2="100%")


def _doubtful(plot: Plot) -> str:
    signs = []
    for stop, raw, mark in doubtful_of(plot.stops):
        across, down = plot.place(stop, raw)
        x, y = percent(across), percent(down)
        signs.append(sign(plot.timeline.id, mark, x, y))
        if raw > plot.axis.high:
            signs.append(sign(plot.timeline.id, "over", x, y))
    return group("chart__signs", signs)


def _last(plot: Plot) -> str:
    if not plot.values or plot.timeline.form == "bars":
        return ""
    x, y = plot.place(*plot.values[-1])
    return tag("circle", class_="chart__last", cx=percent(x), cy=percent(y), r="4.5")


def _empty(plot: Plot) -> str:
    if not plot.blank:
        return ""
    return label(plot.words.empty, "50%", "30%", "chart__empty")


def _cursor() -> str:
    line = tag("line", y2="100%")
    dot = tag("circle", r="5.5")
    return tag("g", line, dot, class_="chart__cursor", visibility="hidden")


def _shapes(plot: Plot) -> set[str]:
    marks = {mark for _, _, mark in doubtful_of(plot.stops)}
    over = {"over"} if any(raw > plot.axis.high for _, raw, _ in doubtful_of(plot.stops)) else set()
    return {*marks, *over, *(["event"] if plot.timeline.events else [])}


def _kinds(plot: Plot) -> Iterator[str]:
    """Yield what the legend must explain."""
    if plot.values:
        yield plot.timeline.form
    if plot.timeline.form == "line" and banded(plot.pieces):
        yield "band"
    if plot.gaps:
        yield "gap"
    for _, _, mark in doubtful_of(plot.stops):
        yield "suspect" if mark == "suspect" else "error"
    if plot.timeline.kind == "day" and nights(plot.span):
        yield "night"


def _data(plot: Plot) -> str:
    """Return where the cursor stops: [x, y] each, y None in gaps; the table has the words."""
    places: list[list[int | None]] = []
    for stop in plot.stops:
        value = None
        if stop.point is not None:
            value = stop.point.raw if stop.point.value is None else stop.point.value
        x, y = plot.place(stop, value or 0.0)
        down = None if value is None else round(y * _POSITIONS)
        places.append([round(x * _POSITIONS), down])
    return json.dumps({"stops": places}, separators=(",", ":"))
