"""Draw a map on the server: inline SVG that works without any script."""

from __future__ import annotations

import zlib

from oxymap.maps import draw_features, draw_lines, draw_pins, draw_stations, palette, svg
from oxymap.maps.basemap import BaseMap
from oxymap.maps.clusters import Group, gather
from oxymap.maps.draw_base import DrawnBase, draw_base
from oxymap.maps.furniture import draw_furniture, furniture_boxes
from oxymap.maps.labels import Label, Wish, place_labels
from oxymap.maps.models import MapFeature, MapSpec
from oxymap.maps.projection import Viewport, fit

#: Points nearer than this many pixels are gathered.
CROWD = {"full": 30.0, "detail": 20.0}
#: Wider pictures are laid out at this width and scaled up, pixels.
DESIGN_WIDTH = 400
#: Labels keep this far from the picture's edge, pixels.
EDGE = 3


def draw_picture(spec: MapSpec, base: BaseMap) -> str:
    """Return the map as one ``<svg>`` element for use inside a page.

    The picture shows `spec.bbox` whole and centred.  It has no style elements or
    attributes and no script; the same arguments give the same bytes.

    Parameters
    ----------
    spec : what to show, in which language and size.
    base : the base map under it.
    """
    width, height = design_size(spec.size, whole=spec.kind == "full")
    view = fit(spec.bbox, (width, height))
    prefix = short_prefix(spec.id)
    radius = _radius(spec)
    drawn = draw_base(base, view, spec.lang, prefix)
    points = [(item, place) for item, place in _points(spec, view) if item.station is None]
    groups = gather(points, CROWD[spec.kind])
    stands = draw_stations.arrange(_points(spec, view), spec.lang)
    labels = _labels(spec, view, drawn, groups, stands)
    content = svg.join(
        (
            svg.tag("defs", drawn.defs + draw_pins.symbol_defs(groups, prefix, radius)),
            drawn.body,
            draw_lines.draw_lines(_lines_last_emphasised(spec), view),
            drawn.marks,
            _texts(labels, groups),
            *_pins(groups, labels, spec, view, prefix),
            _stations(stands, spec.lang),
            draw_furniture(view, spec.lang),
        )
    )
    return svg.tag(
        "svg",
        content,
        xmlns="http://www.w3.org/2000/svg",
        class_=f"map-picture map-picture--{spec.kind}",
        viewBox=f"0 0 {width} {height}",
        width=spec.size[0],
        height=spec.size[1],
        role="group",
        aria_label=spec.label,
        font_family="system-ui, sans-serif",
    )


def short_prefix(map_id: str) -> str:
    """Return three letters that start the element ids of one map of a page."""
    number, letters = zlib.crc32(map_id.encode()), ""
    for _ in range(3):
        number, letter = divmod(number, 26)
        letters += chr(ord("a") + letter)
    return letters


def design_size(size: tuple[int, int], *, whole: bool) -> tuple[int, int]:
    """Return the size at which a picture is laid out: never wider than a phone.

    Pictures are shown as wide as their column; type that is set for a phone stays
    legible everywhere, and the style sheet sets it smaller where the column is wide.
    The whole map is upright: in a wide picture its height counts.
    """
    across = min(size) if whole else size[0]
    scale = min(1, DESIGN_WIDTH / across)
    return round(size[0] * scale), round(size[1] * scale)


def _radius(spec: MapSpec) -> float:
    return draw_pins.PIN if spec.kind == "detail" else draw_pins.SMALL_PIN


def _points(spec: MapSpec, view: Viewport) -> list[tuple[MapFeature, tuple[float, float]]]:
    """Return the point features in view; approximate ones last, so groups stand on sure places."""
    points = [(item, view.project(*item.point)) for item in spec.features if item.point]
    seen = [(item, place) for item, place in points if view.holds(place, -2)]
    return sorted(seen, key=lambda pair: (pair[0].approximate, pair[0].id))


def _lines_last_emphasised(spec: MapSpec) -> list[MapFeature]:
    lines = [item for item in spec.features if item.lines]
    return sorted(lines, key=lambda item: item.emphasis)


def _labels(
    spec: MapSpec,
    view: Viewport,
    drawn: DrawnBase,
    groups: list[Group],
    stands: list[draw_stations.Stand],
) -> dict[str, Label]:
    """Return the placed labels by the key of their wish."""
    radius = _radius(spec)
    named = {item.name for item in spec.features}
    wishes: list[Wish] = [wish for wish in drawn.wishes if wish.text not in named]
    asked = [draw_features.group_wish(group, spec, radius) for group in groups]
    asked += [draw_lines.line_wish(item, spec, view) for item in spec.features if item.lines]
    asked += [draw_stations.station_wish(stand) for stand in stands]
    wishes += [wish for wish in asked if wish is not None]
    boxes = [
        *((one.members[0].id, draw_stations.station_box(one, spec.lang)) for one in stands),
        *((group.features[0].id, draw_features.group_box(group, radius)) for group in groups),
        *drawn.obstacles,
        *(("", box) for box in furniture_boxes(view)),
    ]
    bounds = (EDGE, EDGE, view.width - EDGE, view.height - EDGE)
    return {label.wish.key: label for label in place_labels(wishes, bounds, boxes)}


def _own_label(group: Group, labels: dict[str, Label]) -> str:
    label = labels.get(group.features[0].id) if len(group.features) == 1 else None
    return draw_features.draw_label(label) if label else ""


def _pins(
    groups: list[Group], labels: dict[str, Label], spec: MapSpec, view: Viewport, prefix: str
) -> list[str]:
    """Return the groups with their labels, by text style, the emphasised last."""
    drawn: dict[str, list[str]] = {style: [] for style in draw_features.STYLES}
    for group in groups:
        label = _own_label(group, labels)
        markup = draw_features.draw_group(group, spec, view, prefix, label)
        drawn[draw_features.group_style(group, spec)].append(markup)
    return [
        svg.tag("g", svg.join(parts), **palette.group_looks(style))
        for style, parts in drawn.items()
        if parts
    ]


def _stations(stands: list[draw_stations.Stand], lang: str) -> str:
    """Return the stations over everything else, those with a value on top."""
    ordered = sorted(stands, key=lambda stand: stand.pill)
    return svg.join(draw_stations.draw_station(stand, lang) for stand in ordered)


def _texts(labels: dict[str, Label], groups: list[Group]) -> str:
    """Return the names that belong to the base map and to lines, under all pins."""
    own = {group.features[0].id for group in groups if len(group.features) == 1}
    styles: dict[str, list[str]] = {style: [] for style in palette.TEXT}
    for key, label in labels.items():
        if key not in own:
            styles[label.wish.style].append(draw_features.draw_label(label))
    return svg.join(
        svg.tag("g", svg.join(texts), **palette.text_looks(style))
        for style, texts in styles.items()
        if texts
    )
