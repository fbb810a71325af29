"""OxyMap: the map site of Beijing's three natural-oxygen-bar districts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from oxymap.config import Settings

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication
    from flask import Flask

OPENING_S = 0.3


def create_app(
    settings: Settings, *, testing: bool = False, frozen: bool = False, quick: bool = False
) -> Flask:
    """Return the application: the site's table of contents.

    Parameters
    ----------
    frozen : the pages will lie on a plain file server, where nobody can be asked for values.
    quick : begin with a copy of what is published, until the database is open.

    Raises
    ------
    InvalidDataError : the published files cannot be used; names every problem.
    AssetError : a front-end file is missing or is not the pinned one.
    """
    # Flask and the views are slow to import, and `oxymap.config` must not pay for them.
    from flask import Flask

    from oxymap.api import live as api
    from oxymap.api.ingest import IngestDesk
    from oxymap.pages.making import error_page, make_site
    from oxymap.pages.site import EXTENSION
    from oxymap.stations.stream import Seats
    from oxymap.studio.front import StudioFront
    from oxymap.web.admin import register_admin_errors
    from oxymap.web.errors import register_errors
    from oxymap.web.limits import PEOPLE
    from oxymap.web.rendering import inline_scripts
    from oxymap.web.security import secure

    app = Flask("oxymap", static_folder=None, template_folder=None)
    app.testing = testing
    # Both /map and /map/ answer: file servers add the slash, people type it.
    app.url_map.strict_slashes = False
    site = make_site(settings, frozen=frozen, quick=quick)
    app.extensions[EXTENSION] = site
    metrics = app.extensions[api.METRICS] = api.metrics_of(site)
    app.extensions[api.DESK] = IngestDesk(lambda: site.live, metrics, settings.ingest_per_minute)
    app.extensions[api.SEATS] = Seats(settings.stream_connections)
    _register_views(app)
    register_errors(app, error_page(site))
    register_admin_errors(app, error_page(site))
    secure(app, settings, inline_scripts(site.assets))
    front = StudioFront(app.wsgi_app, site, testing=testing)
    app.extensions[StudioFront.NAME] = front
    app.extensions[PEOPLE] = front.people
    app.wsgi_app = front  # type: ignore[method-assign]
    return app


def _register_views(app: Flask) -> None:
    """Register every public address: what exists once a language, and what exists once."""
    from oxymap.api import live as api
    from oxymap.leaflets import views as leaflet_views
    from oxymap.pages import (
        day_views,
        detail_views,
        files,
        list_views,
        live_views,
        notice_views,
        pack_views,
        photo_views,
        worker_views,
    )
    from oxymap.screens import beat_views, board_views, kiosk_views
    from oxymap.takeaway import embed_views, share_views, takeaway_views
    from oxymap.web.urls import PREFIXES

    in_languages = (
        list_views, detail_views, live_views, files, leaflet_views, pack_views, worker_views,
        notice_views, day_views, takeaway_views, share_views, embed_views, kiosk_views,
        board_views,
    )  # fmt: skip
    for lang, prefix in PREFIXES.items():
        for views in in_languages:
            app.register_blueprint(
                views.bp,
                name=f"{views.bp.name}_{lang}",
                url_prefix=prefix or None,
                url_defaults={"lang": lang},
            )
    for views in (files, embed_views, worker_views, notice_views, kiosk_views):
        app.register_blueprint(views.shared)
    for blueprint in (photo_views.bp, api.bp, api.measurements, beat_views.bp):
        app.register_blueprint(blueprint)


def create_wsgi(settings: Settings) -> WSGIApplication:
    """Return what a server runs: stations' readings and published bytes before the application.

    The stations are opened in a thread, so that pages are answered meanwhile.
    """
    import threading

    from oxymap.api.ingest import IngestFront
    from oxymap.api.live import DESK, METRICS
    from oxymap.pages.site import EXTENSION, Site
    from oxymap.web.published import PublishedPages

    app = create_app(settings, quick=True)
    site: Site = app.extensions[EXTENSION]
    site.background = True

    def open_rest() -> None:
        # All that only stations and planners need is imported here, beside the first pages.
        from oxymap.studio.front import StudioFront
        from oxymap.watching import watch_over, watch_over_screens

        watch_over(site.live)
        watch_over_screens(site.live, lambda: site.catalogue.current)
        site.live.on_settled = app.extensions[METRICS]().observe_settle
        app.extensions[StudioFront.NAME].start()

    # A moment later, so that the server answers first; whoever asks for values opens them before.
    opening = threading.Timer(OPENING_S, open_rest)
    opening.daemon = True
    opening.start()
    published = PublishedPages(app.wsgi_app, lambda: site.version, lambda: site.live_version)
    return IngestFront(published, app.extensions[DESK])
