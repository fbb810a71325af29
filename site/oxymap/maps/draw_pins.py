"""Define the pins of a map once: a symbol on a disc, and the fog of approximate places."""

from __future__ import annotations

from collections.abc import Iterable

from oxymap.maps import palette, svg
from oxymap.maps.clusters import Group
from oxymap.maps.symbols import COLOURS, SYMBOLS, glyph

#: Radius of a pin on a detail map and on the whole map, pixels.
PIN, SMALL_PIN = 9.5, 7.5


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
