"""Make the cards that lists are built from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from oxymap.catalogue.models import (
    DistrictFront,
    FestivalFront,
    Page,
    Place,
    RouteFront,
    SeasonFront,
    SeasonWindow,
)
from oxymap.geo.distances import distance_m
from oxymap.pages import illustrations
from oxymap.pages.edition import Edition
from oxymap.pages.measures import trail_measures
from oxymap.pages.models import (
    DistrictCard,
    EventCard,
    Fact,
    PlaceCard,
    PlaceGroup,
    RouteCard,
    SeasonCard,
    TrailCard,
)
from oxymap.web.labels import N_

Point = tuple[float, float]


def address(edition: Edition, place: Place) -> str:
    """Return the address of a feature's own page."""
    if place.layer == "trails":
        return edition.urls.trail(place.id)
    if place.layer == "districts":
        return edition.urls.district(place.id)
    if place.layer == "stations":
        return edition.urls.station(place.id)
    return edition.urls.place(place.id)


def township_label(edition: Edition, place: Place) -> str | None:
    """Return the name of the township that a feature lies in."""
    township = edition.catalogue.places.get(place.properties.township or "")
    return edition.name(township) if township else None


def place_card(edition: Edition, place: Place, origin: Point | None = None) -> PlaceCard:
    """Return a place as it stands in lists; `origin` (lon, lat) adds the distance from there."""
    texts, properties = edition.texts, place.properties
    return PlaceCard(
        id=place.id,
        url=address(edition, place),
        name=edition.name(place),
        layer=place.layer,
        kind=properties.kind,
        kind_label=texts.label("kind", properties.kind),
        symbol=place.layer,
        district=properties.district,
        district_label=texts.label("district", properties.district),
        township_label=township_label(edition, place),
        summary=properties.summary[edition.lang],
        status=properties.status,
        status_label=texts.label("status", properties.status),
        approximate=properties.position.approximate,
        point=place.point,
        seasons=properties.seasons,
        activities=properties.activities,
        audience=properties.audience,
        activity_labels=tuple(texts.label("activity", name) for name in properties.activities),
        distance=_distance(edition, place, origin),
    )


def _distance(edition: Edition, place: Place, origin: Point | None) -> str | None:
    if origin is None or place.point is None:
        return None
    return edition.texts.distance(distance_m(origin, place.point))


def start_point(place: Place) -> Point | None:
    """Return where a point or a line begins, as (lon, lat)."""
    value: object = place.coordinates
    while isinstance(value, tuple) and value and isinstance(value[0], tuple):
        value = value[0]
    if not isinstance(value, tuple) or len(value) < 2:
        return None
    return float(value[0]), float(value[1])


def trail_card(edition: Edition, place: Place) -> TrailCard:
    """Return a trail as it stands in lists."""
    texts, properties = edition.texts, place.properties
    measures = trail_measures(place)
    schematic = properties.line != "recorded"
    about = N_("about %(value)s") if schematic else "%(value)s"
    return TrailCard(
        id=place.id,
        url=address(edition, place),
        name=edition.name(place),
        kind=properties.kind,
        kind_label=texts.label("kind", properties.kind),
        district=properties.district,
        district_label=texts.label("district", properties.district),
        summary=properties.summary[edition.lang],
        schematic=schematic,
        length=texts.text(about, value=texts.distance(measures.length_m)) if measures else None,
        ascent=_rounded(edition, measures.ascent_m) if measures else None,
        time=texts.duration(measures.walking_time_min)
        if measures and measures.walking_time_min and properties.kind == "trail"
        else None,
        seasons=properties.seasons,
        activities=properties.activities,
        audience=properties.audience,
        point=start_point(place),
    )


def _rounded(edition: Edition, value_m: float | None) -> str | None:
    return None if value_m is None else edition.texts.metres(round(value_m, -1))


def route_card(edition: Edition, page: Page, front: RouteFront) -> RouteCard:
    """Return a themed route as it stands in lists."""
    texts = edition.texts
    return RouteCard(
        id=page.id,
        url=edition.urls.route(page.id),
        title=front.title,
        summary=front.summary,
        theme=front.theme,
        theme_label=texts.label("theme", front.theme),
        district=front.district,
        district_labels=tuple(texts.label("district", name) for name in front.district),
        days=texts.plural("%(count)s day", "%(count)s days", front.days),
        mode_label=texts.label("mode", front.mode),
        stops=tuple(stop_names(edition, front)),
        seasons=front.seasons,
        season_labels=tuple(texts.label("season", name) for name in front.seasons),
        activities=front.activities,
        audience=front.audience,
        illustration=illustrations.of_route(front.theme, front.illustration),
    )


def stop_names(edition: Edition, front: RouteFront) -> Iterable[str]:
    """Yield the names of a route's stops, in order."""
    for stop in front.stops:
        yield edition.name(edition.catalogue.place(stop.place)) if stop.place else str(stop.name)


def event_card(edition: Edition, page: Page, front: FestivalFront) -> EventCard:
    """Return an event as it stands in lists; one that is over says so."""
    texts = edition.texts
    state = event_state(edition, front)
    return EventCard(
        id=page.id,
        url=edition.urls.festival(page.id),
        title=front.title,
        summary=front.summary,
        kind=front.kind,
        kind_label=texts.label("event_kind", front.kind),
        district=front.district,
        district_labels=tuple(texts.label("district", name) for name in front.district),
        when=event_when(edition, front),
        state=state,
        state_label=texts.label("event_state", state),
        starts=front.start,
        ends=front.end or front.start,
        seasons=front.seasons,
        activities=front.activities,
        illustration=illustrations.of_event(front.kind, front.seasons, front.illustration),
    )


def event_state(edition: Edition, front: FestivalFront) -> str:
    """Return an event's state today."""
    last = front.end or front.start
    over = last is not None and last < edition.today
    return "past" if over and front.state == "scheduled" else front.state


def event_when(edition: Edition, front: FestivalFront) -> str:
    """Return an event's dates, or the usual time, or that the date is not known yet."""
    texts = edition.texts
    if front.start is not None and front.is_dated:
        return texts.date_range(front.start, front.end)
    if front.usual is not None:
        return texts.text(
            "Date to be announced; usually %(window)s", window=texts.window(front.usual)
        )
    return texts.text("Date to be announced")


def window_fact(edition: Edition, window: SeasonWindow) -> Fact:
    """Return the usual time of year, with how sure it is."""
    texts = edition.texts
    hint = [texts.label("certainty", str(window.certainty))]
    if window.note:
        hint.append(window.note[edition.lang])
    return Fact(texts.text("Usual time of year"), texts.window(window), texts.clauses(hint))


def season_card(edition: Edition, page: Page, front: SeasonFront) -> SeasonCard:
    """Return a season as it stands in lists."""
    names = tuple(
        (edition.texts.label("district", name), label) for name, label in front.names.items()
    )
    return SeasonCard(
        id=page.id,
        url=edition.urls.festival(page.id),
        title=front.title,
        summary=front.summary,
        season=front.season,
        names=names,
        sport=front.sport,
        current=front.season == edition.season,
        illustration=front.season,
    )


_DISTRICT_DRAWINGS = {"mentougou": "village", "yanqing": "wall", "fangshan": "cave"}
_COUNTED = ("villages", "viewpoints", "trails", "townships")


def district_card(edition: Edition, page: Page, front: DistrictFront) -> DistrictCard:
    """Return a district as it stands in lists, with what the map holds of it."""
    texts = edition.texts
    counts = []
    for layer in _COUNTED:
        found = [
            p for p in edition.catalogue.layer(layer) if p.properties.district == front.district
        ]
        counts.append(Fact(texts.label("layer", layer), texts.number(len(found))))
    return DistrictCard(
        id=page.id,
        url=edition.urls.district(page.id),
        name=texts.label("district", front.district),
        summary=front.summary,
        title_state=front.title_state,
        title_label=texts.label("title_state", front.title_state),
        counts=tuple(counts),
        illustration=_DISTRICT_DRAWINGS[front.district],
    )


def place_groups(edition: Edition, places: Sequence[Place]) -> tuple[PlaceGroup, ...]:
    """Return places grouped by layer, in the order of the layers in which they came."""
    by_layer: dict[str, list[Place]] = {}
    for place in places:
        by_layer.setdefault(place.layer, []).append(place)
    return tuple(
        PlaceGroup(
            layer=layer,
            label=edition.texts.label("layer", layer),
            symbol=layer,
            places=tuple(place_card(edition, place) for place in items),
        )
        for layer, items in by_layer.items()
    )


def all_routes(edition: Edition) -> tuple[RouteCard, ...]:
    """Return every themed route."""
    return tuple(route_card(edition, *item) for item in edition.catalogue.routes(edition.lang))


def all_events(edition: Edition) -> tuple[EventCard, ...]:
    """Return every event: dated ones first by date, then the others as ordered."""
    cards = [event_card(edition, *item) for item in edition.catalogue.festivals(edition.lang)]
    return tuple(
        sorted(cards, key=lambda card: (card.starts is None, card.starts or edition.today))
    )


def coming_events(edition: Edition) -> tuple[EventCard, ...]:
    """Return the events that are not over."""
    return tuple(card for card in all_events(edition) if card.state != "past")


def all_seasons(edition: Edition) -> tuple[SeasonCard, ...]:
    """Return the four seasons, in the order of the year."""
    return tuple(season_card(edition, *item) for item in edition.catalogue.seasons(edition.lang))


def all_districts(edition: Edition) -> tuple[DistrictCard, ...]:
    """Return the three districts."""
    pages = edition.catalogue.districts(edition.lang)
    return tuple(district_card(edition, *item) for item in pages)
