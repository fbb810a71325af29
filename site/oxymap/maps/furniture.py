"""The scale bar and the north arrow."""

from __future__ import annotations

from oxymap.maps import palette, svg
from oxymap.maps.labels import Box
from oxymap.maps.projection import Viewport
from oxymap.maps.words import map_words

#: The bar is at most this long, pixels.
LONGEST = 90
MARGIN = 10


def draw_furniture(view: Viewport, lang: str) -> str:
    """Return a scale bar at the lower right and north at the upper right."""
    metres = round_length(view.metres_per_px * LONGEST)
    words = map_words(lang)
    word = words["metres" if metres < 1000 else "kilometres"]
    label = word.format(count=metres if metres < 1000 else metres // 1000)
    length = metres / view.metres_per_px
    right, bottom = view.width - MARGIN, view.height - MARGIN
    bar = svg.tag(
        "path",
        d=f"M{svg.number(right - length)} {bottom - 4}v4h{svg.number(length)}v-4",
        fill="none",
        class_="map-scale",
        stroke=palette.INK,
        stroke_width="1.2",
    )
    text = _text(f"{words['schematic']} · {label}", right, bottom - 5, "end")
    looks = {**palette.text_looks("town"), "class_": "map-label map-furniture"}
    return svg.tag("g", bar + text + _north(view, words["north"]), **looks)


def furniture_boxes(view: Viewport) -> tuple[Box, Box]:
    """Return what labels must keep clear of, pixels."""
    width, height = view.width, view.height
    return (
        (width - LONGEST - 2 * MARGIN, height - 30, width, height),
        (width - 32, 0, width, 40),
    )


def round_length(metres: float) -> int:
    """Return the largest 1, 2 or 5 times a power of ten that is not above `metres`."""
    power = 1
    while power * 10 <= metres:
        power *= 10
    return max(step * power for step in (1, 2, 5) if step * power <= max(metres, 1))


def _north(view: Viewport, letter: str) -> str:
    x = view.width - MARGIN - 7
    arrow = svg.tag("path", d=f"M{x} 8l4 11-4-2.5-4 2.5z", fill=palette.INK)
    return arrow + _text(letter, x, 32, "middle")


def _text(value: str, x: float, y: float, anchor: str) -> str:
    return svg.tag(
        "text",
        svg.text(value),
        x=svg.number(x),
        y=svg.number(y),
        text_anchor=anchor,
    )
