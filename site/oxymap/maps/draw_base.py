"""Draw the base map: mist, districts on paper, misty hills, water, towns and summits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from oxymap.maps import draw_districts, draw_relief, draw_water, palette, svg
from oxymap.maps.basemap import BaseFeature, BaseMap
from oxymap.maps.draw_districts import MARGIN
from oxymap.maps.labels import Box, Wish
from oxymap.maps.projection import Viewport, Xy

#: The smallest zoom at which a town or a peak of a rank has its mark and name.
TOWN_ZOOM = {1: 0.0, 2: 8.4, 3: 9.6, 4: 11.3}
PEAK_ZOOM = {1: 0.0, 2: 8.8, 3: 9.6}
TRIANGLE = "m-4.5 3 4.5-7.5 4.5 7.5z"


@dataclass(frozen=True)
class DrawnBase:
    """A drawn base map: markup, and what its names ask of the labelling."""

    defs: str
    body: str
    marks: str
    wishes: tuple[Wish, ...]
    obstacles: tuple[tuple[str, Box], ...]


@lru_cache(maxsize=8)
def draw_base(base: BaseMap, view: Viewport, lang: str, prefix: str) -> DrawnBase:
    """Draw everything that lies under the features.

    Parameters
    ----------
    base : what to draw; compared by identity.
    view : the window.
    lang : ``zh`` or ``en``.
    prefix : starts every element id, unique in the page.
    """
    shown = draw_districts.sheets(base, view)
    standing = draw_relief.hills_in(base, view, shown)
    points = [item for item in base.features if _is_shown(item, view)]
    return DrawnBase(
        defs=draw_districts.outline_defs(shown, prefix)
        + draw_relief.hill_defs(standing, view, prefix),
        body=svg.join(
            (
                svg.tag("path", class_="map-mist", fill=palette.MIST, d=_frame(view)),
                draw_districts.draw_sheets(shown, prefix),
                draw_relief.draw_hills(standing, prefix),
                draw_water.draw_water(base, view),
                draw_districts.draw_borders(shown, prefix),
            )
        ),
        marks=_marks(points, view),
        wishes=tuple(_wishes(base, shown, points, view, 0 if lang == "zh" else 1)),
        obstacles=tuple(
            (item.id, _around(view.project(*item.line[0]), 4))
            for item in points
            if item.kind != "outside"
        ),
    )


def _is_shown(item: BaseFeature, view: Viewport) -> bool:
    least = {"town": TOWN_ZOOM, "peak": PEAK_ZOOM, "outside": {1: 0.0, 2: 0.0}}.get(item.kind)
    if least is None or view.zoom < least[item.rank]:
        return False
    return view.holds(view.project(*item.line[0]), -4)


def _frame(view: Viewport) -> str:
    width, height = view.width + 2 * MARGIN, view.height + 2 * MARGIN
    return f"M-{MARGIN}-{MARGIN}h{width}v{height}h-{width}z"


def _marks(points: list[BaseFeature], view: Viewport) -> str:
    """Return the dots of the towns and the triangles of the summits, one path each."""
    peaks = [view.project(*item.line[0]) for item in points if item.kind == "peak"]
    towns = [
        (view.project(*item.line[0]), 2.6 if item.rank == 1 else 1.7)
        for item in points
        if item.kind == "town"
    ]
    triangles = svg.join(f"M{svg.number(x)} {svg.number(y)}{TRIANGLE}" for x, y in peaks)
    dots = svg.join(_dot(place, radius) for place, radius in towns)
    return svg.join(
        svg.tag("path", d=d, class_=name, fill=fill, stroke=palette.HALO, stroke_width="1")
        for d, name, fill in (
            (triangles, "map-summit", palette.TEXT["peak"][1]),
            (dots, "map-town", palette.TEXT["town"][1]),
        )
        if d
    )


def _dot(place: Xy, radius: float) -> str:
    x, y, r, across = place[0] - radius, place[1], svg.number(radius), svg.number(2 * radius)
    arc = f"a{r} {r} 0 1 0"
    return f"M{svg.number(x)} {svg.number(y)}{arc} {across} 0{arc}-{across} 0z"


def _around(place: Xy, reach: float) -> Box:
    return (place[0] - reach, place[1] - reach, place[0] + reach, place[1] + reach)


def _wishes(
    base: BaseMap,
    shown: list[draw_districts.Sheet],
    points: list[BaseFeature],
    view: Viewport,
    language: int,
) -> Iterator[Wish]:
    yield from draw_districts.name_wishes(shown, view, language)
    yield from draw_water.name_wishes(base, view, language)
    for item in points:
        yield _point_wish(item, view.project(*item.line[0]), language)


def _point_wish(item: BaseFeature, place: Xy, language: int) -> Wish:
    style = "seat" if item.kind == "town" and item.rank == 1 else item.kind
    text = item.name[language] if item.name else ""
    if item.ele_m is not None:
        text += f" {item.ele_m}" + ("" if language == 0 else " m")
    size, _, _, _, spacing = palette.TEXT[style]
    order = {"seat": 0.0, "peak": 0.1, "outside": 6.0}
    return Wish(
        key=item.id,
        text=text,
        places=(place,),
        size=size,
        priority=order.get(style, 3.0) + item.rank,
        sides=("c",) if style == "outside" else ("e", "w", "s", "n", "se", "ne", "sw", "nw"),
        gap=5.5 if style == "peak" else 4.5,
        spacing=spacing if language == 0 else 0,
        style=style,
    )
