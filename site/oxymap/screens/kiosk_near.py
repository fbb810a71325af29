"""What lies around a screen: how far, in which direction, and how long on foot at the least."""

from __future__ import annotations

import math
from dataclasses import replace

from oxymap.catalogue.models import Place
from oxymap.maps.models import Bbox, MapFeature, MapSpec, MapView
from oxymap.maps.picture import design_size, draw_picture
from oxymap.maps.projection import fit
from oxymap.maps.svg import number, tag
from oxymap.pages.cards import place_card
from oxymap.pages.page_maps import attribution, map_features
from oxymap.screens.kiosk_edition import KioskEdition
from oxymap.screens.kiosk_models import NearPlace
from oxymap.screens.kiosk_scope import here
from oxymap.wording import N_

Point = tuple[float, float]
#: Clockwise from north; each is 45° wide.
DIRECTIONS = ("n", "ne", "e", "se", "s", "sw", "w", "nw")
#: Paths here are at least this much longer than the straight line.
DETOUR = 1.3
#: An easy pace without climbing, metres a minute (4 km/h).
PACE = 4000 / 60
#: Farther away nobody is sent on foot from a screen, metres along a path.
WALK_MOST_M = 4_000.0
#: Nearer than this a direction means nothing, metres.
CLOSE_M = 50.0
#: So many get a number on the map.
MOST_NUMBERED = 12
MAP_SIZE = (960, 900)
#: Pins this near, in pixels across and up or down, would hide the words of the mark.
WORDS_REACH = (48, 52)
#: The map looks at least this far around the screen, in degrees of latitude.
LEAST_REACH = 0.018


def near_places(edition: KioskEdition) -> tuple[NearPlace, ...]:
    """Return the places around a screen, nearest first."""
    places = edition.catalogue.places
    return tuple(
        near_place(edition, places[place_id], distance, number)
        for number, (place_id, distance) in enumerate(edition.scope.near, start=1)
    )


def near_place(edition: KioskEdition, place: Place, distance: float, number: int) -> NearPlace:
    """Return a place with the way to it.

    Parameters
    ----------
    distance : from the screen, metres.
    number : in the list; 0 for none.
    """
    assert place.point is not None  # noqa: S101 -- its distance was measured
    start, approximate = here(edition.kiosk.front), place.properties.position.approximate
    return NearPlace(
        number=number,
        card=place_card(edition, place),
        distance=edition.texts.distance(distance),
        direction=direction(edition, start, place.point) if distance > CLOSE_M else "",
        walk=None if approximate else walk_text(edition, distance),
    )


def direction(edition: KioskEdition, start: Point, end: Point) -> str:
    """Return in which direction a point lies from another, in words."""
    east = (end[0] - start[0]) * math.cos(math.radians((start[1] + end[1]) / 2))
    angle = math.degrees(math.atan2(east, end[1] - start[1])) % 360
    return edition.texts.label("direction", DIRECTIONS[round(angle / 45) % 8])


def walk_text(edition: KioskEdition, distance: float) -> str | None:
    """Return how long the way takes on foot at the least; None when it is no walk."""
    if distance * DETOUR > WALK_MOST_M:
        return None
    time = edition.texts.duration(distance * DETOUR / PACE)
    return edition.texts.text(N_("%(time)s or more on foot"), time=time)


# --- the map ---------------------------------------------------------------------------


def near_map(edition: KioskEdition, near: tuple[NearPlace, ...]) -> MapView:
    """Return the drawing of the surroundings with “you are here”."""
    spec = near_spec(edition, near)
    said = (attribution(edition), edition.settings.map_approval_no or "")
    return MapView(
        id=spec.id,
        kind=spec.kind,
        label=spec.label,
        picture=_with_here(edition, draw_picture(spec, edition.base_map), spec),
        spec_json="",
        script=None,
        attribution=" ".join(text for text in said if text),
        schematic=True,
    )


def near_spec(edition: KioskEdition, near: tuple[NearPlace, ...]) -> MapSpec:
    """Return what the drawing of the surroundings shows, and how far it looks."""
    front, catalogue = edition.kiosk.front, edition.catalogue
    numbers = {item.card.id: item.number for item in near[:MOST_NUMBERED]}
    places = [catalogue.places[name] for name in numbers]
    trails = [catalogue.trail(name) for name in edition.scope.trails]
    features = [
        replace(item, number=numbers.get(item.id)) for item in map_features(edition, places)
    ]
    bbox = _around(here(front), features)
    label = edition.texts.text("Map of what is near, with this screen in it")
    return MapSpec(
        id="kiosk-near", kind="detail", lang=edition.lang, bbox=bbox, size=MAP_SIZE, label=label,
        features=(*features, *map_features(edition, trails)),
    )  # fmt: skip


def _around(point: Point, features: list[MapFeature]) -> Bbox:
    """Return a view with the screen in its middle that shows every numbered place."""
    shrink = math.cos(math.radians(point[1]))
    reach = LEAST_REACH
    for item in features:
        if item.point:
            east = abs(item.point[0] - point[0]) * shrink * MAP_SIZE[1] / MAP_SIZE[0]
            reach = max(reach, east * 1.15, abs(item.point[1] - point[1]) * 1.15)
    across = reach / shrink * MAP_SIZE[0] / MAP_SIZE[1]
    return (point[0] - across, point[1] - reach, point[0] + across, point[1] + reach)


def _free_side(points: list[Point]) -> float:
    """Return how far below the mark its words stand, or above: where fewer pins are.

    Parameters
    ----------
    points : of the pins, in pixels from the mark.
    """
    beside = [y for x, y in points if abs(x) < WORDS_REACH[0] and abs(y) < WORDS_REACH[1]]
    below = sum(1 for y in beside if y > 0)
    return 33.0 if below <= len(beside) - below else -22.0


def _with_here(edition: KioskEdition, picture: str, spec: MapSpec) -> str:
    """Return the picture with a mark where the screen stands, above everything else."""
    front = edition.kiosk.front
    view = fit(spec.bbox, design_size(spec.size, whole=False))
    x, y = view.project(*here(front))
    where = f"translate({number(x)} {number(y)})"
    parts = [tag("circle", class_="kiosk-here__ring", r="15")]
    if front.heading_deg is not None:
        turn = f"rotate({number(front.heading_deg)})"
        parts.append(tag("path", class_="kiosk-here__view", d="M-9-13 0-27 9-13z", transform=turn))
    parts.append(tag("circle", class_="kiosk-here__dot", r="7"))
    words = edition.texts.text("You are here")
    points = [view.project(*item.point) for item in spec.features if item.point]
    down = _free_side([(at[0] - x, at[1] - y) for at in points])
    parts.append(tag("text", words, class_="kiosk-here__words", y=down, text_anchor="middle"))
    mark = tag("g", "".join(parts), class_="kiosk-here", transform=where)
    return picture.removesuffix("</svg>") + mark + "</svg>"
