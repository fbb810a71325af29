"""Draw rivers, which widen on their way, and reservoirs."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from oxymap.maps import palette, svg
from oxymap.maps.basemap import BaseFeature, BaseMap
from oxymap.maps.labels import Side, Wish
from oxymap.maps.projection import Viewport, Xy

#: Width of a river at its mouth at zoom 9, pixels, by rank.
WIDTHS = {1: 2.8, 2: 1.9, 3: 1.2}
#: Width along the course, as parts of the width at the mouth.
COURSE = (0.65, 0.82, 1.0)
#: Growth of the width with each zoom.
GROWTH = 1.22
#: Vertices further out than this many pixels are left out.
REACH = 90
#: Below this zoom rivers run through crowded hills and get a pale bank.
BANK_ZOOM = 11.0
#: The smallest zoom at which water of a rank has its name.
NAME_ZOOM = {1: 0.0, 2: 9.0, 3: 10.6}
_BESIDE: tuple[Side, ...] = ("e", "s", "w", "n", "se", "ne")


def draw_water(base: BaseMap, view: Viewport) -> str:
    """Return reservoirs and rivers, each river over a soft bank."""
    rivers = [part for river in base.of("river") for part in _parts(river, view)]
    lakes = svg.join(_lake(lake, view) for lake in base.of("reservoir"))
    if not rivers:
        return lakes
    looks = {"fill": "none", "stroke_linecap": "round", "stroke_linejoin": "round"}
    banks = ""
    if view.zoom < BANK_ZOOM:
        drawn = svg.join(svg.tag("path", d=d, stroke_width=width + 2.4) for d, width in rivers)
        banks = svg.tag("g", drawn, class_="map-bank", stroke=palette.EDGE, opacity=".6", **looks)
    water = svg.join(svg.tag("path", d=d, stroke_width=width) for d, width in rivers)
    return svg.join(
        (banks, lakes, svg.tag("g", water, class_="map-river", stroke=palette.WATER, **looks))
    )


def name_wishes(base: BaseMap, view: Viewport, language: int) -> Iterator[Wish]:
    """Yield the labels of the water that the window shows.

    Parameters
    ----------
    base : the base map.
    view : the window.
    language : 0 for Chinese, 1 for English.
    """
    size = palette.TEXT["water"][0]
    for feature in (*base.of("river"), *base.of("reservoir")):
        if feature.name is None or view.zoom < NAME_ZOOM[feature.rank]:
            continue
        places = _anchors(feature, view)
        if places:
            yield Wish(
                key=feature.id,
                text=feature.name[language],
                places=places,
                size=size,
                priority=2 + feature.rank,
                sides=_BESIDE,
                gap=5,
                style="water",
            )


def _anchors(feature: BaseFeature, view: Viewport) -> tuple[Xy, ...]:
    points = view.line(feature.line)
    if feature.kind == "reservoir":
        xs, ys = [x for x, _ in points], [y for _, y in points]
        middle = ((min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2)
        return (middle,) if view.holds(middle, -8) else ()
    seen = [point for point in points if view.holds(point, -12)]
    # From the middle of what is seen towards its ends.
    order = sorted(range(len(seen)), key=lambda index: abs(index - len(seen) / 2))
    return tuple(seen[index] for index in order)


def _lake(lake: BaseFeature, view: Viewport) -> str:
    points = view.line(lake.line)
    if not any(view.holds(point, REACH) for point in points):
        return ""
    return svg.tag(
        "path",
        class_="map-lake",
        d=svg.curve([*points, *points[:1]]) + "z",
        fill=palette.WATER_FILL,
        stroke=palette.WATER,
        stroke_width="1",
    )


def _parts(river: BaseFeature, view: Viewport) -> Iterator[tuple[str, float]]:
    """Yield (path data, width) of each third of a river that is near the window."""
    mouth = WIDTHS[river.rank] * GROWTH ** (view.zoom - 9)
    points = view.line(river.line)
    size = -(-(len(points) - 1) // len(COURSE))
    for number, part in enumerate(COURSE):
        stretch = points[number * size : (number + 1) * size + 1]
        for run in _runs(stretch, view):
            yield svg.curve(run), round(mouth * part, 1)


def _runs(points: list[Xy], view: Viewport) -> Iterator[list[Xy]]:
    """Yield the stretches of a line that come near the window."""
    run: list[Xy] = []
    for here, there in itertools.pairwise(points):
        if _near(here, there, view):
            run = run or [here]
            run.append(there)
        elif run:
            yield run
            run = []
    if run:
        yield run


def _near(one: Xy, other: Xy, view: Viewport) -> bool:
    return (
        max(one[0], other[0]) > -REACH
        and min(one[0], other[0]) < view.width + REACH
        and max(one[1], other[1]) > -REACH
        and min(one[1], other[1]) < view.height + REACH
    )
