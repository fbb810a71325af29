"""Draw the hills: silhouettes in the manner of an ink painting, mist at their feet."""

from __future__ import annotations

import shapely

from oxymap.maps import palette, svg
from oxymap.maps.basemap import BaseMap
from oxymap.maps.draw_districts import Sheet
from oxymap.maps.hills import Hill, growth, hills
from oxymap.maps.projection import Viewport

#: Outlines of the hills; the middle of the foot is at 0, 0.
OUTLINES = (
    "M-16 0C-12-1-9-8-5-10.5c1.5-1 2 .6 3.2-.4C2-13.5 8-2 16 0",
    "M-15 0C-10-2-8-10-3-14c1.6 2.4 2.8 2.6 4 2.700C6-10 9-2 16 0",
    "M-18 0C-14-1-12-5-8.5-7c1.5-.8 2.2.5 3.5-.3C-2-9.5 1-12 3-12c2.5 3 7 11 15 12",
)
#: Brush strokes on their flanks.
STROKES = (
    "M0-11C.5-8 2.5-6.5 2.5-4M4.5-7.5C5.5-5.5 7-4.5 8-3M-5-10C-5.5-7.5-4-6-4.5-4",
    "M-3-13.500C-2.5-9-3.5-7-3-4M2-11C3-8 5-6 6-3.5",
    "M3.5-11.500C4-8 6-6 6.5-4M-8-6.800C-7.5-5-8.5-4-8-3M.5-9C0-7 1.5-5.5 1-4",
)


def hills_in(base: BaseMap, view: Viewport, shown: list[Sheet]) -> list[Hill]:
    """Return the hills that stand on a visible sheet, in pixels of the picture."""
    land = shapely.union_all([item.shape for item in shown]).buffer(2)
    shapely.prepare(land)
    moved = [
        Hill(hill.x - view.left, hill.y - view.top, hill.shape, hill.size)
        for hill in hills(base.of("ridge"), view.zoom)
    ]
    reach = 20 * growth(view.zoom)
    near = [hill for hill in moved if view.holds((hill.x, hill.y), reach)]
    return [hill for hill in near if shapely.contains_xy(land, hill.x, hill.y)]


def hill_defs(standing: list[Hill], view: Viewport, prefix: str) -> str:
    """Return one drawn hill per (shape, size) in use, and the fill they share."""
    if not standing:
        return ""
    scale = growth(view.zoom)
    kinds = sorted({(hill.shape, hill.size) for hill in standing})
    stops = svg.join(
        svg.tag("stop", offset=offset, class_=name, stop_color=colour, stop_opacity=opacity)
        for offset, name, colour, opacity in (
            ("0", "map-hill-top", palette.HILL_TOP, ".95"),
            (".55", "map-hill-side", palette.HILL_SIDE, ".85"),
            ("1", "map-hill-foot", palette.HILL_FOOT, ".5"),
        )
    )
    gradient = svg.tag("linearGradient", stops, id=f"{prefix}hill", x1="0", y1="0", x2="0", y2="1")
    shapes = sorted({hill.shape for hill in standing})
    return (
        gradient
        + svg.join(_shape(shape, prefix) for shape in shapes)
        + svg.join(_sized(shape, size, scale, prefix) for shape, size in kinds)
    )


def draw_hills(standing: list[Hill], prefix: str) -> str:
    """Return the hills, the far ones first."""
    if not standing:
        return ""
    uses = svg.join(
        svg.tag("use", href=f"#{prefix}{_name(hill.shape, hill.size)}", x=hill.x, y=hill.y)
        for hill in standing
    )
    return svg.tag(
        "g",
        uses,
        class_="map-hills",
        fill="none",
        stroke=palette.HILL_INK,
        stroke_width=".7",
        stroke_linecap="round",
    )


def _shape(shape: int, prefix: str) -> str:
    outline = svg.tag("path", d=OUTLINES[shape], fill=f"url(#{prefix}hill)")
    strokes = svg.tag("path", d=STROKES[shape], stroke_width=".5", opacity=".6")
    return svg.tag("g", outline + strokes, id=f"{prefix}{'abc'[shape]}")


def _sized(shape: int, size: float, scale: float, prefix: str) -> str:
    drawn = svg.tag("use", href=f"#{prefix}{'abc'[shape]}", transform=f"scale({size * scale:.2f})")
    return svg.tag("g", drawn, id=f"{prefix}{_name(shape, size)}")


def _name(shape: int, size: float) -> str:
    """Return a short id part: shape a, b, c and the size in tenths."""
    return f"{'abc'[shape]}{round(size * 10)}"
