"""The map under fingers: what it is told beside the drawing, and what each mark's card says."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

from oxymap.catalogue.models import Page, Place, RouteFront
from oxymap.geo.distances import distance_m
from oxymap.maps.models import MapFeature, MapSpec
from oxymap.maps.spec import spec_json
from oxymap.pages.cards import route_card, trail_card
from oxymap.pages.live_cards import reports, station_card
from oxymap.pages.live_edition import LiveEdition
from oxymap.pages.live_models import StationCard
from oxymap.pages.meta import json_for_script
from oxymap.pages.page_maps import line_parts, map_features
from oxymap.screens.kiosk_edition import KioskEdition
from oxymap.screens.kiosk_frame import standing_name
from oxymap.screens.kiosk_models import MapLine, MapPage, NearPlace
from oxymap.screens.kiosk_near import near_map, near_place, near_places, near_spec
from oxymap.screens.kiosk_page import BESIDE_M, kiosk_of, station_here
from oxymap.screens.kiosk_scope import here, is_vague
from oxymap.wording import N_

KIND: Literal["kiosk"] = "kiosk"
#: Texts of the map that differ from those of visitors' maps.
STRINGS = {
    "here": N_("You are here"),
    "home": N_("Back to here"),
    "open": N_("More about it"),
}
#: A map's card, as JSON.
Card = dict[str, object]


def map_page(page: LiveEdition) -> MapPage:
    """Return the surroundings of a screen: the drawing, and what the map over it needs."""
    edition = kiosk_of(page)
    near = near_places(edition)
    stations = _stations(page)
    own = station_here(page)
    readings = {card.id: card for card in stations.values()}
    if own is not None:
        readings[own.id] = own
    shown = {name: card.id for name, card in stations.items()}
    told = _spec(edition, near, shown, own.id if own else None)
    view = replace(near_map(edition, near), spec_json=told, script=edition.map_scripts.get(KIND))
    return MapPage(view, near, tuple(_lines(edition)), tuple(readings.values()))


def _stations(page: LiveEdition) -> dict[str, StationCard]:
    """Return the station that reports at each place of the screen, by the place's id."""
    return {
        name: station_card(page, item)
        for name in kiosk_of(page).scope.places
        for item in page.snapshot.at(name)[:1]
        if reports(item)
    }


def _lines(edition: KioskEdition) -> Iterator[MapLine]:
    for name in edition.scope.trails:
        if line_parts(trail := edition.catalogue.trail(name)):
            yield MapLine(name, edition.name(trail), "trail")
    for page, _ in _routes(edition):
        yield MapLine(page.id, page.front.title, "route")


def _spec(
    edition: KioskEdition,
    near: tuple[NearPlace, ...],
    stations: dict[str, str],
    own: str | None,
) -> str:
    """Return the JSON of the map, safe inside a script element.

    Parameters
    ----------
    stations : of places that have one, by the place's id; own is the screen's.
    """
    spec, others = near_spec(edition, near), _others(edition, near)
    known = {item.card.id: item for item in (*near, *others)}
    places = [edition.catalogue.places[item.card.id] for item in others]
    features = (*spec.features, *_unknown(spec, map_features(edition, places)))
    inside = tuple(_inside(edition, item) for item in features)
    strings = {name: edition.texts.text(text) for name, text in STRINGS.items()}
    base = {"base": edition.map_layers["base"].url}
    text = spec_json(replace(spec, kind=KIND, features=inside), edition.urls.prefix, base, strings)
    document = json.loads(text)
    document["here"] = _here(edition, own)
    document["cards"] = {
        item.id: _place(edition, known[item.id], stations.get(item.id))
        for item in inside
        if item.id in known
    } | {name: _trail(edition, edition.catalogue.trail(name)) for name in edition.scope.trails}
    document["routes"] = [_route(edition, name) for name in edition.scope.routes]
    return json_for_script(document)


def _others(edition: KioskEdition, near: tuple[NearPlace, ...]) -> list[NearPlace]:
    """Return the screen's other places: stops of its routes, places along its trails."""
    there = {item.card.id for item in near} | {edition.kiosk.front.place}
    start, found = here(edition.kiosk.front), []
    for name in edition.scope.places:
        place = edition.catalogue.places[name]
        if name not in there and place.point is not None and not is_vague(place):
            found.append(near_place(edition, place, distance_m(start, place.point), 0))
    return found


def _unknown(spec: MapSpec, features: tuple[MapFeature, ...]) -> tuple[MapFeature, ...]:
    drawn = {item.id for item in spec.features}
    return tuple(item for item in features if item.id not in drawn)


def _inside(edition: KioskEdition, item: MapFeature) -> MapFeature:
    """Return a feature without an address that the screen does not have."""
    return item if item.url in edition.addresses else replace(item, url=None)


# --- cards -----------------------------------------------------------------------------------


def _here(edition: KioskEdition, station: str | None) -> Card:
    front = edition.kiosk.front
    place = edition.catalogue.places.get(front.place or "")
    url = edition.urls.place(place.id) if place else None
    return {
        "point": list(here(front)),
        "heading": front.heading_deg,
        "name": standing_name(edition),
        "url": url if url in edition.addresses else None,
        "station": station,
    }


def _place(edition: KioskEdition, item: NearPlace, station: str | None) -> Card:
    meta = [item.card.kind_label, item.direction, item.walk]
    away = _from_here(edition, item.distance, approximate=item.card.approximate)
    return _card(meta, away, station)


def _trail(edition: KioskEdition, trail: Place) -> Card:
    card, start = trail_card(edition, trail), here(edition.kiosk.front)
    vertices = [vertex for line in line_parts(trail) for vertex in line]
    nearest = min((distance_m(start, vertex) for vertex in vertices), default=0.0)
    away = edition.texts.text(N_("Passes here"))
    if nearest >= BESIDE_M:
        distance = edition.texts.distance(nearest)
        away = _from_here(edition, distance, approximate=card.schematic)
    return _card([card.kind_label, card.length, card.time], away if vertices else "")


def _route(edition: KioskEdition, name: str) -> Card:
    page, front = next(one for one in _routes(edition) if one[0].id == name)
    card = route_card(edition, page, front)
    stops = [stop.place for stop in front.stops if stop.place]
    return {
        "id": name,
        "name": card.title,
        "url": card.url,
        "ids": [*dict.fromkeys(stops), *front.trails],
        **_card([card.theme_label, card.days, card.mode_label], ""),
    }


def _routes(edition: KioskEdition) -> list[tuple[Page, RouteFront]]:
    """Return the screen's routes in its own order."""
    found = {page.id: (page, front) for page, front in edition.catalogue.routes(edition.lang)}
    return [found[name] for name in edition.scope.routes]


def _card(meta: list[str | None], away: str, station: str | None = None) -> Card:
    return {"meta": [text for text in meta if text], "away": away, "station": station}


def _from_here(edition: KioskEdition, distance: str, *, approximate: bool) -> str:
    text = edition.texts.text
    if approximate:
        distance = text("about %(distance)s", distance=distance)
    return text("%(distance)s from here", distance=distance)
