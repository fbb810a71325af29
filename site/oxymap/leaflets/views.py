"""The leaflets of trails and themed routes, to print."""

from __future__ import annotations

import threading
from urllib.parse import quote

import structlog
from flask import Blueprint, Response

from oxymap.catalogue.models import Page, Place
from oxymap.errors import NotFoundError
from oxymap.pages.edition import Edition
from oxymap.pages.making import error_page
from oxymap.pages.site import site
from oxymap.pages.trail_page import has_files
from oxymap.web.labels import N_
from oxymap.web.print_font import print_fonts
from oxymap.web.responses import kept
from oxymap.web.urls import FOLDED

log = structlog.get_logger()
bp = Blueprint("leaflets", __name__)
#: Drawing takes half a second of a processor and 60 MB: more at a time would stop the pages.
AT_ONCE = 2
PATIENCE_S = 10.0
_seats = threading.BoundedSemaphore(AT_ONCE)
PDF = "application/pdf"
NO_FONT = (
    N_("Leaflets cannot be printed here yet"),
    N_(
        "This server has no font with Chinese characters. The operator has to install one "
        "(on Debian: fonts-wqy-microhei). Until then, print the page itself:"
    ),
)
BUSY = (N_("Too busy for a moment"), N_("Please try again in a minute."))


@bp.get("/trails/<name>.pdf")
def trail_leaflet(lang: str, name: str) -> Response:
    """Return the leaflet of a trail; ``-folded`` behind its id gives the one to fold."""
    edition, (trail_id, folded) = site().edition(lang), _folded(name)
    place = edition.catalogue.trail(trail_id)
    if not has_files(place):
        raise NotFoundError(f"The trail {trail_id!r} has no line to print.", trail_id)
    return _answer(edition, place, folded=folded, title=edition.name(place))


@bp.get("/routes/<name>.pdf")
def route_leaflet(lang: str, name: str) -> Response:
    """Return the leaflet of a themed route; ``-folded`` behind its id gives the one to fold."""
    edition, (route_id, folded) = site().edition(lang), _folded(name)
    page = edition.catalogue.page("routes", route_id, lang)
    return _answer(edition, page, folded=folded, title=page.front.title)


def _folded(name: str) -> tuple[str, bool]:
    return name.removesuffix(FOLDED), name.endswith(FOLDED)


def _answer(edition: Edition, subject: Place | Page, *, folded: bool, title: str) -> Response:
    if not print_fonts(edition.settings.pdf_font):
        return _unavailable(edition, *NO_FONT)
    if not _seats.acquire(timeout=PATIENCE_S):
        return _unavailable(edition, *BUSY)
    try:
        body = _draw(edition, subject, folded=folded)
    finally:
        _seats.release()
    if body is None:
        return _unavailable(edition, *NO_FONT)
    name = f"{subject.id}{FOLDED if folded else ''}"
    return kept(body, PDF, headers={"Content-Disposition": disposition(name, title, folded=folded)})


def _draw(edition: Edition, subject: Place | Page, *, folded: bool) -> bytes | None:
    # The library is slow to import, and most processes never print.
    from oxymap.leaflets.leaflet import make_leaflet
    from oxymap.leaflets.typesetting import FontError

    try:
        return make_leaflet(edition, subject, folded=folded)
    except FontError as error:
        log.error("leaflets.font_unusable", error=str(error))
        return None


def disposition(name: str, title: str, *, folded: bool = False) -> str:
    """Return a Content-Disposition that opens the file and names it when it is saved.

    Source: RFC 6266 and RFC 8187 (the ASCII name for old programs, the UTF-8 one for others).
    """
    full = quote(f"{title}{FOLDED if folded else ''}.pdf", safe="")
    return f"inline; filename=\"{name}.pdf\"; filename*=UTF-8''{full}"


def _unavailable(edition: Edition, heading: str, message: str) -> Response:
    body = error_page(site())(edition.lang, 503, heading, message, "")
    response = Response(body, status=503, content_type="text/html; charset=utf-8")
    response.headers["Cache-Control"] = "no-store"
    if heading == BUSY[0]:
        response.headers["Retry-After"] = "30"
    return response
