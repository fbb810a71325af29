"""Looks of the drawn map as presentation attributes.

Inline pictures are restyled (dark theme, print) by ``map.css`` through the classes;
these values are what a picture has on its own, in ``<img>`` or a saved file.
"""

from __future__ import annotations

MIST = "#eaf0ee"
DISTRICTS: dict[str, str] = {
    "mentougou": "#dde9cf",
    "yanqing": "#d2e6de",
    "fangshan": "#ebe7cc",
}
EDGE = "#fdfefb"
BORDER = "#8ba394"
SHADOW = "#5f7a70"
HILL_TOP = "#7fa38d"
HILL_SIDE = "#b3cbb2"
HILL_FOOT = "#e3edda"
HILL_INK = "#5d8470"
WATER = "#6fb0cc"
WATER_FILL = "#b5dae6"
INK = "#26332d"
HALO = "#f7faf4"

#: Text looks: font size in pixels, colour, weight, italic, letter spacing in pixels.
TEXT: dict[str, tuple[float, str, str | None, bool, float]] = {
    "district": (18.0, "#3f6152", "600", False, 5.0),
    "seat": (12.0, "#33423b", "600", False, 0.0),
    "town": (10.5, "#53625b", None, False, 0.0),
    "peak": (10.5, "#4d5a45", None, False, 0.0),
    "water": (10.5, "#2f7397", None, True, 0.0),
    "outside": (11.0, "#8b9a94", None, False, 2.0),
    "place": (10.5, INK, None, False, 0.0),
    "feature": (12.0, INK, None, False, 0.0),
    "stop": (12.5, INK, "600", False, 0.0),
    "emphasis": (14.5, INK, "700", False, 0.0),
}
LINE = "#b4451f"
STOP = "#8f2f1d"
CLUSTER = "#2f6b50"


def text_looks(style: str) -> dict[str, str | None]:
    """Return the attributes of a group of texts; pins inside it set their own strokes."""
    size, colour, weight, italic, _ = TEXT[style]
    return {
        "class_": f"map-label map-label--{style}",
        "font_size": f"{size:g}",
        "font_weight": weight,
        "font_style": "italic" if italic else None,
        "fill": colour,
        "stroke": HALO,
        "stroke_width": "3",
        "stroke_linejoin": "round",
        "paint_order": "stroke",
    }


def group_looks(style: str) -> dict[str, str | None]:
    """Return the attributes of a group of pins or, for style ``cluster``, of count bubbles."""
    if style != "cluster":
        return text_looks(style)
    return {
        "class_": "map-clusters",
        "font_size": "11",
        "font_weight": "700",
        "text_anchor": "middle",
        "fill": CLUSTER,
        "stroke": HALO,
        "stroke_width": "2",
    }
