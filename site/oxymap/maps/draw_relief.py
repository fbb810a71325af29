"""Draw the hills: silhouettes in the manner of an ink painting, mist at their feet."""

from __future__ import annotations

import shapely

from oxymap.maps import palette, svg
from oxymap.maps.basemap import BaseMap
from oxymap.maps.brush import OUTLINES, STROKES
from oxymap.maps.draw_districts import Sheet
from oxymap.maps.hills import LOW_SIZES, Hill, foothills, growth, hills
from oxymap.maps.projection import Viewport


def hills_in(base: BaseMap, view: Viewport, shown: list[Sheet]) -> list[Hill]:
    """Return the hills that stand on a visible sheet, in pixels of the picture."""
    land = shapely.union_all([item.shape for item in shown]).buffer(2)
    shapely.prepare(land)
    ridges, air = base.of("ridge"), 20 * growth(view.zoom)
    box = (-air, -air, view.width + air, view.height + air)
    world = (box[0] + view.left, box[1] + view.top, box[2] + view.left, box[3] + view.top)
    moved = [
        Hill(hill.x - view.left, hill.y - view.top, hill.shape, hill.size)
        for hill in (*hills(ridges, view.zoom), *foothills(ridges, view.zoom, world))
    ]
    seen = [
        hill for hill in moved if _is_seen(hill, view) and shapely.contains_xy(land, hill.x, hill.y)
    ]
    return sorted(seen, key=lambda hill: (hill.y, hill.x))


def _is_seen(hill: Hill, view: Viewport) -> bool:
    """Tell whether some of a hill, which rises from its foot, shows in the window."""
    reach = 18 * hill.size * growth(view.zoom)
    return -reach < hill.x < view.width + reach and 0 < hill.y < view.height + 0.8 * reach


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
        svg.tag(
            "use",
            href=f"#{prefix}{_name(hill.shape, hill.size)}",
            x=round(hill.x),
            y=round(hill.y),
        )
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
    faint = ".55" if size in LOW_SIZES else None
    return svg.tag("g", drawn, id=f"{prefix}{_name(shape, size)}", opacity=faint)


def _name(shape: int, size: float) -> str:
    """Return a short id part: shape a, b, c and the size in tenths."""
    return f"{'abc'[shape]}{round(size * 10)}"
