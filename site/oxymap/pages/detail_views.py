"""The pages about one thing: a place, a trail, a route, a festival, a district, a text."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Blueprint, Response

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
from oxymap.pages.live_edition import LiveEdition, live_edition
from oxymap.pages.live_zone import zone_view
from oxymap.pages.markdown import has_values, render_markdown
from oxymap.pages.meta import page_meta
from oxymap.pages.models import Link, PageMeta, TextPageView
from oxymap.pages.place_page import place_view
from oxymap.pages.respond import crumbs_to, live_response, page_response
from oxymap.pages.route_page import route_view
from oxymap.pages.site import site
from oxymap.pages.trail_page import trail_view

bp = Blueprint("details", __name__)


@bp.get("/places/<place_id>")
def place(lang: str, place_id: str) -> Response:
    """Show one place."""
    edition = site().edition(lang)
    text = edition.texts.text
    found = edition.catalogue.place(place_id)
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
        jsonld=jsonld.graph(
            jsonld.attraction(edition, found, view.card.url),
            jsonld.breadcrumb_list(edition, crumbs),
        ),
    )
    page = live_edition(edition, site().live)
    stations = place_part(page, found)
    zone = zone_view(page, stations) if found.layer == "zones" else None
    live = page if stations.known else None
    context = {"place": view, "stations": stations, "zone": zone}
    return _response(edition, live, "places/place.html", meta, **context)


@bp.get("/trails/<trail_id>")
def trail(lang: str, trail_id: str) -> Response:
    """Show one trail."""
    edition = site().edition(lang)
    text = edition.texts.text
    found = edition.catalogue.trail(trail_id)
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
        jsonld=jsonld.graph(
            jsonld.attraction(edition, found, view.card.url),
            jsonld.breadcrumb_list(edition, crumbs),
        ),
    )
    page = live_edition(edition, site().live)
    near = trail_part(page, found)
    live = page if near.known else None
    return _response(edition, live, "trails/trail.html", meta, trail=view, stations=near)


@bp.get("/routes/<route_id>")
def route(lang: str, route_id: str) -> Response:
    """Show one themed route."""
    edition = site().edition(lang)
    text = edition.texts.text
    page = edition.catalogue.page("routes", route_id, lang)
    assert isinstance(page.front, RouteFront)  # noqa: S101 -- by its type
    now = live_edition(edition, site().live)
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
        jsonld=jsonld.graph(
            jsonld.trip(edition, view.card, stops), jsonld.breadcrumb_list(edition, crumbs)
        ),
    )
    live = now if stations.known or has_values(page.source) else None
    return _response(edition, live, "routes/route.html", meta, route=view, stations=stations)


@bp.get("/festivals/<festival_id>")
def festival(lang: str, festival_id: str) -> Response:
    """Show one season, festival or event."""
    edition = site().edition(lang)
    try:
        page = edition.catalogue.page("seasons", festival_id, lang)
    except NotFoundError:
        page = edition.catalogue.page("festivals", festival_id, lang)
    crumbs = crumbs_to(
        edition,
        (edition.texts.text("Seasons and festivals"), edition.urls.festivals()),
        (page.front.title, edition.urls.festival(page.id)),
    )
    live = _live_if_needed(edition, page.source)
    if isinstance(page.front, SeasonFront):
        view = season_view(edition, page, page.front, live)
        meta = _festival_meta(edition, page.id, page.front, crumbs, [], kind="season")
        return _response(edition, live, "festivals/season.html", meta, season=view)
    assert isinstance(page.front, FestivalFront)  # noqa: S101 -- by its type
    shown = event_view(edition, page, page.front, live)
    where = edition.catalogue.place(page.front.place) if page.front.place else None
    nodes = [jsonld.event(edition, shown.card, page.front, where)] if page.front.start else []
    meta = _festival_meta(edition, page.id, page.front, crumbs, nodes, kind="event")
    return _response(edition, live, "festivals/event.html", meta, event=shown)


def _festival_meta(
    edition: Edition,
    page_id: str,
    front: SeasonFront | FestivalFront,
    crumbs: list[Link],
    nodes: Sequence[jsonld.Node],
    *,
    kind: str,
) -> PageMeta:
    return page_meta(
        edition,
        f"/festivals/{page_id}",
        front.title,
        front.summary,
        section="festivals",
        breadcrumbs=crumbs,
        kind=kind,
        jsonld=jsonld.graph(*nodes, jsonld.breadcrumb_list(edition, crumbs)),
    )


@bp.get("/districts/<district_id>")
def district(lang: str, district_id: str) -> Response:
    """Show one district."""
    edition = site().edition(lang)
    text = edition.texts.text
    page = edition.catalogue.page("districts", district_id, lang)
    assert isinstance(page.front, DistrictFront)  # noqa: S101 -- by its type
    now = live_edition(edition, site().live)
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
        jsonld=jsonld.graph(
            jsonld.destination(edition, view.card.name, page.front.summary, view.card.url),
            jsonld.breadcrumb_list(edition, crumbs),
        ),
    )
    best = best_part(now, district_id)
    return live_response(now, "districts/district.html", meta, district=view, stations=best)


@bp.get("/pages/<page_id>")
def text_page(lang: str, page_id: str) -> Response:
    """Show a page of the site's own."""
    edition = site().edition(lang)
    page = edition.catalogue.page("pages", page_id, lang)
    front = page.front
    assert isinstance(front, PageFront)  # noqa: S101 -- by its type
    live = _live_if_needed(edition, page.source)
    siblings = [
        Link(other.front.title, edition.urls.page(other.id))
        for other in edition.catalogue.of_type("pages", lang)
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
        breadcrumbs=crumbs_to(edition, (front.title, edition.urls.page(page.id))),
    )
    return _response(edition, live, "pages/page.html", meta, text=view)


def _live_if_needed(edition: Edition, source: str) -> LiveEdition | None:
    """Return the live values for a text that shows some; others need no database."""
    return live_edition(edition, site().live) if has_values(source) else None


def _response(
    edition: Edition, live: LiveEdition | None, template: str, meta: PageMeta, **context: object
) -> Response:
    """Answer with a page that follows the live values, or with one that need not."""
    if live is None:
        return page_response(edition, template, meta, **context)
    return live_response(live, template, meta, **context)
