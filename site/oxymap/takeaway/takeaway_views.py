"""Files to take along: a page in one file, and the archive of all of a trail's files."""

from __future__ import annotations

import threading

import structlog
from flask import Blueprint, Response

from oxymap.catalogue.models import LANGS, Place, RouteFront
from oxymap.errors import NotFoundError
from oxymap.pages.edition import Edition
from oxymap.pages.site import site
from oxymap.pages.trail_page import has_files
from oxymap.takeaway.archive import trail_archive
from oxymap.takeaway.page_file import PageFile, route_page_file, trail_page_file
from oxymap.web.print_font import print_fonts
from oxymap.web.responses import kept
from oxymap.web.urls import PACK

log = structlog.get_logger()
bp = Blueprint("takeaway", __name__)
HTML = "text/html; charset=utf-8"
ZIP = "application/zip"
#: A leaflet takes half a second of a processor and 60 MB: one at a time is enough.
_packing = threading.Lock()


@bp.get("/trails/<trail_id>-offline.html")
def trail_page(lang: str, trail_id: str) -> Response:
    """Return a trail as one HTML file; a closed trail has none."""
    edition = site().edition(lang)
    place = edition.catalogue.trail(trail_id)
    if not has_files(place):
        raise NotFoundError(f"The trail {trail_id!r} has no line to take along.", trail_id)
    return _page(trail_page_file(edition, place))


@bp.get("/routes/<route_id>-offline.html")
def route_page(lang: str, route_id: str) -> Response:
    """Return a themed route as one HTML file."""
    edition = site().edition(lang)
    page = edition.catalogue.page("routes", route_id, lang)
    assert isinstance(page.front, RouteFront)  # noqa: S101 -- by its type
    return _page(route_page_file(edition, page, page.front))


@bp.get("/trails/<trail_id>-pack.zip")
def trail_pack(lang: str, trail_id: str) -> Response:
    """Return all files of a trail in one archive; a closed trail has none."""
    editions: dict[str, Edition] = {name: site().edition(name) for name in LANGS}
    place = editions[lang].catalogue.trail(trail_id)
    if not has_files(place):
        raise NotFoundError(f"The trail {trail_id!r} has no line to take along.", trail_id)
    with _packing:
        body = trail_archive(editions, place, lang, _leaflet(editions[lang], place))
    headers = {"Content-Disposition": f'attachment; filename="{trail_id}{PACK}"'}
    return kept(body, ZIP, headers=headers)


def _leaflet(edition: Edition, place: Place) -> bytes | None:
    """Return the trail's leaflet, or None where this machine cannot print one."""
    if not print_fonts(edition.settings.pdf_font):
        return None
    # The library is slow to import, and most processes never print.
    from oxymap.leaflets.leaflet import make_leaflet
    from oxymap.leaflets.typesetting import FontError

    try:
        return make_leaflet(edition, place)
    except FontError as error:
        log.error("takeaway.font_unusable", error=str(error))
        return None


def _page(found: PageFile) -> Response:
    """Answer so that a browser shows the file, and saves it under its name.

    WeChat refuses attachments, but shows pages.
    """
    headers = {
        "Content-Disposition": f'inline; filename="{found.name}"',
        "Content-Security-Policy": f"{found.policy}; frame-ancestors 'self'",
        # A copy for the pocket is no page of its own to search engines.
        "X-Robots-Tag": "noindex",
    }
    return kept(found.body, HTML, headers=headers)
