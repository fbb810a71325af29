"""Draw the map: the site's own base map as vectors, with the way, its pins and their names."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace
from itertools import pairwise

from oxymap.leaflets import looks
from oxymap.leaflets.looks import Type
from oxymap.leaflets.models import MapPart, Mark
from oxymap.leaflets.pins import spread
from oxymap.leaflets.sheet import Sheet
from oxymap.maps import palette, svg
from oxymap.maps.basemap import BaseMap
from oxymap.maps.draw_base import DrawnBase, draw_base
from oxymap.maps.draw_lines import draw_lines
from oxymap.maps.furniture import LONGEST, round_length
from oxymap.maps.labels import Box, Label, Wish, place_labels
from oxymap.maps.models import Line
from oxymap.maps.projection import Viewport, Xy, fit
from oxymap.maps.words import map_words

#: Points on paper of a pixel of the map: type for screens is too large for paper.
SCALE = 0.78
#: Radius of a numbered pin, pixels.
PIN = 8.4
#: Radius of a place beside the way, pixels.
DOT = 3.6
MARGIN = 10.0
CLOSE = 12.5
#: Every hill of the picture has the gradient; on paper a flat tone saves a third of the file.
_HILL = re.compile(r'fill="url\(#\w+hill\)"')
#: Names for those who point at a line; paper has none.
_TITLE = re.compile(r"<title>[^<]*</title>")
ANCHORS = {"start": 0.0, "middle": 0.5, "end": 1.0}


@dataclass(frozen=True)
class _Pin:
    mark: Mark
    true: Xy
    shown: Xy


def draw_map(  # noqa: PLR0913 -- what to draw and where
    sheet: Sheet, base: BaseMap, lang: str, part: MapPart, *,
    x: float, y: float, width: float, height: float,
) -> None:  # fmt: skip
    """Draw a map into a frame, points."""
    view = fit(part.bbox, (round(width / SCALE), round(height / SCALE)))
    drawn = draw_base(base, view, lang, "map")
    sheet.svg(_ground(drawn, part, view), x, y, width, height)
    pins = _pins(part, view)
    labels = _labels(part, pins, drawn, view)
    artist = _Artist(sheet, x, y)
    for label in labels:
        artist.label(label)
    for pin in sorted(pins, key=lambda pin: pin.mark.number is not None):
        artist.leader(pin)
    for pin in sorted(pins, key=lambda pin: pin.mark.number is not None):
        artist.pin(pin)
    artist.furniture(view, lang)
    sheet.box(x, y, width, height, stroke=looks.LINE_STRONG, stroke_width=0.7)


def _ground(drawn: DrawnBase, part: MapPart, view: Viewport) -> str:
    """Return the base map and the lines as one ``<svg>`` element."""
    flat = f'fill="{palette.HILL_FOOT}" fill-opacity=".8"'
    # Close to, the hills are large, and only decoration.
    faint = 'class="map-hills" opacity=".35"' if view.zoom > CLOSE else 'class="map-hills"'
    content = svg.join(
        (
            svg.tag("defs", _HILL.sub(flat, drawn.defs)),
            drawn.body.replace('class="map-hills"', faint),
            _TITLE.sub("", draw_lines((replace(line, url=None) for line in part.lines), view)),
            drawn.marks,
        )
    )
    return svg.tag(
        "svg",
        content,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {view.width} {view.height}",
    )


# --- pins and names -----------------------------------------------------------------------


def _pins(part: MapPart, view: Viewport) -> list[_Pin]:
    """Return the pins in view; numbered ones move aside where they would hide each other."""
    seen = [(mark, view.project(*mark.point)) for mark in part.marks]
    seen = [(mark, place) for mark, place in seen if view.holds(place, -2)]
    numbered = [place for mark, place in seen if mark.number is not None]
    shown = iter(spread(numbered, 2 * PIN + 1.5, (view.width, view.height), PIN + 3))
    return [
        _Pin(mark, place, next(shown) if mark.number is not None else place) for mark, place in seen
    ]


def _labels(part: MapPart, pins: list[_Pin], drawn: DrawnBase, view: Viewport) -> list[Label]:
    """Return the names that have room: the ends of the way first."""
    named = {mark.name for mark in part.marks}
    wishes = [wish for wish in drawn.wishes if wish.text not in named]
    wishes += [_wish(pin) for pin in pins]
    boxes: list[tuple[str, Box]] = [(_key(pin), _box(pin)) for pin in pins]
    boxes += [*drawn.obstacles, *(("", box) for box in _furniture_boxes(view))]
    way = [("", box) for line in part.lines for box in _line_boxes(line.lines, view)]
    bounds = (4.0, 4.0, view.width - 4.0, view.height - 4.0)
    placed = place_labels(wishes, bounds, [*boxes, *way])
    # A stop that has no room beside the way is named over it, rather than not at all.
    found = {label.wish.key for label in placed}
    rest = [_wish(pin) for pin in pins if pin.mark.number is not None and _key(pin) not in found]
    boxes += [("", label.box) for label in placed]
    return placed + place_labels(rest, bounds, boxes)


def _key(pin: _Pin) -> str:
    return f"pin-{pin.mark.number or pin.mark.name}"


def _wish(pin: _Pin) -> Wish:
    style = ("stop", "feature", "feature", "place")[pin.mark.weight]
    radius = PIN if pin.mark.number is not None else DOT
    return Wish(
        key=_key(pin),
        text=pin.mark.name,
        places=(pin.shown,),
        size=palette.TEXT[style][0],
        priority=(0.2, 1.6, 1.8, 2.5)[pin.mark.weight],
        gap=radius + 3,
        style=style,
    )


def _box(pin: _Pin) -> Box:
    radius = (PIN if pin.mark.number is not None else DOT) + 1
    x, y = pin.shown
    return (x - radius, y - radius, x + radius, y + radius)


def _line_boxes(lines: tuple[Line, ...], view: Viewport) -> list[Box]:
    """Return small boxes along the way, which names must keep clear of."""
    boxes = []
    for line in lines:
        for (x0, y0), (x1, y1) in pairwise(view.line(line)):
            count = max(1, round(math.hypot(x1 - x0, y1 - y0) / 8))
            for step in range(count + 1):
                x, y = x0 + (x1 - x0) * step / count, y0 + (y1 - y0) * step / count
                boxes.append((x - 1.5, y - 1.5, x + 1.5, y + 1.5))
    return boxes


def _furniture_boxes(view: Viewport) -> tuple[Box, Box]:
    width, height = view.width, view.height
    return (
        (width - LONGEST - 3 * MARGIN, height - 34, width, height),
        (width - 34, 0, width, 44),
    )


@dataclass(frozen=True)
class _Artist:
    """Draws in pixels of the map."""

    sheet: Sheet
    left: float
    top: float

    def place(self, x: float, y: float) -> Xy:
        """Return where a pixel is on the page."""
        return self.left + x * SCALE, self.top + y * SCALE

    def label(self, label: Label) -> None:
        """Draw a name on its pale edge."""
        _, colour, weight, _, _ = palette.TEXT[label.wish.style]
        type_ = Type(label.wish.size * SCALE, colour, bold=weight is not None)
        x, y = self.place(label.x, label.y)
        self.sheet.halo(x, y, label.wish.text, type_, ANCHORS[label.anchor])
        self.sheet.text(x, y, label.wish.text, type_, ANCHORS[label.anchor])

    def leader(self, pin: _Pin) -> None:
        """Draw the line from a pin that has moved aside to its place."""
        if math.dist(pin.true, pin.shown) < PIN * 0.6:
            return
        (x0, y0), (x1, y1) = self.place(*pin.true), self.place(*pin.shown)
        self.sheet.line(x0, y0, x1, y1, looks.WHITE, 1.8)
        self.sheet.line(x0, y0, x1, y1, looks.STOP, 0.7)
        self.sheet.disc(x0, y0, 1.5, looks.STOP, stroke=looks.WHITE, stroke_width=0.5)

    def pin(self, pin: _Pin) -> None:
        """Draw a numbered disc, or a small one for a place beside the way."""
        x, y = self.place(*pin.shown)
        if pin.mark.number is None:
            self.sheet.disc(x, y, DOT * SCALE, looks.ACCENT, stroke=looks.WHITE, stroke_width=0.9)
            return
        radius = PIN * SCALE
        if pin.mark.approximate:
            self.sheet.disc(x, y, radius, looks.WHITE)
            self.sheet.disc(x, y, radius - 0.5, stroke=looks.STOP, stroke_width=1, dash=2)
        else:
            self.sheet.disc(x, y, radius, looks.STOP, stroke=looks.WHITE, stroke_width=0.9)
        colour = looks.STOP if pin.mark.approximate else looks.WHITE
        size = 7.6 if pin.mark.number < 10 else 6.8
        self.sheet.middle(x, y, str(pin.mark.number), Type(size, colour, bold=True), 0.5)

    def furniture(self, view: Viewport, lang: str) -> None:
        """Draw the scale bar and north."""
        words = map_words(lang)
        metres = round_length(view.metres_per_px * LONGEST)
        word = words["metres" if metres < 1000 else "kilometres"]
        text = word.format(count=metres if metres < 1000 else metres // 1000)
        length = metres / view.metres_per_px
        right, bottom = view.width - MARGIN, view.height - MARGIN
        corners = [(right - length, bottom - 4), (right - length, bottom), (right, bottom)]
        for one, other in pairwise([*corners, (right, bottom - 4)]):
            self.sheet.line(*self.place(*one), *self.place(*other), palette.INK, 0.9)
        type_ = Type(9.6 * SCALE, palette.INK)
        x, y = self.place(right, bottom - 7)
        label = f"{words['schematic']} · {text}"
        self.sheet.halo(x, y, label, type_, 1)
        self.sheet.text(x, y, label, type_, 1)
        self._north(view, words["north"])

    def _north(self, view: Viewport, letter: str) -> None:
        middle = view.width - MARGIN - 7
        tip = [(middle, 9), (middle + 5, 22), (middle, 19), (middle - 5, 22)]
        self.sheet.polygon([self.place(*point) for point in tip], palette.INK)
        x, y = self.place(middle, 34)
        type_ = Type(9.6 * SCALE, palette.INK, bold=True)
        self.sheet.halo(x, y, letter, type_, 0.5)
        self.sheet.text(x, y, letter, type_, 0.5)
