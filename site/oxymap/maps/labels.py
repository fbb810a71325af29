"""Place labels so that none overlaps another: greedily, the important ones first."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Box = tuple[float, float, float, float]
Side = Literal["e", "w", "n", "s", "c", "ne", "nw", "se", "sw"]
AROUND: tuple[Side, ...] = ("e", "w", "s", "n", "se", "ne", "sw", "nw")
CENTRE: tuple[Side, ...] = ("c",)
#: Free pixels kept around every label.
AIR = 1.5
#: Height of a line of text, and where its middle is above the baseline, in ems.
LINE, MIDDLE = 1.12, 0.36


@dataclass(frozen=True)
class Wish:
    """A label that would like to be on the map.

    Parameters
    ----------
    key : who is asking.
    text : one line.
    places : (x, y) of each acceptable anchor, pixels, the best first.
    size : font size, pixels.
    priority : smaller is placed first; equal ones in the order given.
    sides : where the text may stand around an anchor, the best first.
    gap : from the anchor to the text, pixels (the symbol's radius).
    spacing : extra letter spacing, pixels.
    style : name of the look, for whoever draws the label.
    """

    key: str
    text: str
    places: tuple[tuple[float, float], ...]
    size: float
    priority: float
    sides: tuple[Side, ...] = AROUND
    gap: float = 4
    spacing: float = 0
    style: str = "town"


@dataclass(frozen=True)
class Label:
    """A placed label: baseline position and SVG text-anchor."""

    wish: Wish
    x: float
    y: float
    anchor: Literal["start", "middle", "end"]
    box: Box


def place_labels(
    wishes: Iterable[Wish], bounds: Box, obstacles: Iterable[tuple[str, Box]] = ()
) -> list[Label]:
    """Return the labels that found room, in the order of their placing.

    Parameters
    ----------
    wishes : what would like to be shown; of several with one key, the first that fits.
    bounds : left, top, right, bottom that labels must stay within, pixels.
    obstacles : (key, box) of symbols; a label may touch only the symbol of its own key.
    """
    taken: list[tuple[str, Box]] = list(obstacles)
    placed: dict[str, Label] = {}
    for wish in sorted(wishes, key=lambda item: item.priority):
        label = None if wish.key in placed else _first_free(wish, bounds, taken)
        if label is not None:
            placed[wish.key] = label
            taken.append(("", label.box))
    return list(placed.values())


def text_width(text: str, size: float, spacing: float = 0) -> float:
    """Return the estimated width in pixels: no font is asked, so it errs on the wide side."""
    return sum(_em(character) for character in text) * size + spacing * len(text)


def overlap(one: Box, other: Box) -> bool:
    """Tell whether two boxes share more than an edge."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _first_free(wish: Wish, bounds: Box, taken: list[tuple[str, Box]]) -> Label | None:
    for place in wish.places:
        for side in wish.sides:
            label = _stand(wish, place, side)
            box = label.box
            inside = (
                box[0] >= bounds[0]
                and box[1] >= bounds[1]
                and box[2] <= bounds[2]
                and box[3] <= bounds[3]
            )
            if inside and not any(key != wish.key and overlap(box, other) for key, other in taken):
                return label
    return None


def _stand(wish: Wish, place: tuple[float, float], side: Side) -> Label:
    x, y = place
    width, height = text_width(wish.text, wish.size, wish.spacing), wish.size * LINE
    lean = 0.75 if len(side) > 1 else 1.0
    anchor: Literal["start", "middle", "end"] = "middle"
    if "e" in side:
        x, anchor = x + wish.gap * lean, "start"
    elif "w" in side:
        x, anchor = x - wish.gap * lean, "end"
    if "n" in side:
        y -= (wish.gap + height / 2) * lean
    elif "s" in side:
        y += (wish.gap + height / 2) * lean
    left = {"start": x, "middle": x - width / 2, "end": x - width}[anchor]
    box = (left - AIR, y - height / 2 - AIR, left + width + AIR, y + height / 2 + AIR)
    return Label(wish, x, y + wish.size * MIDDLE, anchor, box)


def _em(character: str) -> float:
    if unicodedata.east_asian_width(character) in "WF":
        return 1.0
    if character in "ilj.,:;'|!()· ":
        return 0.33
    if character in "mwMW%@":
        return 0.88
    return 0.68 if character.isupper() else 0.57
