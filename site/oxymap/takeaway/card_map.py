"""Draw the map of a share card as pixels: the site's own base map, lines, pins and names."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from PIL import Image, ImageDraw

from oxymap.leaflets.looks import ACCENT, STOP, WHITE
from oxymap.maps import draw_districts, draw_relief, draw_water, palette
from oxymap.maps.basemap import BaseMap
from oxymap.maps.brush import OUTLINES
from oxymap.maps.draw_base import draw_base
from oxymap.maps.hills import growth
from oxymap.maps.labels import Box, Label, Wish, place_labels
from oxymap.maps.models import MapFeature
from oxymap.maps.projection import Viewport, Xy, fit
from oxymap.takeaway.lettering import Lettering
from oxymap.takeaway.share_card import Card

#: Pixels of the card of a pixel of the map's own layout.
SCALE = 1.6
#: The ground is drawn larger and made smaller, so that its edges are soft.
FINE = 2
PIN = 9.0
_NUMBERS = re.compile(r"[a-zA-Z]|-?\d*\.?\d+")
#: Steps of a curve.
_BEND = 5


def draw_card_map(
    card: Card, base: BaseMap, size: tuple[int, int], type_: Lettering
) -> Image.Image:
    """Return the map of a card.

    Parameters
    ----------
    size : width and height, pixels.
    """
    view = fit(card.bbox, (round(size[0] / SCALE), round(size[1] / SCALE)))
    ground = _ground(card, base, view, size)
    labels = _labels(card, base, view)
    brush = ImageDraw.Draw(ground)
    for label in labels:
        _draw_label(brush, label, type_)
    _draw_pins(brush, card.features, view, type_)
    return ground


# --- ground -------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Ground:
    """A picture that is drawn on in pixels of the map's layout."""

    image: Image.Image
    brush: ImageDraw.ImageDraw
    scale: float

    def place(self, points: Iterable[Sequence[float]]) -> list[Xy]:
        """Return points as pixels of the picture."""
        return [(point[0] * self.scale, point[1] * self.scale) for point in points]

    def fill(self, points: Iterable[Sequence[float]], colour: str) -> None:
        """Fill an outline."""
        self.brush.polygon(self.place(points), fill=colour)

    def line(self, points: Sequence[Sequence[float]], colour: str, width: float) -> None:
        """Draw a line with round joints."""
        pixels = max(1, round(width * self.scale))
        self.brush.line(self.place(points), fill=colour, width=pixels, joint="curve")


def _ground(card: Card, base: BaseMap, view: Viewport, size: tuple[int, int]) -> Image.Image:
    image = Image.new("RGB", (size[0] * FINE, size[1] * FINE), palette.MIST)
    ground = _Ground(image, ImageDraw.Draw(image), SCALE * FINE)
    shown = draw_districts.sheets(base, view)
    rings = [(item.id, part.exterior.coords) for item in shown for part in item.shape.geoms]
    for _, ring in rings:
        ground.line([*ring, ring[0]], palette.EDGE, 7)
    for name, ring in rings:
        pale = card.district is not None and card.district != name
        ground.fill(ring, palette.MIST if pale else palette.DISTRICTS.get(name, palette.EDGE))
    for hill in draw_relief.hills_in(base, view, shown):
        stamp = _hill(hill.shape, round(hill.size * growth(view.zoom) * ground.scale, 2))
        x, y = hill.x * ground.scale, hill.y * ground.scale
        image.paste(stamp, (round(x - stamp.width / 2), round(y - stamp.height)), stamp)
    _water(ground, base, view)
    for _, ring in rings:
        ground.line([*ring, ring[0]], palette.BORDER, 0.9)
    for item in card.features:
        for line in item.lines:
            _way(ground, view.line(line), schematic=item.schematic)
    return image.resize(size, Image.Resampling.LANCZOS)


@lru_cache(maxsize=64)
def _hill(shape: int, scale: float) -> Image.Image:
    """Return one hill: dark at its top, gone in the mist at its foot."""
    outline = [(x * scale, y * scale) for x, y in _outline(OUTLINES[shape])]
    width = math.ceil(max(abs(x) for x, _ in outline)) * 2 + 2
    height = math.ceil(max(-y for _, y in outline)) + 1
    mask = Image.new("L", (width, height), 0)
    moved = [(x + width / 2, y + height) for x, y in outline]
    ImageDraw.Draw(mask).polygon(moved, fill=255)
    stops = (
        (0.0, palette.HILL_TOP, 0.95),
        (0.55, palette.HILL_SIDE, 0.85),
        (1.0, palette.HILL_FOOT, 0.5),
    )
    column = Image.new("RGBA", (1, height))
    for y in range(height):
        column.putpixel((0, y), _mixed(stops, y / max(1, height - 1)))
    stamp = column.resize((width, height))
    stamp.putalpha(Image.composite(stamp.getchannel("A"), Image.new("L", mask.size, 0), mask))
    return stamp


def _mixed(stops: Sequence[tuple[float, str, float]], at: float) -> tuple[int, int, int, int]:
    later = next(number for number, stop in enumerate(stops) if stop[0] >= at) or 1
    (low, one, thin), (high, other, thick) = stops[later - 1], stops[later]
    share = (at - low) / (high - low)
    pairs = zip(_rgb(one), _rgb(other), strict=True)
    red, green, blue = (round(a + (b - a) * share) for a, b in pairs)
    return red, green, blue, round((thin + (thick - thin) * share) * 255)


def _rgb(colour: str) -> tuple[int, int, int]:
    value = int(colour[1:], 16)
    return value >> 16, value >> 8 & 255, value & 255


def _outline(path: str) -> list[Xy]:
    """Return the points of an outline made of M, C and c."""
    tokens = _NUMBERS.findall(path)
    points: list[Xy] = []
    command, at = "", 0
    while at < len(tokens):
        if tokens[at].isalpha():
            command, at = tokens[at], at + 1
        count = 2 if command == "M" else 6
        numbers = [float(token) for token in tokens[at : at + count]]
        at += count
        pairs = list(zip(numbers[::2], numbers[1::2], strict=True))
        if command == "M":
            points += pairs
            continue
        x, y = points[-1]
        shift = (x, y) if command == "c" else (0.0, 0.0)
        points += _bend((x, y), [(px + shift[0], py + shift[1]) for px, py in pairs])
    return points


def _bend(start: Xy, handles: Sequence[Xy]) -> list[Xy]:
    """Return points of a cubic curve behind its start."""
    first, second, end = handles
    found = []
    for step in range(1, _BEND + 1):
        t = step / _BEND
        weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3)
        corners = (start, first, second, end)
        x, y = (
            sum(w * corner[axis] for w, corner in zip(weights, corners, strict=True))
            for axis in (0, 1)
        )
        found.append((x, y))
    return found


def _water(ground: _Ground, base: BaseMap, view: Viewport) -> None:
    for lake in base.of("reservoir"):
        points = view.line(lake.line)
        ground.fill(points, palette.WATER_FILL)
        ground.line([*points, points[0]], palette.WATER, 1)
    for river in base.of("river"):
        points = view.line(river.line)
        mouth = draw_water.WIDTHS[river.rank] * draw_water.GROWTH ** (view.zoom - 9)
        size = -(-(len(points) - 1) // len(draw_water.COURSE))
        for number, part in enumerate(draw_water.COURSE):
            stretch = points[number * size : (number + 1) * size + 1]
            if len(stretch) > 1:
                ground.line(stretch, palette.WATER, mouth * part)


def _way(ground: _Ground, points: list[Xy], *, schematic: bool) -> None:
    ground.line(points, WHITE, 6)
    if not schematic:
        ground.line(points, palette.LINE, 3.2)
        return
    for dash in _dashes(points, 7, 5):
        ground.line(dash, palette.LINE, 3.2)


def _dashes(points: Sequence[Xy], drawn: float, left_out: float) -> list[list[Xy]]:
    """Return the drawn pieces of a broken line."""
    found: list[list[Xy]] = []
    rest, on = drawn, True
    for start, end in pairwise(points):
        length, done = math.dist(start, end), 0.0
        while length - done > 1e-9:
            step = min(rest, length - done)
            if on:
                one, other = (_between(start, end, (done + part) / length) for part in (0, step))
                found.append([one, other])
            done, rest = done + step, rest - step
            if rest <= 1e-9:
                on = not on
                rest = drawn if on else left_out
    return found


def _between(start: Xy, end: Xy, share: float) -> Xy:
    return start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share


# --- names and pins -----------------------------------------------------------------------


def _labels(card: Card, base: BaseMap, view: Viewport) -> list[Label]:
    drawn = draw_base(base, view, card.lang, "card")
    points = [(item, view.project(*item.point)) for item in card.features if item.point]
    named = {item.name for item, _ in points} | {card.title}
    wishes = [wish for wish in drawn.wishes if wish.text not in named]
    boxes: list[tuple[str, Box]] = list(drawn.obstacles)
    for item, (x, y) in points:
        boxes.append((item.id, (x - PIN, y - PIN, x + PIN, y + PIN)))
        wishes.append(Wish(item.id, item.name, ((x, y),), 12.5, 0.1, gap=PIN + 2, style="emphasis"))
    bounds = (5.0, 5.0, view.width - 5.0, view.height - 5.0)
    return place_labels(wishes, bounds, boxes)


def _draw_label(brush: ImageDraw.ImageDraw, label: Label, type_: Lettering) -> None:
    _, colour, weight, _, _ = palette.TEXT[label.wish.style]
    anchor = {"start": "ls", "middle": "ms", "end": "rs"}[label.anchor]
    font = type_.font(label.wish.size * SCALE)
    place = (label.x * SCALE, label.y * SCALE)
    brush.text(
        place, label.wish.text, palette.HALO, font, anchor, stroke_width=3, stroke_fill=palette.HALO
    )
    brush.text(
        place, label.wish.text, colour, font, anchor, stroke_width=0.5 if weight else 0,
        stroke_fill=colour,
    )  # fmt: skip


def _draw_pins(
    brush: ImageDraw.ImageDraw, features: Sequence[MapFeature], view: Viewport, type_: Lettering
) -> None:
    points = [item for item in features if item.point]
    for number, item in enumerate(points, start=1):
        assert item.point is not None  # noqa: S101 -- chosen so
        x, y = (value * SCALE for value in view.project(*item.point))
        radius = PIN * SCALE
        box = (x - radius, y - radius, x + radius, y + radius)
        if item.approximate:
            brush.ellipse(box, fill=WHITE, outline=STOP, width=3)
        else:
            brush.ellipse(box, fill=STOP, outline=WHITE, width=2)
        colour = STOP if item.approximate else WHITE
        if len(points) > 1:
            brush.text((x, y), str(number), colour, type_.font(15), "mm", stroke_width=0.4)
        else:
            brush.ellipse((x - 4, y - 4, x + 4, y + 4), fill=colour or ACCENT)
