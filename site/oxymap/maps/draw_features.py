"""Draw the places of a map: pins, numbered stops and gathered points."""

from __future__ import annotations

from urllib.parse import quote

from oxymap.maps import palette, svg
from oxymap.maps.clusters import Group
from oxymap.maps.draw_lines import linked
from oxymap.maps.draw_pins import symbol_of
from oxymap.maps.labels import Box, Label, Wish
from oxymap.maps.models import MapFeature, MapSpec
from oxymap.maps.projection import Viewport
from oxymap.maps.symbols import COLOURS
from oxymap.maps.words import map_words

#: Groups are drawn in this order, the most important on top.
STYLES = ("cluster", "place", "feature", "stop", "emphasis")
#: As many names as a count bubble tells.
LISTED = 4
#: Layers by how much they want their names shown.
ORDER = (
    "scenic", "villages", "viewpoints", "trails", "protected", "zones", "valleys", "waters",
    "peaks", "products", "stations", "facilities", "townships",
)  # fmt: skip


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
    return linked(item.url, svg.join(parts) + label, f"map-place map-place--{item.layer}")


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


def group_box(group: Group, radius: float) -> Box:
    """Return the box that a group's drawing takes, pixels."""
    x, y = group.place
    reach = radius + (3 if len(group.features) > 1 or group.features[0].emphasis else 0)
    return (x - reach, y - reach, x + reach, y + reach)


def draw_label(label: Label) -> str:
    """Return one placed text; its look comes from the group around it."""
    size = palette.TEXT[label.wish.style][0]
    return svg.tag(
        "text",
        svg.text(label.wish.text),
        x=label.x,
        y=label.y,
        text_anchor=None if label.anchor == "start" else label.anchor,
        font_size=None if size == label.wish.size else svg.number(label.wish.size),
        letter_spacing=svg.number(label.wish.spacing) if label.wish.spacing else None,
    )


# --- parts --------------------------------------------------------------------------------


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
    return linked(_map_address(group, spec, view), content, "map-place")


def _map_address(group: Group, spec: MapSpec, view: Viewport) -> str | None:
    if spec.map_url is None:
        return None
    lon, lat = view.unproject(*group.place)
    zoom = min(15, round(view.zoom + 2.5))
    return f"{spec.map_url}?view={quote(f'{lat:.4f},{lon:.4f},{zoom}', safe=',')}"
