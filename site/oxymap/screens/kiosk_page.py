"""Put the pages together that only screens have: attract page, map, lists, safety card."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from oxymap.catalogue.records import Text
from oxymap.geo.distances import distance_m
from oxymap.leaflets.daylight import sunset
from oxymap.leaflets.imprint import degrees, safety
from oxymap.pages.cards import (
    all_seasons,
    coming_events,
    route_card,
    trail_card,
)
from oxymap.pages.live_cards import order_of, reports, station_card
from oxymap.pages.live_edition import LiveEdition
from oxymap.pages.live_models import StationCard
from oxymap.pages.live_texts import moment
from oxymap.pages.models import EventCard, RouteCard, TrailCard
from oxymap.screens.kiosk_edition import KioskEdition
from oxymap.screens.kiosk_frame import standing_name
from oxymap.screens.kiosk_models import AttractView, NoticeView, SafetyPage
from oxymap.screens.kiosk_near import near_places
from oxymap.screens.kiosk_scope import here
from oxymap.stations.models import LiveStation
from oxymap.stations.properties import NEG_ION
from oxymap.wording import N_

#: How many of each the attract page names; the lists have them all.
MOST_ROUTES, MOST_EVENTS, MOST_NEAR = 3, 4, 4
#: Nearer than this a station needs no distance, farther away it says nothing of here; metres.
BESIDE_M, FAR_M = 300.0, 10_000.0


class NoticeLike(Protocol):
    """A published notice (``oxymap.notices.models.Notice``)."""

    @property
    def id(self) -> int:
        """Its number."""

    @property
    def severity(self) -> str:
        """How grave it is."""

    @property
    def title(self) -> Text:
        """What it is, in a line."""

    @property
    def body(self) -> Text:
        """What to do."""

    @property
    def until_at(self) -> int | None:
        """When it ends, seconds UTC; None when nobody knows."""


def notice_views(edition: KioskEdition, notices: Sequence[NoticeLike]) -> tuple[NoticeView, ...]:
    """Return notices as a page shows them."""
    return tuple(
        NoticeView(
            id=str(one.id),
            severity=one.severity,
            severity_label=edition.texts.label("severity", one.severity),
            title=one.title[edition.lang],
            body=one.body[edition.lang],
            until=moment(edition, one.until_at) if one.until_at is not None else None,
        )
        for one in notices
    )


def attract_view(page: LiveEdition, notices: tuple[NoticeView, ...]) -> AttractView:
    """Return what the first page shows in turn."""
    edition = kiosk_of(page)
    station = station_here(page)
    season = next((card for card in all_seasons(edition) if card.current), None)
    routes = routes_here(edition)
    in_season = [card for card in routes if edition.season in card.seasons]
    return AttractView(
        notices=notices,
        station=station,
        level_note=station.level_note if station else None,
        season=season,
        season_name=edition.texts.label("season", edition.season),
        routes=tuple((in_season or list(routes))[:MOST_ROUTES]),
        trails=trails_here(edition),
        events=events_here(edition)[:MOST_EVENTS],
        near=near_places(edition)[:MOST_NEAR],
    )


def kiosk_of(page: LiveEdition) -> KioskEdition:
    """Return the screen's edition that a page with values is made from."""
    assert isinstance(page.edition, KioskEdition)  # noqa: S101 -- made by the views
    return page.edition


def station_here(page: LiveEdition) -> StationCard | None:
    """Return the station that a screen names, if it reports; else the nearest one that does.

    The card of the named one, when nothing reports, says that nothing does.
    """
    front, stations = kiosk_of(page).kiosk.front, page.snapshot.stations
    named = stations.get(front.station or "")
    if named is not None and reports(named):
        return _with_distance(page, named)
    heard = [
        (distance, order_of(item), item)
        for item in stations.values()
        if reports(item) and item.station.main_property == NEG_ION
        for distance in _distance(page, item)
        if distance <= FAR_M
    ]
    if heard:
        return _with_distance(page, min(heard, key=lambda entry: entry[:2])[2])
    return _with_distance(page, named) if named is not None else None


def _distance(page: LiveEdition, item: LiveStation) -> tuple[float, ...]:
    """Return how far a station stands from the screen, in metres, or nothing."""
    station = item.station
    if station.lon is None or station.lat is None:
        return ()
    return (distance_m(here(kiosk_of(page).kiosk.front), (station.lon, station.lat)),)


def _with_distance(page: LiveEdition, item: LiveStation) -> StationCard:
    """Return a station's card with its distance, where it does not stand beside the screen."""
    card = station_card(page, item)
    for distance in _distance(page, item):
        if distance >= BESIDE_M:
            return replace(card, distance=page.edition.texts.distance(distance))
    return card


def routes_here(edition: KioskEdition) -> tuple[RouteCard, ...]:
    """Return the screen's routes in its own order."""
    found = {page.id: (page, front) for page, front in edition.catalogue.routes(edition.lang)}
    return tuple(route_card(edition, *found[name]) for name in edition.scope.routes)


def trails_here(edition: KioskEdition) -> tuple[TrailCard, ...]:
    """Return the screen's trails."""
    return tuple(trail_card(edition, edition.catalogue.trail(n)) for n in edition.scope.trails)


def events_here(edition: KioskEdition) -> tuple[EventCard, ...]:
    """Return what is coming: what has a date by date, then the rest as chosen."""
    cards = {card.id: card for card in coming_events(edition)}
    found = [cards[name] for name in edition.scope.festivals if name in cards]
    return tuple(
        sorted(found, key=lambda card: (card.starts is None, card.starts or edition.today))
    )


def safety_page(edition: KioskEdition) -> SafetyPage:
    """Return the card that may be needed in a hurry."""
    texts, front = edition.texts, edition.kiosk.front
    card = safety(edition, (), (), "", around=None)
    position = front.position
    down = sunset(edition.today, position.lon, position.lat)
    return SafetyPage(
        heading=card.heading,
        numbers=card.numbers,
        say=card.say,
        degrees=degrees(edition, here(front), position.precision_m),
        precision=texts.text(
            "WGS 84, good to about %(distance)s.", distance=texts.distance(position.precision_m)
        ),
        name=standing_name(edition),
        contact=front.contact,
        rules=tuple(texts.text(rule) for rule in RULES),
        daylight=f"{down:%H:%M}",
    )


#: What the site's safety page says at length.
RULES = (
    N_("Tell somebody your route and when you will be back."),
    N_("Look up sunset and turn round early."),
    N_("Carry water, a headlamp, a jacket and a charged phone."),
    N_("Stay on open paths. Old mine tunnels, loose walls, ice and core zones are closed."),
    N_("Lines marked “schematic” are not for navigation."),
)
