"""Draw the lines of a map: recorded ones solid, schematic ones dashed."""

from __future__ import annotations

from collections.abc import Iterable

from shapely.geometry import LineString

from oxymap.maps import palette, svg
from oxymap.maps.labels import Wish
from oxymap.maps.models import MapFeature, MapSpec
from oxymap.maps.projection import Viewport, Xy

#: Lines are simplified by at most this many pixels.
TOLERANCE = 0.4


def draw_lines(features: Iterable[MapFeature], view: Viewport) -> str:
    """Return every line on its pale casing; schematic ones are dashed."""
    parts = []
    for item in features:
        data = svg.join(_line_path(line, view) for line in item.lines)
        if data:
            parts.append(_line(item, data))
    return svg.join(parts)


def line_wish(item: MapFeature, spec: MapSpec, view: Viewport) -> Wish | None:
    """Return the label that a line asks for, near its middle; None for unseen lines."""
    points = [point for line in item.lines for point in view.line(line)]
    seen = [point for point in points if view.holds(point, -14)]
    if item.point is not None or not seen:
        return None
    order = sorted(range(len(seen)), key=lambda index: abs(index - len(seen) / 2))
    whole = "place" if spec.kind == "full" else "feature"
    style = "emphasis" if item.emphasis else whole
    return Wish(
        key=item.id,
        text=item.name,
        places=tuple(seen[index] for index in order[:: max(1, len(order) // 12)]),
        size=palette.TEXT[style][0],
        priority=5 if spec.kind == "full" else 1.5,
        gap=7,
        style=style,
    )


def linked(url: str | None, content: str, class_: str) -> str:
    """Return markup as a link, or as a group where there is no page to go to."""
    if url is None:
        return svg.tag("g", content, class_=class_)
    return svg.tag("a", content, href=url, class_=class_)


def _line(item: MapFeature, data: str) -> str:
    looks = {"fill": "none", "stroke_linecap": "round", "stroke_linejoin": "round"}
    wide = 3.4 if item.emphasis else 2.4
    kind = "schematic" if item.schematic else "recorded"
    casing = svg.tag(
        "path", d=data, class_="map-casing", stroke=palette.HALO, stroke_width=wide + 3, **looks
    )
    line = svg.tag(
        "path",
        d=data,
        class_=f"map-line map-line--{kind}",
        stroke=palette.LINE,
        stroke_width=wide,
        stroke_dasharray="7 6" if item.schematic else None,
        **looks,
    )
    title = svg.tag("title", svg.text(item.name))
    return linked(None if item.emphasis else item.url, title + casing + line, "map-route")


def _line_path(line: Iterable[tuple[float, ...]], view: Viewport) -> str:
    points: list[Xy] = view.line(list(line))
    if len(points) < 2:
        return ""
    thin = LineString(points).simplify(TOLERANCE)
    return svg.path([(x, y) for x, y in thin.coords])
