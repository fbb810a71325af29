"""Draw the features of a map: lines, pins, numbered stops and gathered points."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import quote

from shapely.geometry import LineString

from oxymap.maps import palette, svg
from oxymap.maps.clusters import Group
from oxymap.maps.labels import Box, Label, Wish
from oxymap.maps.models import MapFeature, MapSpec
from oxymap.maps.projection import Viewport, Xy
from oxymap.maps.symbols import COLOURS, SYMBOLS, glyph
from oxymap.maps.words import map_words

#: Radius of a pin on a detail map and on the whole map, pixels.
PIN, SMALL_PIN = 9.5, 7.5
#: Groups are drawn in this order, the most important on top.
STYLES = ("cluster", "place", "feature", "stop", "emphasis")
#: As many names as a count bubble tells.
LISTED = 4
#: Lines are simplified by at most this many pixels.
TOLERANCE = 0.4
#: Layers by how much they want their names shown.
ORDER = (
    "scenic", "villages", "viewpoints", "trails", "protected", "zones", "valleys", "waters",
    "peaks", "products", "stations", "facilities", "townships",
)  # fmt: skip


def symbol_of(layer: str) -> str:
    """Return the symbol that a layer is drawn with."""
    return layer if layer in SYMBOLS else "scenic"


def symbol_defs(groups: Iterable[Group], prefix: str, radius: float) -> str:
    """Return the pins in use, and what blurs an approximate position."""
    single = [group.features[0] for group in groups if len(group.features) == 1]
    names = sorted({symbol_of(item.layer) for item in single if item.number is None})
    parts = [_pin(name, prefix, radius) for name in names]
    if any(item.approximate for item in single):
        parts.append(_blur(prefix, radius))
    return svg.join(parts)


def draw_lines(features: Iterable[MapFeature], view: Viewport) -> str:
    """Return every line on its pale casing; schematic ones are dashed."""
    parts = []
    for item in features:
        data = svg.join(_line_path(line, view) for line in item.lines)
        if data:
            parts.append(_line(item, data))
    return svg.join(parts)


def draw_group(group: Group, spec: MapSpec, view: Viewport, prefix: str, label: str) -> str:
    """Return a pin, a numbered stop or a count bubble, with its label and link."""
    if len(group.features) > 1:
        return _bubble(group, spec, view)
    item = group.features[0]
    x, y = group.place
    title = item.name
    if item.approximate:
        title = map_words(spec.lang)["approximate_name"].format(name=item.name)
    parts = [svg.tag("title", svg.text(title))]
    if item.approximate:
        parts.append(svg.tag("use", href=f"#{prefix}blur", x=x, y=y))
    if item.emphasis:
        parts.append(_halo(x, y, item))
    parts.append(_stop(item, x, y) if item.number is not None else _use_pin(item, x, y, prefix))
    return _linked(item.url, svg.join(parts) + label, f"map-place map-place--{item.layer}")


def group_wish(group: Group, spec: MapSpec, radius: float) -> Wish | None:
    """Return the label that a group asks for; gathered points have none."""
    if len(group.features) > 1:
        return None
    item = group.features[0]
    style = group_style(group, spec)
    order = ORDER.index(item.layer) if item.layer in ORDER else len(ORDER)
    first = {"emphasis": 0.0, "stop": 0.2, "feature": 2.0, "place": 7.5}[style]
    return Wish(
        key=item.id,
        text=item.name,
        places=(group.place,),
        size=palette.TEXT[style][0],
        priority=first + order / 20 + (item.number or 0) / 100,
        gap=radius + (6 if item.emphasis else 3),
        style=style,
    )


def group_style(group: Group, spec: MapSpec) -> str:
    """Return the text style of a group."""
    item = group.features[0]
    if len(group.features) > 1:
        return "cluster"
    if item.emphasis or item.number is not None:
        return "emphasis" if item.emphasis else "stop"
    return "feature" if spec.kind == "detail" else "place"


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


def group_box(group: Group, radius: float) -> Box:
    """Return the box that a group's drawing takes, pixels."""
    x, y = group.place
    reach = radius + (3 if len(group.features) > 1 or group.features[0].emphasis else 0)
    return (x - reach, y - reach, x + reach, y + reach)


def draw_label(label: Label) -> str:
    """Return one placed text; its look comes from the group around it."""
    return svg.tag(
        "text",
        svg.text(label.wish.text),
        x=label.x,
        y=label.y,
        text_anchor=None if label.anchor == "start" else label.anchor,
        letter_spacing=svg.number(label.wish.spacing) if label.wish.spacing else None,
    )


# --- parts --------------------------------------------------------------------------------


def _pin(name: str, prefix: str, radius: float) -> str:
    scale = radius * 1.24 / 24
    offset = svg.number(-12 * scale)
    disc = svg.tag(
        "circle",
        r=svg.number(radius),
        class_=f"map-disc map-disc--{name}",
        fill=COLOURS[name],
        stroke="#fff",
        stroke_width="1.5",
    )
    drawn = svg.tag(
        "g",
        glyph(name),
        class_="map-glyph",
        color="#fff",
        fill="currentColor",
        stroke="none",
        transform=f"translate({offset} {offset})scale({scale:.2f})",
    )
    return svg.tag("g", disc + drawn, id=f"{prefix}{name}")


def _blur(prefix: str, radius: float) -> str:
    stops = svg.join(
        svg.tag(
            "stop",
            offset=offset,
            class_="map-blur",
            stop_color=palette.INK,
            stop_opacity=opacity,
        )
        for offset, opacity in ((".3", ".36"), ("1", ".04"))
    )
    gradient = svg.tag("radialGradient", stops, id=f"{prefix}fog")
    disc = svg.tag(
        "circle",
        id=f"{prefix}blur",
        r=svg.number(radius * 1.6),
        class_="map-approximate",
        fill=f"url(#{prefix}fog)",
        stroke=palette.INK,
        stroke_opacity=".45",
        stroke_width=".8",
        stroke_dasharray="2 2.5",
    )
    return gradient + disc


def _use_pin(item: MapFeature, x: float, y: float, prefix: str) -> str:
    return svg.tag("use", href=f"#{prefix}{symbol_of(item.layer)}", x=x, y=y)


def _halo(x: float, y: float, item: MapFeature) -> str:
    return svg.tag(
        "circle",
        cx=x,
        cy=y,
        r="15",
        class_="map-halo",
        fill=COLOURS[symbol_of(item.layer)],
        fill_opacity=".22",
        stroke=COLOURS[symbol_of(item.layer)],
        stroke_width="1.6",
    )


def _stop(item: MapFeature, x: float, y: float) -> str:
    disc = svg.tag(
        "circle", cx=x, cy=y, r="11", class_="map-stop", fill=palette.STOP,
        stroke="#fff", stroke_width="2",
    )  # fmt: skip
    text = svg.tag(
        "text", str(item.number), x=x, y=y + 4.2, class_="map-stop-number", fill="#fff",
        font_size="12", font_weight="700", text_anchor="middle", stroke="none",
    )  # fmt: skip
    return disc + text


def _bubble(group: Group, spec: MapSpec, view: Viewport) -> str:
    x, y = group.place
    count, words = len(group.features), map_words(spec.lang)
    names = words["and"].join(item.name for item in group.features[:LISTED])
    title = words["places_named"].format(count=count, names=names + "…" * (count > LISTED))
    disc = svg.tag("circle", cx=x, cy=y, r=svg.number(8.5 + min(count, 40) ** 0.5))
    text = svg.tag("text", str(count), x=x, y=y + 4)
    content = svg.tag("title", svg.text(title)) + disc + text
    return _linked(_map_address(group, spec, view), content, "map-place")


def _map_address(group: Group, spec: MapSpec, view: Viewport) -> str | None:
    if spec.map_url is None:
        return None
    lon, lat = view.unproject(*group.place)
    zoom = min(15, round(view.zoom + 2.5))
    return f"{spec.map_url}?view={quote(f'{lat:.4f},{lon:.4f},{zoom}', safe=',')}"


def _linked(url: str | None, content: str, class_: str) -> str:
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
    return _linked(None if item.emphasis else item.url, title + casing + line, "map-route")


def _line_path(line: Iterable[tuple[float, ...]], view: Viewport) -> str:
    points: list[Xy] = view.line(list(line))
    if len(points) < 2:
        return ""
    thin = LineString(points).simplify(TOLERANCE)
    return svg.path([(x, y) for x, y in thin.coords])
