"""Draw the districts as sheets of paper that lie in the mist."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry import MultiPolygon, Polygon, box
from shapely.geometry.base import BaseGeometry

from oxymap.maps import palette, svg
from oxymap.maps.basemap import BaseMap
from oxymap.maps.labels import Wish
from oxymap.maps.projection import Viewport, to_world

#: Rows of x, y.
Pairs = npt.NDArray[np.float64]
#: Pixels drawn beyond the picture's edge, for containers of another shape.
MARGIN = 60
#: Font sizes of a district's name, the wished one and the one for crowded maps.
NAME_SIZES = (18.0, 13.0)
#: Cells each way of the grid that is searched for a place for a name.
GRID = 14
#: Outlines are simplified by at most this many pixels.
TOLERANCE = 0.6


@dataclass(frozen=True)
class Sheet:
    """The visible part of a district, in pixels of the picture."""

    id: str
    name: tuple[str, str]
    shape: MultiPolygon


def sheets(base: BaseMap, view: Viewport) -> list[Sheet]:
    """Return the districts that the window shows, cut a little outside its edge."""
    frame = box(-MARGIN, -MARGIN, view.width + MARGIN, view.height + MARGIN)
    found = []
    for district in base.districts:
        pixels = shapely.transform(district.shape, _projection(view))
        seen = pixels.simplify(TOLERANCE).intersection(frame)
        parts = [part for part in getattr(seen, "geoms", [seen]) if isinstance(part, Polygon)]
        parts = [part for part in parts if part.area > 1]
        if parts:
            found.append(Sheet(district.id, district.name, MultiPolygon(parts)))
    return found


def outline_defs(shown: list[Sheet], prefix: str) -> str:
    """Return each outline once, for `draw_sheets` and `draw_borders` to use."""
    return svg.join(svg.tag("path", id=f"{prefix}{item.id}", d=_path(item.shape)) for item in shown)


def draw_sheets(shown: list[Sheet], prefix: str) -> str:
    """Return the shadows, the paper edges and the coloured sheets."""
    layers = (
        ("map-shadow", {"transform": "translate(2 4)", "fill": palette.SHADOW, "opacity": ".16"}),
        (
            "map-edge",
            {
                "fill": palette.EDGE,
                "stroke": palette.EDGE,
                "stroke_width": "7",
                "stroke_linejoin": "round",
            },
        ),
    )
    parts = [
        svg.tag("g", svg.join(_use(item, prefix) for item in shown), class_=name, **looks)
        for name, looks in layers
    ]
    parts += [
        _use(item, prefix, f"map-district map-district--{item.id}", palette.DISTRICTS.get(item.id))
        for item in shown
    ]
    return svg.join(parts)


def draw_borders(shown: list[Sheet], prefix: str) -> str:
    """Return the district borders, which lie over hills and water."""
    return svg.tag(
        "g",
        svg.join(_use(item, prefix) for item in shown),
        class_="map-border",
        fill="none",
        stroke=palette.BORDER,
        stroke_width="1",
        stroke_dasharray="6 2 1.5 2",
        stroke_linejoin="round",
    )


def name_wishes(shown: list[Sheet], view: Viewport, language: int) -> Iterator[Wish]:
    """Yield the labels of the districts: where their visible part is widest first.

    Parameters
    ----------
    shown : what is visible.
    view : the window.
    language : 0 for Chinese, 1 for English.
    """
    _, _, _, _, spacing = palette.TEXT["district"]
    window = box(0, 0, view.width, view.height)
    for item in shown:
        seen = item.shape.intersection(window)
        if seen.area < 0.06 * window.area:
            continue
        places = tuple(_anchors(seen)) if len(shown) > 1 else _corners(view)
        for attempt, size in enumerate(NAME_SIZES):
            yield Wish(
                key=f"district-{item.id}",
                text=item.name[language],
                places=places,
                size=size,
                priority=(0.9 if len(shown) > 1 else 7) + attempt / 100,
                sides=("c", "w", "e", "n"),
                spacing=(spacing if language == 0 else 1.5) / (1 + attempt),
                style="district",
            )


def _corners(view: Viewport) -> tuple[tuple[float, float], ...]:
    """Return places near the corners: on a map of one district its name is not the subject."""
    x, y = 58.0, 20.0
    right, bottom = view.width - x - 30, view.height - y
    return ((x, y), (x, bottom), (right, y))


def _anchors(shape: BaseGeometry) -> Iterator[tuple[float, float]]:
    """Yield places for a name: the middle, other inner points, then the western and eastern rim."""
    left, top, right, bottom = shape.bounds
    rows = [
        [
            shapely.Point(left + (right - left) * column / GRID, top + (bottom - top) * row / GRID)
            for column in range(1, GRID)
        ]
        for row in range(1, GRID)
    ]
    inner = [[point for point in row if shape.contains(point)] for row in rows]
    middle, edge = shape.centroid, shape.boundary
    points = sorted((point for row in inner for point in row), key=lambda p: -p.distance(edge))
    rim = [row[end] for end in (0, -1) for row in inner if row]
    first = [middle] if shape.contains(middle) else []
    for point in (*first, *points, *rim):
        yield round(point.x, 1), round(point.y, 1)


def _use(item: Sheet, prefix: str, class_: str | None = None, fill: str | None = None) -> str:
    return svg.tag("use", href=f"#{prefix}{item.id}", class_=class_, fill=fill)


def _path(shape: MultiPolygon) -> str:
    rings = [ring for part in shape.geoms for ring in (part.exterior, *part.interiors)]
    return svg.join(svg.path(list(ring.coords)[:-1], closed=True) for ring in rings)


def _projection(view: Viewport) -> Callable[[Pairs], Pairs]:
    def project(pairs: Pairs) -> Pairs:
        world = [to_world(lon, lat, view.zoom) for lon, lat in pairs]
        return np.array(world) - (view.left, view.top)

    return project
