"""The signs of a chart: shapes that differ without colour, and their legend."""

from __future__ import annotations

from collections.abc import Iterable

from oxymap.charts.markup import tag
from oxymap.charts.models import ChartWords, LegendItem

#: Outlines around 0,0: a diamond is suspect, a square with a cross is wrong.
_SUSPECT = "M0-5 5 0 0 5-5 0z"
_ERROR = "M-4-4H4V4H-4zM-4-4 4 4M4-4-4 4"
#: Above a sign whose number is higher than the picture.
_OVER = "M-3.5-8 0-11.5 3.5-8"
#: Points down to the time of an event.
_EVENT = "M-5-9H5L0-1z"
_SHAPES = {"suspect": _SUSPECT, "error": _ERROR, "missing": _ERROR, "over": _OVER, "event": _EVENT}
#: Drawn in the order of this list.
LEGEND_ORDER = ("line", "bars", "band", "gap", "suspect", "error", "night")


def definitions(chart_id: str, shapes: Iterable[str]) -> str:
    """Return the shapes, the hatching of gaps and the fill below the curve."""
    symbols = "".join(
        tag("path", id=f"{chart_id}-{name}", class_=f"chart__sign chart__sign--{name}", d=d)
        for name, d in _SHAPES.items()
        if name in set(shapes)
    )
    fill = tag(
        "linearGradient",
        tag("stop", offset=0, class_="chart__fill-top"),
        tag("stop", offset=1, class_="chart__fill-foot"),
        id=f"{chart_id}-fill", x1=0, y1=0, x2=0, y2=1,
    )  # fmt: skip
    return tag("defs", symbols, hatching(f"{chart_id}-gap"), fill)


def hatching(pattern_id: str) -> str:
    """Return a pattern of slanting lines."""
    stripe = tag("path", d="M-2 9 9-2", class_="chart__stripe")
    return tag("pattern", stripe, id=pattern_id, width=7, height=7, patternUnits="userSpaceOnUse")


def sign(chart_id: str, shape: str, x: str, y: str) -> str:
    """Return a defined shape at a place in per cent."""
    return tag("use", href=f"#{chart_id}-{shape}", x=x, y=y)


def legend(
    kinds: Iterable[str], unnamed: Iterable[tuple[str, str, str]], words: ChartWords
) -> list[LegendItem]:
    """Return the legend: the signs that occur, then what has no room for a name.

    Parameters
    ----------
    kinds : the signs of the drawing.
    unnamed : (CSS class, kind, name) of levels and events without a name in the drawing.
    """
    occurring = set(kinds)
    items = [
        LegendItem(kind, words.legend[kind], swatch(kind))
        for kind in LEGEND_ORDER
        if kind in occurring
    ]
    return items + [LegendItem(kind, text, swatch(kind), css) for css, kind, text in unnamed]


def swatch(kind: str) -> str:
    """Return a small picture of a sign."""
    lines = {"line": "M1 8H23", "target": "M1 8H23"}
    if kind in lines:
        content = tag("path", d=lines[kind], class_=f"chart__{kind}")
    elif kind in _SHAPES:
        shape = tag("path", d=_SHAPES[kind], class_=f"chart__sign chart__sign--{kind}")
        content = tag("g", shape, transform=f"translate(12 {13 if kind == 'event' else 8})")
    elif kind == "gap":
        box = tag("path", d="M1 2H23V14H1z", class_="chart__gap-box")
        stripes = tag("path", d="M3 14 15 2M10 14 22 2M17 14l6-6M1 9 8 2", class_="chart__stripe")
        content = box + stripes
    elif kind == "bars":
        content = tag("path", d="M3 14V8H8V14zM10 14V3H15V14zM17 14V6H22V14z", class_="chart__bars")
    else:
        content = tag("path", d="M1 2H23V14H1z", class_=f"chart__{kind}")
    return tag(
        "svg", content, class_="chart__swatch", viewBox="0 0 24 16", width=24, height=16,
        aria_hidden="true", focusable="false",
    )  # fmt: skip
