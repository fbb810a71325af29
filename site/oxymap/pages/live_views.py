"""The pages of the live values: all stations, one station, all townships."""

from __future__ import annotations

from flask import Blueprint, Response, request

from oxymap.pages import jsonld
from oxymap.pages.live_edition import LiveEdition, live_edition
from oxymap.pages.live_page import chosen_filters, live_view
from oxymap.pages.meta import page_meta
from oxymap.pages.models import Link
from oxymap.pages.respond import crumbs_to, live_response
from oxymap.pages.site import site
from oxymap.pages.station_page import station_view
from oxymap.pages.townships_page import townships_view

bp = Blueprint("live", __name__)


@bp.get("/live")
def live(lang: str) -> Response:
    """Show what every station says now."""
    page = _page(lang)
    edition, text = page.edition, page.edition.texts.text
    view = live_view(page, chosen_filters(request.args))
    crumbs = _crumbs(page)
    meta = page_meta(
        edition,
        "/live",
        text("Live ions"),
        text(
            "What the ion stations of Mentougou, Yanqing and Fangshan say now, each with its "
            "time, its state and its instrument, and which townships have none."
        ),
        section="live",
        kind="live",
        breadcrumbs=crumbs,
        jsonld=jsonld.graph(
            jsonld.dataset(edition, view.title, view.lede, edition.urls.live()),
            jsonld.breadcrumb_list(edition, crumbs),
        ),
    )
    return live_response(page, "live/index.html", meta, live=view)


@bp.get("/live/townships")
def townships(lang: str) -> Response:
    """Show which townships have a station."""
    page = _page(lang)
    edition, text = page.edition, page.edition.texts.text
    view = townships_view(page)
    crumbs = _crumbs(page, Link(text("By township"), edition.urls.live_townships()))
    meta = page_meta(
        edition,
        "/live/townships",
        text("Ion stations by township"),
        view.summary,
        section="live",
        kind="live",
        breadcrumbs=crumbs,
        jsonld=jsonld.graph(jsonld.breadcrumb_list(edition, crumbs)),
    )
    return live_response(page, "live/townships.html", meta, townships=view)


@bp.get("/live/<station_id>")
def station(lang: str, station_id: str) -> Response:
    """Show one station: now, and in the past."""
    page = _page(lang)
    edition = page.edition
    view = station_view(page, page.live.station(station_id))
    card = view.card
    crumbs = _crumbs(page, Link(card.name, card.url))
    place = edition.catalogue.places.get(page.live.station(station_id).place or "")
    meta = page_meta(
        edition,
        f"/live/{station_id}",
        card.name,
        view.summary,
        section="live",
        kind="station",
        breadcrumbs=crumbs,
        jsonld=jsonld.graph(
            jsonld.dataset(edition, card.name, view.summary, card.url, card=card, place=place),
            jsonld.breadcrumb_list(edition, crumbs),
        ),
    )
    return live_response(page, "live/station.html", meta, station=view)


def _page(lang: str) -> LiveEdition:
    return live_edition(site().edition(lang), site().live)


def _crumbs(page: LiveEdition, *links: Link) -> list[Link]:
    first = (page.edition.texts.text("Live ions"), page.edition.urls.live())
    return crumbs_to(page.edition, first, *((link.label, link.url) for link in links))
