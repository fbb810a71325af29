"""The operator's pages; only the holder of ``admin_token`` sees them."""

from __future__ import annotations

from flask import Blueprint, Response

from oxymap.pages.meta import page_meta
from oxymap.pages.operations_page import operations_page
from oxymap.pages.respond import crumbs_to
from oxymap.pages.site import site
from oxymap.web.admin import protect

bp = Blueprint("operations", __name__)
protect(bp, lambda: site().settings.admin_token)
PATH = "/studio/stations"


@bp.get(PATH)
def stations(lang: str) -> Response:
    """Show how the stations' equipment has done, worst first."""
    edition = site().edition(lang)
    text = edition.texts.text
    live = site().live
    shown = operations_page(edition, live.current, live.operations())
    title = text("Station operations")
    meta = page_meta(
        edition,
        PATH,
        title,
        text("State, uptime, gaps, flags, clocks and rejected readings of every station."),
        section="studio",
        kind="operations",
        breadcrumbs=crumbs_to(edition, (title, edition.urls.prefix + PATH)),
    )
    # Not one of the pages that are kept: what the operator sees stays with the operator.
    page = edition.renderer.render(
        lang, "studio/stations.html", {"page": meta, "operations": shown}
    )
    return Response(page, content_type="text/html; charset=utf-8")
