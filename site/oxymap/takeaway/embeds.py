"""What other sites show in a frame: the map, and the present values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from oxymap.catalogue.models import LAYERS, Page, Place, RouteFront
from oxymap.errors import BadRequestError, NotFoundError
from oxymap.maps.models import Bbox, MapView
from oxymap.maps.projection import to_degrees, to_world
from oxymap.pages.cards import address
from oxymap.pages.edition import Edition
from oxymap.pages.live_cards import order_of, reports, station_card, with_badge
from oxymap.pages.live_edition import LiveEdition
from oxymap.pages.live_models import StationPart
from oxymap.pages.models import Link
from oxymap.pages.page_maps import (
    FIRST_LAYERS,
    FULL_LAYERS,
    LIVE_LAYER,
    REGION,
    attribution,
    full_map,
)
from oxymap.pages.route_page import route_view
from oxymap.stations.models import LiveStation
from oxymap.stations.properties import NEG_ION

THEMES = ("light", "dark")
MAP_SIZE = (640, 480)
#: What a frame of values shows at most.
MOST_STATIONS = 6


@dataclass(frozen=True)
class EmbedFrame:
    """What every frame has: its title, where the whole page is, and what must be said."""

    title: str
    home: Link
    theme: str | None
    notes: tuple[str, ...]


@dataclass(frozen=True)
class EmbeddedMap:
    """A map in a frame. ``list`` names what is on it, for readers without a script."""

    frame: EmbedFrame
    map: MapView | None
    list: tuple[Link, ...]


@dataclass(frozen=True)
class EmbeddedLive:
    """Present values in a frame. ``nothing`` says why there are none."""

    frame: EmbedFrame
    part: StationPart
    demo: bool
    nothing: str | None


def embedded_map(edition: Edition, query: Mapping[str, str]) -> EmbeddedMap:
    """Return the map that an address asks for.

    Parameters
    ----------
    query : ``layers``, ``view``, ``selected``, ``route``, ``theme``; see docs/embed.md.

    Raises
    ------
    BadRequestError : a parameter has a value that it cannot have.
    NotFoundError : there is no such route or feature.
    """
    if query.get("route"):
        page = edition.catalogue.page("routes", query["route"], edition.lang)
        assert isinstance(page.front, RouteFront)  # noqa: S101 -- by its type
        return _route_map(edition, page, page.front, query)
    asked = [layer for layer in query.get("layers", "").split(",") if layer]
    # Stations are drawn from live values, which a picture that is kept cannot have.
    layers = [layer for layer in asked or FIRST_LAYERS if layer in FULL_LAYERS]
    drawn = [layer for layer in layers if layer != LIVE_LAYER]
    selected = _selected(edition, query.get("selected"))
    if selected is not None and selected.layer not in drawn:
        drawn.append(selected.layer)
    found = full_map(
        edition,
        layers=drawn,
        bbox=_bbox(query.get("view")),
        size=MAP_SIZE,
        selected=selected.id if selected else None,
    )
    places = [place for layer in drawn for place in edition.catalogue.layer(layer)]
    home = Link(edition.texts.text("Map"), edition.urls.map())
    if selected:
        home = Link(edition.name(selected), address(edition, selected))
    return EmbeddedMap(
        _frame(edition, query, home, _map_notes(edition)),
        found,
        tuple(Link(edition.name(place), address(edition, place)) for place in places),
    )


def _route_map(
    edition: Edition, page: Page, front: RouteFront, query: Mapping[str, str]
) -> EmbeddedMap:
    view = route_view(edition, page, front)
    stops = [stop for day in view.days for stop in day.stops]
    links = (Link(f"{s.number} {s.name}", s.card.url if s.card else view.card.url) for s in stops)
    home = Link(front.title, edition.urls.route(page.id))
    return EmbeddedMap(_frame(edition, query, home, _map_notes(edition)), view.map, tuple(links))


def _selected(edition: Edition, name: str | None) -> Place | None:
    if not name:
        return None
    found = edition.catalogue.places.get(name)
    if found is None or found.layer not in LAYERS:
        raise NotFoundError(f"There is no feature {name!r}.", name)
    return found


def _bbox(view: str | None) -> Bbox:
    """Return what a picture shows of ``lat,lon,zoom``, which has been checked."""
    if not view:
        return REGION
    lat, lon, zoom = map(float, view.split(","))
    x, y = to_world(lon, max(-85.0, min(85.0, lat)), zoom)
    half = (MAP_SIZE[0] / 2, MAP_SIZE[1] / 2)
    west, north = to_degrees(x - half[0], y - half[1], zoom)
    east, south = to_degrees(x + half[0], y + half[1], zoom)
    return (west, south, east, north)


# --- live values --------------------------------------------------------------------------


def embedded_live(page: LiveEdition, query: Mapping[str, str]) -> EmbeddedLive:
    """Return the values that an address asks for.

    Parameters
    ----------
    query : ``station`` or ``district``, and ``theme``; see docs/embed.md.

    Raises
    ------
    BadRequestError : the district or theme is unknown.
    NotFoundError : there is no such station.
    """
    edition = page.edition
    text, urls = edition.texts.text, edition.urls
    home = Link(text("Live ions"), urls.live())
    if query.get("station"):
        station = page.live.station(query["station"])
        found = [page.snapshot.stations[station.id]]
        home = Link(station_card(page, found[0]).name, urls.station(station.id))
    else:
        found = _stations(page, query.get("district"))
        if query.get("district"):
            name = edition.texts.label("district", query["district"])
            home = Link(f"{home.label} · {name}", home.url)
    cards = tuple(with_badge(page, station_card(page, item)) for item in found)
    return EmbeddedLive(
        _frame(edition, query, home),
        StationPart(cards, known=True),
        demo=any(card.demo for card in cards),
        nothing=None if cards else text("No station reports here yet."),
    )


def _stations(page: LiveEdition, district: str | None) -> list[LiveStation]:
    """Return ion stations that report, those with a present value first."""
    known = {item.id for item in page.edition.base_map.districts}
    if district and district not in known:
        raise BadRequestError(f"district: {district!r} is not one of {', '.join(sorted(known))}")
    found = [
        item
        for item in page.snapshot.stations.values()
        if item.station.main_property == NEG_ION
        and reports(item)
        and (not district or item.station.district == district)
    ]
    return sorted(found, key=order_of)[:MOST_STATIONS]


# --- what they share ----------------------------------------------------------------------


def _frame(
    edition: Edition, query: Mapping[str, str], home: Link, notes: tuple[str, ...] = ()
) -> EmbedFrame:
    theme = query.get("theme") or None
    if theme is not None and theme not in THEMES:
        raise BadRequestError(f"theme: {theme!r} is not one of {', '.join(THEMES)}", theme)
    return EmbedFrame(home.label, home, theme, notes)


def _map_notes(edition: Edition) -> tuple[str, ...]:
    """Return what must be said of a map of ours."""
    approval = edition.settings.map_approval_no
    if not approval:
        return (attribution(edition),)
    number = edition.texts.text("Map approval number: %(number)s", number=approval)
    return attribution(edition), number
