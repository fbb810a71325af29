"""Put a place's page together."""

from __future__ import annotations

from collections.abc import Iterator

from oxymap.catalogue.models import Place
from oxymap.geo.distances import distance_m
from oxymap.geo.handoff import map_links
from oxymap.pages import illustrations
from oxymap.pages.cards import (
    all_events,
    all_routes,
    place_card,
    start_point,
    trail_card,
    window_fact,
)
from oxymap.pages.edition import Edition
from oxymap.pages.models import EventCard, Fact, Link, PlaceCard, PlaceView, RouteCard, TrailCard
from oxymap.pages.page_maps import detail_map, line_parts
from oxymap.web.labels import LABELS, N_

NEARBY_LAYERS = ("villages", "zones", "viewpoints", "scenic", "valleys", "protected", "peaks")
NEARBY_M = 8_000.0
NEARBY_MOST = 6
#: A trail passes a place when its nearest vertex is this close.
PASSES_M = 2_500.0
APP_NAMES = {
    "amap": N_("Amap"),
    "baidu": N_("Baidu Maps"),
    "tencent": N_("Tencent Maps"),
    "apple": N_("Apple Maps"),
}


def place_view(edition: Edition, place: Place) -> PlaceView:
    """Return everything that a place's page shows."""
    text, properties = edition.texts.text, place.properties
    near = nearby(edition, place)
    return PlaceView(
        card=place_card(edition, place),
        aliases=aliases(edition, place),
        tags=badges(edition, place),
        facts=tuple(facts(edition, place)),
        position_text=position_text(edition, place),
        coordinates=coordinates(edition, place),
        map_links=hand_off(edition, place),
        access=properties.access[edition.lang] if properties.access else None,
        safety=properties.safety[edition.lang] if properties.safety else None,
        note=properties.note[edition.lang] if properties.note else None,
        parent=_card(edition, properties.parent),
        children=tuple(
            place_card(edition, child) for child in edition.catalogue.children.get(place.id, ())
        ),
        nearby=tuple(place_card(edition, other, place.point) for other in near),
        trails=_trails(edition, place),
        routes=routes_through(edition, place.id),
        events=_events(edition, place),
        products=_products(edition, place),
        map=detail_map(
            edition,
            f"place-{place.id}",
            text("Map: %(name)s and what is near", name=edition.name(place)),
            [place, *near] if place.point else [],
            about=place.id,
        ),
        illustration=illustrations.of_place(place),
    )


def badges(edition: Edition, place: Place) -> tuple[str, ...]:
    """Return the names of the tags that are worth a badge."""
    shown = LABELS["tag"]
    return tuple(edition.texts.label("tag", tag) for tag in place.properties.tags if tag in shown)


def aliases(edition: Edition, place: Place) -> tuple[str, ...]:
    """Return the other names that readers of this language use; search knows all of them."""
    chinese = edition.lang == "zh"
    return tuple(name for name in place.properties.aliases if name.isascii() != chinese)


def facts(edition: Edition, place: Place) -> Iterator[Fact]:
    """Yield the rows of a place's facts."""
    texts, properties = edition.texts, place.properties
    yield Fact(texts.text("Kind"), texts.label("kind", properties.kind))
    if place.properties.phenomenon:
        yield Fact(texts.text("What to see"), texts.label("phenomenon", str(properties.phenomenon)))
    if properties.season_window:
        yield window_fact(edition, properties.season_window)
    if properties.best_hour:
        yield Fact(texts.text("Best hour"), properties.best_hour[edition.lang])
    if properties.view_direction:
        yield Fact(texts.text("Look towards"), properties.view_direction[edition.lang])
    if properties.ele_m is not None:
        yield Fact(texts.text("Height"), texts.metres(properties.ele_m))
    yield from _lists(edition, place)


def _lists(edition: Edition, place: Place) -> Iterator[Fact]:
    texts, properties = edition.texts, place.properties
    lists = (
        (N_("Seasons"), "season", properties.seasons),
        (N_("What to do"), "activity", properties.activities),
        (N_("Good for"), "audience", properties.audience),
    )
    for heading, group, values in lists:
        if values:
            words = [texts.label(group, value) for value in values]
            yield Fact(texts.text(heading), texts.join(words))


def position_text(edition: Edition, place: Place) -> str:
    """Return how far a position can be trusted, in a sentence."""
    texts, position = edition.texts, place.properties.position
    method = texts.label("method", position.method)
    if position.precision_m is None:
        return texts.text("This place has no position on the map yet.")
    distance = texts.distance(position.precision_m)
    if position.approximate:
        return texts.text(
            "Position approximate, within about %(distance)s: %(method)s.",
            distance=distance,
            method=method,
        )
    return texts.text(
        "Position within about %(distance)s: %(method)s.", distance=distance, method=method
    )


def coordinates(edition: Edition, place: Place) -> str | None:
    """Return a precise position as degrees north and east, or None when it is approximate."""
    if place.point is None or place.properties.position.approximate:
        return None
    lon, lat = place.point
    return edition.texts.text("%(lat)s° N, %(lon)s° E (WGS 84)", lat=f"{lat:.5f}", lon=f"{lon:.5f}")


def hand_off(edition: Edition, place: Place) -> tuple[Link, ...]:
    """Return links that open a position in map apps, each in the app's own datum."""
    point = start_point(place)
    if point is None:
        return ()
    return tuple(
        Link(edition.texts.text(APP_NAMES[link.app]), link.url)
        for link in map_links(point[0], point[1], edition.name(place))
    )


def nearby(edition: Edition, place: Place) -> list[Place]:
    """Return the places around a place, nearest first."""
    if place.point is None:
        return []
    found = []
    for layer in NEARBY_LAYERS:
        for other in edition.catalogue.layer(layer):
            if other.point and other.id not in {place.id, place.properties.parent}:
                distance = distance_m(place.point, other.point)
                if distance <= NEARBY_M:
                    found.append((distance, other.id, other))
    return [other for _, _, other in sorted(found, key=lambda item: item[:2])[:NEARBY_MOST]]


def _card(edition: Edition, place_id: str | None) -> PlaceCard | None:
    place = edition.catalogue.places.get(place_id or "")
    return place_card(edition, place) if place else None


def _trails(edition: Edition, place: Place) -> tuple[TrailCard, ...]:
    if place.point is None:
        return ()
    point = place.point
    found = []
    for trail in edition.catalogue.layer("trails"):
        vertices = [vertex for line in line_parts(trail) for vertex in line]
        if vertices and min(distance_m(point, vertex) for vertex in vertices) <= PASSES_M:
            found.append(trail_card(edition, trail))
    return tuple(found)


def routes_through(edition: Edition, place_id: str) -> tuple[RouteCard, ...]:
    """Return the themed routes that stop at a place."""
    through = {
        page.id
        for page, front in edition.catalogue.routes(edition.lang)
        if place_id in {stop.place for stop in front.stops} or place_id in front.trails
    }
    return tuple(card for card in all_routes(edition) if card.id in through)


def _events(edition: Edition, place: Place) -> tuple[EventCard, ...]:
    here = {
        page.id
        for page, front in edition.catalogue.festivals(edition.lang)
        if front.place == place.id
    }
    return tuple(c for c in all_events(edition) if c.id in here and c.state != "past")


def _products(edition: Edition, place: Place) -> tuple[PlaceCard, ...]:
    """Return what grows in the same township as a village or a valley."""
    township = place.id if place.layer == "townships" else place.properties.township
    if place.layer not in {"villages", "valleys", "townships"} or township is None:
        return ()
    return tuple(
        place_card(edition, product)
        for product in edition.catalogue.layer("products")
        if product.properties.township == township
    )
