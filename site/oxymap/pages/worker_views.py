"""The visitors' service worker, and the pages that it and the reader's store need."""

from __future__ import annotations

from flask import Blueprint, Response

from oxymap.pages.meta import page_meta
from oxymap.pages.pocket import pocket_words
from oxymap.pages.respond import crumbs_to, page_response
from oxymap.pages.site import site
from oxymap.pages.worker import worker_script
from oxymap.web.responses import DATA_QUALITY, kept
from oxymap.web.urls import PREFIXES

#: Pages, once a language.
bp = Blueprint("pocket", __name__)
#: The worker, once for all languages.
shared = Blueprint("worker", __name__)
#: Browsers ask for a worker past their caches anyway; others are told.
WORKER_CACHE = "no-cache"


@shared.get("/sw.js")
def worker() -> Response:
    """Return the service worker of visitors' pages."""
    editions = {lang: site().edition(lang) for lang in PREFIXES}
    return kept(
        worker_script(editions),
        "text/javascript; charset=utf-8",
        cache=WORKER_CACHE,
        quality=DATA_QUALITY,
        headers={"Service-Worker-Allowed": "/"},
    )


@bp.get("/pocket")
def pocket(lang: str) -> Response:
    """Show what this phone has stored."""
    edition = site().edition(lang)
    text = edition.texts.text
    title = text("On this phone")
    meta = page_meta(
        edition,
        "/pocket",
        title,
        text("Trails and routes that this phone keeps for reading without a network."),
        section="pocket",
        kind="pocket",
        breadcrumbs=crumbs_to(edition, (title, edition.urls.pocket())),
    )
    return page_response(edition, "pocket/index.html", meta, words=pocket_words(edition))


@bp.get("/offline")
def offline(lang: str) -> Response:
    """Show what a phone without a network sees in the place of a page that it does not keep."""
    edition = site().edition(lang)
    text = edition.texts.text
    meta = page_meta(
        edition,
        "/offline",
        text("No network"),
        text("This page is not on this phone. Pages that you have read or taken along are."),
        section="pocket",
        kind="offline",
    )
    return page_response(edition, "pocket/offline.html", meta, words=pocket_words(edition))
