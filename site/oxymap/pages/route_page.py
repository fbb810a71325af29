"""Put a themed route's page together."""

from __future__ import annotations

from collections.abc import Iterator

from oxymap.catalogue.models import Page, RouteFront, Stop
from oxymap.geo.distances import distance_m
from oxymap.pages.cards import place_card, route_card, start_point, trail_card
from oxymap.pages.edition import Edition
from oxymap.pages.leaflet_links import leaflets
from oxymap.pages.live_edition import LiveEdition
from oxymap.pages.markdown import render_markdown
from oxymap.pages.models import DayView, Fact, RouteView, StopView
from oxymap.pages.page_maps import detail_map
from oxymap.pages.takeaway_links import takeaway_links
from oxymap.web.labels import N_


def route_view(
    edition: Edition, page: Page, front: RouteFront, live: LiveEdition | None = None
) -> RouteView:
    """Return everything that a route's page shows."""
    catalogue = edition.catalogue
    stops = [stop.place for stop in front.stops if stop.place]
    trails = [catalogue.trail(name) for name in front.trails]
    return RouteView(
        card=route_card(edition, page, front),
        body=render_markdown(edition, page.source, live),
        days=tuple(_days(edition, front)),
        facts=tuple(_facts(edition, front)),
        trails=tuple(trail_card(edition, trail) for trail in trails),
        leaflets=(
            *leaflets(edition, edition.urls.route_leaflet, page.id),
            *takeaway_links(edition, edition.urls.route_offline(page.id)),
        ),
        sources=front.sources,
        updated=edition.texts.date(front.updated),
        map=detail_map(
            edition,
            f"route-{page.id}",
            edition.texts.text("Map of %(name)s", name=front.title),
            [*(catalogue.place(name) for name in dict.fromkeys(stops)), *trails],
            # A stop without a page keeps its number in the list, so it takes one here, too.
            numbered=[stop.place or "" for stop in front.stops],
        ),
    )


def _facts(edition: Edition, front: RouteFront) -> Iterator[Fact]:
    texts = edition.texts
    yield Fact(texts.text("Days"), texts.plural("%(count)s day", "%(count)s days", front.days))
    yield Fact(texts.text("How to travel"), texts.label("mode", front.mode))
    groups = (
        (N_("Districts"), "district", front.district),
        (N_("Seasons"), "season", front.seasons),
        (N_("What to do"), "activity", front.activities),
        (N_("Good for"), "audience", front.audience),
    )
    for heading, group, values in groups:
        if values:
            yield Fact(
                texts.text(heading), texts.join([texts.label(group, value) for value in values])
            )


def _days(edition: Edition, front: RouteFront) -> Iterator[DayView]:
    stops = list(_stops(edition, front))
    for number in sorted({stop.day for stop in front.stops}):
        yield DayView(
            number=number,
            label=edition.texts.text("Day %(number)s", number=number),
            stops=tuple(
                view for view, stop in zip(stops, front.stops, strict=True) if stop.day == number
            ),
            query=",".join(
                _as_own_stop(stop) for stop in front.stops if stop.day == number and stop.place
            ),
        )


def _as_own_stop(stop: Stop) -> str:
    """Return a stop as the address of a reader's own day has it."""
    return f"{stop.place}.{stop.stay_min}" if stop.stay_min else str(stop.place)


def _stops(edition: Edition, front: RouteFront) -> Iterator[StopView]:
    previous: tuple[float, float] | None = None
    for number, stop in enumerate(front.stops, start=1):
        place = edition.catalogue.place(stop.place) if stop.place else None
        point = start_point(place) if place else None
        yield StopView(
            number=number,
            name=edition.name(place) if place else str(stop.name),
            stay=edition.texts.stay(stop.stay_min) if stop.stay_min else None,
            note=stop.note,
            card=place_card(edition, place) if place else None,
            leg=_leg(edition, previous, point),
        )
        previous = point or previous


def _leg(
    edition: Edition, start: tuple[float, float] | None, end: tuple[float, float] | None
) -> str | None:
    """Return the straight distance from the stop before; roads are longer."""
    if start is None or end is None or start == end:
        return None
    distance = edition.texts.distance(distance_m(start, end))
    return edition.texts.text("about %(distance)s in a straight line", distance=distance)
