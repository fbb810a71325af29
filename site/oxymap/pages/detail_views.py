"""The pages about one thing: a place, a trail, a route, a festival, a district, a text."""

from __future__ import annotations

from flask import Blueprint, Response

from oxymap.pages import showing
from oxymap.pages.live_edition import Live
from oxymap.pages.respond import live_response, page_response
from oxymap.pages.showing import Shown
from oxymap.pages.site import site

bp = Blueprint("details", __name__)


@bp.get("/places/<place_id>")
def place(lang: str, place_id: str) -> Response:
    """Show one place."""
    return _answer(showing.show_place(site().edition(lang), _stations, place_id))


@bp.get("/trails/<trail_id>")
def trail(lang: str, trail_id: str) -> Response:
    """Show one trail."""
    return _answer(showing.show_trail(site().edition(lang), _stations, trail_id))


@bp.get("/routes/<route_id>")
def route(lang: str, route_id: str) -> Response:
    """Show one themed route."""
    return _answer(showing.show_route(site().edition(lang), _stations, route_id))


@bp.get("/festivals/<festival_id>")
def festival(lang: str, festival_id: str) -> Response:
    """Show one season, festival or event."""
    return _answer(showing.show_festival(site().edition(lang), _stations, festival_id))


@bp.get("/districts/<district_id>")
def district(lang: str, district_id: str) -> Response:
    """Show one district."""
    return _answer(showing.show_district(site().edition(lang), _stations, district_id))


@bp.get("/pages/<page_id>")
def text_page(lang: str, page_id: str) -> Response:
    """Show a page of the site's own."""
    return _answer(showing.show_text(site().edition(lang), _stations, page_id))


def _stations() -> Live:
    return site().live


def _answer(shown: Shown) -> Response:
    """Answer with a page that follows the live values, or with one that need not."""
    if shown.live is None:
        return page_response(shown.edition, shown.template, shown.meta, **shown.context)
    return live_response(shown.live, shown.template, shown.meta, **shown.context)
