"""What every page view ends with."""

from __future__ import annotations

from flask import Response

from oxymap.pages.edition import Edition
from oxymap.pages.live_edition import LiveEdition
from oxymap.pages.live_texts import live_words
from oxymap.pages.models import Link, PageMeta
from oxymap.pages.notices_page import Banner, banner
from oxymap.pages.site import site
from oxymap.web.responses import kept, kept_live

HTML = "text/html; charset=utf-8"


def page_response(edition: Edition, template: str, meta: PageMeta, **context: object) -> Response:
    """Render a page's template as a response that may be kept."""
    around = {"page": meta, "banner": _banner(edition, meta)}
    return kept(edition.renderer.render(edition.lang, template, {**around, **context}))


def live_response(page: LiveEdition, template: str, meta: PageMeta, **context: object) -> Response:
    """Render a template with live values as a response that is kept while they are present.

    The words of the script go with it.
    """
    edition = page.edition
    around = {
        "page": meta,
        "banner": _banner(edition, meta),
        "live_words": live_words(edition),
    }
    body = edition.renderer.render(edition.lang, template, {**around, **context})
    return kept_live(body, HTML, page.snapshot.version)


def _banner(edition: Edition, meta: PageMeta) -> Banner | None:
    """Return the notices that hold for what a page shows; where none can be, none is sought."""
    if not site().database.exists:
        return None
    return banner(edition, meta, site().notices.now())


def crumbs_to(edition: Edition, *links: tuple[str, str]) -> list[Link]:
    """Return the way from the home page to a page, from (label, address) pairs."""
    home = Link(edition.texts.text("Home"), edition.urls.home())
    return [home, *(Link(label, url) for label, url in links)]


def suggestions(edition: Edition) -> list[Link]:
    """Return where somebody may go who has found nothing."""
    text, urls = edition.texts.text, edition.urls
    return [
        Link(text("Map"), urls.map()),
        Link(text("Places"), urls.places()),
        Link(text("Trails and rides"), urls.trails()),
        Link(text("Themed routes"), urls.routes()),
        Link(text("Seasons and festivals"), urls.festivals()),
    ]
