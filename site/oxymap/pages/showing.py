"""Put together the page about one thing: what the public sees, and what a draft will look like."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from oxymap.catalogue.models import (
    DistrictFront,
    FestivalFront,
    PageFront,
    RouteFront,
    SeasonFront,
)
from oxymap.errors import NotFoundError
from oxymap.pages import jsonld
from oxymap.pages.district_page import district_view
from oxymap.pages.edition import Edition
from oxymap.pages.festival_page import event_view, season_view
from oxymap.pages.live_cards import best_part, place_part, route_part, trail_part
from oxymap.pages.live_edition import Live, LiveEdition, live_edition
from oxymap.pages.live_zone import zone_view
from oxymap.pages.markdown import has_values, render_markdown
from oxymap.pages.meta import page_meta
from oxymap.pages.models import Link, PageMeta, TextPageView
from oxymap.pages.photos import photo_views, share_image
from oxymap.pages.place_page import place_view
from oxymap.pages.pocket import route_pocket, trail_pocket
from oxymap.pages.respond import crumbs_to
from oxymap.pages.route_page import route_view
from oxymap.pages.trail_page import trail_view

#: Opens the stations; asked only where a page shows values.
Stations = Callable[[], Live]


@dataclass(frozen=True)
class Shown:
    """A page, ready to be rendered.

    Parameters
    ----------
    live : the values that are in it; None when it shows none.
    """

    edition: Edition
    template: str
    meta: PageMeta
    context: Mapping[str, object] = field(default_factory=dict)
    live: LiveEdition | None = None


def show_place(edition: Edition, stations_of: Stations, place_id: str) -> Shown:
    """Show one place."""
    text = edition.texts.text
    found = edition.catalogue.place(place_id)
    image = share_image(edition, found.properties.photos)
    view = place_view(edition, found)
    crumbs = crumbs_to(
        edition, (text("Places"), edition.urls.places()), (view.card.name, view.card.url)
    )
    meta = page_meta(
        edition,
        f"/places/{place_id}",
        f"{view.card.name} · {view.card.district_label}",
        view.card.summary,
        section="places",
        breadcrumbs=crumbs,
        kind="place",
        image=image,
        jsonld=jsonld.graph(
            jsonld.attraction(edition, found, view.card.url),
            jsonld.breadcrumb_list(edition, crumbs),
            image=image,
        ),
    )
    page = live_edition(edition, stations_of())
    stations = place_part(page, found)
    zone = zone_view(page, stations) if found.layer == "zones" else None
    live = page if stations.known else None
    photos = photo_views(edition, found.properties.photos)
    context = {"place": view, "photos": photos, "stations": stations, "zone": zone}
    return Shown(edition, "places/place.html", meta, context, live)


def show_trail(edition: Edition, stations_of: Stations, trail_id: str) -> Shown:
    """Show one trail."""
    text = edition.texts.text
    found = edition.catalogue.trail(trail_id)
    image = share_image(edition, found.properties.photos)
    view = trail_view(edition, found)
    crumbs = crumbs_to(
        edition, (text("Trails and rides"), edition.urls.trails()), (view.card.name, view.card.url)
    )
    meta = page_meta(
        edition,
        f"/trails/{trail_id}",
        f"{view.card.name} · {view.card.district_label}",
        view.card.summary,
        section="trails",
        breadcrumbs=crumbs,
        kind="trail",
        image=image,
        jsonld=jsonld.graph(
            jsonld.attraction(edition, found, view.card.url),
            jsonld.breadcrumb_list(edition, crumbs),
            image=image,
        ),
    )
    page = live_edition(edition, stations_of())
    near = trail_part(page, found)
    live = page if near.known else None
    photos = photo_views(edition, found.properties.photos)
    pocket = trail_pocket(edition, found)
    context = {"trail": view, "photos": photos, "stations": near, "pocket": pocket}
    return Shown(edition, "trails/trail.html", meta, context, live)


def show_route(edition: Edition, stations_of: Stations, route_id: str) -> Shown:
    """Show one themed route."""
    text = edition.texts.text
    page = edition.catalogue.page("routes", route_id, edition.lang)
    assert isinstance(page.front, RouteFront)  # noqa: S101 -- by its type
    image = share_image(edition, page.front.photos)
    now = live_edition(edition, stations_of())
    view = route_view(edition, page, page.front, now)
    stations = route_part(now, page.front)
    crumbs = crumbs_to(
        edition, (text("Themed routes"), edition.urls.routes()), (view.card.title, view.card.url)
    )
    stops = [(s.name, s.card.url if s.card else None) for day in view.days for s in day.stops]
    meta = page_meta(
        edition,
        f"/routes/{route_id}",
        view.card.title,
        view.card.summary,
        section="routes",
        breadcrumbs=crumbs,
        kind="route",
        image=image,
        jsonld=jsonld.graph(
            jsonld.trip(edition, view.card, stops),
            jsonld.breadcrumb_list(edition, crumbs),
            image=image,
        ),
    )
    live = now if stations.known or has_values(page.source) else None
    photos = photo_views(edition, page.front.photos)
    pocket = route_pocket(edition, page.id)
    context = {"route": view, "photos": photos, "stations": stations, "pocket": pocket}
    return Shown(edition, "routes/route.html", meta, context, live)


def show_festival(edition: Edition, stations_of: Stations, festival_id: str) -> Shown:
    """Show one season, festival or event."""
    try:
        page = edition.catalogue.page("seasons", festival_id, edition.lang)
    except NotFoundError:
        page = edition.catalogue.page("festivals", festival_id, edition.lang)
    crumbs = crumbs_to(
        edition,
        (edition.texts.text("Seasons and festivals"), edition.urls.festivals()),
        (page.front.title, edition.urls.festival(page.id)),
    )
    live = _live_if_needed(edition, stations_of, page.source)
    photos = photo_views(edition, page.front.photos)
    if isinstance(page.front, SeasonFront):
        view = season_view(edition, page, page.front, live)
        meta = _festival_meta(edition, page.id, page.front, crumbs, [], kind="season")
        context = {"season": view, "photos": photos}
        return Shown(edition, "festivals/season.html", meta, context, live)
    assert isinstance(page.front, FestivalFront)  # noqa: S101 -- by its type
    shown = event_view(edition, page, page.front, live)
    where = edition.catalogue.place(page.front.place) if page.front.place else None
    nodes = [jsonld.event(edition, shown.card, page.front, where)] if page.front.start else []
    meta = _festival_meta(edition, page.id, page.front, crumbs, nodes, kind="event")
    return Shown(edition, "festivals/event.html", meta, {"event": shown, "photos": photos}, live)


def _festival_meta(
    edition: Edition,
    page_id: str,
    front: SeasonFront | FestivalFront,
    crumbs: list[Link],
    nodes: Sequence[jsonld.Node],
    *,
    kind: str,
) -> PageMeta:
    image = share_image(edition, front.photos)
    return page_meta(
        edition,
        f"/festivals/{page_id}",
        front.title,
        front.summary,
        section="festivals",
        breadcrumbs=crumbs,
        kind=kind,
        image=image,
        jsonld=jsonld.graph(*nodes, jsonld.breadcrumb_list(edition, crumbs), image=image),
    )


def show_district(edition: Edition, stations_of: Stations, district_id: str) -> Shown:
    """Show one district."""
    text = edition.texts.text
    page = edition.catalogue.page("districts", district_id, edition.lang)
    assert isinstance(page.front, DistrictFront)  # noqa: S101 -- by its type
    image = share_image(edition, page.front.photos)
    now = live_edition(edition, stations_of())
    view = district_view(edition, page, page.front, now)
    crumbs = crumbs_to(
        edition,
        (text("The three districts"), edition.urls.districts()),
        (view.card.name, view.card.url),
    )
    meta = page_meta(
        edition,
        f"/districts/{district_id}",
        page.front.title,
        page.front.summary,
        section="districts",
        breadcrumbs=crumbs,
        kind="district",
        image=image,
        jsonld=jsonld.graph(
            jsonld.destination(edition, view.card.name, page.front.summary, view.card.url),
            jsonld.breadcrumb_list(edition, crumbs),
            image=image,
        ),
    )
    best = best_part(now, district_id)
    photos = photo_views(edition, page.front.photos)
    context = {"district": view, "photos": photos, "stations": best}
    return Shown(edition, "districts/district.html", meta, context, now)


def show_text(edition: Edition, stations_of: Stations, page_id: str) -> Shown:
    """Show a page of the site's own."""
    page = edition.catalogue.page("pages", page_id, edition.lang)
    front = page.front
    assert isinstance(front, PageFront)  # noqa: S101 -- by its type
    live = _live_if_needed(edition, stations_of, page.source)
    siblings = [
        Link(other.front.title, edition.urls.page(other.id))
        for other in edition.catalogue.of_type("pages", edition.lang)
        if isinstance(other.front, PageFront)
        and other.front.section == front.section
        and other.id != page.id
    ]
    view = TextPageView(
        title=front.title,
        summary=front.summary,
        body=render_markdown(edition, page.source, live),
        sources=front.sources,
        updated=edition.texts.date(front.updated),
        siblings=tuple(siblings),
    )
    meta = page_meta(
        edition,
        f"/pages/{page_id}",
        front.title,
        front.summary,
        section="about",
        kind="text",
        image=share_image(edition, front.photos),
        breadcrumbs=crumbs_to(edition, (front.title, edition.urls.page(page.id))),
    )
    return Shown(
        edition,
        "pages/page.html",
        meta,
        {"text": view, "photos": photo_views(edition, front.photos)},
        live,
    )


def _live_if_needed(edition: Edition, stations_of: Stations, source: str) -> LiveEdition | None:
    """Return the live values for a text that shows some; others need no database."""
    return live_edition(edition, stations_of()) if has_values(source) else None


#: What shows an object, by kind and by layer or page type.
_PAGES: Mapping[str, Callable[[Edition, Stations, str], Shown]] = {
    "routes": show_route,
    "festivals": show_festival,
    "seasons": show_festival,
    "districts": show_district,
    "pages": show_text,
}


def show_object(edition: Edition, stations_of: Stations, kind: str, group: str, name: str) -> Shown:
    """Return the page of any object.

    Parameters
    ----------
    kind : ``feature`` or ``page``.
    group : the layer, or the page type.
    name : the id.

    Raises
    ------
    NotFoundError : there is no such object, or it has no page of its own.
    """
    if kind == "page" and group in _PAGES:
        return _PAGES[group](edition, stations_of, name)
    if kind == "feature" and group == "trails":
        return show_trail(edition, stations_of, name)
    if kind == "feature":
        return show_place(edition, stations_of, name)
    raise NotFoundError(f"{group}/{name} has no page of its own.", name)
