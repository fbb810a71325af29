"""The pages that list: home, map, places, trails, routes, festivals, districts, search."""

from __future__ import annotations

from flask import Blueprint, Response, request

from oxymap.catalogue.models import PLACE_LAYERS
from oxymap.pages import cards, jsonld
from oxymap.pages.facets import make_facets, matches, with_choice
from oxymap.pages.finding import find
from oxymap.pages.live_cards import best_part
from oxymap.pages.live_edition import live_edition
from oxymap.pages.live_page import title as live_title
from oxymap.pages.live_patterns import pattern_part
from oxymap.pages.meta import page_meta
from oxymap.pages.page_maps import FIRST_LAYERS, detail_map, full_map
from oxymap.pages.queries import check_map_state, chosen_facets, search_text
from oxymap.pages.respond import crumbs_to, live_response, page_response, suggestions
from oxymap.pages.site import site
from oxymap.pages.trail_page import trail_view

bp = Blueprint("lists", __name__)
HOME_ROUTES = 4
HOME_EVENTS = 4
HOME_VIEWPOINTS = 4
HOME_TRAILS = 3


@bp.get("/")
def home(lang: str) -> Response:
    """Show the season now, the map, the districts, and what to do."""
    edition = site().edition(lang)
    text, season = edition.texts.text, edition.season
    seasons = cards.all_seasons(edition)
    in_season = [c for c in cards.all_routes(edition) if season in c.seasons]
    points = [p for p in edition.catalogue.layer("viewpoints") if edition.is_in_season(p)]
    # Those that are at their best only now stand before those that are always worth a visit.
    points.sort(key=lambda place: place.properties.season_window is None)
    described = text(
        "Villages, trails, viewing points and festivals of Mentougou, Yanqing and Fangshan, "
        "the oxygen-bar districts in Beijing's mountains, on one honest map."
    )
    title = text("OxyMap: the oxygen-bar map of Beijing's mountains")
    meta = page_meta(
        edition, "/", title, described, section="home", kind="home",
        jsonld=jsonld.graph(jsonld.destination(edition, title, described, edition.urls.home())),
    )  # fmt: skip
    page = live_edition(edition, site().live)
    return live_response(
        page,
        "home.html",
        meta,
        stations=best_part(page),
        live_title=live_title(page),
        season=next((card for card in seasons if card.current), seasons[0] if seasons else None),
        seasons=seasons,
        districts=cards.all_districts(edition),
        routes=in_season[:HOME_ROUTES],
        events=cards.coming_events(edition)[:HOME_EVENTS],
        viewpoints=[cards.place_card(edition, p) for p in points[:HOME_VIEWPOINTS]],
        trails=[cards.trail_card(edition, p) for p in edition.catalogue.layer("trails")][
            :HOME_TRAILS
        ],
        map=full_map(edition),
    )


@bp.get("/map")
def whole_map(lang: str) -> Response:
    """Show the whole map with the list of what is on it."""
    check_map_state(request.args)
    edition = site().edition(lang)
    text = edition.texts.text
    layers = [layer for layer in PLACE_LAYERS if layer not in {"townships", "products"}]
    places = [p for layer in layers for p in edition.catalogue.layer(layer)]
    on_map = [p for p in places if p.geometry_type]
    trails = [cards.trail_card(edition, p) for p in edition.catalogue.layer("trails")]
    listed = [cards.place_card(edition, p) for p in on_map]
    facets = make_facets(edition, listed, ("district", "layer", "season", "activity"))
    chosen = chosen_facets(request.args, facets)
    shown = [p for p, card in zip(on_map, listed, strict=True) if matches(card, chosen)]
    meta = page_meta(
        edition,
        "/map",
        text("Map of the three oxygen-bar districts"),
        text("Every village, trail, sight and viewing point on one map, with a list beside it."),
        section="map",
        kind="map",
        breadcrumbs=crumbs_to(edition, (text("Map"), edition.urls.map())),
    )
    return page_response(
        edition,
        "map.html",
        meta,
        groups=cards.place_groups(edition, shown),
        unplaced=[cards.place_card(edition, p) for p in places if not p.geometry_type],
        facets=with_choice(facets, chosen),
        map=full_map(edition),
        trails=trails,
    )


@bp.get("/places/")
def places(lang: str) -> Response:
    """List every place, filtered by the query."""
    edition = site().edition(lang)
    text = edition.texts.text
    found = [p for layer in PLACE_LAYERS for p in edition.catalogue.layer(layer)]
    facets = make_facets(
        edition,
        [cards.place_card(edition, p) for p in found],
        ("district", "layer", "season", "activity", "audience"),
    )
    chosen = chosen_facets(request.args, facets)
    found = [p for p in found if matches(cards.place_card(edition, p), chosen)]
    meta = page_meta(
        edition,
        "/places/",
        text("Places"),
        text("All places of the three districts by kind, season and what one can do there."),
        section="places",
        kind="list",
        breadcrumbs=crumbs_to(edition, (text("Places"), edition.urls.places())),
    )
    return page_response(
        edition,
        "places/index.html",
        meta,
        groups=cards.place_groups(edition, [p for p in found if p.geometry_type]),
        unplaced=[cards.place_card(edition, p) for p in found if not p.geometry_type],
        facets=with_choice(facets, chosen),
    )


@bp.get("/trails/")
def trails(lang: str) -> Response:
    """List every trail."""
    edition = site().edition(lang)
    text = edition.texts.text
    found = [cards.trail_card(edition, p) for p in edition.catalogue.layer("trails")]
    facets = make_facets(edition, found, ("district", "kind", "season"))
    chosen = chosen_facets(request.args, facets)
    meta = page_meta(
        edition,
        "/trails/",
        text("Trails and rides"),
        text("Walks, old roads and rides with length, climb, profile and files to take along."),
        section="trails",
        kind="list",
        breadcrumbs=crumbs_to(edition, (text("Trails and rides"), edition.urls.trails())),
    )
    shown = [card for card in found if matches(card, chosen)]
    return page_response(
        edition, "trails/index.html", meta, trails=shown, facets=with_choice(facets, chosen)
    )


@bp.get("/routes/")
def routes(lang: str) -> Response:
    """List the themed routes."""
    edition = site().edition(lang)
    text = edition.texts.text
    found = cards.all_routes(edition)
    facets = make_facets(edition, found, ("district", "season", "audience"))
    chosen = chosen_facets(request.args, facets)
    meta = page_meta(
        edition,
        "/routes/",
        text("Themed routes"),
        text("Days out with ordered stops: villages, temples, mountains, orchards, rides."),
        section="routes",
        kind="list",
        breadcrumbs=crumbs_to(edition, (text("Themed routes"), edition.urls.routes())),
    )
    shown = [card for card in found if matches(card, chosen)]
    return page_response(
        edition, "routes/index.html", meta, routes=shown, facets=with_choice(facets, chosen)
    )


@bp.get("/festivals/")
def festivals(lang: str) -> Response:
    """List seasons, festivals and events; what is over stands apart."""
    edition = site().edition(lang)
    text = edition.texts.text
    events = cards.all_events(edition)
    facets = make_facets(edition, events, ("district", "season"))
    chosen = chosen_facets(request.args, facets)
    meta = page_meta(
        edition,
        "/festivals/",
        text("Seasons and festivals"),
        text("Four seasons in three districts, with their festivals, walks, rides and fairs."),
        section="festivals",
        kind="list",
        breadcrumbs=crumbs_to(edition, (text("Seasons and festivals"), edition.urls.festivals())),
    )
    shown = [card for card in events if matches(card, chosen)]
    return page_response(
        edition,
        "festivals/index.html",
        meta,
        seasons=cards.all_seasons(edition),
        events=[card for card in shown if card.state != "past"],
        past=[card for card in shown if card.state == "past"],
        facets=with_choice(facets, chosen),
    )


@bp.get("/districts/")
def districts(lang: str) -> Response:
    """Show the three districts."""
    edition = site().edition(lang)
    text = edition.texts.text
    places = [p for layer in FIRST_LAYERS for p in edition.catalogue.layer(layer)]
    meta = page_meta(
        edition,
        "/districts/",
        text("The three districts"),
        text("Mentougou, Yanqing and Fangshan: what each has, and how far its title has come."),
        section="districts",
        kind="list",
        breadcrumbs=crumbs_to(edition, (text("The three districts"), edition.urls.districts())),
    )
    shown = detail_map(edition, "districts", text("Map of the three districts"), places)
    return page_response(
        edition, "districts/index.html", meta, districts=cards.all_districts(edition), map=shown
    )


@bp.get("/search")
def search(lang: str) -> Response:
    """Search places and pages."""
    edition = site().edition(lang)
    text = edition.texts.text
    query = search_text(request.args)
    total, hits = find(edition, query) if query else (0, [])
    meta = page_meta(
        edition,
        "/search",
        text("Search"),
        text("Search places, trails, routes and festivals by Chinese, pinyin or English."),
        section="search",
        kind="search",
        breadcrumbs=crumbs_to(edition, (text("Search"), edition.urls.search())),
    )
    return page_response(
        edition,
        "search.html",
        meta,
        query=query,
        hits=hits,
        total=total,
        suggestions=suggestions(edition),
        index_url=edition.urls.search_index(),
    )


@bp.get("/-/patterns")
def patterns(lang: str) -> Response:
    """Show every component in every state, for those who make and test the site."""
    edition = site().edition(lang)
    shown = [
        p for layer in ("villages", "viewpoints", "zones") for p in edition.catalogue.layer(layer)
    ]
    trail_places = edition.catalogue.layer("trails")
    profiles = [trail_view(edition, p).profile for p in trail_places]
    meta = page_meta(
        edition, "/-/patterns", "Patterns", "Every component in every state.",
        section="about", kind="patterns",
    )  # fmt: skip
    page = live_edition(edition, site().live)
    return live_response(
        page,
        "patterns.html",
        meta,
        stations=pattern_part(page),
        place_cards=[cards.place_card(edition, p) for p in shown],
        trail_cards=[cards.trail_card(edition, p) for p in trail_places],
        route_cards=cards.all_routes(edition),
        event_cards=cards.all_events(edition),
        seasons=cards.all_seasons(edition),
        districts=cards.all_districts(edition),
        map=full_map(edition),
        profile=next((item for item in profiles if item), None),
    )
