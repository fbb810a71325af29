"""What one touch screen shows: the places, trails, routes and festivals around it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from oxymap.catalogue.kiosk_models import KioskFront
from oxymap.catalogue.models import PLACE_LAYERS, Place
from oxymap.geo.distances import distance_m
from oxymap.pages.cards import coming_events
from oxymap.pages.edition import Edition
from oxymap.pages.page_maps import line_parts
from oxymap.pages.trail_page import places_along

Point = tuple[float, float]
#: What a visitor at a screen looks for; areas and what grows somewhere have no door to go to.
NEAR_LAYERS = (
    "villages", "viewpoints", "scenic", "valleys", "protected", "peaks", "facilities", "waters",
)  # fmt: skip
#: A screen is no catalogue: at most so many of each.
MOST_NEAR, MOST_ROUTES, MOST_TRAILS, MOST_EVENTS = 24, 8, 8, 12
#: A place that may be this far from its point is near nothing, metres.
VAGUE_M = 3_000.0
#: Pages of a screen that are about no single thing.
FIXED = ("", "map", "near", "routes", "calendar", "notices", "safety")


@dataclass(frozen=True)
class Scope:
    """The ids of what a screen has pages of.

    Parameters
    ----------
    near : places around it with their distance in metres, nearest first.
    places : all places that have a page here, those of routes and trails among them.
    """

    near: tuple[tuple[str, float], ...]
    places: tuple[str, ...]
    trails: tuple[str, ...]
    routes: tuple[str, ...]
    festivals: tuple[str, ...]

    def paths(self) -> tuple[str, ...]:
        """Return the paths of all pages below the screen's first page, in a stable order."""
        return (
            *FIXED,
            *(f"routes/{name}" for name in self.routes),
            *(f"trails/{name}" for name in self.trails),
            *(f"places/{name}" for name in self.places),
            *(f"festivals/{name}" for name in self.festivals),
        )


def here(front: KioskFront) -> Point:
    """Return where a screen stands, as (lon, lat), WGS 84."""
    return front.position.lon, front.position.lat


def district_of(edition: Edition, front: KioskFront) -> str | None:
    """Return the district that a screen stands in, where its place tells."""
    place = edition.catalogue.places.get(front.place or "")
    return place.properties.district if place else None


def scope_of(edition: Edition, front: KioskFront) -> Scope:
    """Return what a screen shows."""
    near = tuple(_near(edition, front))
    routes = _routes(edition, front)
    trails = _trails(edition, front, routes)
    places = dict.fromkeys([front.place] if front.place else [])
    places |= dict.fromkeys(name for name, _ in near)
    places |= dict.fromkeys(_stops(edition, routes))
    for name in trails:
        along = places_along(edition, edition.catalogue.trail(name))
        places |= dict.fromkeys(place.id for place in along)
    known = edition.catalogue.places
    return Scope(
        near=near,
        places=tuple(n for n in places if n in known and known[n].layer in PLACE_LAYERS),
        trails=trails,
        routes=routes,
        festivals=_festivals(edition, front),
    )


def _near(edition: Edition, front: KioskFront) -> Iterator[tuple[str, float]]:
    point, most = here(front), front.radius_km * 1000
    found = []
    for layer in NEAR_LAYERS:
        for place in edition.catalogue.layer(layer):
            if place.point is not None and place.id != front.place and not is_vague(place):
                distance = distance_m(point, place.point)
                if distance <= most:
                    found.append((distance, place.id))
    for distance, name in sorted(found)[:MOST_NEAR]:
        yield name, distance


def is_vague(place: Place) -> bool:
    """Tell whether a place may be so far from its point that it is near nothing."""
    precision_m = place.properties.position.precision_m
    return precision_m is None or precision_m > VAGUE_M


def _routes(edition: Edition, front: KioskFront) -> tuple[str, ...]:
    """Return the routes that a screen names; else those of its district."""
    known = edition.catalogue.routes(edition.lang)
    if front.routes:
        ids = {page.id for page, _ in known}
        return tuple(name for name in front.routes if name in ids)
    district = district_of(edition, front)
    return tuple(page.id for page, route in known if district in route.district)[:MOST_ROUTES]


def _trails(edition: Edition, front: KioskFront, routes: tuple[str, ...]) -> tuple[str, ...]:
    """Return the trails that a screen names, those near it, and those of its routes."""
    places = edition.catalogue.places
    found = dict.fromkeys(front.trails)
    point, most = here(front), front.radius_km * 1000
    found |= dict.fromkeys(
        trail.id for trail in edition.catalogue.layer("trails") if _passes(trail, point, most)
    )
    for page, route in edition.catalogue.routes(edition.lang):
        if page.id in routes:
            found |= dict.fromkeys(route.trails)
    return tuple(n for n in found if n in places and places[n].layer == "trails")[:MOST_TRAILS]


def _passes(trail: Place, point: Point, most_m: float) -> bool:
    return any(distance_m(point, vertex) <= most_m for line in line_parts(trail) for vertex in line)


def _stops(edition: Edition, routes: tuple[str, ...]) -> Iterator[str]:
    for page, route in edition.catalogue.routes(edition.lang):
        if page.id in routes:
            yield from (stop.place for stop in route.stops if stop.place)


def _festivals(edition: Edition, front: KioskFront) -> tuple[str, ...]:
    """Return the season now and what is coming: in this district first."""
    district = district_of(edition, front)
    seasons = [page.id for page, one in edition.catalogue.seasons(edition.lang)
               if one.season == edition.season]  # fmt: skip
    coming = coming_events(edition)
    ours = [card.id for card in coming if district is None or district in card.district]
    others = [card.id for card in coming if card.id not in ours and card.starts is not None]
    return (*seasons, *[*ours, *others][:MOST_EVENTS])
