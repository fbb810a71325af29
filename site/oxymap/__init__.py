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
    from oxymap.leaflets import views as leaflet_views
    from oxymap.pages import (
        detail_views,
        files,
        list_views,
        live_views,
        photo_views,
    )
    from oxymap.pages.making import error_page, make_site
    from oxymap.pages.site import EXTENSION
    from oxymap.stations.stream import Seats
    from oxymap.studio.front import StudioFront
    from oxymap.web.admin import register_admin_errors
    from oxymap.web.errors import register_errors
    from oxymap.web.limits import PEOPLE
    from oxymap.web.security import secure
    from oxymap.web.urls import PREFIXES

    app = Flask("oxymap", static_folder=None, template_folder=None)
    app.testing = testing
    # Both /map and /map/ answer: file servers add the slash, people type it.
    app.url_map.strict_slashes = False
    site = make_site(settings, frozen=frozen, quick=quick)
    app.extensions[EXTENSION] = site
    metrics = app.extensions[api.METRICS] = api.metrics_of(site)
    app.extensions[api.DESK] = IngestDesk(lambda: site.live, metrics, settings.ingest_per_minute)
    app.extensions[api.SEATS] = Seats(settings.stream_connections)
    blueprints = (
        list_views.bp, detail_views.bp, live_views.bp, files.bp,
        leaflet_views.bp,
    )  # fmt: skip
    for lang, prefix in PREFIXES.items():
        for blueprint in blueprints:
            app.register_blueprint(
                blueprint,
                name=f"{blueprint.name}_{lang}",
                url_prefix=prefix or None,
                url_defaults={"lang": lang},
            )
    app.register_blueprint(files.shared)
    app.register_blueprint(photo_views.bp)
    app.register_blueprint(api.bp)
    app.register_blueprint(api.measurements)
    register_errors(app, error_page(site))
    register_admin_errors(app, error_page(site))
    secure(app, settings, (site.assets.files["js/prefs.js"],))
    front = StudioFront(app.wsgi_app, site, testing=testing)
    app.extensions[StudioFront.NAME] = front
    app.extensions[PEOPLE] = front.people
    app.wsgi_app = front  # type: ignore[method-assign]
    return app


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
        from oxymap.watching import watch_over

        watch_over(site.live)
        site.live.on_settled = app.extensions[METRICS]().observe_settle
        app.extensions[StudioFront.NAME].start()

    # A moment later, so that the server answers first; whoever asks for values opens them before.
    opening = threading.Timer(OPENING_S, open_rest)
    opening.daemon = True
    opening.start()
    published = PublishedPages(app.wsgi_app, lambda: site.version, lambda: site.live_version)
    return IngestFront(published, app.extensions[DESK])
